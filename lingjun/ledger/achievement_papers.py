"""成果汇总表: achievements of many studios as one Excel list, in constant memory."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from itertools import islice
from typing import IO, Any, Final

from django.db.models import Count, QuerySet

from lingjun.core.listed import Listed
from lingjun.documents.excel import Column, write_table
from lingjun.ledger.achievement_kinds import statuses
from lingjun.ledger.models import Achievement, AchievementKind, AchievementStatus, Adoption
from lingjun.organizations.models import Organization
from lingjun.studios.models import Studio
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
    """The rows as .xlsx, in their order; gives their number. Two queries for each 500, a third for new unions."""
    return write_table(
        stream, sheet="成果汇总表", title=dated("劳模创新工作室成果汇总表"), columns=COLUMNS, rows=_rows(rows, on_row)
    )


def _rows(rows: QuerySet[Achievement], on_row: Callable[[], None]) -> Iterator[tuple[Any, ...]]:
    kinds = {value: str(label) for value, label in AchievementKind.choices}
    usual = {value: str(label) for value, label in AchievementStatus.choices}
    words = {kind: {**usual, **dict(statuses(kind))} for kind in kinds}
    unions: dict[int, str] = {}
    read = rows.values_list(*READ).iterator(chunk_size=CHUNK)
    place = 0
    while piece := list(islice(read, CHUNK)):
        studios = _studios({row[1] for row in piece}, unions)
        taken = _adopters([row[0] for row in piece])
        for pk, studio, kind, title, number, status, *rest in piece:
            place += 1
            state = words.get(kind, usual).get(status, status)
            yield (place, *studios[studio], kinds.get(kind, kind), title, number, state, *rest, taken.get(pk, 0))
            on_row()


READ: Final = ("pk", "studio_id", "kind", "title", "number", "status", "achieved_on", "first_author", "co_authors")


def _studios(ids: Collection[int], unions: dict[int, str]) -> dict[int, tuple[str, str, str]]:
    """(union, name, unit) of the studios; a union is read once for the whole table."""
    found = Studio.objects.filter(Listed("pk", ids)).order_by()
    rows = list(found.values_list("pk", "recommender_id", "name", "unit__name"))
    if missing := {row[1] for row in rows} - unions.keys():
        unions.update((one.pk, one.label) for one in Organization.objects.filter(pk__in=missing))
    return {pk: (unions[union], name, unit) for pk, union, name, unit in rows}


def _adopters(ids: Sequence[int]) -> dict[int, int]:
    """How many took each up; nothing for those nobody did."""
    taken = Adoption.standing.filter(Listed("achievement", ids)).order_by().values_list("achievement")
    return dict(taken.annotate(n=Count("pk")))
