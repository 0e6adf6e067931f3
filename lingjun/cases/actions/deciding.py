"""What the responsible post does at a step: approve, return, reject; and decide now, publish together."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds
from lingjun.cases import kinds, rules
from lingjun.cases.actions.base import (
    due_in,
    enter,
    inform,
    locked,
    people_at,
    people_of_unit,
    refuse_if_held,
    refuse_if_moved,
    rest,
    tell,
)
from lingjun.cases.enums import Rest, Verb, Verdict
from lingjun.cases.models import Opinion
from lingjun.core.errors import Invalid, MovedOn, NotYours

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep

LONGEST_OPINION = 500
LONGEST_NUMBER = 50
EARLIEST_YEAR = 1949


def _begin(actor: User, case_id: int, seen: tuple[str, int] | None, verb: str) -> tuple[Case, CaseStep]:
    """Lock, re-read, check state and right, and that the notice gives this step this answer. MovedOn or NotYours."""
    case = locked(case_id)
    refuse_if_moved(case, seen)
    step = case.steps.select_related("organization").filter(key=case.state).first()
    if reason := rules.may_decide(actor, case, step):
        raise NotYours(reason)
    if step is None:
        raise NotYours(f"这件现在是“{case.state_label}”，不用审核。")
    refuse_if_held(case)
    if verb not in step.verbs:
        raise NotYours(f"按通知，“{step.title}”这一步不能这样答复。")
    return case, step


def _words(field: str, text: str, asking: str, *, most: int = LONGEST_OPINION) -> str:
    text = text.strip()
    if not text:
        raise Invalid({field: asking})
    if len(text) > most:
        raise Invalid({field: f"最多 {most} 字，现在 {len(text)} 字。"})
    return text


def _refuse_day(field: str, label: str, day: datetime.date) -> None:
    """Plaques are numbered by the year of the decision: 0026 for 2026 would begin a series of its own."""
    if day > timezone.localdate():
        raise Invalid({field: f"{label}不能晚于今天。"})
    if day.year < EARLIEST_YEAR:
        raise Invalid({field: f"{label}不对，请核对年份。"})


def _refuse_unprintable(case: Case, step: CaseStep, text: str) -> None:
    if step.opinion_box and (problem := kinds.kind_of(case).unprintable(text)):
        raise Invalid({"text": problem})


def _opinion(case: Case, step: CaseStep, actor: User, verdict: Verdict, text: str, **fields: Any) -> Opinion:
    return Opinion.objects.create(
        case=case,
        step=step,
        version=case.version,
        verdict=verdict,
        text=text,
        signer=actor,
        signer_name=actor.name,
        organization_name=step.organization.union_name[:100],
        decided_at=timezone.now(),
        **{"dated_on": timezone.localdate(), **fields},
    )


@transaction.atomic
def approve(
    *,
    actor: User,
    case_id: int,
    text: str,
    dated_on: datetime.date | None = None,
    extra: dict[str, Any] | None = None,
    seen: tuple[str, int] | None = None,
) -> Case:
    """The open step is answered favourably; the next one opens.

    Before a naming step, and at a last step the notice lets publish together, the verdict is held: it stays unseen
    below the federation until `publish_together`.
    `dated_on` is the date beside the seal (not in the future, not before the submission's day is not asked for).
    """
    case, step = _begin(actor, case_id, seen, "approve")
    kinds.kind_of(case).before_answer(case, step, actor=actor, verdict=Verdict.APPROVE, extra=extra or {})
    text = _words("text", text, f"请写意见，会印在{kinds.kind_of(case).words.paper}上。")
    _refuse_unprintable(case, step, text)
    today = timezone.localdate()
    if dated_on:
        _refuse_day("dated_on", "落款日期", dated_on)
    following = case.steps.select_related("organization").filter(position__gt=step.position).first()
    held = rules.holds_verdict(step, following)
    _opinion(
        case, step, actor, Verdict.APPROVE, text,
        dated_on=dated_on or today, extra=extra or {}, is_published=not held,
    )  # fmt: skip
    tell(case, verb=Verb.APPROVE, actor=actor, text=text, step=step, published=not held, old={"state": case.state})
    if held:
        _hold(case, Verdict.APPROVE)
    elif following is not None:
        enter(case, following)
        inform(case, people_of_unit(case), f"{case.subject_name}：{step.done_label}，{following.waiting_label}。")
    else:
        _finish(case, actor=actor, decision_number="", decided_on=dated_on or today)
    return case


@transaction.atomic
def return_for_changes(
    *, actor: User, case_id: int, reason: str, sections: list[str], seen: tuple[str, int] | None = None
) -> Case:
    """Back to the unit with the reason and the named sections; opinions so far stay, marked superseded."""
    case, step = _begin(actor, case_id, seen, "return_for_changes")
    reason = _words("reason", reason, "请写清缺什么、改到什么样，对方会看到原话。")
    known = kinds.kind_of(case).sections
    if not sections:
        raise Invalid({"sections": "请勾选要改的部分，其余部分会锁住。"})
    if unknown := [section for section in sections if section not in known]:
        raise Invalid({"sections": f"没有这个部分：{'、'.join(unknown)}"})
    _opinion(case, step, actor, Verdict.RETURN, reason, sections=sections)
    case.opinions.filter(is_superseded=False).update(is_superseded=True)
    case.returned_sections = sections
    case.save(update_fields=["returned_sections", "changed_at"])
    old = case.state
    due_at = due_in(rules.RETURN_DAYS)
    rest(case, Rest.RETURNED, due_at=due_at)
    tell(case, verb=Verb.RETURN, actor=actor, text=reason, step=step, old={"state": old}, new={"sections": sections})
    day = timezone.localtime(due_at)
    inform(
        case, people_of_unit(case),
        f"{case.subject_name}被退回修改：{reason[:80]}。请在{day.month}月{day.day}日前改好再报。", fill=True,
    )  # fmt: skip
    return case


@transaction.atomic
def reject(*, actor: User, case_id: int, reason: str, seen: tuple[str, int] | None = None) -> Case:
    """The case ends unfavourably, at once."""
    case, step = _begin(actor, case_id, seen, "reject")
    words = kinds.kind_of(case).words
    reason = _words("reason", reason, words.reject_asks)
    _opinion(case, step, actor, Verdict.REJECT, reason)
    rest(case, Rest.REJECTED)
    tell(case, verb=Verb.REJECT, actor=actor, text=reason, step=step, new={"state": case.state})
    inform(case, people_of_unit(case), f"{case.subject_name}{words.refused}：{reason[:120]}")
    return case


@transaction.atomic
def decide_later(
    *,
    actor: User,
    case_id: int,
    verdict: str,
    text: str,
    extra: dict[str, Any] | None = None,
    seen: tuple[str, int] | None = None,
) -> Case:
    """Decide now, publish later: the verdict of the last decision step is kept and stays unseen below."""
    case, step = _begin(actor, case_id, seen, verdict)
    following = case.steps.filter(position__gt=step.position).first()
    if not rules.holds_verdict(step, following):
        raise Invalid({"verdict": "只有市总工会的决定可以先定后公布。"})
    if verdict not in {Verdict.APPROVE, Verdict.REJECT}:
        raise Invalid({"verdict": f"请选同意或{kinds.kind_of(case).words.refused}。"})
    kinds.kind_of(case).before_answer(case, step, actor=actor, verdict=verdict, extra=extra or {})
    text = _words("text", text, "请写意见或理由。")
    if verdict == Verdict.APPROVE:
        _refuse_unprintable(case, step, text)
    _opinion(case, step, actor, Verdict(verdict), text, extra=extra or {}, is_published=False)
    tell(case, verb=verdict, actor=actor, text=text, step=step, published=False)
    _hold(case, Verdict(verdict))
    return case


def _hold(case: Case, verdict: Verdict) -> None:
    case.is_held, case.held_verdict = True, verdict
    case.save(update_fields=["is_held", "held_verdict", "changed_at"])


@transaction.atomic
def publish_together(
    *, actor: User, case_ids: list[int], decision_number: str, decided_on: datetime.date
) -> list[Case]:
    """Publishes held decisions of one kind under one decision number: all or none. Favourable ones take effect
    (kind.finish); the kind looks at the whole set before (kind.before_publication).

    Raises Invalid (number, date, the set), NotYours, MovedOn (a case is not decided or somebody has published it).
    """
    decision_number = _words("decision_number", decision_number, "请填决定的文号。", most=LONGEST_NUMBER)
    _refuse_day("decided_on", "决定日期", decided_on)
    if not case_ids:
        raise Invalid({"cases": "请至少选一件。"})
    # All rows before the first line of the trail, whose head the next writer waits for: nobody waits in a circle.
    cases = [locked(case_id) for case_id in sorted(set(case_ids))]
    kind = kinds.kind_of(cases[0])
    if any(case.kind != kind.key for case in cases):
        raise Invalid({"cases": "不同种类的办件要分开公布。"})
    for case in cases:
        if not holds(actor, Role.CITY_OFFICER, case.federation):
            raise NotYours(f"{kind.words.publish}由市总工会办理。")
        if not case.is_held:
            raise MovedOn(f"{case.subject_name}现在是“{case.state_label}”，没有待公布的决定。")
        if rules.contributed(actor, case):
            raise NotYours(f"您参与了{case.subject_name}的填写，不能由您公布。")
    kind.before_publication(cases, actor=actor)
    for case in cases:
        case.opinions.filter(is_published=False).update(is_published=True)
        case.events.filter(is_published=False).update(is_published=True)
        verdict, case.is_held, case.held_verdict = case.held_verdict, False, ""
        case.save(update_fields=["is_held", "held_verdict", "changed_at"])
        if verdict == Verdict.APPROVE:
            _finish(case, actor=actor, decision_number=decision_number, decided_on=decided_on)
        else:
            rest(case, Rest.REJECTED)
            tell(case, verb=Verb.REJECT, actor=actor, text=decision_number, new={"state": case.state})
            inform(case, people_of_unit(case), f"{case.subject_name}{kind.words.refused}，理由见意见与经过。")
    return cases


def _finish(case: Case, *, actor: User, decision_number: str, decided_on: datetime.date) -> None:
    last = case.steps.select_related("organization").order_by("-position").first()
    label = (last.done_label if last else "") or kinds.kind_of(case).words.done
    rest(case, Rest.NAMED, label=label)
    tell(
        case, verb=Verb.NAME, actor=actor, text=f"{decision_number} {decided_on:%Y-%m-%d}".strip(), step=last,
        new={"decision_number": decision_number, "decided_on": decided_on.isoformat()},
    )  # fmt: skip
    kinds.kind_of(case).finish(case, actor=actor, decision_number=decision_number, decided_on=decided_on)
    text = f"{case.subject_name}{label}（{decision_number}）。" if decision_number else f"{case.subject_name}{label}。"
    inform(case, [*people_of_unit(case), *people_at(case.recommender, Role.DISTRICT_OFFICER)], text)


@transaction.atomic
def release(*, actor: User, case_id: int) -> Case:
    """A held decision is put aside before publication, to be answered anew; nothing of it was seen below."""
    case = locked(case_id)
    if reason := rules.may_release(actor, case):
        raise MovedOn(reason) if not case.is_held else NotYours(reason)
    opinion = case.opinions.select_related("step__organization").filter(is_published=False).order_by("-id").first()
    case.is_held, case.held_verdict = False, ""
    case.save(update_fields=["is_held", "held_verdict", "changed_at"])
    step = opinion.step if opinion else None
    case.opinions.filter(is_published=False).delete()
    # The words stay in the audit trail; publication must not show what was thought before.
    case.events.filter(is_published=False, verb__in=[Verb.APPROVE, Verb.REJECT]).update(text="")
    tell(case, verb=Verb.TAKE_BACK, actor=actor, step=step, published=False, text="重新决定")
    return case


@transaction.atomic
def take_back(*, actor: User, case_id: int) -> Case:
    """Undo of one's own last answer within 30 minutes, before anybody acted after it.

    Taking back what was held and never published leaves no trace below the federation: no line, the same deadline.
    """
    case = locked(case_id)
    was_held, due_at = case.is_held, case.due_at
    last_event = case.events.exclude(verb__in=[Verb.REMIND, Verb.STAMP]).order_by("-id").first()
    last = case.opinions.select_related("step__organization").order_by("-id").first()
    if reason := rules.may_take_back(actor, case, last):
        raise NotYours(reason)
    if last is None or last_event is None or last_event.actor_id != actor.pk or last_event.verb != last.verdict:
        raise MovedOn(f"下一步已经开始，现在是“{case.state_label}”，不能收回。")
    if last.verdict == Verdict.RETURN:
        case.opinions.filter(version=case.version, is_superseded=True).update(is_superseded=False)
        case.returned_sections = []
    case.is_held, case.held_verdict, case.finished_at = False, "", None
    case.save(update_fields=["is_held", "held_verdict", "finished_at", "returned_sections", "changed_at"])
    step, old = last.step, case.state
    last.delete()
    enter(case, step)
    if was_held:
        case.due_at = due_at
        case.save(update_fields=["due_at", "changed_at"])
    tell(
        case, verb=Verb.TAKE_BACK, actor=actor, step=step, published=not was_held,
        old={"state": old}, new={"state": case.state},
    )  # fmt: skip
    return case
