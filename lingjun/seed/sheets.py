"""The seven criteria of every studio, computed by the product's own checks, many studios at a time.

Nobody else writes while a database is being filled, so nothing is locked, and every core takes its part.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from django.db import connections
from django.db.models import Max
from django.utils import timezone

from lingjun.studios.criteria.sheet import compute_many
from lingjun.studios.models import CriteriaSheet, Studio
from lingjun.studios.queries import with_head

AT_ONCE: Final = 250
PART: Final = 5_000
"""Studios a process takes at a time; fewer are done without another process."""


def write_sheets(say: Callable[[str], None]) -> None:
    """After the rows and their indexes stand."""
    last: int = Studio.objects.aggregate(last=Max("pk"))["last"] or 0
    parts = [(start, min(start + PART, last + 1)) for start in range(1, last + 1, PART)]
    if len(parts) < 2:
        for part in parts:
            write_part(*part)
        return
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(os.cpu_count() or 1, mp_context=fork) as pool:
        for done, _ in enumerate(pool.map(write_part, *zip(*parts, strict=True)), start=1):
            if done % 4 == 0:
                say(f"criteria of {min(done * PART, last):,} studios")


def write_part(start: int, stop: int) -> None:
    """Sheets of the studios from one id up to, not including, another."""
    today = timezone.localdate()
    for first in range(start, stop, AT_ONCE):
        some = Studio.objects.filter(pk__gte=first, pk__lt=min(first + AT_ONCE, stop)).order_by("pk")
        CriteriaSheet.objects.bulk_create(compute_many(list(with_head(some)), today))
