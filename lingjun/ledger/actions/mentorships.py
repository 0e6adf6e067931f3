"""How a mentorship ends, and how an end is taken back. Plain lines go through `studios.actions`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from lingjun.core.errors import MovedOn
from lingjun.ledger.actions.base import locked_line, write
from lingjun.ledger.models import Mentorship

if TYPE_CHECKING:
    import datetime

    from lingjun.accounts.models import User


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
