"""The effect of naming: studio file, team, projects, files, plaque; nothing is typed again (clauses 二.1 and 三)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.audit.actions import record
from lingjun.core import phones
from lingjun.core.jobs import enqueue
from lingjun.creation.content import Content, Person, person_of_leader
from lingjun.creation.evidence import carry_evidence
from lingjun.ledger.actions import carry_over_projects
from lingjun.studios.actions import NewHonour, NewMember, open_studio_file

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.studios.models import Studio

ARCHIVE = "creation.archive"


def open_studio(*, case: Case, actor: User, decision_number: str, decided_on: datetime.date) -> Studio:
    """Opens the studio file from the submitted form. Runs inside the transaction that names the case."""
    submitted = case.submissions.get(version=case.version)
    content = Content.from_dict(submitted.content["form"])
    people = content.people or [person_of_leader(content.leader)]
    studio = open_studio_file(
        case=case,
        name=content.unit.studio_name,
        decision_number=decision_number,
        named_on=decided_on,
        leader_post=content.leader.post,
        leader_phone=phones.normalise(content.leader.phone)[:30],
        members=[_member(person, first=position == 0) for position, person in enumerate(people)],
        honours=[
            NewHonour(
                text=row.printed,
                level=row.level,
                year=int(row.year) if row.year.isdecimal() else None,
                awarding_body=row.awarding_body,
            )
            for row in content.leader.honours
            if row.title
        ],
        composition=submitted.content["paper"]["composition"],
    )
    carry_over_projects(
        studio=studio,
        rows=[(row.title, row.direction) for row in content.projects if row.title],
        started_on=decided_on,
    )
    carry_evidence(case=case, studio=studio, actor=actor)
    record(
        actor=actor,
        verb="studio.open",
        subject=studio,
        subject_name=studio.name,
        new={"case": case.number, "plaque": studio.plaques.values_list("number", flat=True)[0]},
    )
    archive_later(studio=studio, case=case, owner_id=actor.pk)
    return studio


def archive_later(*, studio: Studio, case: Case, owner_id: int) -> None:
    """Hand the archive package of a named case to the queue."""
    enqueue(kind=ARCHIVE, title=f"归档：{studio.name}", params={"case": case.pk}, owner_id=owner_id)


def _member(person: Person, *, first: bool) -> NewMember:
    roles = {"领衔人": "leader", "骨干": "backbone", "联络员": "liaison"}
    return NewMember(
        name=person.name,
        gender=person.gender,
        birth=person.birth,
        political_status=person.political_status,
        education=person.education,
        title=person.title,
        skill_grade=person.skill_grade,
        role="leader" if first else roles.get(person.role, "member"),
    )
