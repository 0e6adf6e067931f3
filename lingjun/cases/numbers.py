"""Case and plaque numbers: gapless per series, given inside the transaction that uses them."""

from __future__ import annotations

from django.db import transaction
from django.db.models import F

from lingjun.cases.models import NumberSeries

MOST_DIGITS = 6


def next_number(series: str, *, width: int = 4, separator: str = "-") -> str:
    """`next_number("CJ-2026")` is “CJ-2026-0042”. Must run in a transaction: the row stays locked until its end."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("next_number needs a transaction")
    NumberSeries.objects.get_or_create(key=series)
    NumberSeries.objects.filter(key=series).update(last=F("last") + 1)
    last = NumberSeries.objects.values_list("last", flat=True).get(key=series)
    return f"{series}{separator}{last:0{width}d}"


def reserve(number: str) -> None:
    """A number like “2013-007” was given out elsewhere: the series goes on behind it. Other shapes need nothing."""
    series, dash, last = number.rpartition("-")
    if not (dash and last.isascii() and last.isdecimal() and len(last) <= MOST_DIGITS):
        return
    NumberSeries.objects.get_or_create(key=series)
    NumberSeries.objects.filter(key=series, last__lt=int(last)).update(last=int(last))
