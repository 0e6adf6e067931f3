"""How a mentorship begins, ends, and how an end is taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn
from lingjun.core.text import squeeze
from lingjun.ledger.actions.base import locked_line, write
from lingjun.ledger.models import Mentorship
from lingjun.studios.actions import records, writable_studio
from lingjun.studios.models import Worker

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


@transaction.atomic
def pair(*, actor: User, studio_id: int, values: dict[str, Any], apprentice_name: str = "") -> Mentorship:
    """A new agreement. `apprentice_name` instead of `apprentice`: somebody of the unit who is in no studio yet.

    A name the unit knows once is that person; one it knows more often has to be picked.
    Raises NotYours, Closed, Invalid.
    """
    if values.get("apprentice") is None:
        studio = writable_studio(actor, studio_id)
        values = values | {"apprentice": _apprentice(actor, studio, squeeze(apprentice_name))}
    return records.add(actor=actor, studio_id=studio_id, model=Mentorship, values=values)


def _apprentice(actor: User, studio: Studio, name: str) -> Worker:
    if not name:
        raise Invalid({"apprentice": "请选徒弟，或者写徒弟的姓名。"})
    if len(name) > Worker._meta.get_field("name").max_length:  # type: ignore[operator]
        raise Invalid({"apprentice_name": "姓名太长。"})
    known = list(Worker.objects.filter(unit_id=studio.unit_id, employer="", name=name)[:2])
    if len(known) > 1:
        raise Invalid({"apprentice_name": f"本单位有几位{name}，请在“徒弟”里选。"})
    if known:
        return known[0]
    worker = Worker.objects.create(unit_id=studio.unit_id, name=name)
    audit(actor=actor, verb="worker.add", subject=worker, subject_name=name, new={"name": name})
    return worker


@transaction.atomic
def conclude(*, actor: User, mentorship_id: int, outcome: str, ended_on: datetime.date, note: str = "") -> Mentorship:
    """出师, 续带 or 终止. Raises MovedOn where it has ended already, Invalid."""
    studio, line = locked_line(actor, Mentorship, mentorship_id)
    if line.outcome:
        raise MovedOn(f"“{line}”已经有结论：{line.get_outcome_display()}。")
    write(
        actor, studio, line, "conclude", {"outcome": outcome, "ended_on": ended_on, "outcome_note": note.strip()}
    )  # fmt: skip
    return line


@transaction.atomic
def reopen(*, actor: User, mentorship_id: int) -> Mentorship:
    """Undo of `conclude`: the agreement runs again."""
    studio, line = locked_line(actor, Mentorship, mentorship_id)
    if not line.outcome:
        raise MovedOn(f"“{line}”还没有结论。")
    write(actor, studio, line, "reopen", {"outcome": "", "ended_on": None, "outcome_note": ""})
    return line
