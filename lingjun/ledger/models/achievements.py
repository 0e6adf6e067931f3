"""Achievements (成果, clause 二.7) with what they brought and where they were taken up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from lingjun.ledger.models.projects import Project
from lingjun.studios.models import Studio, StudioRecord


class AchievementKind(models.TextChoices):
    """Types named in practice (field.md 1.11)."""

    INVENTION = "invention", "发明专利"
    UTILITY = "utility", "实用新型专利"
    DESIGN = "design", "外观设计专利"
    SOFTWARE = "software", "软件著作权"
    PAPER = "paper", "论文"
    STANDARD = "standard", "标准/规程"
    PROCESS = "process", "工艺工法"
    QC = "qc", "QC 成果"
    FIVE_SMALL = "five_small", "“五小”成果"
    METHOD = "method", "先进操作法"
    SUGGESTION = "suggestion", "合理化建议"
    RENOVATION = "renovation", "技术改造"
    MANUAL = "manual", "标准化手册"
    AWARD = "award", "获奖"
    OTHER = "other", "其他"


class AchievementStatus(models.TextChoices):
    """How far it has come."""

    APPLIED = "applied", "已申请"
    GRANTED = "granted", "已授权（发布、获奖）"
    IN_USE = "in_use", "已应用"
    CONVERTED = "converted", "已转化"


class Achievement(StudioRecord):
    """成果. `authors`: ids of workers; `first_author` and `co_authors` as printed; `details`: the fields its kind needs.

    `number_key`, `title_key`, `title_head`, `title_tail` are what duplicates are looked for by, across all studios.
    """

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="achievements")
    kind = models.CharField("类型", max_length=12, choices=AchievementKind.choices)
    title = models.CharField("名称", max_length=200)
    number = models.CharField("编号", max_length=60, blank=True, help_text="专利号、标准号、登记号等。")
    status = models.CharField("状态", max_length=10, choices=AchievementStatus.choices)
    achieved_on = models.DateField("日期")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="achievements")
    first_author = models.CharField("第一完成人", max_length=50, blank=True)
    co_authors = models.CharField("其他完成人", max_length=300, blank=True)
    authors: models.JSONField[Any, Any] = models.JSONField("本工作室完成人", default=list, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField("其他项目", default=dict, blank=True)
    summary = models.TextField("内容与作用", max_length=3000, blank=True)
    number_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    title_key = models.CharField(max_length=200, blank=True, editable=False)
    title_head = models.CharField(max_length=8, blank=True, editable=False, db_index=True)
    title_tail = models.CharField(max_length=8, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = "成果"
        ordering: ClassVar = ["-achieved_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["studio", "-achieved_on", "-id"], name="achievement_studio_day"),
            models.Index(fields=["-achieved_on", "-id"], name="achievement_recent"),
            models.Index(fields=["kind", "-achieved_on", "-id"], name="achievement_kind_day"),
        ]

    def __str__(self) -> str:
        return self.title


class BenefitBasis(models.TextChoices):
    """What an amount counts (field.md 1.11). Amounts of different bases are never added."""

    COST = "cost", "节约成本"
    PROFIT = "profit", "新增利润"
    SALES = "sales", "新增销售额"
    TAX = "tax", "新增税收"
    EXCHANGE = "exchange", "创收外汇"
    LOSS = "loss", "减少损失"
    OTHER = "other", "其他口径"


class Benefit(StudioRecord):
    """经济效益 of an achievement, in yuan, on one basis, for a period, with who certified it."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="benefits")
    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="benefits")
    basis = models.CharField("口径", max_length=10, choices=BenefitBasis.choices)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    period_from = models.DateField("自")
    period_to = models.DateField("至")
    method = models.TextField("怎么算的", max_length=1000)
    certifier = models.CharField("谁证明", max_length=100)
    certified_on = models.DateField("证明日期", null=True, blank=True)

    class Meta:
        verbose_name = "经济效益"
        ordering: ClassVar = ["-period_to", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-period_to"], name="benefit_studio_period")]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} {self.amount} 元"


class Adoption(StudioRecord):
    """推广应用: who took an achievement up, since when, to what effect."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="adoptions")
    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="adoptions")
    adopter = models.CharField("应用单位", max_length=100)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    people = models.PositiveIntegerField("受益人数", null=True, blank=True)
    effect = models.TextField("效果", max_length=1000)
    contact = models.CharField("联系人", max_length=50, blank=True)

    class Meta:
        verbose_name = "推广应用"
        ordering: ClassVar = ["-since", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-since"], name="adoption_studio_day")]

    def __str__(self) -> str:
        return self.adopter
