"""Notices as versioned data, and rounds called under them (design section 4)."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.utils import timezone

from lingjun.notices.schema import NoticeContent, from_data
from lingjun.organizations.models import Organization


class Notice(models.Model):
    """A governing text, e.g. 厦工〔2012〕80号. Its decisions live in versions."""

    slug = models.SlugField("标识", unique=True, max_length=50)
    number = models.CharField("文号", max_length=50)
    title = models.CharField("标题", max_length=200)
    issuer = models.ForeignKey(Organization, models.PROTECT, related_name="notices")
    issued_on = models.DateField("印发日期")
    effective_on = models.DateField("施行日期", db_index=True)

    class Meta:
        verbose_name = "通知"
        ordering: ClassVar = ["-effective_on", "-id"]

    def __str__(self) -> str:
        return f"{self.title}（{self.number}）"


class NoticeVersion(models.Model):
    """One loaded state of a notice: the validated TOML as JSON (see `lingjun.notices.schema`). Never changed."""

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="versions")
    version = models.PositiveSmallIntegerField("版本")
    content: models.JSONField[Any, Any] = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=64)
    loaded_at = models.DateTimeField("载入时间", auto_now_add=True)
    loaded_by = models.CharField("载入人", max_length=100, blank=True)

    class Meta:
        verbose_name = "通知版本"
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["notice", "version"], name="one_notice_version")]

    def __str__(self) -> str:
        return f"{self.notice.number} 第 {self.version} 版"

    @property
    def parsed(self) -> NoticeContent:
        """The decisions, typed. Decoded once per process and content: a version never changes."""
        known = _PARSED.get(self.digest)
        if known is None:
            known = _PARSED[self.digest] = from_data(self.content)
        return known


#: Decoded contents by digest. A federation has a handful of notices, each edited now and then.
_PARSED: dict[str, NoticeContent] = {}


class RoundKind(models.TextChoices):
    """What a round calls for."""

    CREATION = "creation", "创建申报"
    APPRAISAL = "appraisal", "年度考核"
    COMMENDATION = "commendation", "评选表彰"
    EXHIBITION = "exhibition", "6·18 展示"
    CHANGE = "change", "日常变更"


CALLED = tuple(kind for kind in RoundKind if kind != RoundKind.CHANGE)
"""Kinds an officer opens; changes come in all the year round, under a round that stands by itself."""


class Round(models.Model):
    """批次: one call under a notice version. Deadlines are minutes; extensions are per applicant unit."""

    notice_version = models.ForeignKey(NoticeVersion, models.PROTECT, related_name="rounds")
    kind = models.CharField("种类", max_length=20, choices=RoundKind.choices)
    name = models.CharField("名称", max_length=100)
    year = models.PositiveSmallIntegerField("年度", db_index=True)
    organizer = models.ForeignKey(Organization, models.PROTECT, related_name="rounds")
    opens_at = models.DateTimeField("开始")
    closes_at = models.DateTimeField("截止")
    review_closes_at = models.DateTimeField("区/产业工会上报截止", null=True, blank=True)
    city_closes_at = models.DateTimeField("市总工会审核截止", null=True, blank=True)
    legal_basis = models.CharField("依据文件", max_length=200, blank=True)
    approval_number = models.CharField("批准或备案文号", max_length=100, blank=True)
    quotas: models.JSONField[Any, Any] = models.JSONField("名额", default=dict, help_text="组织编号到名额")
    materials: models.JSONField[Any, Any] = models.JSONField("所需材料", default=list)
    note = models.TextField("说明", blank=True)

    class Meta:
        verbose_name = "批次"
        ordering: ClassVar = ["-opens_at", "-id"]

    def __str__(self) -> str:
        return self.name

    @property
    def content(self) -> NoticeContent:
        """What the notice decided in the version this round was opened under."""
        return self.notice_version.parsed

    @property
    def stands(self) -> bool:
        """Whether nobody called it, so that it has no last day: `closes_at` means nothing then."""
        return self.kind not in CALLED

    @property
    def state(self) -> str:
        """ "ahead", "open" or "closed" by the round's own minutes, extensions aside; one that stands never closes."""
        now = timezone.now()
        if now < self.opens_at:
            return "ahead"
        return "open" if self.stands or now <= self.closes_at else "closed"

    @property
    def status_label(self) -> str:
        return {"ahead": "未开始", "open": "受理中", "closed": "已截止"}[self.state]

    @property
    def status_tone(self) -> str:
        return {"ahead": "", "open": "now", "closed": "ok"}[self.state]

    def quota(self, organization_id: int) -> int | None:
        """Places of one recommending union; None = no limit."""
        return self.quotas.get(str(organization_id))


class Extension(models.Model):
    """A later closing minute for one applicant, with the reason."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="extensions")
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="+")
    closes_at = models.DateTimeField("延至")
    reason = models.CharField("原因", max_length=200)

    class Meta:
        verbose_name = "延期"
        constraints: ClassVar = [models.UniqueConstraint(fields=["round", "organization"], name="one_extension")]

    def __str__(self) -> str:
        return f"{self.organization} 延至 {self.closes_at:%Y-%m-%d %H:%M}"
