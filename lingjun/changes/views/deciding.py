"""One change: what it was and becomes, what follows, the course, the decision."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases import actions as case_actions
from lingjun.cases import rules
from lingjun.cases.enums import EDITABLE_STATES
from lingjun.cases.history import course
from lingjun.cases.models import Case
from lingjun.changes import actions, papers
from lingjun.changes.forms import OpinionForm, ReasonForm
from lingjun.changes.kind import CHANGE
from lingjun.changes.models import Change
from lingjun.changes.queries import plaque_given
from lingjun.changes.rules import may_revoke, why_no_letter
from lingjun.changes.views.access import visible_case
from lingjun.changes.words import becomes, consequences, hands_back, revokes
from lingjun.core.errors import Closed, MovedOn, NotYours, Refused
from lingjun.core.files import made_response

SAID = {"approve": "已同意。", "return": "已退回，对方改好再报。", "reject": "已定为不同意，本件办结。"}


@require_safe
def case_page(request: SignedInRequest, number: str) -> HttpResponse:
    """Everything somebody needs to decide; readers without the right see why they cannot."""
    return _page(request, visible_case(request, number), {})


@require_POST
def decide(request: SignedInRequest, number: str, verdict: str) -> HttpResponse:
    """approve, return or reject, of the step the page showed."""
    case = visible_case(request, number)
    if verdict not in SAID:
        raise Http404
    if batch := case.change.batch:
        raise Closed(f"这件属于成批撤销“{batch.title}”，请到整批页面一并决定。")
    form = _form(case, verdict, request.POST)
    seen = _seen(request)
    if form.is_valid():
        data = form.cleaned_data
        try:
            if verdict == "approve":
                done = actions.approve(actor=request.user, case_id=case.pk, seen=seen, **data)
                said = f"已同意，现在是“{done.state_label}”。"
            elif verdict == "return":
                case_actions.return_for_changes(
                    actor=request.user,
                    case_id=case.pk,
                    reason=data["reason"],
                    sections=list(CHANGE.sections),
                    seen=seen,
                )
                said = SAID[verdict]
            else:
                case_actions.reject(actor=request.user, case_id=case.pk, reason=data["reason"], seen=seen)
                said = SAID[verdict]
        except MovedOn as refusal:
            messages.warning(request, refusal.message)
            return redirect(CHANGE.url(case))
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, said)
            return redirect(CHANGE.url(case))
    return _page(request, case, {verdict: form})


@require_safe
def letter(request: SignedInRequest, number: str) -> HttpResponse:
    """The decision to revoke as Word, a draft until it is decided. One of a batch is printed with the batch."""
    case = visible_case(request, number)
    if reason := may_revoke(request.user, case.federation):
        raise NotYours(reason)
    change = case.change
    if change.batch_id:
        return redirect("changes:batch_letter", change.batch_id)
    if reason := why_no_letter(change):
        raise Closed(reason)
    mark = "" if change.decision_number else "（代拟稿）"
    return made_response(papers.revocation(change), f"撤销决定{mark} {case.subject_name}.docx")


def _seen(request: SignedInRequest) -> tuple[str, int]:
    version = request.POST.get("seen_version", "")
    return request.POST.get("seen_state", ""), int(version) if version.isdecimal() and len(version) < 6 else -1


def _form(case: Case, verdict: str, data: Any = None) -> Any:
    if verdict != "approve":
        return ReasonForm(data, auto_id=f"{verdict}_%s")
    step = rules.open_step(case)
    found = next((row for row in case.round.content.flow("change").steps if step and row.key == step.key), None)
    deciding = step is not None and step.key == actions.DECIDING_STEP
    phrases = found.phrases if found else ()
    return OpinionForm(data, deciding=deciding, hands_back=hands_back(case.change), phrases=phrases)


def _page(request: SignedInRequest, case: Case, bound: dict[str, Any]) -> HttpResponse:
    change, step = case.change, rules.open_step(case)
    why_not = rules.may_decide(request.user, case, step)
    findings = CHANGE.findings(case) if not case.is_final else []
    new = becomes(change)
    if case.is_final and "牌匾编号" in new and (number := plaque_given(change)):
        new["牌匾编号"] = number
    context = {
        "case": case,
        "change": change,
        "step": step,
        "lines": [(label, change.before.get(label, ""), new.get(label, "")) for label in {**change.before, **new}],
        "consequences": consequences(change) if not case.is_final else [],
        "findings": findings,
        "blocked": any(finding.tone == "bad" for finding in findings),
        "course": course(case, held=rules.sees_held(request.user, case), sections=CHANGE.sections),
        "why_not": why_not,
        "may_fill": rules.may_fill(request.user, case) is None and case.state in EDITABLE_STATES,
        "may_withdraw": rules.may_withdraw(request.user, case) is None and case.version > 0,
        "forms": {verdict: bound.get(verdict) or _form(case, verdict) for verdict in SAID},
        "recalls": change.recalls.all(),
        "has_letter": revokes(change) and not change.batch_id and _may_print(request, change),
    }
    return render(request, "changes/case.html", context, status=422 if bound else 200)


def _may_print(request: SignedInRequest, change: Change) -> bool:
    return may_revoke(request.user, change.case.federation) is None and why_no_letter(change) is None
