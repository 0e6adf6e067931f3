"""The yearly plan (工作计划, clause 二.6): a goal and items with due months, ticked off by what fulfils them."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from lingjun.studios.models import Studio, StudioRecord, Worker


class Plan(StudioRecord):
    """One studio's plan of one year."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField("年度")
    goal = models.TextField("年度目标", max_length=3000, blank=True)
    adopted_on = models.DateField("制定日期")

    class Meta:
        verbose_name = "工作计划"
        ordering: ClassVar = ["-year"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["studio", "year"], name="one_plan_a_year")]

    def __str__(self) -> str:
        return f"{self.year} 年工作计划"


class PlanItem(StudioRecord):
    """One item, due by the end of `due_month`. `done_on` is the day of the first activity that fulfils it, or set by hand."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="plan_items")
    plan = models.ForeignKey(Plan, models.CASCADE, related_name="items")
    title = models.CharField("事项", max_length=200)
    due_month = models.PositiveSmallIntegerField("完成月份", validators=[MinValueValidator(1), MaxValueValidator(12)])
    worker = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人")
    done_on = models.DateField("完成日期", null=True, blank=True)
    done_note = models.CharField("完成说明", max_length=200, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0, editable=False)

    class Meta:
        verbose_name = "计划事项"
        ordering: ClassVar = ["due_month", "position", "id"]

    def __str__(self) -> str:
        return self.title
