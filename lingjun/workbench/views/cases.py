"""办件: the list for every level, its columns, exports, printing many at once."""

from __future__ import annotations

import io
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import User
from lingjun.accounts.rules import holds_any
from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.models import Case
from lingjun.cases.rules import ROLE_OF_LEVEL
from lingjun.core.errors import NotYours, Refused
from lingjun.core.files.serve import made_response
from lingjun.core.listing import chosen_columns, keep_columns, page_of, query_of, sort_key
from lingjun.studios.papers import EXCEL, file_name
from lingjun.workbench import actions
from lingjun.workbench.forms import CaseFilterForm
from lingjun.workbench.papers.reminder import reminder
from lingjun.workbench.papers.summary import kind_of_all, label, paper_of, write_cases
from lingjun.workbench.queries.cases import filtered, ordered, orders_for, with_list_rows
from lingjun.workbench.tables import case_rows, columns_for

LIST = "cases"
AT_ONCE = 2_000
"""Larger exports become a job."""
MOST_PRINTED = 5_000
ORDER_WORDS = {"changed": "最近变化", "submitted": "最近提交", "due": "期限", "number": "办件编号"}


def filter_of(request: SignedInRequest) -> tuple[CaseFilterForm, QuerySet[Case]]:
    """The filters of the address and the cases they leave, in the asked order."""
    form = CaseFilterForm(request.GET, user=request.user)
    sort = sort_key(request, orders_for(request.user), default_sort(request.user))
    return form, ordered(filtered(request.user, form.wanted), sort)


def default_sort(user: User) -> str:
    """What changed last comes first, for those who may know it; else what was handed in last."""
    return "-changed" if "changed" in orders_for(user) else "-submitted"


def reads_forms(user: User) -> bool:
    """Forms hold personal data; whose exactly the reader may have is asked again for each (`creation.rules`)."""
    return any(holds_any(user, role) for role in {Role.CITY_OFFICER, Role.DISTRICT_OFFICER} | FILLING_ROLES)


@require_safe
def case_list(request: SignedInRequest) -> HttpResponse:
    """One page of the list; everything that shapes it stands in the address."""
    user = request.user
    form, cases = filter_of(request)
    available = columns_for(user)
    columns = chosen_columns(request, LIST, available)
    page = page_of(request, with_list_rows(cases, [column.key for column in columns]), counted=cases)
    context: dict[str, Any] = {
        "form": form,
        "page": page,
        "rows": case_rows(user, page.object_list),
        "columns": columns,
        "all_columns": available,
        "query": query_of(request),
        "filtered": bool(form.wanted),
        "may_decide": any(holds_any(user, role) for role in ROLE_OF_LEVEL.values()),
        "may_print": reads_forms(user),
        "paper": paper_of(form.wanted.get("kind", "") or "creation") if form.wanted.get("kind") else "表格",
        "may_remind": holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.DISTRICT_OFFICER),
        "order_words": ORDER_WORDS[sort_key(request, orders_for(user), default_sort(user)).removeprefix("-")],
        "default_sort": default_sort(user),
        "capped": page.paginator.capped,  # type: ignore[attr-defined]
        "AT_ONCE": AT_ONCE,
    }
    return render(request, "workbench/cases/list.html", context)


@require_POST
def choose_columns(request: SignedInRequest) -> HttpResponse:
    """Remember the columns and show them; the filters of the list stay in the address."""
    return _to_list(keep_columns(request, LIST, columns_for(request.user)))


@require_POST
def export(request: SignedInRequest) -> HttpResponse | FileResponse:
    """The filtered cases as 汇总表: at once, or as a job when they are many."""
    form, cases = filter_of(request)
    count = cases.order_by().count()
    job = actions.export_cases(actor=request.user, query=query_of(request), count=count, later=count > AT_ONCE)
    if job is not None:
        messages.info(request, f"共 {count} 件，正在后台导出，好了会通知您。")
        return redirect("core:job", job.pk)
    stream, kind = io.BytesIO(), kind_of_all(cases, form.wanted)
    write_cases(stream, user=request.user, cases=cases, kind=kind)
    stream.seek(0)
    return FileResponse(stream, as_attachment=True, filename=file_name(f"{label(kind)}汇总表"), content_type=EXCEL)


@require_safe
def reminder_letter(request: SignedInRequest) -> HttpResponse:
    """催办函 about the filtered cases that are still open, as Word."""
    _, cases = filter_of(request)
    return made_response(reminder(request.user, cases), file_name("催办函", "docx"))


@require_POST
def print_batch(request: SignedInRequest) -> HttpResponse:
    """All forms of the filter as one zip, always a job: printing takes its time."""
    if not reads_forms(request.user):
        raise NotYours("这些表含个人信息，由本单位、推荐工会和市总工会打印。")
    paper_format = request.POST.get("form", "pdf")
    if paper_format not in {"pdf", "docx"}:
        raise Refused("只能打印成 PDF 或 Word。")
    form, cases = filter_of(request)
    count = cases.filter(version__gt=0).order_by().count()
    if not count:
        raise Refused("筛选出来的办件都还没有提交过，没有可以打印的表。")
    if count > MOST_PRINTED:
        raise Refused(f"一次最多打印 {MOST_PRINTED} 份，现在有 {count} 份，请按批次或推荐工会分开打印。")
    job = actions.print_forms(
        actor=request.user, query=query_of(request), count=count, form=paper_format,
        paper=paper_of(kind_of_all(cases, form.wanted)),
    )  # fmt: skip
    return redirect("core:job", job.pk)


def _to_list(query: QueryDict) -> HttpResponseRedirect:
    url = reverse("workbench:cases")
    return HttpResponseRedirect(f"{url}?{query.urlencode(safe=',')}" if query else url)
