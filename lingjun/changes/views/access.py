"""The accessor is the guard: the function that loads the change decides who may see it."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header

from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.models import Case
from lingjun.changes.queries import cases_visible_to
from lingjun.studios.papers.letters import WORD


def visible_case(request: SignedInRequest, number: str) -> Case:
    """The change case with its course; 404 for strangers and for a number that does not exist."""
    return get_object_or_404(cases_visible_to(request.user), number=number)


def as_word(content: bytes, title: str) -> HttpResponse:
    """A Word file to be saved under the title."""
    response = HttpResponse(content, content_type=WORD)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=f"{title}.docx") or ""
    return response
