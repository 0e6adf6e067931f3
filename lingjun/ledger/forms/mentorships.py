"""Mentorships, stage checks, the outcome."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone

from lingjun.core.codes import SKILL_GRADES
from lingjun.ledger.forms.people import WorkerField
from lingjun.ledger.models import Mentorship, MentorshipOutcome, StageCheck
from lingjun.ledger.queries.people import pickable
from lingjun.studios.forms.records import RecordForm


class MentorshipForm(RecordForm):
    """The agreement."""

    mentor = WorkerField(label="师傅", empty_label="（请选）")
    apprentice = WorkerField(label="徒弟", empty_label="（请选）")
    target_grade = forms.ChoiceField(
        label="目标等级", required=False, choices=[("", "（不定）"), *SKILL_GRADES.common_choices]
    )

    class Meta:
        model = Mentorship
        fields: ClassVar[tuple[str, ...]] = (
            "number", "mentor", "apprentice", "trade", "started_on", "due_on", "goal", "target_grade", "allowance",
        )  # fmt: skip
        widgets: ClassVar = {"goal": forms.Textarea(attrs={"rows": 3})}
        error_messages: ClassVar = {
            "started_on": {"required": "请填从哪天开始。"},
            "due_on": {"required": "请填哪天期满。"},
            "goal": {"required": "请填培养目标。"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentor"].queryset = pickable(self.studio)  # type: ignore[attr-defined]
        self.fields["apprentice"].queryset = pickable(self.studio, unit=True)  # type: ignore[attr-defined]


class NewMentorshipForm(MentorshipForm):
    """A new agreement; an apprentice of the unit who is on no list yet is named."""

    apprentice = WorkerField(label="徒弟", empty_label="（请选）", required=False)
    apprentice_name = forms.CharField(
        label="徒弟不在名单里，写姓名",
        required=False,
        max_length=50,
        help_text="本单位职工；登记后可以在成员页补资料。",
    )

    field_order = ("number", "mentor", "apprentice", "apprentice_name", "trade", "started_on", "due_on")

    def clean(self) -> dict[str, Any] | None:
        """Said together with what else is missing."""
        found = super().clean()
        named = ("apprentice", "apprentice_name")
        if not any(self.cleaned_data.get(name) or name in self.errors for name in named):
            self.add_error("apprentice", "请选徒弟，或者写徒弟的姓名。")
        return found


class MentorshipSheetForm(MentorshipForm):
    """As a row of an Excel list, with its outcome where it has ended."""

    class Meta(MentorshipForm.Meta):
        fields: ClassVar[tuple[str, ...]] = (*MentorshipForm.Meta.fields, "ended_on", "outcome", "outcome_note")


class StageCheckForm(RecordForm):
    """阶段考核."""

    mentorship = forms.ModelChoiceField(Mentorship.objects.none(), widget=forms.HiddenInput, label="师徒协议")

    class Meta:
        model = StageCheck
        fields = ("mentorship", "on", "content", "mark", "comment")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mentorship"].queryset = Mentorship.standing.filter(studio=self.studio)  # type: ignore[attr-defined]
        if not self.instance.pk:
            self.initial.setdefault("on", timezone.localdate())


class ConcludeForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label="出徒结论", choices=MentorshipOutcome.choices, widget=forms.RadioSelect)
    ended_on = forms.DateField(
        label="结束日期", initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    note = forms.CharField(label="结论说明", max_length=200, required=False)
