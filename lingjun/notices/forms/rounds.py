"""Opening and changing a round, and extensions."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.forms import BoundField
from django.utils import timezone

from lingjun.notices.actions.rounds import YEARS
from lingjun.notices.models import CALLED, NoticeVersion, Round
from lingjun.organizations.models import Organization

_MINUTE = "%Y-%m-%dT%H:%M"
_WRONG_MINUTE = {"required": "请填日期和时间。", "invalid": "日期或时间不对，请写成 2013-05-31 17:00。"}


class MinuteField(forms.DateTimeField):
    """A local date and minute."""

    def __init__(self, **options: Any) -> None:
        widget = forms.DateTimeInput({"type": "datetime-local"}, format=_MINUTE)
        super().__init__(widget=widget, error_messages=_WRONG_MINUTE, **options)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """The minute; a year nobody means (0013, 20130) is refused before anything is made of it."""
        minute: datetime.datetime | None = super().to_python(value)
        if minute is not None and minute.year not in YEARS:
            raise forms.ValidationError(f"年份应在 {YEARS[0]} 到 {YEARS[-1]} 之间，请核对。")
        return minute


class VersionField(forms.ModelChoiceField):
    """Versions by number of the notice."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.notice.number}　第 {obj.version} 版"


class RoundForm(forms.Form):
    """`kind` and `notice_version` are asked for only on opening; quota fields are quota-<organization id>."""

    notice_version = VersionField(
        NoticeVersion.objects.none(), label="依据的通知", empty_label=None, help_text="批次开出后一直按这一版办。"
    )
    kind = forms.ChoiceField(label="种类", choices=[(kind.value, kind.label) for kind in CALLED])
    name = forms.CharField(label="名称", max_length=100, error_messages={"required": "请填名称。"})
    year = forms.IntegerField(label="年度", min_value=1990, max_value=2100, error_messages={"required": "请填年度。"})
    opens_at = MinuteField(label="开始")
    closes_at = MinuteField(label="单位申报截止")
    review_closes_at = MinuteField(label="区/产业工会上报截止", required=False)
    city_closes_at = MinuteField(label="市总工会审核截止", required=False)
    legal_basis = forms.CharField(label="依据文件", max_length=200, required=False, help_text="空着就填通知的文号。")
    approval_number = forms.CharField(label="批准或备案文号", max_length=100, required=False)
    materials = forms.CharField(
        label="所需材料",
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text="一行一种。空着就按通知要求的材料。",
    )
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea({"rows": 3}), max_length=2000)

    def __init__(
        self,
        data: Any = None,
        *,
        unions: Iterable[Organization],
        versions: Any = None,
        round_: Round | None = None,
    ) -> None:
        super().__init__(data, initial=_present(round_) if round_ else {"year": timezone.localdate().year})
        if versions is None:
            del self.fields["notice_version"], self.fields["kind"]
        else:
            cast("VersionField", self.fields["notice_version"]).queryset = versions
        for union in unions:
            quota = round_.quota(union.pk) if round_ else None
            self.fields[f"quota-{union.pk}"] = forms.IntegerField(
                label=union.label, required=False, min_value=0, max_value=9999, initial=quota
            )

    def facts(self) -> dict[str, Any]:
        """What the actions take, quotas and materials gathered."""
        facts = {name: value for name, value in self.cleaned_data.items() if not name.startswith("quota-")}
        facts["quotas"] = {
            name.removeprefix("quota-"): value
            for name, value in self.cleaned_data.items()
            if name.startswith("quota-") and value is not None
        }
        lines = [line.strip() for line in facts["materials"].splitlines() if line.strip()]
        facts["materials"] = lines or None
        return facts

    @property
    def quota_fields(self) -> list[BoundField]:
        return [self[name] for name in self.fields if name.startswith("quota-")]


class ExtensionForm(forms.Form):
    """A later minute for one unit or one union, with the reason."""

    organization = forms.CharField(
        label="哪个单位或工会",
        max_length=100,
        help_text="填全称、简称或统一社会信用代码；填区/产业工会，它下面的单位都延。",
        error_messages={"required": "请填单位或工会。"},
    )
    closes_at = MinuteField(label="延至")
    reason = forms.CharField(label="原因", max_length=200, error_messages={"required": "请写延期的原因。"})


def _present(round_: Round) -> dict[str, Any]:
    names = (
        "name",
        "year",
        "opens_at",
        "closes_at",
        "review_closes_at",
        "city_closes_at",
        "legal_basis",
        "approval_number",
        "note",
    )
    return {name: getattr(round_, name) for name in names} | {"materials": "\n".join(round_.materials)}
