"""What the ledger knows of a person, and how its lists of people follow when two records become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from lingjun.ledger.models import Achievement, Activity, Mentorship, Project
from lingjun.studios.people import Section, add_merge, add_section
from lingjun.studios.queries import visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Worker

SHOWN = 30
_LISTS = ((Project, "people"), (Activity, "attendees"), (Achievement, "authors"))


def start() -> None:
    """Called once by the app's `ready()`."""
    add_section("mentorships", mentorships)
    add_merge("ledger", merge_lists)


def mentorships(user: User, worker: Worker) -> Section | None:
    """As mentor and as apprentice, in the studios the reader sees. One query."""
    rows = (
        Mentorship.standing.filter(Q(mentor=worker) | Q(apprentice=worker), studio__in=visible_to(user).order_by())
        .select_related("mentor", "apprentice")
        .order_by("-started_on", "-id")[:SHOWN]
    )
    lines = tuple(
        (
            f"{row.started_on:%Y.%m} 至 {row.ended_on or row.due_on:%Y.%m}",
            f"{row.mentor.name}带{row.apprentice.name}，{row.trade}"
            + (f"，{row.get_outcome_display()}" if row.outcome else ""),
            reverse("ledger:mentorship", args=[row.studio_id, row.pk]),
        )
        for row in rows
    )
    return Section("师带徒", lines) if lines else None


def merge_lists(keep: int, gone: int, studios: Iterable[int]) -> int:
    """Replace one id by another in the lists of people of these studios' lines; number of lines changed.

    Reads id and list of every line of the studios concerned: the two records were in no other team.
    """
    changed = 0
    for model, field in _LISTS:
        for pk, ids in model.objects.filter(studio_id__in=list(studios)).values_list("pk", field).iterator():
            if gone in (ids or []):
                merged = list(dict.fromkeys(keep if one == gone else one for one in ids))
                values: dict[str, object] = {field: merged}
                if model is Activity:
                    values["attendance"] = len(merged)
                changed += model.objects.filter(pk=pk).update(**values)
    return changed
