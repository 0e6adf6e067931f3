"""What the union above does besides deciding: extend and remind."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.cases import rules
from lingjun.cases.actions.base import inform, locked, people_of_step, people_of_unit, tell
from lingjun.cases.enums import Verb
from lingjun.core.errors import Closed, Invalid, NotYours

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case

REMIND_PAUSE = datetime.timedelta(hours=4)
"""Nobody is reminded twice within this time: 催办 is help, not pressure."""

LONGEST_EXTENSION = datetime.timedelta(days=366)
"""What is later is a slip of the pen; every page counts the working days that are left."""


@transaction.atomic
def extend(*, actor: User, case_id: int, due_at: datetime.datetime, reason: str) -> Case:
    """A later deadline for whoever holds the case now, with the reason kept in the history."""
    case = locked(case_id)
    if why_not := rules.may_extend(actor, case):
        raise NotYours(why_not)
    if not reason.strip():
        raise Invalid({"reason": "请写延期的原因。"})
    now = timezone.now()
    if due_at <= now or (case.due_at and due_at <= case.due_at):
        raise Invalid({"due_at": "新的期限要晚于现在的期限。"})
    if due_at > now + LONGEST_EXTENSION:
        raise Invalid({"due_at": f"期限最多延到 {LONGEST_EXTENSION.days} 天以后，请核对年份。"})
    old, case.due_at = case.due_at, due_at
    case.save(update_fields=["due_at", "changed_at"])
    day = timezone.localtime(due_at)
    text = f"延到{day.month}月{day.day}日 {day:%H:%M}，{reason.strip()}"
    tell(case, verb=Verb.EXTEND, actor=actor, text=text, old={"due_at": str(old)}, new={"due_at": due_at.isoformat()})
    inform(case, people_of_unit(case), f"{case.subject_name}的期限{text}。", fill=case.is_editable)
    return case


@transaction.atomic
def remind(*, actor: User, case_id: int) -> Case:
    """催办: a line to whoever the case waits for."""
    case = locked(case_id)
    if not rules.oversees(actor, case):
        raise NotYours("催办由区、产业工会或市总工会办理。")
    if case.is_final:
        raise Closed(f"这件已经办结（{case.state_label}）。")
    if case.is_held and rules.sees_held(actor, case):  # the unions below may ask: they do not know of it
        raise Closed("本会已有决定，等待公布，不用催。")
    last = case.events.filter(verb=Verb.REMIND).order_by("-id").first()
    if last is not None and timezone.now() - last.at < REMIND_PAUSE:
        raise Closed(f"{last.actor_name} {timezone.localtime(last.at):%H:%M} 已经催过，4 小时内不重复催。")
    step = case.steps.select_related("organization").filter(key=case.state).first()
    people = people_of_step(step) if step else people_of_unit(case)
    day = f"，期限{timezone.localtime(case.due_at):%m月%d日}" if case.due_at else ""
    whom = step.organization.union_name if step else case.unit.name
    tell(case, verb=Verb.REMIND, actor=actor, text=f"催{whom}：{case.state_label}{day}")
    inform(case, people, f"请尽快办理{case.subject_name}（{case.state_label}{day}）。", fill=case.is_editable)
    return case
