"""The team of any day: who belonged to a studio, and what they were on that day.

Attributes of a worker are today's; `Promotion` rows say what they were before, so a past day is today rolled back.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections import Counter
from functools import cached_property
from typing import Final

from django.utils import timezone

from lingjun.core.buckets import education_bucket
from lingjun.studios.composition import CompositionResult, compute
from lingjun.studios.models import Member, MemberRole, Promotion, Studio, Worker

TECHNICIANS: Final = frozenset({"technician", "senior_technician", "special_technician", "chief_technician"})
COLLEGE: Final = frozenset({"university", "college"})
MOST_YEARS: Final = 10
"""Years of growth shown, counted back from this one."""


@dataclasses.dataclass(frozen=True, slots=True)
class PersonOn:
    """A member as they were on a day; counts as a `composition.PersonLike`. `since`: joined, in whichever role."""

    member: Member
    since: datetime.date
    political_status: str
    education: str
    title: str
    skill_grade: str
    post: str

    @property
    def worker(self) -> Worker:
        return self.member.worker

    @property
    def name(self) -> str:
        return self.member.worker.name

    @property
    def gender(self) -> str:
        return self.member.worker.gender

    @property
    def birth(self) -> str:
        return self.member.worker.birth

    @property
    def is_technician(self) -> bool:
        """技师以上: 技师, 高级技师, 特级技师, 首席技师."""
        return self.skill_grade in TECHNICIANS

    @property
    def is_college(self) -> bool:
        """大专以上."""
        return education_bucket(self.education) in COLLEGE


@dataclasses.dataclass(frozen=True, slots=True)
class YearOfGrowth:
    """The team at a year's end (today for the present year) and what happened in it. `growth`: number by kind."""

    year: int
    size: int
    technicians: int
    college: int
    joined: int
    left: int
    promotions: int
    growth: dict[str, int]


class Team:
    """Members and promotions of one studio, read once: two queries for every day and year one asks about."""

    def __init__(self, studio: Studio | int) -> None:
        self.studio_id = studio if isinstance(studio, int) else studio.pk

    @cached_property
    def rows(self) -> list[Member]:
        """Every row of membership, past ones too, in the order of the roster."""
        return list(Member.objects.filter(studio_id=self.studio_id).select_related("worker").order_by("position", "id"))

    @cached_property
    def promotions(self) -> list[Promotion]:
        """Standing promotions of everybody who ever belonged here, noted in whichever studio; latest first."""
        people = {row.worker_id for row in self.rows}
        return list(Promotion.standing.filter(worker_id__in=people).order_by("-on", "-id"))

    def on(self, day: datetime.date) -> list[PersonOn]:
        """The team of a day with the attributes of that day."""
        before: dict[tuple[int, str], str] = {}
        for promotion in self.promotions:
            if promotion.on <= day:
                break
            before[promotion.worker_id, promotion.kind] = promotion.old
        return [_person(row, before, self._since(row)) for row in self.rows if _belongs(row, day)]

    def past(self, day: datetime.date) -> list[Member]:
        """The last row of everybody who had left by `day`, latest first."""
        present = {row.worker_id for row in self.rows if _belongs(row, day)}
        last: dict[int, Member] = {}
        for row in sorted(self.rows, key=lambda row: (row.joined_on, row.pk)):
            if row.worker_id not in present and row.left_on is not None and row.left_on <= day:
                last[row.worker_id] = row
        return sorted(last.values(), key=lambda row: (row.left_on or day, row.pk), reverse=True)

    def composition(self, day: datetime.date) -> CompositionResult:
        """成员构成 of a day, with the ages of that day."""
        return compute(self.on(day), day)

    def years(self, today: datetime.date | None = None) -> list[YearOfGrowth]:
        """Growth year on year, oldest first, at most MOST_YEARS."""
        today = today or timezone.localdate()
        if not self.rows:
            return []
        first = max(min(row.joined_on for row in self.rows).year, today.year - MOST_YEARS + 1)
        return [self._year(year, today) for year in range(first, today.year + 1)]

    def _year(self, year: int, today: datetime.date) -> YearOfGrowth:
        team = self.on(min(datetime.date(year, 12, 31), today))
        rose = [one for one in self.promotions if one.on.year == year and one.studio_id == self.studio_id]
        came = Counter[int]()
        for row in sorted(self.rows, key=lambda row: row.joined_on):
            came.setdefault(row.worker_id, row.joined_on.year)
        gone = {
            row.worker_id
            for row in self.rows
            if row.left_on and row.left_on.year == year and row.left_on <= today and not self._stays(row)
        }
        return YearOfGrowth(
            year=year,
            size=len(team),
            technicians=sum(person.is_technician for person in team),
            college=sum(person.is_college for person in team),
            joined=sum(first == year for first in came.values()),
            left=len(gone),
            promotions=len(rose),
            growth=dict(Counter(one.growth for one in rose if one.growth)),
        )

    @cached_property
    def _began(self) -> dict[tuple[int, datetime.date], datetime.date]:
        """(worker, day a row ended) to the day it began: to walk back through changes of role."""
        return {(row.worker_id, row.left_on): row.joined_on for row in self.rows if row.left_on}

    def _since(self, row: Member) -> datetime.date:
        day = row.joined_on
        while (earlier := self._began.get((row.worker_id, day), day)) < day:
            day = earlier
        return day

    def _stays(self, ended: Member) -> bool:
        """Whether the end of this row was a change of role: another row of the person holds on that day."""
        return any(
            row.worker_id == ended.worker_id and ended.left_on and _belongs(row, ended.left_on) for row in self.rows
        )


def current_roles(team: list[PersonOn]) -> dict[str, int]:
    """How many people hold each role, in the order of `MemberRole`."""
    found = Counter(person.member.role for person in team)
    return {role.label: found[role] for role in MemberRole if found[role]}


def _belongs(row: Member, day: datetime.date) -> bool:
    return row.joined_on <= day and (row.left_on is None or row.left_on > day)


def _person(row: Member, before: dict[tuple[int, str], str], since: datetime.date) -> PersonOn:
    worker = row.worker
    return PersonOn(
        member=row,
        since=since,
        political_status=before.get((worker.pk, "political_status"), worker.political_status),
        education=before.get((worker.pk, "education"), worker.education),
        title=before.get((worker.pk, "title"), worker.title),
        skill_grade=before.get((worker.pk, "skill_grade"), worker.skill_grade),
        post=before.get((worker.pk, "post"), worker.post),
    )
