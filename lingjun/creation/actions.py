"""What changes a creation form: starting one, saving a section, taking over a Word form."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record, record_typing
from lingjun.cases import rules
from lingjun.cases.actions import attach, contribute, detach, open_case, rename
from lingjun.cases.enums import Rest
from lingjun.cases.models import Attachment, Case
from lingjun.core.codes import INDUSTRY
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.creation.content import LONGEST_PROJECTS, LONGEST_ROSTER, SECTIONS, Content
from lingjun.creation.models import Application
from lingjun.notices.models import RoundKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lingjun.accounts.models import User
    from lingjun.core.models import StoredFile
    from lingjun.creation.paper import CreationForm
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization

PARTS = {"unit": "unit", "leader": "leader", "roster": "roster", "typed": "roster", "projects": "projects"}
"""Parts of the document and the section each belongs to; evidence and stamped copies are files of the case."""

LONGEST_ORIGINAL = 500
MOST_FILES = 30
"""Files under one kind of evidence."""


@transaction.atomic
def start(*, actor: User, round: Round, unit: Organization) -> Case:
    """A new draft, prefilled with what the system knows of the unit (each fact is typed once).

    A unit with several model workers files several in one round. Raises NotYours, Closed, Invalid.
    """
    if round.kind != RoundKind.CREATION:
        raise Invalid({"round": f"“{round.name}”不是创建申报。"})
    case = open_case(actor=actor, kind=round.kind, round=round, unit=unit)
    content = Content()
    content.unit.unit_name = unit.name
    content.unit.credit_code = unit.credit_code
    content.unit.industry = INDUSTRY.label(unit.industry)
    content.unit.chair_name = unit.chair_name
    content.unit.applied_on = timezone.localdate().isoformat()
    Application.objects.create(case=case, content=content.to_dict(), updated_by=actor)
    return case


@transaction.atomic
def start_from_paper(
    *,
    actor: User,
    round: Round,
    unit: Organization,
    form: CreationForm,
    source: StoredFile,
    originals: Mapping[str, str] | None = None,
) -> Case:
    """A new draft from a Word form; what the reader could not take over is kept beside it."""
    case = start(actor=actor, round=round, unit=unit)
    take_over(actor=actor, case_id=case.pk, form=form, source=source, originals=originals)
    case.refresh_from_db()
    return case


@transaction.atomic
def take_over(
    *,
    actor: User,
    case_id: int,
    form: CreationForm,
    source: StoredFile,
    originals: Mapping[str, str] | None = None,
) -> Application:
    """Fills a draft from a Word form. Blanks of the paper leave what is there; the roster is kept.

    `originals` are the boxes' own words by field path, shown beside the remarks. Raises NotYours, also for a returned
    case of which only some sections are open: a paper is the whole form.
    """
    application = _locked(actor, case_id)
    case = application.case
    for section in ("unit", "leader", "roster", "projects"):
        if reason := section_lock(case, section):
            raise NotYours(f"{reason}请直接在开放的部分里改，不能整份读入。")
    old = Content.from_dict(application.content)
    new = Content.from_paper(form)
    _keep_known(old, new)
    if not old.roster:
        old.typed = new.typed
    old.unit, old.leader = new.unit, new.leader
    old.projects = new.projects or old.projects
    application.source = source
    boxes = originals or {}
    application.reading = [
        {
            "field": problem.field,
            "message": problem.message,
            "original": boxes.get(problem.field, "")[:LONGEST_ORIGINAL],
        }
        for problem in form.problems
    ]
    if form.organization and form.organization != case.recommender.name:
        message = f"原表的申报单位是“{form.organization}”，系统里推荐工会是“{case.recommender.name}”，按系统的印。"
        application.reading.append({"field": "organization", "message": message, "original": form.organization})
    _write(application, old, actor, tuple(dict.fromkeys(PARTS.values())))
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
def save_section(
    *, actor: User, case_id: int, section: str, part: Any, revision: int | None = None, page: str = ""
) -> Application:
    """Saves one part (autosave): UnitPart, LeaderPart, list[RosterRow], Composition (typed) or list[ProjectRow].

    `revision` is the one the page was loaded with, `page` a mark of that open page: a save whose answer got lost may
    come again from the same page. Raises MovedOn where the section was saved elsewhere since, NotYours where it is
    not the actor's to change now, Invalid for too many rows.
    """
    if section not in PARTS:
        raise Invalid({"section": f"没有“{section}”这一节。"})
    application = _locked(actor, case_id)
    case = application.case
    if reason := section_lock(case, PARTS[section]):
        raise NotYours(reason)
    _refuse_if_saved_elsewhere(application, PARTS[section], actor, revision, page)
    content = Content.from_dict(application.content)
    _limit(section, part)
    sections = [PARTS[section]]
    if section == "leader":
        _settle_honours(content, part)
        sections += _settle_name(case, content, part.name)
    before = getattr(content, section)
    setattr(content, section, part)
    application.reading = [entry for entry in application.reading if not _settled(entry, section, before, part)]
    _write(application, content, actor, tuple(sections), page=page)
    if before != part:
        record_typing(actor=actor, verb="creation.save", subject=case, part=f"“{SECTIONS[PARTS[section]]}”")
    return application


def _refuse_if_saved_elsewhere(
    application: Application, section: str, actor: User, revision: int | None, page: str
) -> None:
    last = application.section_revisions.get(section)
    if revision is None or last is None or last["revision"] <= revision:
        return
    if page and last["page"] == page and last["by"] == actor.pk:
        return
    who = "您在另一个页面" if last["by"] == actor.pk else last["name"]
    when = timezone.localtime(datetime.datetime.fromisoformat(last["at"]))
    raise MovedOn(f"{who} {when:%H:%M} 已经改过“{SECTIONS[section]}”，请先看过再改。您刚才写的还在这一页上。")


READING_FIELDS = {"leader.honours": "leader", "projects": "projects", "composition": "typed"}
"""Fields of a paper whose place in the document has another name or spans a whole part."""


def _settled(entry: dict[str, str], section: str, before: Any, after: Any) -> bool:
    """A remark of the reader is done with once its field holds something else than what was read."""
    field = entry["field"]
    whole = next((part for path, part in READING_FIELDS.items() if field.startswith(path)), None)
    if whole is not None:
        return whole == section and before != after
    part, _, name = field.rpartition(".")
    if (part or "unit") != section or not hasattr(after, name):
        return False
    return bool(getattr(before, name) != getattr(after, name))


@transaction.atomic
def dismiss_remark(*, actor: User, case_id: int, position: int, field: str) -> Application:
    """Takes a remark of the Word reader off the list: looked at, nothing to change. Raises NotYours, MovedOn."""
    application = _locked(actor, case_id)
    remarks = application.reading
    if not (0 <= position < len(remarks) and remarks[position]["field"] == field):
        raise MovedOn("这一条已经核对过了。")
    application.reading = remarks[:position] + remarks[position + 1 :]
    application.save(update_fields=["reading"])
    record(
        actor=actor, verb="creation.remark", subject=application.case, subject_name=str(application.case),
        note=remarks[position]["message"],
    )  # fmt: skip
    return application


@transaction.atomic
def add_evidence(*, actor: User, case_id: int, key: str, file: StoredFile, caption: str = "") -> Attachment:
    """Adds a file under a kind of evidence of the round's notice. Raises NotYours, Invalid."""
    case = _locked(actor, case_id).case
    if reason := section_lock(case, "evidence"):
        raise NotYours(reason)
    if key not in evidence_keys(case):
        raise Invalid({"key": "通知里没有这一种材料。"})
    if case.attachments.filter(key=key, removed_at__isnull=True).count() >= MOST_FILES:
        raise Invalid({f"evidence.{key}": f"这一项最多 {MOST_FILES} 个文件，请先移除不要的。"})
    return attach(actor=actor, case_id=case_id, key=key, file=file, caption=caption)


