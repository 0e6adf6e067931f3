"""One year of a studio at a glance: months, figures, money. Put together from what `queries.studio` read."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any, Final

from lingjun.dossier.queries.studio import BenefitLine, Money
from lingjun.ledger.models import ActivityKind, Project
from lingjun.ledger.project_days import under_way
from lingjun.studios.criteria.words import money as money_words

SQUARES: Final = 12
"""Beyond this a number says it better than squares."""
KINDS: Final = dict(ActivityKind.choices)


@dataclasses.dataclass(frozen=True, slots=True)
class Month:
    """Activities held, and plan items still open in the month."""

    number: int
    held: int
    open: int
    is_now: bool

    @property
    def words(self) -> str:
        """For those who cannot see the squares."""
        return f"已办 {self.held} 次，计划 {self.open} 项"

    @property
    def drawn(self) -> bool:
        return self.held + self.open <= SQUARES

    @property
    def held_squares(self) -> range:
        return range(self.held)

    @property
    def open_squares(self) -> range:
        return range(self.open)


@dataclasses.dataclass(frozen=True, slots=True)
class Figure:
    """A number with its unit and what it counts."""

    label: str
    value: str
    unit: str


def months(
    activities: list[dict[str, Any]], items: list[dict[str, Any]], year: int, today: datetime.date
) -> list[Month]:
    """Twelve, January first."""
    held = [row["held_on"].month for row in activities]
    still = [item["due_month"] for item in items if not item["done_on"]]
    return [
        Month(number, held.count(number), still.count(number), (year, number) == (today.year, today.month))
        for number in range(1, 13)
    ]


def figures(
    *,
    activities: list[dict[str, Any]],
    projects: list[Project],
    on: datetime.date,
    achievements: int,
    mentorships: int,
    items: list[dict[str, Any]],
    money: list[Money],
    is_now: bool,
) -> list[Figure]:
    """What the year comes to; money only as the sum of what came in and was spent, its sources stand below.

    `on`: the day projects are in hand on, today or the last of a year that is over.
    """
    people = sum(row["attendance"] + row["guests"] for row in activities)
    done = sum(bool(item["done_on"]) for item in items)
    found = [
        Figure(f"活动（{people} 人次）", str(len(activities)), "次"),
        Figure("在研项目" if is_now else "年末在研项目", str(running(projects, on)), "项"),
        Figure("今年成果" if is_now else "当年成果", str(achievements), "项"),
        Figure("师带徒", str(mentorships), "对"),
        Figure("年度计划完成", str(done), f"/ {len(items)} 条"),
    ]
    if money:
        spent = sum((one.spent for one in money), Decimal(0))
        amount, unit = money_words(spent).split(" ")
        found.append(Figure("已用经费", amount, unit))
    return found


def running(projects: list[Project], on: datetime.date) -> int:
    """In hand on the day, as the tab and criterion 7 count them."""
    return sum(under_way(row, on) for row in projects)


def counting_day(year: int, today: datetime.date) -> datetime.date:
    """Today, or the last day of a year that is over."""
    return min(today, datetime.date(year, 12, 31))


def money_line(money: list[Money]) -> list[str]:
    """Each source by itself: 单位专项经费 20.0 万元，已用 7.3 万元."""
    return [f"{one.label} {money_words(one.got)}，已用 {money_words(one.spent)}" for one in money]


def benefit_lines(benefits: list[BenefitLine]) -> list[tuple[str, str, str]]:
    """(basis, amount, period and certifier): 节约成本, 312.4 万元, 2012.10 至 2013.03，财务部证明."""
    return [
        (
            one.label,
            money_words(one.amount),
            f"{one.since:%Y.%m} 至 {one.until:%Y.%m}" + (f"，{one.certifier}证明" if one.certifier else ""),
        )
        for one in benefits
    ]
