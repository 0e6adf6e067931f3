"""The checks that only the ledger can answer (clauses 二.5 to 二.7), and the numbers its tabs show."""

from __future__ import annotations

import dataclasses
import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from lingjun.ledger.models import (
    Achievement,
    Activity,
    Adoption,
    Benefit,
    BenefitBasis,
    Mentorship,
    Milestone,
    Plan,
    PlanItem,
    Project,
    StageCheck,
)
from lingjun.ledger.project_days import begun, under_way
from lingjun.studios.criteria.days import holds, new_year, next_turn
from lingjun.studios.criteria.registry import Answer, Evidence, Missing, Question, Subject, check, counter, entries
from lingjun.studios.criteria.words import day, line, money, page, quoted, short_day, tab
from lingjun.studios.models import StudioRecord

SHOWN = 5
"""Projects, achievements, adoptions told one by one as evidence; all of them stand behind the link."""
Day = datetime.date | None


def mentorships(subject: Subject) -> list[Mentorship]:
    return list(Mentorship.standing.filter(studio=subject.studio).select_related("mentor", "apprentice"))


def current_mentorships(subject: Subject) -> list[Mentorship]:
    """Begun and not ended on the day."""
    return [row for row in subject.once(mentorships) if holds(subject.on, row.started_on, row.ended_on)]


