"""Checks on leader and team (clause 二.5), with the team's growth."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from django.db.models import QuerySet
from django.utils import timezone

from lingjun.core.codes import EDUCATION, SKILL_GRADES, TITLES
from lingjun.core.gathering import Row
from lingjun.studios.criteria import facts
from lingjun.studios.criteria.days import new_year, next_turn, year_before
from lingjun.studios.criteria.many import Found, Ids, twin
from lingjun.studios.criteria.registry import Answer, Evidence, Missing, Question, Subject, check, counter
from lingjun.studios.criteria.together import LEADER, rows_of
from lingjun.studios.criteria.words import day, page, short_day, tab
from lingjun.studios.models import Member, MemberRole, Promotion, PromotionKind, Tenure, Worker

SKILLED = frozenset({"technician", "senior_technician", "special_technician", "chief_technician"})
NAMED = 6
"""Promotions told one by one; the rest as a number."""


@check("leader_honours")
def leader_honours(question: Question) -> Answer:
    """Clause 二.5: led by a model worker. Honours are dated by year; one without a year counts."""
    leader = question.once(facts.head).leader
    rows = [row for row in question.once(facts.honours) if row.year is None or row.year <= question.on.year]
    later = [row for row in question.once(facts.honours) if row.year is not None and row.year > question.on.year]
    url = tab("team", question.studio.pk)
    return Answer(
        value=len(rows),
        words=f"领衔人荣誉 {len(rows)} 项" if rows else "领衔人没有登记荣誉",
        evidence=tuple(
            Evidence(
                f"{leader.name}：{row.text}{f'（{row.year}年）' if row.year and str(row.year) not in row.text else ''}",
                url,
            )
            for row in rows
        ),
        missing=()
        if rows
        else (Missing(f"没有登记领衔人{leader.name}的劳模先进荣誉", page("studios:honour_new", leader.pk)),),
        until=next_turn(question.on, *_tenure_days(question), new_year(question.on) if later else None),
    )


@check("team_size")
def team_size(question: Question) -> Answer:
    """Clause 二.5: people on the day, the leader among them; growth against a year ago, promotions of the year."""
    people = question.once(team)
    before = facts.team_on(question, year_before(question.on))
    asked = {} if question.on == timezone.localdate() else {"on": question.on.isoformat()}
    url = tab("team", question.studio.pk, **asked)
    backbone = sum(row.role == MemberRole.BACKBONE for row in people.values())
    skilled = question.once(skilled_count)
    short = question.rule.minimum - len(people)
    missing = [Missing(f"成员还差 {short} 人", page("studios:member_new", question.studio.pk))] if short > 0 else []
    if len(people) < len(before):
        missing.append(Missing(f"团队比上年同日少 {len(before) - len(people)} 人", url))
    evidence = [Evidence(f"共 {len(people)} 人，骨干 {backbone} 人，技师以上 {skilled} 人", url)]
    if before:
        more = len(people) - len(before)
        change = f"多 {more} 人" if more > 0 else f"少 {-more} 人" if more < 0 else "人数相同"
        evidence.append(Evidence(f"与 {day(year_before(question.on))}的 {len(before)} 人比，{change}", url))
    days = [one for row in question.once(facts.members) for one in (row.joined_on, row.left_on)]
    return Answer(
        value=len(people),
        words=f"{len(people)} 人，技师以上 {skilled} 人" if skilled else f"{len(people)} 人",
        evidence=(*evidence, *_growth(question, url)),
        missing=tuple(missing),
        until=next_turn(question.on, *days, *_tenure_days(question), new_year(question.on)),
    )


def team(subject: Subject) -> dict[int, Member]:
    """Today's team by worker; a leader who stands in no roster is counted all the same."""
    found = facts.team_on(subject, subject.on)
    leader = subject.once(facts.head).leader
    if leader.pk not in found:
        found[leader.pk] = Member(studio=subject.studio, worker=leader, role=MemberRole.LEADER)
    return found


def grades_before(subject: Subject) -> dict[int, str]:
    """Skill grade on the day of everybody who rose since, in whichever studio that was noted; one query."""
    return _before(subject, _rises(_people(subject)))


