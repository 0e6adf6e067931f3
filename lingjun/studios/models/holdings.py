"""What a studio has: place, equipment, regulations, money (clauses 二.2 to 二.4), and the files behind every line."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.utils import timezone

from lingjun.core.models import StoredFile
from lingjun.studios.models.base import StudioRecord
from lingjun.studios.models.studio import Studio


def _positive(amount: Decimal | None) -> bool:
    """Or not there at all: the field itself asks for it."""
    return amount is None or amount > 0


def _before(first: datetime.date | None, second: datetime.date | None) -> bool:
    return first is not None and second is not None and first < second


def _check_span(since: datetime.date | None, until: datetime.date | None, label: str) -> None:
    if _before(until, since):
        raise ValidationError({"until": f"{label}早于启用，请核对两个日期。"})


class Premises(StudioRecord):
    """场所: an address with an area in square metres, in use from `since` up to (not including) `until`."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="premises")
    address = models.CharField("地址", max_length=200)
    use = models.CharField("用途", max_length=100, blank=True)
    area = models.DecimalField("面积（平方米）", max_digits=8, decimal_places=1, validators=[MinValueValidator(0)])
    is_fixed = models.BooleanField("固定场所", default=True)
    since = models.DateField("启用")
    until = models.DateField("停用", null=True, blank=True)

    class Meta:
        verbose_name = "场所"
        ordering: ClassVar = ["since", "id"]

    def __str__(self) -> str:
        return self.address

    def clean(self) -> None:
        _check_span(self.since, self.until, "停用")
        if not _positive(self.area):
            raise ValidationError({"area": "面积要大于 0。"})


class Equipment(StudioRecord):
    """设施: `kind` is a key of the notice's five facilities; `value` in yuan for all pieces together."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="equipment")
    kind = models.CharField("种类", max_length=30)
    name = models.CharField("名称", max_length=100)
    model = models.CharField("型号", max_length=100, blank=True)
    quantity = models.PositiveIntegerField("数量", default=1, validators=[MinValueValidator(1)])
    value = models.DecimalField(
        "原值（元）", max_digits=12, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    since = models.DateField("配备日期")
    until = models.DateField("停用日期", null=True, blank=True)
    location = models.CharField("存放地点", max_length=100, blank=True)
    keeper = models.CharField("保管人", max_length=50, blank=True)

    class Meta:
        verbose_name = "设施"
        ordering: ClassVar = ["kind", "since", "id"]
        indexes: ClassVar = [models.Index(fields=["studio", "kind"], name="equipment_studio_kind")]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        _check_span(self.since, self.until, "停用日期")


class Regulation(StudioRecord):
    """制度: one version of one of the notice's six kinds, in force from `effective_on` till `ended_on`.

    `version` counts the versions of a kind by day; the verbs of regulations keep it, and the end of each, in order.
    """

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="regulations")
    kind = models.CharField("种类", max_length=30)
    title = models.CharField("名称", max_length=100)
    version = models.PositiveSmallIntegerField("版次", default=1, editable=False)
    text = models.TextField("正文", max_length=20000, blank=True)
    effective_on = models.DateField("施行日期")
    ended_on = models.DateField("废止日期", null=True, blank=True)
    issued_by = models.CharField("发布单位", max_length=100, blank=True)
    is_posted = models.BooleanField("已上墙公布", default=False)

    class Meta:
        verbose_name = "制度"
        ordering: ClassVar = ["kind", "-effective_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "kind", "-effective_on"], name="regulation_studio_kind")]

    def __str__(self) -> str:
        return f"{self.title}（第 {self.version} 版）"

    @property
    def ends_by_itself(self) -> bool:
        """It ended because the next version began. One query, none for a version that goes on."""
        following = Regulation.standing.filter(studio_id=self.studio_id, kind=self.kind, effective_on=self.ended_on)
        return self.ended_on is not None and following.exclude(pk=self.pk).exists()

    def clean(self) -> None:
        if _before(self.ended_on, self.effective_on):
            raise ValidationError({"ended_on": "废止日期早于施行日期，请核对。"})
        same_day = Regulation.standing.filter(studio_id=self.studio_id, kind=self.kind, effective_on=self.effective_on)
        if twin := same_day.exclude(pk=self.pk).first():
            raise ValidationError({"effective_on": f"这一天已经有“{twin}”，请改那一版，或换一个施行日期。"})


class GrantSource(models.TextChoices):
    """Whose money (field.md 1.7): the unit's own special fund is told apart from subsidies of the unions."""

    UNIT = "unit", "单位专项经费"
    CITY = "city", "市总工会补助"
    RECOMMENDER = "recommender", "区/产业工会补助"
    OTHER = "other", "其他"