@transaction.atomic
def remove_evidence(*, actor: User, case_id: int, attachment_id: int) -> None:
    """Takes a file out of the list; earlier submissions keep it. Raises NotYours, MovedOn."""
    case = _locked(actor, case_id).case
    if reason := section_lock(case, "evidence"):
        raise NotYours(reason)
    try:
        detach(actor=actor, case_id=case_id, attachment_id=attachment_id)
    except Attachment.DoesNotExist as error:
        raise MovedOn("这个文件已经移除了。") from error


def evidence_keys(case: Case) -> set[str]:
    """Kinds of evidence the round's notice asks for before naming."""
    return {
        rule.key for criterion in case.round.content.criteria if criterion.before_naming for rule in criterion.evidence
    }


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


def _settle_name(case: Case, content: Content, leader: str) -> list[str]:
    """The studio carries the leader's name (clause 二.1): nobody types it twice. A name written otherwise stays.

    Gives the sections changed by it.
    """
    wording = case.round.content.wording
    known = {"", wording.studio_name(content.leader.name)}
    name = wording.studio_name(leader) if leader else ""
    if content.unit.studio_name not in known or content.unit.studio_name == name or section_lock(case, "unit"):
        return []
    content.unit.studio_name = name
    return ["unit"]


def section_lock(case: Case, section: str) -> str | None:
    """Why a section may not be changed now; a return opens only the named sections."""
    if case.state == Rest.RETURNED and case.returned_sections and section not in case.returned_sections:
        opened = "、".join(SECTIONS[key] for key in case.returned_sections if key in SECTIONS)
        return f"退回时只开放了“{opened}”，这一部分不能改。"
    return None


def _locked(actor: User, case_id: int) -> Application:
    application = (
        Application.objects.select_for_update(of=("self", "case"))
        .select_related("case__unit", "case__recommender", "case__round__notice_version", "updated_by")
        .get(case_id=case_id)
    )
    if reason := rules.may_fill(actor, application.case):
        raise NotYours(reason)
    return application


def _write(
    application: Application, content: Content, actor: User, sections: tuple[str, ...], *, page: str = ""
) -> None:
    application.content = content.to_dict()
    application.revision += 1
    mark = {
        "revision": application.revision,
        "by": actor.pk,
        "name": actor.name,
        "at": timezone.now().isoformat(),
        "page": page[:40],
    }
    application.section_revisions = {**application.section_revisions, **dict.fromkeys(sections, mark)}
    application.leader_name = content.leader.name[:50]
    application.updated_by = actor
    application.save(
        update_fields=[
            "content", "revision", "section_revisions", "leader_name", "source", "reading", "updated_by", "updated_at",
        ]
    )  # fmt: skip
    contribute(case=application.case, actor=actor)
    rename(case=application.case, subject_name=content.unit.studio_name)
