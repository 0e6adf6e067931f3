"""The yearly plan (工作计划, clause 二.6): a goal and items with due months, ticked off by what fulfils them."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone

from lingjun.ledger.models.people import strangers
from lingjun.studios.models import Studio, StudioRecord, Worker

FIRST_YEAR = 1990


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

    def clean(self) -> None:
        """One plan a year and studio, also where the older one was removed; a year people plan for."""
        latest = timezone.localdate().year + 1
        year: int | None = self.year
        if year is not None and not FIRST_YEAR <= year <= latest:
            raise ValidationError({"year": f"年度填 {FIRST_YEAR} 到 {latest} 之间的年份。"})
        other = Plan.objects.filter(studio_id=self.studio_id, year=self.year).exclude(pk=self.pk).first()
        if other is not None:
            gone = "已经移除，恢复后再改" if other.removed_at else "已经有了，改那一份就行"
            raise ValidationError({"year": f"{self.year} 年的工作计划{gone}。"})


class PlanItem(StudioRecord):
    """One item, due by the end of `due_month`.

    `done_on` is the day of the first activity that fulfils it; or set by hand, and then `done_note` says how.
    """

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

    def clean(self) -> None:
        """Of a plan of the same studio; done not before the year of the plan nor in the future."""
        wrong: dict[str, str] = {}
        month: int | None = self.due_month
        if month is not None and not 1 <= month <= 12:
            wrong["due_month"] = "完成月份填 1 到 12。"
        if self.plan_id and (self.plan.studio_id != self.studio_id or self.plan.removed_at):
            wrong["plan"] = "这份工作计划不在本工作室，或者已经移除。"
        if self.worker_id and (names := strangers(self.studio, [self.worker_id], None)):
            wrong["worker"] = f"{names[0]}不是本工作室成员，也不是本单位职工。"
        if self.done_on is None and self.done_note:
            wrong["done_on"] = "写了完成说明，请填完成日期。"
        elif self.done_on is not None and self.done_on > timezone.localdate():
            wrong["done_on"] = "完成日期不能晚于今天。"
        elif self.done_on is not None and self.plan_id and self.done_on.year < self.plan.year:
            wrong["done_on"] = f"完成日期早于计划的年度 {self.plan.year} 年。"
        if wrong:
            raise ValidationError(wrong)

    @property
    def by_hand(self) -> bool:
        """Ticked off by a person, not by an activity."""
        return self.done_on is not None and bool(self.done_note)
