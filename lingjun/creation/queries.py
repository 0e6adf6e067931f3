"""Creation forms a person sees, and what else is under way for a leader."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import QuerySet

from lingjun.cases import queries as case_queries
from lingjun.cases.enums import Rest
from lingjun.cases.models import Case
from lingjun.creation.models import Application
from lingjun.studios.models import Studio
from lingjun.studios.queries import in_sight

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.models import Round


def visible_to(user: User) -> QuerySet[Case]:
    """Creation cases the user sees."""
    return case_queries.visible_to(user).filter(kind="creation")


def readable_to(user: User) -> QuerySet[Case]:
    """To open one by its number: those, and what a studio in sight was named by at another unit."""
    return Case.objects.filter(in_sight(user, "", ""), kind="creation")


def under_way(leader_name: str, *, besides: Case) -> QuerySet[Application]:
    """Other cases of the same round whose leader has this name: for the check “没有在别处申报”."""
    return (
        Application.objects.filter(leader_name=leader_name, case__round=besides.round_id)
        .exclude(case=besides)
        .exclude(case__state__in=[Rest.WITHDRAWN, Rest.REJECTED])
        .select_related("case__unit")
    )


def decided(round_: Round) -> QuerySet[Studio]:
    """Studios the round named, newest decision first."""
    return Studio.objects.filter(case__round=round_).order_by("-named_on", "decision_number")
