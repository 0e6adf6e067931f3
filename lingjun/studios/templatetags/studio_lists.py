"""Cells of the two long tables, written in one go for each row: fifty rows of ten cells are not walked as templates."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from html import escape
from typing import Any, Final

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.codes import HONOUR_LEVELS
from lingjun.core.listing import ListColumn
from lingjun.core.templatetags.dates import dot_date
from lingjun.core.templatetags.marks import chip, state
from lingjun.notices.enums import CriterionKey
from lingjun.studios import tabs
from lingjun.studios.models import CriteriaSheet, Standing, Studio, StudioStatus
from lingjun.studios.words import NATIONAL

register = Library()


def _honour(studio: Studio) -> str:
    words = escape(HONOUR_LEVELS.label(studio.leader_honour))
    return f'<span class="honour">{words}</span>' if studio.leader_honour in NATIONAL else words


def _status(studio: Studio) -> str:
    return chip("已撤销", "bad") if studio.status == StudioStatus.REVOKED else chip("在册", "ok")


CELLS: Final[dict[str, tuple[str, str, Callable[[Any], str]]]] = {
    "honour": ("荣誉", "less", _honour),
    "unit": ("单位", "", lambda studio: escape(studio.unit.name)),
    "recommender": ("推荐工会", "", lambda studio: escape(studio.recommender.label)),
    "plaque": ("牌匾编号", "num", lambda studio: escape(studio.plaque_number or "")),
    "named": ("命名日期", "num", lambda studio: dot_date(studio.named_on)),
    "members": ("成员人数", "num right", lambda studio: f"{studio.member_count or 0} 人"),
    "leader": ("领衔人", "", lambda studio: escape(studio.leader.name)),
    "decision": ("命名文号", "", lambda studio: escape(studio.decision_number)),
    "status": ("状态", "", _status),
}
"""Column of the register -> label on a phone, classes, what stands in it (safe text)."""


@register.simple_tag
def register_cells(studio: Studio, columns: Sequence[ListColumn]) -> SafeString:
    """The chosen columns of one studio."""
    found = []
    for column in columns:
        label, classes, write = CELLS[column.key]
        found.append(
            f'<td data-label="{label}"' + (f' class="{classes}">' if classes else ">") + f"{write(studio)}</td>"
        )
    return mark_safe("".join(found))  # noqa: S308 - every value is escaped above


@register.simple_tag
def studio_link(pk: int, name: str) -> SafeString:
    """The name, leading to the studio page."""
    address = escape(tabs.address("dossier:studio", pk))
    return mark_safe(f'<a href="{address}">{escape(name)}</a>')  # noqa: S308 - the same


@register.simple_tag
def criteria_cells(sheet: CriteriaSheet) -> SafeString:
    """Seven cells: reached, or what is missing with the way to it."""
    address = escape(tabs.address("studios:criteria", sheet.pk))
    found = []
    for key, label in _criteria():
        value = getattr(sheet, key)
        inner: str
        if value == Standing.MET:
            inner = _met()
        else:
            words, missing = sheet.lacks.get(key) or (str(Standing(value).label), "")
            inner = f'<a href="{address}#{key}" title="{escape(missing)}">{_lacking(words)}</a>'
        found.append(f'<td data-label="{label}">{inner}</td>')
    return mark_safe("".join(found))  # noqa: S308 - the same


@functools.lru_cache(maxsize=1)
def _criteria() -> tuple[tuple[str, str], ...]:
    return tuple((key.value, str(key.label)) for key in CriterionKey)


@functools.lru_cache(maxsize=1)
def _met() -> SafeString:
    return state("达到", "ok")


@functools.lru_cache(maxsize=200)
def _lacking(words: str) -> SafeString:
    return state(words, "warn")
