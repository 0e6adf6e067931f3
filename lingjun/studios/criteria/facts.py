"""What the file says on a day, read once for all checks: each function is one query, or none when asked before.

A line that was taken out counts on no day: it was entered by mistake. Files (`Material`) count from the day they came
to the day they were taken out.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import DecimalField, Q, QuerySet, Sum, Value
from django.db.models.functions import Coalesce

from lingjun.studios.criteria.days import end_of, holds
from lingjun.studios.criteria.registry import Subject
from lingjun.studios.models import (
    WAITING,
    Charter,
    Equipment,
    Grant,
    GrantSource,
    Honour,
    Material,
    Member,
    MemberRole,
    Plaque,
    Premises,
    Promotion,
    Regulation,
    Tenure,
    Worker,
)

Day = datetime.date | None
ABOUT = ("studios.plaque", "studios.premises", "studios.regulation", "studios.grant", "studios.charter")
"""Lines whose files a check of this app looks at."""
LOOKED_AT = Q(about__in=ABOUT) | Q(about_id=WAITING)


def tenures(subject: Subject) -> list[Tenure]:
    """Names, leaders and units the studio has had, the latest first."""
    return list(Tenure.objects.filter(studio=subject.studio).select_related("leader"))


@dataclasses.dataclass(frozen=True, slots=True)
class Head:
    """Name and leader on the day."""

    name: str
    leader: Worker


def head(subject: Subject) -> Head:
    """From the tenure of the day; a day before the first takes the first, a studio without any what it is today."""
    rows = subject.once(tenures)
    found = next((row for row in rows if holds(subject.on, row.since, row.until)), None)
    if found is None and rows:
        found = next((row for row in rows if row.since <= subject.on), rows[-1])
    if found is None:
        return Head(subject.studio.name, subject.studio.leader)
    return Head(found.name, found.leader)


def plaques(subject: Subject) -> list[Plaque]:
    """All plaques ever issued to the studio."""
    return list(Plaque.objects.filter(studio=subject.studio))


def materials(subject: Subject) -> dict[tuple[str, int], int]:
    """How many files stood behind each line on the day; under WAITING the files of the form behind none."""
    kept = Material.objects.filter(LOOKED_AT, studio=subject.studio)
    return standing_files(subject, kept.values_list("about", "about_id", "added_at", "removed_at"))


def standing_files(subject: Subject, rows: Iterable[Sequence[Any]]) -> dict[tuple[str, int], int]:
    """Counted from (line's kind, line, day it came, day it was taken out)."""
    over = end_of(subject.on)
    found: dict[tuple[str, int], int] = defaultdict(int)
    for about, about_id, added, removed in rows:
        if added < over and (removed is None or removed >= over):
            found[about, about_id] += 1
    return found


def premises(subject: Subject) -> list[Premises]:
    return list(Premises.standing.filter(studio=subject.studio))


def equipment(subject: Subject) -> list[tuple[str, datetime.date, datetime.date | None, int]]:
    """(kind, since, until, pieces) of every line."""
    lines = Equipment.standing.filter(studio=subject.studio).order_by()
    return list(lines.values_list("kind", "since", "until", "quantity"))


def regulations(subject: Subject) -> list[Regulation]:
    """Every version, of each kind the latest first. Texts are not fetched."""
    return list(Regulation.standing.filter(studio=subject.studio).defer("text"))


def in_force(subject: Subject) -> dict[str, Regulation]:
    """The version in force on the day, by kind: the latest that has begun, unless it was repealed since."""
    found: dict[str, Regulation] = {}
    for row in subject.once(regulations):
        if row.effective_on <= subject.on and row.kind not in found:
            found[row.kind] = row
    return {kind: row for kind, row in found.items() if row.ended_on is None or row.ended_on > subject.on}


def special_grants(subject: Subject) -> list[Grant]:
    """The unit's special fund of the year of the day, each with `spent` up to the day."""
    rows = unit_grants(subject.on.year, subject.on).filter(studio=subject.studio)
    return list(rows.order_by("received_on", "id"))


def unit_grants(year: int, on: datetime.date) -> QuerySet[Grant]:
    """Special funds of a year of all studios, each with `spent` up to a day."""
    spent = Q(expenses__removed_at__isnull=True, expenses__on__lte=on)
    amount: DecimalField = DecimalField(max_digits=14, decimal_places=2)
    summed = Coalesce(Sum("expenses__amount", filter=spent), Value(0), output_field=amount)
    return Grant.standing.filter(year=year, source=GrantSource.UNIT).annotate(spent=summed)


def honours(subject: Subject) -> list[Honour]:
    """Honours of the leader of the day."""
    return list(Honour.objects.filter(worker=subject.once(head).leader))


def members(subject: Subject) -> list[Member]:
    """Every stay of everybody in the team, over all years."""
    return list(Member.objects.filter(studio=subject.studio).select_related("worker"))


RANK = {MemberRole.LEADER: 0, MemberRole.BACKBONE: 1, MemberRole.LIAISON: 2, MemberRole.MEMBER: 3}


def team_on(subject: Subject, on: datetime.date) -> dict[int, Member]:
    """Who belonged to the team on a day, by worker, in the highest of their roles."""
    found: dict[int, Member] = {}
    for row in sorted(subject.once(members), key=lambda row: RANK.get(MemberRole(row.role), 9)):
        if holds(on, row.joined_on, row.left_on):
            found.setdefault(row.worker_id, row)
    return found


def promotions(subject: Subject) -> list[Promotion]:
    """Growth of the team's people recorded by this studio, the latest first."""
    return list(Promotion.standing.filter(studio=subject.studio).select_related("worker"))


def charters(subject: Subject) -> list[Charter]:
    """Every version, the latest first."""
    return list(Charter.standing.filter(studio=subject.studio))


def charter(subject: Subject) -> Charter | None:
    """The one in force on the day."""
    return next((row for row in subject.once(charters) if row.since <= subject.on), None)
