"""What the studio page and the brief show, in one statement: head, team, one year, what comes next."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from lingjun.core.gathering import Row, objects
from lingjun.core.written import Key
from lingjun.dossier.queries.lines import BEFORE, FILE, FIRST, LAST, YEAR, lines
from lingjun.ledger.models import Achievement, BenefitBasis, Project
from lingjun.studios import heads
from lingjun.studios.models import GrantSource, Member, Studio

if TYPE_CHECKING:
    from django.db.models import Model


@dataclasses.dataclass(frozen=True, slots=True)
class HeadLine:
    """An honour (text, level, year), a plaque (number, place, text; issued, recalled), a tenure (name, unit, leader;
    since, until) or an appraisal that is open (case, its state, year; what must be put right by `since`)."""

    pk: int
    a: str
    b: str
    c: str
    since: datetime.date | None = None
    until: datetime.date | None = None


@dataclasses.dataclass(frozen=True, slots=True)
class Money:
    """One source of money: what came in for the year and what was spent of it."""

    label: str
    got: Decimal
    spent: Decimal


@dataclasses.dataclass(frozen=True, slots=True)
class BenefitLine:
    """A benefit of the year as it stands; amounts of different bases are never added."""

    label: str
    amount: Decimal
    since: datetime.date
    until: datetime.date
    certifier: str


@dataclasses.dataclass(frozen=True, slots=True)
class File:
    """Of the studio: honours of the leader, plaques and tenures (latest first), open appraisals, who is in the team.

    Of the year: activities (latest first, each with the key of its first `photo`), items of the plan by month (and what
    the plan of the year before left undone, `carried_over`), projects
    in the book (each with its first open milestone, `next_title`, `next_on`), achievements (latest first, each with how
    many took it up, `adopters`), mentorships by the day they are due, money by source, benefits.
    """

    honours: list[HeadLine]
    plaques: list[HeadLine]
    tenures: list[HeadLine]
    appraisals: list[HeadLine]
    team: list[Member]
    activities: list[dict[str, Any]]
    items: list[dict[str, Any]]
    carried_over: list[dict[str, Any]]
    projects: list[Project]
    achievements: list[Achievement]
    mentorships: list[dict[str, Any]]
    money: list[Money]
    benefits: list[BenefitLine]


def file_of(studio: Studio, year: int) -> File:
    """Sets the head on the studio (`heads.put`) and gives its lines: one query."""
    asked: dict[Key, Key] = {
        YEAR: year,
        BEFORE: year - 1,
        FIRST: datetime.date(year, 1, 1),
        LAST: datetime.date(year, 12, 31),
    }
    found = FILE.ask(heads.keys(studio) | asked)
    of = dict(zip(lines(), found[heads.PARTS :], strict=True))
    heads.put(studio, found)
    never = datetime.date.min
    return File(
        honours=[HeadLine(pk, text, level, str(year or 0)) for pk, text, level, year in sorted(of["honours"])],
        plaques=sorted(_head(of["plaques"]), key=lambda row: (row.since or never, row.a), reverse=True),
        tenures=sorted(_head(of["tenures"]), key=lambda row: (row.since or never, row.pk), reverse=True),
        appraisals=sorted(_head(of["appraisals"]), key=lambda row: row.pk),
        team=_objects(Member, "team", of),
        activities=sorted(_plain("activities", of), key=lambda row: (row["held_on"], row["pk"]), reverse=True),
        items=_items("items", of),
        carried_over=_items("carried_over", of),
        projects=_objects(Project, "projects", of),
        achievements=_objects(Achievement, "achievements", of),
        mentorships=sorted(_plain("mentorships", of), key=lambda row: (row["due_on"], row["pk"])),
        money=_money(_sums(of["got"]), _sums(of["spent"])),
        benefits=_benefits(of["benefits"]),
    )


def _head(rows: list[Row]) -> list[HeadLine]:
    return [HeadLine(*row) for row in rows]


def _plain(key: str, of: dict[str, list[Row]]) -> list[dict[str, Any]]:
    return [dict(zip(lines()[key].names, row, strict=True)) for row in of[key]]


def _items(key: str, of: dict[str, list[Row]]) -> list[dict[str, Any]]:
    return sorted(_plain(key, of), key=lambda row: (row["due_month"], row["position"], row["pk"]))


def _objects(model: type[Model], key: str, of: dict[str, list[Row]]) -> list[Any]:
    return objects(model, lines()[key].names, of[key])


def _sums(rows: list[Row]) -> dict[str, Decimal]:
    return {row[0]: row[1] for row in rows}


def _money(got: dict[str, Decimal], spent: dict[str, Decimal]) -> list[Money]:
    nothing = Decimal(0)
    return [
        Money(source.label, got.get(source, nothing), spent.get(source, nothing))
        for source in GrantSource
        if source in got or source in spent
    ]


def _benefits(rows: list[Row]) -> list[BenefitLine]:
    found = [BenefitLine(BenefitBasis(basis).label, *rest) for basis, *rest in rows]
    return sorted(found, key=lambda one: (one.until, one.amount), reverse=True)
