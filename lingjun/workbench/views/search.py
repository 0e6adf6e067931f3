"""One search box: name, number, pinyin initials."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.text import squeeze
from lingjun.workbench.queries.search import search as search_all
from lingjun.workbench.tables import case_rows

LONGEST = 60


@require_safe
def search(request: SignedInRequest) -> HttpResponse:
    """Results by kind, with a way to the whole list; an empty box explains itself."""
    words = squeeze(request.GET.get("q", ""))[:LONGEST]
    found = search_all(request.user, words) if words else {}
    context = {
        "words": words,
        "found": found,
        "case_rows": case_rows(request.user, found["cases"].rows) if found else [],
        "total": sum(one.count for one in found.values()),
    }
    return render(request, "workbench/search.html", context)
