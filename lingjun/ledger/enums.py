"""Kinds and stages of achievements."""

from __future__ import annotations

from django.db import models


class AchievementKind(models.TextChoices):
    """Types named in practice (field.md 1.11)."""

    INVENTION = "invention", "发明专利"
    UTILITY = "utility", "实用新型专利"
    DESIGN = "design", "外观设计专利"
    SOFTWARE = "software", "软件著作权"
    PAPER = "paper", "论文"
    STANDARD = "standard", "标准/规程"
    PROCESS = "process", "工艺工法"
    QC = "qc", "QC 成果"
    FIVE_SMALL = "five_small", "“五小”成果"
    METHOD = "method", "先进操作法"
    SUGGESTION = "suggestion", "合理化建议"
    RENOVATION = "renovation", "技术改造"
    MANUAL = "manual", "标准化手册"
    AWARD = "award", "获奖"
    OTHER = "other", "其他"


class AchievementStatus(models.TextChoices):
    """How far it has come."""

    APPLIED = "applied", "已申请"
    GRANTED = "granted", "已授权（发布、获奖）"
    IN_USE = "in_use", "已应用"
    CONVERTED = "converted", "已转化"
