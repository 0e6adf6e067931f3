"""A case: one procedure of one unit in one round; its steps, submissions, opinions and history."""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.db import models

from lingjun.cases import kinds
from lingjun.cases.enums import EDITABLE_STATES, FINAL_STATES, Rest, Verb, Verdict
from lingjun.core.models import StoredFile
from lingjun.core.search_index import searched
from lingjun.notices.enums import Level, StepKind
from lingjun.notices.models import Round
from lingjun.organizations.models import Organization


class NumberSeries(models.Model):
    """Last number given out per series, e.g. CJ-2026."""

    key = models.CharField(max_length=30, primary_key=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.key}: {self.last}"


@searched
class Case(models.Model):
    """办件. `state` is a `Rest` value or the key of the open step; `version` counts submissions (0 = none yet).

    `unit_path` repeats the unit's path so that a subtree is one indexed prefix search. `is_held` means that the
    federation has decided but not published: everybody below still sees the decision step as open.
    """

    number = models.CharField("办件编号", max_length=20, unique=True)
    kind = models.CharField("种类", max_length=20)
    round = models.ForeignKey(Round, models.PROTECT, related_name="cases", verbose_name="批次")
    subject_name = models.CharField("名称", max_length=100)
    unit = models.ForeignKey(Organization, models.PROTECT, related_name="cases", verbose_name="单位")
    recommender = models.ForeignKey(Organization, models.PROTECT, related_name="recommended_cases")
    federation = models.ForeignKey(Organization, models.PROTECT, related_name="federation_cases")
    unit_path = models.CharField(max_length=200, db_index=True, editable=False)
    state = models.CharField("状态", max_length=30, default=Rest.DRAFT)
    state_label = models.CharField("状态名称", max_length=40)
    version = models.PositiveSmallIntegerField("提交次数", default=0)
    is_held = models.BooleanField("待公布", default=False)
    held_verdict = models.CharField("已定结论", max_length=10, choices=Verdict.choices, blank=True)
    due_at = models.DateTimeField("期限", null=True, blank=True)
    returned_sections: models.JSONField[Any, Any] = models.JSONField("退回章节", default=list)
    search_key = models.CharField("检索", max_length=300, blank=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField("建立时间", auto_now_add=True)
    submitted_at = models.DateTimeField("最近提交", null=True, blank=True)
    changed_at = models.DateTimeField("最近变化", auto_now=True)
    finished_at = models.DateTimeField("办结", null=True, blank=True)

    class Meta:
        verbose_name = "办件"
        ordering: ClassVar = ["-id"]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="case_state_due"),
            models.Index(fields=["recommender", "state"], name="case_recommender_state"),
            models.Index(fields=["round", "state"], name="case_round_state"),
            models.Index(fields=["unit", "kind"], name="case_unit_kind"),
            models.Index(fields=["-changed_at", "-id"], name="case_recent"),
            models.Index(fields=["state", "-changed_at", "-id"], name="case_state_recent"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.subject_name}"

    @property
    def kind_label(self) -> str:
        return kinds.kind_of(self).label

    @property
    def url(self) -> str:
        """Where people read and decide on it."""
        return kinds.kind_of(self).url(self)

    @property
    def is_final(self) -> bool:
        return self.state in FINAL_STATES

    @property
    def is_editable(self) -> bool:
        return self.state in EDITABLE_STATES


class CaseStep(models.Model):
    """One step, fixed with its organization and display names when the case opens."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="steps")
    position = models.PositiveSmallIntegerField("序")
    key = models.CharField("键", max_length=30)
    kind = models.CharField("种类", max_length=15, choices=StepKind.choices)
    level = models.CharField("层级", max_length=15, choices=Level.choices)
    organization = models.ForeignKey(Organization, models.PROTECT, related_name="case_steps")
    waiting_label = models.CharField("等待时显示", max_length=40)
    done_label = models.CharField("办完显示", max_length=40)
    action_label = models.CharField("按钮", max_length=40)
    title = models.CharField("环节名称", max_length=40)
    opinion_box = models.CharField("印入哪一栏", max_length=20, blank=True)
    days = models.PositiveSmallIntegerField("工作日", default=5)
    verbs: models.JSONField[Any, Any] = models.JSONField("可作的答复", default=list)

    class Meta:
        verbose_name = "环节"
        ordering: ClassVar = ["position"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case", "key"], name="one_step_per_key"),
            models.UniqueConstraint(fields=["case", "position"], name="one_step_per_position"),
        ]

    def __str__(self) -> str:
        return self.title


class Submission(models.Model):
    """What was submitted, whole, and the digest that the printed pages carry."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="submissions")
    version = models.PositiveSmallIntegerField("第几次")
    content: models.JSONField[Any, Any] = models.JSONField("内容")
    digest = models.CharField("摘要", max_length=12)
    submitted_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    submitted_by_name = models.CharField("提交人", max_length=50)
    submitted_at = models.DateTimeField("时间")

    class Meta:
        verbose_name = "提交"
        ordering: ClassVar = ["-version"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "version"], name="one_submission")]

    def __str__(self) -> str:
        return f"第 {self.version} 次提交"


