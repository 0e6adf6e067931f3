"""The same verb over many cases, each row for itself; and long work handed to the queue."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.audit.actions import record
from lingjun.cases import actions
from lingjun.cases.kinds import kind_of
from lingjun.cases.models import Case
from lingjun.core.errors import Refused
from lingjun.core.jobs import enqueue

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.core.models import Job

Seen = tuple[str, int]
EXPORT = "workbench.export"
PRINT = "workbench.print"


@dataclasses.dataclass(frozen=True, slots=True)
class RowResult:
    """What became of one row; `text` is the new state or the reason of the refusal."""

    case_id: int
    ok: bool
    text: str


def approve_each(
    *, actor: User, picks: Iterable[tuple[int, Seen]], text: str, dated_on: datetime.date
) -> list[RowResult]:
    """`cases.actions.approve` for each row; `seen` is the state the actor looked at."""
    return _each(
        picks,
        lambda case_id, seen: actions.approve(actor=actor, case_id=case_id, text=text, dated_on=dated_on, seen=seen),
        said=_approved,
    )


def _approved(case: Case) -> str:
    if case.is_held:
        return f"已同意，等待发文{kind_of(case).words.publish}"
    return f"已同意，现在是“{case.state_label}”"


def return_each(*, actor: User, picks: Iterable[tuple[int, Seen]], reason: str, sections: list[str]) -> list[RowResult]:
    """`cases.actions.return_for_changes` for each row."""
    return _each(
        picks,
        lambda case_id, seen: actions.return_for_changes(
            actor=actor, case_id=case_id, reason=reason, sections=sections, seen=seen
        ),
        said=lambda case: f"已退回，{case.unit.name}收到通知",
    )


def remind_each(*, actor: User, picks: Iterable[tuple[int, Seen]]) -> list[RowResult]:
    """`cases.actions.remind` for each row; who was reminded lately is not reminded again."""
    return _each(
        picks,
        lambda case_id, _: actions.remind(actor=actor, case_id=case_id),
        said=lambda case: f"已催办（{case.state_label}）",
    )


def _each(
    picks: Iterable[tuple[int, Seen]], act: Callable[[int, Seen], Case], *, said: Callable[[Case], str]
) -> list[RowResult]:
    """Each row in its own transaction: one that is refused holds up no other."""
    results = []
    for case_id, seen in picks:
        try:
            results.append(RowResult(case_id, ok=True, text=said(act(case_id, seen))))
        except Case.DoesNotExist:
            results.append(RowResult(case_id, ok=False, text="这件已经不在了。"))
        except Refused as refusal:
            results.append(RowResult(case_id, ok=False, text=refusal.message))
    return results


@transaction.atomic
def export_cases(*, actor: User, query: str, count: int, later: bool) -> Job | None:
    """Note the export in the trail and, when it is large, hand it to the queue. Rights are asked again by the job."""
    record(actor=actor, verb="case.export", subject=None, subject_name="办件汇总表", new=_facts(query, count))
    return _enqueue(EXPORT, "导出办件汇总表", actor, {"query": query}, count) if later else None


@transaction.atomic
def print_forms(*, actor: User, query: str, count: int, form: str, paper: str = "申报表") -> Job:
    """All forms of a filter as one zip. `form` is pdf or docx, `paper` what they are called."""
    words = "PDF" if form == "pdf" else "Word"
    record(
        actor=actor,
        verb="case.print_batch",
        subject=None,
        subject_name=paper,
        new=_facts(query, count) | {"form": form},
    )
    return _enqueue(PRINT, f"整批打印{paper}（{words}，{count} 份）", actor, {"query": query, "form": form}, count)


def note_target_export(*, actor: User) -> None:
    """The table of targets left the system."""
    record(actor=actor, verb="target.export", subject=None, subject_name="创建目标表")


def _enqueue(kind: str, title: str, actor: User, params: dict[str, Any], total: int) -> Job:
    return enqueue(kind=kind, title=title, owner_id=actor.pk, params=params, total=total)


def _facts(query: str, count: int) -> dict[str, Any]:
    return {"filter": query, "count": count}
