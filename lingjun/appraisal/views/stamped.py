"""Stamped copies of the sheet: matched by the code on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lingjun.appraisal.forms import StampedForm
from lingjun.appraisal.kind import APPRAISAL
from lingjun.appraisal.views.access import visible_case
from lingjun.appraisal.views.review import page_context
from lingjun.cases.actions import attach_stamped_copy, remove_stamped_copy
from lingjun.cases.marks import PREFIX
from lingjun.cases.rules import may_stamp
from lingjun.core.errors import Invalid, NotYours
from lingjun.core.files import file_response
from lingjun.documents.scans import ScanRefused
from lingjun.documents.stamped import kept_scan, preview_response

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import StampedCopy


@require_POST
def upload(request: HttpRequest, number: str) -> HttpResponse:
    """Reads the code, compares, keeps. A refused copy leaves nothing behind and says what to do."""
    user: User = request.user  # type: ignore[assignment]
    case = visible_case(user, number)
    if why_not := may_stamp(user, case):  # before anything is stored and read
        raise NotYours(why_not)
    form = StampedForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            with kept_scan(form.cleaned_data["file"], owner_id=user.pk, prefix=f"{PREFIX}:") as (file, marks):
                copy = attach_stamped_copy(
                    actor=user, case_id=case.pk, file=file, marks=marks, reason=form.cleaned_data["reason"]
                )
        except Invalid as refusal:
            form.add_error("file", "".join(refusal.errors.values()))
        except ScanRefused as refusal:
            form.add_error("file", refusal.message)
        else:
            messages.success(request, f"盖章件已收到，{copy.get_result_display()}。")
            return redirect(APPRAISAL.url(case))
    return render(request, "appraisal/case.html", page_context(request, case) | {"copy_form": form}, status=422)


def _copy(request: HttpRequest, number: str, copy_id: int) -> StampedCopy:
    case = visible_case(request.user, number)  # type: ignore[arg-type]
    return get_object_or_404(case.stamped_copies.select_related("file"), pk=copy_id, removed_at__isnull=True)


@require_safe
def show(request: HttpRequest, number: str, copy_id: int) -> FileResponse:
    """The copy itself."""
    return file_response(_copy(request, number, copy_id).file, inline=True)


@require_safe
def preview(request: HttpRequest, number: str, copy_id: int) -> HttpResponse:
    """The first page as a picture, upright, without position data."""
    return preview_response(_copy(request, number, copy_id).file)


@require_POST
def remove(request: HttpRequest, number: str, copy_id: int) -> HttpResponse:
    copy = _copy(request, number, copy_id)
    remove_stamped_copy(actor=request.user, case_id=copy.case_id, copy_id=copy.pk)  # type: ignore[arg-type]
    messages.success(request, "已移除这份盖章件，记录里仍可查到。")
    return redirect("appraisal:case", number)
