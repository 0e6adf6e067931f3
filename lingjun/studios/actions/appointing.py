"""Whose accounts keep a studio's file: chair or clerk name the leader's and the liaison's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse

from lingjun.accounts.actions import notify
from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.accounts.queries import users_with_role
from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.studios import rules
from lingjun.studios.actions.records import locked_studio
from lingjun.studios.models import MemberRole, StudioAppointment

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

MOST = 20


@transaction.atomic
def name_writer(*, actor: User, studio_id: int, user_id: int) -> StudioAppointment:
    """An account of the unit with the role of leader or liaison keeps this studio from now on.

    Raises NotYours, Invalid (no such account in that role), MovedOn (named already).
    """
    studio = _locked(actor, studio_id)
    user = users_with_role(studio.unit, Role.LEADER, Role.LIAISON).filter(pk=user_id).first()
    if user is None:
        raise Invalid({"user": f"请选{studio.unit.name}在任的领衔人或联络员账号。"})
    if StudioAppointment.objects.filter(studio=studio, user=user).exists():
        raise MovedOn(f"{user.name}已经在填写{studio.name}的档案。")
    if studio.appointments.count() >= MOST:
        raise Invalid({"user": f"一个工作室最多指定 {MOST} 个账号。"})
    leads = any(post.role == Role.LEADER and post.organization_id == studio.unit_id for post in user.posts)
    role = MemberRole.LEADER if leads else MemberRole.LIAISON
    appointment = StudioAppointment.objects.create(user=user, studio=studio, role=role)
    audit(actor=actor, verb="studio.writer", subject=studio, new={"user": f"{user.pk} {user.name}", "role": role.label})
    url = reverse("studios:team", args=[studio.pk])
    notify(users=[user], text=f"{studio.name}的档案由您填写。", url=url)
    return appointment


@transaction.atomic
def release_writer(*, actor: User, appointment_id: int) -> StudioAppointment:
    """The account no longer keeps this studio; what it wrote stays."""
    studio_id = StudioAppointment.objects.values_list("studio_id", flat=True).get(pk=appointment_id)
    studio = _locked(actor, studio_id)
    appointment = StudioAppointment.objects.select_related("user").filter(pk=appointment_id).first()
    if appointment is None:
        raise MovedOn("这个账号刚被别人移除，请刷新后再看。")
    audit(
        actor=actor, verb="studio.unwriter", subject=studio,
        old={"user": f"{appointment.user_id} {appointment.user.name}", "role": appointment.get_role_display()},
    )  # fmt: skip
    appointment.delete()
    return appointment


def _locked(actor: User, studio_id: int) -> Studio:
    studio = locked_studio(studio_id)
    if reason := rules.may_name_writers(actor, studio):
        raise NotYours(reason)
    return studio
