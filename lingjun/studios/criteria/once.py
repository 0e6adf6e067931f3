"""Many lines at once: the sheet is computed when the last of them stands, not after each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from lingjun.studios.criteria import sheet
from lingjun.studios.models import Studio

_waiting: ContextVar[dict[int, Studio] | None] = ContextVar("criteria_waiting", default=None)


def refresh(studio: Studio) -> None:
    """Compute the sheet again as of today and keep it. Called inside the transaction of every action on the file.

    Inside `once()` it waits for the end of the block.
    """
    waiting = _waiting.get()
    if waiting is None:
        sheet.refresh(studio)
    else:
        waiting[studio.pk] = studio


@contextmanager
def once() -> Iterator[None]:
    """One refresh for each studio touched inside; none when the block is left by an error. An inner block hands on."""
    waiting: dict[int, Studio] = {}
    token = _waiting.set(waiting)
    try:
        yield
    finally:
        _waiting.reset(token)
    for studio in waiting.values():
        refresh(studio)
