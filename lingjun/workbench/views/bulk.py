"""One step for many cases: a page that names what will happen, then a page with one result per row."""

from __future__ import annotations

import dataclasses
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases import rules
from lingjun.cases.enums import Verdict
from lingjun.cases.kinds import kind_of
from lingjun.cases.models import Case, Contribution
from lingjun.cases.queries import visible_to
from lingjun.core.errors import Refused
from lingjun.core.ids import row_id
from lingjun.workbench import actions
from lingjun.workbench.forms import BulkApproveForm, BulkReturnForm
from lingjun.workbench.queries.cases import federations_of, with_rows
from lingjun.workbench.tables import CaseRow, case_rows

MOST: Final = 100
RESULT: Final = "bulk"
VERBS: Final = {"approve": "批量同意", "return": "批量退回", "remind": "批量催办"}


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """A chosen row and why it cannot be part of this step ("" when it can)."""

    row: CaseRow
    why_not: str

    @property
    def seen(self) -> str:
        """What the page showed, so that somebody faster is noticed: state and version."""
        return f"{self.row.case.pk}:{self.row.case.state}:{self.row.case.version}"


@require_POST
def bulk(request: SignedInRequest) -> HttpResponse:
    """First the question, then, with `confirmed`, the same action on each row."""
    verb = request.POST.get("do", "")
    if verb not in VERBS:
        raise Refused("请选要做的一步：同意、退回或催办。")
    confirmed = request.POST.get("confirmed") == "1"
    plans = _plans(request, verb)
    if not plans:
        return HttpResponseRedirect(_back(request))
    form = _form(verb, plans, request.POST if confirmed else None)
    if confirmed and (form is None or form.is_valid()):
        return _do(request, verb, plans, form)
    able = [plan for plan in plans if not plan.why_not]
    context: dict[str, Any] = {
        "verb": verb,
        "title": VERBS[verb],
        "plans": plans,
        "able": able,
        "form": form,
        "phrases": _phrases(verb, able),
        "will": _will(verb, able),
        "paper": _paper(able),
        "query": request.POST.get("query", ""),
        "back": _back(request),
    }
    return render(request, "workbench/cases/bulk.html", context, status=422 if form and form.errors else 200)


@require_safe
def bulk_done(request: SignedInRequest) -> HttpResponse:
    """The results of the reader's last bulk step, one line per row."""
    kept = request.session.get(RESULT)
    if not kept:
        return redirect("workbench:cases")
    context = kept | {"done": sum(line["ok"] for line in kept["lines"])}
    return render(request, "workbench/cases/bulk_done.html", context)


def _plans(request: SignedInRequest, verb: str) -> list[Plan]:
    """The chosen cases the reader sees, in the order of the list; a foreign number is simply not there."""
    user = request.user
    picks = [pk for text in request.POST.getlist("pick")[:MOST] if (pk := row_id(text)) is not None]
    own = Contribution.objects.filter(case=OuterRef("pk"), user=user)
    found = with_rows(visible_to(user).filter(pk__in=picks)).annotate(filled=Exists(own))
    rows = {row.case.pk: row for row in case_rows(user, found)}
    federations = set(federations_of(user))
    plans = [
        Plan(rows[pk], _why_not(request, verb, rows[pk], federations)) for pk in dict.fromkeys(picks) if pk in rows
    ]
    if verb == "remind":
        return plans
    kind = next((plan.row.case.kind for plan in plans if not plan.why_not), "")
    return [
        plan if plan.why_not or plan.row.case.kind == kind else Plan(plan.row, "和前面的不是一种办件，请分开办理。")
        for plan in plans
    ]


def _why_not(request: SignedInRequest, verb: str, row: CaseRow, federations: set[int]) -> str:
    """What can be told before; the action has the last word."""
    case = row.case
    if verb == "remind":
        if not rules.oversees(request.user, case):
            return "催办由区、产业工会或市总工会办理。"
        return f"已经办结（{case.state_label}）。" if case.is_final else ""
    step = rules.open_step(case)
    if step is None:
        return f"现在是“{case.state_label}”，不用审核。"
    if not rules.responsible(request.user, step):
        return f"由{step.organization.union_name}办理。"
    if case.is_held and case.federation_id in federations:
        return "已有决定，等待公布。"
    if verb == "approve":
        try:
            kind_of(case).before_answer(case, step, actor=request.user, verdict=Verdict.APPROVE, extra={})
        except Refused as refusal:
            return refusal.message
    return "您参与了填写，请由本会另一位负责人办理。" if getattr(case, "filled", False) else ""


