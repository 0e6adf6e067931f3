"""Mentorships of a studio: list, page with stage checks and outcome, the agreement as Word."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid
from lingjun.core.files import made_response
from lingjun.core.listing import page_of
from lingjun.ledger import actions
from lingjun.ledger.forms.mentorships import ConcludeForm, MentorshipForm, NewMentorshipForm, StageCheckForm
from lingjun.ledger.models import Mentorship, MentorshipOutcome, StageCheck
from lingjun.ledger.papers import agreement_docx
from lingjun.ledger.queries.mentorships import STATES, listed, rises_of
from lingjun.ledger.views.links import link, materials_of
from lingjun.studios.models import Member, Studio, StudioRecord
from lingjun.studios.queries import content_of
from lingjun.studios.views.records import LinePages, frame, studio_for, studio_to_write

KEPT = ("mentor", "apprentice", "trade", "goal", "target_grade", "allowance")
"""What a renewed agreement takes over."""


def _back(studio: Studio, line: StudioRecord | None) -> str:
    if isinstance(line, StageCheck) and line.mentorship_id:
        return reverse("ledger:mentorship", args=[studio.pk, line.mentorship_id])
    if isinstance(line, Mentorship) and line.removed_at is None:
        return reverse("ledger:mentorship", args=[studio.pk, line.pk])
    return reverse("ledger:mentorships", args=[studio.pk])


def _asked(request: HttpRequest, studio: Studio, name: str) -> Mentorship | None:
    """The mentorship of this studio that the address names."""
    asked = request.GET.get(name, "")
    if not (asked.isascii() and asked.isdecimal() and len(asked) < 19):
        return None
    return Mentorship.standing.filter(studio=studio, pk=int(asked)).first()


def _renewed(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    """`?from=`: the agreement that is renewed gives people, goal and the day after its end."""
    older = _asked(request, studio, "from")
    if older is None:
        return {}
    found = {name: getattr(older, name) for name in KEPT}
    return found | {"started_on": (older.ended_on or older.due_on) + datetime.timedelta(days=1)}


def _mentorship_asked(request: HttpRequest, studio: Studio) -> dict[str, Any]:
    return {"mentorship": _asked(request, studio, "mentorship")}


MENTORSHIPS = LinePages(
    app="ledger", key="mentorship", noun="师徒协议", model=Mentorship, form=MentorshipForm, tab="mentorships",
    back=_back, template="ledger/mentorship_form.html",
)  # fmt: skip
CHECKS = LinePages(
    app="ledger", key="stage_check", noun="阶段考核", model=StageCheck, form=StageCheckForm, tab="mentorships",
    back=_back, initial=_mentorship_asked,
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """A new agreement, with an apprentice who may be on no list yet."""
    studio = studio_to_write(request, studio_id)
    data = request.POST if request.method == "POST" else None
    form = NewMentorshipForm(data, initial=_renewed(request, studio), studio=studio, content=content_of(studio))
    if data is not None and form.is_valid():
        name = form.cleaned_data["apprentice_name"]
        try:
            line = actions.pair(
                actor=request.user, studio_id=studio.pk, values=form.values, apprentice_name=name
            )  # fmt: skip
        except Invalid as refused:
            show(form, refused)
        else:
            messages.success(request, f"已登记师徒协议“{line}”。")
            return redirect(_back(studio, line))
    context = frame(request, studio, "mentorships") | {
        "form": form,
        "line": None,
        "noun": "师徒协议",
        "back_url": _back(studio, None),
    }
    return render(request, "ledger/mentorship_form.html", context, status=422 if data is not None else 200)


@require_safe
def mentorships(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """`?state=`: a key of STATES."""
    studio = studio_for(request, studio_id)
    state = request.GET.get("state", "")
    page = page_of(request, listed(studio, state))
    lines = list(page)
    rises = rises_of(lines)
    context = frame(request, studio, "mentorships") | {
        "page": page,
        "rows": [(line, rises[line.pk]) for line in lines],
        "state": state if state in STATES else "",
        "states": [(key, label) for key, (label, _) in STATES.items()],
    }
    return render(request, "ledger/mentorships.html", context)


@require_safe
def mentorship(request: SignedInRequest, studio_id: int, mentorship_id: int) -> HttpResponse:
    """One agreement, also one that was taken out."""
    studio = studio_for(request, studio_id)
    return _page(request, studio, _mentorship(studio, mentorship_id))


@require_safe
def word(request: SignedInRequest, studio_id: int, mentorship_id: int) -> HttpResponse:
    """The agreement to print and sign."""
    studio = studio_for(request, studio_id)
    line = _mentorship(studio, mentorship_id)
    return made_response(agreement_docx(studio, line), f"师徒协议 {line.mentor.name} {line.apprentice.name}.docx")


@require_http_methods(["POST"])
def conclude(request: SignedInRequest, studio_id: int, mentorship_id: int) -> HttpResponse:
    """出师, 续带 (goes on to a new agreement) or 终止."""
    studio = studio_to_write(request, studio_id)
    line = _mentorship(studio, mentorship_id)
    form = ConcludeForm(request.POST)
    if form.is_valid():
        try:
            line = actions.conclude(actor=request.user, mentorship_id=line.pk, **form.cleaned_data)
        except Invalid as refused:
            errors = {("note" if name == "outcome_note" else name): words for name, words in refused.errors.items()}
            show(form, Invalid(errors))
        else:
            messages.success(request, f"“{line}”已记下结论：{line.get_outcome_display()}。")
            if line.outcome == MentorshipOutcome.RENEWED:
                return redirect(link("ledger:mentorship_new", studio.pk, query=f"from={line.pk}"))
            return redirect(_back(studio, line))
    return _page(request, studio, line, form, status=422)


@require_POST
def reopen(request: SignedInRequest, studio_id: int, mentorship_id: int) -> HttpResponse:
    """The outcome is taken back."""
    studio = studio_to_write(request, studio_id)
    line = actions.reopen(actor=request.user, mentorship_id=_mentorship(studio, mentorship_id).pk)
    messages.success(request, f"“{line}”的结论已撤回，继续带。")
    return redirect(_back(studio, line))


def _page(
    request: SignedInRequest, studio: Studio, line: Mentorship, form: ConcludeForm | None = None, *, status: int = 200
) -> HttpResponse:
    context = frame(request, studio, "mentorships") | materials_of(line, "evidence") | {
        "mentorship": line,
        "checks": StageCheck.standing.filter(mentorship=line),
        "rises": rises_of([line])[line.pk],
        "form": form or ConcludeForm(),
    }  # fmt: skip
    if not context["why_not"]:
        context["rise_url"] = _rise_url(studio, line)
    return render(request, "ledger/mentorship.html", context, status=status)


def _rise_url(studio: Studio, line: Mentorship) -> str:
    """Where a new grade or title of the apprentice is noted; "" for one who is not in the team."""
    member = Member.objects.filter(studio=studio, worker_id=line.apprentice_id, left_on=None).first()
    return reverse("studios:member_promote", args=[studio.pk, member.pk]) if member else ""


def _mentorship(studio: Studio, mentorship_id: int) -> Mentorship:
    lines = Mentorship.objects.select_related("mentor", "apprentice")
    return get_object_or_404(lines, studio=studio, pk=mentorship_id)
