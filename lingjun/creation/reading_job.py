"""Many Word forms at once: each becomes a draft of its unit where the person may fill in for it, else a dry run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.urls import reverse

from lingjun.accounts.models import User
from lingjun.accounts.queries import organizations_visible_to
from lingjun.accounts.rules import may_fill
from lingjun.cases.enums import EDITABLE_STATES
from lingjun.core.errors import Refused
from lingjun.core.files import store_upload
from lingjun.core.jobs import Progress, job
from lingjun.core.models import StoredFile
from lingjun.core.text import compact
from lingjun.creation.actions import start_from_paper
from lingjun.creation.models import Application
from lingjun.creation.papers.reading import FormReading, read_form_originals
from lingjun.creation.papers.reading.batch import FormFile, list_form_files
from lingjun.documents.reading import UnreadableDocument
from lingjun.notices.models import Round
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization

if TYPE_CHECKING:
    from lingjun.creation.paper import CreationForm

KIND = "creation.read_batch"


@job(KIND)
def read_batch(progress: Progress) -> StoredFile | None:
    """`params`: round (id), files (ids of stored uploads: Word files and zip archives). One result per form."""
    actor = User.objects.get(pk=progress.owner_id)
    round_ = Round.objects.select_related("notice_version").get(pk=progress.params["round"])
    by_id = {str(file.pk): file for file in StoredFile.objects.filter(pk__in=progress.params["files"])}
    stored = [by_id[pk] for pk in progress.params["files"] if pk in by_id]
    forms = list_form_files((file.name, _bytes(file)) for file in stored)
    progress.start(len(forms))
    for number, form in enumerate(forms, start=1):
        key = f"{number}. {form.name}"
        if progress.seen(key):
            continue
        with transaction.atomic():
            progress.record(key=key, **_one(actor, round_, form))
    drafts = sum(bool(row.get("url")) for row in progress.results)
    progress.say(f"读了 {len(forms)} 份，其中 {drafts} 份有了草稿。")
    return None


def _bytes(file: StoredFile) -> bytes:
    with file.content.open("rb") as content:
        return bytes(content.read())


def _one(actor: User, round_: Round, file: FormFile) -> dict[str, Any]:
    """The result of one file; every refusal is a result, never an end of the batch."""
    if file.refusal:
        return {"ok": False, "text": file.refusal}
    try:
        data = file.load()
        reading = read_form_originals(data, file.name)
    except UnreadableDocument as refusal:
        return {"ok": False, "text": refusal.message}
    words = _words(reading.form)
    unit = _unit(actor, reading.form.unit_name)
    if unit is None:
        name = reading.form.unit_name
        where = (
            f"表上的单位“{name}”不在您的管理范围内，请核对名称。"
            if name
            else "表上没有写单位全称，认不出是哪个单位的。"
        )
        return {"ok": False, "text": f"{words}{where}"}
    if not may_fill(actor, unit):
        who = f"主席{unit.chair_name}" if unit.chair_name else "经办人"
        return {"ok": True, "text": f"{words}这是{unit.name}的，草稿由{unit.union_name}（{who}）自己读入。"}
    upload = ContentFile(data, name=file.name)
    return _draft(actor=actor, round_=round_, unit=unit, upload=upload, reading=reading, words=words)


def _draft(
    *, actor: User, round_: Round, unit: Organization, upload: ContentFile[bytes], reading: FormReading, words: str
) -> dict[str, Any]:
    leader = reading.form.leader.name
    if leader and (there := _draft_of(round_, unit, leader)):
        url = reverse("creation:fill", args=[there.case.number, "check"])
        return {"ok": True, "text": f"{words}{leader}已有草稿 {there.case.number}，没有再建。", "url": url}
    try:
        with transaction.atomic():
            source = store_upload(upload=upload, purpose="form", owner_id=actor.pk)
            case = start_from_paper(
                actor=actor, round=round_, unit=unit, form=reading.form, source=source, originals=reading.originals
            )
    except Refused as refusal:
        return {"ok": False, "text": f"{words}{refusal.message}"}
    url = reverse("creation:fill", args=[case.number, "check"])
    return {"ok": True, "text": f"{words}已成为草稿 {case.number}。", "url": url, "number": case.number}


def _draft_of(round_: Round, unit: Organization, leader: str) -> Application | None:
    drafts = Application.objects.filter(
        case__round=round_, case__unit=unit, case__state__in=EDITABLE_STATES, leader_name=leader
    )
    return drafts.select_related("case").first()


def _words(form: CreationForm) -> str:
    """读出 21 项，2 项请核对。"""
    text = f"读出 {filled(form)} 项"
    return f"{text}，{len(form.problems)} 项请核对。" if form.problems else f"{text}。"


def filled(form: CreationForm) -> int:
    """How many boxes of the paper hold anything; a composition counts as one, each project too."""
    lines = (form.organization, form.applied_on, form.unit_name, form.industry, form.studio_name, form.chair_name)
    leader = [getattr(form.leader, name) for name in form.leader.__slots__]
    counts = any(getattr(form.composition, name) is not None for name in form.composition.__slots__)
    return sum(bool(text) for text in [*lines, *leader, *form.projects]) + counts


def _unit(actor: User, name: str) -> Organization | None:
    """The unit of this name that the person sees; blanks and width of the letters do not matter."""
    if not name:
        return None
    units = organizations_visible_to(actor).filter(kind=OrganizationKind.UNIT, is_active=True)
    exact = units.filter(name=name).first()
    if exact is not None:
        return exact
    wanted = compact(name)
    near = units.filter(name__startswith=name[:2]).only("pk", "name")
    found = next((unit.pk for unit in near.iterator() if compact(unit.name) == wanted), None)
    return units.filter(pk=found).first() if found else None
