"""What becomes of an open appraisal when its studio is revoked or goes to another unit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.appraisal.models import Appraisal
from lingjun.cases.actions.base import locked, rest, tell
from lingjun.cases.actions.moving import move
from lingjun.cases.enums import FINAL_STATES, Rest, Verb

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

WHY = "工作室已经撤销，本年度鉴定不再办理。"


def close_for_revoked(studio: Studio, actor: User) -> None:
    """Inside the transaction that revokes. A grade not published yet goes with its case; nothing of it was seen."""
    for case_id in _open_cases(studio):
        case = locked(case_id)
        if case.is_held:
            case.is_held, case.held_verdict = False, ""
            case.save(update_fields=["is_held", "held_verdict", "changed_at"])
            case.opinions.filter(is_published=False).delete()
            case.events.filter(is_published=False).update(text="")
        rest(case, Rest.WITHDRAWN)
        tell(case, verb=Verb.WITHDRAW, actor=actor, organization=case.federation, text=WHY)


def move_with_studio(studio: Studio, actor: User) -> None:
    """Inside the transaction that moves it: the unit that has the studio writes its 综合鉴定 (clause 二.3)."""
    for case_id in _open_cases(studio):
        case = locked(case_id)
        if case.unit_id != studio.unit_id:
            text = f"{case.subject_name}转到{studio.unit.name}，本年度鉴定由{studio.unit.name}接着办理。"
            move(case=case, unit=studio.unit, actor=actor, text=text)


def _open_cases(studio: Studio) -> list[int]:
    rows = Appraisal.objects.filter(studio=studio).exclude(case__state__in=FINAL_STATES)
    return list(rows.order_by("case_id").values_list("case_id", flat=True))
