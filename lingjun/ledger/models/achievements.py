"""Achievements (成果, clause 二.7) with what they brought and where they were taken up."""

from __future__ import annotations

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lingjun.core.search_index import searched_in
from lingjun.core.text import compact, squeeze
from lingjun.ledger.achievement_kinds import rules
from lingjun.ledger.enums import AchievementKind, AchievementStatus
from lingjun.ledger.models.activities import EARLIEST, given
from lingjun.ledger.models.projects import Project
from lingjun.ledger.titles import HEAD, title_key
from lingjun.studios.models import Member, Studio, StudioRecord

MOST_PEOPLE = 10_000_000
"""Whom an adoption can serve: more is a slip of the finger."""


@searched_in("title", "number", "first_author", few=3_000)
class Achievement(StudioRecord):
    """成果. `authors`: ids of workers; `first_author`, `co_authors` as printed; `details`: the fields its kind needs.

    `number_key`, `title_key`, `title_head`, `title_tail` are what duplicates are looked for by, across all studios.
    `details["repeated"]`: why it stands although another much like it does.
    """

    DERIVED = ("number", "number_key", "title_key", "title_head", "title_tail", "first_author", "authors")

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="achievements")
    kind = models.CharField("类型", max_length=12, choices=AchievementKind.choices)
    title = models.CharField("名称", max_length=200)
    number = models.CharField("编号", max_length=60, blank=True, help_text="专利号、标准号、登记号等。")
    status = models.CharField("状态", max_length=10, choices=AchievementStatus.choices)
    achieved_on = models.DateField("日期")
    project = models.ForeignKey(Project, models.SET_NULL, null=True, blank=True, related_name="achievements")
    first_author = models.CharField("第一完成人", max_length=50, blank=True)
    co_authors = models.CharField("其他完成人", max_length=300, blank=True)
    authors: models.JSONField[Any, Any] = models.JSONField("本工作室完成人", default=list, blank=True)
    details: models.JSONField[Any, Any] = models.JSONField("其他项目", default=dict, blank=True)
    summary = models.TextField("内容与作用", max_length=3000, blank=True)
    number_key = models.CharField(max_length=60, blank=True, editable=False, db_index=True)
    title_key = models.CharField(max_length=200, blank=True, editable=False)
    title_head = models.CharField(max_length=8, blank=True, editable=False, db_index=True)
    title_tail = models.CharField(max_length=8, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = "成果"
        ordering: ClassVar = ["-achieved_on", "-id"]
        indexes: ClassVar = [
            models.Index(fields=["studio", "-achieved_on", "-id"], name="achievement_studio_day"),
            # Of standing lines alone: counting and turning pages then never reads the rows passed over.
            models.Index(
                fields=["-achieved_on", "-id"], condition=Q(removed_at__isnull=True), name="achievement_recent"
            ),
            models.Index(
                fields=["kind", "-achieved_on", "-id"],
                condition=Q(removed_at__isnull=True),
                name="achievement_kind_day",
            ),
            models.Index(
                fields=["status", "-achieved_on", "-id"],
                condition=Q(removed_at__isnull=True),
                name="achievement_status_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def status_words(self) -> str:
        """As people of this kind say it: a paper is 已发表, a method 已命名."""
        words = dict(zip(AchievementStatus.values, rules(self.kind).statuses, strict=True))
        return words.get(self.status) or self.get_status_display()

    def clean(self) -> None:
        """The number as its kind writes it, the fields its kind needs, authors of this studio, no number twice here."""
        wrong: dict[str, str] = {}
        kind = rules(self.kind)
        self._clean_number(wrong)
        self._clean_authors(wrong)
        day = given(self.achieved_on)
        if day and not EARLIEST <= day <= timezone.localdate():
            wrong["achieved_on"] = "日期不能晚于今天，也不能早于 1990 年。"
        details = self.details if isinstance(self.details, dict) else {}
        for detail in kind.details:
            if detail.required and not str(details.get(detail.key) or "").strip():
                wrong[f"d_{detail.key}"] = f"请填{detail.label}。"
        if kind.first_author_required and not self.first_author:
            wrong["first_author"] = f"请填{kind.first_author}。"
        if self.status and self.status not in [
            value for value, words in zip(AchievementStatus.values, kind.statuses, strict=True) if words
        ]:
            wrong["status"] = f"{self.get_kind_display()}没有“{self.get_status_display()}”这个状态，请重新选。"
        if self.project is not None and self.project.studio_id != self.studio_id:
            wrong["project"] = "这个项目不是本工作室的。"
        if wrong:
            raise ValidationError(wrong)

    def set_keys(self) -> str:
        """Number as printed and the keys duplicates are looked for by. Gives what is wrong with the number, or ""."""
        self.title_key = title_key(self.title or "")
        self.title_head, self.title_tail = self.title_key[:HEAD], self.title_key[-HEAD:]
        kind, self.number_key = rules(self.kind), ""
        text = compact(self.number or "")
        if not text:
            return f"请填{kind.number}。" if kind.number_required else ""
        try:
            printed, key = kind.check(self.number) if kind.check else (squeeze(self.number), text.upper())
        except ValueError as reason:
            return str(reason)
        self.number, self.number_key = printed, f"{kind.family or self.kind}:{key}"[:60]
        return ""

    def _clean_number(self, wrong: dict[str, str]) -> None:
        if problem := self.set_keys():
            wrong["number"] = problem
        kind = rules(self.kind)
        if not kind.family or not self.number_key or not self.studio_id:
            return
        same = Achievement.standing.filter(studio_id=self.studio_id, number_key=self.number_key).exclude(pk=self.pk)
        if other := same.first():
            wrong["number"] = f"本工作室已经登记过这个{kind.number}：“{other.title}”（{other.achieved_on:%Y-%m-%d}）。"

    def _clean_authors(self, wrong: dict[str, str]) -> None:
        ids = self.authors
        if not isinstance(ids, list) or not all(isinstance(one, int) for one in ids):
            wrong["authors"] = "请从名单里勾选完成人。"
            return
        self.authors = ids = list(dict.fromkeys(ids))
        if not ids:
            return
        rows = Member.objects.filter(studio_id=self.studio_id, worker_id__in=ids).values_list(
            "worker_id", "worker__name"
        )
        names = dict(rows)
        if len(names) < len(ids):
            wrong["authors"] = "勾选的人里有不是本工作室成员的，请去掉，写进其他完成人。"
        elif not self.first_author:
            self.first_author = names[ids[0]]


class BenefitBasis(models.TextChoices):
    """What an amount counts (field.md 1.11). Amounts of different bases are never added."""

    COST = "cost", "节约成本"
    PROFIT = "profit", "新增利润"
    SALES = "sales", "新增销售额"
    TAX = "tax", "新增税收"
    EXCHANGE = "exchange", "创收外汇"
    LOSS = "loss", "减少损失"
    OTHER = "other", "其他口径"


class Benefit(StudioRecord):
    """经济效益 of an achievement, in yuan, on one basis, for a period, with who certified it."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="benefits")
    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="benefits")
    basis = models.CharField("口径", max_length=10, choices=BenefitBasis.choices)
    amount = models.DecimalField("金额（元）", max_digits=14, decimal_places=2, validators=[MinValueValidator(0)])
    period_from = models.DateField("自")
    period_to = models.DateField("至")
    method = models.TextField("怎么算的", max_length=1000)
    certifier = models.CharField("谁证明", max_length=100)
    certified_on = models.DateField("证明日期", null=True, blank=True)

    class Meta:
        verbose_name = "经济效益"
        ordering: ClassVar = ["-period_to", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-period_to"], name="benefit_studio_period")]

    def __str__(self) -> str:
        return f"{self.get_basis_display()} {self.amount} 元"

    def clean(self) -> None:
        """A period that has ended, an amount, an achievement of this studio."""
        wrong: dict[str, str] = {}
        today = timezone.localdate()
        if given(self.amount) is not None and self.amount <= 0:
            wrong["amount"] = "金额要大于 0。"
        first, last = given(self.period_from), given(self.period_to)
        if first and last and last < first:
            wrong["period_to"] = "结束日期早于开始日期。"
        elif last and last > today:
            wrong["period_to"] = "这段时间还没过完，只登记已经实现的效益。"
        if first and first < EARLIEST:
            wrong["period_from"] = "日期太早，请核对年份。"
        if self.certified_on and self.certified_on > today:
            wrong["certified_on"] = "证明日期不能晚于今天。"
        if self.achievement_id and self.achievement.studio_id != self.studio_id:
            wrong["achievement"] = "这项成果不是本工作室的。"
        if wrong:
            raise ValidationError(wrong)


class Adoption(StudioRecord):
    """推广应用: who took an achievement up, since when, to what effect."""

    studio = models.ForeignKey(Studio, models.CASCADE, related_name="adoptions")
    achievement = models.ForeignKey(Achievement, models.CASCADE, related_name="adoptions")
    adopter = models.CharField("应用单位", max_length=100)
    since = models.DateField("自")
    until = models.DateField("至", null=True, blank=True)
    people = models.PositiveIntegerField("受益人数", null=True, blank=True)
    effect = models.TextField("效果", max_length=1000)
    contact = models.CharField("联系人", max_length=50, blank=True)

    class Meta:
        verbose_name = "推广应用"
        ordering: ClassVar = ["-since", "-id"]
        indexes: ClassVar = [models.Index(fields=["studio", "-since"], name="adoption_studio_day")]

    def __str__(self) -> str:
        return self.adopter

    def clean(self) -> None:
        """Begun already, ended not before, an achievement of this studio."""
        wrong: dict[str, str] = {}
        since = given(self.since)
        if since and not EARLIEST <= since <= timezone.localdate():
            wrong["since"] = "开始日期不能晚于今天，也不能早于 1990 年。"
        if since and self.until and self.until < since:
            wrong["until"] = "结束日期早于开始日期。"
        if self.people and self.people > MOST_PEOPLE:
            wrong["people"] = f"受益人数最多填 {MOST_PEOPLE}，请核对。"
        if self.achievement_id and self.achievement.studio_id != self.studio_id:
            wrong["achievement"] = "这项成果不是本工作室的。"
        if wrong:
            raise ValidationError(wrong)
