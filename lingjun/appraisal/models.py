"""Yearly appraisal (综合鉴定, clause 二.3) and what follows from a bad one."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from lingjun.cases.models import Case
from lingjun.studios.models import Studio, StudioRecord


class Grade(models.TextChoices):
    """What the federation grades a studio's year (field.md 1.5)."""

    EXCELLENT = "excellent", "优秀"
    QUALIFIED = "qualified", "合格"
    RECTIFY = "rectify", "整改"
    REVOKE = "revoke", "撤销"


class Appraisal(models.Model):
    """One studio's year. `figures` are counted from the ledger when the report is submitted, by key.

    `grade` is empty until the round's grades are published together. The unit's written opinion is the case's opinion.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="appraisal")
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="appraisals")
    year = models.PositiveSmallIntegerField("年度")
    figures: models.JSONField[Any, Any] = models.JSONField("全年数据", default=dict)
    report = models.TextField("领衔人自评", max_length=5000, blank=True)
    problems = models.TextField("存在的问题", max_length=3000, blank=True)
    next_year = models.TextField("下一年打算", max_length=3000, blank=True)
    grade = models.CharField("等次", max_length=10, choices=Grade.choices, blank=True, db_index=True)
    graded_on = models.DateField("评定日期", null=True, blank=True)
    decision_number = models.CharField("文号", max_length=50, blank=True)
    reminded_at = models.DateTimeField("最近催办", null=True, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "年度综合鉴定"
        ordering: ClassVar = ["-year", "-id"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "studio"], name="appraisal_case_studio")]
        indexes: ClassVar = [models.Index(fields=["studio", "-year"], name="appraisal_studio_year")]

    def __str__(self) -> str:
        return f"{self.studio} {self.year} 年"


class WrittenAppraisal(StudioRecord):
    """书面综合鉴定 (clause 二.3) that a unit wrote outside this system, mostly before it: its file is the evidence."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="written_appraisals")
    year = models.PositiveSmallIntegerField("鉴定年度", validators=[MinValueValidator(1950), MaxValueValidator(2100)])
    dated_on = models.DateField("落款日期")
    conclusion = models.TextField("鉴定结论", max_length=2000, blank=True, help_text="可以照抄原文的结论。")

    class Meta:
        verbose_name = "书面综合鉴定"
        ordering: ClassVar = ["-year", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-year"], name="written_studio_year")]

    def __str__(self) -> str:
        return f"{self.year} 年度综合鉴定"

    def clean(self) -> None:
        today, dated_on = timezone.localdate(), getattr(self, "dated_on", None)  # None: the form found no date
        errors = {}
        if dated_on and dated_on > today:
            errors["dated_on"] = "落款日期不能晚于今天。"
        if self.year and self.year > today.year:
            errors["year"] = f"{self.year} 年还没有到，不能有它的鉴定。"
        if self.year and dated_on and dated_on.year < self.year:
            errors["dated_on"] = f"{self.year} 年的鉴定不会写在 {dated_on.year} 年。"
        if errors:
            raise ValidationError(errors)


class RectificationState(models.TextChoices):
    """整改: what it waits for, and how it ended."""

    OPEN = "open", "整改中"
    REPORTED = "reported", "待复查"
    PASSED = "passed", "复查通过"
    FAILED = "failed", "复查未通过"


class Rectification(models.Model):
    """整改 after an appraisal, with a deadline and a re-check by the recommending union or the federation.

    Not passed, the federation may order it anew: `earlier` keeps what was demanded, reported and found each time
    before, oldest first, by the names of the columns (`KEPT`); the columns are of the last time.
    """

    KEPT: ClassVar = ("demands", "due_on", "report", "reported_at", "finding", "checked_at", "checked_by_name")

    appraisal = models.OneToOneField(Appraisal, models.PROTECT, related_name="rectification")
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="rectifications")
    demands = models.TextField("整改要求", max_length=3000)
    due_on = models.DateField("期限")
    state = models.CharField(
        "状态", max_length=10, choices=RectificationState.choices, default=RectificationState.OPEN, db_index=True
    )
    report = models.TextField("整改报告", max_length=5000, blank=True)
    reported_at = models.DateTimeField("报告时间", null=True, blank=True)
    reported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    finding = models.TextField("复查意见", max_length=3000, blank=True)
    checked_at = models.DateTimeField("复查时间", null=True, blank=True)
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    checked_by_name = models.CharField("复查人", max_length=50, blank=True)
    earlier: models.JSONField[Any, Any] = models.JSONField("以前各次", default=list, blank=True, editable=False)

    class Meta:
        verbose_name = "整改"
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.studio} 整改"

    @property
    def times(self) -> int:
        """Which time it is, from 1."""
        return len(self.earlier) + 1
