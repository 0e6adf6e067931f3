"""Whom a line of the ledger may name: people of the team at the time, and workers of the unit."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from django.db.models import Q
from django.utils import timezone

from lingjun.studios.models import Member, Studio, Worker


def strangers(studio: Studio, worker_ids: Collection[int], on: datetime.date | None) -> list[str]:
    """Names of those of the workers who belong neither to the unit nor, on that day, to the team. One query.

    An id that is nobody's counts as a stranger, as “#id”.
    """
    if not worker_ids:
        return []
    day = on or timezone.localdate()
    team = Member.objects.filter(Q(left_on=None) | Q(left_on__gt=day), studio=studio, joined_on__lte=day)
    known = Q(unit_id=studio.unit_id) | Q(pk__in=team.values("worker_id"))
    found = set(Worker.objects.filter(known, pk__in=worker_ids).values_list("pk", flat=True))
    missing = [pk for pk in worker_ids if pk not in found]
    if not missing:
        return []
    names = dict(Worker.objects.filter(pk__in=missing).values_list("pk", "name"))
    return [names.get(pk, f"#{pk}") for pk in missing]
