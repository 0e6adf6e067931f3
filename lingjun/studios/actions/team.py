"""The team of a studio (clause 二.5): people in, in another role, out. The leader changes by a change case only."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn
from lingjun.core.text import one_line
from lingjun.studios import criteria, facts, people
from lingjun.studios.actions.records import plain, writable_studio
from lingjun.studios.models import Member, MemberRole, Studio, Worker

if TYPE_CHECKING:
    from lingjun.accounts.models import User

OPEN_ROLES = (MemberRole.BACKBONE, MemberRole.MEMBER, MemberRole.LIAISON)
NOT_LEADER = "领衔人的更换要办“领衔人变更”，不在这里改。"
EARLIEST = 1950


@transaction.atomic
def add_member(
    *,
    actor: User,
    studio_id: int,
    role: str,
    joined_on: datetime.date,
    values: Mapping[str, Any] | None = None,
    worker_id: int | None = None,
    is_another: bool = False,
) -> Member:
    """Take somebody in: a record that exists (`worker_id`), or a new one from `values` (fields of `facts.FIELDS`).

    A new record with the name and birth of one the unit keeps needs `is_another`. Values fill only blanks of a record
    that exists. Raises NotYours, Closed, Invalid (by field), MovedOn (belongs to the team already).
    """
    studio = writable_studio(actor, studio_id)
    _refuse_role(role)
    _refuse_day("joined_on", joined_on)
    known = facts.clean_all(values or {})
    if worker_id is None:
        worker = _new_worker(studio, known, is_another=is_another)
    else:
        worker = _known_worker(actor, studio, worker_id, known)
    _refuse_overlap(studio, worker, joined_on, None)
    last = studio.members.aggregate(last=Max("position"))["last"] or 0
    member = Member.objects.create(
        studio=studio, worker=worker, role=role, joined_on=joined_on, position=min(last + 1, 32_000)
    )
    _tell(actor, "member.join", member, new={"role": role, "joined_on": str(joined_on), "worker": worker.pk})
    criteria.refresh(studio)
    return member


@transaction.atomic
def change_role(*, actor: User, member_id: int, role: str, on: datetime.date) -> Member:
    """Another role from a day on: the row ends that day and another begins. Gives the row that holds now."""
    studio, member = _locked(actor, member_id)
    if member.left_on is not None:
        raise MovedOn(f"{member.worker.name}的这一段任职已经结束，请刷新后再看。")
    _refuse_role(role)
    _refuse_leader(member)
    if role == member.role:
        raise Invalid({"role": f"{member.worker.name}已经是{member.get_role_display()}。"})
    _refuse_day("on", on, since=member.joined_on)
    old = {"role": member.role, "on": str(member.joined_on)}
    if on == member.joined_on:
        member.role = role
        member.save(update_fields=["role"])
        now = member
    else:
        member.left_on, member.left_reason = on, f"改任{MemberRole(role).label}"
        member.save(update_fields=["left_on", "left_reason"])
        now = Member.objects.create(
            studio=studio, worker=member.worker, role=role, joined_on=on, position=member.position
        )
    _tell(actor, "member.role", now, old=old, new={"role": role, "on": str(on)})
    criteria.refresh(studio)
    return now


@transaction.atomic
def leave(*, actor: User, member_id: int, on: datetime.date, reason: str) -> Member:
    """Somebody leaves: the day is the first one without them. Raises Invalid without a reason."""
    studio, member = _locked(actor, member_id)
    if member.left_on is not None:
        raise MovedOn(f"{member.worker.name}已经在 {member.left_on} 离开。")
    _refuse_leader(member)
    _refuse_day("on", on, since=member.joined_on)
    words = one_line(reason)[:100]
    if not words:
        raise Invalid({"reason": "请填离开的缘由。"})
    member.left_on, member.left_reason = on, words
    member.save(update_fields=["left_on", "left_reason"])
    _tell(actor, "member.leave", member, new={"left_on": str(on), "left_reason": words})
    criteria.refresh(studio)
    return member


@transaction.atomic
def come_back(*, actor: User, member_id: int) -> Member:
    """Undo of `leave`: the row goes on. Raises MovedOn when it did not end, Invalid when another row holds."""
    studio, member = _locked(actor, member_id)
    if member.left_on is None:
        raise MovedOn(f"{member.worker.name}没有离开。")
    _refuse_leader(member)
    _refuse_overlap(studio, member.worker, member.joined_on, None, without=member)
    old = plain(member, ("left_on", "left_reason"))
    member.left_on, member.left_reason = None, ""
    member.save(update_fields=["left_on", "left_reason"])
    _tell(actor, "member.back", member, old=old)
    criteria.refresh(studio)
    return member


@transaction.atomic
def correct_member(
    *,
    actor: User,
    member_id: int,
    joined_on: datetime.date,
    left_on: datetime.date | None,
    left_reason: str,
    seen: str = "",
) -> Member:
    """Put right days that were typed wrong. `seen`: `state_of` of the page, MovedOn when the row changed since."""
    studio, member = _locked(actor, member_id)
    if seen and seen != state_of(member):
        raise MovedOn("这一段任职刚被别人改过，请刷新后再改。")
    if member.role == MemberRole.LEADER and left_on != member.left_on:
        raise Invalid({"left_on": NOT_LEADER})
    _refuse_day("joined_on", joined_on)
    if left_on is None and member.left_on is not None:
        raise Invalid({"left_on": "请填离开的日期；没有离开的，请用“没有离开，恢复”。"})
    if left_on is not None:
        if member.left_on is None:
            raise Invalid({"left_on": "离开请另外登记，写明缘由。"})
        _refuse_day("left_on", left_on, since=joined_on)
    _refuse_overlap(studio, member.worker, joined_on, left_on, without=member)
    names = ("joined_on", "left_on", "left_reason")
    old = plain(member, names)
    member.joined_on, member.left_on, member.left_reason = joined_on, left_on, one_line(left_reason)[:100]
    new = plain(member, names)
    if old != new:
        member.save(update_fields=list(names))
        _tell(actor, "member.correct", member, old=old, new=new)
        criteria.refresh(studio)
    return member


@transaction.atomic
def strike_member(*, actor: User, member_id: int) -> Member:
    """Take out a row that should never have been: somebody entered by mistake. The trail keeps what it said."""
    studio, member = _locked(actor, member_id)
    _refuse_leader(member)
    old = plain(member, ("role", "joined_on", "left_on", "left_reason"))
    _tell(actor, "member.strike", member, old=old | {"worker": member.worker_id})
    member.delete()
    criteria.refresh(studio)
    return member


def state_of(member: Member) -> str:
    """What a page showed of a row, as text to compare."""
    return f"{member.role} {member.joined_on} {member.left_on or ''} {member.left_reason}"


def _locked(actor: User, member_id: int) -> tuple[Studio, Member]:
    studio_id = Member.objects.values_list("studio_id", flat=True).get(pk=member_id)
    studio = writable_studio(actor, studio_id)
    member = Member.objects.select_related("worker").filter(pk=member_id).first()
    if member is None:
        raise MovedOn("这个人刚被移出名单，请刷新后再看。")
    return studio, member


def _new_worker(studio: Studio, known: dict[str, str], *, is_another: bool) -> Worker:
    if not known.get("name"):
        raise Invalid({"name": "请填姓名。"})
    twins = Worker.objects.filter(unit_id=studio.unit_id, name=known["name"], employer=known.get("employer", ""))
    birth = known.get("birth", "")
    if not is_another and any(not birth or not one.birth or one.birth[:7] == birth[:7] for one in twins[:50]):
        raise Invalid({"name": f"本单位已经有{known['name']}的记录，请选是不是同一个人。"})
    return Worker.objects.create(unit=studio.unit, **known)


def _known_worker(actor: User, studio: Studio, worker_id: int, known: dict[str, str]) -> Worker:
    visible = Q(unit_id=studio.unit_id) | Q(pk__in=people.workers_visible_to(actor).filter(pk=worker_id).values("pk"))
    worker = Worker.objects.select_for_update(of=("self",)).filter(visible, pk=worker_id).first()
    if worker is None:
        raise Invalid({"name": "没有找到要用的那条记录，请重新选。"})
    if worker.unit_id == studio.unit_id:
        blanks = [field for field, value in known.items() if value and not getattr(worker, field)]
        for field in blanks:
            setattr(worker, field, known[field])
        if blanks:
            worker.save(update_fields=blanks)
            audit(actor=actor, verb="worker.correct", subject=worker, new={name: known[name] for name in blanks})
    return worker


def _refuse_role(role: str) -> None:
    if role == MemberRole.LEADER:
        raise Invalid({"role": NOT_LEADER})
    if role not in OPEN_ROLES:
        raise Invalid({"role": f"角色请选{'、'.join(one.label for one in OPEN_ROLES)}。"})


def _refuse_leader(member: Member) -> None:
    if member.role == MemberRole.LEADER:
        raise Invalid({"": NOT_LEADER})


def _refuse_day(field: str, day: datetime.date, *, since: datetime.date | None = None) -> None:
    if day > timezone.localdate():
        raise Invalid({field: "日期不能晚于今天。"})
    if day.year < EARLIEST:
        raise Invalid({field: "年份太早，请核对。"})
    if since is not None and day < since:
        raise Invalid({field: f"不能早于加入的日期 {since}。"})


def _refuse_overlap(
    studio: Studio, worker: Worker, since: datetime.date, until: datetime.date | None, *, without: Member | None = None
) -> None:
    """One person holds one role at a time."""
    rows = studio.members.filter(worker=worker).filter(Q(left_on__isnull=True) | Q(left_on__gt=since))
    if until is not None:
        rows = rows.filter(joined_on__lt=until)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    other = rows.order_by("joined_on").first()
    if other is not None:
        end = f"至 {other.left_on} " if other.left_on else "起"
        raise Invalid(
            {"joined_on": f"{worker.name}{other.joined_on} {end}已经在这个工作室任{other.get_role_display()}。"}
        )


def _tell(actor: User, verb: str, member: Member, **said: Any) -> None:
    audit(actor=actor, verb=verb, subject=member, subject_name=f"{member.worker.name}：{member.studio.name}", **said)


__all__ = [
    "OPEN_ROLES",
    "add_member",
    "change_role",
    "come_back",
    "correct_member",
    "leave",
    "state_of",
    "strike_member",
]
