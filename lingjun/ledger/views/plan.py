"""The yearly plan of a studio: goal, items by month, what ticked them off."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid
from lingjun.ledger import actions
from lingjun.ledger.forms.plan import PlanForm, PlanItemForm, TickForm
from lingjun.ledger.models import Plan, PlanItem
from lingjun.ledger.models.plan import FIRST_YEAR
from lingjun.ledger.queries.plan import YearPlan, plans_of, year_plan
from lingjun.studios.models import Studio, StudioRecord
from lingjun.studios.queries import content_of
from lingjun.studios.views.records import LinePages, frame, studio_for, studio_to_write


def plan_url(studio_id: int, year: int | None = None) -> str:
    """The page of a year's plan; without a year this year's."""
    query = f"?{urlencode({'year': year})}" if year else ""
    return reverse("ledger:plan", args=[studio_id]) + query


def _back(studio: Studio, line: StudioRecord | None) -> str:
    if isinstance(line, Plan):
        return plan_url(studio.pk, line.year)
    return plan_url(studio.pk, line.plan.year if isinstance(line, PlanItem) and line.plan_id else None)


def _year_asked(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    """First values of a new plan: the year of the page people came from."""
    del studio
    return {"year": _year(request)}


def _plan_asked(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    """First values of a new item: the plan of the year of the page people came from."""
    return {"plan": Plan.standing.filter(studio=studio, year=_year(request)).first()}


PLANS = LinePages(
    app="ledger", key="plan", noun="工作计划", model=Plan, form=PlanForm, tab="plan", back=_back, files="evidence",
    stays=False, initial=_year_asked,
)  # fmt: skip
ITEMS = LinePages(
    app="ledger", key="plan_item", noun="计划事项", model=PlanItem, form=PlanItemForm, tab="plan", back=_back,
    initial=_plan_asked,
)  # fmt: skip


@require_safe
def plan(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """`?year=`: any year with a plan, this year or the next; anything else shows this year."""
    return _page(request, studio_for(request, studio_id), _year(request))


@require_POST
def copy(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Last year's items as a start."""
    studio = studio_to_write(request, studio_id)
    year = _year(request, posted=True)
    try:
        count = actions.copy_items(actor=request.user, studio_id=studio.pk, year=year)
    except Invalid as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, f"已从 {year - 1} 年的计划复制 {count} 条，月份和负责人可以再改。")
    return redirect(plan_url(studio.pk, year))


@require_POST
def tick(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """By hand, with the day and how it was done."""
    studio = studio_to_write(request, studio_id)
    item = get_object_or_404(PlanItem.objects.select_related("plan"), studio=studio, pk=line_id)
    form = TickForm(request.POST)
    if form.is_valid():
        try:
            actions.tick(
                actor=request.user, item_id=item.pk, done_on=form.cleaned_data["done_on"],
                note=form.cleaned_data["done_note"],
            )  # fmt: skip
        except Invalid as refused:
            for name, words in refused.errors.items():
                form.add_error(name if name in form.fields else None, words)
        else:
            messages.success(request, f"已勾掉“{item}”。")
            return redirect(plan_url(studio.pk, item.plan.year))
    return _page(request, studio, item.plan.year, ticking=(item.pk, form), status=422)


@require_POST
def untick(request: SignedInRequest, studio_id: int, line_id: int) -> HttpResponse:
    """Take a tick made by hand back."""
    studio = studio_to_write(request, studio_id)
    item = get_object_or_404(PlanItem.objects.select_related("plan"), studio=studio, pk=line_id)
    actions.untick(actor=request.user, item_id=item.pk)
    messages.success(request, f"“{item}”改回没有完成。")
    return redirect(plan_url(studio.pk, item.plan.year))


def _page(
    request: SignedInRequest,
    studio: Studio,
    year: int,
    *,
    ticking: tuple[int, TickForm] | None = None,
    status: int = 200,
) -> HttpResponse:
    plans = plans_of(studio)
    found = plans.get(year)
    shown: YearPlan = year_plan(found if found and not found.removed_at else None, year)
    today = timezone.localdate()
    context = frame(request, studio, "plan") | {
        "shown": shown,
        "removed": found if found and found.removed_at else None,
        "years": sorted({year, today.year, today.year + 1} | {key for key, one in plans.items() if not one.removed_at}),
        "copy_from": year - 1 if year - 1 in plans and not plans[year - 1].removed_at else None,
        "goal_lines": [line for line in (shown.plan.goal if shown.plan else "").splitlines() if line.strip()],
        "today": today,
        "ticking": ticking[0] if ticking else 0,
        "tick_form": ticking[1] if ticking else None,
    }
    if shown.plan and not context["why_not"]:
        context["item_form"] = PlanItemForm(initial={"plan": shown.plan}, studio=studio, content=content_of(studio))
    return render(request, "ledger/plan.html", context, status=status)


def _year(request: HttpRequest, *, posted: bool = False) -> int:
    asked = (request.POST if posted else request.GET).get("year", "")
    today = timezone.localdate().year
    year = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else today
    return year if FIRST_YEAR <= year <= today + 1 else today
