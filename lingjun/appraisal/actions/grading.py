"""Grades: decided now, published together; changed as often as needed before that."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.appraisal.grading import check_grade, held_grades
from lingjun.appraisal.models import Grade
from lingjun.cases import actions as case_actions
from lingjun.cases import rules
from lingjun.cases.actions.base import locked
from lingjun.cases.models import Case, Opinion
from lingjun.core.errors import MovedOn, Refused

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Seen = tuple[str, int]


@transaction.atomic
def grade(
    *,
    actor: User,
    case_id: int,
    grade: str,
    text: str = "",
    demands: str = "",
    seen: Seen | None = None,
    shown: str | None = None,
) -> Case:
    """The federation's grade with its opinion; a grade not yet published is replaced.

    `shown`: the unpublished grade the page showed, "" for none: a colleague's, decided meanwhile, is not overwritten.
    Raises NotYours (another post's step, one's own filling-in), MovedOn, Invalid (grade, demands, text).
    """
    extra: dict[str, Any] = {"grade": grade, "demands": demands.strip() if grade == Grade.RECTIFY else ""}
    check_grade(extra)
    case = locked(case_id)
    if shown is not None:
        _refuse_if_regraded(actor, case, shown)
    if case.is_held:
        case_actions.release(actor=actor, case_id=case_id)
    words = text.strip() or f"同意，评定为{Grade(grade).label}。"
    return case_actions.approve(actor=actor, case_id=case_id, text=words, extra=extra, seen=seen)


@transaction.atomic
def publish(*, actor: User, shown: Mapping[int, str], decision_number: str, decided_on: datetime.date) -> list[Case]:
    """The grades of `shown` (case id → grade on the page) become public together, all or none.

    Raises what `publish_together` raises, and MovedOn where a colleague has graded one anew meanwhile.
    """
    for case in [locked(case_id) for case_id in sorted(shown)]:
        _refuse_if_regraded(actor, case, shown[case.pk])
    return case_actions.publish_together(
        actor=actor, case_ids=list(shown), decision_number=decision_number, decided_on=decided_on
    )


def _refuse_if_regraded(actor: User, case: Case, shown: str) -> None:
    """Raises MovedOn and says who was faster; others than the federation's officers are told nothing of it."""
    if not case.is_held or not rules.sees_held(actor, case):
        return
    held = held_grades(case.round_id, only=[case.pk]).get(case.pk, "")
    if not held or held == shown:
        return
    last = Opinion.objects.filter(case=case, is_published=False, is_superseded=False).order_by("-id").first()
    who = last.signer_name if last else "别人"
    raise MovedOn(f"{case.subject_name}：{who}刚评为{Grade(held).label}，还没有公布。请看过再定。")


@dataclasses.dataclass(frozen=True, slots=True)
class Graded:
    """What became of one row."""

    case_id: int
    ok: bool
    text: str


def grade_each(
    *, actor: User, picks: Iterable[tuple[int, Seen, str]], grade: str, text: str = "", demands: str = ""
) -> list[Graded]:
    """The same grade for many, each row in its own transaction: one that is refused holds up no other."""
    results = []
    for case_id, seen, shown in picks:
        try:
            _grade(actor=actor, case_id=case_id, grade=grade, text=text, demands=demands, seen=seen, shown=shown)
            results.append(Graded(case_id, ok=True, text=Grade(grade).label))
        except Case.DoesNotExist:
            results.append(Graded(case_id, ok=False, text="这件已经不在了。"))
        except Refused as refusal:
            results.append(Graded(case_id, ok=False, text=refusal.message))
    return results


_grade = grade
"""The verb, where a parameter has its name."""
