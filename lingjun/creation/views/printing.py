"""The form as PDF or Word, for everybody who sees the case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lingjun.cases import rules
from lingjun.cases.models import Submission
from lingjun.core.errors import Refused
from lingjun.core.files import made_response
from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_docx, form_pdf
from lingjun.creation.queries import readable_to
from lingjun.creation.views.access import refuse_personal
from lingjun.documents.printing.fonts import Unprintable

if TYPE_CHECKING:
    from lingjun.accounts.models import User

WRITERS = {"pdf": form_pdf, "docx": form_docx}


@require_safe
def form(request: HttpRequest, number: str, form_format: str) -> HttpResponse:
    """`?version=`: a submission, 0 the draft; without it what is current. 404 for a version that never was."""
    if form_format not in WRITERS:
        raise Http404
    user: User = request.user  # type: ignore[assignment]
    cases = readable_to(user).select_related("application", "unit", "recommender", "federation")
    case = get_object_or_404(cases.prefetch_related("opinions__step"), number=number)
    refuse_personal(user, case)
    asked = request.GET.get("version", "")
    if asked and not (asked.isdecimal() and len(asked) < 6):
        raise Http404
    try:
        paper, mark = form_of(case, int(asked) if asked else None, held=rules.sees_held(user, case))
    except Submission.DoesNotExist as error:
        raise Http404 from error
    try:
        content = WRITERS[form_format](paper, mark)
    except Unprintable as refusal:
        raise Refused(refusal.message) from refusal
    edition = f"第{mark.version}版" if mark.version else "草稿"
    name = f"{paper.studio_name or '创建申报表'} {number} {edition}.{form_format}"
    return made_response(content, name, shown=form_format == "pdf" and request.GET.get("download") != "1")
