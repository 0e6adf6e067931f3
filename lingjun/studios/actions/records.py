"""The three verbs of every line of a studio file: add, change, remove (and put back). One place for right and trail."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models, transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.studios import criteria, owners, rules
from lingjun.studios.models import Studio, StudioRecord, StudioStatus
from lingjun.studios.queries import waiting

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Line = TypeVar("Line", bound=StudioRecord)


def locked_studio(studio_id: int) -> Studio:
    """The studio, re-read and locked until the transaction ends: writers of one file wait for each other."""
    return Studio.objects.select_for_update(of=("self",)).select_related("unit", "federation").get(pk=studio_id)


def writable_studio(actor: User, studio_id: int) -> Studio:
    """Locked, and the actor's to write. Raises NotYours, or Closed for a studio that was revoked."""
    studio = locked_studio(studio_id)
    if reason := rules.may_write(actor, studio):
        raise (Closed if studio.status == StudioStatus.REVOKED and rules.writes(actor, studio) else NotYours)(reason)
    return studio


@transaction.atomic
def add(*, actor: User, studio_id: int, model: type[Line], values: dict[str, Any]) -> Line:
    """A new line of the file. `values` by field name. Raises NotYours, Closed, Invalid (by field)."""
    studio = writable_studio(actor, studio_id)
    line = model(studio=studio, created_by=actor, **values)
    validate(line)
    line.save(force_insert=True)
    _tell(actor, "add", line, new=plain(line, values) | _awaited(studio, line))
    criteria.refresh(studio)
    return line


@transaction.atomic
def change(
    *,
    actor: User,
    model: type[Line],
    line_id: int,
    values: dict[str, Any],
    seen: datetime.datetime | None = None,
) -> Line:
    """Other values for a line. `seen` is the `changed_at` of the page: raises MovedOn when it changed since."""
    studio, line = _locked(actor, model, line_id)
    if line.removed_at is not None:
        raise MovedOn("这一条已经被移除，请先恢复。")
    if seen is not None and line.changed_at != seen:
        raise MovedOn("这一条刚被别人改过，请刷新后再改；您填的内容还在页面上。")
    old = plain(line, values)
    for name, value in values.items():
        setattr(line, name, value)
    validate(line)
    new = plain(line, values)
    changed = [name for name in values if old[name] != new[name]]
    if changed:
        line.save(update_fields=[*changed, *_derived(line), "changed_at"])
        _tell(
            actor, "change", line, old={name: old[name] for name in changed}, new={name: new[name] for name in changed}
        )
        criteria.refresh(studio)
    return line


@transaction.atomic
def remove(*, actor: User, model: type[Line], line_id: int) -> Line:
    """Take a line out of the file; its row stays and `restore` puts it back."""
    studio, line = _locked(actor, model, line_id)
    if line.removed_at is None:
        line.removed_at = timezone.now()
        line.save(update_fields=["removed_at", "changed_at"])
        _tell(actor, "remove", line)
        criteria.refresh(studio)
    return line


@transaction.atomic
def restore(*, actor: User, model: type[Line], line_id: int) -> Line:
    """Undo of `remove`."""
    studio, line = _locked(actor, model, line_id)
    if line.removed_at is not None:
        line.removed_at = None
        validate(line)
        line.save(update_fields=["removed_at", "changed_at"])
        _tell(actor, "restore", line)
        criteria.refresh(studio)
    return line


def _awaited(studio: Studio, line: StudioRecord) -> dict[str, Any]:
    """Files of the form that waited for this line come behind it. Digests for the trail; nothing where none waited."""
    owner = owners.owner(line._meta.label_lower)
    if owner is None or owner.awaits is None or not owner.awaits(line):
        return {}
    files = waiting(studio, [owner.label])
    digests = list(files.values_list("file__sha256", flat=True))
    files.update(about_id=line.pk)
    return {"files": digests} if digests else {}


def _locked(actor: User, model: type[Line], line_id: int) -> tuple[Studio, Line]:
    studio_id = model.objects.values_list("studio_id", flat=True).get(pk=line_id)
    studio = writable_studio(actor, studio_id)
    return studio, model.objects.select_for_update(of=("self",)).get(pk=line_id)


def _derived(line: StudioRecord) -> list[str]:
    """Columns that `clean()` computes from the others (search keys, counts): `DERIVED` of the model."""
    return list(getattr(line, "DERIVED", ()))


def validate(line: StudioRecord) -> None:
    """The model's own rules, as errors by field in Chinese."""
    try:
        line.full_clean(exclude=["studio", "created_by"])
    except ValidationError as error:
        raise Invalid(
            {("" if name == NON_FIELD_ERRORS else name): "".join(words) for name, words in error.message_dict.items()}
        ) from error


def plain(line: models.Model, names: Any) -> dict[str, Any]:
    """Values as the trail keeps them: keys of rows, ISO days, amounts as text."""
    found: dict[str, Any] = {}
    for name in names:
        value = getattr(line, name)
        if isinstance(value, models.Model):
            value = f"{value.pk} {value}"
        elif isinstance(value, (datetime.date, Decimal)):
            value = str(value)
        found[name] = value
    return found


def _tell(actor: User, verb: str, line: StudioRecord, **facts: Any) -> None:
    audit(actor=actor, verb=f"{line._meta.model_name}.{verb}", subject=line, subject_name=f"{line}"[:200], **facts)
