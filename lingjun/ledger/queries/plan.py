"""A year's plan with what was done of it."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
from typing import TYPE_CHECKING

from django.db.models import Prefetch
from django.utils import timezone

from lingjun.ledger.models import Activity, Plan, PlanItem

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

SHOWN = 3
"""Activities named beside an item; the rest are counted."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """An item, the last day of its month, how it stands (ok, late_done, late, now, ahead), and what fulfilled it."""

    item: PlanItem
    due_on: datetime.date
    standing: str
    activities: list[Activity]
    more: int


@dataclasses.dataclass(frozen=True, slots=True)
class YearPlan:
    """`plan` is None where nothing was planned for the year."""

    year: int
    plan: Plan | None
    rows: list[Row]

    @property
    def year_text(self) -> str:
        return str(self.year)

    @property
    def done(self) -> int:
        return sum(row.item.done_on is not None for row in self.rows)

    @property
    def late(self) -> int:
        return sum(row.standing == "late" for row in self.rows)


def month_end(year: int, month: int) -> datetime.date:
    """The last day of a month."""
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def year_plan(plan: Plan | None, year: int) -> YearPlan:
    """Items by month with their activities: two queries, none without a plan."""
    if plan is None:
        return YearPlan(year, None, [])
    activities = Activity.standing.order_by("held_on", "id").defer("attendees")
    items = (
        PlanItem.standing.filter(plan=plan)
        .select_related("worker")
        .prefetch_related(Prefetch("activities", activities, to_attr="done_by"))
    )
    return YearPlan(year, plan, [row_of(item, year) for item in items])


def row_of(item: PlanItem, year: int) -> Row:
    """How an item of that year's plan stands today; `done_by` may be prefetched."""
    due_on, today = month_end(year, item.due_month), timezone.localdate()
    done_by: list[Activity] = getattr(item, "done_by", [])
    if item.done_on is not None:
        standing = "ok" if item.done_on <= due_on else "late_done"
    elif due_on < today:
        standing = "late"
    else:
        standing = "now" if (due_on.year, due_on.month) == (today.year, today.month) else "ahead"
    return Row(item, due_on, standing, done_by[:SHOWN], max(0, len(done_by) - SHOWN))


def plans_of(studio: Studio) -> dict[int, Plan]:
    """All plans of a studio by year, removed ones too (there is one row a year): one query."""
    return {plan.year: plan for plan in Plan.objects.filter(studio=studio)}


def open_items(studio: Studio) -> list[Row]:
    """What is late or due this month, oldest first: items of this year's and last year's plan. One query."""
    today = timezone.localdate()
    items = PlanItem.standing.filter(
        studio=studio, done_on=None, plan__year__gte=today.year - 1, plan__year__lte=today.year, plan__removed_at=None
    ).select_related("plan", "worker")
    rows = [row_of(item, item.plan.year) for item in items]
    return sorted((row for row in rows if row.standing in {"late", "now"}), key=lambda row: row.due_on)