def _form(verb: str, plans: list[Plan], data: QueryDict | None) -> forms.Form | None:
    if verb == "approve":
        return BulkApproveForm(data, initial={"dated_on": timezone.localdate().isoformat()})
    if verb == "return":
        sections: dict[str, str] = {}
        for plan in plans:
            if not plan.why_not:
                sections |= kind_of(plan.row.case).sections
        return BulkReturnForm(data, sections=sections)
    return None


def _phrases(verb: str, plans: list[Plan]) -> list[str]:
    """Usual phrases of the steps that are open, as the notice gives them."""
    found: dict[str, None] = {}
    for case in _one_per_step(plans):
        flow = next((row for row in case.round.content.flows if row.kind == case.kind), None)
        step = next((row for row in flow.steps if row.key == case.state), None) if flow else None
        for phrase in (step.phrases if verb == "approve" else step.return_phrases) if step else ():
            found.setdefault(phrase)
    return list(found)


def _paper(able: list[Plan]) -> str:
    """The form the opinion prints on: a step in common is for one kind of case."""
    return kind_of(able[0].row.case).words.paper if able else ""


def _one_per_step(plans: list[Plan]) -> list[Case]:
    """Cases differ in round and step; rows of the same need to be asked once."""
    return list({(plan.row.case.round_id, plan.row.case.state): plan.row.case for plan in plans}.values())


def _will(verb: str, able: list[Plan]) -> list[str]:
    """What pressing the button does."""
    n = len(able)
    if verb == "remind":
        return [f"{n} 件的经办方收到通知和邮件", "催办记入每件的经过；4 小时内催过的不再催"]
    if verb == "return":
        return [
            f"{n} 件退回单位，已有意见作废，保留在经过里",
            f"单位有 {rules.RETURN_DAYS} 个工作日改好再报",
            "没有勾选的部分锁住，不能改",
        ]
    steps = sorted({step.done_label for plan in able if (step := rules.open_step(plan.row.case))})
    return [
        f"{n} 件同意，同一句意见印在每件的{_paper(able)}上" + (f"（{'、'.join(steps)}）" if steps else ""),
        "每件进入下一步，单位和下一级收到通知",
        f"{rules.TAKE_BACK_MINUTES} 分钟内、下一步还没开始的，可以逐件收回",
    ]


def _do(request: SignedInRequest, verb: str, plans: list[Plan], form: forms.Form | None) -> HttpResponse:
    seen = dict(_seen(value) for value in request.POST.getlist("seen") if value.count(":") == 2)
    picks = [(plan.row.case.pk, seen.get(plan.row.case.pk, ("", -1))) for plan in plans]
    data = form.cleaned_data if form else {}
    if verb == "approve":
        results = actions.approve_each(actor=request.user, picks=picks, **data)
    elif verb == "return":
        results = actions.return_each(actor=request.user, picks=picks, **data)
    else:
        results = actions.remind_each(actor=request.user, picks=picks)
    rows = {plan.row.case.pk: plan.row for plan in plans}
    request.session[RESULT] = {
        "title": VERBS[verb],
        "query": request.POST.get("query", ""),
        "lines": [
            {
                "ok": result.ok,
                "text": result.text,
                "name": rows[result.case_id].case.subject_name,
                "number": rows[result.case_id].case.number,
                "url": kind_of(rows[result.case_id].case).url(rows[result.case_id].case),
            }
            for result in results
        ],
    }
    return redirect("workbench:bulk_done")


def _seen(value: str) -> tuple[int, tuple[str, int]]:
    pk, state, version = value.split(":")
    known = row_id(version)
    return row_id(pk) or 0, (state, -1 if known is None else known)


def _back(request: SignedInRequest) -> str:
    query = QueryDict(request.POST.get("query", ""))
    url = reverse("workbench:cases")
    return f"{url}?{query.urlencode()}" if query else url
