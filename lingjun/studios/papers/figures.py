"""Figures of many studios for 汇总表: place and money here; a higher app adds what it counts with `register`."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db.models import Sum

from lingjun.core.listed import Listed
from lingjun.documents.excel import Column
from lingjun.studios.criteria.words import money
from lingjun.studios.models import Grant, GrantSource, Premises

Rows = Iterable[tuple[int, str, Any]]
"""(studio, column, value); values of one column and studio are added."""


@dataclasses.dataclass(frozen=True, slots=True)
class Figures:
    """Columns of a year, one statement that reads them for some studios, and what stands where there is nothing.

    `said`: the column where amounts stand in words beside each other, with what each is called.
    """

    columns: Callable[[int], tuple[Column, ...]]
    rows: Callable[[Sequence[int], int], Rows]
    nothing: int | None = None
    said: tuple[str, dict[str, str]] = ("", {})


REGISTERED: Final[list[Figures]] = []


def register(figures: Figures) -> None:
    """Add columns behind those that are there."""
    REGISTERED.append(figures)


def columns(year: int) -> tuple[Column, ...]:
    return tuple(column for one in REGISTERED for column in one.columns(year))


def read(studio_ids: Sequence[int], year: int) -> dict[int, dict[str, Any]]:
    """Values by studio and column. One statement for each registered."""
    nothing = {column.key: one.nothing for one in REGISTERED if one.nothing is not None for column in one.columns(year)}
    found: dict[int, dict[str, Any]] = {pk: dict(nothing) for pk in studio_ids}
    for one in REGISTERED:
        for pk, key, value in one.rows(studio_ids, year):
            row = found[pk]
            row[key] = row[key] + value if key in row else value
        key, labels = one.said
        if key:
            for row in found.values():
                row[key] = "；".join(f"{label} {money(row[part])}" for part, label in labels.items() if part in row)
    return found


def _area(studio_ids: Sequence[int], year: int) -> Rows:
    rows = Premises.standing.filter(Listed("studio", studio_ids), until=None).order_by().values_list("studio_id")
    return ((pk, "premises", float(area)) for pk, area in rows.annotate(sum=Sum("area")))


def _money(studio_ids: Sequence[int], year: int) -> Rows:
    rows = Grant.standing.filter(Listed("studio", studio_ids), year=year).order_by().values_list("studio_id", "source")
    for pk, source, amount in rows.annotate(sum=Sum("amount")):
        yield pk, f"grant_{source}", Decimal(amount)


SOURCES: Final = {f"grant_{source}": str(label) for source, label in GrantSource.choices}
register(Figures(lambda _: (Column("premises", "场所面积（平方米）", 8),), _area))
register(
    Figures(
        lambda year: tuple(Column(key, f"{year}年{label}（元）", 16) for key, label in SOURCES.items()),
        _money, said=("grants", SOURCES),
    )
)  # fmt: skip
