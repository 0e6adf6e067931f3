"""The demo tells the real actions what time it is, so that its history is made by the same verbs as real history."""

from __future__ import annotations

import contextlib
import datetime
from collections.abc import Iterator
from unittest import mock

from django.utils import timezone


@contextlib.contextmanager
def at(moment: datetime.datetime) -> Iterator[None]:
    """Inside, `timezone.now()` is `moment`. For the demo loader only: it runs alone, before the server starts."""
    with mock.patch.object(timezone, "now", return_value=moment):
        yield


def office_hour(day: datetime.date, hour: int = 10, minute: int = 0) -> datetime.datetime:
    """A minute of a day in local time."""
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(hour, minute)))