class Opinion(models.Model):
    """A step's answer with text, signer and date. A return marks earlier ones of the case as superseded."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="opinions")
    step = models.ForeignKey(CaseStep, models.CASCADE, related_name="opinions")
    version = models.PositiveSmallIntegerField("对第几次提交")
    verdict = models.CharField("结论", max_length=10, choices=Verdict.choices)
    text = models.TextField("意见")
    signer = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    signer_name = models.CharField("签署人", max_length=50)
    organization_name = models.CharField("组织", max_length=100)
    dated_on = models.DateField("落款日期")
    decided_at = models.DateTimeField("时间")
    sections: models.JSONField[Any, Any] = models.JSONField("要改的部分", default=list)
    is_superseded = models.BooleanField("已作废", default=False)
    is_published = models.BooleanField("已公布", default=True)
    extra: models.JSONField[Any, Any] = models.JSONField("考察记录等", default=dict)

    class Meta:
        verbose_name = "意见"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return f"{self.organization_name} {self.get_verdict_display()}"


class OpinionDraft(models.Model):
    """Words somebody typed when another was faster: kept for them, never shown to others."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    text = models.TextField()
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "user"], name="one_opinion_draft")]

    def __str__(self) -> str:
        return self.text[:40]


class Contribution(models.Model):
    """Who filled in a case: they may not decide on it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="contributions")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["case", "user"], name="one_contribution")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.case_id}"


class Event(models.Model):
    """One line of the history as people read it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="events")
    verb = models.CharField("动作", max_length=15, choices=Verb.choices)
    text = models.CharField("说明", max_length=1000, blank=True)
    step_title = models.CharField("环节", max_length=40, blank=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    actor_name = models.CharField("姓名", max_length=50)
    organization_name = models.CharField("组织", max_length=100, blank=True)
    version = models.PositiveSmallIntegerField("第几次提交", default=0)
    is_published = models.BooleanField("已公布", default=True)
    at = models.DateTimeField("时间", auto_now_add=True)

    class Meta:
        verbose_name = "经过"
        ordering: ClassVar = ["id"]
        indexes: ClassVar = [
            models.Index(fields=["actor", "-id"], name="event_actor"),
            models.Index(fields=["organization_name", "-id"], name="event_organization"),
        ]

    def __str__(self) -> str:
        return f"{self.actor_name} {self.get_verb_display()}"

    @property
    def verb_label(self) -> str:
        """What was done, in the words of the case's kind: with the case loaded, no query."""
        words = kinds.kind_of(self.case).words
        return {Verb.REJECT: words.refused, Verb.NAME: words.publish}.get(Verb(self.verb)) or Verb(self.verb).label


class Attachment(models.Model):
    """Evidence: a file under a criterion or another key of the notice (佐证材料)."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    key = models.CharField("用途", max_length=40)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    caption = models.CharField("说明", max_length=100, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField("移除", null=True, blank=True)

    class Meta:
        verbose_name = "佐证材料"
        ordering: ClassVar = ["id"]

    def __str__(self) -> str:
        return self.caption or self.file.name


class CopyCheck(models.TextChoices):
    """How the code on a stamped copy compared with the case."""

    MATCHED = "matched", "核对码相符"
    OLDER = "older", "是旧版本"
    OTHER = "other", "是别的办件"
    NO_CODE = "no_code", "没有读到核对码"
    ALTERED = "altered", "核对码与内容不符"


class StampedCopy(models.Model):
    """盖章件: a scan or photo of the printed form with seals, matched by its QR code."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="stamped_copies")
    version = models.PositiveSmallIntegerField("对第几次提交")
    step_key = models.CharField("哪一级盖章", max_length=30)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    result = models.CharField("核对", max_length=10, choices=CopyCheck.choices)
    found_mark = models.CharField("读到的码", max_length=120, blank=True)
    accepted_reason = models.CharField("仍接受的理由", max_length=300, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    uploaded_by_name = models.CharField("上传人", max_length=50)
    organization_name = models.CharField("组织", max_length=100, blank=True)
    uploaded_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField("移除", null=True, blank=True)

    class Meta:
        verbose_name = "盖章件"
        ordering: ClassVar = ["-id"]

    def __str__(self) -> str:
        return f"{self.case_id} 第 {self.version} 版盖章件"
