"""The entry page of the ledger: what is due in a studio, its last entries; recent entries of an officer's area."""

from __future__ import annotations

import dataclasses
import datetime
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import organizations_of
from lingjun.ledger.models import Achievement, Activity, Mentorship, Milestone, PlanItem, Project
from lingjun.ledger.models.projects import UNFINISHED
from lingjun.ledger.queries.plan import open_items
from lingjun.ledger.queries.visible import visible_to, whole_tree
from lingjun.studios.models import Studio, StudioStatus
from lingjun.studios.queries import own_studio_ids
from lingjun.studios.queries import visible_to as studios_visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

SOON: Final = 30
"""Days ahead of which an end of a project, milestone or mentorship is told."""
ENTRIES: Final = 8
RECENT: Final = 12
MOST_DUE: Final = 12
DUE_KINDS: Final = {"project": "项目", "milestone": "项目节点", "mentorship": "师带徒"}
PAGES: Final = {"project": "project", "milestone": "project", "mentorship": "mentorship"}
"""Where each is put right."""


@dataclasses.dataclass(frozen=True, slots=True)
class Due:
    """Something that is due: words, whose or what kind, the day, the page."""

    on: datetime.date
    words: str
    kind: str
    url: str


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """Something that was entered: the day it happened, what kind, words, the page ("" for none)."""

    on: datetime.date
    kind: str
    words: str
    url: str
    studio: str = ""
    studio_url: str = ""


def own_studios(user: User) -> QuerySet[Studio]:
    """Studios in force that the user keeps: all of a unit for its chair and clerk, a leader's or liaison's own, or all
    of the unit while they have none. As `studios.rules.writes` has it; one query, only for leaders and liaisons.
    """
    kept = Q(unit__in=organizations_of(user, Role.UNIT_CHAIR, Role.UNIT_CLERK))
    if units := organizations_of(user, Role.LEADER, Role.LIAISON):
        own = own_studio_ids(user)
        kept |= Q(unit__in=units, pk__in=own) if own else Q(unit__in=units)
    return Studio.objects.filter(kept, status=StudioStatus.ACTIVE)


def with_late_items(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """Adds `late_items` (None for none): plan items of this year whose month is over. Only for rows that are read."""
    today = timezone.localdate()
    late = PlanItem.standing.filter(
        studio=OuterRef("pk"), done_on=None, due_month__lt=today.month, plan__year=today.year, plan__removed_at=None
    )
    counted = late.order_by().values("studio").annotate(number=Count("pk")).values("number")
    return studios.annotate(late_items=Subquery(counted))


def due_in(studio: Studio) -> list[Due]:
    """Late or due soon, by day, at most MOST_DUE: plan items, projects, milestones, mentorships. Two queries."""
    plan_url = reverse("ledger:plan", args=[studio.pk])
    found = [
        Due(row.due_on, row.item.title, "计划事项", f"{plan_url}?year={row.item.plan.year}#item-{row.item.pk}")
        for row in open_items(studio)
    ]
    found += [
        Due(day, words, DUE_KINDS[kind], reverse(f"ledger:{PAGES[kind]}", args=[studio.pk, about]))
        for day, words, kind, about in _ends(studio)
    ]
    return sorted(found, key=attrgetter("on"))[:MOST_DUE]


def _ends(studio: Studio) -> QuerySet[Mentorship, tuple[datetime.date, str, str, int]]:
    """(day, words, key of DUE_KINDS, id of the page) of what ends late or soon, the earliest first. One query."""
    limit = timezone.localdate() + datetime.timedelta(days=SOON)
    mentorships = Mentorship.standing.filter(studio=studio, outcome="", due_on__lte=limit)
    projects = Project.standing.filter(studio=studio, status__in=UNFINISHED, due_on__lte=limit)
    milestones = Milestone.standing.filter(
        studio=studio, done_on=None, due_on__lte=limit, project__removed_at=None, project__status__in=UNFINISHED
    )
    pair = Concat("mentor__name", Value("带"), "apprentice__name", Value("期满，记出徒结论"), output_field=TextField())
    parts = [
        lines.order_by().values_list("due_on", words, Value(kind, output_field=TextField()), about)
        for lines, words, kind, about in (
            (mentorships, pair, "mentorship", "pk"),
            (projects, Cast("title", TextField()), "project", "pk"),
            (milestones, Cast("title", TextField()), "milestone", "project_id"),
        )
    ]
    return parts[0].union(*parts[1:], all=True).order_by("due_on")[:MOST_DUE]


def entries_of(studio: Studio) -> list[Entry]:
    """The newest activities and achievements, by day. Two queries."""
    return _newest(
        Activity.standing.filter(studio=studio), Achievement.standing.filter(studio=studio), ENTRIES, named=False
    )


def recent_entries(user: User) -> list[Entry]:
    """The newest entries of the user's area, each with its studio. Two queries, three for a part of the tree.

    Who sees everything reads the index of days. Who sees a part reads the studios that wrote last: the newest entries
    can only be theirs, so nothing is searched for in the ledgers of others.
    """
    activities, achievements = visible_to(user, Activity), visible_to(user, Achievement)
    if not whole_tree(user):
        last = F("sheet__last_entry_on").desc(nulls_last=True)
        studios = list(studios_visible_to(user).order_by(last, "-id").values_list("pk", flat=True)[:RECENT])
        activities = Activity.standing.filter(studio__in=studios)
        achievements = Achievement.standing.filter(studio__in=studios)
    return _newest(activities, achievements, RECENT, named=True)


def _newest(
    activities: QuerySet[Activity], achievements: QuerySet[Achievement], most: int, *, named: bool
) -> list[Entry]:
    if named:
        activities, achievements = activities.select_related("studio"), achievements.select_related("studio")
    done = activities.order_by("-held_on", "-id").defer("attendees")[:most]
    won = achievements.order_by("-achieved_on", "-id").defer("details", "authors", "summary")[:most]
    found = [_entry(row, row.held_on, "activity", named=named) for row in done]
    found += [_entry(row, row.achieved_on, "achievement", named=named) for row in won]
    return sorted(found, key=attrgetter("on"), reverse=True)[:most]


def _entry(row: Activity | Achievement, on: datetime.date, page: str, *, named: bool) -> Entry:
    try:
        url = reverse(f"ledger:{page}", args=[row.studio_id, row.pk])
    except NoReverseMatch:
        url = ""
    if not named:
        return Entry(on, row.get_kind_display(), f"{row}", url)
    studio_url = reverse("ledger:studio", args=[row.studio_id])
    return Entry(on, row.get_kind_display(), f"{row}", url, row.studio.name, studio_url)
