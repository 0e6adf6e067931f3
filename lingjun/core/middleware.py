"""Turns the refusals of actions into pages, so that no view has to catch them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse

from lingjun.core.errors import Closed, Invalid, Refused
from lingjun.core.refusals import PAGES, ErrorPage, respond


class RefusedMiddleware:
    """`Refused` and its kinds become 403, 409 or 422; an upload over the limit becomes 413."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """None for everything else: Django's own handlers take over."""
        if isinstance(exception, Refused):
            return respond(request, page_for(exception, back_url=_same_site_referer(request)))
        if isinstance(exception, (RequestDataTooBig, TooManyFilesSent)):
            return respond(request, PAGES[413])
        return None


def page_for(refusal: Refused, *, back_url: str = "") -> ErrorPage:
    """The standing page of the refusal's status, with the refusal's own words."""
    page = PAGES.get(refusal.status_code, PAGES[400])
    page = replace(page, status=refusal.status_code, lines=(refusal.message,), back_url=back_url)
    if isinstance(refusal, Closed):
        return replace(page, title="现在不能办了")
    if isinstance(refusal, Invalid):
        return replace(page, title=f"还有 {len(refusal.errors)} 处要改", lines=(), errors=refusal.errors)
    return page


def _same_site_referer(request: HttpRequest) -> str:
    """Path of the page the person came from; empty when it is another site's or missing."""
    referer = request.headers.get("Referer", "")
    origin = f"{request.scheme}://{request.get_host()}/"
    return referer[len(origin) - 1 :] if referer.startswith(origin) else ""
