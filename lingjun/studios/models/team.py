"""The team: who belongs to a studio from a day to a day, and whose accounts write its file."""

from __future__ import annotations

from typing import ClassVar

from django.conf import settings
from django.db import models

from lingjun.studios.models.people import Worker
from lingjun.studios.models.studio import Studio


class MemberRole(models.TextChoices):
    """Role in the team (issue: 领衔人, 骨干, 成员, 联络员)."""

    LEADER = "leader", "领衔人"
    BACKBONE = "backbone", "骨干"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"


class Member(models.Model):
    """A worker in a studio in one role, from `joined_on` up to (not including) `left_on`.

    A new role ends the row and begins another on the same day, so that the team of any past day can be asked.
    """

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="members")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    joined_on = models.DateField("加入")
    left_on = models.DateField("离开", null=True, blank=True)
    left_reason = models.CharField("离开缘由", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0)

    class Meta:
        verbose_name = "成员"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_role_display()}"


class StudioAppointment(models.Model):
    """任职 in a studio: the leader's or liaison's account."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="studio_appointments")
    studio = models.ForeignKey(Studio, models.CASCADE, related_name="appointments")
    role = models.CharField("身份", max_length=10, choices=MemberRole.choices)

    class Meta:
        verbose_name = "工作室任职"
        constraints: ClassVar = [models.UniqueConstraint(fields=["user", "studio"], name="one_studio_appointment")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.studio_id}"
