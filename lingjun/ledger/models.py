"""The ledger (台账, clause 二.6): for now the projects a studio brings along when it is named."""

from __future__ import annotations

from typing import ClassVar

from django.db import models

from lingjun.studios.models import Studio


class ProjectDirection(models.TextChoices):
    """Clause 一 of 厦工〔2012〕80号: technical, management, service innovation."""

    TECHNICAL = "technical", "技术创新"
    MANAGEMENT = "management", "管理创新"
    SERVICE = "service", "服务创新"


class ProjectStatus(models.TextChoices):
    """Where a project stands."""

    UNDER_WAY = "under_way", "在研"
    ACCEPTED = "accepted", "已验收"


class Project(models.Model):
    """创新（攻关）项目 of a studio."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="projects")
    title = models.CharField("名称", max_length=300)
    direction = models.CharField("方向", max_length=12, choices=ProjectDirection.choices, blank=True)
    status = models.CharField("进展", max_length=12, choices=ProjectStatus.choices, default=ProjectStatus.UNDER_WAY)
    source = models.CharField("来源", max_length=50, blank=True)
    started_on = models.DateField("开始", null=True, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0)

    class Meta:
        verbose_name = "项目"
        ordering: ClassVar = ["position", "id"]

    def __str__(self) -> str:
        return self.title
