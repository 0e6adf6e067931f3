"""A unit's own applications, and the three ways to begin one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts.rules import may_fill
from lingjun.cases.enums import EDITABLE_STATES
from lingjun.cases.queries import for_list
from lingjun.core.errors import Invalid, NotYours, Refused
from lingjun.core.files import PURPOSES
from lingjun.creation.actions import start, start_from_paper
from lingjun.creation.queries import visible_to
from lingjun.creation.views.reading import read_upload, said
from lingjun.notices.models import RoundKind
from lingjun.notices.queries import open_rounds

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization

PAGE_SIZE = 20
TONES = {"draft": "", "returned": "warn", "named": "ok", "rejected": "bad", "withdrawn": ""}


def units_of(user: User) -> list[Organization]:
    """Units the person may fill in for, each once; no query beyond the posts."""
    found = {post.organization_id: post.organization for post in user.posts if may_fill(user, post.organization)}
    return list(found.values())


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """For people of a unit: what they have filed, and the rounds that are open. Officers have the list of cases."""
    user: User = request.user  # type: ignore[assignment]
    units = units_of(user)
    if not units:
        return redirect(f"{reverse('workbench:cases')}?kind=creation")
    cases = for_list(visible_to(user).filter(unit__in=units)).select_related("application").order_by("-id")
    page = Paginator(cases, PAGE_SIZE).get_page(request.GET.get("page"))
    rows = [(case, TONES.get(case.state, "now")) for case in page]
    return render(request, "creation/list.html", {"page": page, "rows": rows, "offers": offers(units)})


def offers(units: list[Organization]) -> list[tuple[Organization, Round]]:
    """Unit and round, the most urgent first: one query for each unit (nearly everybody serves one)."""
    found = [(unit, round_) for unit in units for round_ in open_rounds(RoundKind.CREATION, unit)]
    return sorted(found, key=lambda pair: pair[1].closes_at)


@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest) -> HttpResponse:
    """Choose the round and the way; a POST with `way` screen or word makes the draft."""
    user: User = request.user  # type: ignore[assignment]
    units = units_of(user)
    if not units:
        raise NotYours("申报由劳模所在单位填写。您可以在办件里看各单位的申报。")
    available = offers(units)
    if request.method != "POST":
        return _page(request, available)
    wanted = request.POST.get("offer", "")
    offer = next(((u, r) for u, r in available if wanted == f"{u.pk}-{r.pk}"), None)
    if offer is None:
        if not _is_offer(wanted):
            raise Http404
        return _page(request, available, problem="这一批次现在不能申报，请另选。", status=409)
    unit, round_ = offer
    try:
        return _begin(request, user, unit, round_)
    except Invalid as refusal:
        return _page(request, available, problem="".join(refusal.errors.values()), chosen=wanted, status=422)
    except Refused as refusal:
        return _page(request, available, problem=refusal.message, chosen=wanted, status=refusal.status_code)


def _is_offer(text: str) -> bool:
    unit, _, round_ = text.partition("-")
    return unit.isdecimal() and round_.isdecimal()


@transaction.atomic
def _begin(request: HttpRequest, user: User, unit: Organization, round_: Round) -> HttpResponse:
    if request.POST.get("way") == "word":
        reading, source = read_upload(user, request.FILES.get("file"))
        case = start_from_paper(
            actor=user, round=round_, unit=unit, form=reading.form, source=source, originals=reading.originals
        )
        messages.success(request, said(reading))
    else:
        case = start(actor=user, round=round_, unit=unit)
        messages.success(request, "草稿已建立，边填边保存。")
    return redirect("creation:fill", case.number, "unit")


def _page(
    request: HttpRequest, available: list[tuple[Organization, Round]], *, status: int = 200, **more: Any
) -> HttpResponse:
    user: User = request.user  # type: ignore[assignment]
    units = [unit for unit, _ in available]
    drafts = visible_to(user).filter(unit__in=units, state__in=EDITABLE_STATES).order_by("-id")[:5]
    context = {"offers": available, "drafts": drafts, "purpose": PURPOSES["form"], **more}
    return render(request, "creation/start.html", context, status=status)
