"""The leader's report: figures from the ledger beside it, saved while it is typed, then sent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_POST, require_safe

from lingjun.appraisal import actions
from lingjun.appraisal.checks import check
from lingjun.appraisal.figures import lines
from lingjun.appraisal.forms import ReportForm
from lingjun.appraisal.kind import APPRAISAL
from lingjun.appraisal.views.access import seen_of, visible_case
from lingjun.cases import rules
from lingjun.cases.enums import Rest, Verdict
from lingjun.core.confirm import Question, ask, is_confirmed
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


@require_safe
def fill(request: HttpRequest, number: str) -> HttpResponse:
    """Figures live while the case is with the unit; readers see why they cannot write."""
    case = visible_case(request.user, number)  # type: ignore[arg-type]
    return _page(request, case, ReportForm(instance=case.appraisal))


def _page(
    request: HttpRequest, case: Case, form: ReportForm, *, status: int = 200, errors: dict[str, str] | None = None
) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    appraisal = case.appraisal
    live = case.is_editable
    if live:
        actions.refresh_figures(appraisal)
    why_not = rules.may_fill(user, case)
    returned = [one for one in case.opinions.all() if one.verdict == Verdict.RETURN] if (
        case.state == Rest.RETURNED
    ) else []  # fmt: skip
    context: dict[str, Any] = {
        "case": case,
        "appraisal": appraisal,
        "form": form,
        "rows": lines(appraisal.figures),
        "missing": [one for one in appraisal.figures.get("criteria", []) if not one["met"]],
        "live": live,
        "why_not": why_not,
        "may_decide_soon": not case.is_editable,
        "findings": [one for one in check(appraisal) if one.field == "figures"],
        "returned": returned[-1] if returned else None,
        "first_step": next(iter(case.steps.all()), None),
        "errors": errors or {},
    }
    return render(request, "appraisal/fill.html", context, status=status)


@require_POST
def save(request: HttpRequest, number: str) -> HttpResponse:
    """Keeps the texts: JSON for the page itself, a redirect for the button."""
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    as_json = request.headers.get("Accept") == "application/json"
    values = {name: request.POST[name] for name in ("report", "problems", "next_year") if name in request.POST}
    seen = _when(request.POST.get("seen", ""))
    try:
        appraisal = actions.save_report(actor=user, case_id=case.pk, values=values, seen=seen)
    except (NotYours, MovedOn, Invalid) as refusal:
        if as_json:
            errors = refusal.errors if isinstance(refusal, Invalid) else {}
            return JsonResponse({"message": refusal.message, "errors": errors}, status=refusal.status_code)
        if isinstance(refusal, NotYours):
            raise
        form = ReportForm(request.POST, instance=case.appraisal)
        form.is_valid()
        for name, message in (refusal.errors if isinstance(refusal, Invalid) else {"": refusal.message}).items():
            form.add_error(name or None, message)
        return _page(request, case, form, status=refusal.status_code)
    if as_json:
        words = f"已保存，{timezone.localtime():%H:%M}"
        return JsonResponse({"saved": words, "seen": appraisal.changed_at.isoformat()})
    messages.success(request, "自评已保存。")
    return redirect("appraisal:fill", number)


def _when(text: str) -> Any:
    try:
        return parse_datetime(text)
    except ValueError:
        return None


@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Sends the report to the unit's union, after asking; what stands on the page is saved first."""
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    if reason := rules.may_fill(user, case):
        raise NotYours(reason)
    values = {name: request.POST[name] for name in ("report", "problems", "next_year") if name in request.POST}
    step = case.steps.all()[0]
    try:
        if values:
            actions.save_report(actor=user, case_id=case.pk, values=values, seen=_when(request.POST.get("seen", "")))
            case = visible_case(user, number)
        actions.refresh_figures(case.appraisal)
        bad = [one.message for one in check(case.appraisal) if one.tone == "bad"]
        if not bad and not is_confirmed(request):
            return ask(
                request,
                Question(
                    title="送单位工会？",
                    words=f"{case.subject_name}的自评和全年数据送{step.organization.union_name}。送出以后不能再改，要改须由上级退回。",
                    yes="送单位工会",
                    back_url=APPRAISAL.fill_url(case),
                ),
            )
        done = actions.submit_report(actor=user, case_id=case.pk, seen=seen_of(request))
    except (Invalid, Closed, MovedOn) as refusal:
        form = ReportForm(request.POST if values else None, instance=case.appraisal)
        found = refusal.errors if isinstance(refusal, Invalid) else {"": refusal.message}
        if form.is_bound:
            form.is_valid()
            for name, message in found.items():
                form.add_error(name if name in form.fields else None, message)
        return _page(request, case, form, status=refusal.status_code, errors=found)
    messages.success(request, f"已送{step.organization.union_name}，由单位工会主席写综合鉴定。")
    return redirect(APPRAISAL.url(done))
