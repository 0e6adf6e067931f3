"""Achievements with the fields of their kind, benefits, adoptions; filters of the lists; rows of the Excel lists."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms

from lingjun.accounts.forms.unions import UnionFilter
from lingjun.core.text import squeeze
from lingjun.ledger.achievement_kinds import Detail, rules, statuses
from lingjun.ledger.enums import AchievementKind, AchievementStatus
from lingjun.ledger.forms.activities import ProjectField
from lingjun.ledger.models import Achievement, Adoption, Benefit, Project
from lingjun.ledger.queries import activities as activity_queries
from lingjun.studios.forms import RecordForm

PREFIX = "d_"
COMMON = (
    "title", "number", "status", "achieved_on", "project", "first_author", "co_authors", "authors", "summary",
)  # fmt: skip


class AchievementForm(RecordForm):
    """Only the fields of `kind` (that of the line by default), kept as `chosen`; labels are those of the kind."""

    status = forms.ChoiceField(label="状态")
    authors = forms.TypedMultipleChoiceField(
        label="本工作室完成人", required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    project = ProjectField(Project.objects.none(), label="出自哪个项目", required=False, empty_label="不属于项目")
    reason = forms.CharField(required=False, max_length=200, label="为什么不是同一项")

    class Meta:
        model = Achievement
        fields: ClassVar = list(COMMON)
        widgets: ClassVar = {"summary": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, kind: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line = self.instance
        self.chosen = kind or line.kind or AchievementKind.OTHER
        self.rules = rules(self.chosen)
        number, date, first = self.fields["number"], self.fields["achieved_on"], self.fields["first_author"]
        number.label, number.help_text, number.required = (
            self.rules.number, self.rules.number_hint, self.rules.number_required,
        )  # fmt: skip
        date.label = self.rules.date
        first.label = self.rules.first_author
        first.help_text = "不填就是勾选的第一位。"
        self.fields["co_authors"].help_text = "外单位的人，或勾选名单里没有的人，用顿号隔开。"
        self.fields["status"].choices = [("", "请选"), *statuses(self.chosen)]  # type: ignore[attr-defined]
        people = activity_queries.people(self.studio, line.authors if line.pk else ())
        self.fields["authors"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]
        self.fields["project"].queryset = activity_queries.projects(self.studio, line.project_id)  # type: ignore[attr-defined]
        self.fields["project"].empty_label = "不属于项目"  # type: ignore[attr-defined]
        self.detail_names = [PREFIX + detail.key for detail in self.rules.details]
        kept = line.details if line.pk and isinstance(line.details, dict) else {}
        for detail in self.rules.details:
            self.fields[PREFIX + detail.key] = _field(detail)
            self.initial[PREFIX + detail.key] = kept.get(detail.key, "")

    def clean(self) -> dict[str, Any] | None:
        data = super().clean()
        found: dict[str, str] = {}
        for name in self.detail_names:
            value = self.cleaned_data.get(name)
            if isinstance(value, datetime.date):
                value = value.isoformat()
            if value:
                found[name.removeprefix(PREFIX)] = str(value).strip()
        # The model's own rules are asked by the form already, and they look at the kind's fields.
        self.instance.kind, self.instance.details = self.chosen, found
        self.cleaned_data["details"] = found
        return data

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"kind": self.chosen, "details": self.cleaned_data["details"]}

    @property
    def detail_fields(self) -> list[Any]:
        return [self[name] for name in self.detail_names]


def _field(detail: Detail) -> forms.Field:
    plain: dict[str, Any] = {"label": detail.label, "required": detail.required, "help_text": detail.hint}
    if detail.type == "date":
        return forms.DateField(**plain, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    if detail.type == "choice":
        return forms.ChoiceField(**plain, choices=[("", "请选"), *((one, one) for one in detail.choices)])
    if detail.type == "lines":
        return forms.CharField(**plain, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    return forms.CharField(**plain, max_length=detail.longest)


class AchievementSheetForm(AchievementForm):
    """A row of the Excel list. `kind` is a column; `more` holds the kind's own fields as 专利权人：…；授权公告日：…."""

    kind = forms.ChoiceField(label="类型", choices=AchievementKind.choices)
    status = forms.CharField(label="状态", max_length=20)  # type: ignore[assignment]
    more = forms.CharField(label="其他项目", required=False, max_length=4000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        data = args[0] if args else kwargs.get("data")
        asked = str(data.get("kind", "")) if data else ""
        super().__init__(*args, kind=asked if asked in AchievementKind.values else AchievementKind.OTHER, **kwargs)
        people = activity_queries.people(self.studio, ever=True)
        self.fields["authors"].choices = [(one.pk, one.name) for one in people]  # type: ignore[attr-defined]
        for name in self.detail_names:
            self.fields.pop(name)

    def clean_status(self) -> str:
        typed = squeeze(self.cleaned_data["status"])
        known = {words: value for value, words in (*AchievementStatus.choices, *statuses(self.chosen))}
        if typed not in known:
            usual = "、".join(words for _, words in statuses(self.chosen))
            raise forms.ValidationError(f"状态没有“{typed}”。请填：{usual}。")
        return known[typed]

    def clean(self) -> dict[str, Any] | None:
        typed, self.detail_names = read_more(self.cleaned_data.get("more") or ""), []
        data = super().clean()
        found: dict[str, str] = {}
        for detail in self.rules.details:
            if not (text := typed.pop(detail.label, "")):
                continue
            try:
                value = _field(detail).clean(text)
            except forms.ValidationError as wrong:
                self.add_error("more", f"{detail.label}：{''.join(wrong.messages)}")
                continue
            found[detail.key] = value.isoformat() if isinstance(value, datetime.date) else str(value)
        if typed:
            usual = "、".join(detail.label for detail in self.rules.details)
            self.add_error("more", f"{AchievementKind(self.chosen).label}没有“{next(iter(typed))}”。可以写：{usual}。")
        self.instance.details = self.cleaned_data["details"] = found
        return data

    @property
    def values(self) -> dict[str, Any]:
        return super().values | {"reason": self.cleaned_data.get("reason", "")}


def read_more(text: str) -> dict[str, str]:
    """ "专利权人：鹭港码头；授权公告日：2013-05-08" -> by label. A part without a label belongs to the one before."""
    found: dict[str, str] = {}
    last = ""
    for part in text.replace(";", "；").replace("\n", "；").split("；"):
        label, colon, value = part.replace(":", "：", 1).partition("：")
        if colon and len(label.strip()) <= 10:
            last = label.strip()
            found[last] = value.strip()
        elif last and part.strip():
            found[last] += "\n" + part.strip()
    return found


def write_more(achievement: Achievement) -> str:
    """The same words back."""
    details = achievement.details if isinstance(achievement.details, dict) else {}
    return "；".join(
        f"{detail.label}：{str(details[detail.key]).replace(chr(10), '；')}"
        for detail in rules(achievement.kind).details
        if details.get(detail.key)
    )


class AchievementField(forms.ModelChoiceField):
    """Achievements by their title."""

    def label_from_instance(self, obj: Any) -> str:
        return str(obj.title)


class _OfAchievement(RecordForm):
    achievement = AchievementField(Achievement.objects.none(), label="哪项成果", empty_label="请选")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Achievement.standing.filter(studio=self.studio).order_by("-achieved_on", "-id")
        self.fields["achievement"].queryset = rows  # type: ignore[attr-defined]


class BenefitForm(_OfAchievement):
    """Basis, amount, period, how computed, who certifies."""

    class Meta:
        model = Benefit
        fields: ClassVar = [
            "achievement", "basis", "amount", "period_from", "period_to", "method", "certifier", "certified_on",
        ]  # fmt: skip
        widgets: ClassVar = {"method": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "basis": "不同口径不能相加，各算各的。",
            "method": "写出数据和算式，例：年作业 1,200 箱 × 每箱节电 3 度 × 0.65 元。",
            "certifier": "例：本单位财务部。证明件登记后上传。",
        }
        error_messages: ClassVar = {
            "period_from": {"required": "请填从哪天算起。"},
            "period_to": {"required": "请填算到哪天。"},
            "method": {"required": "请写怎么算的。"},
            "certifier": {"required": "请填由谁证明。"},
        }


class AdoptionForm(_OfAchievement):
    """Who took it up, since when, to what effect."""

    class Meta:
        model = Adoption
        fields: ClassVar = ["achievement", "adopter", "since", "until", "people", "effect", "contact"]
        widgets: ClassVar = {"effect": forms.Textarea(attrs={"rows": 3})}
        help_texts: ClassVar = {
            "adopter": "写全称；本单位内的写到部门或班组。",
            "until": "还在用的不填。",
            "effect": "用了以后变化在哪里，尽量有数字。",
        }
        error_messages: ClassVar = {"since": {"required": "请填从哪天用起。"}}


class AchievementFilterForm(UnionFilter, forms.Form):
    """Filters in the address. `unions`: offered where the reader sees two or more."""

    q = forms.CharField(
        label="名称、编号或完成人", required=False, max_length=60, widget=forms.TextInput(attrs={"type": "search"})
    )
    kind = forms.ChoiceField(label="类型", required=False, choices=[("", "全部类型"), *AchievementKind.choices])
    status = forms.ChoiceField(label="状态", required=False, choices=[("", "全部状态"), *AchievementStatus.choices])
    year = forms.TypedChoiceField(label="年份", required=False, coerce=int, empty_value=None)
    union = forms.TypedChoiceField(label="推荐工会", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, *, years: list[int], user: Any = None) -> None:
        super().__init__(data)
        self.fields["year"].choices = [("", "全部年份"), *((year, f"{year} 年") for year in years)]  # type: ignore[attr-defined]
        if user is None:
            del self.fields["union"]
        else:
            self.offer_unions(user, data.get("union", ""))
        for field in self.fields.values():
            field.error_messages["invalid_choice"] = "没有这个选项，没有按它筛选，请重新选。"

    @property
    def is_unfolded(self) -> bool:
        """Whether a phone shows what is folded there: everything but the words, where one of them is chosen."""
        return any(bound.name in self.wanted or bound.errors for bound in self if bound.name != "q")

    @property
    def wanted(self) -> dict[str, Any]:
        """The filters that hold."""
        self.is_valid()
        return self.narrowed({name: value for name, value in self.cleaned_data.items() if value not in ("", None)})
