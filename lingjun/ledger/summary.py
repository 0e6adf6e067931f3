"""What the ledger adds to 汇总表 of studios: projects, achievements, mentorships; benefits by basis, never one sum."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Final

from django.db.models import Count, Sum
from django.utils import timezone

from lingjun.core.listed import Listed
from lingjun.documents.excel import Column
from lingjun.ledger.models import (
    Achievement,
    AchievementKind,
    Benefit,
    BenefitBasis,
    Mentorship,
    Project,
)
from lingjun.ledger.project_days import begun_today, under_way_today, unstopped
from lingjun.studios.papers import figures
from lingjun.studios.papers.figures import Figures, Rows

KINDS: Final = {
    AchievementKind.INVENTION.value: "invention",
    AchievementKind.UTILITY.value: "utility",
    AchievementKind.DESIGN.value: "design",
    AchievementKind.METHOD.value: "method",
}
PROJECTS: Final = (Column("projects", "在研项目", 5), Column("all_projects", "累计项目", 5))
ACHIEVEMENTS: Final = (
    Column("achievements", "累计成果", 5),
    Column("patents", "其中专利", 5),
    Column("invention", "发明专利", 10),
    Column("utility", "实用新型专利", 14),
    Column("design", "外观设计专利", 14),
    Column("method", "先进操作法", 7),
)
MENTORSHIPS: Final = (Column("mentorships", "在带师徒（对）", 7),)
BASES: Final = {f"benefit_{basis}": str(label) for basis, label in BenefitBasis.choices}


def register() -> None:
    figures.register(Figures(lambda _: PROJECTS, _projects, nothing=0))
    figures.register(Figures(lambda _: ACHIEVEMENTS, _achievements, nothing=0))
    figures.register(Figures(lambda _: MENTORSHIPS, _mentorships, nothing=0))
    figures.register(Figures(_bases, _benefits, said=("benefits", BASES)))


def _projects(studio_ids: Sequence[int], year: int) -> Rows:
    """As the studio page and criterion 7 count them."""
    today = timezone.localdate()
    ever = Project.standing.filter(Listed("studio", studio_ids), begun_today(today), unstopped(today))
    under_way = Count("pk", filter=under_way_today(today))
    for pk, count, going_on in ever.order_by().values_list("studio_id").annotate(n=Count("pk"), going_on=under_way):
        yield pk, "all_projects", count
        yield pk, "projects", going_on


def _achievements(studio_ids: Sequence[int], year: int) -> Rows:
    rows = Achievement.standing.filter(Listed("studio", studio_ids)).order_by().values_list("studio_id", "kind")
    for pk, kind, count in rows.annotate(n=Count("pk")):
        yield pk, "achievements", count
        if kind in KINDS:
            yield pk, KINDS[kind], count
            if kind != AchievementKind.METHOD:
                yield pk, "patents", count


def _mentorships(studio_ids: Sequence[int], year: int) -> Rows:
    rows = Mentorship.standing.filter(Listed("studio", studio_ids), outcome="").order_by().values_list("studio_id")
    return ((pk, "mentorships", count) for pk, count in rows.annotate(n=Count("pk")))


def _bases(year: int) -> tuple[Column, ...]:
    return tuple(Column(key, f"{year}年{label}（元）", 16) for key, label in BASES.items())


def _benefits(studio_ids: Sequence[int], year: int) -> Rows:
    """Of periods that ended in the year, as in the yearly appraisal."""
    rows = Benefit.standing.filter(
        Listed("studio", studio_ids), period_to__range=(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    )
    for pk, basis, amount in rows.order_by().values_list("studio_id", "basis").annotate(sum=Sum("amount")):
        yield pk, f"benefit_{basis}", amount
