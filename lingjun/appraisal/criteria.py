"""Check UNIT_APPRAISAL (clause 二.3): 单位每年对工作室活动开展、作用发挥情况有综合鉴定，形成书面意见."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from lingjun.appraisal.models import Appraisal, WrittenAppraisal
from lingjun.cases.enums import Verdict
from lingjun.cases.models import Opinion
from lingjun.notices.enums import CheckKey, Level
from lingjun.studios.criteria import Answer, Evidence, Missing, check
from lingjun.studios.criteria.words import day, tab
from lingjun.studios.models import Material

if TYPE_CHECKING:
    from lingjun.studios.criteria import Question

DEFAULT_DAYS = 365
GRACE_DAYS = 90
"""The opinion on a year is written after it; until then the one before still counts."""


@check(CheckKey.UNIT_APPRAISAL)
def unit_appraisal(question: Question) -> Answer:
    """The unit's opinion on a year, dated within the rule's days before the day asked (and a quarter to write it).

    A studio named in the year asked, or in the one before without a whole year, has nothing to be appraised yet.
    """
    studio, on = question.studio, question.on
    url = tab("appraisals", studio.pk)
    first_due = datetime.date(studio.named_on.year + 1, 1, 1) + datetime.timedelta(days=GRACE_DAYS)
    found = _opinions(question) + _written(question)
    if not found:
        words = f"{on.year - 1} 年还没有书面综合鉴定" if on >= first_due else "命名未满一年，还不用鉴定"
        return Answer(
            value=0,
            words=words,
            missing=(Missing(f"缺上一年度（{on.year - 1} 年）的书面综合鉴定", url),),
            until=first_due if on < first_due else None,
            applies=on >= first_due,
        )
    year, dated, text = max(found, key=lambda row: (row[1], row[0]))
    return Answer(
        value=len({row[0] for row in found}),
        words=f"{year} 年度综合鉴定，{day(dated)}",
        evidence=(Evidence(f"{year} 年度单位综合鉴定（{day(dated)}）：{text[:60]}", url),),
        until=dated + datetime.timedelta(days=_days(question) + 1),
    )


def _days(question: Question) -> int:
    return (question.rule.period_days or DEFAULT_DAYS) + GRACE_DAYS


def _since(question: Question) -> datetime.date:
    return question.on - datetime.timedelta(days=_days(question))


def _opinions(question: Question) -> list[tuple[int, datetime.date, str]]:
    """(year, day, words) of opinions given here. An opinion that a return has set aside does not count."""
    rows = Opinion.objects.filter(
        case__appraisal__studio=question.studio,
        step__level=Level.UNIT,
        verdict=Verdict.APPROVE,
        is_superseded=False,
        dated_on__range=(_since(question), question.on),
    )
    return list(rows.values_list("case__appraisal__year", "dated_on", "text"))


def _written(question: Question) -> list[tuple[int, datetime.date, str]]:
    """The same for papers from outside: with a file, or with its conclusion typed."""
    file = Material.objects.filter(
        studio=question.studio, about=WrittenAppraisal._meta.label_lower, about_id=OuterRef("pk"),
        removed_at__isnull=True,
    )  # fmt: skip
    rows = WrittenAppraisal.standing.filter(
        Q(Exists(file)) | ~Q(conclusion=""),
        studio=question.studio,
        dated_on__range=(_since(question), question.on),
    )
    return list(rows.values_list("year", "dated_on", "conclusion"))


def count(studio_id: int) -> int:
    """Years on file, for the tab."""
    return Appraisal.objects.filter(studio=studio_id).count()
