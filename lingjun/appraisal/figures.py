"""A studio's year in figures, counted from file and ledger: nothing of it is typed.

As JSON: plain numbers, amounts as text in yuan. Amounts of different bases stand beside each other and are never added.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from lingjun.ledger.models import (
    Achievement,
    AchievementKind,
    Activity,
    Adoption,
    Benefit,
    BenefitBasis,
    Mentorship,
    MentorshipOutcome,
    PlanItem,
    Project,
    ProjectStatus,
)
from lingjun.studios import criteria
from lingjun.studios.criteria.words import money
from lingjun.studios.models import Expense, Grant, GrantSource, Member, Promotion, Standing, Studio

Figures = dict[str, Any]


def figures_of(studio: Studio, year: int, *, on: datetime.date | None = None) -> Figures:
    """The year up to `on` (today, at most its last day). About twenty queries, whatever the studio holds."""
    first, last = datetime.date(year, 1, 1), datetime.date(year, 12, 31)
    until = max(first, min(last, on or timezone.localdate()))
    within = (first, until)
    activities = Activity.standing.filter(studio=studio, held_on__range=within).aggregate(
        n=Count("id"), people=Sum("attendance"), guests=Sum("guests")
    )
    items = PlanItem.standing.filter(studio=studio, plan__year=year, plan__removed_at__isnull=True)
    plan = items.aggregate(n=Count("id"), done=Count("id", filter=Q(done_on__isnull=False, done_on__lte=until)))
    achievements = Achievement.standing.filter(studio=studio, achieved_on__range=within)
    mentorships = Mentorship.standing.filter(studio=studio, started_on__lte=until)
    going_on = mentorships.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=first))
    completed = mentorships.filter(outcome=MentorshipOutcome.COMPLETED, ended_on__range=within)
    spent = Expense.standing.filter(studio=studio, on__range=within).aggregate(sum=Sum("amount"))["sum"]
    results = criteria.evaluate(criteria.subject_of(studio, until))
    return {
        "year": year,
        "until": until.isoformat(),
        "activities": activities["n"],
        "attendance": activities["people"] or 0,
        "guests": activities["guests"] or 0,
        "plan": plan["n"],
        "plan_done": plan["done"],
        "projects": _by(_projects(studio, first, until), "status", ProjectStatus.values),
        "achievements": _by(achievements, "kind", AchievementKind.values),
        "benefits": _amounts(
            Benefit.standing.filter(studio=studio, period_to__range=within), "basis", BenefitBasis.values
        ),
        "adoptions": Adoption.standing.filter(studio=studio, since__range=within).count(),
        "mentorships": going_on.count(),
        "graduated": completed.count(),
        "promotions": Promotion.standing.filter(studio=studio, on__range=within).count(),
        "grants": _amounts(Grant.standing.filter(studio=studio, year=year), "source", GrantSource.values),
        "spent": str(spent or 0),
        "team": _team(studio, until),
        "team_before": _team(studio, max(first, studio.named_on)),
        "criteria": [
            {"key": one.criterion.key, "label": one.criterion.label, "met": one.standing == Standing.MET,
             "state": one.state, "missing": [piece.text for piece in one.missing][:5]}
            for one in results
        ],
        "met": sum(one.standing == Standing.MET for one in results),
    }  # fmt: skip


def _projects(studio: Studio, first: datetime.date, until: datetime.date) -> QuerySet[Project]:
    """Projects the year had to do with: begun by its end, and not over before it."""
    over = Q(status__in=[ProjectStatus.ACCEPTED, ProjectStatus.APPLIED, ProjectStatus.STOPPED], accepted_on__lt=first)
    begun = Q(started_on__isnull=True) | Q(started_on__lte=until)
    rows: QuerySet[Project] = Project.standing.filter(begun, studio=studio).exclude(over)
    return rows


def _team(studio: Studio, on: datetime.date) -> int:
    """Members on a day."""
    rows = Member.objects.filter(studio=studio, joined_on__lte=on).exclude(left_on__lte=on)
    return rows.order_by().values("worker_id").distinct().count()


def _by(rows: QuerySet[Any], column: str, order: Iterable[str]) -> dict[str, int]:
    """Numbers by a code, in the order of the codes; what does not occur is left out."""
    found = Counter(dict(rows.order_by().values_list(column).annotate(n=Count("id"))))
    return {code: found[code] for code in order if found[code]}


def _amounts(rows: QuerySet[Any], column: str, order: Iterable[str]) -> dict[str, str]:
    """Sums by a code, as text."""
    found = dict(rows.order_by().values_list(column).annotate(sum=Sum("amount")))
    return {code: str(found[code]) for code in order if found.get(code)}


def lines(figures: Figures) -> list[tuple[str, str]]:
    """The table as the page and the paper show it: label and words."""
    if not figures:
        return []
    grown = figures["team"] - figures["team_before"]
    growth = f"，比年初{'多' if grown > 0 else '少'} {abs(grown)} 人" if grown else "，与年初持平"
    return [
        ("活动", f"{figures['activities']} 次，参加 {figures['attendance']} 人次"
                 + _more("，外单位 {} 人次", figures["guests"])),
        ("年度计划", f"{figures['plan']} 项，完成 {figures['plan_done']} 项" if figures["plan"] else "没有登记计划"),
        ("创新（攻关）项目", _parts("项", figures["projects"], ProjectStatus)),
        ("成果", _parts("项", figures["achievements"], AchievementKind)),
        ("经济效益（不同口径不相加）", sums(figures["benefits"], BenefitBasis) or "没有登记"),
        ("推广应用", f"{figures['adoptions']} 处"),
        ("师带徒", f"在带 {figures['mentorships']} 对，出师 {figures['graduated']} 人"),
        ("职工成长", f"{figures['promotions']} 人次"),
        ("经费到账", sums(figures["grants"], GrantSource) or "没有登记"),
        ("经费支出", money(Decimal(figures["spent"]))),
        ("团队", f"{figures['team']} 人{growth}"),
        ("“七个有”", _criteria(figures)),
    ]  # fmt: skip


def _more(words: str, value: int) -> str:
    return words.format(value) if value else ""


def _parts(unit: str, values: dict[str, int], labels: Any) -> str:
    total = sum(values.values())
    parts = "，".join(f"{labels(code).label} {n}" for code, n in values.items())
    return f"{total} {unit}" + (f"：{parts}" if parts else "")


def sums(values: dict[str, str], labels: Any) -> str:
    """Amounts by basis or source in words, never added."""
    return "；".join(f"{labels(code).label} {money(Decimal(amount))}" for code, amount in values.items())


def _criteria(figures: Figures) -> str:
    missing = "、".join(one["label"].removeprefix("有") for one in figures["criteria"] if not one["met"])
    return f"达到 {figures['met']} 个" + (f"，未达到：{missing}" if missing else "")


def flat(figures: Figures) -> dict[str, Any]:
    """One value a column: for the desk and the summary table. {} stays {}."""
    if not figures:
        return {}
    return {
        "activities": figures["activities"],
        "attendance": figures["attendance"],
        "projects": sum(figures["projects"].values()),
        "achievements": sum(figures["achievements"].values()),
        "patents": sum(figures["achievements"].get(code, 0) for code in ("invention", "utility", "design")),
        "adoptions": figures["adoptions"],
        "mentorships": figures["mentorships"],
        "graduated": figures["graduated"],
        "promotions": figures["promotions"],
        "team": figures["team"],
        "grown": figures["team"] - figures["team_before"],
        "met": figures["met"],
        "spent": Decimal(figures["spent"]),
        **{f"benefit_{code}": Decimal(figures["benefits"].get(code, 0)) for code in BenefitBasis.values},
        **{f"grant_{code}": Decimal(figures["grants"].get(code, 0)) for code in GrantSource.values},
    }
