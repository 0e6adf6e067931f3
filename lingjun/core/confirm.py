"""Asking before a step with consequences, also where JavaScript is off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

CONFIRMED: Final = "confirmed"


@dataclass(frozen=True, kw_only=True)
class Question:
    """`title` asks, `words` names the consequence, `lines` what follows one by one, `yes` is the verb of the button."""

    title: str
    words: str
    yes: str
    back_url: str
    lines: tuple[str, ...] = ()
    danger: bool = False


def is_confirmed(request: HttpRequest) -> bool:
    """Whether the dialog (or the page below) was answered with yes."""
    return request.method == "POST" and request.POST.get(CONFIRMED) == "1"


def ask(request: HttpRequest, question: Question) -> HttpResponse:
    """The question as a page of its own that sends the same form again. Uploaded files are not carried over."""
    kept = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in {"csrfmiddlewaretoken", CONFIRMED}
        for value in values
    ]
    return render(request, "core/confirm.html", {"ask": question, "kept": kept})
