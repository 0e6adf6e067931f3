"""Projects (创新、攻关项目, clauses 二.6 and 二.7): from topic approval to acceptance."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from lingjun.studios.models import Studio, StudioRecord, Worker


class ProjectDirection(models.TextChoices):
    """Clause 一 of 厦工〔2012〕80号: technical, management, service innovation."""

    TECHNICAL = "technical", "技术创新"
    MANAGEMENT = "management", "管理创新"
    SERVICE = "service", "服务创新"


class ProjectStatus(models.TextChoices):
    """Where a project stands, in this order; `STOPPED` may follow any of them."""

    PROPOSED = "proposed", "立项申请"
    APPROVED = "approved", "已立项"
    UNDER_WAY = "under_way", "在研"
    TRIAL = "trial", "试运行"
    ACCEPTED = "accepted", "已验收"
    APPLIED = "applied", "已推广应用"
    STOPPED = "stopped", "已中止"


class ProjectSource(models.TextChoices):
    """Who set the topic."""

    UNIT = "unit", "单位课题"
    STUDIO = "studio", "工作室自选"
    CITY = "city", "市级课题"
    PROVINCE = "province", "省级课题"
    NATION = "nation", "国家级课题"
    COMMISSION = "commission", "外单位委托"
    FORM = "form", "创建申报表"


class Project(StudioRecord):
    """创新（攻关）项目 of a studio. `people`: ids of workers besides the lead; `budget` in yuan."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="projects")
    title = models.CharField("名称", max_length=300)
    direction = models.CharField("方向", max_length=12, choices=ProjectDirection.choices, blank=True)
    status = models.CharField("进展", max_length=12, choices=ProjectStatus.choices, default=ProjectStatus.UNDER_WAY)
    stage = models.CharField("目前进展", max_length=40, blank=True, help_text="如“第 3 台试运行”。")
    source = models.CharField("来源", max_length=12, choices=ProjectSource.choices, blank=True)
    problem = models.TextField("要解决的问题", max_length=2000, blank=True)
    lead = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="负责人")
    people: models.JSONField[Any, Any] = models.JSONField("参加人员", default=list, blank=True)
    budget = models.DecimalField(
        "投入（元）", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    approved_on = models.DateField("立项日期", null=True, blank=True)
    approved_by = models.CharField("立项单位", max_length=100, blank=True)
    started_on = models.DateField("开始", null=True, blank=True)
    due_on = models.DateField("计划完成", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accepted_by = models.CharField("验收单位", max_length=100, blank=True)
    result = models.TextField("成效", max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0, editable=False)

    class Meta:
        verbose_name = "项目"
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["studio", "position"], name="project_studio")]

    def __str__(self) -> str:
        return self.title


class Milestone(StudioRecord):
    """节点 of a project."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="milestones")
    project = models.ForeignKey(Project, models.CASCADE, related_name="milestones")
    title = models.CharField("节点", max_length=100)
    due_on = models.DateField("计划日期")
    done_on = models.DateField("完成日期", null=True, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "节点"
        ordering: ClassVar = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title
