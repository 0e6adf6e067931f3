"""What the ledger's own verbs share: the line locked with its studio, and one way to write it down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from lingjun.audit.actions import record as audit
from lingjun.core.errors import MovedOn
from lingjun.studios import criteria
from lingjun.studios.actions import writable_studio
from lingjun.studios.actions.records import plain, validate
from lingjun.studios.models import StudioRecord

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

Line = TypeVar("Line", bound=StudioRecord)


def locked_line(actor: User, model: type[Line], line_id: int) -> tuple[Studio, Line]:
    """Studio and line, re-read and locked, the actor's to write. Raises NotYours, Closed, MovedOn (taken out)."""
    studio_id = model.objects.values_list("studio_id", flat=True).get(pk=line_id)
    studio = writable_studio(actor, studio_id)
    line: Line = model.objects.select_for_update(of=("self",)).get(pk=line_id)
    if line.removed_at is not None:
        raise MovedOn("这一条已经被移除，请先恢复。")
    return studio, line


def write(actor: User, studio: Studio, line: StudioRecord, verb: str, values: dict[str, Any]) -> None:
    """Set the values, ask the model's rules, save what changed, write the trail, refresh the sheet. Raises Invalid."""
    old = plain(line, values)
    for name, value in values.items():
        setattr(line, name, value)
    validate(line)
    new = plain(line, values)
    changed = [name for name in values if old[name] != new[name]]
    if not changed:
        return
    line.save(update_fields=[*changed, "changed_at"])
    audit(
        actor=actor, verb=f"{line._meta.model_name}.{verb}", subject=line, subject_name=f"{line}"[:200],
        old={name: old[name] for name in changed}, new={name: new[name] for name in changed},
    )  # fmt: skip
    criteria.refresh(studio)
