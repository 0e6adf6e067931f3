"""Rounds: the list, one round, opening, changing, extending, closing."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.queries import organizations_visible_to
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core import confirm
from lingjun.core.errors import Refused
from lingjun.core.ids import row_id
from lingjun.notices import actions
from lingjun.notices.forms import ExtensionForm, RoundForm
from lingjun.notices.models import Round, RoundKind
from lingjun.notices.queries import (
    extensions_of,
    in_force_or_none,
    organizations_above,
    rounds_visible_to,
    versions_visible_to,
    with_extension_count,
)
from lingjun.notices.rules import may_keep_notices
from lingjun.notices.views.access import kept_federation, kept_round, own_federation, visible_round
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import recommenders, search

PER_PAGE = 25


@require_safe
def rounds(request: SignedInRequest) -> HttpResponse:
    """All rounds of the reader's federation. `?kind=` and `?year=` narrow."""
    federation = own_federation(request.user)
    rows = rounds_visible_to(request.user)
    kind, year = request.GET.get("kind", ""), request.GET.get("year", "")
    if kind in RoundKind.values:
        rows = rows.filter(kind=kind)
    if (wanted := row_id(year)) is not None:
        rows = rows.filter(year=wanted)
    page = Paginator(with_extension_count(rows).order_by("-opens_at", "-id"), PER_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "kind": kind,
        "year": year,
        "kinds": RoundKind.choices,
        "years": _years(request),
        "may_keep": may_keep_notices(request.user, federation),
    }
    return render(request, "notices/rounds.html", context)


def _years(request: SignedInRequest) -> list[int]:
    found = rounds_visible_to(request.user).select_related(None).defer(None).order_by()
    return sorted(found.values_list("year", flat=True).distinct(), reverse=True)


@require_safe
def round_(request: SignedInRequest, round_id: int) -> HttpResponse:
    """Deadlines, quotas, materials, extensions."""
    return _round(request, visible_round(request.user, round_id), ExtensionForm())


def _round(request: SignedInRequest, shown: Round, form: ExtensionForm, status: int = 200) -> HttpResponse:
    extensions = list(extensions_of(shown))
    above = organizations_above(request.user)
    places = _places(shown)
    context = {
        "round": shown,
        "notice": shown.notice_version.notice,
        "content": shown.content,
        "extensions": extensions,
        "mine": next((row for row in extensions if row.organization_id in above), None),
        "places": places,
        "places_total": sum(count for _, count in places),
        "form": form,
        "may_keep": not shown.stands and may_keep_notices(request.user, shown.organizer),
        "may_close": shown.state == "open" or any(row.closes_at > timezone.now() for row in extensions),
    }
    return render(request, "notices/round.html", context, status=status)


def _places(shown: Round) -> list[tuple[Organization, int]]:
    """Quotas with their unions, in the federation's order."""
    ids = [int(key) for key in shown.quotas if key.isdigit()]
    unions = Organization.objects.filter(pk__in=ids).order_by("sort_order", "id")
    return [(union, shown.quotas[str(union.pk)]) for union in unions]


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    """Open a round under one of the loaded notices."""
    federation = kept_federation(request.user)
    versions = versions_visible_to(request.user).filter(notice__issuer=federation)
    form = RoundForm(
        request.POST if request.method == "POST" else None, unions=recommenders(federation), versions=versions
    )
    if request.method == "POST" and form.is_valid():
        try:
            opened = actions.open_round(organizer=federation, actor=request.user, **form.facts())
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已开{opened.name}。")
            return redirect("notices:round", opened.pk)
    if not form.is_bound and (current := in_force_or_none(federation)):
        form.initial["notice_version"] = current.pk
    context = {"form": form, "federation": federation, "round": None}
    return render(request, "notices/round_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, round_id: int) -> HttpResponse:
    """Change names, deadlines, quotas; kind and notice stay."""
    shown = kept_round(request.user, round_id)
    unions = recommenders(shown.organizer)
    form = RoundForm(request.POST if request.method == "POST" else None, unions=unions, round_=shown)
    if request.method == "POST" and form.is_valid():
        facts = form.facts()
        facts["materials"] = facts["materials"] or []
        try:
            actions.edit_round(round=shown, changes=facts, actor=request.user)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已保存{facts['name']}。")
            return redirect("notices:round", shown.pk)
    context = {"form": form, "federation": shown.organizer, "round": shown}
    return render(request, "notices/round_form.html", context, status=422 if form.errors else 200)


@require_POST
def extend(request: SignedInRequest, round_id: int) -> HttpResponse:
    """Give one unit or union more time; mistakes stand on the round's page."""
    shown = kept_round(request.user, round_id)
    form = ExtensionForm(request.POST)
    if form.is_valid():
        found = _named(request, form.cleaned_data["organization"])
        if isinstance(found, str):
            form.add_error("organization", found)
        else:
            facts = form.cleaned_data | {"organization": found}
            try:
                actions.extend(round=shown, actor=request.user, **facts)
            except Refused as refused:
                show(form, refused)
            else:
                until = timezone.localtime(facts["closes_at"])
                messages.success(request, f"{found.name}已延至 {until:%Y-%m-%d %H:%M}。")
                return redirect("notices:round", shown.pk)
    return _round(request, shown, form, 422)


def _named(request: SignedInRequest, words: str) -> Organization | str:
    """The one organization people mean, or why it is not clear."""
    visible = organizations_visible_to(request.user).filter(is_active=True)
    exact = list(visible.filter(name=words)[:2]) or list(visible.filter(short_name=words)[:2])
    found = exact or list(search(visible, words)[:4])
    if len(found) == 1:
        return found[0]
    if not found:
        return f"没有找到“{words}”。可以换成全称、简称或信用代码。"
    return f"有几个都像“{words}”：{'、'.join(row.name for row in found[:3])}。请填全称。"


@require_POST
def close(request: SignedInRequest, round_id: int) -> HttpResponse:
    """End the round now, after asking."""
    shown = kept_round(request.user, round_id)
    if not confirm.is_confirmed(request):
        count = sum(row.closes_at > timezone.now() for row in extensions_of(shown))
        question = confirm.Question(
            title=f"现在截止{shown.name}？",
            words="还没提交的申报不能再交，已提交的照常办理。要再开放，只能改截止时间。",
            lines=(f"已批的 {count} 个延期同时截止",) if count else (),
            yes="现在截止",
            back_url=reverse("notices:round", args=[shown.pk]),
            danger=True,
        )
        return confirm.ask(request, question)
    actions.close_round(round=shown, actor=request.user)
    messages.success(request, f"{shown.name}已截止。")
    return redirect("notices:round", shown.pk)
