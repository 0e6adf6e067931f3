"""Who is not signed in goes to the sign-in page; who must change the password goes there first; who is idle is out."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import get_user
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode

PUBLIC = frozenset({"accounts:sign_in", "core:help", "core:accessibility"})
"""Names of pages for everybody; a view may also carry Django's `@login_not_required`."""

BEFORE_PASSWORD = PUBLIC | {"accounts:password_change", "accounts:sign_out"}
SEEN = "seen"
BEAT = 60
"""Seconds between two notes of activity: at most one session write a minute."""


class SignedInMiddleware:
    """The gate of every page. Session key `seen`: seconds since the epoch of the last noted action."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None lets the view run."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        # The person, not Django's lazy stand-in: rules ask it hundreds of questions on a page.
        request.user = get_user(request)
        public = name in PUBLIC or not getattr(view, "login_required", True)
        if request.user.is_authenticated and self._was_idle(request):
            logout(request)
            if not public:
                messages.info(request, f"{settings.IDLE_MINUTES} 分钟没有操作，已自动退出。请重新登录。")
        if not request.user.is_authenticated:
            return None if public else to_sign_in(request)
        self._note(request)
        if request.user.must_change_password and not public and name not in BEFORE_PASSWORD:
            return _go(request, reverse("accounts:password_change"))
        return None

    def _was_idle(self, request: HttpRequest) -> bool:
        seen = request.session.get(SEEN)
        return seen is not None and time.time() - seen > settings.IDLE_MINUTES * 60

    def _note(self, request: HttpRequest) -> None:
        if time.time() - request.session.get(SEEN, 0) > BEAT:
            request.session[SEEN] = int(time.time())


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, which leads back afterwards: to the page itself, or after a form to the home page."""
    page = request.get_full_path() if request.method in {"GET", "HEAD"} else ""
    if request.headers.get("HX-Request") == "true":
        page = ""
    target = reverse("accounts:sign_in")
    return _go(request, f"{target}?{urlencode({'next': page})}" if page and page != "/" else target)


def _go(request: HttpRequest, target: str) -> HttpResponse:
    """A redirect; for htmx one of the whole page, not of the fragment."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": target})
    return redirect(target)
