"""Money that achievements brought: summed only where basis and period are the same, refused otherwise."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable
from decimal import Decimal

from django.db.models import Count, Sum

from lingjun.ledger.models import Benefit, BenefitBasis
from lingjun.studios.models import Studio

MOST = 60
"""Totals shown of one studio."""


class MixedBases(ValueError):
    """Amounts that count different things were about to be added."""


@dataclasses.dataclass(frozen=True, slots=True)
class Total:
    """Yuan on one basis for one period, from `count` certified amounts."""

    basis: str
    period_from: datetime.date
    period_to: datetime.date
    amount: Decimal
    count: int = 1

    def __add__(self, other: Total) -> Total:
        """Raises MixedBases for another basis or another period."""
        if (self.basis, self.period) != (other.basis, other.period):
            raise MixedBases(f"“{self.words}”和“{other.words}”口径或期间不同，不能相加。")
        return dataclasses.replace(self, amount=self.amount + other.amount, count=self.count + other.count)

    @property
    def period(self) -> tuple[datetime.date, datetime.date]:
        return self.period_from, self.period_to

    @property
    def label(self) -> str:
        return str(BenefitBasis(self.basis).label)

    @property
    def period_words(self) -> str:
        """2013 年; otherwise from day to day."""
        first, last = self.period
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year} 年"
        return f"{first:%Y.%m.%d} 至 {last:%Y.%m.%d}"

    @property
    def words(self) -> str:
        return f"{self.period_words} {self.label}"


def total_of(benefit: Benefit) -> Total:
    return Total(benefit.basis, benefit.period_from, benefit.period_to, benefit.amount)


def totals(benefits: Iterable[Benefit]) -> list[Total]:
    """One total for each basis and period, the latest period first; never one for all."""
    found: dict[tuple[str, datetime.date, datetime.date], Total] = {}
    for benefit in benefits:
        one = total_of(benefit)
        key = (one.basis, *one.period)
        found[key] = found[key] + one if key in found else one
    order = list(BenefitBasis.values)
    return sorted(
        found.values(),
        key=lambda one: (-one.period_to.toordinal(), -one.period_from.toordinal(), order.index(one.basis)),
    )


def studio_totals(studio: Studio) -> list[Total]:
    """The same over all standing benefits of standing achievements of a studio, summed by the database: one query."""
    rows = (
        Benefit.standing.filter(studio=studio, achievement__removed_at=None)
        .order_by("-period_to", "-period_from", "basis")
        .values_list("basis", "period_from", "period_to")
        .annotate(amount=Sum("amount"), count=Count("id"))
    )
    return [Total(*row) for row in rows[:MOST]]
