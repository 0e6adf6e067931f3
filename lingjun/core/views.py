"""Error pages, the refused-form page, and the style guide."""

from __future__ import annotations

from dataclasses import replace

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import loader
from django.views.decorators.http import require_safe

from lingjun.core import styleguide
from lingjun.core.refusals import PAGES, respond


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400, or 413 when Django refused the size of what was sent."""
    too_big = isinstance(exception, (RequestDataTooBig, TooManyFilesSent))
    return respond(request, PAGES[413 if too_big else 400])


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 with the reason where the code that refused gave one in Chinese."""
    page, reason = PAGES[403], str(exception or "")
    return respond(request, replace(page, lines=(reason,)) if _is_chinese(reason) else page)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same page for what is missing and for what the reader must not know of."""
    return respond(request, PAGES[404])


def too_many(request: HttpRequest) -> HttpResponse:
    """429 for rate limits."""
    return respond(request, PAGES[429])


def server_error(request: HttpRequest) -> HttpResponse:
    """500 without context processors, session or database: any of them may be what broke."""
    body = loader.get_template("core/errors/500.html").render({"error": PAGES[500]})
    response = HttpResponse(body, status=500)
    if request.headers.get("HX-Request") == "true":
        note = loader.get_template("core/parts/error_note.html").render({"error": PAGES[500]})
        response = HttpResponse(note, status=500)
        response["HX-Retarget"], response["HX-Reswap"] = "#messages", "innerHTML"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The form came without its token: an old tab, or cookies switched off. `reason` is Django's English, not shown."""
    page = replace(
        PAGES[403],
        title="这一页放得太久了",
        lines=(
            "为了安全，请回到上一页，刷新后再提交一次。已自动保存的内容还在。",
            "如果刷新后仍然这样，请检查浏览器是否禁用了 Cookie。",
        ),
    )
    return respond(request, page)


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """使用帮助, for everybody."""
    return render(request, "core/help.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """无障碍说明, for everybody (GB/T 37668)."""
    return render(request, "core/accessibility.html")


@login_not_required
@require_safe
def style_guide(request: HttpRequest) -> HttpResponse:
    """Every component in every state. 404 in production: it is for those who build pages."""
    if settings.PRODUCTION:
        raise Http404
    return render(request, "core/styleguide.html", styleguide.context(request))


@login_not_required
@require_safe
def style_error(request: HttpRequest, status: int) -> HttpResponse:
    """One error page, to be looked at. 404 in production and for a status without a page."""
    if settings.PRODUCTION or status not in PAGES:
        raise Http404
    return server_error(request) if status == PAGES[500].status else respond(request, styleguide.error_page(status))


def _is_chinese(text: str) -> bool:
    """Django's own reasons are English technical terms; ours are sentences for people."""
    return any("\u4e00" <= character <= "\u9fff" for character in text)
