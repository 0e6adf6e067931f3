"""What the ledger knows of a person, and how its lists of people follow when two records become one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from lingjun.ledger.models import Achievement, Activity, Mentorship, Project
from lingjun.studios.people import ListRow, Section, add_merge, add_section
from lingjun.studios.queries import visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Worker

SHOWN = 30
_LISTS = ((Project, "people"), (Activity, "attendees"), (Achievement, "authors"))


def start() -> None:
    """Called once by the app's `ready()`."""
    add_section("mentorships", mentorships)
    add_merge("ledger", PeopleOfLines())


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


class PeopleOfLines:
    """The lists of people of projects, activities and achievements (`studios.people.Lists`).

    Reads id and list of every line of the studios concerned: a person is in no list of a team they were never in.
    """

    def merge(self, keep: int, gone: int, studios: Iterable[int]) -> int:
        rows = self.holding(gone, studios)
        for label, pk, ids in rows:
            _write(label, pk, list(dict.fromkeys(keep if one == gone else one for one in ids)))
        return len(rows)

    def holding(self, worker: int, studios: Iterable[int]) -> list[ListRow]:
        within = list(studios)
        return [
            [model._meta.label_lower, pk, ids]
            for model, field in _LISTS
            for pk, ids in model.objects.filter(studio_id__in=within).order_by("pk").values_list("pk", field).iterator()
            if worker in (ids or [])
        ]

    def put_back(self, rows: list[ListRow]) -> None:
        for label, pk, ids in rows:
            _write(label, pk, ids)


def _write(label: str, pk: int, ids: list[int]) -> None:
    for model, field in _LISTS:
        if model._meta.label_lower == label:
            values: dict[str, object] = {field: ids}
            if model is Activity:
                values["attendance"] = len(ids)
            model.objects.filter(pk=pk).update(**values)
