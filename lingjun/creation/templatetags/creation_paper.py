"""`{% load creation_paper %}`: the attachment of 厦工〔2012〕80号 on the screen, as it will print."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.template import Library
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.templatetags.marks import is_demo
from lingjun.creation.paper import CreationForm, PrintMark
from lingjun.creation.papers.printing import words
from lingjun.documents.printing.qr import qr_svg

register = Library()

MARKS: Final = ("live", "gap", "diff")
GAP: Final = mark_safe("<u>　</u>")  # the blank of a composition line, as on the printed form
LINE_KEYS: Final[tuple[frozenset[str], ...]] = (
    frozenset({"total", "average_age", "gender", "politics"}),
    frozenset({"education"}),
    frozenset({"skill"}),
)
"""Checks and changes that belong to each of the three composition lines."""


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """One box: words and class."""

    text: str
    css: str


def _marks(marks: Mapping[str, str] | None, changed: Iterable[str] | None) -> dict[str, str]:
    """Field path to mark; what changed wins. A template's missing variable arrives as ""."""
    found = {path: mark for path, mark in (marks or {}).items() if mark in MARKS}
    return found | dict.fromkeys(changed or (), "diff")


def _line_mark(found: Mapping[str, str], number: int) -> str:
    wanted = {f"composition.{key}" for key in LINE_KEYS[number]} | {
        f"composition.{name}" for _, name in words.LINES[number]
    }
    hit = {found[path] for path in wanted & found.keys()}
    return next((mark for mark in ("gap", "diff", "live") if mark in hit), found.get("composition", ""))


def _line(pairs: list[tuple[str, str]]) -> SafeString:
    text = format_html_join(
        "", "{}{}", ((label, format_html("<u>{}</u>", number) if number else GAP) for label, number in pairs)
    )
    return format_html("{}{}", text, words.LINE_END)


def _day(iso: str) -> str:
    date = words.date_words(iso)
    return f"{date.year or '　　'}年{date.month or '　'}月{date.day or '　'}日"


@register.inclusion_tag("creation/fill/_sheet.html")
def form_2012(
    paper: CreationForm,
    *,
    marks: Mapping[str, str] | None = None,
    changed: Iterable[str] | None = None,
    was: Mapping[str, str] | None = None,
    mark: PrintMark | None = None,
) -> dict[str, Any]:
    """The sheet inside `<div class="paper">`.

    `marks`: field path of `CreationForm` (leader.name, projects, composition.gender, unit_opinion) to live (computed),
    gap (missing) or diff (changed). `changed`: paths that changed. `was`: field path to the words it replaced.
    `mark`: number and version at the foot; a draft says that it is one.
    """
    found = _marks(marks, changed)
    texts = words.boxes(paper)
    boxes = {path.replace(".", "_"): Box(text, found.get(path, "")) for path, text in texts.items()}
    lines = [
        Box(_line(pairs), _line_mark(found, number))
        for number, pairs in enumerate(words.composition_lines(paper.composition))
    ]
    projects = [Box(text, found.get("projects", "")) for text in words.project_rows(paper.projects)]
    return {
        "box": boxes,
        "lines": lines,
        "projects": projects,
        "was": {path.replace(".", "_"): text for path, text in (was or {}).items()},
        "applied": Box(_day(paper.applied_on), found.get("applied_on", "")),
        "unit_day": _day(paper.unit_opinion.date),
        "city_day": _day(paper.city_opinion.date),
        "words": words,
        "foot": words.mark_words(mark) if mark and mark.version else ["草稿，打印时生成核对码"],
        "qr": mark_safe(qr_svg(mark.payload)) if mark and mark.version else "",  # noqa: S308 - our own drawing
        "sample": is_demo(),
    }
