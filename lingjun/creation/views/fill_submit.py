"""Sending the form to the unit's union. Taking it back and opening it again are verbs of every kind of case."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from lingjun.cases import actions
from lingjun.core.confirm import Question, ask, is_confirmed
from lingjun.core.errors import Closed, Invalid, NotYours
from lingjun.creation.kind import CREATION
from lingjun.creation.views import fill, fill_state
from lingjun.creation.views.fill_state import Desk


def _seen(request: HttpRequest) -> tuple[str, int]:
    """State and version of the page that was looked at."""
    version = request.POST.get("version", "")
    return request.POST.get("state", ""), int(version) if version.isdecimal() and len(version) < 6 else -1


@require_POST
def submit(request: HttpRequest, number: str) -> HttpResponse:
    """Sends the form to the unit's union, after asking."""
    desk = fill_state.load(request, number)
    if desk.refusal:
        raise NotYours(desk.refusal)
    if not desk.ready:
        return _again(request, desk, "还有没补齐的地方，补齐后再送。")
    step = desk.case.steps.select_related("organization").order_by("position")[0]
    union = step.organization.union_name
    if not is_confirmed(request):
        return ask(
            request,
            Question(
                title="送单位工会？",
                words=f"{desk.case.subject_name}的申报表送{union}。送出以后不能再改，要改须撤回或由上级退回。",
                yes="送单位工会",
                back_url=CREATION.fill_url(desk.case).replace("/unit/", "/check/"),
            ),
        )
    try:
        case = actions.submit(actor=desk.user, case_id=desk.case.pk, seen=_seen(request))
    except Invalid as refusal:
        return _again(request, desk, "；".join(refusal.errors.values()))
    except Closed as refusal:
        return _again(request, desk, refusal.message, status=refusal.status_code)
    messages.success(request, f"已送{union}。请在“盖章件上传”里打印第 {case.version} 版，盖章后上传。")
    return redirect("creation:fill", number, "stamped")


def _again(request: HttpRequest, desk: Desk, words: str, *, status: int = 422) -> HttpResponse:
    return fill.show(request, desk, "check", status=status, refused=words)
