"""Studios a federation had before it had this system: opened from a list, and taken back as a whole.

A batch goes from draft over running to done; `made` holds the key of every row it made, so that undoing removes exactly
these, and only while nothing else points at them and nobody has changed them since.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from django.apps import apps
from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from lingjun.accounts import rules as account_rules
from lingjun.accounts.actions import create_organization
from lingjun.audit.actions import record as audit
from lingjun.audit.models import Entry
from lingjun.cases.numbers import reserve
from lingjun.core.codes import highest
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.files import delete_stored, store_upload
from lingjun.core.models import Job, JobStatus
from lingjun.core.pinyin import search_text
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.models import Organization
from lingjun.studios import criteria, facts
from lingjun.studios.actions.opening import NewHonour
from lingjun.studios.models import (
    CriteriaSheet,
    Honour,
    ImportBatch,
    ImportState,
    Member,
    MemberRole,
    Plaque,
    Studio,
    Tenure,
    Worker,
)

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Made = dict[str, list[int]]
ORDER: Final = (
    "studios.honour", "studios.member", "studios.tenure", "studios.plaque", "studios.studio", "studios.worker",
    "organizations.organization",
)  # fmt: skip
"""What is removed, in this order, after what higher apps made."""
MOST_OBSTACLES = 50
JOB: Final = "workbench.studio_import"
ABANDONED: Final = datetime.timedelta(minutes=10)


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class NewStudio:
    """One row of the list, checked. `unit_id` None: a unit called `unit_name` is opened below `recommender_id`.

    `leader`: fields of `facts.FIELDS`; `worker_id`: the record of the same person. `composition`: the counts noted.
    """

    name: str
    recommender_id: int
    unit_id: int | None
    unit_name: str
    unit_facts: Mapping[str, str]
    named_on: datetime.date
    decision_number: str
    plaque: str
    leader: Mapping[str, str]
    worker_id: int | None
    honours: tuple[NewHonour, ...]
    composition: Mapping[str, Any]


@transaction.atomic
def open_batch(*, actor: User, federation: Organization, upload: File[Any]) -> ImportBatch:
    """Keep a list that was uploaded. Raises NotYours, Invalid({"file": reason})."""
    _refuse_stranger(actor, federation)
    file = store_upload(upload=upload, purpose="table", owner_id=actor.pk)
    batch = ImportBatch.objects.create(federation=federation, file=file, imported_by=actor)
    _tell(actor, "studio.import_upload", batch, new={"file": file.name, "sha256": file.sha256})
    return batch


@transaction.atomic
def replace_file(*, actor: User, batch_id: int, upload: File[Any]) -> ImportBatch:
    """A corrected list in place of the one of a draft; what was said about its columns stays."""
    batch = _draft(actor, batch_id)
    old = batch.file
    batch.file = store_upload(upload=upload, purpose="table", owner_id=actor.pk)
    batch.save(update_fields=["file"])
    _tell(
        actor, "studio.import_replace", batch, old={"file": old.name, "sha256": old.sha256},
        new={"file": batch.file.name, "sha256": batch.file.sha256},
    )  # fmt: skip
    delete_stored(old)
    return batch


@transaction.atomic
def map_columns(*, actor: User, batch_id: int, mapping: dict[str, Any]) -> ImportBatch:
    """Which heading is which column, which words mean which union."""
    batch = _draft(actor, batch_id)
    old = batch.mapping
    if old == mapping:
        return batch
    batch.mapping = mapping
    batch.save(update_fields=["mapping"])
    said = [key for key in (*old, *mapping) if old.get(key) != mapping.get(key)]
    _tell(
        actor, "studio.import_mapping", batch, old={key: old[key] for key in said if key in old},
        new={key: mapping[key] for key in said if key in mapping},
    )  # fmt: skip
    return batch


@transaction.atomic
def discard(*, actor: User, batch_id: int) -> None:
    """Let go of a draft and its file."""
    batch = _draft(actor, batch_id)
    file = batch.file
    _tell(actor, "studio.import_discard", batch, old={"file": file.name, "sha256": file.sha256})
    batch.delete()
    delete_stored(file)


@transaction.atomic
def begin(*, actor: User, batch_id: int, only_good: bool = False) -> ImportBatch:
    """A draft is being imported from now on, all of it or `only_good` rows: a second press is told so."""
    batch = _draft(actor, batch_id)
    batch.state, batch.imported_by, batch.imported_at = ImportState.RUNNING, actor, timezone.now()
    batch.save(update_fields=["state", "imported_by", "imported_at"])
    _tell(actor, "studio.import_begin", batch, new={"rows": "只导入没有问题的行" if only_good else "全部"})
    return batch


def import_studio(*, actor: User, batch: ImportBatch, row: NewStudio) -> tuple[Studio, Made]:
    """Unit, leader, studio, plaque, first tenure of one row. Inside a transaction; `note_made` keeps what it made.

    Raises NotYours, Invalid.
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("import_studio needs a transaction")
    made: Made = {}
    unit = _unit(actor, batch, row, made)
    leader = _leader(unit, row, made)
    if row.plaque and Plaque.objects.filter(number=row.plaque).exists():
        raise Invalid({"plaque": f"编号 {row.plaque} 已经登记过。"})
    levels = list(leader.honours.values_list("level", flat=True))
    studio = Studio.objects.create(
        name=row.name, unit=unit, recommender_id=row.recommender_id, federation_id=batch.federation_id,
        unit_path=unit.path, leader=leader, leader_honour=highest(levels), import_batch=batch,
        decision_number=row.decision_number, named_on=row.named_on, named_year=row.named_on.year,
        composition=dict(row.composition), search_key=search_text(row.plaque, row.name, unit.name)[:300],
    )  # fmt: skip
    _made(made, studio)
    _made(
        made,
        Member.objects.create(
            studio=studio, worker=leader, role=MemberRole.LEADER, joined_on=row.named_on, position=1
        ),
    )  # fmt: skip
    tenure = Tenure.objects.create(
        studio=studio, name=row.name, leader=leader, unit=unit, unit_name=unit.name, since=row.named_on,
        decision_number=row.decision_number, reason="命名（导入）",
    )  # fmt: skip
    _made(made, tenure)
    if row.plaque:
        plaque = Plaque.objects.create(
            studio=studio, number=row.plaque, text=row.name, issued_on=row.named_on,
            decision_number=row.decision_number,
        )  # fmt: skip
        _made(made, plaque)
        reserve(row.plaque)
    audit(actor=actor, verb="studio.import", subject=studio, new={"plaque": row.plaque, "batch": f"{batch.pk} {batch}"})
    criteria.refresh(studio)
    return studio, made


