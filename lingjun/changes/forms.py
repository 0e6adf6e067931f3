"""What is typed about changes."""

from __future__ import annotations

import datetime
from typing import Any, Final

from django import forms
from django.utils import timezone

from lingjun.changes.effects import HAND_BACK_DAYS
from lingjun.changes.models import Change, ChangeKind, ChangeOutcome, ChangeReason, Recall
from lingjun.core import credit_code
from lingjun.core.text import without_invisible
from lingjun.core.workdays import add_workdays
from lingjun.notices.schema.content import NoticeContent
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization
from lingjun.studios.models import Studio, Worker

R = ChangeReason
REASONS: Final = {
    ChangeKind.LEADER: (R.RETIREMENT, R.TRANSFER, R.DEATH, R.DISCIPLINE, R.OTHER),
    ChangeKind.RENAME: (R.UNIT_RENAMED, R.CLEAN_UP, R.OTHER),
    ChangeKind.UNIT: (R.UNIT_RENAMED, R.UNIT_MERGED, R.TRANSFER, R.OTHER),
    ChangeKind.REVOKE: (
        R.APPRAISAL,
        R.CLEAN_UP,
        R.DISCIPLINE,
        R.DEATH,
        R.RETIREMENT,
        R.TRANSFER,
        R.UNIT_MERGED,
        R.OTHER,
    ),
}
FIELDS: Final = {
    ChangeKind.LEADER: ("outcome", "new_leader", "new_name", "former_stays"),
    ChangeKind.RENAME: ("new_name",),
    ChangeKind.UNIT: ("new_unit", "new_unit_name"),
}


