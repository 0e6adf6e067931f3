"""What every part of the filling shares: dice, days, tables, counters."""

from __future__ import annotations

import datetime
import random
from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from django.utils import timezone

from lingjun.seed.sizes import Size
from lingjun.seed.store import Store

One = TypeVar("One")
FIRST_DAY: Final = datetime.date(1955, 1, 1)
FIRST_YEAR: Final = 2012


class World:
    """One filling. Days are whole numbers (`date.toordinal`); `iso` gives their text without making a date."""

    def __init__(self, size: Size, seed: int, say: Callable[[str], None]) -> None:
        self.size = size
        self.store = Store(say)
        self.dice = random.Random(f"{size.key} {seed}")  # noqa: S311 - invented people, the same each time
        self.roll = self.dice.random
        self.date = timezone.localdate()
        self.today = self.date.toordinal()
        self._base = FIRST_DAY.toordinal()
        count = self.today - self._base + 5 * 366
        self._days = [(FIRST_DAY + datetime.timedelta(days=day)).isoformat() for day in range(count)]
        self.series: dict[str, int] = {}
        self._owed: dict[str, float] = {}

    def iso(self, day: int) -> str:
        """ "2024-05-06"."""
        return self._days[day - self._base]

    def year(self, day: int) -> int:
        return int(self._days[day - self._base][:4])

    def stamp(self, day: int) -> str:
        """A minute of that day as a database keeps it (UTC): 09:30 in China."""
        return f"{self._days[day - self._base]} 01:30:00"

    def pick(self, choices: Sequence[One]) -> One:
        return choices[int(self.roll() * len(choices))]

    def between(self, low: int, high: int) -> int:
        """A whole number, both ends included; `low` where there is nothing between."""
        return low + int(self.roll() * (high - low + 1)) if high > low else low

    def chance(self, part: float) -> bool:
        return self.roll() < part

    def share(self, key: str, wanted: float) -> int:
        """A whole number whose sum over many calls follows the sum of what was wanted."""
        owed = self._owed.get(key, 0.0) + wanted
        whole = int(owed)
        self._owed[key] = owed - whole
        return whole

    def number(self, series: str) -> int:
        """Next number of a gapless series, noted at the end in `NumberSeries`."""
        self.series[series] = self.series.get(series, 0) + 1
        return self.series[series]