@transaction.atomic
def note_made(*, batch_id: int, made: Iterable[Made]) -> None:
    """Remember what some rows made, in the transaction that made it."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    kept: Made = dict(batch.made)
    for part in made:
        for label, keys in part.items():
            kept[label] = [*kept.get(label, []), *keys]
    batch.made = kept
    batch.count = len(kept.get("studios.studio", []))
    batch.save(update_fields=["made", "count"])


@transaction.atomic
def end(*, actor: User, batch_id: int, refused: list[dict[str, Any]]) -> ImportBatch:
    """All rows were tried. With nothing made, the list is a draft again."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    batch.state = ImportState.DONE if batch.count else ImportState.DRAFT
    batch.refused = refused
    last = audit(
        actor=actor, verb="studio.import_done", subject=batch, subject_name=batch.file.name,
        new={"count": batch.count, "refused": len(refused)},
    )  # fmt: skip
    batch.last_entry = last.sequence
    batch.save(update_fields=["state", "refused", "last_entry"])
    return batch


@transaction.atomic
def undo(*, actor: User, batch_id: int) -> ImportBatch:
    """Remove everything the batch made. Raises Invalid with one error for each thing that stands in the way."""
    batch = _locked(actor, batch_id)
    if batch.state != ImportState.DONE and not _left_alone(batch):
        raise MovedOn(f"这一批{batch.get_state_display()}，不能撤回。")
    if found := obstacles(batch):
        raise Invalid({str(at): words for at, words in enumerate(found)})
    take_back(batch)
    batch.state, batch.undone_at = ImportState.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    audit(
        actor=actor, verb="studio.import_undo", subject=batch, subject_name=batch.file.name,
        old={label: len(keys) for label, keys in batch.made.items()},
    )  # fmt: skip
    return batch


def obstacles(batch: ImportBatch) -> list[str]:
    """What was entered since and would be lost: rows of any app that point at what the batch made, and changes noted
    in the trail. One query for each way to point, whatever the size of the batch."""
    made = {label: set(keys) for label, keys in batch.made.items()}
    found: dict[str, str] = {}
    for label, keys in made.items():
        for relation in apps.get_model(label)._meta.get_fields(include_hidden=True):
            if not (isinstance(relation, models.ManyToOneRel) and relation.auto_created):
                continue
            model = relation.related_model
            if issubclass(model, CriteriaSheet):
                continue
            rows = model._base_manager.filter(**{f"{relation.field.name}__in": list(keys)})
            others = rows.exclude(pk__in=made.get(model._meta.label_lower, set()))
            for row in others.order_by("pk")[: MOST_OBSTACLES + 1]:
                words = f"{model._meta.verbose_name}：{row}"
                found.setdefault(f"{model._meta.label_lower} {row.pk}", words[:200])
    entries = Entry.objects.filter(sequence__gt=batch.last_entry, at__gte=batch.imported_at)
    for label, keys in made.items() if batch.last_entry else ():
        changed = entries.filter(subject_type=label, subject_id__in=[str(key) for key in keys])
        for entry in changed.order_by("sequence")[: MOST_OBSTACLES + 1]:
            day = timezone.localtime(entry.at)
            found.setdefault(
                f"entry {label} {entry.subject_id}",
                f"{entry.subject_name}：{entry.actor_name} {day:%Y-%m-%d %H:%M} 改过",
            )
    told = list(found.values())
    more = [f"还有 {len(told) - MOST_OBSTACLES} 项以上"] if len(told) > MOST_OBSTACLES else []
    return told[:MOST_OBSTACLES] + more


