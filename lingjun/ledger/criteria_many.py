"""What the ledger's checks read, for many studios at once: the twins of the readers in `ledger.criteria`."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from django.db.models import Count, Max, Min, Q, Sum
from django.db.models.functions import Coalesce

from lingjun.ledger import criteria
from lingjun.ledger.models import Achievement, Activity, Adoption, Benefit, Mentorship, Plan, Project
from lingjun.studios.criteria.many import Found, Ids, lines, the_day, twin
from lingjun.studios.criteria.registry import Subject

lines(
    criteria.mentorships, lambda: Mentorship.standing.select_related("mentor", "apprentice"),
    "studio mentor apprentice trade started_on due_on ended_on mentor__name apprentice__name",
)  # fmt: skip
lines(
    criteria.projects, lambda: Project.standing.select_related("lead").defer("problem", "result"),
    "studio title status approved_on started_on accepted_on stopped_on created_at position",
)  # fmt: skip
ACHIEVEMENT = ("studio_id", "title", "kind", "status", "achieved_on", "number")
lines(
    criteria.achievements,
    lambda: Achievement.standing.only("id", *ACHIEVEMENT),
    " ".join(ACHIEVEMENT),
)
lines(
    criteria.benefits, lambda: Benefit.standing.filter(achievement__removed_at__isnull=True).defer("method"),
    "studio basis amount period_to certified_on",
)  # fmt: skip
lines(
    criteria.adoptions,
    lambda: (
        Adoption.standing.filter(achievement__removed_at__isnull=True)
        .select_related("achievement")
        .only("adopter", "since", "until", "achievement__title", "studio_id")
    ),
    "studio adopter since until achievement achievement__title",
)


@twin(criteria.year_plan, lambda: criteria.YearPlan(None, 0, 0))
def year_plan(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    stands, done = Q(items__removed_at__isnull=True), Q(items__done_on__lte=on)
    plans = Plan.standing.filter(studio_id__in=ids, year=on.year).annotate(
        n=Count("items", filter=stands), n_done=Count("items", filter=stands & done)
    )
    return {plan.studio_id: criteria.YearPlan(plan, plan.n, plan.n_done) for plan in plans}


@twin(criteria.activities, lambda: {"year": 0, "people": 0, "last": None, "next": None})
def activities(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    mine = Q(held_on__lte=on)
    year = mine & Q(held_on__gte=datetime.date(on.year, 1, 1))
    rows = Activity.standing.filter(studio_id__in=ids).order_by().values("studio_id")
    counted = rows.annotate(
        year=Count("id", filter=year),
        people=Coalesce(Sum("attendance", filter=year), 0) + Coalesce(Sum("guests", filter=year), 0),
        last=Max("held_on", filter=mine),
        next=Min("held_on", filter=Q(held_on__gt=on)),
    )
    return {row.pop("studio_id"): row for row in counted}


@twin(criteria.entry_days)
def entry_days(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    found: dict[int, list[datetime.date]] = defaultdict(list)
    for model, column in criteria.SOURCES:
        days = {f"{column}__gte": datetime.date(on.year - 1, 1, 1), f"{column}__lte": on}
        rows = model.standing.filter(studio_id__in=ids, **days).order_by()
        for studio_id, day in rows.values_list("studio_id", column):
            found[studio_id].append(day)
    for some in found.values():
        some.sort(reverse=True)
    return found
