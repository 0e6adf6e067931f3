"""Grades: decided now, published together; changed as often as needed before that."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.appraisal.grading import check_grade
from lingjun.appraisal.models import Grade
from lingjun.cases import actions as case_actions
from lingjun.cases.models import Case
from lingjun.core.errors import Refused

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Seen = tuple[str, int]


@transaction.atomic
def grade(
    *, actor: User, case_id: int, grade: str, text: str = "", demands: str = "", seen: Seen | None = None
) -> Case:
    """The federation's grade with its opinion; a grade not yet published is replaced.

    Raises NotYours (another post's step, one's own filling-in), MovedOn, Invalid (grade, demands, text).
    """
    extra: dict[str, Any] = {"grade": grade, "demands": demands.strip() if grade == Grade.RECTIFY else ""}
    check_grade(extra)
    if Case.objects.filter(pk=case_id, is_held=True).exists():
        case_actions.release(actor=actor, case_id=case_id)
    words = text.strip() or f"同意，评定为{Grade(grade).label}。"
    return case_actions.approve(actor=actor, case_id=case_id, text=words, extra=extra, seen=seen)


@dataclasses.dataclass(frozen=True, slots=True)
class Graded:
    """What became of one row."""

    case_id: int
    ok: bool
    text: str


def grade_each(
    *, actor: User, picks: Iterable[tuple[int, Seen]], grade: str, text: str = "", demands: str = ""
) -> list[Graded]:
    """The same grade for many, each row in its own transaction: one that is refused holds up no other."""
    results = []
    for case_id, seen in picks:
        try:
            _grade(actor=actor, case_id=case_id, grade=grade, text=text, demands=demands, seen=seen)
            results.append(Graded(case_id, ok=True, text=Grade(grade).label))
        except Case.DoesNotExist:
            results.append(Graded(case_id, ok=False, text="这件已经不在了。"))
        except Refused as refusal:
            results.append(Graded(case_id, ok=False, text=refusal.message))
    return results


_grade = grade
"""The verb, where a parameter has its name."""
