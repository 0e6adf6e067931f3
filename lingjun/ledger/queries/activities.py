"""What the pages of activities ask: who can be ticked, what was last time, months, later changes."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Max, Min, Q, QuerySet
from django.db.models.functions import ExtractMonth, ExtractYear
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.ledger.models import Activity, PlanItem, Project
from lingjun.ledger.models.activities import FREE_DAYS
from lingjun.studios.models import Material, Member, Studio

if TYPE_CHECKING:
    from collections.abc import Iterable

ABOUT: Final = Activity._meta.label_lower
LOOKED_BACK: Final = 40
"""Activities whose places are offered again."""
PLACES: Final = 6
HERE: Final = "本工作室"
LEFT_LATELY: Final = datetime.timedelta(days=366)


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """Somebody who can be ticked. `left_on`: no longer in the team, but was within the last year."""

    pk: int
    name: str
    left_on: datetime.date | None


def people(studio: Studio, also: Iterable[int] = (), *, ever: bool = False) -> list[Person]:
    """The team in its order, then who left within a year (`ever`: at all) or is named in `also`. One query."""
    since = datetime.date.min if ever else timezone.localdate() - LEFT_LATELY
    rows = (
        Member.objects.filter(studio=studio)
        .filter(Q(left_on=None) | Q(left_on__gt=since) | Q(worker_id__in=list(also)))
        .order_by("position", "id")
        .values_list("worker_id", "worker__name", "left_on")
    )
    found: dict[int, Person] = {}
    for pk, name, left_on in rows:
        known = found.get(pk)
        if known is None or left_on is None or (known.left_on is not None and left_on > known.left_on):
            found[pk] = Person(pk, name, left_on)
    return sorted(found.values(), key=lambda person: person.left_on is not None)


@dataclasses.dataclass(frozen=True, slots=True)
class Before:
    """What was last time: who came (None: there was no last time), and the places lately used, newest first."""

    attendees: list[int] | None
    places: list[str]


def before(studio: Studio) -> Before:
    """One query."""
    rows = list(
        Activity.standing.filter(studio=studio)
        .order_by("-held_on", "-id")
        .values_list("attendees", "place")[:LOOKED_BACK]
    )
    places = dict.fromkeys([HERE, *(place for _, place in rows if place)])
    return Before(next((ids for ids, _ in rows if ids), None), list(places)[:PLACES])


def turns(studio: Studio) -> dict[str, dict[str, tuple[int, str]]]:
    """Per year (this and the last) and kind: how many there were and the day of the latest. One query."""
    since = datetime.date(timezone.localdate().year - 1, 1, 1)
    rows = (
        Activity.standing.filter(studio=studio, held_on__gte=since)
        .order_by()
        .annotate(year=ExtractYear("held_on"))
        .values_list("year", "kind")
        .annotate(number=Count("id"), latest=Max("held_on"))
    )
    found: dict[str, dict[str, tuple[int, str]]] = {}
    for year, kind, number, latest in rows:
        found.setdefault(str(year), {})[kind] = (number, latest.isoformat())
    return found


def projects(studio: Studio, also: int | None = None) -> QuerySet[Project]:
    """Standing projects, and the one an older entry names."""
    return Project.objects.filter(studio=studio).filter(Q(removed_at=None) | Q(pk=also)).order_by("position", "id")


def plan_items(studio: Studio, also: int | None = None) -> QuerySet[PlanItem]:
    """Items of this and last year's plan, and the one an older entry names."""
    year = timezone.localdate().year
    ours = Q(removed_at=None, plan__removed_at=None, plan__year__gte=year - 1)
    rows = PlanItem.objects.filter(studio=studio).filter(ours | Q(pk=also)).select_related("plan")
    return rows.order_by("-plan__year", "due_month", "position", "id")


def years(studio: Studio) -> list[int]:
    """From the newest entry's year to the oldest's: one query."""
    ends = Activity.standing.filter(studio=studio).order_by().aggregate(first=Min("held_on"), last=Max("held_on"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["last"] else []


def months(activities: QuerySet[Activity]) -> dict[int, int]:
    """Month to number of the given activities: one query."""
    rows = activities.order_by().annotate(month=ExtractMonth("held_on")).values_list("month").annotate(n=Count("id"))
    return dict(rows)


def photos_of(activities: Iterable[Activity]) -> dict[int, list[Material]]:
    """Photos by activity, in order, with their files: one query for all."""
    rows = list(activities)
    found: dict[int, list[Material]] = {row.pk: [] for row in rows}
    wanted = [row.pk for row in rows if row.photos]
    if wanted:
        kept = Material.objects.filter(
            studio_id=rows[0].studio_id, about=ABOUT, about_id__in=wanted, removed_at__isnull=True
        )
        for material in kept.select_related("file").order_by("position", "id"):
            found[material.about_id].append(material)
    return found


LABELS: Final[dict[str, Any]] = {
    field.name: field.verbose_name for field in Activity._meta.fields if hasattr(field, "verbose_name")
}


def later_changes(activity: Activity) -> list[tuple[datetime.datetime, str, str]]:
    """(when, who, what) of every change after the free days: from the trail, one query."""
    since = activity.created_at + datetime.timedelta(days=FREE_DAYS)
    verbs = {"activity.change": "改了", "activity.remove": "移除", "activity.restore": "恢复"}
    rows = Entry.objects.filter(
        subject_type=ABOUT, subject_id=str(activity.pk), verb__in=list(verbs), at__gt=since
    ).order_by("sequence")
    return [
        (row.at, row.actor_name, verbs[row.verb] + "、".join(f"“{LABELS.get(name, name)}”" for name in row.new))
        for row in rows
    ]
