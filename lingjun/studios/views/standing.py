"""牌匾与职责: the plaque with its register, and organization, goal and duties with their versions."""

from __future__ import annotations

import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.decorators.http import require_http_methods, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import NotYours, Refused
from lingjun.studios import actions, rules
from lingjun.studios.forms.holdings import CharterForm, HangForm, PlaqueForm, ReissueForm
from lingjun.studios.models import Charter, Plaque, Studio, StudioRecord
from lingjun.studios.queries import materials_of
from lingjun.studios.views.access import frame, studio_for, studio_to_write
from lingjun.studios.views.records import LinePages
from lingjun.studios.words import chinese_month, plaque_lines

MOST_VERSIONS = 100


@require_safe
def plaque(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Plaque and charter as they stand, or as the charter stood on another day (`?on=`)."""
    studio = studio_for(request, studio_id)
    register = list(studio.plaques.order_by("-issued_on", "-id"))
    hung = next((one for one in register if one.recalled_on is None), None)
    versions = list(Charter.standing.filter(studio=studio)[:MOST_VERSIONS])
    today = timezone.localdate()
    on = _day(request.GET.get("on", "")) or today
    context = frame(request, studio, "plaque") | {
        "register": register,
        "plaque": hung,
        "line": hung,
        "plaque_lines": plaque_lines(studio),
        "plaque_month": chinese_month(hung.issued_on if hung else studio.named_on),
        "materials": list(materials_of(studio, hung)) if hung else [],
        "files": "photo",
        "about": "studios.plaque",
        "why_not_register": rules.may_register_plaque(request.user, studio),
        "why_not_reissue": rules.may_reissue(request.user, studio),
        "charter": next((one for one in versions if one.since <= on), None),
        "versions": versions,
        "on": on,
        "today": today,
    }
    return render(request, "studios/plaque.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def hang(request: SignedInRequest, studio_id: int, plaque_id: int) -> HttpResponse:
    """Where the plaque hangs and since when."""
    studio = studio_to_write(request, studio_id)
    found = _plaque(studio, plaque_id)
    first = {
        "hung_at": found.hung_at, "hung_on": found.hung_on or timezone.localdate(), "seen": actions.hanging(found),
    }  # fmt: skip
    form = HangForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            actions.hang_plaque(actor=request.user, plaque_id=found.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已登记牌匾 {found.number} 悬挂在{form.cleaned_data['hung_at']}。")
            return redirect("studios:plaque", studio.pk)
    return _form(request, studio, form, title=f"登记牌匾 {found.number} 的悬挂", button="登记悬挂", will=())


@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """The plaque of a studio that has none in use: the city officer's."""
    studio = studio_for(request, studio_id)
    if why_not := rules.may_register_plaque(request.user, studio):
        raise NotYours(why_not)
    first = {"text": studio.name, "issued_on": studio.named_on, "decision_number": studio.decision_number}
    form = PlaqueForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            new = actions.register_plaque(actor=request.user, studio_id=studio.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已登记牌匾 {new.number}。")
            return redirect("studios:plaque", studio.pk)
    will = ("编号记入牌匾登记簿，工作室可以按编号查到", "由单位登记悬挂位置、传照片")
    return _form(request, studio, form, title="登记牌匾", button="登记牌匾", will=will)


@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: SignedInRequest, studio_id: int, plaque_id: int) -> HttpResponse:
    """A new plaque for an old one: the city officer's."""
    studio = studio_for(request, studio_id)
    if why_not := rules.may_reissue(request.user, studio):
        raise NotYours(why_not)
    found = _plaque(studio, plaque_id)
    first = {"text": studio.name, "issued_on": timezone.localdate(), "decision_number": found.decision_number}
    form = ReissueForm(request.POST if request.method == "POST" else None, initial=first)
    if form.is_bound and form.is_valid():
        try:
            new = actions.reissue_plaque(actor=request.user, plaque_id=found.pk, **form.cleaned_data)
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, f"已补发牌匾 {new.number}，原牌匾 {found.number} 不再使用。")
            return redirect("studios:plaque", studio.pk)
    will = (f"原牌匾 {found.number} 从补发日起不再使用，登记簿里留着", "新牌匾由单位登记悬挂位置")
    return _form(request, studio, form, title=f"补发牌匾（原编号 {found.number}）", button="补发牌匾", will=will)


def _form(
    request: SignedInRequest, studio: Studio, form: HangForm | PlaqueForm | ReissueForm, *, title: str, button: str,
    will: tuple[str, ...],
) -> HttpResponse:  # fmt: skip
    context = frame(request, studio, "plaque") | {
        "form": form, "title": title, "button": button, "will_lines": will,
        "back_url": reverse("studios:plaque", args=[studio.pk]),
    }  # fmt: skip
    return render(request, "studios/plaque_form.html", context, status=422 if form.errors else 200)


def _plaque(studio: Studio, plaque_id: int) -> Plaque:
    found = studio.plaques.filter(pk=plaque_id).first() if plaque_id < 2**63 else None
    if found is None:
        raise Http404
    return found


def _day(text: str) -> datetime.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def back(studio: Studio, line: StudioRecord | None = None) -> str:
    """The page of plaque and charter."""
    return reverse("studios:plaque", args=[studio.pk])


def _first(request: HttpRequest, studio: Studio) -> dict[str, object]:
    """A new version begins with the words of the last one."""
    last = Charter.standing.filter(studio=studio).first()
    words = {name: getattr(last, name) for name in ("structure", "goal", "duties")} if last else {}
    return {"since": timezone.localdate(), **words}


CHARTER_PAGES = LinePages(
    app="studios", key="charter", noun="组织机构、目标、职责", model=Charter, form=CharterForm, tab="plaque", back=back,
    files="", initial=_first, template="studios/charter.html",
)  # fmt: skip
