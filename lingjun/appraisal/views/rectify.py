"""整改 of one studio: what is demanded, the unit's report with its files, the second look."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds
from lingjun.appraisal import actions, rules
from lingjun.appraisal.forms import RecheckForm, RectificationReportForm
from lingjun.appraisal.models import Rectification, RectificationState
from lingjun.appraisal.views.access import visible_rectification
from lingjun.core.errors import Invalid
from lingjun.studios.models import Material, StudioStatus
from lingjun.studios.rules import writes

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@require_safe
def page(request: HttpRequest, number: str) -> HttpResponse:
    row = visible_rectification(request.user, number)  # type: ignore[arg-type]
    return _page(request, row)


def _page(request: HttpRequest, row: Rectification, *, status: int = 200, **forms: Any) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    label = Rectification._meta.label_lower
    files = Material.objects.filter(studio=row.studio, about=label, about_id=row.pk, removed_at__isnull=True)
    late = row.state == RectificationState.OPEN and row.due_on < timezone.localdate()
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
        "materials": list(files.select_related("file")),
        "why_not": rules.may_report(user, row),
        "files_closed": rules.files_closed(row) if writes(user, row.studio) else "",
        "why_no_check": rules.may_check(user, row),
        "form": forms.get("form") or RectificationReportForm(initial={"report": row.report}),
        "check_form": forms.get("check_form") or RecheckForm(),
        "revoke_url": _revocation(row) if failed and holds(user, Role.CITY_OFFICER, case.federation) else "",
        "tone": {"open": "warn", "reported": "now", "passed": "ok", "failed": "bad"}[row.state],
    }
    return render(request, "appraisal/rectification.html", context, status=status)


def _revocation(row: Rectification) -> str:
    """The page where a revocation begins."""
    return f"{reverse('changes:propose')}?{urlencode({'q': row.studio.name, 'reason': 'appraisal'})}"


@require_POST
def report(request: HttpRequest, number: str) -> HttpResponse:
    """The unit's report; files behind it are added before on the same page, and stand from then on."""
    user: User = request.user  # type: ignore[assignment]
    row = visible_rectification(user, number)
    form = RectificationReportForm(request.POST)
    if form.is_valid():
        try:
            actions.report_rectification(
                actor=user, rectification_id=row.pk, report=form.cleaned_data["report"],
                seen=request.POST.get("seen") or None,
            )  # fmt: skip
        except Invalid as refusal:
            form.add_error("report", refusal.message)
        else:
            messages.success(request, f"整改报告已交{row.appraisal.case.recommender.name}复查。")
            return redirect("appraisal:rectification", number)
    elif reason := rules.may_report(user, row):
        form.errors.clear()
        messages.error(request, reason)
    return _page(request, row, status=422, form=form)


@require_POST
def check(request: HttpRequest, number: str, result: str) -> HttpResponse:
    """passed or failed."""
    user: User = request.user  # type: ignore[assignment]
    row = visible_rectification(user, number)
    form = RecheckForm(request.POST)
    if form.is_valid():
        try:
            row = actions.check_rectification(
                actor=user, rectification_id=row.pk, passed=result == "passed", finding=form.cleaned_data["finding"],
                seen=request.POST.get("seen") or None,
            )  # fmt: skip
        except Invalid as refusal:
            form.add_error("finding", refusal.message)
        else:
            messages.success(request, f"{row.get_state_display()}，{row.studio.unit.name}收到通知。")
            return redirect("appraisal:rectification", number)
    return _page(request, row, status=422, check_form=form)
