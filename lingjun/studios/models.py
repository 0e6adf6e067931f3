"""The studio file: opened when a studio is named, never overwritten."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from lingjun.cases.models import Case
from lingjun.core.models import StoredFile
from lingjun.organizations.models import Organization


class StudioStatus(models.TextChoices):
    """Whether the name is in force."""

    ACTIVE = "active", "在册"
    REVOKED = "revoked", "已撤销"


class Worker(models.Model):
    """职工: one record for each person, whichever studios they are in. Birth is YYYY-MM or YYYY-MM-DD."""

    name = models.CharField("姓名", max_length=50, db_index=True)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="workers")
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


class Studio(models.Model):
    """A named studio. `unit_path` as on Case: a subtree is one prefix search."""

    name = models.CharField("名称", max_length=100)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="studios")
    recommender = models.ForeignKey(Organization, models.PROTECT, related_name="recommended_studios")
    federation = models.ForeignKey(Organization, models.PROTECT, related_name="named_studios")
    unit_path = models.CharField(max_length=200, db_index=True, editable=False)
    leader = models.ForeignKey(Worker, models.PROTECT, related_name="led_studios")
    leader_honour = models.CharField("领衔人最高荣誉", max_length=20, blank=True, db_index=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="studio")
    status = models.CharField("状态", max_length=10, choices=StudioStatus.choices, default=StudioStatus.ACTIVE)
    decision_number = models.CharField("命名文号", max_length=50)
    named_on = models.DateField("命名日期")
    named_year = models.PositiveSmallIntegerField("命名年度", db_index=True)
    composition: models.JSONField[Any, Any] = models.JSONField("命名时成员构成", default=dict)
    archive = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    search_key = models.CharField("检索", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "工作室"
        ordering: ClassVar = ["-named_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["recommender", "named_year"], name="studio_recommender_year"),
            models.Index(fields=["-named_on", "-id"], name="studio_recent"),
        ]

    def __str__(self) -> str:
        return self.name


class MemberRole(models.TextChoices):
    """Role in the team (issue: 领衔人, 骨干, 成员, 联络员)."""

    LEADER = "leader", "领衔人"
    BACKBONE = "backbone", "骨干"
    MEMBER = "member", "成员"
    LIAISON = "liaison", "联络员"


class Member(models.Model):
    """A worker in a studio from a day to a day."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="members")
    worker = models.ForeignKey(Worker, models.PROTECT, related_name="memberships")
    role = models.CharField("角色", max_length=10, choices=MemberRole.choices, default=MemberRole.MEMBER)
    joined_on = models.DateField("加入")
    left_on = models.DateField("离开", null=True, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0)

    class Meta:
        verbose_name = "成员"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return f"{self.worker} {self.get_role_display()}"


class Plaque(models.Model):
    """牌匾 (clause 二.1: named after the leader, issued by the federation). The register is the set of rows."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="plaques")
    number = models.CharField("牌匾编号", max_length=20, unique=True)
    text = models.CharField("匾文", max_length=100)
    issued_on = models.DateField("授牌日期")
    decision_number = models.CharField("文号", max_length=50)
    hung_at = models.CharField("悬挂位置", max_length=200, blank=True)
    recalled_on = models.DateField("收回", null=True, blank=True)

    class Meta:
        verbose_name = "牌匾"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"


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
