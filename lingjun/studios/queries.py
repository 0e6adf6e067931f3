"""Which studios a person sees."""

from __future__ import annotations

import functools
import operator
from typing import TYPE_CHECKING

from django.db.models import Prefetch, Q, QuerySet

from lingjun.accounts.queries import scope_paths
from lingjun.studios.models import Member, Plaque, Studio

if TYPE_CHECKING:
    from lingjun.accounts.models import User


def visible_to(user: User) -> QuerySet[Studio]:
    """Studios of the subtree of the user's appointments."""
    paths = scope_paths(user)
    if not paths:
        return Studio.objects.none()
    return Studio.objects.filter(functools.reduce(operator.or_, (Q(unit_path__startswith=path) for path in paths)))


def for_list(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what a row shows: three queries whatever the number of rows."""
    return studios.select_related("unit", "recommender", "leader").prefetch_related(
        Prefetch("plaques", Plaque.objects.filter(recalled_on__isnull=True)),
    )


def with_file(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what the studio page shows."""
    return studios.select_related("unit", "recommender", "federation", "leader", "case", "archive").prefetch_related(
        Prefetch("members", Member.objects.select_related("worker").filter(left_on__isnull=True)),
        "plaques",
        "leader__honours",
    )
