"""What the ledger's checks read, for many studios at once: the twins of the readers in `ledger.criteria`."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Sequence

from lingjun.ledger import criteria
from lingjun.ledger.models import Achievement, Adoption, Benefit, Mentorship, Project
from lingjun.studios.criteria.many import Found, Ids, by_studio, lines, the_day, twin
from lingjun.studios.criteria.registry import Subject
from lingjun.studios.criteria.together import NEW_YEAR, ON, YEAR, YEAR_BEFORE, objects_of, rows_of

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


objects_of(
    criteria.plans, lambda pk: [criteria.plans_of(YEAR, ON).filter(studio_id=pk)], "studio year adopted_on n n_done"
)
rows_of(
    criteria.activities, lambda pk: criteria.counted_activities(ON, NEW_YEAR).filter(studio_id=pk),
    " ".join(criteria.NO_ACTIVITIES),
    lambda _, found: dict(zip(criteria.NO_ACTIVITIES, found[0], strict=True)) if found else criteria.NO_ACTIVITIES,
)  # fmt: skip
rows_of(
    criteria.entry_days, lambda pk: criteria.entries_between(YEAR_BEFORE, ON, studio_id=pk), "day",
    lambda _, found: sorted((row[0] for row in found), reverse=True),
)  # fmt: skip


@twin(criteria.plans)
def plans(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    return by_studio(criteria.plans_of(on.year, on).filter(studio_id__in=ids))


@twin(criteria.activities, lambda: criteria.NO_ACTIVITIES)
def activities(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    counted = criteria.counted_activities(on, datetime.date(on.year, 1, 1)).filter(studio_id__in=ids)
    return {row["studio_id"]: row for row in counted}


@twin(criteria.entry_days)
def entry_days(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    found: dict[int, list[datetime.date]] = defaultdict(list)
    for rows in criteria.entries_between(datetime.date(on.year - 1, 1, 1), on, studio_id__in=ids):
        for studio_id, day in rows.values_list("studio_id", "day"):
            found[studio_id].append(day)
    for some in found.values():
        some.sort(reverse=True)
    return found
