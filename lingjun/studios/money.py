"""Money of a studio: balances by grant and source, carried over from year to year, and what is noticed about a line.

Amounts are Decimal, in yuan. A grant belongs to its year, an expense to the year of its date; what is left of earlier
years is carried over. Lines that were taken out count nowhere.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import DecimalField, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear

from lingjun.studios.models import Expense, Grant, GrantSource, Studio, Use

ZERO: Final = Decimal(0)
_MONEY: Final[DecimalField] = DecimalField(max_digits=14, decimal_places=2)


@dataclasses.dataclass(slots=True)
class Line:
    """One source, or all: what the year began with, what came, what went."""

    opening: Decimal = ZERO
    income: Decimal = ZERO
    spent: Decimal = ZERO

    @property
    def closing(self) -> Decimal:
        return self.opening + self.income - self.spent


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """One year. `uses`: what was spent, by use, then by source; uses nobody spent on are left out."""

    year: int
    sources: dict[str, Line]
    uses: dict[str, dict[str, Decimal]]

    @property
    def total(self) -> Line:
        lines = self.sources.values()
        return Line(
            sum((line.opening for line in lines), ZERO),
            sum((line.income for line in lines), ZERO),
            sum((line.spent for line in lines), ZERO),
        )

    @property
    def shown(self) -> list[tuple[str, Line]]:
        """Sources with money in the year, with their labels."""
        return [
            (str(GrantSource(source).label), line)
            for source, line in self.sources.items()
            if line.opening or line.income or line.spent
        ]


def with_spent(grants: QuerySet[Grant]) -> QuerySet[Grant]:
    """Adds `spent` over all years (None for nothing)."""
    expenses = Expense.standing.filter(grant=OuterRef("pk")).order_by().values("grant")
    return grants.annotate(spent=Subquery(expenses.annotate(sum=Sum("amount")).values("sum"), output_field=_MONEY))


@dataclasses.dataclass(frozen=True, slots=True)
class Books:
    """All grants of a studio, each with what was `spent` of it; what went by (year, source, use)."""

    grants: list[Grant]
    went: list[tuple[int, str, str, Decimal]]

    def years(self, today: datetime.date) -> list[int]:
        """Years with money, and this one, newest first."""
        return sorted({today.year, *(one.year for one in self.grants), *(row[0] for row in self.went)}, reverse=True)

    def account(self, year: int) -> Account:
        """The year's figures."""
        sources = {source: Line() for source in GrantSource.values}
        uses: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(lambda: ZERO))
        for grant in self.grants:
            line = sources.setdefault(grant.source, Line())
            if grant.year == year:
                line.income += grant.amount
            elif grant.year < year:
                line.opening += grant.amount
        for in_year, source, use, amount in self.went:
            line = sources.setdefault(source, Line())
            if in_year == year:
                line.spent += amount
                uses[use][source] += amount
            elif in_year < year:
                line.opening -= amount
        return Account(year, sources, {use: dict(uses[use]) for use in Use.values if use in uses})


def books(studio: Studio) -> Books:
    """Two queries, whatever is asked of them."""
    went = Expense.standing.filter(studio=studio).order_by().annotate(in_year=ExtractYear("on"))
    rows = went.values_list("in_year", "grant__source", "use")
    grants = with_spent(Grant.standing.filter(studio=studio)).order_by("-year", "source", "id")
    return Books(list(grants), list(rows.annotate(sum=Coalesce(Sum("amount"), ZERO, output_field=_MONEY))))


def account(studio: Studio, year: int) -> Account:
    """The year's figures: two queries."""
    return books(studio).account(year)


def warnings(grant: Grant, *, use: str, on: datetime.date, amount: Decimal, spent_before: Decimal) -> list[str]:
    """What is noticed about one expense; it is said, never in the way. No query."""
    found = []
    if not grant.allows(use):
        allowed = "、".join(str(Use(one).label) for one in grant.uses if one in Use.values)
        found.append(f"“{Use(use).label}”不在这笔经费允许的用途内（{allowed}）。")
    left = grant.amount - spent_before
    if amount > left:
        found.append(f"这笔经费只剩 {max(left, ZERO):,.2f} 元，超支 {amount - max(left, ZERO):,.2f} 元。")
    if on.year < grant.year or on < grant.received_on:
        found.append(f"支出早于经费到账（{grant.received_on:%Y-%m-%d}）。")
    elif on.year > grant.year:
        found.append(f"支出不在经费年度（{grant.year} 年）内，用的是结转。")
    return found


class Spent(NamedTuple):
    """What warnings need of an expense."""

    pk: int
    on: datetime.date
    use: str
    amount: Decimal


def noticed(grant: Grant, spent: Iterable[Spent]) -> dict[int, str]:
    """What is noticed about each expense of a grant, given in the order of date and key. No query."""
    before, found = ZERO, {}
    for line in spent:
        words = warnings(grant, use=line.use, on=line.on, amount=line.amount, spent_before=before)
        found[line.pk] = "".join(words)[:300]
        before += line.amount
    return found


def foresee(expense: Expense) -> list[str]:
    """The same for a line that is not kept yet (or is about to change): one query."""
    before = Expense.standing.filter(grant=expense.grant, on__lte=expense.on).exclude(pk=expense.pk)
    spent = before.aggregate(sum=Coalesce(Sum("amount"), ZERO, output_field=_MONEY))["sum"]
    return warnings(
        expense.grant, use=expense.use, on=expense.on, amount=expense.amount, spent_before=spent
    )  # fmt: skip