class Use(models.TextChoices):
    """What money is spent on (field.md 1.7: the union of the uses found in the rules)."""

    CONSTRUCTION = "construction", "工作室建设"
    EQUIPMENT = "equipment", "设备采购"
    DEVELOPMENT = "development", "项目开发"
    PROMOTION = "promotion", "成果推广"
    TRAINING = "training", "培训研修"
    EXCHANGE = "exchange", "技术交流"
    MENTORING = "mentoring", "师带徒"
    REWARD = "reward", "奖励激励"
    LITERATURE = "literature", "资料图书"
    OTHER = "other", "其他"


class Grant(StudioRecord):
    """经费: money that came in, in yuan, for a year. `uses`: values of `Use` it may be spent on; empty allows all."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="grants")
    year = models.PositiveSmallIntegerField("年度")
    source = models.CharField("来源", max_length=12, choices=GrantSource.choices)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    received_on = models.DateField("到账日期")
    basis = models.CharField("依据（文号或决定）", max_length=100, blank=True)
    uses: models.JSONField[Any, Any] = models.JSONField("允许的用途", default=list, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)

    class Meta:
        verbose_name = "经费"
        ordering: ClassVar = ["-received_on", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "year"], name="grant_studio_year")]

    def __str__(self) -> str:
        return f"{self.year} 年{self.get_source_display()}"

    @property
    def sheet_label(self) -> str:
        """As a list in Excel names it: two grants of one source and year are told apart by the day."""
        return f"{self}（{self.received_on:%Y-%m-%d}）"

    def clean(self) -> None:
        problems: dict[str, str] = {}
        if not _positive(self.amount):
            problems["amount"] = "金额要大于 0。"
        if not 1950 <= (self.year or 0) <= 2100:
            problems["year"] = "年度请写四位数，如 2013。"
        if unknown := [one for one in self.uses or [] if one not in Use.values]:
            problems["uses"] = f"没有“{unknown[0]}”这种用途。"
        if problems:
            raise ValidationError(problems)

    def allows(self, use: str) -> bool:
        """Whether its rules name the use; none named allows all."""
        return not self.uses or use in self.uses


class Expense(StudioRecord):
    """支出, in yuan. `warning` says what was noticed (a use outside the rules, an overdrawn grant, a date outside the
    year); `money.warnings` computes it, the verbs of money keep it."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="expenses")
    grant = models.ForeignKey(Grant, models.PROTECT, related_name="expenses", verbose_name="从哪笔经费")
    on = models.DateField("日期")
    use = models.CharField("用途", max_length=15, choices=Use.choices)
    what = models.CharField("事项", max_length=200)
    amount = models.DecimalField("金额（元）", max_digits=12, decimal_places=2, validators=[MinValueValidator(0)])
    payee = models.CharField("收款方", max_length=100, blank=True)
    voucher = models.CharField("凭证号", max_length=50, blank=True)
    warning = models.CharField("提醒", max_length=300, blank=True, editable=False)

    class Meta:
        verbose_name = "支出"
        ordering: ClassVar = ["-on", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-on"], name="expense_studio_day")]

    def __str__(self) -> str:
        return self.what

    def clean(self) -> None:
        problems: dict[str, str] = {}
        if not _positive(self.amount):
            problems["amount"] = "金额要大于 0。"
        if _before(timezone.localdate(), self.on):
            problems["on"] = "支出的日期不能晚于今天。"
        grant = self.grant if self.grant_id else None
        if grant is not None and (grant.studio_id != self.studio_id or grant.removed_at is not None):
            problems["grant"] = "这笔经费不在本工作室的账上。"
        if problems:
            raise ValidationError(problems)


WAITING = 0
"""`Material.about_id` of a file whose kind of line is known, and the line not yet: no row has this key."""


class Material(models.Model):
    """材料: one file behind one line of the studio file (a photo, a voucher, a certificate).

    `about` is the model label of the line ("ledger.activity", "studios.plaque"), `about_id` its key, or WAITING; so
    that one table gives all files of a studio in order, whatever they prove. Rights come from the studio.
    """

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="materials")
    about = models.CharField("关于", max_length=40)
    about_id = models.BigIntegerField("哪一条")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=100, blank=True)
    position = models.PositiveSmallIntegerField("序", default=0)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField("移除", null=True, blank=True)

    class Meta:
        verbose_name = "材料"
        ordering: ClassVar = ["position", "id"]
        indexes: ClassVar = [models.Index(fields=["studio", "about", "about_id"], name="material_about")]

    def __str__(self) -> str:
        return self.caption or self.file.name
