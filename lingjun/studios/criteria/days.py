"""What held on a day: small tests on the dates of a line, and when they may turn."""

from __future__ import annotations

import datetime
from collections.abc import Iterable

from django.utils import timezone


def holds(on: datetime.date, since: datetime.date | None, until: datetime.date | None) -> bool:
    """In use on the day: from `since` up to, not including, `until`; None leaves that side open."""
    return (since is None or since <= on) and (until is None or on < until)


def next_turn(on: datetime.date, *days: datetime.date | None) -> datetime.date | None:
    """The first of these days that still lies ahead."""
    return min((day for day in days if day is not None and day > on), default=None)


def earliest(days: Iterable[datetime.date | None]) -> datetime.date | None:
    """The first day that is one."""
    return min((day for day in days if day is not None), default=None)


def new_year(on: datetime.date) -> datetime.date:
    """The first day of the year after."""
    return datetime.date(on.year + 1, 1, 1)


def year_before(on: datetime.date) -> datetime.date:
    """The same day a year ago; 28 February for a 29th."""
    try:
        return on.replace(year=on.year - 1)
    except ValueError:
        return on.replace(year=on.year - 1, day=28)


def end_of(on: datetime.date) -> datetime.datetime:
    """The minute the day is over, local time."""
    return timezone.make_aware(datetime.datetime.combine(on + datetime.timedelta(days=1), datetime.time.min))
