"""Filters of the trail."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms

from lingjun.audit import verbs


class DayField(forms.DateField):
    """A day of the years a trail can hold: the first and the last day of the calendar have no midnight in UTC."""

    def __init__(self, *, label: str) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(label=label, required=False, widget=widget)

    def to_python(self, value: Any) -> datetime.date | None:
        day: datetime.date | None = super().to_python(value)
        if day is not None and not 1949 <= day.year <= 2200:
            raise forms.ValidationError("年份不对，请核对。")
        return day


class TrailForm(forms.Form):
    """All optional, all in the address bar."""

    person = forms.CharField(label="操作人", required=False, max_length=50)
    verb = forms.ChoiceField(label="动作", required=False)
    subject = forms.CharField(label="对象名称", required=False, max_length=100)
    since = DayField(label="从")
    until = DayField(label="到")
    address = forms.GenericIPAddressField(label="来源地址", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "不限"), *verbs.choices()]  # type: ignore[attr-defined]
