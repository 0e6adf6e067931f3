"""Small helpers of the parts that stand on many pages of a studio file."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.template import Library

from lingjun.core.files import PURPOSES, Purpose
from lingjun.studios import removed, rules
from lingjun.studios.sheets import ListSheet, get

register = Library()


@register.filter
def purpose(code: str) -> Purpose:
    """What may be uploaded, by its code; KeyError for a misspelt one."""
    return PURPOSES[code]


_SHORT = (forms.DateField, forms.IntegerField, forms.DecimalField, forms.FloatField, forms.ChoiceField)


@register.filter
def span(bound: forms.BoundField) -> str:
    """Class of a field in a form of two columns: dates, numbers and choices stand side by side, words take the row."""
    widget, field = bound.field.widget, bound.field
    if isinstance(widget, (forms.RadioSelect, forms.CheckboxSelectMultiple, forms.SelectMultiple, forms.Textarea)):
        return "full"
    short = isinstance(field, _SHORT) or 0 < (getattr(field, "max_length", None) or 0) <= 50
    return "" if short else "full"


@register.filter
def look(bound: forms.BoundField) -> str:
    """Many boxes to tick stand side by side."""
    return "row" if isinstance(bound.field.widget, forms.CheckboxSelectMultiple) else ""


@register.filter
def sheet_of(key: str) -> ListSheet | None:
    """A list as Excel knows it, by its key."""
    return get(key)


@register.simple_tag(takes_context=True)
def may_export(context: dict[str, object], sheet: ListSheet) -> bool:
    """Whether the reader may take the list away: one with personal data only where they see it in full."""
    studio, request = context["studio"], context["request"]
    return not sheet.personal or rules.may_see_contact(request.user, studio.unit)  # type: ignore[attr-defined]


@register.inclusion_tag("studios/_removed.html", takes_context=True)
def removed_lines(context: dict[str, Any], *keys: str) -> dict[str, list[removed.Removed]]:
    """What was taken out of the lists of a page, for those who may put it back; one query, for readers none."""
    return {"rows": [] if context["why_not"] else removed.removed_lines(context["studio"], *keys)}


@register.filter
def yuan(amount: Decimal | None) -> str:
    """An amount in yuan as people compare it: 12,800.00."""
    return "" if amount is None else f"{amount:,.2f}"


@register.filter
def item(mapping: Mapping[object, object], key: object) -> object:
    """Value of a key, "" where there is none."""
    return mapping.get(key, "")
