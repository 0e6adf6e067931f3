"""Mentorships (师带徒; field.md 1.10): agreement, stage checks, outcome."""

from __future__ import annotations

import datetime
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from lingjun.ledger.models.people import strangers
from lingjun.studios.models import Studio, StudioRecord, Worker


class MentorshipOutcome(models.TextChoices):
    """How it ended; empty while it goes on."""

    COMPLETED = "completed", "出师"
    RENEWED = "renewed", "续带"
    STOPPED = "stopped", "终止"


class Mentorship(StudioRecord):
    """师徒协议. `allowance` in yuan a month."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="mentorships")
    number = models.CharField("协议编号", max_length=40, blank=True)
    mentor = models.ForeignKey(Worker, models.PROTECT, related_name="apprentices", verbose_name="师傅")
    apprentice = models.ForeignKey(Worker, models.PROTECT, related_name="mentors", verbose_name="徒弟")
    trade = models.CharField("工种", max_length=50)
    started_on = models.DateField("开始")
    due_on = models.DateField("期满")
    ended_on = models.DateField("结束", null=True, blank=True)
    goal = models.TextField("目标", max_length=1000)
    target_grade = models.CharField("目标等级", max_length=20, blank=True)
    allowance = models.DecimalField(
        "津贴（元/月）", max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    outcome = models.CharField("出徒结论", max_length=10, choices=MentorshipOutcome.choices, blank=True)
    outcome_note = models.CharField("结论说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "师带徒"
        ordering: ClassVar = ["-started_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-started_on"], name="mentorship_studio_day")]

    def __str__(self) -> str:
        return f"{self.mentor}带{self.apprentice}"

    def clean(self) -> None:
        """Two people of the studio or unit, days in order, an outcome with its day. One query for people."""
        wrong: dict[str, str] = {}
        started: datetime.date | None = self.started_on
        due: datetime.date | None = self.due_on
        if self.mentor_id and self.mentor_id == self.apprentice_id:
            wrong["apprentice"] = "师傅和徒弟不能是同一个人。"
        for name in ("mentor", "apprentice"):
            worker_id = getattr(self, f"{name}_id")
            if worker_id and (names := strangers(self.studio, [worker_id], started)):
                wrong[name] = f"{names[0]}不是本工作室成员，也不是本单位职工。"
        if started and due and due <= started:
            wrong["due_on"] = f"期满要晚于开始（{started:%Y-%m-%d}）。"
        if self.allowance is not None and self.allowance < 0:
            wrong["allowance"] = "津贴不能小于 0。"
        wrong |= self._end(started)
        if wrong:
            raise ValidationError(wrong)

    def _end(self, started: datetime.date | None) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.ended_on and started and self.ended_on < started:
            wrong["ended_on"] = f"结束不能早于开始（{started:%Y-%m-%d}）。"
        elif self.ended_on and self.ended_on > timezone.localdate():
            wrong["ended_on"] = "结束日期不能晚于今天。"
        elif self.outcome and not self.ended_on:
            wrong["ended_on"] = "写了出徒结论，请填结束日期。"
        elif self.ended_on and not self.outcome:
            wrong["outcome"] = "填了结束日期，请选出徒结论。"
        if self.outcome == MentorshipOutcome.STOPPED and not self.outcome_note:
            wrong["outcome_note"] = "终止的请写原因。"
        return wrong

    @property
    def is_open(self) -> bool:
        """No outcome yet."""
        return not self.outcome


class StageMark(models.TextChoices):
    """Result of a stage check."""

    EXCELLENT = "excellent", "优秀"
    PASSED = "passed", "合格"
    FAILED = "failed", "不合格"


class StageCheck(StudioRecord):
    """阶段考核 of a mentorship."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="stage_checks")
    mentorship = models.ForeignKey(Mentorship, models.CASCADE, related_name="checks")
    on = models.DateField("日期")
    content = models.CharField("考核内容", max_length=200)
    mark = models.CharField("成绩", max_length=10, choices=StageMark.choices)
    comment = models.CharField("评语", max_length=300, blank=True)

    class Meta:
        verbose_name = "阶段考核"
        ordering: ClassVar = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.on:%Y-%m-%d} {self.get_mark_display()}"

    def clean(self) -> None:
        """Of a mentorship of the same studio, while it lasts, today at the latest."""
        wrong: dict[str, str] = {}
        day: datetime.date | None = self.on
        if self.mentorship_id:
            about = self.mentorship
            if about.studio_id != self.studio_id or about.removed_at:
                wrong["mentorship"] = "这份师徒协议不在本工作室，或者已经移除。"
            elif day and day < about.started_on:
                wrong["on"] = f"考核日期不能早于协议开始（{about.started_on:%Y-%m-%d}）。"
            elif day and about.ended_on and day > about.ended_on:
                wrong["on"] = f"考核日期不能晚于协议结束（{about.ended_on:%Y-%m-%d}）。"
        if day and day > timezone.localdate():
            wrong["on"] = "考核日期不能晚于今天。"
        if wrong:
            raise ValidationError(wrong)
