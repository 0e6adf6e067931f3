"""年度考核 of one studio: every year, and papers written before this system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from lingjun.appraisal.forms import WrittenForm
from lingjun.appraisal.models import Grade, WrittenAppraisal
from lingjun.appraisal.queries import years_of
from lingjun.appraisal.views.parts import TONES
from lingjun.core.listing import page_of
from lingjun.studios.models import Material
from lingjun.studios.views.access import frame, studio_for
from lingjun.studios.views.records import LinePages

if TYPE_CHECKING:
    from lingjun.accounts.views.request import SignedInRequest

TAB = "appraisals"


@require_safe
def years(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """All years; a grade stands there once it is public."""
    studio = studio_for(request, studio_id)
    rows = years_of(studio)
    page = page_of(request, rows)
    papers = list(WrittenAppraisal.standing.filter(studio=studio)[:50])
    files: dict[int, list[Material]] = {}
    label = WrittenAppraisal._meta.label_lower
    found = Material.objects.filter(studio=studio, about=label, about_id__in=[row.pk for row in papers])
    for one in found.filter(removed_at__isnull=True).select_related("file") if papers else []:
        files.setdefault(one.about_id, []).append(one)
    context = frame(request, studio, TAB) | {
        "page": page,
        "rows": [(row, TONES.get(Grade(row.grade), "") if row.grade else "") for row in page.object_list],
        "papers": [(row, files.get(row.pk, [])) for row in papers],
    }
    return render(request, "appraisal/studio.html", context)


WRITTEN = LinePages(
    app="appraisal",
    key="written",
    noun="书面综合鉴定",
    model=WrittenAppraisal,
    form=WrittenForm,
    tab=TAB,
    back=lambda studio, line: reverse("appraisal:studio", args=[studio.pk]),
    files="evidence",
)
