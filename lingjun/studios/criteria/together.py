"""What the checks read of one studio, in one statement (`core.gathering`).

Rows become what the reader of `facts` (and of higher apps) would have found. A reader that is not registered here is
asked by itself: slower, never wrong.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Sequence
from typing import Any, Final

from django.db.models import QuerySet

from lingjun.core.gathering import Gathering, Lines, Row, objects
from lingjun.core.written import day, number
from lingjun.studios.criteria.registry import Subject

STUDIO: Final = number(1)
LEADER: Final = number(2)
YEAR: Final = number(3)
ON: Final = day(1)
NEW_YEAR: Final = day(2)
YEAR_BEFORE: Final = day(3)
"""Stand in the statement for the keys of the studio and its leader of today, the year of the day, the day itself,
1 January of its year and of the year before."""


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A reader, the rows it reads (of a studio's key), their columns, and what it makes of all rows."""

    reader: Callable[[Subject], Any]
    rows: Callable[[int], Sequence[QuerySet[Any]]]
    names: tuple[str, ...]
    made: Callable[[Subject, list[Row]], Any]


PARTS: list[Part] = []


def rows_of(
    reader: Callable[[Subject], Any],
    rows: Callable[[int], QuerySet[Any] | Sequence[QuerySet[Any]]],
    names: str,
    made: Callable[[Subject, list[Row]], Any] | None = None,
) -> None:
    """Register a reader of plain rows, of one table or several; what it makes of them, or a list of tuples."""

    def several(pk: int) -> Sequence[QuerySet[Any]]:
        found = rows(pk)
        return [found] if isinstance(found, QuerySet) else found

    PARTS.append(Part(reader, several, tuple(names.split()), made or (lambda _, found: list(map(tuple, found)))))


def lines_of(reader: Callable[[Subject], Any], rows: Callable[[], QuerySet[Any]], names: str) -> None:
    """Register a reader of all the studio's objects in their model's order; `leader__name` fills in the related one."""
    objects_of(reader, lambda pk: [rows().filter(studio_id=pk)], names)


def objects_of(
    reader: Callable[[Subject], Any],
    rows: Callable[[int], Sequence[QuerySet[Any]]],
    names: str,
    made: Callable[[Subject, list[Any]], Any] = lambda _, found: found,
) -> None:
    """The same for objects found in another way."""
    columns = ("pk", *names.split())
    model = rows(STUDIO)[0].model
    PARTS.append(Part(reader, rows, columns, lambda subject, found: made(subject, objects(model, columns, found))))


def gather(subject: Subject) -> None:
    """Fill the subject's memory with what is registered here; no query when it is there already."""
    if all(part.reader in subject.memo for part in PARTS):
        return
    year = subject.on.year
    found = _GATHERING.ask({
        STUDIO: subject.studio.pk, LEADER: subject.studio.leader_id, YEAR: year, ON: subject.on,
        NEW_YEAR: datetime.date(year, 1, 1), YEAR_BEFORE: datetime.date(year - 1, 1, 1),
    })  # fmt: skip
    for part, rows in zip(PARTS, found, strict=True):
        if part.reader not in subject.memo:
            subject.memo[part.reader] = part.made(subject, rows)


_GATHERING: Final = Gathering(lambda: [Lines(part.names, part.rows(STUDIO)) for part in PARTS])
