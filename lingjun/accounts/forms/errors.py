"""Puts the refusal of an action beside the fields it speaks of."""

from __future__ import annotations

from django import forms

from lingjun.core.errors import Invalid, Refused


def show(form: forms.BaseForm, refused: Refused) -> None:
    """Errors of fields the form has stand at the field, all others on top."""
    errors = refused.errors if isinstance(refused, Invalid) else {"": refused.message}
    for name, message in errors.items():
        form.add_error(name if name in form.fields else None, message)
