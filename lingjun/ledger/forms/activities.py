"""The one-minute entry, and the filters of the list. The same form reads a row of the Excel list."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django import forms

from lingjun.core.text import one_line
from lingjun.ledger.models import Activity, ActivityKind, PlanItem, Project
from lingjun.ledger.queries import activities as queries
from lingjun.studios.forms import RecordForm

ELSEWHERE = "__other__"


class ProjectField(forms.ModelChoiceField):
    """Projects by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class PlanItemField(forms.ModelChoiceField):
    """Plan items with year and month, so that two of the same words are told apart."""

    def label_from_instance(self, obj: PlanItem) -> str:
        return f"{obj.plan.year} 年 {obj.due_month} 月：{obj.title}"


class ActivityForm(RecordForm):
    """`chosen_place` is one of the places lately used or ELSEWHERE; `place` the free words, which win when filled."""

    ever = False
    """Whether people who left long ago can be ticked."""

    token = forms.UUIDField(required=False, widget=forms.HiddenInput)
    kind = forms.ChoiceField(label="种类", choices=ActivityKind.choices, widget=forms.RadioSelect)
    chosen_place = forms.ChoiceField(label="地点", required=False)
    place = forms.CharField(label="其他地点", required=False, max_length=100)
    attendees = forms.TypedMultipleChoiceField(
        label="参加的人", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.IntegerField(
        label="外单位人数",
        required=False,
        min_value=0,
        max_value=9999,
        widget=forms.NumberInput(attrs={"class": "mini", "inputmode": "numeric"}),
    )
    project = ProjectField(Project.objects.none(), label="属于哪个项目", required=False, empty_label="不属于项目")
    plan_item = PlanItemField(
        PlanItem.objects.none(), label="完成计划里的哪一条", required=False, empty_label="不对应计划"
    )

    class Meta:
        model = Activity
        fields: ClassVar = [
            "kind", "held_on", "place", "title", "text", "attendees", "guests", "project", "plan_item",
        ]  # fmt: skip
        widgets: ClassVar = {"text": forms.Textarea(attrs={"rows": 3}), "held_on": forms.DateInput}
        labels: ClassVar = {"text": "做了什么，一两句话"}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.instance
        self.people = queries.people(self.studio, line.attendees if line.pk else (), ever=self.ever)
        self.before = queries.before(self.studio)
        self.fields["attendees"].choices = [(one.pk, self.label_of(one)) for one in self.people]  # type: ignore[attr-defined]
        self.fields["project"].queryset = queries.projects(self.studio, line.project_id)  # type: ignore[attr-defined]
        self.fields["plan_item"].queryset = queries.plan_items(self.studio, line.plan_item_id)  # type: ignore[attr-defined]
        self.fields["project"].empty_label = "不属于项目"  # type: ignore[attr-defined]
        # Read once: the page asks whether there are any, and lists them.
        items = self.fields["plan_item"]
        self.plan_items = list(items.queryset)  # type: ignore[attr-defined]
        items.choices = [("", "不对应计划"), *((one.pk, items.label_from_instance(one)) for one in self.plan_items)]  # type: ignore[attr-defined]
        places = [(place, place) for place in self.before.places]
        self.fields["chosen_place"].choices = [*places, (ELSEWHERE, "其他地点")]  # type: ignore[attr-defined]
        if line.pk:
            known = line.place in self.before.places
            self.initial["chosen_place"] = line.place if known else ELSEWHERE
            self.initial["place"] = "" if known else line.place
        else:
            self.initial.setdefault("token", uuid.uuid4())
            self.initial.setdefault("attendees", self.preselected)

    def label_of(self, person: queries.Person) -> str:
        left = person.left_on
        return person.name if left is None else f"{person.name}（{left.year}年{left.month}月离开）"

    @property
    def team(self) -> list[int]:
        """Everybody who is in the team today."""
        return [one.pk for one in self.people if one.left_on is None]

    @property
    def preselected(self) -> list[int]:
        """Who came last time and still belongs; the whole team where there was no last time."""
        team = self.team
        last = self.before.attendees
        return team if last is None else [one for one in team if one in set(last)]

    @property
    def as_last_time(self) -> bool:
        return self.before.attendees is not None

    def clean_text(self) -> str:
        return str(self.cleaned_data["text"]).strip()

    def clean_title(self) -> str:
        return one_line(self.cleaned_data.get("title") or "")

    def clean_guests(self) -> int:
        return int(self.cleaned_data.get("guests") or 0)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        typed = one_line(self.cleaned_data.get("place") or "")
        chosen = self.cleaned_data.get("chosen_place") or ""
        if chosen == ELSEWHERE and not typed:
            self.add_error("place", "选了其他地点，请填是哪里。")
        self.cleaned_data["place"] = typed or ("" if chosen == ELSEWHERE else chosen)
        return data


class ActivitySheetForm(ActivityForm):
    """A row of the Excel list: nobody is preselected, and everybody who ever belonged can be named."""

    ever = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["attendees"] = []

    def label_of(self, person: queries.Person) -> str:
        return person.name


class ActivityFilterForm(forms.Form):
    """Year, kind and month of the address, the newest year without a word; `removed` shows what was taken out."""

    year = forms.TypedChoiceField(label="年份", required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label="种类", required=False, choices=[("", "全部种类"), *ActivityKind.choices])
    month = forms.TypedChoiceField(
        label="月份",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "全年")] + [(m, f"{m} 月") for m in range(1, 13)],
    )
    removed = forms.BooleanField(required=False)

    def __init__(self, data: Any, *, years: list[int]) -> None:
        data = data.copy()
        if years and "year" not in data:
            data["year"] = str(years[0])
        super().__init__(data)
        self.fields["year"].choices = [("", "全部年份"), *((year, f"{year} 年") for year in years)]  # type: ignore[attr-defined]
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "没有这个选项，没有按它筛选，请重新选。"

    @property
    def wanted(self) -> dict[str, Any]:
        """Filters that hold."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None, False)}
