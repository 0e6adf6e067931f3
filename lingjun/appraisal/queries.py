"""Appraisals and rectifications a person sees, rounds with their progress, studios still without a case."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.queries import open_appointments, organizations_of
from lingjun.appraisal.models import Appraisal, Rectification, RectificationState
from lingjun.cases import queries as case_queries
from lingjun.cases.enums import EDITABLE_STATES, Rest
from lingjun.cases.models import Case
from lingjun.notices.models import Round, RoundKind
from lingjun.notices.queries import rounds_visible_to
from lingjun.studios.models import Studio, StudioStatus
from lingjun.studios.queries import in_sight, own_studio_ids

if TYPE_CHECKING:
    from lingjun.accounts.models import User

KIND = "appraisal"


def visible_to(user: User) -> QuerySet[Case]:
    """Appraisal cases the user sees."""
    return case_queries.visible_to(user).filter(kind=KIND)


def readable_to(user: User) -> QuerySet[Case]:
    """To open one by its number: those, and the years a studio in sight spent at another unit."""
    return Case.objects.filter(kind=KIND).filter(in_sight(user, "", "appraisal__"))


def rectifications_visible_to(user: User) -> QuerySet[Rectification]:
    """Those of the cases the user sees, and of studios in sight that were another unit's then."""
    return Rectification.objects.filter(in_sight(user, "appraisal__case__", ""))


def own_case_ids(user: User) -> frozenset[int]:
    """Appraisal cases of the studios whose leader or liaison the user is. One query per user object."""
    known: frozenset[int] | None = getattr(user, "own_appraisal_cases", None)
    if known is None:
        rows = Appraisal.objects.filter(studio__in=own_studio_ids(user)).values_list("case_id", flat=True)
        known = frozenset(rows) if own_studio_ids(user) else frozenset()
        user.own_appraisal_cases = known  # type: ignore[attr-defined]
    return known


def rounds_for(user: User) -> QuerySet[Round]:
    """Appraisal rounds of the user's federations, the newest first."""
    return rounds_visible_to(user).filter(kind=RoundKind.APPRAISAL).order_by("-year", "-opens_at", "-id")


def studios_in(round_: Round) -> QuerySet[Studio]:
    """Studios in force under the round's organizer, named by the end of its year: a later one has no such year."""
    return Studio.objects.filter(
        federation=round_.organizer_id,
        status=StudioStatus.ACTIVE,
        named_on__lte=datetime.date(round_.year, 12, 31),
    )


def missing(round_: Round) -> QuerySet[Studio]:
    """Of these, the ones without a case in the round."""
    have = Appraisal.objects.filter(studio=OuterRef("pk"), case__round=round_)
    return studios_in(round_).filter(~Exists(have))


def not_submitted(user: User, round_: Round) -> QuerySet[Case]:
    """Cases of the round still with the unit, of those the user sees."""
    return visible_to(user).filter(round=round_, state__in=EDITABLE_STATES)


def progress(user: User, rounds: list[Round]) -> dict[int, dict[str, int]]:
    """Round id → opened, with the unit, under review, published; of what the user sees. One query."""
    with_unit = Q(state__in=EDITABLE_STATES)
    over = Q(state__in=[Rest.NAMED, Rest.WITHDRAWN, Rest.REJECTED])
    rows: Any = visible_to(user).filter(round__in=rounds).order_by().values("round")
    rows = rows.annotate(
        opened=Count("id"),
        filling=Count("id", filter=with_unit),
        review=Count("id", filter=~with_unit & ~over),
        done=Count("id", filter=Q(state=Rest.NAMED)),
    )
    return {row["round"]: row for row in rows}


def with_row(cases: QuerySet[Case]) -> QuerySet[Case]:
    """What a row of the desk shows, in one query."""
    return cases.select_related("unit", "recommender", "round", "appraisal__studio__leader")


def years_of(studio: Studio) -> QuerySet[Appraisal]:
    """Every year of a studio, newest first."""
    return (
        Appraisal.objects.filter(studio=studio)
        .select_related("case__unit", "case__round", "rectification")
        .order_by("-year", "-id")
    )


def open_rectifications(user: User) -> QuerySet[Rectification]:
    """What waits for the user: their studios' 整改, or reports to look at again. One query."""
    units = [unit.pk for unit in organizations_of(user, *FILLING_ROLES)]
    mine = Q(studio__unit__in=units, state=RectificationState.OPEN) if units else Q(pk__in=[])
    checks = Q(pk__in=[])
    for post in open_appointments(user):
        if post.role == Role.CITY_OFFICER:
            checks |= Q(appraisal__case__federation=post.organization_id)
        elif post.role == Role.DISTRICT_OFFICER:
            checks |= Q(appraisal__case__recommender=post.organization_id)
    waiting = mine | (checks & Q(state=RectificationState.REPORTED))
    rows = Rectification.objects.filter(waiting).exclude(studio__status=StudioStatus.REVOKED)
    rows = rows.select_related("studio__unit", "appraisal__case")
    return rows.order_by("due_on", "id")
