"""Activities (各项活动, clause 二.6): one entry in a minute."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models

from lingjun.ledger.models.plan import PlanItem
from lingjun.ledger.models.projects import Project
from lingjun.studios.models import Studio, StudioRecord


class ActivityKind(models.TextChoices):
    """What people did together."""

    MEETING = "meeting", "攻关例会"
    TRAINING = "training", "培训授课"
    EXCHANGE = "exchange", "技术交流"
    MENTORING = "mentoring", "师徒结对"
    STUDY = "study", "外出学习"
    ADOPTION = "adoption", "推广应用"
    SERVICE = "service", "志愿服务"
    OTHER = "other", "其他"


class Activity(StudioRecord):
    """活动. `attendees`: ids of workers, `attendance` their number, `guests` people from outside (only counted).

    Attendance is one list in the row and not a table: it is written once, read with the activity, and a nation has
    nine million of them. `token` is made by the page, so that an entry sent twice over a poor connection stands once.
    """

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="activities")
    token = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=10, choices=ActivityKind.choices)
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=100, blank=True)
    title = models.CharField("名称", max_length=100, blank=True)
    text = models.TextField("做了什么", max_length=5000)
    attendees: models.JSONField[Any, Any] = models.JSONField("参加的人", default=list, blank=True)
    attendance = models.PositiveSmallIntegerField("本工作室人数", default=0, editable=False)
    guests = models.PositiveSmallIntegerField("外单位人数", default=0)
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="activities")
    plan_item = models.ForeignKey(PlanItem, models.SET_NULL, null=True, blank=True, related_name="activities")
    photos = models.PositiveSmallIntegerField("照片", default=0, editable=False)

    class Meta:
        verbose_name = "活动"
        ordering: ClassVar = ["-held_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["studio", "-held_on", "-id"], name="activity_studio_day"),
            models.Index(fields=["-held_on", "-id"], name="activity_recent"),
        ]

    def __str__(self) -> str:
        return self.title or self.text[:40]
