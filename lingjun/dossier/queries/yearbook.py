"""What a year of a studio holds: counts for the page that offers the yearbook, and the years there are."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from lingjun.appraisal.models import Appraisal
from lingjun.cases.enums import EDITABLE_STATES
from lingjun.ledger.models import Achievement, Activity, Adoption, Benefit, Mentorship, Plan, PlanItem, Project
from lingjun.ledger.project_days import of_year
from lingjun.studios.models import Expense, Grant, Material, Promotion, Studio

if TYPE_CHECKING:
    from django.db.models import Model


def years_of(studio: Studio) -> range:
    """From the year of naming to this year (the year of revocation), newest first."""
    last = studio.revoked_on.year if studio.revoked_on else timezone.localdate().year
    return range(max(last, studio.named_year), studio.named_year - 1, -1)


LABELS: Final = {
    "items": "计划事项", "projects": "项目", "activities": "活动", "achievements": "成果", "benefits": "经济效益",
    "adoptions": "推广应用", "mentorships": "师带徒", "promotions": "成长记录", "grants": "经费", "expenses": "支出",
    "appraisals": "综合鉴定",
}  # fmt: skip


def year_counts(studio: Studio, year: int) -> dict[str, int]:
    """Lines of each kind in the year, by the keys of LABELS, and `photos`: one query."""
    first = datetime.date(year, 1, 1)
    last = min(datetime.date(year, 12, 31), timezone.localdate())
    counted: dict[str, QuerySet[Model]] = {
        "items": PlanItem.standing.filter(plan__year=year, plan__removed_at=None),
        "projects": Project.standing.filter(of_year(first, last)),
        "activities": Activity.standing.filter(held_on__range=(first, last)),
        "achievements": Achievement.standing.filter(achieved_on__range=(first, last)),
        "benefits": Benefit.standing.filter(period_to__range=(first, last), achievement__removed_at=None),
        "adoptions": Adoption.standing.filter(since__lte=last, achievement__removed_at=None).exclude(until__lte=first),
        "mentorships": Mentorship.standing.filter(started_on__lte=last).exclude(ended_on__lt=first),
        "promotions": Promotion.standing.filter(on__range=(first, last)),
        "grants": Grant.standing.filter(year=year),
        "expenses": Expense.standing.filter(on__range=(first, last)),
        "appraisals": Appraisal.objects.filter(year=year).exclude(case__state__in=EDITABLE_STATES),
        "plans": Plan.standing.filter(year=year),
        "photos": Material.objects.filter(
            about="ledger.activity", removed_at=None, file__media_type__startswith="image/",
            about_id__in=Activity.standing.filter(studio=studio, held_on__range=(first, last)).values("pk"),
        ),
    }  # fmt: skip
    numbers = {f"n_{key}": Coalesce(Subquery(_count(rows)), 0) for key, rows in counted.items()}
    found: dict[str, Any] = dict(Studio.objects.filter(pk=studio.pk).values(**numbers).get())
    return {key.removeprefix("n_"): number for key, number in found.items()}


def _count(rows: QuerySet[Model]) -> QuerySet[Model, dict[str, int]]:
    own = rows.filter(studio=OuterRef("pk")).order_by().values("studio")
    return own.annotate(number=Count("pk")).values("number")
