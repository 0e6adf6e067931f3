"""Which changes and recalls a person sees: those of the cases and studios they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import organizations_of
from lingjun.cases import queries as case_queries
from lingjun.cases.enums import FINAL_STATES
from lingjun.cases.models import Case
from lingjun.changes.models import Change, Recall, RevocationBatch
from lingjun.studios import queries as studio_queries

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


def visible_to(user: User) -> QuerySet[Change]:
    """Changes of cases in the user's scope, and of studios in sight that were another unit's then."""
    return Change.objects.filter(studio_queries.in_sight(user, "case__", ""))


def cases_visible_to(user: User) -> QuerySet[Case]:
    """The same as cases, with course and change."""
    cases = Case.objects.filter(kind="change").filter(studio_queries.in_sight(user, "", "change__"))
    return case_queries.with_course(cases).select_related(
        "change__studio__unit", "change__studio__leader", "change__studio__federation",
        "change__new_leader", "change__new_unit", "change__batch",
    )  # fmt: skip


def under_way(studio: Studio) -> QuerySet[Change]:
    """Changes of a studio that are not decided yet."""
    return Change.objects.filter(studio=studio).exclude(case__state__in=FINAL_STATES)


def recalls_visible_to(user: User) -> QuerySet[Recall]:
    """Recalls of the studios in the user's scope, open ones first by deadline."""
    return Recall.objects.filter(studio__in=studio_queries.visible_to(user)).select_related("studio__unit", "change")


def batches_of(user: User) -> QuerySet[RevocationBatch]:
    """Batches of the federations the user is an officer of."""
    return RevocationBatch.objects.filter(federation__in=organizations_of(user, Role.CITY_OFFICER))


def own_case_ids(user: User) -> frozenset[int]:
    """Change cases of the studios whose leader or liaison the user is. One query per user object."""
    known: frozenset[int] | None = getattr(user, "own_change_case_ids", None)
    if known is None:
        own = Change.objects.filter(studio_id__in=studio_queries.own_studio_ids(user))
        known = frozenset(own.values_list("case_id", flat=True))
        user.own_change_case_ids = known  # type: ignore[attr-defined]
    return known


def plaque_given(change: Change) -> str:
    """Number of the plaque that this change's decision issued; "" where it issued none."""
    if not change.decision_number or change.effective_on is None:
        return ""
    given = change.studio.plaques.filter(decision_number=change.decision_number, issued_on=change.effective_on)
    return given.values_list("number", flat=True).first() or ""
