"""The form of one line of a studio file; the same form checks a row of an Excel list."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from lingjun.core.text import without_invisible
from lingjun.notices.schema.content import NoticeContent
from lingjun.studios.models import Studio


class RecordForm(forms.ModelForm):
    """A subclass names `Meta.model` and `Meta.fields`; `self.studio` and `self.content` (the notice) are at hand.

    `values` go to `actions.add` or `actions.change`, which ask the model's own rules again; a hidden `seen` says which
    state of the line the page showed, of a new line when.
    """

    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, studio: Studio, content: NoticeContent, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.studio, self.content = studio, content
        if self.instance.pk is None and hasattr(type(self.instance), "studio"):
            # The model's own rules may ask whose line it is.
            self.instance.studio = studio
        self.fields["seen"].initial = (self.instance.changed_at if self.instance.pk else timezone.now()).isoformat()
        for field in self.fields.values():
            if isinstance(field, forms.ModelChoiceField):
                field.empty_label = "请选" if field.empty_label else None
            elif isinstance(field, forms.TypedChoiceField):
                choices: Any = field.choices
                field.choices = [("", "请选") if value == "" else (value, label) for value, label in choices]
            if isinstance(field, forms.DateField):
                field.widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")

    def _clean_fields(self) -> None:
        """Marks nobody sees, direction of writing among them, are no part of a text."""
        super()._clean_fields()  # type: ignore[misc]
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and isinstance(self.fields[name], forms.CharField):
                self.cleaned_data[name] = without_invisible(value)

    def _update_errors(self, errors: ValidationError) -> None:
        """The model's rules may speak of fields this form has not: those stand on top. What the form says of a field
        already is not said in other words once more."""
        if hasattr(errors, "error_dict"):
            known = {
                name: found
                for name, found in errors.error_dict.items()
                if name in self.fields and name not in self.errors
            }
            others = [one for name, found in errors.error_dict.items() if name not in self.fields for one in found]
            errors = ValidationError(known | ({NON_FIELD_ERRORS: others} if others else {}))
        super()._update_errors(errors)  # type: ignore[misc]

    @property
    def values(self) -> dict[str, Any]:
        """Field names and cleaned values of the model."""
        return {name: value for name, value in self.cleaned_data.items() if name in (self._meta.fields or ())}

    @property
    def seen_at(self) -> datetime.datetime | None:
        """`changed_at` of the line as the page showed it; when the page of a new line was shown."""
        try:
            found = parse_datetime(self.cleaned_data.get("seen") or "")
        except ValueError:  # looks like a moment and is none
            return None
        return timezone.make_aware(found) if found and timezone.is_naive(found) else found
