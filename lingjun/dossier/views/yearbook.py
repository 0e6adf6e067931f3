"""台账年册: which year, what will be in it, as what; earlier ones; the job shows the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.models import Job
from lingjun.dossier import actions
from lingjun.dossier.queries.yearbook import LABELS, year_counts, years_of
from lingjun.studios.views.access import frame, studio_for

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

EARLIER: Final = 10
"""Earlier results shown."""
NOTES: Final = {
    "pdf": "打印、归档用，目录带页码",
    "docx": "还要自己改几句时用",
    "zip": "PDF、Word，加上每张照片、每份凭证，按编号排好，附清单",
}


@require_safe
def latest(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """The newest year: this year's, or the last one of a revoked studio."""
    studio = studio_for(request, studio_id)
    return redirect("dossier:yearbook", studio.pk, years_of(studio)[0])


@require_safe
def yearbook(request: SignedInRequest, studio_id: int, year: int) -> HttpResponse:
    """What the book of this year will hold. 404 for a year the studio did not have."""
    studio = studio_for(request, studio_id)
    if year not in years_of(studio):
        raise Http404
    counts = year_counts(studio, year)
    context: dict[str, Any] = {
        **frame(request, studio, "yearbook"),
        "year": year,
        "years": years_of(studio),
        "is_over": year < timezone.localdate().year,
        "counts": [(label, counts[key]) for key, label in LABELS.items() if counts[key]],
        "photos": counts["photos"],
        "missing": _missing(counts),
        "forms": [(form, label, NOTES[form]) for form, label in actions.FORMS.items()],
        "earlier": _earlier(request, studio, year),
    }
    return render(request, "dossier/yearbook.html", context)


@require_POST
def make(request: SignedInRequest, studio_id: int, year: int) -> HttpResponse:
    """Put it into the queue and show its bar. Field `form`: pdf (default), docx, zip."""
    studio = studio_for(request, studio_id)
    if year not in years_of(studio):
        raise Http404
    form = request.POST.get("form", "pdf")
    if form not in actions.FORMS:
        messages.error(request, "请选 PDF、Word 或 zip。")
        return redirect("dossier:yearbook", studio.pk, year)
    job = actions.make_yearbook(actor=request.user, studio=studio, year=year, form=form)
    return redirect("core:job", job.pk)


def _missing(counts: dict[str, int]) -> list[str]:
    found = [label for key, label in LABELS.items() if not counts[key] and key != "items"]
    return found if counts["plans"] else ["工作计划", *found]


def _earlier(request: SignedInRequest, studio: Studio, year: int) -> list[Job]:
    """The reader's own jobs for this book, newest first; finished ones are kept for thirty days."""
    own = Job.objects.filter(owner_id=request.user.pk, kind=actions.YEARBOOK, params__studio=studio.pk)
    own = own.filter(params__year=year).select_related("result_file").defer("results")
    return list(own.order_by("-created_at")[:EARLIER])
