"""Which functions do long work. Apps register theirs in a module `jobs.py`, which is found by itself."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import timedelta
from functools import lru_cache

from django.utils.module_loading import autodiscover_modules

from lingjun.core.models import StoredFile

from .progress import Progress

#: A job's function: does the work row by row, may return the file it made.
Work = Callable[[Progress], StoredFile | None]


@dataclasses.dataclass(frozen=True, slots=True)
class Periodic:
    """A short task run every `interval` by one worker at a time."""

    name: str
    interval: timedelta
    run: Callable[[], object]


JOBS: dict[str, Work] = {}
PERIODIC: dict[str, Periodic] = {}


def job(kind: str) -> Callable[[Work], Work]:
    """Register a function as the work of a kind of job.

    The function may run again after its worker was killed: each row is a transaction of its own that also calls
    `progress.record(...)`, and rows with `progress.seen(key)` are skipped. A row whose transaction is rolled back, by a
    cancellation, a shutdown or an error, counts as never recorded.
    """

    def register(function: Work) -> Work:
        if JOBS.setdefault(kind, function) is not function:
            raise ValueError(f"job kind {kind!r} is registered twice")
        return function

    return register


def periodic(seconds: int, name: str = "") -> Callable[[Callable[[], object]], Callable[[], object]]:
    """Register a function without arguments to run about every `seconds`. An error is logged, the next run comes."""

    def register(function: Callable[[], object]) -> Callable[[], object]:
        key = name or f"{function.__module__}.{function.__qualname__}"
        PERIODIC[key] = Periodic(key, timedelta(seconds=seconds), function)
        return function

    return register


@lru_cache(maxsize=1)
def load() -> None:
    """Import every app's `jobs` module, once."""
    autodiscover_modules("jobs")
