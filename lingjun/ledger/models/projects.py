"""Projects (创新、攻关项目, clauses 二.6 and 二.7): from topic approval to acceptance."""

from __future__ import annotations

import datetime
from collections.abc import Collection
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from lingjun.ledger.models.people import strangers
from lingjun.studios.models import Studio, StudioRecord, Worker


class ProjectDirection(models.TextChoices):
    """Clause 一 of 厦工〔2012〕80号: technical, management, service innovation."""

    TECHNICAL = "technical", "技术创新"
    MANAGEMENT = "management", "管理创新"
    SERVICE = "service", "服务创新"


class ProjectStatus(models.TextChoices):
    """Where a project stands, in this order; `STOPPED` may follow any of them up to the trial."""

    PROPOSED = "proposed", "立项申请"
    APPROVED = "approved", "已立项"
    UNDER_WAY = "under_way", "在研"
    TRIAL = "trial", "试运行"
    ACCEPTED = "accepted", "已验收"
    APPLIED = "applied", "已推广应用"
    STOPPED = "stopped", "已中止"


UNFINISHED = (ProjectStatus.PROPOSED, ProjectStatus.APPROVED, ProjectStatus.UNDER_WAY, ProjectStatus.TRIAL)
"""In hand: neither accepted nor stopped."""


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
    """创新（攻关）项目 of a studio. `people`: ids of workers besides the lead; `budget` in yuan.

    The verbs of `actions.projects` move it on and set the day of each step; a project carried over from the creation
    form is under way without a topic approval.
    """

    DERIVED = ("status",)

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
    trial_on = models.DateField("试运行日期", null=True, blank=True)
    accepted_on = models.DateField("验收日期", null=True, blank=True)
    accepted_by = models.CharField("验收单位", max_length=100, blank=True)
    verdict = models.CharField("验收结论", max_length=300, blank=True)
    applied_on = models.DateField("推广应用日期", null=True, blank=True)
    stopped_on = models.DateField("中止日期", null=True, blank=True)
    stop_reason = models.CharField("中止原因", max_length=200, blank=True)
    result = models.TextField("成效", max_length=2000, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0, editable=False)

    class Meta:
        verbose_name = "项目"
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["studio", "position"], name="project_studio")]

    def __str__(self) -> str:
        return self.title

    @property
    def tone(self) -> str:
        """Of its chip: hollow before it begins, half while in hand, full when accepted, a square when stopped."""
        if self.status == ProjectStatus.STOPPED:
            return "warn"
        if self.status in {ProjectStatus.ACCEPTED, ProjectStatus.APPLIED}:
            return "ok"
        return "" if self.status in {ProjectStatus.PROPOSED, ProjectStatus.APPROVED} else "now"

    @property
    def words(self) -> str:
        """What the chip says: the stage in the studio's own words while in hand, else the status."""
        return self.stage if self.stage and self.status in UNFINISHED else self.get_status_display()

    def reached(self, *, without: Collection[str] = ()) -> str:
        """The status that the days say; `without`: fields to pass over."""
        steps = {
            "stopped_on": ProjectStatus.STOPPED,
            "applied_on": ProjectStatus.APPLIED,
            "accepted_on": ProjectStatus.ACCEPTED,
            "trial_on": ProjectStatus.TRIAL,
            "started_on": ProjectStatus.UNDER_WAY,
            "approved_on": ProjectStatus.APPROVED,
        }
        taken = (status for name, status in steps.items() if name not in without and getattr(self, name))
        return next(taken, ProjectStatus.PROPOSED)

    def clean(self) -> None:
        """Days in order, what belongs to a step with it, people of the studio (one query)."""
        if self._state.adding and self.status == ProjectStatus.UNDER_WAY:
            self.status = self.reached()
        wrong = self._order() | self._steps()
        ids = [pk for pk in dict.fromkeys([self.lead_id, *(self.people or [])]) if pk]
        if names := strangers(self.studio, ids, self.started_on):
            of_lead = self.lead is not None and self.lead.name in names
            wrong["lead" if of_lead else "people"] = f"{'、'.join(names)}不是本工作室成员，也不是本单位职工。"
        if wrong:
            raise ValidationError(wrong)

    def _order(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        before: tuple[str, datetime.date] | None = None
        today = timezone.localdate()
        for name in ("approved_on", "started_on", "trial_on", "accepted_on", "applied_on"):
            day = getattr(self, name)
            if day is None:
                continue
            label = str(self._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            label = "开始日期" if name == "started_on" else label
            if before and day < before[1]:
                wrong[name] = f"{label}不能早于{before[0]}（{before[1]:%Y-%m-%d}）。"
            elif day > today and name != "started_on":
                wrong[name] = f"{label}不能晚于今天。"
            before = (label, day)
        first = self.started_on or self.approved_on
        if self.due_on and first and self.due_on < first:
            wrong["due_on"] = f"计划完成不能早于开始（{first:%Y-%m-%d}）。"
        if self.stopped_on and (self.stopped_on > today or (first and self.stopped_on < first)):
            wrong["stopped_on"] = "中止日期在开始以后、今天以前。"
        return wrong

    def _steps(self) -> dict[str, str]:
        wrong: dict[str, str] = {}
        if self.status in {ProjectStatus.ACCEPTED, ProjectStatus.APPLIED} and not self.accepted_on:
            wrong["accepted_on"] = "请填验收日期。"
        if self.accepted_on and not self.accepted_by:
            wrong["accepted_by"] = "请填验收单位。"
        if self.accepted_by and not self.accepted_on:
            wrong.setdefault("accepted_on", "填了验收单位，请填验收日期。")
        if self.applied_on and not self.accepted_on:
            wrong["applied_on"] = "先验收，再推广应用。"
        if self.approved_by and not self.approved_on:
            wrong["approved_on"] = "填了立项单位，请填立项日期。"
        if self.stopped_on and not self.stop_reason:
            wrong["stop_reason"] = "请写中止原因。"
        return wrong


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

    def clean(self) -> None:
        """Of a project of the same studio; done today at the latest."""
        wrong: dict[str, str] = {}
        if self.project_id and (self.project.studio_id != self.studio_id or self.project.removed_at):
            wrong["project"] = "这个项目不在本工作室，或者已经移除。"
        if self.done_on is not None and self.done_on > timezone.localdate():
            wrong["done_on"] = "完成日期不能晚于今天。"
        if wrong:
            raise ValidationError(wrong)
