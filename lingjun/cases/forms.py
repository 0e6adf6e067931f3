"""What is typed when decisions become public."""

from __future__ import annotations

import datetime

from django import forms
from django.utils import timezone


def not_ahead(day: datetime.date, label: str) -> datetime.date:
    """A day on a paper, which is written after it happened."""
    if day > timezone.localdate():
        raise forms.ValidationError(f"{label}不能晚于今天。")
    return day


class DecidedForm(forms.Form):
    """The day of a decision; a kind adds `decision_number` in its own words."""

    field_order = ("decision_number", "decided_on")
    decided_on = forms.DateField(label="决定日期", widget=forms.DateInput(attrs={"type": "date"}))

    def clean_decided_on(self) -> datetime.date:
        """A decision is made before it is typed."""
        return not_ahead(self.cleaned_data["decided_on"], "决定日期")
