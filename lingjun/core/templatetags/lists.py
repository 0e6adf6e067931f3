"""Lists: pages, sorting, and addresses that keep the filters."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Page
from django.http import HttpRequest, QueryDict
from django.template import Library, TemplateSyntaxError
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = Library()

PAGE_SIZES: Final = (12, 25, 50)


def _query(request: HttpRequest, **changes: object) -> str:
    query: QueryDict = request.GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for key, value in changes.items():
        if value is None or value == "":
            query.pop(key, None)
        elif isinstance(value, (list, tuple)):
            query.setlist(key, [str(item) for item in value])
        else:
            query[key] = str(value)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def query_replace(context: Any, **changes: object) -> str:
    """The present address with some parameters changed; None or "" removes one. Back to page 1 unless page is set."""
    return _query(context["request"], **changes)


@register.inclusion_tag("core/parts/pager.html", takes_context=True)
def pager(context: Any, page: Page[Any], *, unit: str = "个", sizes: tuple[int, ...] = PAGE_SIZES) -> dict[str, Any]:
    """Page links and page sizes. The count comes from the paginator: one query, or none where it is bounded."""
    request: HttpRequest = context["request"]
    paginator = page.paginator
    numbers = [
        {"number": number, "url": _query(request, page=number) if isinstance(number, int) else ""}
        for number in paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers if paginator.num_pages > 1 else [],
        "unit": unit,
        "per_page": paginator.per_page,
        "sizes": [(size, _query(request, size=size)) for size in sizes] if paginator.count > min(sizes) else [],
        "previous": _query(request, page=page.previous_page_number()) if page.has_previous() else "",
        "next": _query(request, page=page.next_page_number()) if page.has_next() else "",
    }


@register.simple_tag
def page_span(page: Page[Any], *, unit: str = "个", order: str = "") -> str:
    """第 1 至 12 个，共 51 个；按牌匾编号排."""
    total = page.paginator.count
    if not total:
        return f"共 0 {unit}"
    span = f"第 {page.start_index()} 至 {page.end_index()} {unit}，共 {total} {unit}"
    return f"{span}；按{order}排" if order else span


def _direction(request: HttpRequest, key: str, default: str) -> str:
    current = request.GET.get("sort", "") or default
    return {key: "ascending", f"-{key}": "descending"}.get(current, "")


@register.simple_tag(takes_context=True)
def sort_link(context: Any, key: str, label: str, *, default: str = "", first: str = "up") -> SafeString:
    """A column heading that sorts; a second press turns the order round. `default` is the order without ?sort=."""
    if first not in {"up", "down"}:
        raise TemplateSyntaxError(f"sort_link: first is up or down, not “{first}”.")
    request: HttpRequest = context["request"]
    direction = _direction(request, key, default)
    start, other = (key, f"-{key}") if first == "up" else (f"-{key}", key)
    at_start = direction == ("ascending" if first == "up" else "descending")
    arrow = {"ascending": "↑", "descending": "↓"}.get(direction, "")
    return format_html(
        '<a class="sort" href="{}">{}<span aria-hidden="true">{}</span></a>',
        _query(request, sort=other if at_start else start),
        label,
        arrow,
    )


@register.simple_tag(takes_context=True)
def sort_th(
    context: Any,
    key: str,
    label: str,
    *,
    default: str = "",
    first: str = "up",
    right: bool = False,
    less: bool = False,
) -> SafeString:
    """The whole `<th>` of a sortable column, with aria-sort. `less` hides the column on tablets."""
    direction = _direction(context["request"], key, default)
    classes = " ".join(name for name, wanted in (("right", right), ("less", less)) if wanted)
    return format_html(
        '<th scope="col"{}{}>{}</th>',
        format_html(' class="{}"', classes) if classes else "",
        format_html(' aria-sort="{}"', direction) if direction else "",
        sort_link(context, key, label, default=default, first=first),
    )
