"""`{% load creation_fill %}`: cells of the tables that are filled in by hand. One cell, one tag: 300 rows stay fast."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from django.template import Library
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lingjun.creation.forms.filling import dotted

register = Library()

BLANK: Final = "请选"


@lru_cache(maxsize=64)
def _options(choices: tuple[tuple[str, str], ...], blank: str | None) -> str:
    rows = [("", blank), *choices] if blank is not None else list(choices)
    return "".join(f'<option value="{escape(value)}">{escape(label)}</option>' for value, label in rows)


def select_html(
    attributes: SafeString, choices: Sequence[tuple[str, str]], value: str, *, blank: str | None = BLANK
) -> SafeString:
    """A select; a value that is not among the choices is offered as it stands."""
    known = tuple(choices)
    if value and value not in {key for key, _ in known}:
        known = (*known, (value, value))
    options = _options(known, blank)
    chosen = f'<option value="{escape(value)}">'
    options = options.replace(chosen, f"{chosen[:-1]} selected>", 1)
    return format_html("<select{}>{}</select>", attributes, mark_safe(options))  # noqa: S308 - escaped above


@register.simple_tag
def grid_cell(
    prefix: str,
    path: str,
    field: str,
    label: str,
    item: Any,
    *,
    choices: Sequence[tuple[str, str]] | None = None,
    listing: str = "",
    hint: str = "",
    blank: str | None = BLANK,
) -> SafeString:
    """One `<td>` of a grid row (`views.fill.GridRow`).

    `prefix.field` is the name sent, `path.number.field` what findings link to. `choices` make it a select, with
    `blank` as its empty choice (None: it has none); `listing` names a datalist.
    """
    value, bad = getattr(item.row, field), field in item.bad
    attributes = format_html(
        ' name="{}.{}" id="id_{}.{}.{}" aria-label="第 {} 行 {}" data-field="{}"',
        prefix, field, path, item.number, field, item.number, label, field,
    )  # fmt: skip
    if bad:
        attributes += format_html(' aria-invalid="true" aria-describedby="why-{}"', item.number)
    if choices is not None:
        control = select_html(attributes, choices, value, blank=blank)
    else:
        extra = format_html(' list="{}"', listing) if listing else mark_safe("")
        extra += format_html(' placeholder="{}"', hint) if hint else mark_safe("")
        control = format_html('<input{} value="{}" autocomplete="off"{}>', attributes, value, extra)
    shown = mark_safe(' class="bad"') if bad else ""
    return format_html('<td data-label="{}"{}>{}</td>', label, shown, control)


PERSON: Final = (
    ("name", "姓名"),
    ("gender", "性别"),
    ("birth", "出生年月"),
    ("political_status", "政治面貌"),
    ("education", "文化程度"),
    ("title", "职称"),
    ("skill_grade", "技能等级"),
    ("role", "分工"),
)
NO_BLANK: Final[dict[str, str | None]] = {"skill_grade": "", "role": None}
"""What stands in the empty choice where nothing has to be chosen."""


@register.simple_tag
def person_cells(item: Any, choices: Mapping[str, Sequence[tuple[str, str]]]) -> SafeString:
    """The eight cells of a roster row (`GridRow` of a `RosterRow`)."""
    return format_html_join(
        "",
        "{}",
        (
            (
                grid_cell(
                    "row",
                    "roster",
                    field,
                    label,
                    item,
                    choices=choices.get(field),
                    listing="titles" if field == "title" else "",
                    blank=NO_BLANK.get(field, BLANK),
                ),
            )
            for field, label in PERSON
        ),
    )


@register.simple_tag
def trial_cells(item: Any, columns: Sequence[Any]) -> SafeString:
    """The cells of a row that was read on trial (`papers.roster.TrialRow`), the doubtful ones marked."""
    tones = {remark.key: remark.tone for remark in reversed(item.remarks)}
    return format_html_join(
        "",
        '<td data-label="{}"{}>{}</td>',
        (
            (
                column.label,
                format_html(' class="cell-{}"', tones[column.key]) if column.key in tones else "",
                dotted(item.row.birth) if column.key == "birth" else getattr(item.row, column.key),
            )
            for column in columns
        ),
    )
