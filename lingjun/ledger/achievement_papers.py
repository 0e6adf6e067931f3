"""成果汇总表: achievements of many studios as one Excel list, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import IO, Any, Final

from django.db.models import QuerySet

from lingjun.documents.excel import Column, write_table
from lingjun.ledger.models import Achievement
from lingjun.ledger.queries import achievements as queries
from lingjun.studios.papers import dated

AT_ONCE: Final = 2_000
"""Larger exports become a job."""
CHUNK: Final = 500
COLUMNS: Final = (
    Column("n", "序号", 6),
    Column("union", "推荐工会", 16),
    Column("studio", "工作室", 30),
    Column("unit", "所在单位", 30),
    Column("kind", "类型", 14),
    Column("title", "名称", 40),
    Column("number", "编号", 24),
    Column("status", "状态", 12),
    Column("achieved_on", "日期", 12),
    Column("first_author", "第一完成人", 12),
    Column("co_authors", "其他完成人", 24),
    Column("adopters", "推广（家）", 10),
)


def write_library(stream: IO[bytes], *, rows: QuerySet[Achievement], on_row: Callable[[], None] = lambda: None) -> int:
    """The rows as .xlsx, in their order; gives their number. One query for each 500."""
    return write_table(
        stream, sheet="成果汇总表", title=dated("劳模创新工作室成果汇总表"), columns=COLUMNS, rows=_rows(rows, on_row)
    )


def _rows(rows: QuerySet[Achievement], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    full = queries.with_adoptions(rows.select_related("studio__recommender", "studio__unit"))
    for place, row in enumerate(full.iterator(chunk_size=CHUNK), start=1):
        yield {
            "n": place,
            "union": row.studio.recommender.label,
            "studio": row.studio.name,
            "unit": row.studio.unit.name,
            "kind": row.get_kind_display(),
            "title": row.title,
            "number": row.number,
            "status": row.status_words,
            "achieved_on": row.achieved_on,
            "first_author": row.first_author,
            "co_authors": row.co_authors,
            "adopters": row.adopters,  # type: ignore[attr-defined]
        }
        on_row()
