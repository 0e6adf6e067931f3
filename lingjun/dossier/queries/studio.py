"""What the studio page shows, in a fixed number of questions: head, team, one year, what comes next."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import (
    CharField,
    Count,
    DateField,
    DecimalField,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, Left

from lingjun.appraisal.models import Appraisal, RectificationState
from lingjun.cases.enums import FINAL_STATES
from lingjun.ledger.models import (
    Achievement,
    Activity,
    Adoption,
    Benefit,
    BenefitBasis,
    Mentorship,
    Milestone,
    PlanItem,
    Project,
)
from lingjun.ledger.project_days import of_year
from lingjun.studios.models import Expense, Grant, GrantSource, Honour, Material, Member, Plaque, Studio, Tenure

MOST: Final = 400
"""Lines of one kind read for one year; nobody held more than one activity a day."""


def with_page(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what stands in the row or one key away; one query. The notice itself is not needed here."""
    return studios.select_related("unit", "recommender", "federation", "leader", "sheet", "case", "archive")


@dataclasses.dataclass(frozen=True, slots=True)
class HeadLine:
    """An honour (text, level, year), a plaque (number, place, text; issued, recalled), a tenure (name, unit, leader;
    since, until) or an appraisal that is open (case, its state, year; what must be put right by `since`)."""

    pk: int
    a: str
    b: str
    c: str
    since: datetime.date | None
    until: datetime.date | None


def head_lines(studio: Studio) -> dict[str, list[HeadLine]]:
    """Honours of the leader, plaques, tenures (latest first), open appraisals: one query instead of four."""
    never = Cast(Value(None), DateField())
    unfinished = Q(grade="") & ~Q(case__state__in=FINAL_STATES) | Q(rectification__state=RectificationState.OPEN)
    year = Cast(Coalesce(F("year"), 0), CharField())
    parts = (
        _line("honour", Honour.objects.filter(worker=studio.leader_id), F("text"), F("level"), year, never, never),
        _line(
            "plaque", Plaque.objects.filter(studio=studio), F("number"), F("hung_at"), F("text"), F("issued_on"),
            F("recalled_on"),
        ),
        _line(
            "tenure", Tenure.objects.filter(studio=studio), F("name"), F("unit_name"), F("leader__name"), F("since"),
            F("until"),
        ),
        _line(
            "appraisal", Appraisal.objects.filter(unfinished, studio=studio), F("case__number"), F("case__state_label"),
            Cast(F("year"), CharField()), F("rectification__due_on"), never,
        ),
    )  # fmt: skip
    found: dict[str, list[HeadLine]] = {"honour": [], "plaque": [], "tenure": [], "appraisal": []}
    for what, *rest in parts[0].union(*parts[1:], all=True):
        found[what].append(HeadLine(*rest))
    found["honour"].sort(key=lambda row: row.pk)
    found["plaque"].sort(key=lambda row: (row.since or datetime.date.min, row.a), reverse=True)
    found["tenure"].sort(key=lambda row: (row.since or datetime.date.min, row.pk), reverse=True)
    return found


def _line(what: str, rows: QuerySet[Any], *values: Any) -> QuerySet[Any, Any]:
    names = ("w", "x", "y", "z1", "z2")
    shown = rows.order_by().annotate(
        kind_=Value(what, CharField()), **{f"{name}_": value for name, value in zip(names, values, strict=True)}
    )
    return shown.values_list("kind_", "pk", *(f"{name}_" for name in names))


def team(studio: Studio) -> list[Member]:
    """Who belongs to the team today, in its order."""
    return list(Member.objects.filter(studio=studio, left_on__isnull=True).select_related("worker")[:MOST])


def activities(studio: Studio, year: int) -> list[dict[str, Any]]:
    """Of the year, the latest first, each with its first photo (`photo`: key of the material, or None)."""
    first_photo = (
        Material.objects.filter(
            studio=studio, about=Activity._meta.label_lower, about_id=OuterRef("pk"), removed_at__isnull=True
        )
        .order_by("position", "id")
        .values("pk")[:1]
    )
    rows = Activity.standing.filter(studio=studio, held_on__range=_days(year))
    return list(
        rows.annotate(photo=Subquery(first_photo), words=Left("text", 40)).values(
            "pk", "kind", "held_on", "title", "words", "attendance", "guests", "photo"
        )[:MOST]
    )


