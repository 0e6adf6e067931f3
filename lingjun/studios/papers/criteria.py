"""七个有 of many studios as Excel: a row for each, a column for each criterion, and what is missing in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from lingjun.documents.excel import Column, write_table
from lingjun.notices.enums import CriterionKey
from lingjun.studios.criteria.sheet import KEPT
from lingjun.studios.models import CriteriaSheet, Standing
from lingjun.studios.papers.summary import CHUNK, dated

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet

COLUMNS: Final = (
    Column("n", "序号", 6),
    Column("recommender", "推荐单位", 16),
    Column("name", "工作室名称", 30),
    Column("unit", "所在单位", 34),
    Column("named", "命名日期", 12),
    *(Column(key.value, key.label, 10) for key in CriterionKey),
    Column("met", "达到几个", 10),
    Column("missing", "缺什么", 60),
    Column("last", "最近一条台账", 14),
    Column("on", "计算日期", 12),
)


def write_criteria(
    stream: IO[bytes], *, sheets: QuerySet[CriteriaSheet], on_row: Callable[[], None] | None = None
) -> int:
    """The table as .xlsx; gives the number of rows. One query for each 200 studios."""
    return write_table(
        stream, sheet="七个有", title=dated("“七个有”一览"), columns=COLUMNS,
        rows=_rows(sheets, on_row or (lambda: None)),
    )  # fmt: skip


def _rows(sheets: QuerySet[CriteriaSheet], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """In the order of the list, read in pieces: memory does not grow with the table."""
    ids = list(sheets.values_list("pk", flat=True))
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        by_id = CriteriaSheet.objects.select_related("studio__unit", "recommender").in_bulk(piece)
        for place, pk in enumerate(piece, start=start + 1):
            if pk in by_id:
                yield _row(by_id[pk], place)
            on_row()


def _row(sheet: CriteriaSheet, place: int) -> dict[str, Any]:
    words = {one["key"]: one["state"] for one in sheet.detail}
    return {
        "n": place,
        "recommender": sheet.recommender.name,
        "name": sheet.studio.name,
        "unit": sheet.studio.unit.name,
        "named": f"{sheet.named_on:%Y-%m-%d}",
        **{key: words.get(key) or Standing(getattr(sheet, key)).label for key in KEPT},
        "met": sheet.met,
        "missing": "；".join(text for one in sheet.detail for text, _ in one["missing"]),
        "last": f"{sheet.last_entry_on:%Y-%m-%d}" if sheet.last_entry_on else "",
        "on": f"{sheet.computed_at:%Y-%m-%d}",
    }
