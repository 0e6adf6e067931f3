"""What an officer or a union chair writes when deciding."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone

INSPECTION = (("", "未看"), ("yes", "有"), ("partly", "不齐"), ("no", "没有"))


class ApproveForm(forms.Form):
    """Opinion that prints in the form's box, and the date beside the seal."""

    text = forms.CharField(label="意见", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    dated_on = forms.DateField(label="落款日期", required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, phrases: tuple[str, ...] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].initial = phrases[0] if phrases else ""
        self.fields["dated_on"].initial = timezone.localdate().isoformat()


class ReturnForm(forms.Form):
    """Reason the other side reads to the letter, and the parts it may change."""

    reason = forms.CharField(
        label="退回原因（对方会看到原话）", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )
    sections = forms.MultipleChoiceField(label="要改的部分", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, sections: dict[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sections"].choices = list(sections.items())  # type: ignore[attr-defined]
        self.fields["reason"].widget.attrs["placeholder"] = "写清缺什么、改到什么样"


class RejectForm(forms.Form):
    """Reason; at the federation's step it may be published together with the names."""

    reason = forms.CharField(label="理由（必填）", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    hold = forms.BooleanField(label="先定下来，与命名决定一起公布", required=False)


class StampedCopyForm(forms.Form):
    """A scan or photo of the printed page with seals; the reason only where an officer accepts a copy that differs."""

    file = forms.FileField(label="盖章件")
    reason = forms.CharField(label="仍要接受的理由", max_length=300, required=False)