def day(label: str, **kwargs: Any) -> forms.DateField:
    """A day, typed or picked."""
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class ChangeForm(forms.ModelForm):
    """One change; only the fields of its kind. What must hold before submitting is asked by `checks`, not here."""

    effective_on = day("生效日期", required=False)
    new_unit = forms.CharField(
        label="转到哪个单位",
        required=False,
        max_length=100,
        help_text="填全称或统一社会信用代码；单位要先在系统里开通。",
    )

    class Meta:
        model = Change
        fields = (
            "reason",
            "reason_text",
            "outcome",
            "new_leader",
            "new_name",
            "former_stays",
            "new_unit_name",
            "effective_on",
        )
        widgets = {
            "reason_text": forms.Textarea(attrs={"rows": 4}),
            "reason": forms.RadioSelect,
            "outcome": forms.RadioSelect,
        }

    def __init__(self, *args: Any, studio: Studio, kind: str, content: NoticeContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.studio = studio
        kept = {"reason", "reason_text", "effective_on", *FIELDS[ChangeKind(kind)]}
        for name in [name for name in self.fields if name not in kept]:
            del self.fields[name]
        self._choices("reason", [(reason.value, reason.label) for reason in REASONS[ChangeKind(kind)]])
        if "outcome" in self.fields:
            self._choices("outcome", ChangeOutcome.choices)
        if "new_leader" in self.fields:
            people = Worker.objects.filter(memberships__studio=studio, memberships__left_on__isnull=True)
            self.fields["new_leader"].queryset = people.exclude(pk=studio.leader_id).distinct()  # type: ignore[attr-defined]
            self.fields["new_leader"].empty_label = "请选"  # type: ignore[attr-defined]
            self.fields["new_leader"].label = "由谁接替"
            self.fields["new_leader"].help_text = "从现有成员里选；不在名册里的，先到“成员”里加入。"
        if "new_name" in self.fields:
            self.fields["new_name"].help_text = f"按通知：领衔人姓名加“{content.wording.name_suffix}”。"
        if "new_unit" in self.fields and self.instance.new_unit:
            self.fields["new_unit"].initial = self.instance.new_unit.name

    def _choices(self, name: str, choices: list[Any]) -> None:
        self.fields[name].required = False
        self.fields[name].choices = choices  # type: ignore[attr-defined]

    def clean_new_name(self) -> str:
        """As written: brackets and quotation marks of a name stay Chinese."""
        return without_invisible(self.cleaned_data["new_name"]).strip()

    def clean_new_unit(self) -> Organization | None:
        """The unit below the same federation, by full name or credit code."""
        words = without_invisible(self.cleaned_data["new_unit"]).strip()
        if not words:
            return None
        units = Organization.objects.filter(
            kind=OrganizationKind.UNIT, is_active=True, path__startswith=self.studio.federation.path
        )
        code = credit_code.normalise(words)
        found = list(units.filter(credit_code=code)[:2] if len(code) == 18 else units.filter(name=words)[:2])
        if len(found) != 1:
            raise forms.ValidationError("没有找到这个单位，请填全称或统一社会信用代码；还没有开通的请联系推荐工会。")
        return found[0]

    @property
    def values(self) -> dict[str, Any]:
        """For `actions.open_change` and `save_change`."""
        return dict(self.cleaned_data)


HAND_BACK = "牌匾、证书交回期限"


def hand_back_day(on: datetime.date) -> datetime.date:
    """Until when plaques come back where nobody says otherwise."""
    return add_workdays(on, HAND_BACK_DAYS)


class OpinionForm(forms.Form):
    """A favourable answer; number and hand-back day only at the federation's step, the day only where any is due."""

    text = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    dated_on = day("落款日期", required=False)
    decision_number = forms.CharField(label="决定文号", max_length=50, required=False)
    hand_back_by = day(HAND_BACK)

    def __init__(
        self, *args: Any, deciding: bool, hands_back: bool = False, phrases: tuple[str, ...] = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = phrases[0] if phrases else "同意变更。"
        self.fields["dated_on"].initial = timezone.localdate()
        if deciding:
            self.fields["decision_number"].required = True
        else:
            del self.fields["decision_number"]
        self.fields["hand_back_by"].initial = hand_back_day(timezone.localdate())
        if not (deciding and hands_back):
            del self.fields["hand_back_by"]


class ReasonForm(forms.Form):
    """Returning or refusing needs a reason the other side reads to the letter."""

    reason = forms.CharField(label="理由（对方会看到原话）", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class RevocationForm(forms.Form):
    """Proposing to revoke the ticked studios."""

    title = forms.CharField(label="事由", max_length=100, help_text="如“撤销 2013 年度第二批命名”。")
    reason = forms.ChoiceField(
        label="缘由", choices=[("", "请选"), *((r.value, r.label) for r in REASONS[ChangeKind.REVOKE])]
    )
    reason_text = forms.CharField(label="情况说明", max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    basis = forms.CharField(label="依据文件", max_length=200, required=False)


class BatchDecisionForm(forms.Form):
    """One number for the whole batch, and until when plaques and certificates come back."""

    text = forms.CharField(
        label="决定意见", max_length=500, initial="同意撤销。", widget=forms.Textarea(attrs={"rows": 2})
    )
    decision_number = forms.CharField(label="决定文号", max_length=50)
    decided_on = day("决定日期")
    hand_back_by = day(HAND_BACK)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.fields["decided_on"].initial = today
        self.fields["hand_back_by"].initial = hand_back_day(today)


class ReceiptForm(forms.Form):
    """A plaque or certificate came back."""

    received_on = day("收到日期")
    received_from = forms.CharField(label="交回人", max_length=50)
    note = forms.CharField(label="说明", max_length=200, required=False, help_text="如“已损毁，单位出具说明”。")

    def __init__(self, *args: Any, recall: Recall, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.recall = recall
        self.fields["received_on"].initial = timezone.localdate()

    def clean_received_on(self) -> datetime.date:
        """Between the order and today."""
        on: datetime.date = self.cleaned_data["received_on"]
        if on > timezone.localdate() or on < self.recall.ordered_on:
            raise forms.ValidationError("收到日期应在通知日期和今天之间。")
        return on
