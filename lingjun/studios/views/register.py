"""The register of studios: filters, columns, export."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.rules import is_city_officer
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.listing import chosen_columns, keep_columns, page_of, query_of, sort_key
from lingjun.studios import actions
from lingjun.studios.forms import StudioFilterForm
from lingjun.studios.models import Studio
from lingjun.studios.papers import EXCEL, file_name, write_summary
from lingjun.studios.queries import COUNTED, ORDERS, figures, filtered, for_register, ordered
from lingjun.studios.tables import COLUMNS

LIST = "studios"
AT_ONCE = 2_000
"""Larger exports become a job."""


def filter_of(request: SignedInRequest) -> tuple[StudioFilterForm, QuerySet[Studio]]:
    """The filters of the address and the studios they leave, in the asked order."""
    form = StudioFilterForm(request.GET, user=request.user)
    return form, ordered(filtered(request.user, form.wanted), sort_key(request, list(ORDERS), "-plaque"))


@require_safe
def studio_list(request: SignedInRequest) -> HttpResponse:
    """One page of the register; everything that shapes it stands in the address."""
    form, studios = filter_of(request)
    page = page_of(request, for_register(studios), counted=studios)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": page.object_list,
        "figures": figures(request.user),
        "most": COUNTED,
        "columns": chosen_columns(request, LIST, COLUMNS),
        "all_columns": COLUMNS,
        "query": query_of(request),
        "filtered": bool(form.wanted),
        "capped": page.paginator.capped,  # type: ignore[attr-defined]
        "may_import": is_city_officer(request.user),
    }
    return render(request, "studios/list.html", context)


@require_POST
def choose_columns(request: SignedInRequest) -> HttpResponse:
    """Remember the columns and show them; the filters of the list stay in the address."""
    query = keep_columns(request, LIST, COLUMNS)
    url = reverse("studios:list")
    return HttpResponseRedirect(f"{url}?{query.urlencode(safe=',')}" if query else url)


@require_POST
def export(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The filtered studios as 汇总表: at once, or as a job when they are many."""
    _, studios = filter_of(request)
    count = studios.order_by().count()
    job = actions.export_studios(actor=request.user, query=query_of(request), count=count, later=count > AT_ONCE)
    if job is not None:
        messages.info(request, f"共 {count} 个，正在后台导出，好了会通知您。")
        return redirect("core:job", job.pk)
    stream = io.BytesIO()
    write_summary(stream, user=request.user, studios=studios)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name("工作室汇总表"), content_type=EXCEL)