def plan_items(studio: Studio, year: int) -> list[dict[str, Any]]:
    """Of the year's plan, by month."""
    rows = PlanItem.standing.filter(studio=studio, plan__year=year, plan__removed_at__isnull=True)
    return list(rows.values("pk", "title", "due_month", "done_on", "worker__name")[:MOST])


def projects(studio: Studio, year: int) -> list[Project]:
    """In the book at some time of the year; each with its first open milestone (`next_title`, `next_on`)."""
    first, last = _days(year)
    milestones = Milestone.standing.filter(project=OuterRef("pk"), done_on__isnull=True).order_by("due_on", "id")
    rows = Project.standing.filter(of_year(first, last), studio=studio)
    return list(
        rows.annotate(
            next_title=Subquery(milestones.values("title")[:1]), next_on=Subquery(milestones.values("due_on")[:1])
        )[:MOST]
    )


def achievements(studio: Studio, year: int) -> list[Achievement]:
    """Of the year, the latest first, each with how many took it up (`adopters`)."""
    users = Adoption.standing.filter(achievement=OuterRef("pk")).order_by().values("achievement")
    rows = Achievement.standing.filter(studio=studio, achieved_on__range=_days(year))
    return list(rows.annotate(adopters=Coalesce(Subquery(users.annotate(n=Count("pk")).values("n")), 0))[:MOST])


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


def money(studio: Studio, year: int) -> tuple[list[Money], list[BenefitLine]]:
    """Money by source, and the benefits whose period ended in the year: one query."""
    exact: DecimalField = DecimalField(max_digits=16, decimal_places=2)
    never, nobody = Cast(Value(None), DateField()), Value("", CharField())
    got = (
        Grant.standing.filter(studio=studio, year=year)
        .order_by()
        .values(kind_=Value("got", CharField()), key_=F("source"))
        .annotate(sum_=Cast(Sum("amount"), exact), a_=never, b_=never, who_=nobody)
    )
    spent = (
        Expense.standing.filter(studio=studio, grant__year=year, grant__removed_at__isnull=True)
        .order_by()
        .values(kind_=Value("spent", CharField()), key_=F("grant__source"))
        .annotate(sum_=Cast(Sum("amount"), exact), a_=never, b_=never, who_=nobody)
    )
    gained = (
        Benefit.standing.filter(studio=studio, achievement__removed_at__isnull=True, period_to__range=_days(year))
        .order_by()
        .values(kind_=Value("gained", CharField()), key_=F("basis"))
        .annotate(sum_=Cast(F("amount"), exact), a_=F("period_from"), b_=F("period_to"), who_=F("certifier"))
    )
    sums: dict[str, dict[str, Decimal]] = {"got": {}, "spent": {}}
    benefits = []
    for row in got.union(spent, gained, all=True):
        if row["kind_"] == "gained":
            label = BenefitBasis(row["key_"]).label
            benefits.append(BenefitLine(label, row["sum_"], row["a_"], row["b_"], row["who_"]))
        else:
            sums[row["kind_"]][row["key_"]] = row["sum_"]
    sources = [key for key in GrantSource if key in sums["got"] or key in sums["spent"]]
    lines = [Money(key.label, sums["got"].get(key, Decimal(0)), sums["spent"].get(key, Decimal(0))) for key in sources]
    return lines, sorted(benefits, key=lambda one: (one.until, one.amount), reverse=True)


def mentorships(studio: Studio, year: int) -> list[dict[str, Any]]:
    """Going on at some time of the year, who is due first coming first."""
    first, last = _days(year)
    rows = Mentorship.standing.filter(studio=studio, started_on__lte=last).exclude(ended_on__lt=first)
    return list(
        rows.order_by("due_on", "pk").values("pk", "mentor__name", "apprentice__name", "due_on", "ended_on")[:MOST]
    )


def _days(year: int) -> tuple[datetime.date, datetime.date]:
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)
