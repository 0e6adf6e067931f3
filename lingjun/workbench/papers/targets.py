"""The table of targets as Excel."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from lingjun.documents.excel import Column, write_table
from lingjun.studios.papers import dated

if TYPE_CHECKING:
    from lingjun.workbench.queries.targets import TargetTable

TARGETS: Final = (
    Column("n", "序号", 6),
    Column("kind", "类别", 12),
    Column("union", "推荐单位", 24),
    Column("named", "已命名", 10),
    Column("in_hand", "在办", 10),
    Column("minimum", "目标", 10),
    Column("words", "进度", 14),
)


def write_targets(stream: IO[bytes], table: TargetTable) -> int:
    """One row for each union, in the order of the page."""
    rows = [
        {
            "n": place,
            "kind": heading,
            "union": row.union.name,
            "named": row.named,
            "in_hand": row.in_hand,
            "minimum": row.minimum,
            "words": row.words,
        }
        for place, (heading, row) in enumerate(((heading, row) for heading, rows in table.groups for row in rows), 1)
    ]
    title = dated(f"劳模创新工作室创建目标（{table.target.label}每家 {table.target.words}）")
    return write_table(stream, sheet="创建目标", title=title, columns=TARGETS, rows=rows, notes=list(table.past))
