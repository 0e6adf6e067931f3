"""The subject of a case goes to another unit: an open case goes on there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.cases.actions.base import inform, people_at, tell
from lingjun.cases.actions.filing import search_key
from lingjun.cases.enums import Verb
from lingjun.cases.rules import ROLE_OF_LEVEL
from lingjun.notices.enums import Level

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.organizations.models import Organization


def move(*, case: Case, unit: Organization, actor: User, text: str) -> None:
    """Inside the transaction that moves the subject; the caller holds the lock and asked the right.

    What was answered keeps the name of who answered. Union and federation stay who they were when the case opened.
    The chair of the new unit is told.
    """
    old = case.unit
    case.unit, case.unit_path = unit, unit.path
    case.search_key = search_key(case)
    case.save(update_fields=["unit", "unit_path", "search_key", "changed_at"])
    case.steps.filter(level=Level.UNIT).update(organization=unit)
    tell(case, verb=Verb.NOTE, actor=actor, organization=case.federation, text=text,
         old={"unit": old.name}, new={"unit": unit.name})  # fmt: skip
    said = f"{case.round.name}：{case.subject_name}转到本单位，办件随同转来，现在是“{case.state_label}”。"
    inform(case, people_at(unit, ROLE_OF_LEVEL[Level.UNIT]), said, fill=case.is_editable)
