"""What a decided change does to a studio file. Nothing is overwritten: tenures, members and plaques end and begin.

Called by the change kind inside the transaction that ends its case; rights were asked there. Raises Invalid where the
file has moved on since the change was filed.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from lingjun.audit.actions import record
from lingjun.cases.numbers import next_number
from lingjun.core.codes import highest
from lingjun.core.errors import Invalid
from lingjun.studios import criteria
from lingjun.studios.actions.following import follow
from lingjun.studios.actions.opening import PLAQUE_DIGITS
from lingjun.studios.actions.plaques import search_key_of
from lingjun.studios.actions.records import locked_studio
from lingjun.studios.models import Member, MemberRole, Plaque, Studio, StudioStatus, Tenure
from lingjun.studios.queries import followers

if TYPE_CHECKING:
    from collections.abc import Callable

    from lingjun.accounts.models import User
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Worker


AFTER_REVOCATION: list[Callable[[Studio, User], None]] = []
"""What other apps end together with a studio, in the same transaction; each adds its own in `ready`."""

AFTER_MOVE: list[Callable[[Studio, User], None]] = []
"""What other apps take along when a studio goes to another unit, in the same way."""


def change_leader(
    *,
    actor: User,
    studio_id: int,
    leader: Worker,
    name: str,
    on: datetime.date,
    decision_number: str,
    reason: str,
    stays: bool = False,
) -> Studio:
    """Another leader from a day on. A new `name` brings a new plaque; the same name keeps the old one.

    `stays`: the former leader remains in the team as a member.
    """
    studio = _in_force(studio_id)
    old = {"leader": studio.leader.name, "name": studio.name}
    _hand_over(studio, leader, on, reason, stays=stays)
    studio.leader = leader
    studio.leader_honour = highest(list(leader.honours.values_list("level", flat=True)))
    _begin_tenure(studio, name=name, on=on, decision_number=decision_number, reason=reason)
    if name != old["name"]:
        _new_plaque(studio, on=on, decision_number=decision_number)
    _save(studio, "leader", "leader_honour")
    _tell(actor, studio, "studio.leader", old=old, new={"leader": leader.name, "name": name}, note=decision_number)
    return studio


def rename(*, actor: User, studio_id: int, name: str, on: datetime.date, decision_number: str, reason: str) -> Studio:
    """Another name for the same leader; the plaque is issued anew."""
    studio = _in_force(studio_id)
    old = {"name": studio.name}
    _begin_tenure(studio, name=name, on=on, decision_number=decision_number, reason=reason)
    _new_plaque(studio, on=on, decision_number=decision_number)
    _save(studio)
    _tell(actor, studio, "studio.rename", old=old, new={"name": name}, note=decision_number)
    return studio


def move_to_unit(
    *, actor: User, studio_id: int, unit: Organization, on: datetime.date, decision_number: str, reason: str
) -> Studio:
    """The studio, with the people who are in no other studio of the old unit, goes on at another unit.

    The accounts of its leader and liaison follow (`queries.followers`). Recommending union and federation stay who
    they were: they named it. With the same unit (renamed), only a new tenure begins.
    """
    studio = _in_force(studio_id)
    old = {"unit": studio.unit.name}
    moved = unit.pk != studio.unit_id
    posts = list(followers(studio)) if moved else []
    if moved:
        _move_people(studio, unit)
        studio.unit, studio.unit_path = unit, unit.path
    _begin_tenure(studio, name=studio.name, on=on, decision_number=decision_number, reason=reason)
    _save(studio, "unit", "unit_path")
    _tell(actor, studio, "studio.unit", old=old, new={"unit": unit.name}, note=decision_number)
    follow(posts, studio=studio, unit=unit, actor=actor, on=on, note=f"{studio.name}转到{unit.name}")
    for take_along in AFTER_MOVE if moved else ():
        take_along(studio, actor)
    return studio


def revoke(*, actor: User, studio_id: int, on: datetime.date, decision_number: str, reason: str) -> Studio:
    """The name ends; the file stays and is only read from now on. Its plaques are to be handed back."""
    studio = _in_force(studio_id)
    _refuse_earlier(studio, on)
    studio.status, studio.revoked_on = StudioStatus.REVOKED, on
    studio.tenures.filter(until__isnull=True).update(until=on)
    studio.plaques.filter(recalled_on__isnull=True).update(recalled_on=on)
    _save(studio, "status", "revoked_on")
    new = {"status": "revoked", "reason": reason}
    _tell(actor, studio, "studio.revoke", old={"status": "active"}, new=new, note=decision_number)
    for end in AFTER_REVOCATION:
        end(studio, actor)
    return studio


def _in_force(studio_id: int) -> Studio:
    studio = locked_studio(studio_id)
    if studio.status == StudioStatus.REVOKED:
        raise Invalid({"": f"{studio.name}已经撤销。"})
    return studio


def _begin_tenure(studio: Studio, *, name: str, on: datetime.date, decision_number: str, reason: str) -> None:
    """Ends today's name, leader and unit and begins the next. Raises Invalid for a day before the last beginning."""
    _refuse_earlier(studio, on)
    studio.tenures.filter(until__isnull=True).update(until=on)
    studio.name = name
    Tenure.objects.create(
        studio=studio,
        name=name,
        leader=studio.leader,
        unit=studio.unit,
        unit_name=studio.unit.name,
        since=on,
        decision_number=decision_number,
        reason=reason[:200],
    )


def _refuse_earlier(studio: Studio, on: datetime.date) -> None:
    current = studio.tenures.filter(until__isnull=True).first()
    if current is not None and on < current.since:
        words = f"{studio.name}的生效日期不能早于上一次变动（{current.since:%Y-%m-%d}）。"
        raise Invalid({"effective_on": words})


def _hand_over(studio: Studio, leader: Worker, on: datetime.date, reason: str, *, stays: bool) -> None:
    """Rows of the old and the new leader end; the new leader leads, the old one stays as a member or leaves."""
    open_rows = studio.members.filter(left_on__isnull=True)
    former = studio.leader
    open_rows.filter(worker__in=[former, leader]).update(left_on=on, left_reason=reason[:100])
    Member.objects.create(studio=studio, worker=leader, role=MemberRole.LEADER, joined_on=on, position=1)
    if stays and former.pk != leader.pk:
        last = studio.members.count() + 1
        Member.objects.create(studio=studio, worker=former, role=MemberRole.MEMBER, joined_on=on, position=last)


def _move_people(studio: Studio, unit: Organization) -> None:
    others = Member.objects.filter(left_on__isnull=True).exclude(studio=studio).values("worker_id")
    for member in studio.members.filter(left_on__isnull=True, worker__unit=studio.unit).exclude(worker_id__in=others):
        member.worker.unit = unit
        member.worker.save(update_fields=["unit"])


def _new_plaque(studio: Studio, *, on: datetime.date, decision_number: str) -> None:
    studio.plaques.filter(recalled_on__isnull=True).update(recalled_on=on)
    Plaque.objects.create(
        studio=studio,
        number=next_number(f"{on.year}", width=PLAQUE_DIGITS),
        text=studio.name,
        issued_on=on,
        decision_number=decision_number,
    )


def _save(studio: Studio, *fields: str) -> None:
    """With the words it is found by."""
    studio.search_key = search_key_of(studio)
    studio.save(update_fields=["name", "search_key", *fields])
    criteria.refresh(studio)


def _tell(actor: User, studio: Studio, verb: str, *, old: dict[str, str], new: dict[str, str], note: str) -> None:
    record(actor=actor, verb=verb, subject=studio, old=old, new=new, note=note)
