"""The achievement library: everything in the studios the reader sees, filtered, exported."""

from __future__ import annotations

import io

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core import search_index
from lingjun.core.listing import page_of, query_of
from lingjun.ledger import actions
from lingjun.ledger.achievement_papers import AT_ONCE, write_library
from lingjun.ledger.forms.achievements import AchievementFilterForm
from lingjun.ledger.queries import achievements as queries
from lingjun.studios.papers import EXCEL, file_name

FIRST_YEAR = 2000
"""Years offered: asking the table for its first would cost a join for nothing."""


SHOWN = (
    "studio_id", "title", "kind", "number", "status", "achieved_on", "studio__name", "studio__recommender__name",
    "studio__recommender__short_name",
)  # fmt: skip
"""The columns of a row: what it does not show is not read."""


def filter_form(request: SignedInRequest) -> AchievementFilterForm:
    years = list(range(timezone.localdate().year, FIRST_YEAR - 1, -1))
    return AchievementFilterForm(request.GET, years=years, user=request.user)


@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Newest first; everything that shapes the list stands in the address."""
    form = filter_form(request)
    wanted = form.wanted
    rows, counted = queries.filtered(request.user, wanted)
    shown = queries.with_adoptions(rows.select_related("studio__recommender").only(*SHOWN))
    page = page_of(request, shown, counted=counted)
    context = {
        "form": form, "page": page, "rows": page.object_list, "filtered": bool(wanted), "query": query_of(request),
        "capped": page.paginator.capped,  # type: ignore[attr-defined]
        "looked_through": queries.LOOKED_THROUGH if search_index.is_common(rows) else 0,
    }  # fmt: skip
    return render(request, "ledger/library.html", context)


@require_POST
def export(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The filtered achievements as Excel: at once, or as a job when they are many."""
    wanted = filter_form(request).wanted
    rows, counted = queries.filtered(request.user, wanted)
    count = counted.order_by()[: AT_ONCE + 1].count()
    job = actions.export_achievements(actor=request.user, query=query_of(request), count=count, later=count > AT_ONCE)
    if job is not None:
        messages.info(request, f"超过 {AT_ONCE} 项，正在后台导出，好了会通知您。")
        return redirect("core:job", job.pk)
    stream = io.BytesIO()
    write_library(stream, rows=rows)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name("成果汇总表"), content_type=EXCEL)
