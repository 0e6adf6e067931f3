"""What the ledger knows of a person: projects led, mentorships; and one person for another in lists of ids."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from lingjun.ledger.models import Mentorship, Project
from lingjun.ledger.queries import visible_to
from lingjun.studios.people import Section

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Worker

MOST = 20


def replace_in_projects(keep: int, gone: int, studios: Iterable[int]) -> int:
    """One id for another in the lists of people of these studios' projects; number of changed lines."""
    changed = []
    for project in Project.objects.filter(studio_id__in=studios).exclude(people=[]).only("pk", "people"):
        people = project.people or []
        if gone in people:
            project.people = list(dict.fromkeys(keep if pk == gone else pk for pk in people))
            changed.append(project)
    Project.objects.bulk_update(changed, ["people"], batch_size=200)
    return len(changed)


def projects_led(user: User, worker: Worker) -> Section | None:
    """Projects the person leads, newest first; one query."""
    found = visible_to(user, Project).filter(lead=worker).order_by("-started_on", "-id")[:MOST]
    lines = tuple(
        (
            f"{line.started_on:%Y.%m}" if line.started_on else "",
            f"{line}（{line.words}）",
            reverse("ledger:project", args=[line.studio_id, line.pk]),
        )
        for line in found
    )
    return Section("负责的项目", lines)


def mentorships_of(user: User, worker: Worker) -> Section | None:
    """Mentorships as mentor or apprentice; one query."""
    found = visible_to(user, Mentorship).filter(Q(mentor=worker) | Q(apprentice=worker))
    lines = tuple(
        (
            f"{line.started_on:%Y.%m} 至 {line.ended_on or line.due_on:%Y.%m}",
            f"{line}（{line.get_outcome_display() or '在带'}）",
            reverse("ledger:mentorship", args=[line.studio_id, line.pk]),
        )
        for line in found.select_related("mentor", "apprentice").order_by("-started_on", "-id")[:MOST]
    )
    return Section("师带徒", lines)
