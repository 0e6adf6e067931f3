"""Exports of the table of the seven criteria."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from lingjun.audit.actions import record
from lingjun.core.jobs import enqueue

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.core.models import Job

EXPORT_CRITERIA = "studios.criteria_export"


@transaction.atomic
def export_criteria(*, actor: User, query: str, count: int, later: bool) -> Job | None:
    """Note the export in the trail and, when it is large, hand it to the queue. Rights are asked again by the job."""
    facts = {"filter": query, "count": count}
    record(actor=actor, verb="studio.export_criteria", subject=None, subject_name="“七个有”一览", new=facts)
    if not later:
        return None
    return enqueue(
        kind=EXPORT_CRITERIA, title="导出“七个有”一览", owner_id=actor.pk, params={"query": query}, total=count
    )
