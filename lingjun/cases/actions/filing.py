"""What the unit does: open, fill in, submit, withdraw, reopen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import FILLING_ROLES
from lingjun.cases import kinds, rules
from lingjun.cases.actions.base import (
    due_in,
    enter,
    inform,
    locked,
    people_of_step,
    people_of_unit,
    refuse_if_moved,
    rest,
    stand_at,
    tell,
)
from lingjun.cases.enums import Rest, Verb
from lingjun.cases.models import Case, CaseStep, Contribution, Submission
from lingjun.cases.numbers import next_number
from lingjun.core.errors import Closed, Invalid, NotYours
from lingjun.core.pinyin import search_text
from lingjun.notices.enums import Level
from lingjun.notices.rules import is_open, last_minute, takes_part
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.queries import ancestors

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization


@transaction.atomic
def open_case(*, actor: User, kind: str, round: Round, unit: Organization, subject_name: str = "") -> Case:
    """Opens a draft; steps, organizations and display names are fixed now.

    Raises NotYours for people of another unit, Closed outside the round's time, Invalid where the unit has no
    recommending union above it or already has a case under way in this round.
    """
    if not any(account_rules.holds(actor, role, unit) for role in FILLING_ROLES):
        raise NotYours(f"只有{unit.name}的人员能为本单位{kinds.get(kind).words.noun}。")
    if not is_open(round, unit, timezone.now()):
        raise Closed(f"“{round.name}”不在{kinds.get(kind).words.noun}时间内。")
    case = _new_case(actor, kinds.get(kind), round, unit, subject_name)
    _lay_steps(case)
    contribute(case=case, actor=actor)
    tell(case, verb=Verb.OPEN, actor=actor)
    return case


@transaction.atomic
def open_case_for(
    *,
    actor: User,
    kind: str,
    round: Round,
    unit: Organization,
    subject_name: str,
    at_step: str = "",
    told: bool = True,
) -> Case:
    """An officer opens a case for a unit below, as a draft of that unit; the officer fills nothing in and may decide.

    `at_step`: the case begins at that step instead, for a decision that needs no filing (nobody is told: the caller
    tells once for many). `told=False` leaves telling the unit to the caller as well. Raises NotYours, Closed (a
    draft in a round that is over for the unit), Invalid (no union above the unit, no such step).
    """
    if reason := rules.may_open_for(actor, round, unit):
        raise NotYours(reason)
    if not takes_part(round, unit):
        raise Invalid({"unit": f"{unit.name}不在“{round.name}”的范围内。"})
    last = last_minute(round, unit)
    if not at_step and last is not None and timezone.now() > last:
        raise Closed(f"“{round.name}”已经截止，请先办理延期。")
    case = _new_case(actor, kinds.get(kind), round, unit, subject_name)
    first = _lay_steps(case, at_step)
    tell(case, verb=Verb.OPEN, actor=actor, text=f"由{actor.name}建立", step=first if at_step else None)
    if at_step:
        stand_at(case, first)
    elif told:
        day = timezone.localtime(case.due_at) if case.due_at else None
        until = f"请在{day.month}月{day.day}日前填好提交。" if day else "请填好提交。"
        inform(case, people_of_unit(case), f"{round.name}：{case.subject_name}，{until}", fill=True)
    return case


def _new_case(actor: User, kind: kinds.Kind, round: Round, unit: Organization, subject_name: str) -> Case:
    above = list(ancestors(unit))
    recommender = next((org for org in reversed(above) if org.is_recommender), None)
    federation = next((org for org in reversed(above) if org.kind == OrganizationKind.FEDERATION), None)
    if recommender is None or federation is None:
        raise Invalid({"unit": f"{unit.name}还没有归到区工会或产业工会，请联系上级工会。"})
    case = Case(
        number=next_number(f"{kind.prefix}-{round.year}"),
        kind=kind.key,
        round=round,
        subject_name=subject_name[:100] or "（未定名）",
        unit=unit,
        recommender=recommender,
        federation=federation,
        unit_path=unit.path,
        state_label=kind.words.draft,
        due_at=last_minute(round, unit),
        opened_by=actor,
    )
    case.search_key = search_key(case)
    case.save()
    return case


def _lay_steps(case: Case, at_step: str = "") -> CaseStep:
    """Copies the flow of the round's notice into the case, from `at_step` on; gives the first one."""
    plans = list(enumerate(kinds.kind_of(case).steps(case.round), start=1))
    if at_step:
        plans = [(n, plan) for n, plan in plans if n >= next((k for k, row in plans if row.key == at_step), n + 1)]
    if not plans:
        raise Invalid({"step": f"通知里没有“{at_step}”这一步。"})
    at = {Level.UNIT: case.unit, Level.RECOMMENDER: case.recommender, Level.FEDERATION: case.federation}
    steps = [
        CaseStep(
            case=case,
            position=position,
            key=step.key,
            kind=step.kind,
            level=step.level,
            organization=at[Level(step.level)],
            title=step.title,
            waiting_label=step.waiting_label,
            done_label=step.done_label,
            action_label=step.action_label,
            opinion_box=step.opinion_box,
            days=step.days,
            verbs=list(step.verbs),
        )
        for position, step in plans
    ]
    return CaseStep.objects.bulk_create(steps)[0]


