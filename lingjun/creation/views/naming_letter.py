"""The naming decision as Word: a draft of what waits, or what was published under one number."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lingjun.accounts.rules import is_city_officer
from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.enums import Verdict
from lingjun.cases.models import Submission
from lingjun.cases.queries import visible_to
from lingjun.core.errors import Closed
from lingjun.core.files import made_response
from lingjun.creation.papers.naming import naming_decision
from lingjun.creation.queries import decided
from lingjun.notices.models import Round


@require_safe
def naming_letter(request: SignedInRequest, round_id: int) -> HttpResponse:
    """With `number` the decision published under it, without the draft of what is decided and not published."""
    round_ = get_object_or_404(Round.objects.select_related("organizer", "notice_version"), pk=round_id)
    cases = visible_to(request.user).filter(round=round_)
    if not is_city_officer(request.user, round_.organizer):
        if cases.exists():
            raise PermissionDenied("命名决定由市总工会拟稿印发。")
        raise Http404
    number = request.GET.get("number", "")[:50].replace("\0", "")
    forms = Submission.objects.filter(case__in=cases, version=F("case__version"))
    if number:
        decided_on = decided(round_).filter(decision_number=number).values_list("named_on", flat=True).first()
        if decided_on is None:
            raise Http404
        forms = forms.filter(case__studio__decision_number=number, case__studio__named_on=decided_on)
    else:
        decided_on = None
        forms = forms.filter(case__is_held=True, case__held_verdict=Verdict.APPROVE)
    named = [
        (row.case.recommender, row.content["form"])
        for row in forms.select_related("case__recommender").order_by("case_id")
    ]
    if not named:
        raise Closed("没有等待公布的命名，已经公布的按文号下载。")
    title = f"{round_.content.wording.decision_title}{'' if number else '（代拟稿）'} {number or round_.name}.docx"
    return made_response(naming_decision(round_, named, number=number, decided_on=decided_on), title)
