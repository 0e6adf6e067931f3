"""All studios and their seven criteria: who lacks what, exported."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.listing import page_of, query_of, sort_key
from lingjun.notices.enums import CriterionKey
from lingjun.studios.actions.exporting import export_criteria
from lingjun.studios.criteria.listing import ORDERS, filtered, ordered, rows_of, summary
from lingjun.studios.forms.criteria import CriteriaFilterForm
from lingjun.studios.models import CriteriaSheet
from lingjun.studios.papers import EXCEL, file_name
from lingjun.studios.papers.criteria import write_criteria

AT_ONCE = 2_000
"""Larger exports become a job."""


def filter_of(request: SignedInRequest) -> tuple[CriteriaFilterForm, QuerySet[CriteriaSheet]]:
    """The filters of the address and the sheets they leave, in the asked order."""
    form = CriteriaFilterForm(request.GET, user=request.user)
    return form, ordered(filtered(request.user, form.wanted), sort_key(request, list(ORDERS), "-named"))


@require_safe
def table(request: SignedInRequest) -> HttpResponse:
    """One page of the table; everything that shapes it stands in the address. Kept sheets only."""
    form, sheets = filter_of(request)
    page = page_of(request, sheets)
    figures = summary(sheets)
    labels = dict(CriterionKey.choices)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": rows_of(page.object_list),  # type: ignore[arg-type]
        "labels": [(key.value, key.label, key.label.removeprefix("有")) for key in CriterionKey],
        "figures": figures,
        "lacks": [(key, labels[key].removeprefix("有"), number) for key, number in figures["lacks"]],
        "query": query_of(request),
        "order_label": "达到几个" if sort_key(request, list(ORDERS), "").endswith("met") else "命名先后",
        "filtered": bool(form.wanted),
        "capped": page.paginator.capped,  # type: ignore[attr-defined]
    }
    return render(request, "studios/criteria_table.html", context)


@require_POST
def export(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The filtered table as Excel: at once, or as a job when it is long."""
    _, sheets = filter_of(request)
    count = sheets.order_by().count()
    job = export_criteria(actor=request.user, query=query_of(request), count=count, later=count > AT_ONCE)
    if job is not None:
        messages.info(request, f"共 {count} 个，正在后台导出，好了会通知您。")
        return redirect("core:job", job.pk)
    stream = io.BytesIO()
    write_criteria(stream, sheets=sheets)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name("七个有一览"), content_type=EXCEL)