@twin(grades_before, dict)
def grades_before_of_many(subjects: Sequence[Subject], _: Ids) -> Found:
    """After `members` and `tenures`, which say who they are."""
    people = {subject.studio.pk: _people(subject) for subject in subjects}
    rows = _rises({worker for found in people.values() for worker in found})
    return {subject.studio.pk: _before(subject, rows) for subject in subjects}


def _of_the_team(subject: Subject, rows: list[Row]) -> dict[int, str]:
    people = _people(subject)
    known = sorted((row for row in rows if row[0] in people), key=lambda row: (row[1], row[3]), reverse=True)
    return _before(subject, [(worker, on, old) for worker, on, old, _ in known])


def _rises_of(pk: int) -> list[QuerySet[Promotion]]:
    """Of everybody who ever was in the team or led it."""
    rises = Promotion.standing.filter(kind=PromotionKind.SKILL)
    members = Member.objects.filter(studio=pk).order_by().values("worker")
    leaders = Tenure.objects.filter(studio=pk).order_by().values("leader")
    return [rises.filter(worker=LEADER), rises.filter(worker__in=members), rises.filter(worker__in=leaders)]


rows_of(grades_before, _rises_of, "worker on old pk", _of_the_team)


def _people(subject: Subject) -> set[int]:
    return {row.worker_id for row in subject.once(facts.members)} | {subject.once(facts.head).leader.pk}


def _rises(people: set[int]) -> list[tuple[int, datetime.date, str]]:
    """(person, day, grade until then), the latest first."""
    rows = Promotion.standing.filter(worker_id__in=people, kind=PromotionKind.SKILL).order_by("-on", "-id")
    return list(rows.values_list("worker_id", "on", "old"))


def _before(subject: Subject, rows: Sequence[tuple[int, datetime.date, str]]) -> dict[int, str]:
    return {worker: old for worker, on, old in rows if on > subject.on}


def grade_on(subject: Subject, worker: Worker) -> str:
    """Skill grade on the day: what it was before the first promotion after the day, else today's."""
    return subject.once(grades_before).get(worker.pk, worker.skill_grade)


def skilled_count(subject: Subject) -> int:
    """Technicians and above; senior engineers are told apart elsewhere."""
    return sum(grade_on(subject, row.worker) in SKILLED for row in subject.once(team).values())


LABELS = {PromotionKind.SKILL: SKILL_GRADES, PromotionKind.TITLE: TITLES, PromotionKind.EDUCATION: EDUCATION}
"""What counts as growth in these words; a post is told as written, political status is nobody's business here."""


def _growth(question: Question, url: str) -> list[Evidence]:
    """Promotions since New Year in words: 张伟 5月8日由高级工升为技师（技能型）."""
    year = [
        row
        for row in question.once(facts.promotions)
        if row.on.year == question.on.year and row.on <= question.on and row.kind != PromotionKind.POLITICAL
    ]
    found = []
    for row in year[:NAMED]:
        labels = LABELS.get(PromotionKind(row.kind))
        old, new = (labels.label(row.old), labels.label(row.new)) if labels else (row.old, row.new)
        kind = question.content.label("growth", row.growth) if row.growth else ""
        verb = "转为" if row.kind == PromotionKind.POST else "升为"
        words = f"由{old}{verb}{new}" if old and new else f"成为{new or row.new}"
        found.append(
            Evidence(f"{row.worker.name} {short_day(row.on, question.on)}{words}{f'（{kind}）' if kind else ''}", url)
        )
    if len(year) > NAMED:
        found.append(Evidence(f"今年成长记录共 {len(year)} 条", url))
    return found


def _tenure_days(subject: Subject) -> list[facts.Day]:
    return [one for row in subject.once(facts.tenures) for one in (row.since, row.until)]


@counter("team")
def count_team(subject: Subject) -> int:
    return len(subject.once(team))


@counter("skilled")
def count_skilled(subject: Subject) -> int:
    return subject.once(skilled_count)
