"""People a line of the ledger may name, as a form offers them."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from lingjun.studios.models import Member, Studio, Worker


def pickable(studio: Studio, *, unit: bool = False) -> QuerySet[Worker]:
    """Everybody who is or was in the team, with `unit` also the unit's other workers; today's team first, in its order.

    Adds `inside` (in the team today) and `namesake` (the unit keeps another person of that name). One query.
    """
    team = Member.objects.filter(studio=studio)
    known = Q(pk__in=team.values("worker_id"))
    if unit:
        known |= Q(unit_id=studio.unit_id)
    others = Worker.objects.filter(unit=OuterRef("unit"), name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    rows = team.filter(worker=OuterRef("pk"))
    return (
        Worker.objects.filter(known)
        .annotate(
            inside=Exists(rows.filter(left_on=None)),
            place=Subquery(rows.order_by("position", "id").values("position")[:1]),
            namesake=Exists(others),
        )
        .order_by("-inside", F("place").asc(nulls_last=True), "name", "id")
    )


def label(worker: Worker) -> str:
    """The name, with what tells namesakes apart, and whether somebody left the team or is not in it."""
    marks = [worker.birth[:4] or worker.post] if getattr(worker, "namesake", False) else []
    return f"{worker.name}（{'，'.join(filter(None, marks))}）" if any(marks) else worker.name
