"""One studio: plaque, leader, team, projects, decision, archived form."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.kinds import kind_of
from lingjun.core.masking import mask_phone
from lingjun.studios.composition import LINES, SKILL_RULE, CompositionResult, compute, explain, format_average
from lingjun.studios.models import Studio
from lingjun.studios.queries import visible_to, with_file
from lingjun.studios.rules import may_read_archive, may_see_contact
from lingjun.studios.words import NATIONAL, chinese_month, plaque_lines, title_of


def visible_studio(request: SignedInRequest, studio_id: int) -> Studio:
    """The studio with its file; 404 for strangers."""
    return get_object_or_404(with_file(visible_to(request.user)), pk=studio_id)


@require_safe
def studio_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """The file as it stands; about ten queries whatever it holds."""
    studio = visible_studio(request, studio_id)
    plain = may_see_contact(request.user, studio.unit)
    members = list(studio.members.all())
    workers = [member.worker for member in members]
    today = timezone.localdate()
    team = compute(workers, today)
    plaques = list(studio.plaques.all())
    hung = next((plaque for plaque in plaques if plaque.recalled_on is None), None)
    context: dict[str, Any] = {
        "studio": studio,
        "plaque": hung,
        "plaques": plaques,
        "plaque_lines": plaque_lines(studio),
        "plaque_month": chinese_month(hung.issued_on if hung else studio.named_on),
        "honours": [(honour, honour.level in NATIONAL) for honour in studio.leader.honours.all()],
        "leader_title": title_of(studio.leader),
        "phone": studio.leader.phone if plain else mask_phone(studio.leader.phone),
        "plain": plain,
        "members": list(zip(members, explain(workers, today), [title_of(worker) for worker in workers], strict=True)),
        "team": team,
        "average": format_average(team.average_age),
        "lines": _lines(team),
        "skill_rule": SKILL_RULE,
        "projects": list(studio.projects.all()),
        "case_url": kind_of(studio.case).url(studio.case) if studio.case and plain else "",
        "prints": _prints(studio) if plain else [],
        "why_no_archive": may_read_archive(request.user, studio),
    }
    return render(request, "dossier/studio.html", context)


def _lines(team: CompositionResult) -> list[dict[str, Any]]:
    """The form's lines with their boxes: (words, number), and the sum."""
    checks = {line.key: line for line in team.lines}
    return [
        {"label": label, "boxes": [(words, team.counts[box]) for box, words in boxes.items()], "check": checks[key]}
        for key, label, boxes in LINES
    ]


def _prints(studio: Studio) -> list[tuple[str, str]]:
    """(words, address) of the form as it was named; printed by the kind of case, two floors up."""
    if studio.case is None:
        return []
    try:
        return [
            (words, reverse(f"{studio.case.kind}:print", args=[studio.case.number, form]))
            for form, words in (("pdf", "PDF"), ("docx", "Word"))
        ]
    except NoReverseMatch:
        return []
