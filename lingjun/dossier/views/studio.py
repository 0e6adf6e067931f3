"""The page of a studio: what its leader is proud of and an officer judges from."""

from __future__ import annotations

from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.cases.kinds import kind_of
from lingjun.core.masking import mask_phone
from lingjun.dossier import coming, year
from lingjun.dossier.queries.moved import left_file
from lingjun.dossier.queries.studio import File, file_of
from lingjun.dossier.queries.yearbook import years_of
from lingjun.ledger.models import ActivityKind
from lingjun.studios import tabs
from lingjun.studios.models import CriteriaSheet, MemberRole, Standing, Studio
from lingjun.studios.queries import visible_to
from lingjun.studios.rules import may_read_archive, may_register_plaque, may_see_contact, may_write
from lingjun.studios.words import chinese_month, plaque_lines, title_of

KINDS: Final = dict(ActivityKind.choices)
SHOWN: Final = 8
"""Rows of a table; the rest stands behind its link."""
RECENT: Final = 4
TEAM: Final = 24
YEARS: Final = 6
"""Years offered to switch to, and the one that is shown."""


@require_safe
def studio_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """The file as it stands, and one of its years. Kept criteria; two queries for all of it.

    To people of a unit it has left: what there was up to that day, and where it went.
    """
    studio = visible_to(request.user).filter(pk=studio_id).first()
    if studio is None:
        return _left(request, studio_id)
    today = timezone.localdate()
    years = years_of(studio)
    shown = _year(request, years)
    file = file_of(studio, shown)
    plain = may_see_contact(request.user, studio.unit)
    why_not = may_write(request.user, studio)
    context: dict[str, Any] = {
        "studio": studio,
        "tabs": tabs.of(studio, ""),
        "why_not": why_not,
        "why_not_register": may_register_plaque(request.user, studio),
        "plain": plain,
        "today": today,
        "year": shown,
        "years": sorted({*years[:YEARS], shown}),
        "is_now": shown == today.year,
    }
    context |= _head(studio, file, plain=plain) | _criteria(studio, today)
    context |= _of_year(studio, file, context)
    context |= _team(studio, file) | _naming(request, studio, plain=plain)
    return render(request, "dossier/studio.html", context)


def _left(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """404 for who never had the studio in sight."""
    left = left_file(request.user, studio_id)
    if left is None:
        raise Http404
    return render(request, "dossier/moved.html", {"left": left})


def _head(studio: Studio, file: File, *, plain: bool) -> dict[str, Any]:
    """Plaque, leader with honours, names of before."""
    hung = next((row for row in file.plaques if row.until is None), None)
    return {
        "plaque": hung,
        "plaques": file.plaques,
        "plaque_lines": plaque_lines(studio),
        "plaque_month": chinese_month(hung.since) if hung and hung.since else "",
        "plaque_url": tabs.url("plaque", studio.pk),
        "honours": file.honours,
        "leader_title": title_of(studio.leader),
        "phone": studio.leader.phone if plain else mask_phone(studio.leader.phone),
        "tenures": file.tenures if len(file.tenures) > 1 else [],
    }


def _criteria(studio: Studio, today: Any) -> dict[str, Any]:
    """The kept sheet; None while it was never computed."""
    sheet: CriteriaSheet | None = getattr(studio, "sheet", None)
    if sheet is None:
        return {"sheet": None, "seven": []}
    lacking = [one for one in sheet.detail if one["standing"] != Standing.MET]
    return {
        "sheet": sheet,
        "seven": sheet.detail,
        "lacking": [f"“{one['label'].removeprefix('有')}”{one['state']}" for one in lacking],
        "sheet_on": today if sheet.due_on and sheet.due_on > today else timezone.localdate(sheet.computed_at),
    }


def _of_year(studio: Studio, file: File, context: dict[str, Any]) -> dict[str, Any]:
    """One year: months, figures, tables, and what comes next (of this year, whichever is shown)."""
    shown, today, is_now = context["year"], context["today"], context["is_now"]
    activities, projects, achievements = file.activities, file.projects, file.achievements
    on = year.counting_day(shown, today)
    return {
        "months": year.months(activities, file.items, shown, today),
        "figures": year.figures(
            activities=activities, projects=projects, on=on, achievements=len(achievements), items=file.items,
            money=file.money,
            mentorships=sum(not (is_now and row["ended_on"]) for row in file.mentorships), is_now=is_now,
        ),
        "money": year.money_line(file.money),
        "benefits": year.benefit_lines(file.benefits),
        "projects": [(row, f"{row.budget / 10_000:.1f}" if row.budget else "") for row in projects[:SHOWN]],
        "project_count": len(projects),
        "running_count": year.running(projects, on),
        "achievements": [
            (row, f"推广 {row.adopters} 家" if row.adopters else "")  # type: ignore[attr-defined]
            for row in achievements[:SHOWN]
        ],
        "achievement_count": len(achievements),
        "activity_count": len(activities),
        "recent": [_activity(row) for row in activities[:RECENT]],
        "shots": [_activity(row) for row in activities if row["photo"]][:RECENT],
        "tasks": coming.tasks(studio, today, sheet=context["sheet"], file=file)[: coming.MOST] if is_now else [],
    }  # fmt: skip


def _activity(row: dict[str, Any]) -> dict[str, Any]:
    return row | {"kind_label": KINDS.get(row["kind"], ""), "people": row["attendance"] + row["guests"]}


def _team(studio: Studio, file: File) -> dict[str, Any]:
    """Names by role, the leader first; everything else of the team stands on its own page."""
    members = file.team
    groups = [
        (role.label, [row.worker.name for row in members if row.role == role])
        for role in (MemberRole.BACKBONE, MemberRole.LIAISON, MemberRole.MEMBER)
    ]
    return {
        "team": [(label, names[:TEAM], len(names)) for label, names in groups if names],
        "team_count": len({row.worker_id for row in members}),
        "team_url": tabs.url("team", studio.pk),
    }


def _naming(request: SignedInRequest, studio: Studio, *, plain: bool) -> dict[str, Any]:
    """Decision, case, prints of the form as it was named, archived package."""
    return {
        "case_url": kind_of(studio.case).url(studio.case) if studio.case and plain else "",
        "prints": _prints(studio) if plain else [],
        "why_no_archive": may_read_archive(request.user, studio),
    }


def _year(request: SignedInRequest, years: range) -> int:
    """The year of ?year=; the newest for none and for a year the studio has not seen."""
    asked = request.GET.get("year", "")
    number = int(asked) if asked.isascii() and asked.isdecimal() and len(asked) == 4 else 0
    return number if number in years else years[0]


def _prints(studio: Studio) -> list[tuple[str, str]]:
    """(words, address) of the form as it was named; printed by the kind of case."""
    if studio.case is None:
        return []
    try:
        return [
            (words, reverse(f"{studio.case.kind}:print", args=[studio.case.number, form]))
            for form, words in (("pdf", "PDF"), ("docx", "Word"))
        ]
    except NoReverseMatch:
        return []
