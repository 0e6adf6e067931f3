"""Which projects count on a day or in a year: one rule for tab, studio page, criterion 7, brief and yearbook.

在研: begun (approved, started, or entered without such a day and not merely proposed), neither accepted nor stopped.
本年: in the book at some time of the year, whether proposed, in hand, accepted, taken into use or stopped in it.
累计: begun by the day and not stopped by then (criterion 7, clause 二.7).
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from lingjun.ledger.models.projects import ProjectStatus
from lingjun.studios.criteria.days import holds

if TYPE_CHECKING:
    from lingjun.ledger.models import Project


def begun(row: Project) -> datetime.date | None:
    """The day from which a project is one: its approval or its start, else the day it was entered."""
    days = [one for one in (row.approved_on, row.started_on) if one]
    if days:
        return min(days)
    return None if row.status == ProjectStatus.PROPOSED else timezone.localdate(row.created_at)


def under_way(row: Project, on: datetime.date) -> bool:
    """In hand on the day: begun, neither accepted nor stopped by then."""
    first = begun(row)
    return first is not None and holds(on, first, min(filter(None, (row.accepted_on, row.stopped_on)), default=None))


def begun_today(today: datetime.date) -> Q:
    """`begun` by now, asked of the database."""
    dated = Q(approved_on__lte=today) | Q(started_on__lte=today)
    return dated | (Q(approved_on=None, started_on=None) & ~Q(status=ProjectStatus.PROPOSED))


def unstopped(today: datetime.date) -> Q:
    return Q(stopped_on=None) | Q(stopped_on__gt=today)


def under_way_today(today: datetime.date) -> Q:
    """`under_way` now, asked of the database."""
    return begun_today(today) & unstopped(today) & (Q(accepted_on=None) | Q(accepted_on__gt=today))


def of_year(first: datetime.date, last: datetime.date) -> Q:
    """In the book at some time between the two days, both included."""
    began = Q(started_on__lte=last) | Q(approved_on__lte=last)
    began |= Q(started_on=None, approved_on=None, created_at__date__lte=last)
    ended = Q(accepted_on__lt=first, applied_on=None) | Q(applied_on__lt=first) | Q(stopped_on__lt=first)
    return began & ~ended