@check("mentorships")
def mentorship_check(question: Question) -> Answer:
    """Clause 二.5: apprentices in hand on the day, each counted once."""
    rows = question.once(current_mentorships)
    apprentices = {row.apprentice_id for row in rows}
    pages = {row.pk: line("ledger:mentorship", question.studio.pk, row.pk) for row in rows}
    missing = [
        Missing(f"{row}已于{day(row.due_on)}期满，还没有出徒结论", pages[row.pk])
        for row in rows
        if row.due_on < question.on
    ]
    if not rows:
        missing.append(Missing("没有在带的徒弟", page("ledger:mentorship_new", question.studio.pk)))
    days = [one for row in question.once(mentorships) for one in (row.started_on, row.ended_on)]
    due = [row.due_on + datetime.timedelta(days=1) for row in rows]
    return Answer(
        value=len(apprentices),
        words=f"在带徒弟 {len(apprentices)} 人" if rows else "没有在带的徒弟",
        evidence=tuple(
            Evidence(f"{row}，{row.trade}，{day(row.started_on)}起，{day(row.due_on)}期满", pages[row.pk])
            for row in rows[:SHOWN]
        ),
        missing=tuple(missing),
        until=next_turn(question.on, *days, *due),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class YearPlan:
    """The plan of the day's year, with how many items it has and how many were done by the day."""

    plan: Plan | None
    items: int
    done: int


def plans(subject: Subject) -> list[Plan]:
    """The plan of the year, if there is one."""
    return list(plans_of(subject.on.year, subject.on).filter(studio=subject.studio))


def plans_of(year: int, on: datetime.date) -> QuerySet[Plan]:
    """The year's plans of all studios, each with its items (`n`) and those done by a day (`n_done`)."""
    done = Q(items__done_on__lte=on)
    stands = Q(items__removed_at__isnull=True)
    rows = Plan.standing.filter(year=year)
    return rows.annotate(n=Count("items", filter=stands), n_done=Count("items", filter=stands & done))


def year_plan(subject: Subject) -> YearPlan:
    found = subject.once(plans)
    return YearPlan(found[0], found[0].n, found[0].n_done) if found else YearPlan(None, 0, 0)  # type: ignore[attr-defined]


@check("yearly_plan")
def yearly_plan(question: Question) -> Answer:
    """Clause 二.6: the plan of the year, adopted by the day."""
    found = question.once(year_plan)
    year = question.on.year
    url = tab("plan", question.studio.pk, year=year)
    plan = found.plan if found.plan and found.plan.adopted_on <= question.on else None
    missing: tuple[Missing, ...] = ()
    if plan is None:
        missing = (Missing(f"缺 {year} 年工作计划", page("ledger:plan_new", question.studio.pk, year=year)),)
    elif not found.items:
        missing = (Missing(f"{year} 年计划里还没有事项", url),)
    return Answer(
        value=1 if plan else 0,
        words=f"计划 {found.items} 条，完成 {found.done} 条" if plan else f"没有 {year} 年计划",
        evidence=(Evidence(f"{plan}，{day(plan.adopted_on)}制定，{found.items} 条，已完成 {found.done} 条", url),)
        if plan
        else (),
        missing=missing,
        until=next_turn(question.on, found.plan.adopted_on if found.plan else None, new_year(question.on)),
    )


def activities(subject: Subject) -> dict[str, object]:
    """Numbers of the activities: this year's, its people, the last and the next day."""
    counted = counted_activities(subject.on, datetime.date(subject.on.year, 1, 1)).filter(studio=subject.studio)
    return next((dict(row) for row in counted.values(*NO_ACTIVITIES)), dict(NO_ACTIVITIES))


NO_ACTIVITIES = {"year": 0, "people": 0, "last": None, "next": None}


def counted_activities(on: datetime.date, new_year: datetime.date) -> QuerySet[Activity, dict[str, Any]]:
    """The same of all studios by `studio_id`; none for a studio that never held any."""
    mine = Q(held_on__lte=on)
    year = mine & Q(held_on__gte=new_year)
    return (
        Activity.standing.order_by()
        .values("studio_id")
        .annotate(
            year=Count("id", filter=year),
            people=Coalesce(Sum("attendance", filter=year), 0) + Coalesce(Sum("guests", filter=year), 0),
            last=Max("held_on", filter=mine),
            next=Min("held_on", filter=Q(held_on__gt=on)),
        )
    )


SOURCES: tuple[tuple[type[StudioRecord], str], ...] = (
    (Activity, "held_on"), (Achievement, "achieved_on"), (Adoption, "since"), (Mentorship, "started_on"),
    (StageCheck, "on"), (Milestone, "done_on"), (PlanItem, "done_on"), (Project, "started_on"),
    (Project, "accepted_on"),
)  # fmt: skip
"""What is dated by its own day counts as an entry of the ledger."""


def entry_days(subject: Subject) -> list[datetime.date]:
    """Days of the entries of the last two years up to the day, the latest first: one query over what is dated."""
    first, *rest = entries_between(datetime.date(subject.on.year - 1, 1, 1), subject.on, studio=subject.studio)
    rows = first.values_list("day").union(*(one.values_list("day") for one in rest), all=True)
    return sorted((row[0] for row in rows), reverse=True)


def entries_between(since: datetime.date, on: datetime.date, **whose: object) -> list[QuerySet[Any]]:
    """What is dated between two days, both included: the rows of each source with their `day`."""
    return [
        model.standing.filter(**whose, **{f"{column}__gte": since, f"{column}__lte": on})
        .order_by()
        .annotate(day=F(column))
        for model, column in SOURCES
    ]


@check("ledger_alive")
def ledger_alive(question: Question) -> Answer:
    """Clause 二.6: records up to date; nothing silent for `period_days` (0: ever). Entries count by their own day."""
    period, least = question.rule.period_days, max(question.rule.minimum, 1)
    days = question.once(entry_days)
    start = question.on - datetime.timedelta(days=period) if period else None
    recent = [one for one in days if start is None or one > start]
    facts = question.once(activities)
    url = tab("activities", question.studio.pk, year=question.on.year)
    last = days[0] if days else None
    within = f"近 {period} 天" if period else ""
    latest = f"，最近一条是{day(last)}" if last else ""
    words = f"今年 {facts['year']} 次活动"
    turn = recent[least - 1] + datetime.timedelta(days=period) if period and len(recent) >= least else None
    coming = facts["next"]
    missing: tuple[Missing, ...] = ()
    if len(recent) < least:
        short = f"{within}台账没有记录{latest}" if not recent else f"{within}只有 {len(recent)} 条记录"
        missing = (Missing(short, page("ledger:activity_new", question.studio.pk)),)
    return Answer(
        value=len(recent),
        words=f"{words}，最近 {short_day(last, question.on)}" if last else f"{words}，台账没有记录",
        evidence=(
            Evidence(f"{within}，{len(recent)} 条记录{latest}" if within else f"{len(recent)} 条记录{latest}", url),
            Evidence(f"{question.on.year} 年活动 {facts['year']} 次，{facts['people']} 人次", url),
        ),
        missing=missing,
        until=next_turn(question.on, turn, coming if isinstance(coming, datetime.date) else None),
    )


def projects(subject: Subject) -> list[Project]:
    return list(Project.standing.filter(studio=subject.studio).select_related("lead").defer("problem", "result"))


def running_projects(subject: Subject) -> list[Project]:
    return [row for row in subject.once(projects) if under_way(row, subject.on)]


@check("projects")
def project_check(question: Question) -> Answer:
    """Clause 二.7: what was tackled by the day; a project that was stopped by then does not count."""
    rows = question.once(projects)
    known = [
        row
        for row in rows
        if (first := begun(row)) and first <= question.on and holds(question.on, None, row.stopped_on)
    ]
    running = question.once(running_projects)
    days = [one for row in rows for one in (begun(row), row.accepted_on, row.stopped_on)]
    ordered = [*running, *(row for row in known if row not in running)]
    return Answer(
        value=len(known),
        words=f"项目累计 {len(known)} 项，在研 {len(running)} 项" if known else "没有项目",
        evidence=tuple(
            Evidence(
                f"{row.title}，{'在研' if row in running else '已验收'}",
                line("ledger:project", question.studio.pk, row.pk),
            )
            for row in ordered[:SHOWN]
        ),
        missing=() if known else (Missing("没有登记创新（攻关）项目", page("ledger:project_new", question.studio.pk)),),
        until=next_turn(question.on, *days),
    )


def achievements(subject: Subject) -> list[Achievement]:
    """The latest first; only what evidence shows."""
    rows = Achievement.standing.filter(studio=subject.studio)
    return list(rows.only("id", "studio_id", "title", "kind", "status", "achieved_on", "number"))


def benefits(subject: Subject) -> list[Benefit]:
    return list(Benefit.standing.filter(studio=subject.studio, achievement__removed_at__isnull=True).defer("method"))


def benefits_on(subject: Subject) -> list[Benefit]:
    """Those whose period was over, or which were certified, by the day."""
    return [row for row in subject.once(benefits) if (row.certified_on or row.period_to) <= subject.on]


@check("achievements")
def achievement_check(question: Question) -> Answer:
    """Clause 二.7: results by the day, with what they brought, each basis by itself."""
    rows = question.once(achievements)
    done = [row for row in rows if row.achieved_on <= question.on]
    named = [row for row in done if row.achieved_on >= question.studio.named_on]
    url = tab("achievements", question.studio.pk)
    new = page("ledger:achievement_new", question.studio.pk)
    proven = question.once(benefits_on)
    sums: dict[str, Decimal] = {}
    for benefit in proven:
        sums[benefit.basis] = sums.get(benefit.basis, Decimal(0)) + benefit.amount
    missing: tuple[Missing, ...] = ()
    if not done:
        missing = (Missing("没有登记成果", new),)
    elif not proven:
        missing = (Missing("成果还没有登记经济效益和口径", url),)
    evidence = [
        Evidence(
            f"{row.title}，{row.get_kind_display()}，{row.get_status_display()}，{day(row.achieved_on)}",
            line("ledger:achievement", question.studio.pk, row.pk),
        )
        for row in done[:SHOWN]
    ]
    evidence += [Evidence(f"{BenefitBasis(basis).label} {money(amount)}", url) for basis, amount in sums.items()]
    days = [
        *(row.achieved_on for row in rows),
        *((one.certified_on or one.period_to) for one in question.once(benefits)),
    ]
    return Answer(
        value=len(done),
        words=(f"命名以来 {len(named)} 项" if named else f"成果 {len(done)} 项") if done else "没有成果",
        evidence=tuple(evidence),
        missing=missing,
        until=next_turn(question.on, *days),
    )


def adoptions(subject: Subject) -> list[Adoption]:
    rows = Adoption.standing.filter(studio=subject.studio, achievement__removed_at__isnull=True)
    return list(rows.select_related("achievement").only("adopter", "since", "until", "achievement__title", "studio_id"))


@check("adoptions")
def adoption_check(question: Question) -> Answer:
    """Clause 二.7: 推广应用. Each user of an achievement counts from the day it began, also when it is over."""
    rows = [row for row in question.once(adoptions) if row.since <= question.on]
    url = tab("achievements", question.studio.pk)
    return Answer(
        value=len(rows),
        words=f"推广 {len(rows)} 处" if rows else "没有推广应用记录",
        evidence=tuple(
            Evidence(
                f"{row.adopter}{day(row.since)}起应用{quoted(row.achievement.title)}",
                line("ledger:achievement", question.studio.pk, row.achievement_id),
            )
            for row in rows[:SHOWN]
        ),
        missing=() if rows else (Missing("没有登记成果推广应用", url),),
        until=next_turn(question.on, *(row.since for row in question.once(adoptions))),
    )


@entries
def last_entry(subject: Subject) -> Day:
    """Of the last two years, else the last activity ever."""
    days = subject.once(entry_days)
    last = subject.once(activities)["last"]
    return days[0] if days else last if isinstance(last, datetime.date) else None


@counter("plan")
def count_plan(subject: Subject) -> int:
    """Items of this year's plan."""
    return subject.once(year_plan).items


@counter("projects")
def count_projects(subject: Subject) -> int:
    """In hand."""
    return len(subject.once(running_projects))


@counter("activities")
def count_activities(subject: Subject) -> int:
    """Of this year."""
    return int(str(subject.once(activities)["year"]))


@counter("achievements")
def count_achievements(subject: Subject) -> int:
    return sum(row.achieved_on <= subject.on for row in subject.once(achievements))


@counter("mentorships")
def count_mentorships(subject: Subject) -> int:
    """Going on."""
    return len(subject.once(current_mentorships))
