"""The studio file: opened when a studio is named, never overwritten."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from lingjun.cases.models import Case
from lingjun.core.models import StoredFile
from lingjun.core.search_index import searched
from lingjun.organizations.models import Organization
from lingjun.studios.models.base import StudioRecord
from lingjun.studios.models.people import Worker


class StudioStatus(models.TextChoices):
    """Whether the name is in force."""

    ACTIVE = "active", "在册"
    REVOKED = "revoked", "已撤销"


class ImportState(models.TextChoices):
    """Where a list of existing studios stands."""

    DRAFT = "draft", "还没有导入"
    RUNNING = "running", "正在导入"
    DONE = "done", "已导入"
    UNDONE = "undone", "已撤回"


class ImportBatch(models.Model):
    """One list of existing studios read in at once; it can be undone as a whole.

    `mapping`: which heading is which column, which words mean which union. `made`: keys of all rows made, by model
    label; `refused`: row number, address and message of what was left out. `last_entry`: end of the trail when done.
    """

    federation = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    state = models.CharField("状态", max_length=10, choices=ImportState.choices, default=ImportState.DRAFT)
    count = models.PositiveIntegerField("建档数", default=0)
    refused: models.JSONField[Any, Any] = models.JSONField("没有导入的行", default=list)
    last_entry = models.PositiveBigIntegerField("完成时的操作序号", default=0)
    mapping: models.JSONField[Any, Any] = models.JSONField("表头对应", default=dict)
    made: models.JSONField[Any, Any] = models.JSONField("新建的行", default=dict)
    imported_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    imported_at = models.DateTimeField("导入", auto_now_add=True)
    undone_at = models.DateTimeField("撤回", null=True, blank=True)

    class Meta:
        verbose_name = "批量导入"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.file.name


@searched
class Studio(models.Model):
    """A named studio. `unit_path` as on Case: a subtree is one prefix search.

    Name, leader and unit are today's; what they were stands in `tenures`. `case` is None for a studio that a federation
    had before it had this system (`import_batch`).
    """

    name = models.CharField("名称", max_length=100)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="studios")
    recommender = models.ForeignKey(Organization, models.PROTECT, related_name="recommended_studios")
    federation = models.ForeignKey(Organization, models.PROTECT, related_name="named_studios")
    unit_path = models.CharField(max_length=200, db_index=True, editable=False)
    leader = models.ForeignKey(Worker, models.PROTECT, related_name="led_studios")
    leader_honour = models.CharField("领衔人最高荣誉", max_length=20, blank=True)
    case = models.OneToOneField(Case, models.PROTECT, null=True, blank=True, related_name="studio")
    import_batch = models.ForeignKey(ImportBatch, models.PROTECT, null=True, blank=True, related_name="studios")
    status = models.CharField("状态", max_length=10, choices=StudioStatus.choices, default=StudioStatus.ACTIVE)
    revoked_on = models.DateField("撤销日期", null=True, blank=True)
    decision_number = models.CharField("命名文号", max_length=50)
    named_on = models.DateField("命名日期")
    named_year = models.PositiveSmallIntegerField("命名年度")
    composition: models.JSONField[Any, Any] = models.JSONField("命名时成员构成", default=dict)
    archive = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    search_key = models.CharField("检索", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "工作室"
        ordering: ClassVar = ["-named_on", "-id"]
        indexes: ClassVar = [
            # The register's order, by itself and under each of its filters: a page is read, never sorted.
            models.Index(fields=["named_year", "id"], name="studio_year"),
            models.Index(fields=["recommender", "named_year", "id"], name="studio_recommender_year"),
            models.Index(fields=["leader_honour", "named_year", "id"], name="studio_honour_year"),
            models.Index(fields=["status", "named_year", "id"], name="studio_status_year"),
            models.Index(fields=["-named_on", "-id"], name="studio_recent"),
        ]

    def __str__(self) -> str:
        return self.name


class Tenure(models.Model):
    """名称沿革: which name, leader and unit a studio had from a day until a day (`until` is None: today's)."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="tenures")
    name = models.CharField("名称", max_length=100)
    leader = models.ForeignKey(Worker, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    unit_name = models.CharField("当时的单位全称", max_length=100)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    decision_number = models.CharField("文号", max_length=50, blank=True)
    reason = models.CharField("缘由", max_length=200, blank=True)

    class Meta:
        verbose_name = "名称沿革"
        ordering: ClassVar = ["-since", "-id"]

    def __str__(self) -> str:
        return self.name


class Charter(StudioRecord):
    """组织机构、总体目标、工作职责 (clause 二.6), in force from `since` until the next one."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="charters")
    structure = models.TextField("组织机构", max_length=3000, blank=True)
    goal = models.TextField("总体目标", max_length=3000, blank=True)
    duties = models.TextField("工作职责", max_length=3000, blank=True)
    since = models.DateField("自")

    class Meta:
        verbose_name = "组织机构、目标、职责"
        ordering: ClassVar = ["-since", "-id"]

    def __str__(self) -> str:
        return f"{self.since:%Y-%m-%d} 起"

    def clean(self) -> None:
        if not (self.structure.strip() or self.goal.strip() or self.duties.strip()):
            raise ValidationError({"structure": "组织机构、总体目标、工作职责至少写一项。"})
        same_day = Charter.standing.filter(studio_id=self.studio_id, since=self.since).exclude(pk=self.pk)
        if same_day.exists():
            raise ValidationError({"since": "这一天已经有一版，请改那一版，或换一个日期。"})


class Plaque(models.Model):
    """牌匾 (clause 二.1: named after the leader, issued by the federation). The register is the set of rows."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="plaques")
    number = models.CharField("牌匾编号", max_length=20, unique=True)
    text = models.CharField("匾文", max_length=100)
    issued_on = models.DateField("授牌日期")
    decision_number = models.CharField("文号", max_length=50)
    hung_at = models.CharField("悬挂位置", max_length=200, blank=True)
    hung_on = models.DateField("悬挂日期", null=True, blank=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replacement")
    reissue_reason = models.CharField("补发缘由", max_length=200, blank=True)
    recalled_on = models.DateField("决定收回", null=True, blank=True)

    class Meta:
        verbose_name = "牌匾"
        ordering: ClassVar = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"
