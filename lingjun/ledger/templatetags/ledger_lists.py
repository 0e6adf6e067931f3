"""Rows of the library of achievements, written in one go: fifty rows of eight cells are not walked as templates."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from lingjun.core.templatetags.dates import dot_date
from lingjun.ledger.models import Achievement
from lingjun.studios import tabs

register = Library()


@register.simple_tag
def library_lines(rows: Iterable[Achievement]) -> SafeString:
    """Each with its studio, the union that recommended it, and how many took it up (`adopters`)."""
    return mark_safe("".join(map(_line, rows)))  # noqa: S308 - every value is escaped in _line


def _line(row: Achievement) -> str:
    adopters: int = row.adopters  # type: ignore[attr-defined]
    cells = (
        ("类型", "", escape(row.get_kind_display())),
        ("编号", "num less", escape(row.number)),
        ("状态", "", escape(row.status_words)),
        ("日期", "num", escape(dot_date(row.achieved_on))),
        ("工作室", "", _link(tabs.address("ledger:studio_achievements", row.studio_id), row.studio.name)),
        ("推荐工会", "less", escape(row.studio.recommender.label)),
        ("推广", "nb", f"推广 {adopters} 家" if adopters else ""),
    )
    lead = _link(tabs.line_address("ledger:achievement", row.studio_id, row.pk), row.title)
    drawn = "\n      ".join(_cell(*cell) for cell in cells)
    return f'<tr>\n      <th scope="row" class="lead">{lead}</th>\n      {drawn}\n    </tr>'


def _cell(label: str, css: str, words: str) -> str:
    classes = f' class="{css}"' if css else ""
    return f'<td data-label="{label}"{classes}>{words}</td>'


def _link(url: str, words: str) -> str:
    return f'<a href="{escape(url)}">{escape(words)}</a>'
