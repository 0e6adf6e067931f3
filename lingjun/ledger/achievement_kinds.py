"""What each kind of achievement asks for, as data: labels of number, date and statuses, and the fields of its own.

A field's value is kept in `Achievement.details` by its key. Sources: field.md 1.11 (types), 6.1 (operating methods),
2.4 (columns of rationalisation proposals and of IP lists).
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Final

from lingjun.ledger import numbers
from lingjun.ledger.enums import AchievementKind, AchievementStatus


@dataclasses.dataclass(frozen=True, slots=True)
class Detail:
    """One field of a kind. `type`: text, lines (several), date or choice."""

    key: str
    label: str
    type: str = "text"
    required: bool = False
    choices: tuple[str, ...] = ()
    hint: str = ""
    longest: int = 200


@dataclasses.dataclass(frozen=True, slots=True)
class KindRules:
    """`number`: its label ("" for none); `check`: text to (as printed, key), ValueError with the reason.

    `statuses`: words for applied, granted, in use, converted; "" leaves one out. `first_author`: its label.
    """

    date: str = "日期"
    number: str = "编号"
    number_hint: str = ""
    number_required: bool = False
    check: Callable[[str], tuple[str, str]] | None = None
    family: str = ""
    statuses: tuple[str, str, str, str] = ("已申报", "已评定", "已应用", "已转化")
    first_author: str = "第一完成人"
    first_author_required: bool = False
    details: tuple[Detail, ...] = ()


LEVELS: Final = ("国际", "国家级", "省部级", "市级", "区级（产业）", "本单位")
FIVE: Final = ("小发明", "小革新", "小改造", "小设计", "小建议")
_PATENT_STATUS: Final = ("已申请", "已授权", "已应用", "已转化")


def _patent(kind: str) -> KindRules:
    return KindRules(
        date="申请或授权日期", number="申请号或专利号", number_required=True, family="zl",
        number_hint="例：ZL201210123456.8，校验位会核对。", check=lambda text: numbers.patent(text, kind),
        statuses=_PATENT_STATUS, first_author="第一发明人",
        details=(
            Detail("patentee", "专利权人", required=True, hint="一般是本单位全称。"),
            Detail("granted_on", "授权公告日", "date"),
        ),
    )  # fmt: skip


RULES: Final[dict[str, KindRules]] = {
    AchievementKind.INVENTION: _patent("invention"),
    AchievementKind.UTILITY: _patent("utility"),
    AchievementKind.DESIGN: _patent("design"),
    AchievementKind.SOFTWARE: KindRules(
        date="登记日期", number="登记号", number_required=True, family="rz", number_hint="例：2013SR012345。",
        check=numbers.software, statuses=("已申请", "已登记", "已应用", "已转化"), first_author="主要开发者",
        details=(Detail("owner", "著作权人", required=True), Detail("version", "版本号", longest=30)),
    ),
    AchievementKind.PAPER: KindRules(
        date="发表日期", number="DOI 或刊号", statuses=("已投稿", "已发表", "已应用", ""), first_author="第一作者",
        first_author_required=True,
        details=(
            Detail("journal", "刊物", required=True),
            Detail("issue", "年、卷、期", required=True, hint="例：2013 年第 5 期。", longest=60),
            Detail("pages", "页码", longest=30),
        ),
    ),
    AchievementKind.STANDARD: KindRules(
        date="发布日期", number="标准号", number_required=True, family="bz", check=numbers.standard,
        number_hint="例：GB/T 12345-2020、DB35/T 1234-2013、Q/XLG 001-2013。",
        statuses=("已立项", "已发布", "已实施", ""), first_author="主要起草人",
        details=(
            Detail("role", "本单位角色", "choice", required=True, choices=("主编", "参编")),
            Detail("in_force_on", "实施日期", "date"),
            Detail("issuer", "发布单位"),
        ),
    ),
    AchievementKind.PROCESS: KindRules(
        date="评定日期", number="工法编号",
        details=(
            Detail("level", "级别", "choice", choices=LEVELS), Detail("assessor", "评定单位"),
            Detail("scope", "适用范围", "lines"),
        ),
    ),
    AchievementKind.QC: KindRules(
        date="评定日期", number="证书编号", first_author="QC 小组组长",
        details=(
            Detail("group", "QC 小组名称", required=True),
            Detail("level", "获奖级别", "choice", required=True, choices=(*LEVELS, "未评奖")),
            Detail("grade", "等次", longest=30), Detail("assessor", "评定单位"),
        ),
    ),
    AchievementKind.FIVE_SMALL: KindRules(
        date="评定日期", number="证书编号",
        details=(
            Detail("small", "哪一小", "choice", required=True, choices=FIVE),
            Detail("level", "评定级别", "choice", choices=LEVELS), Detail("assessor", "评定单位"),
        ),
    ),
    AchievementKind.METHOD: KindRules(
        date="命名或提炼日期", number="命名文号", first_author="首创人", first_author_required=True,
        statuses=("已申报", "已命名", "已应用", "已推广"),
        details=(
            Detail("trade", "工种", required=True, longest=50),
            Detail("since", "开始使用日期", "date", required=True),
            Detail("steps", "操作要点", "lines", required=True, hint="一行一步，短而能照做。"),
            Detail("figures", "前后指标", "lines", hint="一行一项：指标，原来，现在，数据取自哪段时间。"),
            Detail("safety", "符合的安全规程"), Detail("level", "命名级别", "choice", choices=LEVELS),
        ),
    ),
    AchievementKind.SUGGESTION: KindRules(
        date="提出日期", number="建议编号", first_author="建议人", first_author_required=True,
        statuses=("已提出", "已采纳", "已实施", ""),
        details=(
            Detail("adopted_by", "采纳部门", required=True), Detail("adopted_on", "采纳日期", "date"),
            Detail("measures", "改进措施", "lines"),
        ),
    ),
    AchievementKind.RENOVATION: KindRules(
        date="完成日期", number="立项编号", first_author="负责人", statuses=("已立项", "已完成", "已应用", "已转化"),
        details=(Detail("equipment", "改造对象", required=True), Detail("accepted_by", "验收单位")),
    ),
    AchievementKind.MANUAL: KindRules(
        date="编成日期", number="文件编号", first_author="主编", statuses=("在编", "已发布", "已使用", ""),
        details=(Detail("issuer", "发布部门"), Detail("scope", "适用岗位")),
    ),
    AchievementKind.AWARD: KindRules(
        date="获奖日期", number="证书或文号", first_author="第一获奖人", statuses=("", "已获奖", "", ""),
        details=(
            Detail("body", "颁奖单位", required=True),
            Detail("level", "级别", "choice", required=True, choices=LEVELS), Detail("grade", "等次", longest=30),
        ),
    ),
    AchievementKind.OTHER: KindRules(details=(Detail("what", "是什么成果", required=True),)),
}  # fmt: skip


def rules(kind: str) -> KindRules:
    """Rules of a kind; those of "other" for a value that is none."""
    return RULES.get(kind, RULES[AchievementKind.OTHER])


def statuses(kind: str) -> list[tuple[str, str]]:
    """(value, words) of the statuses a kind knows."""
    return [
        (value, words) for value, words in zip(AchievementStatus.values, rules(kind).statuses, strict=True) if words
    ]
