"""The review page: paper, checks, changes, the seven criteria, stamped copies, course, decision."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from lingjun.accounts import rules as account_rules
from lingjun.cases import actions, rules
from lingjun.cases.enums import Verdict
from lingjun.cases.history import course
from lingjun.cases.models import CopyCheck, OpinionDraft
from lingjun.core.errors import Invalid, MovedOn
from lingjun.creation.checks import ok, warn
from lingjun.creation.comparison import compare
from lingjun.creation.content import SECTIONS
from lingjun.creation.forms.deciding import ApproveForm, RejectForm, ReturnForm, StampedCopyForm
from lingjun.creation.forms.filling import line
from lingjun.creation.kind import CREATION
from lingjun.creation.papers.current import form_of
from lingjun.creation.queries import under_way
from lingjun.creation.views.access import visible_case
from lingjun.notices.enums import Level, StepKind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.kinds import Finding
    from lingjun.cases.models import Case, CaseStep, Opinion

SHOWN_OK = 4
"""Findings that hold, shown before the fold."""


@require_GET
def review(request: HttpRequest, number: str) -> HttpResponse:
    """Everything somebody needs to decide, on one page; readers without the right see why they cannot."""
    case = visible_case(request.user, number)  # type: ignore[arg-type]
    return render(request, "creation/review/page.html", page_context(request, case))


@require_POST
def decide(request: HttpRequest, number: str, verdict: str) -> HttpResponse:
    """approve, return or reject. Errors come back beside the field; words typed too late are kept."""
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    step = rules.open_step(case)
    bound = _forms(case, step, request.POST, only=verdict)
    if verdict not in bound:
        raise Http404
    form = bound[verdict]
    if not form.is_valid():
        return render(request, "creation/review/page.html", page_context(request, case, bound), status=422)
    version = request.POST.get("seen_version", "")
    seen = (request.POST.get("seen_state", ""), int(version) if version.isdecimal() and len(version) < 6 else -1)
    words = form.cleaned_data.get("text") or form.cleaned_data.get("reason", "")
    try:
        said = _decide(request, case, verdict, form.cleaned_data, seen)
    except MovedOn as refusal:
        actions.keep_opinion_draft(actor=user, case=case, text=words)
        messages.warning(request, f"{refusal.message}您刚才写的意见已替您存为草稿。")
        return redirect(CREATION.url(case))
    except Invalid as refusal:
        for field, message in refusal.errors.items():
            form.add_error(field if field in form.fields else None, message)
        return render(request, "creation/review/page.html", page_context(request, case, bound), status=422)
    actions.drop_opinion_draft(actor=user, case=case)
    until = timezone.localtime(timezone.now() + datetime.timedelta(minutes=rules.TAKE_BACK_MINUTES))
    messages.success(request, f"{said}您可在 {until:%H:%M} 前收回。")
    return redirect(CREATION.url(case))


def _decide(request: HttpRequest, case: Case, verdict: str, data: dict[str, Any], seen: tuple[str, int]) -> str:
    """Calls the one action and says what happened."""
    actor: User = request.user  # type: ignore[assignment]
    if verdict == "return":
        actions.return_for_changes(
            actor=actor, case_id=case.pk, reason=data["reason"], sections=data["sections"], seen=seen
        )
        return f"已退回。{case.unit.name}改好再报。"
    if verdict == "reject":
        if data["hold"]:
            actions.decide_later(actor=actor, case_id=case.pk, verdict=Verdict.REJECT, text=data["reason"], seen=seen)
            return "已定为不予命名，等待与命名决定一起公布。"
        actions.reject(actor=actor, case_id=case.pk, reason=data["reason"], seen=seen)
        return f"已定为不予命名，{case.unit.name}收到通知。"
    case = actions.approve(
        actor=actor, case_id=case.pk, text=data["text"], dated_on=data["dated_on"], seen=seen,
        extra=_inspection(request, case),
    )  # fmt: skip
    return "已同意，等待发文命名。" if case.is_held else f"已同意，现在是“{case.state_label}”。"


def _inspection(request: HttpRequest, case: Case) -> dict[str, Any]:
    """Findings on site for each of the seven criteria, where the step asks for them."""
    rows = {
        criterion.key: {"found": found, "note": line(request.POST.get(f"note-{criterion.key}", ""))[:200]}
        for criterion in _inspects(case, rules.open_step(case))
        if (found := request.POST.get(f"seen-{criterion.key}", "")) in {"yes", "partly", "no"}
    }
    return {"inspection": rows} if rows else {}


def _forms(case: Case, step: CaseStep | None, data: Any = None, only: str = "") -> dict[str, Any]:
    phrases = _phrases(case, step)
    return {
        "approve": ApproveForm(data if only == "approve" else None, phrases=phrases, prefix=None),
        "return": ReturnForm(data if only == "return" else None, sections=SECTIONS, auto_id="return_%s"),
        "reject": RejectForm(data if only == "reject" else None, auto_id="reject_%s"),
    }


def _phrases(case: Case, step: CaseStep | None) -> tuple[str, ...]:
    if step is None:
        return ()
    return next((row.phrases for row in case.round.content.creation_steps if row.key == step.key), ())


def page_context(request: HttpRequest, case: Case, forms: dict[str, Any] | None = None) -> dict[str, Any]:
    """What the page shows. About a dozen queries whatever the case holds."""
    user: User = request.user  # type: ignore[assignment]
    held = rules.sees_held(user, case)
    step = rules.open_step(case)
    submissions = list(case.submissions.all())
    paper, mark = form_of(case, held=held)
    findings = [*CREATION.findings(case), *_elsewhere(case)]
    changed = compare(submissions[1].content, submissions[0].content) if len(submissions) > 1 else []
    why_not = "已有决定，等待公布。" if case.is_held and held else rules.may_decide(user, case, step)
    draft = OpinionDraft.objects.filter(case=case, user=user).first() if not why_not else None
    attachments = list(case.attachments.filter(removed_at__isnull=True).select_related("file"))
    copies = list(case.stamped_copies.filter(removed_at__isnull=True).select_related("file"))
    return {
        "case": case,
        "step": step,
        "paper": paper,
        "mark": mark,
        "changed_fields": {change.field for change in changed},
        "changes": changed,
        "submissions": submissions,
        "trouble": [finding for finding in findings if finding.tone != "ok"],
        "fine": [finding for finding in findings if finding.tone == "ok"],
        "shown_ok": SHOWN_OK,
        "criteria": _criteria(case, attachments),
        "attachments": attachments,
        "photos": [row for row in attachments if row.file.thumbnail][:3],
        "copies": copies,
        "copy_form": StampedCopyForm(),
        "may_stamp": case.version > 0 and not case.is_final and (rules.oversees(user, case) or _of_unit(user, case)),
        "oversees": rules.oversees(user, case),
        "MATCHED": CopyCheck.MATCHED,
        "course": course(case, held=held, sections=SECTIONS),
        "events": case.events.all() if held else case.events.filter(is_published=True),
        "why_not": why_not,
        "draft": draft,
        "forms": forms or _forms(case, step),
        "phrases": _phrases(case, step),
        "return_phrases": _return_phrases(case, step),
        "inspects": _inspects(case, step),
        "is_city_step": step is not None and step.level == Level.FEDERATION,
        "next_step": _next(case, step),
        "may_fill": rules.may_fill(user, case) is None,
        "may_withdraw": rules.may_withdraw(user, case) is None,
        "may_reopen": rules.may_reopen(user, case) is None,
        "may_take_back": _may_take_back(user, case),
        "sees_held": held,
        "recommendation": _recommendation(case),
    }  # fmt: skip


def _recommendation(case: Case) -> Opinion | None:
    standing = (opinion for opinion in case.opinions.all() if not opinion.is_superseded)
    return next((opinion for opinion in standing if opinion.step.kind == StepKind.INSPECTION), None)


def _elsewhere(case: Case) -> list[Finding]:
    name = case.application.leader_name
    if not name:
        return []
    others = list(under_way(name, besides=case)[:3])
    if not others:
        return [ok("leader", "没有重名，领衔人没有在别处申报")]
    where = "、".join(f"{row.case.unit.name}（{row.case.number}）" for row in others)
    return [warn("leader", "name", f"还有别处以“{name}”为领衔人申报。", where)]


def _criteria(case: Case, attachments: list[Any]) -> list[dict[str, Any]]:
    """Rows of the table 七个有: criterion, finding on site, files."""
    opinion = next(
        (o for o in reversed(case.opinions.all()) if o.extra.get("inspection") and not o.is_superseded), None
    )
    found = opinion.extra["inspection"] if opinion else {}
    rows = []
    for criterion in case.round.content.criteria:
        keys = {rule.key for rule in criterion.evidence}
        rows.append(
            {
                "criterion": criterion,
                "found": found.get(criterion.key, {}),
                "files": [row for row in attachments if row.key in keys],
            }
        )
    return rows


def _inspects(case: Case, step: CaseStep | None) -> list[Any]:
    if step is None or step.kind != StepKind.INSPECTION:
        return []
    wanted = next((row.inspects for row in case.round.content.creation_steps if row.key == step.key), ())
    return [criterion for criterion in case.round.content.criteria if criterion.key in wanted]


def _return_phrases(case: Case, step: CaseStep | None) -> tuple[str, ...]:
    if step is None:
        return ()
    return next((row.return_phrases for row in case.round.content.creation_steps if row.key == step.key), ())


def _next(case: Case, step: CaseStep | None) -> CaseStep | None:
    if step is None:
        return None
    return next((row for row in case.steps.all() if row.position > step.position), None)


def _of_unit(user: User, case: Case) -> bool:
    return account_rules.may_fill(user, case.unit)


def _may_take_back(user: User, case: Case) -> bool:
    last = max(case.opinions.all(), key=lambda opinion: opinion.pk, default=None)
    return rules.may_take_back(user, case, last) is None
