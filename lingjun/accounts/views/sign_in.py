"""In and out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from lingjun.accounts import actions, door
from lingjun.accounts.actions.sessions import too_many_failures
from lingjun.accounts.backends import counted_name
from lingjun.accounts.context import root_federation
from lingjun.accounts.forms.own import SignInForm
from lingjun.core.refusals import PAGES, respond


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """The door. Wrong tries are kept in the trail, counted per account and address (axes) and per address (here)."""
    target = _target(request)
    if request.user.is_authenticated and request.method != "POST":
        return redirect(target)
    if request.method == "POST" and too_many_failures():
        return respond(request, PAGES[429])
    form = SignInForm(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and form.user is not None:
        actions.sign_in(request=request, user=form.user)
        return redirect("accounts:password_change") if form.user.must_change_password else redirect(target)
    if form.is_bound and form.cleaned_data.get("username") and form.cleaned_data.get("password"):
        actions.sign_in_failed(username=counted_name(request))
    return render(request, "accounts/signin.html", {"form": form, "next": request.GET.get("next", ""), **_intro()})


def locked_out(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: Any = None, **kwargs: Any
) -> HttpResponse:
    """What axes shows after too many wrong passwords for one account from one address."""
    minutes = round(float(settings.AXES_COOLOFF_TIME) * 60)
    page = replace(
        PAGES[429],
        title="账号暂时锁定",
        lines=(
            f"这个账号连续输错 {settings.AXES_FAILURE_LIMIT} 次密码，已锁定 {minutes} 分钟，到时会自动解除。",
            "忘了密码，或等不及，请联系为您开通账号的上级工会重置。",
        ),
    )
    return respond(request, page)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Out, back to the door."""
    actions.sign_out(request=request)
    return redirect("accounts:sign_in")


def _intro() -> dict[str, Any]:
    """What the page tells about the site: owner, notice in force, figures, whom to call."""
    root = root_federation()
    if root is None:
        return {}
    return {
        "site": {"owner": root.name, "basis": root.basis or ""},
        "figures": door.figures(root),
        "contact": f"致电 {root.contact_phone}" if root.contact_phone else "",
    }


def _target(request: HttpRequest) -> str:
    """Where to go after signing in: an address of this site only."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    return wanted if safe else resolve_url(settings.LOGIN_REDIRECT_URL)
