"""Mentorships (师带徒; field.md 1.10): agreement, stage checks, outcome."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

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
