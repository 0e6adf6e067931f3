"""People: one record for each person, with honours and with what changed over the years."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models

from lingjun.organizations.models import Organization
from lingjun.studios.models.base import StudioRecord


class Worker(models.Model):
    """职工: one record for each person, whichever studios they are in. Birth is YYYY-MM or YYYY-MM-DD.

    Attributes are today's; what they were before stands in `promotions`. `employer` names the workplace of somebody
    from outside the unit that keeps the record.
    """

    name = models.CharField("姓名", max_length=50, db_index=True)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="workers")
    employer = models.CharField("工作单位", max_length=100, blank=True, help_text="外单位人员填写，本单位的不填。")
    gender = models.CharField("性别", max_length=1, blank=True, help_text="GB/T 2261.1")
    birth = models.CharField("出生年月", max_length=10, blank=True)
    political_status = models.CharField("政治面貌", max_length=2, blank=True, help_text="GB/T 4762")
    education = models.CharField("文化程度", max_length=2, blank=True, help_text="GB/T 4658")
    title = models.CharField("职称", max_length=50, blank=True)
    skill_grade = models.CharField("技能等级", max_length=20, blank=True)
    post = models.CharField("岗位（工种）", max_length=100, blank=True)
    phone = models.CharField("联系电话", max_length=30, blank=True)
    is_demo = models.BooleanField("示例", default=False)

    class Meta:
        verbose_name = "职工"
        indexes: ClassVar = [models.Index(fields=["unit", "name"], name="worker_unit_name")]

    def __str__(self) -> str:
        return self.name


class Honour(models.Model):
    """荣誉称号 of a worker. `text` is the phrase as printed; the rest is what could be told apart."""

    worker = models.ForeignKey(Worker, models.CASCADE, related_name="honours")
    text = models.CharField("称号", max_length=200)
    level = models.CharField("级别", max_length=20, blank=True)
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    awarding_body = models.CharField("授予机关", max_length=100, blank=True)

    class Meta:
        verbose_name = "荣誉"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.text


class PromotionKind(models.TextChoices):
    """Which attribute of a worker changed; the value is the attribute's name."""

    SKILL = "skill_grade", "技能等级"
    TITLE = "title", "职称"
    EDUCATION = "education", "文化程度"
    POLITICAL = "political_status", "政治面貌"
    POST = "post", "岗位（工种）"


class Promotion(StudioRecord):
    """成长记录: what a worker was and became, on which day; `growth` is a key of the notice's five kinds (一.第2段).

    The attribute of a worker on a past day is `old` of the first promotion of that kind after the day, else today's.
    """

    worker = models.ForeignKey(Worker, models.PROTECT, related_name="promotions")
    studio = models.ForeignKey("studios.Studio", models.CASCADE, related_name="promotions")
    kind = models.CharField("项目", max_length=20, choices=PromotionKind.choices)
    old = models.CharField("原来", max_length=100, blank=True)
    new = models.CharField("变为", max_length=100)
    on = models.DateField("日期")
    growth = models.CharField("成长方向", max_length=30, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "成长记录"
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-on"], name="promotion_studio_day")]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_kind_display()}：{self.new}"


class Merge(models.Model):
    """合并: two records of a person became one, with everything it changed, so that it can be taken apart again.

    `keep` is no foreign key: a merge moves those. `done` is written and read by `actions.merge_state`.
    """

    keep = models.BigIntegerField("留下的记录", db_index=True)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    done: models.JSONField[Any, Any] = models.JSONField("改了什么")
    merged_at = models.DateTimeField("合并时间", auto_now_add=True)
    merged_by_name = models.CharField("合并人", max_length=50)
    undone_at = models.DateTimeField("拆开时间", null=True, blank=True)

    class Meta:
        verbose_name = "人员合并"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.done['gone'][0]['fields']['name']}的记录合并"
