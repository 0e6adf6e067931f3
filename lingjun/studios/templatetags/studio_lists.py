"""Rows of the two long tables, written in one go: fifty rows of ten cells are not walked as templates."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any, Final

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.codes import HONOUR_LEVELS
from lingjun.core.listing import ListColumn
from lingjun.core.templatetags.dates import dot_date
from lingjun.core.templatetags.marks import chip, eg_mark, state
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
def register_lines(studios: Iterable[Studio], columns: Sequence[ListColumn]) -> SafeString:
    """All rows with the chosen columns."""
    cells = []
    for column in columns:
        label, classes, write = CELLS[column.key]
        cells.append((f'<td data-label="{label}"' + (f' class="{classes}">' if classes else ">"), write))
    found = []
    for studio in studios:
        lead = _lead(studio.pk, studio.name, revoked=studio.status == StudioStatus.REVOKED)
        drawn = "".join([f"{start}{write(studio)}</td>" for start, write in cells])
        found.append(f'<tr>\n        <th scope="row" class="lead">{lead}</th>\n        {drawn}\n      </tr>')
    return mark_safe("".join(found))  # noqa: S308 - every value is escaped above


def _lead(pk: int, name: str, *, revoked: bool) -> str:
    """The name, leading to the studio page."""
    address = escape(tabs.address("dossier:studio", pk))
    return f'<a href="{address}">{escape(name)}</a>{eg_mark()}{" " + chip("已撤销", "bad") if revoked else ""}'


@register.simple_tag
def criteria_lines(sheets: Iterable[CriteriaSheet]) -> SafeString:
    """All rows of the table of the seven criteria."""
    found = []
    for sheet in sheets:
        lead = _lead(sheet.pk, sheet.studio.name, revoked=not sheet.is_active)
        whose = f"{escape(sheet.studio.unit.name)}　{escape(sheet.recommender.label)}"
        found.append(
            f'<tr>\n        <th scope="row" class="lead">{lead}'
            f'<br><span class="small muted fw-normal">{whose}</span></th>\n        {_seven(sheet)}\n        '
            f'<td data-label="达到" class="num right">{sheet.met} / 7</td>\n        '
            f'<td data-label="命名" class="num less">{dot_date(sheet.named_on)}</td>\n      </tr>'
        )
    return mark_safe("".join(found))  # noqa: S308 - the same


def _seven(sheet: CriteriaSheet) -> str:
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
    return "".join(found)


@functools.lru_cache(maxsize=1)
def _criteria() -> tuple[tuple[str, str], ...]:
    return tuple((key.value, str(key.label)) for key in CriterionKey)


@functools.lru_cache(maxsize=1)
def _met() -> SafeString:
    return state("达到", "ok")


@functools.lru_cache(maxsize=200)
def _lacking(words: str) -> SafeString:
    return state(words, "warn")
