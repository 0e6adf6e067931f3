"""Which days the demo's years have: work days spread over a year, never after today."""

from __future__ import annotations

import dataclasses
import datetime

from django.utils import timezone


@dataclasses.dataclass(frozen=True, slots=True)
class Span:
    """A studio's part of a year: from naming or the first week, up to yesterday or the last week."""

    year: int
    first: datetime.date
    last: datetime.date

    @property
    def days(self) -> int:
        return (self.last - self.first).days

    @property
    def is_over(self) -> bool:
        return self.last.month == 12 and self.last.day >= 20

    def share(self) -> float:
        """How much of a year it is, 0 to 1."""
        return max(0.0, min(1.0, self.days / 350))

    def at(self, part: float) -> datetime.date:
        """The work day at a part (0 to 1) of the span."""
        return workday(self.first + datetime.timedelta(days=round(self.days * part)), self.first)

    def on(self, month: int, day: int) -> datetime.date | None:
        """A work day near that day, or None when it lies outside."""
        wanted = workday(datetime.date(self.year, month, day), self.first)
        return wanted if self.first <= wanted <= self.last else None


def span(year: int, named_on: datetime.date) -> Span | None:
    """None for a year the studio did not see, or saw for less than a week."""
    today = timezone.localdate()
    first = max(datetime.date(year, 1, 6), named_on + datetime.timedelta(days=3))
    last = min(datetime.date(year, 12, 24), today - datetime.timedelta(days=1))
    return Span(year, first, last) if first.year == year and (last - first).days >= 7 else None


def workday(day: datetime.date, not_before: datetime.date) -> datetime.date:
    """The day itself or the Friday before; the next Monday where that would be too early."""
    back = day - datetime.timedelta(days=max(0, day.weekday() - 4))
    return back if back >= not_before else day + datetime.timedelta(days=(7 - day.weekday()) % 7)


def report_year() -> int:
    """The year that is being appraised now: this one from July on, else the last."""
    today = timezone.localdate()
    return today.year if today.month >= 7 else today.year - 1
