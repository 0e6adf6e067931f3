"""Files and jobs: what every other app stores and runs, without knowing whose it is."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.db import models


class StoredFile(models.Model):
    """One uploaded or generated file. Rights come from the row that points at it, never from here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.FileField("文件", upload_to="files/", max_length=200)
    thumbnail = models.FileField("缩略图", upload_to="thumbs/", max_length=200, blank=True)
    display = models.FileField("展示图", upload_to="displays/", max_length=200, blank=True)
    name = models.CharField("原名", max_length=200)
    media_type = models.CharField("类型", max_length=100)
    size = models.PositiveBigIntegerField("字节数")
    sha256 = models.CharField("摘要", max_length=64, db_index=True)
    owner_id = models.BigIntegerField("上传人", null=True, blank=True)
    created_at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "文件"

    def __str__(self) -> str:
        return self.name

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")


class JobStatus(models.TextChoices):
    """Life of a job; the last three are final."""

    QUEUED = "queued", "排队中"
    RUNNING = "running", "进行中"
    DONE = "done", "已完成"
    FAILED = "failed", "没有完成"
    CANCELLED = "cancelled", "已取消"


class Job(models.Model):
    """Long work with a progress bar: exports, imports, batches. Survives a restart, can be cancelled."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("种类", max_length=50)
    title = models.CharField("名称", max_length=200)
    params: models.JSONField[Any, Any] = models.JSONField("参数", default=dict)
    owner_id = models.BigIntegerField("发起人", db_index=True)
    status = models.CharField("状态", max_length=10, choices=JobStatus.choices, default=JobStatus.QUEUED)
    done = models.PositiveIntegerField("已处理", default=0)
    total = models.PositiveIntegerField("总数", default=0)
    message = models.CharField("说明", max_length=500, blank=True)
    results: models.JSONField[Any, Any] = models.JSONField("逐行结果", default=list)
    result_file = models.ForeignKey(StoredFile, models.SET_NULL, null=True, blank=True, related_name="+")
    result_url = models.CharField("结果页面", max_length=200, blank=True)
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    cancel_asked = models.BooleanField("要求取消", default=False)
    created_at = models.DateTimeField("提交时间", auto_now_add=True)
    heartbeat_at = models.DateTimeField("最近活动", null=True, blank=True)
    finished_at = models.DateTimeField("结束时间", null=True, blank=True)

    class Meta:
        verbose_name = "后台任务"
        indexes: ClassVar = [models.Index(fields=["status", "created_at"], name="job_queue")]

    def __str__(self) -> str:
        return self.title

    @property
    def is_final(self) -> bool:
        return self.status in {JobStatus.DONE, JobStatus.FAILED, JobStatus.CANCELLED}

    @property
    def percent(self) -> int:
        """0 to 100; 0 while the total is unknown."""
        return min(100, self.done * 100 // self.total) if self.total else 0


class Holiday(models.Model):
    """A day off, or a weekend day worked, in a year whose holiday notice is not packaged yet (see `core.workdays`)."""

    day = models.DateField("日期", unique=True)
    name = models.CharField("名称", max_length=50)
    is_workday = models.BooleanField("上班", default=False)

    class Meta:
        verbose_name = "节假日"
        ordering: ClassVar = ["day"]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.name}"


class Tick(models.Model):
    """When a periodic task is next due; the worker that moves the time forward is the one that runs it."""

    name = models.CharField("任务", max_length=200, primary_key=True)
    due_at = models.DateTimeField("下次时间")

    class Meta:
        verbose_name = "定时任务"

    def __str__(self) -> str:
        return self.name
