"""The accessor is the guard: the function that loads the change decides who may see it."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.models import Case
from lingjun.changes.queries import cases_visible_to


def visible_case(request: SignedInRequest, number: str) -> Case:
    """The change case with its course; 404 for strangers and for a number that does not exist."""
    return get_object_or_404(cases_visible_to(request.user), number=number)
