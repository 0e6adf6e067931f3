"""Forms of the team. Codes may come as codes, labels or usual words, so that an Excel list uses the same form."""

from __future__ import annotations

import datetime
from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from lingjun.core.codes import EDUCATION, GENDER, HONOUR_LEVELS, POLITICAL_STATUS, SKILL_GRADES, TITLES, CodeList
from lingjun.core.dates import parse_loose, to_date
from lingjun.studios import facts
from lingjun.studios.actions.team import OPEN_ROLES
from lingjun.studios.forms.records import RecordForm
from lingjun.studios.models import Member, PromotionKind, Worker

TITLE_LIST = "titles"
"""Id of the datalist with the titles; the page includes `studios/team/_titles.html`."""


class DayField(forms.Field):
    """A day in any usual wording; a month alone means its first day, as lists of members know no more."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        super().__init__(**options)

    def to_python(self, value: Any) -> datetime.date | None:
        if isinstance(value, datetime.date) or value in self.empty_values:
            return value or None
        iso = parse_loose(str(value)) or ""
        day = to_date(f"{iso}-01" if len(iso) == len("2013-05") else iso)
        if day is None:
            raise forms.ValidationError(f"“{str(value).strip()[:20]}”认不出来，请写成 2013-05-08。")
        return day


class FactField(forms.CharField):
    """One of `facts.FIELDS`, cleaned as everywhere."""

    def __init__(self, fact: str, codes: CodeList | None = None, **options: Any) -> None:
        self.fact, self.codes = fact, codes
        options.setdefault("required", False)
        options.setdefault("label", facts.LABELS[fact])
        if codes is not None:
            options["widget"] = forms.Select(choices=[("", "还不清楚"), *codes.common_choices])
        super().__init__(max_length=200, **options)

    def to_python(self, value: Any) -> str:
        try:
            return facts.clean(self.fact, super().to_python(value) or "")
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def offer(self, code: str) -> None:
        """A rare code a record already has stays in the drop-down."""
        if self.codes is not None and code and code in self.codes:
            known = dict(self.codes.common_choices)
            if code not in known:
                self.widget.choices = [*self.widget.choices, (code, self.codes.label(code))]


def _person_fields() -> dict[str, FactField]:
    return {
        "name": FactField("name", required=True),
        "employer": FactField("employer", help_text="外单位人员填写，本单位的不填。"),
        "gender": FactField("gender", GENDER),
        "birth": FactField("birth", widget=forms.TextInput(attrs={"placeholder": "如 1985-06"})),
        "political_status": FactField("political_status", POLITICAL_STATUS),
        "education": FactField("education", EDUCATION),
        "title": FactField("title", widget=forms.TextInput(attrs={"list": TITLE_LIST, "autocomplete": "off"})),
        "skill_grade": FactField("skill_grade", SKILL_GRADES),
        "post": FactField("post"),
        "phone": FactField("phone", widget=forms.TextInput(attrs={"inputmode": "tel"})),
    }


class RoleField(forms.TypedChoiceField):
    """A role of the team but the leader's; the label is understood too."""

    def __init__(self, **options: Any) -> None:
        super().__init__(choices=[(role.value, role.label) for role in OPEN_ROLES], **options)

    def to_python(self, value: Any) -> Any:
        words = {role.label: role.value for role in OPEN_ROLES}
        typed = "" if value is None else str(value).strip()
        return super().to_python(words.get(typed, typed))


class MemberForm(RecordForm):
    """A new member: who it is, since when, in which role. `worker` names a record that is the same person."""

    class Meta:
        model = Member
        fields: ClassVar = ["role", "joined_on"]

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        own = {"role": RoleField(label="角色", initial="member"), "joined_on": DayField(label="加入日期")}
        person = _person_fields()
        order = ("name", "role", "joined_on", "employer", "gender", "birth", "political_status", "education", "title",
                 "skill_grade", "post", "phone")  # fmt: skip
        both: dict[str, forms.Field] = {**person, **own}
        self.fields = {name: both[name] for name in order} | {"seen": self.fields["seen"]}
        self.initial.setdefault("joined_on", timezone.localdate())
        self.initial.setdefault("role", "member")

    def _post_clean(self) -> None:
        """The rules are those of `actions.team.add_member`, which knows the people too."""

    @property
    def values(self) -> dict[str, Any]:
        """Facts of the person, `role` and `joined_on`."""
        return {name: value for name, value in self.cleaned_data.items() if name != "seen"}


