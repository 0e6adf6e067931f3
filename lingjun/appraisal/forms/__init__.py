"""What is typed on the pages of the yearly appraisal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

from lingjun.appraisal.models import Appraisal, Grade, WrittenAppraisal
from lingjun.cases.forms import DecidedForm
from lingjun.studios.forms.records import RecordForm

ROWS = {"report": 10, "problems": 4, "next_year": 5}
HINTS = {
    "report": "全年做了什么、成效如何、发挥了什么作用。数字已由台账汇总，不用重抄。",
    "problems": "没有问题的，写“无”。",
    "next_year": "明年的项目、活动和培养打算。",
}


class ReportForm(forms.ModelForm):
    """The three texts of the leader."""

    class Meta:
        model = Appraisal
        fields = ("report", "problems", "next_year")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.required = False
            field.help_text = HINTS[name]
            field.widget = forms.Textarea(attrs={"rows": ROWS[name], "maxlength": field.max_length})  # type: ignore[attr-defined]


class AnswerForm(forms.Form):
    """The opinion of the unit's union or of the recommending union, and the date beside the seal."""

    text = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 4}))
    dated_on = forms.DateField(label="落款日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, phrases: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = phrases[0] if phrases else ""
        self.fields["dated_on"].initial = timezone.localdate().isoformat()


class GradeForm(forms.Form):
    """A grade with its opinion; 整改 says what is demanded."""

    grade = forms.ChoiceField(label="等次", choices=Grade.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="评定意见", max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="不写的，按“同意，评定为某某。”印在表上。",
    )  # fmt: skip
    demands = forms.CharField(
        label="整改要求", max_length=3000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text="评为整改的要写：改什么、改到什么样。",
    )  # fmt: skip


class ReturnForm(forms.Form):
    """Why the report goes back."""

    reason = forms.CharField(
        label="退回原因（对方会看到原话）", max_length=500,
        widget=forms.Textarea(attrs={"rows": 3, "placeholder": "写清缺什么、改到什么样"}),
    )  # fmt: skip


class PublishForm(DecidedForm):
    """Number and date of the decision."""

    decision_number = forms.CharField(label="考核通报文号", max_length=50, help_text="如 厦工〔2026〕18号")


class RectificationReportForm(forms.Form):
    """What has been put right."""

    report = forms.CharField(
        label="整改报告", max_length=5000, widget=forms.Textarea(attrs={"rows": 8}), help_text="对照整改要求，逐条写。"
    )


class RecheckForm(forms.Form):
    """What was found on looking again."""

    finding = forms.CharField(label="复查意见", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}))


class AgainForm(forms.Form):
    """Another 整改 after a failed re-check: what, and by when."""

    demands = forms.CharField(
        label="整改要求", max_length=3000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写这一次还要改什么、改到什么样。以前各次的要求、报告和复查意见照原样保留。",
    )  # fmt: skip
    due_on = forms.DateField(label="期限", widget=forms.DateInput(attrs={"type": "date"}))


class StampedForm(forms.Form):
    """A scan or photo of the sheet with seals; the reason only where an officer accepts one that differs."""

    file = forms.FileField(label="盖章件")
    reason = forms.CharField(label="仍要接受的理由", max_length=300, required=False)


class WrittenForm(RecordForm):
    """A paper the unit wrote outside this system."""

    class Meta:
        model = WrittenAppraisal
        fields = ("year", "dated_on", "conclusion")
