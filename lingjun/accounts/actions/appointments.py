"""Appointments begin and end; nothing is ever overwritten."""

from __future__ import annotations

import datetime

from django.db import transaction
from django.utils import timezone

from lingjun.accounts import rules
from lingjun.accounts.enums import Role
from lingjun.accounts.models import Appointment, User
from lingjun.audit.actions import record
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.text import squeeze
from lingjun.organizations.models import Organization


@transaction.atomic
def open_appointment(
    *,
    actor: User | None,
    user: User,
    role: str,
    organization: Organization,
    title: str = "",
    started_on: datetime.date | None = None,
) -> Appointment:
    """Give a role in an organization, from a day on (today when left out).

    Raises NotYours (not the actor's to give), Invalid (wrong place, closed organization, separate roles, a day
    ahead), MovedOn (already in this post).
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if actor is not None and not rules.may_appoint(actor, role, organization):
        raise NotYours(f"{organization.label}的{_label(role)}不由您任命。")
    _refuse(role, organization, started_on)
    open_ones = list(person.appointments.filter(ended_on__isnull=True))
    if any(post.role == role and post.organization_id == organization.pk for post in open_ones):
        raise MovedOn(f"{person.name}已经是{organization.label}的{_label(role)}。")
    reason = rules.clash({post.role for post in open_ones} | {role})
    if reason:
        raise Invalid({"role": reason})
    post = Appointment(
        user=person,
        organization=organization,
        role=role,
        title=squeeze(title)[:50],
        started_on=started_on or timezone.localdate(),
    )
    user.forget_posts()
    return _begin(actor, post)


@transaction.atomic
def end_appointment(*, actor: User | None, appointment: Appointment, note: str = "") -> Appointment:
    """End a post as of today; the row stays as history. Nobody may end their own last one.

    Who could give the post may end it. Raises NotYours, MovedOn (already ended), Invalid.
    """
    person = User.objects.select_for_update().get(pk=appointment.user_id)
    post = Appointment.objects.select_related("organization").get(pk=appointment.pk)
    post.user = person
    if actor is not None and not rules.may_appoint(actor, post.role, post.organization):
        raise NotYours(f"{post.organization.label}的{_label(post.role)}不由您任免。")
    if post.ended_on is not None:
        raise MovedOn(f"{person.name}的这项任职已于 {post.ended_on} 结束。")
    others = person.appointments.filter(ended_on__isnull=True).exclude(pk=post.pk)
    if actor is not None and actor.pk == person.pk and not others.exists():
        raise Invalid({"appointment": "这是您自己最后一项任职，不能自己结束，请由上级办理。"})
    return _end(actor, post, timezone.localdate(), note)


@transaction.atomic
def carry_appointment(
    *,
    actor: User | None,
    appointment: Appointment,
    organization: Organization,
    on: datetime.date,
    note: str,
    ends: bool = True,
) -> Appointment | None:
    """What a post is for has gone to another organization: the post goes on there from the same day.

    Who decided that had the right to; nobody's right to appoint is asked. `ends`: the post here ends. Returns the new
    post; None where the person holds it there already, or no longer here.
    """
    person = User.objects.select_for_update().get(pk=appointment.user_id)
    open_ones = person.appointments.filter(ended_on__isnull=True)
    post = open_ones.select_related("organization").filter(pk=appointment.pk).first()
    if post is None:
        return None
    since = max(on, post.started_on)
    if ends:
        _end(actor, post, since, note)
    if open_ones.filter(organization=organization, role=post.role).exists():
        return None
    carried = Appointment(
        user=person, organization=organization, role=post.role, title=post.title, started_on=since
    )  # fmt: skip
    return _begin(actor, carried, note)


def _begin(actor: User | None, post: Appointment, note: str = "") -> Appointment:
    post.save(force_insert=True)
    record(
        actor=actor,
        verb="appointment.open",
        subject=post.user,
        new={
            "role": post.role,
            "organization": post.organization.name,
            "organization_id": post.organization_id,
            "title": post.title,
            "started_on": post.started_on,
        },
        note=note,
    )
    return post


def _end(actor: User | None, post: Appointment, on: datetime.date, note: str) -> Appointment:
    """As of a day; never before the post began."""
    post.ended_on = max(on, post.started_on)
    post.save(update_fields=["ended_on"])
    post.user.forget_posts()
    record(
        actor=actor,
        verb="appointment.end",
        subject=post.user,
        old={"role": post.role, "organization": post.organization.name, "organization_id": post.organization_id},
        new={"ended_on": post.ended_on},
        note=note,
    )
    return post


def _refuse(role: str, organization: Organization, started_on: datetime.date | None) -> None:
    errors: dict[str, str] = {}
    if role not in Role.values:
        errors["role"] = "请选身份。"
    elif not rules.seat_matches(role, organization):
        errors["role"] = f"{_label(role)}不设在{organization.get_kind_display()}。"
    if not organization.is_active:
        errors["organization"] = f"{organization.name}已经停用。"
    if started_on is not None and started_on > timezone.localdate():
        errors["started_on"] = "起任日期不能晚于今天。"
    if errors:
        raise Invalid(errors)


def _label(role: str) -> str:
    return Role(role).label if role in Role.values else role