def take_back(batch: ImportBatch) -> None:
    """Delete what the batch made, higher apps' rows first. Inside a transaction, after `obstacles`."""
    higher = [label for label in batch.made if label not in ORDER]
    studios = batch.made.get("studios.studio", [])
    for label in higher:
        apps.get_model(label)._base_manager.filter(pk__in=batch.made[label]).delete()
    CriteriaSheet.objects.filter(studio__in=studios).delete()
    for label in ORDER:
        keys = batch.made.get(label, [])
        if keys:
            apps.get_model(label)._base_manager.filter(pk__in=keys).delete()


@transaction.atomic
def fall_back(*, batch_id: int) -> None:
    """A run that was to be all or nothing met a wrong row: what it made goes, the list is a draft again."""
    batch = ImportBatch.objects.select_for_update().get(pk=batch_id)
    take_back(batch)
    batch.state, batch.made, batch.count = ImportState.DRAFT, {}, 0
    batch.save(update_fields=["state", "made", "count"])


def _left_alone(batch: ImportBatch) -> bool:
    """A run whose process died and whose job nobody will take up again: what it made can be taken back."""
    alive = Job.objects.filter(
        kind=JOB, params__batch=batch.pk, status__in=(JobStatus.QUEUED, JobStatus.RUNNING)
    ).exists()  # fmt: skip
    return batch.state == ImportState.RUNNING and not alive and batch.imported_at < timezone.now() - ABANDONED


def _unit(actor: User, batch: ImportBatch, row: NewStudio, made: Made) -> Organization:
    if row.unit_id is not None:
        return Organization.objects.get(pk=row.unit_id)
    known = Organization.objects.filter(
        name=row.unit_name, kind=OrganizationKind.UNIT, is_active=True, path__startswith=batch.federation.path
    ).first()
    if known is not None:
        return known
    parent = Organization.objects.get(pk=row.recommender_id)
    try:
        unit = create_organization(
            actor=actor, parent=parent, kind=OrganizationKind.UNIT, name=row.unit_name, **row.unit_facts
        )
    except Invalid as refused:
        cells = {"name": "unit"}
        raise Invalid({cells.get(key, key): words for key, words in refused.errors.items()}) from refused
    _made(made, unit)
    return unit


def _leader(unit: Organization, row: NewStudio, made: Made) -> Worker:
    """The unit's record of the same name and birth, else a new one; honours not yet known are added."""
    name, birth = row.leader["name"], row.leader.get("birth", "")
    leader = Worker.objects.filter(pk=row.worker_id, unit=unit).first() if row.worker_id else None
    if leader is None:
        leader = Worker.objects.filter(unit=unit, name=name, birth=birth, employer="").order_by("pk").first()
    if leader is None:
        leader = Worker.objects.create(unit=unit, **{key: row.leader.get(key, "") for key in facts.FIELDS})
        _made(made, leader)
    known = set(leader.honours.values_list("text", "year"))
    for new in row.honours:
        if (new.text, new.year) not in known:
            honour = Honour.objects.create(
                worker=leader, text=new.text[:200], level=new.level, year=new.year, awarding_body=new.awarding_body
            )
            _made(made, honour)
    return leader


def _made(made: Made, row: models.Model) -> None:
    made.setdefault(row._meta.label_lower, []).append(row.pk)


def _locked(actor: User, batch_id: int) -> ImportBatch:
    batch = ImportBatch.objects.select_for_update(of=("self",)).select_related("federation", "file").get(pk=batch_id)
    _refuse_stranger(actor, batch.federation)
    return batch


def _tell(actor: User, verb: str, batch: ImportBatch, **facts: Any) -> None:
    audit(actor=actor, verb=verb, subject=batch, subject_name=batch.file.name, **facts)


def _draft(actor: User, batch_id: int) -> ImportBatch:
    batch = _locked(actor, batch_id)
    if batch.state != ImportState.DRAFT:
        raise MovedOn(f"这一批{batch.get_state_display()}，不能再改。")
    return batch


def _refuse_stranger(actor: User, federation: Organization) -> None:
    if not account_rules.is_city_officer(actor, federation):
        raise NotYours("已有的工作室由市总工会经办人导入。")
