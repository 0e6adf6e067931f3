"""Changes of a studio (变更): leader, name, unit, revocation; and the recall of plaques and certificates."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from lingjun.cases.models import Case
from lingjun.organizations.models import Organization
from lingjun.studios.models import Studio, Worker


class ChangeKind(models.TextChoices):
    """What changes."""

    LEADER = "leader", "领衔人变动"
    RENAME = "rename", "更名"
    UNIT = "unit", "单位更名、合并或转移"
    REVOKE = "revoke", "撤销"


class ChangeReason(models.TextChoices):
    """Why (field.md 1.5)."""

    RETIREMENT = "retirement", "退休"
    TRANSFER = "transfer", "调离"
    DEATH = "death", "去世"
    DISCIPLINE = "discipline", "违纪违法"
    UNIT_RENAMED = "unit_renamed", "单位更名"
    UNIT_MERGED = "unit_merged", "单位合并"
    APPRAISAL = "appraisal", "考核未通过"
    CLEAN_UP = "clean_up", "按上级规定清理"
    OTHER = "other", "其他"


class ChangeOutcome(models.TextChoices):
    """What becomes of the studio when its leader goes."""

    SUCCEED = "succeed", "续任（换领衔人并更名）"
    KEEP_NAME = "keep_name", "保留名称（换负责人，名称不变）"
    REVOKE = "revoke", "撤销"


class RevocationBatch(models.Model):
    """撤销 of several studios at once (field.md 1.6): proposed by one officer, decided by another under one number."""

    federation = models.ForeignKey(Organization, models.PROTECT, related_name="+")
    title = models.CharField("事由", max_length=100)
    reason = models.CharField("缘由", max_length=15, choices=ChangeReason.choices)
    reason_text = models.TextField("情况说明", max_length=2000)
    basis = models.CharField("依据", max_length=200, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    proposed_by_name = models.CharField("提出人", max_length=50)
    proposed_at = models.DateTimeField("提出", auto_now_add=True)
    decided_by_name = models.CharField("决定人", max_length=50, blank=True)
    decided_at = models.DateTimeField("决定", null=True, blank=True)
    decision_number = models.CharField("文号", max_length=50, blank=True)
    decided_on = models.DateField("决定日期", null=True, blank=True)
    dropped_at = models.DateTimeField("作罢", null=True, blank=True)

    class Meta:
        verbose_name = "成批撤销"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return self.title


class Change(models.Model):
    """One change of one studio; takes effect when its case is decided, on `effective_on`.

    `before` keeps what it was, in words. `new_unit_name`: the unit goes on under another name; `new_unit`: the studio
    goes to another unit.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="change")
    studio = models.ForeignKey(Studio, models.PROTECT, related_name="changes")
    kind = models.CharField("种类", max_length=10, choices=ChangeKind.choices)
    reason = models.CharField("缘由", max_length=15, choices=ChangeReason.choices, blank=True)
    reason_text = models.TextField("情况说明", max_length=2000, blank=True)
    outcome = models.CharField("处理", max_length=10, choices=ChangeOutcome.choices, blank=True)
    new_leader = models.ForeignKey(Worker, models.PROTECT, null=True, blank=True, related_name="+")
    former_stays = models.BooleanField("原领衔人留在团队", default=False)
    new_name = models.CharField("新名称", max_length=100, blank=True)
    new_unit = models.ForeignKey(Organization, models.PROTECT, null=True, blank=True, related_name="+")
    new_unit_name = models.CharField("单位新全称", max_length=100, blank=True)
    batch = models.ForeignKey(RevocationBatch, models.PROTECT, null=True, blank=True, related_name="changes")
    effective_on = models.DateField("生效日期", null=True, blank=True)
    before: models.JSONField[Any, Any] = models.JSONField("变更前", default=dict)
    decision_number = models.CharField("文号", max_length=50, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        verbose_name = "变更"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.studio} {self.get_kind_display()}"


class RecallItem(models.TextChoices):
    """What is to be handed back."""

    PLAQUE = "plaque", "牌匾"
    CERTIFICATE = "certificate", "证书"


class Recall(models.Model):
    """收回: a plaque or certificate to be handed back by a day, and the receipt for it."""

    studio = models.ForeignKey(Studio, models.PROTECT, related_name="recalls")
    change = models.ForeignKey(Change, models.PROTECT, null=True, blank=True, related_name="recalls")
    item = models.CharField("物品", max_length=12, choices=RecallItem.choices)
    number = models.CharField("编号", max_length=40, blank=True)
    decision_number = models.CharField("文号", max_length=50, blank=True)
    ordered_on = models.DateField("通知日期")
    due_on = models.DateField("交回期限")
    received_on = models.DateField("收到日期", null=True, blank=True)
    received_from = models.CharField("交回人", max_length=50, blank=True)
    received_by_name = models.CharField("经收人", max_length=50, blank=True)
    note = models.CharField("说明", max_length=200, blank=True, help_text="如“已损毁，附说明”。")

    class Meta:
        verbose_name = "收回"
        ordering: ClassVar = ["due_on", "id"]
        indexes: ClassVar = [models.Index(fields=["received_on", "due_on"], name="recall_open")]

    def __str__(self) -> str:
        return f"{self.studio} {self.get_item_display()}"

    @property
    def name_then(self) -> str:
        """The name the plaque bears, whatever the studio is called by now."""
        return self.studio.name if self.change is None else self.change.before.get("工作室名称", self.studio.name)
