"""What pages are compared with, behind the same server and middleware: an empty view, a plain list, bare SQL."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template

ASKED = "X-Bench-Statements"
KEPT: dict[str, list[tuple[str, Any]]] = {}
"""Statements of the last page that was asked with the header, by the header's value."""
PLAIN = Template(
    "<!doctype html><title>plain</title><table>{% for row in rows %}<tr><td>{{ row.pk }}</td><td>{{ row }}</td>"
    "{% for cell in row.cells %}<td>{{ cell }}</td>{% endfor %}</tr>{% endfor %}</table>"
)
LISTS: dict[str, tuple[str, tuple[str, ...], dict[str, Any], tuple[str, ...], tuple[str, ...]]] = {
    "studios": (
        "studios.Studio", ("unit", "recommender", "leader"), {}, ("-named_on", "-id"),
        ("unit", "recommender", "leader", "named_on", "decision_number"),
    ),
    "cases": (
        "cases.Case", ("unit", "recommender", "round"), {}, ("-changed_at", "-id"),
        ("number", "unit", "recommender", "round", "state_label", "due_at"),
    ),
    "activities": ("ledger.Activity", ("studio",), {}, ("-held_on", "-id"), ("studio", "kind", "held_on", "place")),
    "achievements": (
        "ledger.Achievement", ("studio",), {"removed_at": None}, ("-achieved_on", "-id"),
        ("studio", "kind", "number", "achieved_on"),
    ),
}  # fmt: skip
"""Model, what is joined, which rows, order, columns: fifty rows as anybody would list them, without counts or pages.

Rows and order are those of an index that the product's own lists go along too (of achievements: of those that stand):
a plain list costs the same at every size. One that sorted a nation would make any page beside it look cheap.
"""


class StatementsMiddleware:
    """With the header: counts the statements of a request, tells their number, keeps them to be run bare."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        key = request.headers.get(ASKED)
        if key is None:
            return self.get_response(request)
        found: list[tuple[str, Any]] = []

        def keep(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
            found.append((sql, params))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(keep):
            response = self.get_response(request)
        KEPT[key] = found
        response["X-Bench-Count"] = str(len(found))
        return response


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing but server, middleware and who is signed in."""
    return HttpResponse(request.user.get_username())  # type: ignore[union-attr]


def plain(request: HttpRequest, model: str) -> HttpResponse:
    """A plain list of fifty rows with what it joins."""
    rows = list(rows_of(model))
    for row in rows:
        row.cells = [getattr(row, column) for column in LISTS[model][-1]]
    return HttpResponse(PLAIN.render(Context({"rows": rows, "user": request.user.get_username()})))  # type: ignore[union-attr]


def rows_of(model: str) -> QuerySet[Any]:
    """The fifty rows of a plain list."""
    label, joined, which, order, _ = LISTS[model]
    return apps.get_model(label)._default_manager.filter(**which).select_related(*joined).order_by(*order)[:50]


def statements(request: HttpRequest) -> HttpResponse:
    """Runs again what a page asked the database: reads only, through the cursor, every row fetched."""
    count = 0
    with connection.cursor() as cursor:
        for sql, params in KEPT[request.GET["of"]]:
            if sql.lstrip().upper().startswith(("SELECT", "WITH", "(SELECT")):
                cursor.execute(sql, params)
                count += len(cursor.fetchall())
    return HttpResponse(str(count))
