"""One appraisal on one page: figures, report, opinions and course, stamped copies, the answer."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import Role
from lingjun.appraisal import actions, grading
from lingjun.appraisal.actions import refresh_figures
from lingjun.appraisal.checks import check
from lingjun.appraisal.figures import lines
from lingjun.appraisal.forms import AnswerForm, GradeForm, ReturnForm, StampedForm
from lingjun.appraisal.kind import APPRAISAL
from lingjun.appraisal.models import Grade
from lingjun.appraisal.papers import current, printing
from lingjun.appraisal.views.access import seen_of, visible_case
from lingjun.cases import actions as case_actions
from lingjun.cases import rules
from lingjun.cases.history import CourseLine, course
from lingjun.cases.models import CopyCheck, OpinionDraft, Submission
from lingjun.core.errors import Invalid, MovedOn
from lingjun.core.files import made_response
from lingjun.notices.enums import Level
from lingjun.studios.models import StudioStatus

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep

FORMATS = ("pdf", "docx")


@require_safe
def case_page(request: HttpRequest, number: str) -> HttpResponse:
    """Everything somebody needs to answer, and why they cannot."""
    case = visible_case(request.user, number)  # type: ignore[arg-type]
    return render(request, "appraisal/case.html", page_context(request, case))


def page_context(request: HttpRequest, case: Case, forms: dict[str, Any] | None = None) -> dict[str, Any]:
    """About ten queries whatever the case holds."""
    user: User = request.user  # type: ignore[assignment]
    held = rules.sees_held(user, case)
    step = rules.open_step(case)
    appraisal = case.appraisal
    if case.is_editable:
        refresh_figures(appraisal)
    paper = current.paper_of(case, held=held)[0] if case.version else None
    decided = case.is_held and held
    why_not = "已有等次，等待公布；要改，在评定台改评。" if decided else rules.may_decide(user, case, step)
    if not why_not and step is not None and step.level == Level.FEDERATION:
        share = grading.share_of(case.round)
    else:
        share = None
    phrases, return_phrases = _phrases(case, step)
    return {
        "case": case,
        "appraisal": appraisal,
        "paper": paper,
        "rows": paper.rows if paper else lines(appraisal.figures),
        "grade": _grade(case, held=held),
        "step": step,
        "why_not": why_not,
        "draft": OpinionDraft.objects.filter(case=case, user=user).first() if not why_not else None,
        "forms": forms or _forms(step, phrases),
        "phrases": phrases,
        "return_phrases": return_phrases,
        "is_grade": step is not None and step.level == Level.FEDERATION,
        "share": share,
        "next_step": next((row for row in case.steps.all() if step and row.position > step.position), None),
        "findings": [one for one in check(appraisal) if one.field in {"figures", "criteria"}],
        "course": _course(case, held=held),
        "events": list(case.events.all() if held else case.events.filter(is_published=True)),
        "copies": list(case.stamped_copies.filter(removed_at__isnull=True).select_related("file")),
        "copy_form": StampedForm(),
        "may_stamp": case.version > 0 and not case.is_final and rules.may_stamp(user, case) is None,
        "oversees": rules.oversees(user, case),
        "may_fill": rules.may_fill(user, case) is None,
        "may_take_back": rules.may_take_back(user, case, _last(case)) is None and (held or not case.is_held),
        "sees_held": held,
        "MATCHED": CopyCheck.MATCHED,
        "rectification": getattr(appraisal, "rectification", None),
        "revoke_url": _revocation(user, case),
        "may_sign": account_rules.may_fill(user, case.unit),
    }


def _revocation(user: User, case: Case) -> str:
    """Where the city begins the revocation a grade calls for; "" where it calls for none."""
    studio = case.appraisal.studio
    called = case.appraisal.grade == Grade.REVOKE and studio.status == StudioStatus.ACTIVE
    if not called or not account_rules.holds(user, Role.CITY_OFFICER, case.federation):
        return ""
    return f"{reverse('changes:propose')}?{urlencode({'q': studio.name, 'reason': 'appraisal'})}"


def _course(case: Case, *, held: bool) -> list[CourseLine]:
    """The unit's answer is its written opinion, the federation's a grade: the stamps say so."""
    opinions = {step.title for step in case.steps.all() if step.level == Level.UNIT}
    lines = []
    for line in course(case, held=held, sections=APPRAISAL.sections):
        word = ""
        if line.stamped_on and not line.stamp_kind:
            word = Grade(line.extra["grade"]).label if line.extra.get("grade") else ""
            word = word or ("已鉴定" if line.title in opinions else "")
        lines.append(dataclasses.replace(line, stamp=word) if word else line)
    return lines


def _last(case: Case) -> Any:
    return max(case.opinions.all(), key=lambda opinion: opinion.pk, default=None)


def _grade(case: Case, *, held: bool) -> str:
    """Label of the grade as far as the reader may know."""
    if case.appraisal.grade:
        return Grade(case.appraisal.grade).label
    last = _last(case)
    if held and case.is_held and last is not None and last.extra.get("grade"):
        return f"{Grade(last.extra['grade']).label}（待公布）"
    return ""


def _phrases(case: Case, step: CaseStep | None) -> tuple[tuple[str, ...], tuple[str, ...]]:
    flow = next((row for row in case.round.content.flows if row.kind == APPRAISAL.key), None)
    found = next((row for row in flow.steps if step and row.key == step.key), None) if flow else None
    return (found.phrases, found.return_phrases) if found else ((), ())


def _forms(step: CaseStep | None, phrases: tuple[str, ...], data: Any = None, only: str = "") -> dict[str, Any]:
    del step
    return {
        "approve": AnswerForm(data if only == "approve" else None, phrases=phrases),
        "grade": GradeForm(data if only == "grade" else None),
        "return": ReturnForm(data if only == "return" else None, auto_id="return_%s"),
    }


@require_POST
def decide(request: HttpRequest, number: str, verdict: str) -> HttpResponse:
    """approve, grade or return; errors stand beside the field, words typed too late are kept."""
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    step = rules.open_step(case)
    bound = _forms(step, _phrases(case, step)[0], request.POST, only=verdict)
    if verdict not in bound:
        raise Http404
    form = bound[verdict]
    if not form.is_valid():
        return render(request, "appraisal/case.html", page_context(request, case, bound), status=422)
    data, seen = form.cleaned_data, seen_of(request)
    try:
        said = _answer(user, case, verdict, data, seen)
    except MovedOn as refusal:
        case_actions.keep_opinion_draft(actor=user, case=case, text=data.get("text") or data.get("reason", ""))
        messages.warning(request, f"{refusal.message}您刚才写的意见已替您存为草稿。")
        return redirect(APPRAISAL.url(case))
    except Invalid as refusal:
        for field, message in refusal.errors.items():
            form.add_error(field if field in form.fields else None, message)
        return render(request, "appraisal/case.html", page_context(request, case, bound), status=422)
    case_actions.drop_opinion_draft(actor=user, case=case)
    messages.success(request, said)
    return redirect(APPRAISAL.url(case))


def _answer(user: User, case: Case, verdict: str, data: dict[str, Any], seen: tuple[str, int]) -> str:
    if verdict == "return":
        case_actions.return_for_changes(
            actor=user, case_id=case.pk, reason=data["reason"], sections=list(APPRAISAL.sections), seen=seen
        )
        return f"已退回，{case.unit.name}改好再报。"
    if verdict == "grade":
        actions.grade(actor=user, case_id=case.pk, seen=seen, shown="", **data)
        return f"已评为{Grade(data['grade']).label}，等待公布。公布前单位和推荐工会看不到。"
    done = case_actions.approve(actor=user, case_id=case.pk, text=data["text"], dated_on=data["dated_on"], seen=seen)
    return f"已签署，现在是“{done.state_label}”。"


@require_safe
def print_form(request: HttpRequest, number: str, form_format: str) -> HttpResponse:
    """The sheet as PDF or Word. `?version=`: a submission, 0 the draft; without it what is current."""
    if form_format not in FORMATS:
        raise Http404
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    asked = request.GET.get("version", "")
    if asked and not (asked.isdecimal() and len(asked) < 6):
        raise Http404
    if case.is_editable:
        refresh_figures(case.appraisal)
    try:
        paper, mark = current.paper_of(case, int(asked) if asked else None, held=rules.sees_held(user, case))
    except Submission.DoesNotExist as error:
        raise Http404 from error
    content = printing.printed(paper, mark, form_format)
    edition = f"第{mark.version}版" if mark.version else "草稿"
    name = f"{paper.studio_name} {paper.year}年度综合鉴定表 {number} {edition}.{form_format}"
    return made_response(content, name, shown=form_format == "pdf" and request.GET.get("download") != "1")
