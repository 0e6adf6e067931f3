"""People a line of the ledger may name, as a form offers them."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q, QuerySet

from lingjun.studios.models import Member, Studio, Worker


def pickable(studio: Studio, *, unit: bool = False) -> QuerySet[Worker]:
    """Everybody who is or was in the team, with `unit` also the unit's other workers; today's team first.

    Adds `inside` (in the team today) and `namesake` (the unit keeps another person of that name). One query.
    """
    team = Member.objects.filter(studio=studio)
    known = Q(pk__in=team.values("worker_id"))
    if unit:
        known |= Q(unit_id=studio.unit_id)
    others = Worker.objects.filter(unit=OuterRef("unit"), name=OuterRef("name")).exclude(pk=OuterRef("pk"))
    inside = team.filter(worker=OuterRef("pk"), left_on=None)
    return (
        Worker.objects.filter(known)
        .annotate(inside=Exists(inside), namesake=Exists(others))
        .order_by("-inside", "name", "id")
    )


def label(worker: Worker) -> str:
    """The name, with what tells namesakes apart, and whether somebody left the team or is not in it."""
    marks = [worker.birth[:4] or worker.post] if getattr(worker, "namesake", False) else []
    return f"{worker.name}（{'，'.join(filter(None, marks))}）" if any(marks) else worker.name