def search_key(case: Case) -> str:
    """What the list is searched by; of very long names the end of the pinyin is left out."""
    return search_text(case.number, case.subject_name, case.unit.name)[:300]


def contribute(*, case: Case, actor: User) -> None:
    """Remembers that `actor` filled something in: they may not decide on this case."""
    Contribution.objects.get_or_create(case=case, user=actor)


def rename(*, case: Case, subject_name: str) -> None:
    """Keeps the list's name in step with the form while it is being filled in."""
    if subject_name and subject_name != case.subject_name:
        case.subject_name = subject_name[:100]
        case.search_key = search_key(case)
        case.save(update_fields=["subject_name", "search_key", "changed_at"])


@transaction.atomic
def submit(*, actor: User, case_id: int, seen: tuple[str, int] | None = None) -> Case:
    """Draft or returned → first step. Stores what was submitted; a resubmission passes all steps again.

    Raises MovedOn, NotYours, Closed (round over for this unit; a returned case may come back until its own
    deadline), Invalid (findings that forbid submitting, by field).
    """
    case = locked(case_id)
    refuse_if_moved(case, seen)
    if reason := rules.may_fill(actor, case):
        raise NotYours(reason)
    now, kind = timezone.now(), kinds.kind_of(case)
    returned = case.state == Rest.RETURNED
    own_day = case.due_at is not None and now <= case.due_at
    in_time = own_day if returned else is_open(case.round, case.unit, now) or (own_day and _was_extended(case))
    if not in_time:
        raise Closed(f"{kind.words.noun}已经截止。确有原因的，请联系推荐工会办理延期。")
    bad = [finding for finding in kind.findings(case) if finding.tone == "bad"]
    if bad:
        raise Invalid({finding.field or f"{finding.section}.{n}": finding.message for n, finding in enumerate(bad)})
    contribute(case=case, actor=actor)
    case.version += 1
    case.submitted_at = now
    case.returned_sections = []
    case.save(update_fields=["version", "submitted_at", "returned_sections", "changed_at"])
    content = kind.snapshot(case)
    Submission.objects.create(
        case=case,
        version=case.version,
        content=content,
        digest=kind.digest(case, content, case.version),
        submitted_by=actor,
        submitted_by_name=actor.name,
        submitted_at=now,
    )
    step = case.steps.select_related("organization").order_by("position")[0]
    tell(case, verb=Verb.SUBMIT, actor=actor, text=f"第 {case.version} 次提交", new={"version": case.version})
    enter(case, step)
    return case


def _was_extended(case: Case) -> bool:
    """A union gave this one case a later day; a round that was closed early does not make its drafts late by itself."""
    return case.events.filter(verb=Verb.EXTEND).exists()


@transaction.atomic
def withdraw(*, actor: User, case_id: int, reason: str = "", seen: tuple[str, int] | None = None) -> Case:
    """The unit takes its case back, at any step that is not final. Earlier opinions are superseded.

    A decision that is held does not stand in the way: the unit does not know of it, and a refusal would tell.
    """
    case = locked(case_id)
    refuse_if_moved(case, seen)
    if why_not := rules.may_withdraw(actor, case):
        raise NotYours(why_not)
    old = case.state
    case.opinions.filter(is_superseded=False).update(is_superseded=True)
    case.is_held, case.held_verdict = False, ""
    case.save(update_fields=["is_held", "held_verdict", "changed_at"])
    rest(case, Rest.WITHDRAWN)
    tell(case, verb=Verb.WITHDRAW, actor=actor, text=reason, old={"state": old}, new={"state": case.state})
    if old not in (Rest.DRAFT, Rest.RETURNED):
        step = case.steps.select_related("organization").filter(key=old).first()
        if step is not None:
            noun = kinds.kind_of(case).words.noun
            inform(case, people_of_step(step), f"{case.unit.name}撤回了{case.subject_name}的{noun}。")
    return case


@transaction.atomic
def reopen(*, actor: User, case_id: int, reason: str = "", seen: tuple[str, int] | None = None) -> Case:
    """A withdrawn case (by its unit) or a rejected one (by the federation) goes back to the unit for changes."""
    case = locked(case_id)
    refuse_if_moved(case, seen)
    if why_not := rules.may_reopen(actor, case):
        raise NotYours(why_not)
    old, noun = case.state, kinds.kind_of(case).words.noun
    if old == Rest.WITHDRAWN and not is_open(case.round, case.unit, timezone.now()):
        raise Closed(f"{noun}已经截止，不能重新打开。确有原因的，请联系推荐工会办理延期。")
    case.opinions.filter(is_superseded=False).update(is_superseded=True)
    case.finished_at = None
    case.is_held, case.held_verdict = False, ""
    case.save(update_fields=["finished_at", "is_held", "held_verdict", "changed_at"])
    if old == Rest.WITHDRAWN:
        rest(case, Rest.DRAFT, due_at=last_minute(case.round, case.unit))
    else:
        rest(case, Rest.RETURNED, due_at=due_in(rules.RETURN_DAYS))
    case.save(update_fields=["finished_at", "changed_at"])
    tell(case, verb=Verb.REOPEN, actor=actor, text=reason, old={"state": old}, new={"state": case.state})
    inform(case, people_of_unit(case), f"{case.subject_name}的{noun}已重新打开。", fill=True)
    return case
