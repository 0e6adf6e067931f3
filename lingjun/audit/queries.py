"""Reading the trail: filters and pages by sequence, whose cost does not grow with the table."""

from __future__ import annotations

import dataclasses
import datetime

from django.db.models import QuerySet
from django.utils import timezone

from lingjun.audit.models import Entry

PAGE_SIZE = 50


@dataclasses.dataclass(frozen=True, slots=True)
class TrailPage:
    """Entries newest first; `newer` and `older` are sequences to continue from, None at an end."""

    entries: list[Entry]
    newer: int | None
    older: int | None


def filtered(
    *,
    person: str = "",
    verb: str = "",
    since: datetime.date | None = None,
    until: datetime.date | None = None,
    subject: str = "",
    address: str = "",
) -> QuerySet[Entry]:
    """Entries by the name of a person, a verb, days (both included, local time), the name of the thing, an address."""
    entries = Entry.objects.all()
    if person:
        entries = entries.filter(actor_name__icontains=person)
    if verb:
        entries = entries.filter(verb=verb)
    if since:
        entries = entries.filter(at__gte=_midnight(since))
    if until:
        entries = entries.filter(at__lt=_midnight(until + datetime.timedelta(days=1)))
    if subject:
        entries = entries.filter(subject_name__icontains=subject)
    if address:
        entries = entries.filter(address=address)
    return entries


def page(entries: QuerySet[Entry], *, before: int | None = None, after: int | None = None) -> TrailPage:
    """One page: the newest, or those below `before`, or those just above `after`. One query."""
    if after is not None:
        rows = list(entries.filter(sequence__gt=after).order_by("sequence")[: PAGE_SIZE + 1])
        more = len(rows) > PAGE_SIZE
        shown = rows[:PAGE_SIZE][::-1]
        return TrailPage(shown, shown[0].sequence if more else None, shown[-1].sequence if shown else None)
    if before is not None:
        entries = entries.filter(sequence__lt=before)
    rows = list(entries.order_by("-sequence")[: PAGE_SIZE + 1])
    shown = rows[:PAGE_SIZE]
    newer = shown[0].sequence if before is not None and shown else None
    return TrailPage(shown, newer, shown[-1].sequence if len(rows) > PAGE_SIZE else None)


def _midnight(day: datetime.date) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))
