"""Filters of the trail."""

from __future__ import annotations

from typing import Any

from django import forms

from lingjun.audit import verbs


class TrailForm(forms.Form):
    """All optional, all in the address bar."""

    person = forms.CharField(label="操作人", required=False, max_length=50)
    verb = forms.ChoiceField(label="动作", required=False)
    subject = forms.CharField(label="对象名称", required=False, max_length=100)
    since = forms.DateField(
        label="从", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="到", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    address = forms.GenericIPAddressField(label="来源地址", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["verb"].choices = [("", "不限"), *verbs.choices()]  # type: ignore[attr-defined]
