"""The audit trail: append-only entries chained by hash (design section 8)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models


class Entry(models.Model):
    """Who did what, from where, old and new. Keeps names as text: it survives the deletion of people and things."""

    sequence = models.PositiveBigIntegerField("序号", primary_key=True)
    at = models.DateTimeField("时间", db_index=True)
    actor_id = models.BigIntegerField("账号", null=True, blank=True, db_index=True)
    actor_name = models.CharField("姓名", max_length=100)
    actor_role = models.CharField("身份", max_length=100, blank=True)
    address = models.CharField("来源地址", max_length=45, blank=True)
    verb = models.CharField("动作", max_length=50, db_index=True)
    subject_type = models.CharField("对象种类", max_length=50)
    subject_id = models.CharField("对象编号", max_length=50)
    subject_name = models.CharField("对象名称", max_length=200)
    old: models.JSONField[Any, Any] = models.JSONField("原值", default=dict)
    new: models.JSONField[Any, Any] = models.JSONField("新值", default=dict)
    note = models.CharField("说明", max_length=500, blank=True)
    previous_hash = models.CharField("上一条摘要", max_length=64)
    hash = models.CharField("本条摘要", max_length=64)

    class Meta:
        verbose_name = "操作记录"
        ordering: ClassVar = ["-sequence"]
        indexes: ClassVar = [models.Index(fields=["subject_type", "subject_id"], name="audit_subject")]

    def __str__(self) -> str:
        return f"{self.sequence} {self.actor_name} {self.verb} {self.subject_name}"


class Head(models.Model):
    """The end of the chain, one row (id 1): the lock of every writer, and the proof that no last entry is missing."""

    sequence = models.PositiveBigIntegerField("末条序号", default=0)
    hash = models.CharField("末条摘要", max_length=64)

    class Meta:
        verbose_name = "记录末端"

    def __str__(self) -> str:
        return f"{self.sequence} {self.hash}"