class FactsForm(forms.Form):
    """Putting right what is known of a person."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, worker: Worker, **options: Any) -> None:
        initial = {name: getattr(worker, name) for name in facts.FIELDS}
        initial["title"] = TITLES.label(worker.title)
        super().__init__(*args, **{"initial": initial, **options})
        fields = _person_fields()
        for name, field in fields.items():
            field.offer(getattr(worker, name))
        self.fields = {**fields, "seen": self.fields["seen"]}

    @property
    def values(self) -> dict[str, Any]:
        """Facts by field."""
        return {name: self.cleaned_data[name] for name in facts.FIELDS}


class RoleForm(forms.Form):
    """Another role from a day on."""

    role = RoleField(label="改任")
    on = DayField(label="从哪天起", initial=timezone.localdate)


class LeaveForm(forms.Form):
    """Somebody leaves."""

    on = DayField(label="离开日期", initial=timezone.localdate)
    reason = forms.CharField(label="缘由", max_length=100, help_text="如调离、退休、项目结束。")


class DaysForm(forms.Form):
    """Days of one row put right."""

    joined_on = DayField(label="加入日期")
    left_on = DayField(label="离开日期", required=False)
    left_reason = forms.CharField(label="离开缘由", max_length=100, required=False)
    seen = forms.CharField(required=False, strip=False, widget=forms.HiddenInput)


class PromotionForm(forms.Form):
    """What somebody became. One field of the five is read: the one `kind` names."""

    kind = forms.ChoiceField(label="哪一项", choices=PromotionKind.choices, initial=PromotionKind.SKILL)
    new = forms.CharField(
        label="变为", max_length=100, widget=forms.TextInput(attrs={"list": "promotion-words", "autocomplete": "off"}),
        help_text="按证书上的写，如“高级技师”“高级工程师”“大学本科”。",
    )  # fmt: skip
    on = DayField(label="日期", initial=timezone.localdate, help_text="证书或文件上的日期，可以是以前的。")
    growth = forms.ChoiceField(label="成长方向", required=False)
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="如证书编号、发证机关。")
    certificate = forms.FileField(label="证书", required=False)

    def __init__(self, *args: Any, growth: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["growth"].choices = [("", "不归入"), *growth]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("kind") and cleaned.get("new"):
            try:
                cleaned["new"] = facts.clean(cleaned["kind"], cleaned["new"])
            except ValueError as error:
                self.add_error("new", str(error))
        return cleaned


class GrowthForm(forms.Form):
    """Kind of growth and note of a promotion that stands."""

    growth = forms.ChoiceField(label="成长方向", required=False)
    note = forms.CharField(label="说明", max_length=200, required=False)

    def __init__(self, *args: Any, growth: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["growth"].choices = [("", "不归入"), *growth]  # type: ignore[attr-defined]


class HonourForm(forms.Form):
    """One honour of a person."""

    text = forms.CharField(label="称号", max_length=200, help_text="按证书上的写，如“福建省五一劳动奖章”。")
    level = forms.ChoiceField(label="级别", required=False, choices=[("", "按称号认"), *HONOUR_LEVELS.choices])
    year = forms.IntegerField(label="年份", required=False, min_value=1949, max_value=2100)
    awarding_body = forms.CharField(label="授予机关", max_length=100, required=False)


class RosterForm(forms.Form):
    """Which day and which people the roster shows; nonsense in the address is passed over and said."""

    on = DayField(label="哪一天的名单", required=False)
    q = forms.CharField(label="姓名", required=False, max_length=30, widget=forms.TextInput(attrs={"type": "search"}))
    role = forms.ChoiceField(
        label="角色", required=False,
        choices=[("", "不限"), ("leader", "领衔人"), *((role.value, role.label) for role in OPEN_ROLES)],
    )  # fmt: skip

    def clean_on(self) -> datetime.date | None:
        day: datetime.date | None = self.cleaned_data["on"]
        if day is not None and not 1950 <= day.year <= timezone.localdate().year + 1:
            raise forms.ValidationError("日期超出范围，请重新选。")
        return day
