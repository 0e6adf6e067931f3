"""What every verb shares: lock and re-read, the history line, telling people."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from lingjun.accounts.actions import notify
from lingjun.accounts.models import User
from lingjun.audit.actions import record
from lingjun.cases.enums import Rest, Verb
from lingjun.cases.kinds import kind_of
from lingjun.cases.models import Case, CaseStep, Contribution, Event
from lingjun.cases.rules import ROLE_OF_LEVEL
from lingjun.core.errors import MovedOn
from lingjun.core.workdays import add_workdays
from lingjun.notices.enums import Level

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lingjun.organizations.models import Organization

OFFICE_CLOSES = datetime.time(17, 0)


def locked(case_id: int) -> Case:
    """The case, re-read and locked until the transaction ends (on SQLite the IMMEDIATE transaction is the lock)."""
    return (
        Case.objects.select_for_update(of=("self",))
        .select_related("unit", "recommender", "federation", "round__notice_version")
        .get(pk=case_id)
    )


def refuse_if_moved(case: Case, seen: tuple[str, int] | None) -> None:
    """`seen` is (state, version) of the page the actor looked at. Raises MovedOn and says who was faster."""
    if seen is not None and (case.state, case.version) != seen:
        raise MovedOn(f"{_who_was_last(case.events.filter(is_published=True))}现在是“{case.state_label}”。")


def refuse_if_held(case: Case) -> None:
    """For the federation's own people: raises MovedOn where a decision waits for publication."""
    if case.is_held:
        raise MovedOn(f"{_who_was_last(case.events.all())}等待公布。")


def _who_was_last(events: QuerySet[Event]) -> str:
    """“李建华 10:24 已经退回这件，” from the last event that changed something."""
    last = events.exclude(verb__in=[Verb.REMIND, Verb.STAMP, Verb.NOTE]).order_by("-id").first()
    if last is None:
        return ""
    return f"{last.actor_name} {timezone.localtime(last.at):%H:%M} 已经{last.get_verb_display()}这件，"


def due_in(days: int, start: datetime.datetime | None = None) -> datetime.datetime:
    """17:00 on the day that lies `days` working days after `start` (now)."""
    day = add_workdays(timezone.localdate(start) if start else timezone.localdate(), days)
    return timezone.make_aware(datetime.datetime.combine(day, OFFICE_CLOSES))


def tell(
    case: Case,
    *,
    verb: str,
    actor: User,
    text: str = "",
    step: CaseStep | None = None,
    published: bool = True,
    organization: Organization | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
) -> Event:
    """One line of history and one audit entry."""
    organization = organization or (step.organization if step else case.unit)
    event = Event.objects.create(
        case=case,
        verb=verb,
        text=text[:1000],
        step_title=step.title if step else "",
        actor=actor,
        actor_name=actor.name,
        organization_name=organization.union_name[:100],
        version=case.version,
        is_published=published,
    )
    record(
        actor=actor,
        verb=f"case.{verb}",
        subject=case,
        subject_name=str(case),
        old=old or {},
        new=new or {},
        note=text[:500],
    )
    return event


def people_of_unit(case: Case) -> list[User]:
    """Those who filled the case in and the unit's chair."""
    contributors = Contribution.objects.filter(case=case).values("user_id")
    others = kind_of(case).also_told(case)
    chairs = Q(
        appointments__organization=case.unit,
        appointments__role=ROLE_OF_LEVEL[Level.UNIT],
        appointments__ended_on__isnull=True,
    )
    return list(User.objects.filter(Q(pk__in=contributors) | Q(pk__in=others) | chairs, is_active=True).distinct())


def people_of_step(step: CaseStep) -> list[User]:
    return people_at(step.organization, ROLE_OF_LEVEL[Level(step.level)])


def people_at(organization: Organization, role: str) -> list[User]:
    return list(
        User.objects.filter(
            appointments__organization=organization,
            appointments__role=role,
            appointments__ended_on__isnull=True,
            is_active=True,
        ).distinct()
    )


def inform(case: Case, users: Iterable[User], text: str, *, fill: bool = False) -> None:
    """Inbox and mail after the commit; a failed mail never undoes the deed."""
    url = kind_of(case).fill_url(case) if fill else kind_of(case).url(case)
    people = list(users)
    transaction.on_commit(lambda: notify(users=people, text=text, url=url))


def stand_at(case: Case, step: CaseStep) -> None:
    """Opens a step: state, label, deadline."""
    case.state, case.state_label, case.due_at = step.key, step.waiting_label, due_in(step.days)
    case.save(update_fields=["state", "state_label", "due_at", "changed_at"])


def enter(case: Case, step: CaseStep) -> None:
    """Opens a step and tells the responsible post."""
    stand_at(case, step)
    when = timezone.localtime(case.due_at)
    inform(
        case, people_of_step(step), f"{case.subject_name}{step.waiting_label}，请在{when.month}月{when.day}日前办理。"
    )


def rest_label(case: Case, state: Rest) -> str:
    """What people read of a resting case, in the words of its kind."""
    words = kind_of(case).words
    return {Rest.DRAFT: words.draft, Rest.REJECTED: words.refused, Rest.NAMED: words.done}.get(state) or state.label


def rest(case: Case, state: Rest, *, label: str = "", due_at: datetime.datetime | None = None) -> None:
    """Puts a case to rest in a state in which no step is open."""
    case.state, case.state_label, case.due_at = state, label or rest_label(case, state), due_at
    if case.is_final:
        case.finished_at = timezone.now()
    case.save(update_fields=["state", "state_label", "due_at", "finished_at", "changed_at"])
