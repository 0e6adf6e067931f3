"""What comes in is plain text of a bearable size; refusals of actions become pages, so that no view catches them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, QueryDict

from lingjun.core.errors import Closed, Invalid, Refused
from lingjun.core.refusals import PAGES, ErrorPage, respond

LARGEST: Final = 1_050_000_000
"""Bytes of one request: twenty pieces of evidence at 50 MB each, with what stands around them."""


class PlainInputMiddleware:
    """Says no to a request too large before anything of it is read, and takes NUL out of addresses and forms.

    Who is not signed in sends nothing larger than a form. PostgreSQL keeps no NUL; it comes along with text copied
    from other programs and means nothing. Stands before the middleware that reads forms (CSRF reads them later).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        length = _length(request)
        if length > LARGEST or (length > settings.DATA_UPLOAD_MAX_MEMORY_SIZE and not request.user.is_authenticated):
            return respond(request, PAGES[413])
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """CSRF has read the form by now: reading it here costs nothing more."""
        request.GET = _without_nul(request.GET)
        if request.method == "POST":
            request.POST = _without_nul(request.POST)


def _length(request: HttpRequest) -> int:
    """Bytes announced; 0 where nothing is announced: such a body is not read at all."""
    text = request.META.get("CONTENT_LENGTH") or "0"
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _without_nul(data: Any) -> Any:
    if not any("\0" in text for key, texts in data.lists() for text in (key, *texts)):
        return data
    plain = QueryDict(mutable=True, encoding=data.encoding)
    for key, texts in data.lists():
        plain.setlist(key.replace("\0", ""), [text.replace("\0", "") for text in texts])
    return plain


class RefusedMiddleware:
    """`Refused` and its kinds become 403, 409 or 422; an upload over the limit becomes 413.

    Opening an address that only takes forms (a page reloaded after sending) gets a page too, still as 405.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if isinstance(response, HttpResponseNotAllowed) and request.method in {"GET", "HEAD"}:
            page = respond(request, PAGES[405])
            page["Allow"] = response["Allow"]
            return page
        return response

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
    # One slash at the beginning: two would lead to another site.
    return "/" + referer[len(origin) :].lstrip("/\\") if referer.startswith(origin) else ""
