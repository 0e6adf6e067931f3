"""The rows behind the studio page and the brief: which lines of a file belong to it and to a year, column by column."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final

from django.db.models import Count, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Left

from lingjun.appraisal.models import Appraisal, RectificationState
from lingjun.cases.enums import FINAL_STATES
from lingjun.core.gathering import Gathering, Lines
from lingjun.core.written import day, number
from lingjun.ledger.models import Achievement, Activity, Adoption, Benefit, Mentorship, Milestone, PlanItem, Project
from lingjun.ledger.project_days import of_year
from lingjun.studios import heads
from lingjun.studios.heads import LEADER, STUDIO
from lingjun.studios.models import Expense, Grant, Honour, Material, Member, Plaque, Tenure

if TYPE_CHECKING:
    from django.db.models import QuerySet

YEAR: Final = number(21)
BEFORE: Final = number(22)
FIRST: Final = day(1)
LAST: Final = day(2)
"""Stand in the statement for the year, the one before, the year's first and last day."""


@functools.cache
def lines() -> dict[str, Lines]:
    """Each kind by its key; written once per process."""
    return {
        "honours": _lines(Honour.objects.filter(worker=LEADER), "pk text level year"),
        "plaques": _lines(Plaque.objects.filter(studio=STUDIO), "pk number hung_at text issued_on recalled_on"),
        "tenures": _lines(Tenure.objects.filter(studio=STUDIO), "pk name unit_name leader__name since until"),
        "appraisals": _lines(_open_appraisals(), "pk case__number case__state_label year rectification__due_on"),
        "team": _lines(
            Member.objects.filter(studio=STUDIO, left_on__isnull=True), "pk worker role position worker__name"
        ),
        "activities": _lines(_activities(), "pk kind held_on title words attendance guests photo"),
        "items": _lines(
            PlanItem.standing.filter(studio=STUDIO, plan__year=YEAR, plan__removed_at__isnull=True),
            "pk title due_month done_on worker__name position",
        ),
        "carried_over": _lines(
            PlanItem.standing.filter(
                studio=STUDIO, plan__year=BEFORE, plan__removed_at__isnull=True, done_on__isnull=True
            ),
            "pk title due_month done_on worker__name position",
        ),
        "projects": _lines(
            _projects(),
            "pk title direction status stage problem budget approved_on started_on due_on accepted_on stopped_on "
            "created_at position next_title next_on",
        ),
        "achievements": _lines(_achievements(), "pk title kind status achieved_on adopters"),
        "mentorships": _lines(
            Mentorship.standing.filter(studio=STUDIO, started_on__lte=LAST).exclude(ended_on__lt=FIRST),
            "pk mentor__name apprentice__name due_on ended_on",
        ),
        "got": _lines(
            Grant.standing.filter(studio=STUDIO, year=YEAR).order_by().values("source").annotate(sum=Sum("amount")),
            "source sum",
        ),
        "spent": _lines(
            Expense.standing.filter(studio=STUDIO, grant__year=YEAR, grant__removed_at__isnull=True)
            .order_by()
            .values("grant__source")
            .annotate(sum=Sum("amount")),
            "grant__source sum",
        ),
        "benefits": _lines(
            Benefit.standing.filter(
                studio=STUDIO, achievement__removed_at__isnull=True, period_to__range=(FIRST, LAST)
            ),
            "basis amount period_from period_to certifier",
        ),
    }


FILE: Final = Gathering(lambda: [*heads.parts(), *lines().values()])
"""The head of the studio, then its lines."""


def _lines(rows: QuerySet, names: str) -> Lines:
    return Lines(tuple(names.split()), [rows])


def _open_appraisals() -> QuerySet:
    unfinished = Q(grade="") & ~Q(case__state__in=FINAL_STATES) | Q(rectification__state=RectificationState.OPEN)
    return Appraisal.objects.filter(unfinished, studio=STUDIO)


def _activities() -> QuerySet:
    photos = Material.objects.filter(
        studio=STUDIO, about=Activity._meta.label_lower, about_id=OuterRef("pk"), removed_at__isnull=True
    )
    first = photos.order_by("position", "id").values("pk")[:1]
    rows = Activity.standing.filter(studio=STUDIO, held_on__range=(FIRST, LAST))
    return rows.annotate(photo=Subquery(first), words=Left("text", 40))


def _projects() -> QuerySet:
    milestones = Milestone.standing.filter(project=OuterRef("pk"), done_on__isnull=True).order_by("due_on", "id")
    return Project.standing.filter(of_year(FIRST, LAST), studio=STUDIO).annotate(
        next_title=Subquery(milestones.values("title")[:1]), next_on=Subquery(milestones.values("due_on")[:1])
    )


def _achievements() -> QuerySet:
    users = Adoption.standing.filter(achievement=OuterRef("pk")).order_by().values("achievement")
    rows = Achievement.standing.filter(studio=STUDIO, achieved_on__range=(FIRST, LAST))
    return rows.annotate(adopters=Coalesce(Subquery(users.annotate(n=Count("pk")).values("n")), 0))
