"""Which cases a person sees, and what waits for whom. One function behind list, detail, export, files and search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Prefetch, Q, QuerySet

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import open_appointments, scope_q
from lingjun.cases.enums import EDITABLE_STATES, Rest
from lingjun.cases.models import Case, CaseStep, Event, Opinion
from lingjun.cases.rules import OPEN, ROLE_OF_LEVEL
from lingjun.notices.enums import Level

if TYPE_CHECKING:
    from lingjun.accounts.models import User


def visible_to(user: User) -> QuerySet[Case]:
    """Cases of the subtree of the user's appointments. Zero queries beyond the user's appointments (one)."""
    return Case.objects.filter(seen_q(user))


def seen_q(user: User, case: str = "") -> Q:
    """Condition “a case the user sees”; `case` leads to it from rows of another table ("appraisal__case__")."""
    within = scope_q(user, f"{case}unit_path")
    # The unit may have moved to another union since: the one fixed when the case opened keeps sight of it.
    unions = [post.organization_id for post in open_appointments(user) if post.role == Role.DISTRICT_OFFICER]
    return within | Q(**{f"{case}recommender_id__in": unions}) if unions and within else within


def for_list(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With what a list row shows: no query per row."""
    return cases.select_related("unit", "recommender", "round")


def open_steps(*columns: str) -> Prefetch:
    """Of many cases the step each waits for, with its organization, as `rules.open_step` reads it. One query.

    `columns`: what is read of them, where that is little; everything without.
    """
    found = CaseStep.objects.filter(key=F("case__state")).select_related("organization")
    return Prefetch("steps", found.only("case", "key", *columns) if columns else found, to_attr=OPEN)


def with_course(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With steps and opinions, for a detail page."""
    return cases.select_related("unit", "recommender", "federation", "round__notice_version").prefetch_related(
        Prefetch("steps", CaseStep.objects.select_related("organization")),
        Prefetch("opinions", Opinion.objects.select_related("step")),
        "submissions",
    )


def waiting_for(user: User) -> QuerySet[Case]:
    """Cases whose open step is the user's to decide, and drafts and returned cases of the user's unit."""
    mine = Q(pk__in=[])
    for appointment in open_appointments(user):
        for level, role in ROLE_OF_LEVEL.items():
            if appointment.role == role:
                mine |= _waiting_at(level, appointment.organization_id)
        if appointment.role in {Role.UNIT_CLERK, Role.LIAISON, Role.LEADER, Role.UNIT_CHAIR}:
            mine |= Q(unit_id=appointment.organization_id, state__in=EDITABLE_STATES)
    return Case.objects.filter(mine)


def _waiting_at(level: str, organization_id: int) -> Q:
    steps = CaseStep.objects.filter(organization_id=organization_id, level=level)
    column = {Level.UNIT: "unit_id", Level.RECOMMENDER: "recommender_id", Level.FEDERATION: "federation_id"}[
        Level(level)
    ]
    keys = steps.values("key").distinct()
    return Q(**{column: organization_id}, state__in=keys)


def handled_by(user: User) -> QuerySet[Event]:
    """Everything the user ever did on a case, newest first. It never disappears."""
    return Event.objects.filter(actor=user).select_related("case", "case__unit").order_by("-id")


def state_choices(cases: QuerySet[Case]) -> list[tuple[str, str]]:
    """States that occur, with their labels, for a filter."""
    order = {key: position for position, key in enumerate(_STATE_ORDER)}
    found = cases.order_by().values_list("state", "state_label").distinct()
    return sorted(dict(found).items(), key=lambda pair: order.get(pair[0], len(order)))


_STATE_ORDER = (
    Rest.DRAFT,
    "unit_opinion",
    "recommendation",
    "city_decision",
    "naming",
    Rest.RETURNED,
    Rest.NAMED,
    Rest.REJECTED,
    Rest.WITHDRAWN,
)
