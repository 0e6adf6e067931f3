"""Rows of the list of cases, written in one go: fifty rows of ten cells are not walked as templates."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import Final

from django.template import Library
from django.utils.safestring import SafeString, mark_safe

from lingjun.cases.enums import Rest
from lingjun.core.listing import ListColumn
from lingjun.core.templatetags.dates import due, short_date, short_datetime
from lingjun.core.templatetags.marks import chip, eg_mark
from lingjun.workbench.tables import CaseRow

register = Library()


def _due(row: CaseRow) -> str:
    if not row.due:
        return ""
    return short_date(row.due) if row.case.state == Rest.DRAFT else due(row.due, who=row.who)


CELLS: Final[dict[str, tuple[str, str, Callable[[CaseRow], str]]]] = {
    "unit": ("单位", "", lambda row: escape(row.case.unit.name)),
    "recommender": ("推荐工会", "", lambda row: escape(row.case.recommender.label)),
    "kind": ("种类", "", lambda row: escape(row.case.kind_label)),
    "number": ("办件编号", "num", lambda row: escape(row.case.number)),
    "state": ("状态", "", lambda row: chip(row.label, row.tone)),
    "due": ("期限", "", _due),
    "submitted": ("最近提交", "num less", lambda row: short_datetime(row.case.submitted_at)),
    "changed": ("最近变化", "num less", lambda row: short_datetime(row.case.changed_at)),
    "version": ("提交次数", "num right", lambda row: str(row.case.version)),
    "industry": ("所属行业", "", lambda row: escape(row.industry)),
    "area": ("所在区", "", lambda row: escape(row.area)),
    "round": ("批次", "", lambda row: escape(row.case.round.name)),
    "opened": ("建立时间", "num", lambda row: short_datetime(row.case.opened_at)),
}
"""Column -> label on a phone, classes, what stands in it (safe text)."""


@register.simple_tag
def case_lines(rows: Sequence[CaseRow], columns: Sequence[ListColumn], *, pick: bool) -> SafeString:
    """All rows with the chosen columns; `pick` puts a box before each."""
    sample = eg_mark()
    cells = []
    for column in columns:
        label, classes, write = CELLS[column.key]
        cells.append((f'<td data-label="{label}"' + (f' class="{classes}">' if classes else ">"), write))
    found = []
    for row in rows:
        name = escape(row.case.subject_name)
        box = _BOX.format(row.case.pk, name, escape(row.case.number)) if pick else ""
        lead = f'<a href="{escape(row.url)}">{name}</a>' if row.url else name
        drawn = "".join([f"{start}{write(row)}</td>" for start, write in cells])
        found.append(
            f"<tr>\n        {box}\n        "
            f'<th scope="row" class="lead">{lead}{sample}</th>\n        {drawn}\n      </tr>'
        )
    return mark_safe("".join(found))  # noqa: S308 - every value is escaped above


_BOX: Final = (
    '<td class="pick"><input class="form-check-input" type="checkbox" name="pick" '
    'value="{}" aria-label="选中{} {}"></td>'
)
