"""整改 of one studio: what is demanded, the unit's report with its files, the second look."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.enums import Role
from lingjun.accounts.forms.errors import show
from lingjun.accounts.rules import holds
from lingjun.appraisal import actions, rules
from lingjun.appraisal.forms import AgainForm, RecheckForm, RectificationReportForm
from lingjun.appraisal.models import Rectification, RectificationState
from lingjun.appraisal.views.access import visible_rectification
from lingjun.core.errors import Invalid, NotYours, Refused
from lingjun.core.workdays import add_workdays
from lingjun.notices.enums import ParameterKey
from lingjun.studios import seals
from lingjun.studios.models import Material, StudioStatus
from lingjun.studios.rules import writes

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    row = visible_rectification(request.user, number)  # type: ignore[arg-type]
    return _page(request, row)


def _page(request: HttpRequest, row: Rectification, *, status: int = 200, **given: Any) -> HttpResponse:
    """`given`: a form with errors by its name in the page, `typed` what was sent and did not arrive."""
    user: User = request.user  # type: ignore[assignment]
    label = Rectification._meta.label_lower
    files = Material.objects.filter(studio=row.studio, about=label, about_id=row.pk, removed_at__isnull=True)
    late = row.state == RectificationState.OPEN and row.due_on < timezone.localdate()
    materials = list(files.select_related("file"))
    seals.mark(row, materials)
    case = row.appraisal.case
    failed = row.state == RectificationState.FAILED and row.studio.status == StudioStatus.ACTIVE
    context = {
        "row": row,
        "case": case,
        "studio": row.studio,
        "late": late,
        "line": row,
        "about": label,
        "files": "evidence",
        "materials": materials,
        "why_not": rules.may_report(user, row),
        "files_closed": rules.files_closed(row) if writes(user, row.studio) else "",
        "why_no_check": rules.may_check(user, row),
        "form": given.get("form") or RectificationReportForm(initial={"report": row.report}),
        "check_form": given.get("check_form") or RecheckForm(),
        "why_no_again": rules.may_order_again(user, row),
        "again_form": given.get("again_form") or _again(row),
        "earlier": _earlier(row),
        "typed": given.get("typed", ()),
        "revoke_url": _revocation(row) if failed and holds(user, Role.CITY_OFFICER, case.federation) else "",
        "tone": {"open": "warn", "reported": "now", "passed": "ok", "failed": "bad"}[row.state],
    }
    return render(request, "appraisal/rectification.html", context, status=status)


def _again(row: Rectification) -> AgainForm:
    """The deadline proposed is as long as the first one was, in working days of the notice."""
    if row.state != RectificationState.FAILED:
        return AgainForm()
    days = row.appraisal.case.round.content.parameter(ParameterKey.RECTIFICATION_DAYS)
    return AgainForm(initial={"due_on": add_workdays(timezone.localdate(), days).isoformat()})


def _earlier(row: Rectification) -> list[dict[str, Any]]:
    """The times before, with days as days."""
    return [
        kept
        | {"due_on": parse_date(kept["due_on"])}
        | {at: parse_datetime(kept[at]) for at in ("reported_at", "checked_at")}
        for kept in row.earlier
    ]


def _revocation(row: Rectification) -> str:
    """The page where a revocation begins."""
    return f"{reverse('changes:propose')}?{urlencode({'q': row.studio.name, 'reason': 'appraisal'})}"


def _pressed(
    request: HttpRequest, row: Rectification, name: str, form: forms.Form, *, why_not: str | None,
    act: Callable[..., Rectification], done: Callable[[Rectification], str],
) -> HttpResponse:  # fmt: skip
    """One of the three forms of the page. Refused, the page says why as it is now, and what was typed stands on it."""
    if not form.is_valid() and not why_not:
        return _page(request, row, status=422, **{name: form})
    try:
        if why_not and not form.is_valid():
            raise NotYours(why_not)
        row = act(
            actor=request.user, rectification_id=row.pk, seen=request.POST.get("seen") or None, **form.cleaned_data
        )
    except Invalid as refused:
        show(form, refused)
        return _page(request, row, status=422, **{name: form})
    except Refused as refused:
        messages.warning(request, refused.message)
        now = visible_rectification(request.user, row.appraisal.case.number)  # type: ignore[arg-type]
        return _page(request, now, status=refused.status_code, typed=[bound for bound in form if bound.value()])
    messages.success(request, done(row))
    return redirect("appraisal:rectification", row.appraisal.case.number)


@require_POST
def report(request: HttpRequest, number: str) -> HttpResponse:
    """The unit's report; files behind it are added before on the same page, and stand from then on."""
    user: User = request.user  # type: ignore[assignment]
    row = visible_rectification(user, number)
    return _pressed(
        request, row, "form", RectificationReportForm(request.POST), why_not=rules.may_report(user, row),
        act=actions.report_rectification,
        done=lambda row: f"整改报告已交{row.appraisal.case.recommender.name}复查。",
    )  # fmt: skip


@require_POST
def check(request: HttpRequest, number: str, result: str) -> HttpResponse:
    """passed or failed."""
    user: User = request.user  # type: ignore[assignment]
    row = visible_rectification(user, number)
    return _pressed(
        request, row, "check_form", RecheckForm(request.POST), why_not=rules.may_check(user, row),
        act=functools.partial(actions.check_rectification, passed=result == "passed"),
        done=lambda row: f"{row.get_state_display()}，{row.studio.unit.name}收到通知。",
    )  # fmt: skip


@require_POST
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Another 整改 after a failed re-check."""
    user: User = request.user  # type: ignore[assignment]
    row = visible_rectification(user, number)
    return _pressed(
        request, row, "again_form", AgainForm(request.POST), why_not=rules.may_order_again(user, row),
        act=actions.order_again, done=lambda row: f"已开出第 {row.times} 次整改，{row.studio.unit.name}收到通知。",
    )  # fmt: skip
