"""What changes a creation form: starting one, saving a section, taking over a Word form."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record
from lingjun.cases import rules
from lingjun.cases.actions import contribute, open_case, rename
from lingjun.cases.enums import Rest
from lingjun.core.codes import INDUSTRY
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.creation.content import LONGEST_PROJECTS, LONGEST_ROSTER, SECTIONS, Content
from lingjun.creation.kind import CREATION
from lingjun.creation.models import Application
from lingjun.notices.models import RoundKind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.core.models import StoredFile
    from lingjun.creation.papers.form import CreationForm
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization

PARTS = ("unit", "leader", "roster", "projects")
"""Sections whose data live in the document; evidence and stamped copies are files of the case."""


@transaction.atomic
def start(*, actor: User, round: Round, unit: Organization) -> Case:
    """A new draft, prefilled with what the system knows of the unit (each fact is typed once).

    Raises NotYours, Closed, and Invalid where the unit fills in another one of this round right now.
    """
    if round.kind != RoundKind.CREATION:
        raise Invalid({"round": f"“{round.name}”不是创建申报。"})
    case = open_case(actor=actor, kind=CREATION.key, round=round, unit=unit)
    content = Content()
    content.unit.unit_name = unit.name
    content.unit.credit_code = unit.credit_code
    content.unit.industry = INDUSTRY.label(unit.industry)
    content.unit.chair_name = unit.chair_name
    content.unit.applied_on = timezone.localdate().isoformat()
    Application.objects.create(case=case, content=content.to_dict(), updated_by=actor)
    return case


@transaction.atomic
def start_from_paper(*, actor: User, round: Round, unit: Organization, form: CreationForm, source: StoredFile) -> Case:
    """A new draft from a Word form; what the reader could not take over is kept beside it."""
    case = start(actor=actor, round=round, unit=unit)
    take_over(actor=actor, case_id=case.pk, form=form, source=source)
    case.refresh_from_db()
    return case


@transaction.atomic
def take_over(*, actor: User, case_id: int, form: CreationForm, source: StoredFile) -> Application:
    """Fills a draft from a Word form. Blanks of the paper leave what is there; the roster is kept."""
    application = _locked(actor, case_id)
    case = application.case
    old = Content.from_dict(application.content)
    new = Content.from_paper(form)
    _keep_known(old, new)
    if not old.roster:
        old.typed = new.typed
    old.unit, old.leader = new.unit, new.leader
    old.projects = new.projects or old.projects
    application.source = source
    application.reading = [dataclasses.asdict(problem) for problem in form.problems]
    if form.organization and form.organization != case.recommender.name:
        message = f"原表的申报单位是“{form.organization}”，系统里推荐工会是“{case.recommender.name}”，按系统的印。"
        application.reading.append({"field": "organization", "message": message})
    _write(application, old, actor, PARTS)
    record(
        actor=actor, verb="creation.read", subject=case, subject_name=str(case),
        new={"file": source.name, "sha256": source.sha256, "problems": len(application.reading)},
    )  # fmt: skip
    return application


def _keep_known(old: Content, new: Content) -> None:
    """What the paper leaves blank stays as the system knows it."""
    for name in ("unit", "leader"):
        before, after = getattr(old, name), getattr(new, name)
        for field in dataclasses.fields(after):
            if not getattr(after, field.name):
                setattr(after, field.name, getattr(before, field.name))


@transaction.atomic
def save_section(*, actor: User, case_id: int, section: str, part: Any, revision: int | None = None) -> Application:
    """Saves one section (autosave). `part` is UnitPart, LeaderPart, list[RosterRow] or list[ProjectRow].

    `revision` is the one the page was loaded with. Raises MovedOn where somebody else has saved this section since,
    NotYours where the section is not the actor's to change now, Invalid for too many rows.
    """
    if section not in PARTS:
        raise Invalid({"section": f"没有“{section}”这一节。"})
    application = _locked(actor, case_id)
    case = application.case
    if reason := section_lock(case, section):
        raise NotYours(reason)
    changed_in = application.section_revisions.get(section, 0)
    if revision is not None and changed_in > revision and application.updated_by_id != actor.pk:
        when = timezone.localtime(application.updated_at)
        who = application.updated_by.name if application.updated_by else "别人"
        raise MovedOn(f"{who} {when:%H:%M} 已经改过“{SECTIONS[section]}”，请先看过再改。您刚才写的还在这一页上。")
    content = Content.from_dict(application.content)
    _limit(section, part)
    if section == "leader":
        _settle_honours(content, part)
    setattr(content, section, part)
    _write(application, content, actor, (section,))
    return application


def _limit(section: str, part: Any) -> None:
    most = {"roster": LONGEST_ROSTER, "projects": LONGEST_PROJECTS}.get(section)
    if most is not None and len(part) > most:
        raise Invalid({section: f"最多 {most} 行，现在 {len(part)} 行。"})


def _settle_honours(content: Content, part: Any) -> None:
    """The box's original words stay while its rows are as they were read; edited rows replace them."""
    if part.honours == content.leader.honours:
        part.honours_text = content.leader.honours_text
    else:
        part.honours_text = ""


def section_lock(case: Case, section: str) -> str | None:
    """Why a section may not be changed now; a return opens only the named sections."""
    if case.state == Rest.RETURNED and case.returned_sections and section not in case.returned_sections:
        opened = "、".join(SECTIONS[key] for key in case.returned_sections if key in SECTIONS)
        return f"退回时只开放了“{opened}”，这一部分不能改。"
    return None


def _locked(actor: User, case_id: int) -> Application:
    application = (
        Application.objects.select_for_update(of=("self",))
        .select_related("case__unit", "case__recommender", "case__round__notice_version", "updated_by")
        .get(case_id=case_id)
    )
    if reason := rules.may_fill(actor, application.case):
        raise NotYours(reason)
    return application


def _write(application: Application, content: Content, actor: User, sections: tuple[str, ...]) -> None:
    application.content = content.to_dict()
    application.revision += 1
    application.section_revisions = {
        **application.section_revisions,
        **dict.fromkeys(sections, application.revision),
    }
    application.leader_name = content.leader.name[:50]
    application.updated_by = actor
    application.save(
        update_fields=[
            "content", "revision", "section_revisions", "leader_name", "source", "reading", "updated_by", "updated_at",
        ]
    )  # fmt: skip
    contribute(case=application.case, actor=actor)
    rename(case=application.case, subject_name=content.unit.studio_name)
