"""Check UNIT_APPRAISAL (clause 二.3): 单位每年对工作室活动开展、作用发挥情况有综合鉴定，形成书面意见."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from lingjun.appraisal.models import Appraisal, WrittenAppraisal
from lingjun.cases.enums import Verdict
from lingjun.cases.models import Opinion
from lingjun.notices.enums import CheckKey, Level
from lingjun.studios.criteria import Answer, Evidence, Missing, Subject, check
from lingjun.studios.criteria.many import Found, Ids, parted, twin
from lingjun.studios.criteria.together import rows_of
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
    found = _counted(question)
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


Row = tuple[int, datetime.date, str]
"""Year, day of the paper, words."""


def _counted(question: Question) -> list[Row]:
    """Those dated within the rule's days before the day asked, from here and from outside."""
    since = question.on - datetime.timedelta(days=_days(question))
    rows = question.once(opinions) + question.once(written)
    return [row for row in rows if since <= row[1] <= question.on]


def opinions(subject: Subject) -> list[Row]:
    """Opinions given here. One that a return has set aside does not count."""
    return list(_given().filter(case__appraisal__studio=subject.studio).values_list(*OPINION))


def written(subject: Subject) -> list[Row]:
    """The same for papers from outside: with a file, or with its conclusion typed."""
    return list(_brought().filter(studio=subject.studio).values_list(*PAPER))


@twin(opinions)
def opinions_of_many(_: Sequence[Subject], ids: Ids) -> Found:
    rows = _given().filter(case__appraisal__studio_id__in=ids)
    return parted(rows.values_list("case__appraisal__studio_id", *OPINION))


@twin(written)
def written_of_many(_: Sequence[Subject], ids: Ids) -> Found:
    return parted(_brought().filter(studio_id__in=ids).values_list("studio_id", *PAPER))


OPINION = ("case__appraisal__year", "dated_on", "text")
PAPER = ("year", "dated_on", "conclusion")


rows_of(opinions, lambda pk: _given().filter(case__appraisal__studio=pk), " ".join(OPINION))
rows_of(written, lambda pk: _brought().filter(studio=pk), " ".join(PAPER))


def _given() -> QuerySet[Opinion]:
    return Opinion.objects.filter(step__level=Level.UNIT, verdict=Verdict.APPROVE, is_superseded=False)


def _brought() -> QuerySet[WrittenAppraisal]:
    file = Material.objects.filter(
        studio=OuterRef("studio"), about=WrittenAppraisal._meta.label_lower, about_id=OuterRef("pk"),
        removed_at__isnull=True,
    )  # fmt: skip
    return WrittenAppraisal.standing.filter(Q(Exists(file)) | ~Q(conclusion=""))


def count(subject: Subject) -> int:
    """Years on file, for the tab."""
    return Appraisal.objects.filter(studio=subject.studio).count()


@twin(count, int)
def count_of_many(_: Sequence[Subject], ids: Ids) -> Found:
    rows = Appraisal.objects.filter(studio_id__in=ids).order_by().values_list("studio_id")
    return dict(rows.annotate(n=Count("id")))
