"""What changes a studio file: for now its opening when a studio is named; and the export of the register."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.audit.actions import record
from lingjun.cases.numbers import next_number
from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, highest
from lingjun.core.jobs import enqueue
from lingjun.core.pinyin import search_text
from lingjun.studios import criteria
from lingjun.studios.models import Honour, Member, Plaque, Studio, Tenure, Worker

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.core.models import Job, StoredFile
    from lingjun.organizations.models import Organization

PLAQUE_DIGITS = 3
EXPORT = "studios.export"


@dataclasses.dataclass(frozen=True, slots=True)
class NewMember:
    """A person of the team as the form knows them; codes of `core.codes`, `role` a `MemberRole` value."""

    name: str
    gender: str = ""
    birth: str = ""
    political_status: str = ""
    education: str = ""
    title: str = ""
    skill_grade: str = ""
    role: str = "member"


@dataclasses.dataclass(frozen=True, slots=True)
class NewHonour:
    """An honour of the leader; `level` is a code of HONOUR_LEVELS or empty."""

    text: str
    level: str = ""
    year: int | None = None
    awarding_body: str = ""


def open_studio_file(
    *,
    case: Case,
    name: str,
    decision_number: str,
    named_on: datetime.date,
    leader_post: str,
    leader_phone: str,
    members: Sequence[NewMember],
    honours: Sequence[NewHonour],
    composition: dict[str, Any],
) -> Studio:
    """Studio, leader, team and plaque of a case that has just been named; the first member leads.

    A person of the unit with the same name and birth is the same record. Must run in the naming transaction.
    """
    workers = [_worker(case.unit, member) for member in members]
    leader = workers[0]
    Worker.objects.filter(pk=leader.pk).update(post=leader_post, phone=leader_phone)
    known = set(leader.honours.values_list("text", flat=True))
    Honour.objects.bulk_create(
        Honour(worker=leader, text=row.text, level=row.level, year=row.year, awarding_body=row.awarding_body)
        for row in honours
        if row.text not in known
    )
    number = next_number(f"{named_on.year}", width=PLAQUE_DIGITS)
    studio = Studio.objects.create(
        name=name,
        unit=case.unit,
        recommender=case.recommender,
        federation=case.federation,
        unit_path=case.unit_path,
        leader=leader,
        leader_honour=highest([row.level for row in honours]),
        case=case,
        decision_number=decision_number,
        named_on=named_on,
        named_year=named_on.year,
        composition=composition,
        search_key=search_text(number, name, case.unit.name)[:300],
    )
    Member.objects.bulk_create(
        Member(studio=studio, worker=worker, role=member.role, joined_on=named_on, position=position)
        for position, (worker, member) in enumerate(zip(workers, members, strict=True), start=1)
    )
    Tenure.objects.create(
        studio=studio, name=name, leader=leader, unit=case.unit, unit_name=case.unit.name, since=named_on,
        decision_number=decision_number, reason="命名",
    )  # fmt: skip
    Plaque.objects.create(studio=studio, number=number, text=name, issued_on=named_on, decision_number=decision_number)
    criteria.refresh(studio)
    return studio


def _worker(unit: Organization, member: NewMember) -> Worker:
    facts = {
        "gender": member.gender if member.gender in GENDER else "",
        "political_status": member.political_status if member.political_status in POLITICAL_STATUS else "",
        "education": member.education if member.education in EDUCATION else "",
        "title": member.title,
        "skill_grade": member.skill_grade,
    }
    worker, _ = Worker.objects.update_or_create(
        unit=unit, name=member.name, birth=member.birth, defaults={key: value for key, value in facts.items() if value}
    )
    return worker


def keep_archive(*, studio: Studio, file: StoredFile) -> None:
    """Notes the archived form of a studio; a later package replaces the pointer, the older file stays."""
    Studio.objects.filter(pk=studio.pk).update(archive=file)


@transaction.atomic
def export_studios(*, actor: User, query: str, count: int, later: bool) -> Job | None:
    """Note the export in the trail and, when it is large, hand it to the queue. Rights are asked again by the job."""
    facts = {"filter": query, "count": count}
    record(actor=actor, verb="studio.export", subject=None, subject_name="工作室汇总表", new=facts)
    if not later:
        return None
    return enqueue(kind=EXPORT, title="导出工作室汇总表", owner_id=actor.pk, params={"query": query}, total=count)
