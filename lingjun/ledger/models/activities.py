"""Activities (各项活动, clause 二.6): one entry in a minute."""

from __future__ import annotations

import datetime
import uuid
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lingjun.core.models import StoredFile
from lingjun.ledger.models.plan import PlanItem
from lingjun.ledger.models.projects import Project
from lingjun.studios.models import Member, Studio, StudioRecord, Worker

Given = TypeVar("Given")
EARLIEST = datetime.date(1990, 1, 1)
MOST_PHOTOS = 9
FREE_DAYS = 7
"""Days after the entry in which a change or removal is nobody's business; later ones stand on the page."""


def given(value: Given | None) -> Given | None:
    """A value that may be missing while the line is not complete yet, whatever the column says."""
    return value


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
    `photos`: how many files of purpose "photo" stand behind it.
    """

    DERIVED = ("attendance",)

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

    def clean(self) -> None:
        """A day that has come, people who were members on it, project and plan item of the same studio."""
        wrong: dict[str, str] = {}
        today, day = timezone.localdate(), given(self.held_on)
        if day and day > today:
            wrong["held_on"] = f"还没到这一天，今天是 {today:%Y-%m-%d}。活动开完再记。"
        elif day and day < EARLIEST:
            wrong["held_on"] = f"日期太早，请核对年份（{EARLIEST.year} 年以后）。"
        elif day and (problem := self._who()):
            wrong["attendees"] = problem
        self.attendance = len(self.attendees) if isinstance(self.attendees, list) else 0
        if self.project is not None and self.project.studio_id != self.studio_id:
            wrong["project"] = "这个项目不是本工作室的。"
        if self.plan_item is not None and self.plan_item.studio_id != self.studio_id:
            wrong["plan_item"] = "这条计划事项不是本工作室的。"
        if wrong:
            raise ValidationError(wrong)

    def _who(self) -> str:
        """What is wrong with the list of people on that day; keeps it free of doubles. One query, two to name names."""
        ids = self.attendees
        if not isinstance(ids, list) or not all(isinstance(one, int) for one in ids):
            return "请从名单里勾选参加的人。"
        self.attendees = ids = list(dict.fromkeys(ids))
        present = set(team_on(self.studio, self.held_on).values_list("worker_id", flat=True)) if ids else set()
        if not (absent := [one for one in ids if one not in present]):
            return ""
        names = [name for (name,) in Worker.objects.filter(pk__in=absent).values_list("name")] or ["有人"]
        return f"{'、'.join(names)}在 {self.held_on:%Y-%m-%d} 不是本工作室成员，请去掉，或在团队里补上加入日期。"


def team_on(studio: Studio, day: datetime.date) -> models.QuerySet[Member]:
    """Who belonged to the team on a day. Before the naming the file knows no team: then that of the naming."""
    day = max(day, studio.named_on)
    return Member.objects.filter(Q(left_on=None) | Q(left_on__gt=day), studio=studio, joined_on__lte=day)


class StagedPhoto(models.Model):
    """A photo that was sent up before its entry was: kept by the entry's token until that comes, or a week."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="+")
    token = models.UUIDField(db_index=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        verbose_name = "待归入的照片"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.file.name
