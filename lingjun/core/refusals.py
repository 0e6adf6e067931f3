"""Error pages in the product's own look: what happened, what was kept, where to go next."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

MESSAGE_REGION: Final = "#messages"


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """One error page. `lines` are sentences, `errors` maps a field path to its message (422 only)."""

    status: int
    title: str
    lines: tuple[str, ...] = ()
    tone: str = "bad"
    back_url: str = ""
    back_label: str = ""
    errors: dict[str, str] = field(default_factory=dict)


PAGES: Final[dict[int, ErrorPage]] = {
    400: ErrorPage(
        status=400,
        title="这次提交没有读懂",
        lines=("页面可能开得太久，或网址少了一段。请回到上一页刷新后再试，已自动保存的内容还在。",),
        tone="warn",
    ),
    403: ErrorPage(
        status=403,
        title="这一步不归您办",
        lines=("您可以看，不能改。要是觉得应当由您办，请联系上级工会核对您的任职。",),
        tone="warn",
    ),
    404: ErrorPage(
        status=404,
        title="没有找到这一页",
        lines=("网址可能抄错了，办件可能已删除，或者它不在您的管理范围内。",),
        tone="idle",
    ),
    405: ErrorPage(
        status=405,
        title="这个网址只用来提交",
        lines=("它不是一页可以打开的内容。刚才提交的多半已经办好，请从菜单回到原来的页面看一看。",),
        tone="idle",
    ),
    409: ErrorPage(status=409, title="已经有人先办了", tone="warn"),
    413: ErrorPage(
        status=413,
        title="文件太大",
        lines=("这次上传超过了允许的大小，没有收下。照片可以先压缩，扫描件请用 300 dpi 以下，多个文件请分几次传。",),
        tone="warn",
    ),
    422: ErrorPage(status=422, title="还有几处要改", tone="bad"),
    429: ErrorPage(
        status=429,
        title="试得太多，请稍等",
        lines=("为防止有人猜密码，短时间内操作过多会暂停一会儿。请过几分钟再来，已填的内容不会丢。",),
        tone="warn",
    ),
    500: ErrorPage(
        status=500,
        title="系统出错了",
        lines=("这一步没有办成，不是您的操作有问题。出错经过已经记下。请过一会儿再试，已自动保存的内容还在。",),
    ),
}
"""The standing words of each status; a refusal puts its own message in place of `lines`."""


def respond(request: HttpRequest, page: ErrorPage) -> HttpResponse:
    """The page for a browser, or for htmx a note swapped into the message region of the open page."""
    if request.headers.get("HX-Request") == "true":
        response = render(request, "core/parts/error_note.html", {"error": page}, status=page.status)
        response["HX-Retarget"] = MESSAGE_REGION
        response["HX-Reswap"] = "innerHTML"
        response["HX-Push-Url"] = "false"
        return response
    return render(request, "core/error.html", {"error": page}, status=page.status)
