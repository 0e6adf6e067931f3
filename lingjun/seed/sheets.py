"""The seven criteria of every studio, computed by the product's own checks, many studios at a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from lingjun.studios.criteria.sheet import all_ids, refresh_many


def write_sheets(say: Callable[[str], None], *, at_once: int) -> int:
    """After the rows and their indexes stand; gives the number of studios."""
    count, last, told = 0, 0, time.monotonic()
    while ids := all_ids(at_once, after=last):
        count += refresh_many(ids)
        last = ids[-1]
        if time.monotonic() - told > 10:
            told = time.monotonic()
            say(f"criteria of {count:,} studios")
    return count
