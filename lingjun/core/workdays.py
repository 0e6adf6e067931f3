"""Working days of the People's Republic of China, with the yearly holidays and the weekends worked instead.

Known years come from the state council's yearly notices as packaged by chinesecalendar. For a year whose notice is not
packaged yet, rows of `core.Holiday` decide, and where there is none, Monday to Friday except the fixed days off are
working days. Only such years touch the database: one query a year, kept in the cache for five minutes.
"""

from __future__ import annotations

import functools
from datetime import date, timedelta

import chinese_calendar
from django.core.cache import cache

from lingjun.core.models import Holiday

_CACHE_SECONDS = 300
#: Days off whose date does not depend on the moon or on a notice: 全国年节及纪念日放假办法 (2024 修订), 第二条.
_FIXED = frozenset({(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)})
_KNOWN_YEARS = frozenset(day.year for day in chinese_calendar.holidays)


def is_known(year: int) -> bool:
    """Whether the state's notice for the year is packaged; otherwise the holiday table and weekends decide."""
    return year in _KNOWN_YEARS


def is_workday(day: date) -> bool:
    """Whether offices work on this day."""
    return _is_workday(day, {} if is_known(day.year) else _listed(day.year))


def _is_workday(day: date, listed: dict[date, bool]) -> bool:
    """`listed`: the holiday table of the day's year; not looked at in a known year."""
    if is_known(day.year):
        return _packaged(day)
    worked = listed.get(day)
    if worked is not None:
        return worked
    return day.weekday() < 5 and (day.month, day.day) not in _FIXED


@functools.cache
def _packaged(day: date) -> bool:
    """The packaged notice on a day of a known year, asked once: it goes through all its holidays at each question."""
    return bool(chinese_calendar.is_workday(day))


def workdays_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not after `start`.

    The cost grows with the span: about a millisecond for each year.
    """
    listed: dict[int, dict[date, bool]] = {}
    count = 0
    for n in range(1, (end - start).days + 1):
        day = start + timedelta(days=n)
        if day.year not in listed:
            listed[day.year] = {} if is_known(day.year) else _listed(day.year)
        count += _is_workday(day, listed[day.year])
    return count


def add_workdays(start: date, days: int) -> date:
    """The `days`-th working day after `start` (before it when negative); `start` itself never counts.

    公示 of 5 working days that opens on `start` may close at the end of `add_workdays(start, 5)`.
    """
    step = timedelta(days=1 if days >= 0 else -1)
    day, left = start, abs(days)
    while left:
        day += step
        left -= is_workday(day)
    return day


def forget_holidays(year: int) -> None:
    """Drop what is kept of a year; called when its table changes."""
    cache.delete(_key(year))


def _key(year: int) -> str:
    return f"core:holidays:{year}"


def _listed(year: int) -> dict[date, bool]:
    """Rows of the holiday table of a year: True for a day worked, False for a day off."""
    kept: dict[date, bool] | None = cache.get(_key(year))
    if kept is None:
        kept = dict(Holiday.objects.filter(day__year=year).values_list("day", "is_workday"))
        cache.set(_key(year), kept, _CACHE_SECONDS)
    return kept
