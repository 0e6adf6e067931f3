"""The team of a studio: the roster of any day, growth year on year, the printed roster, promotions."""

from __future__ import annotations

import datetime
import io
from typing import Any

from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.files.kinds import KINDS
from lingjun.core.listing import SIZES, page_of
from lingjun.studios import facts, roster, roster_papers, rules
from lingjun.studios.composition import LINES, SKILL_RULE, CompositionResult, compute, explain, format_average
from lingjun.studios.forms.team import RosterForm
from lingjun.studios.models import Promotion, PromotionKind, StudioAppointment
from lingjun.studios.papers import file_name
from lingjun.studios.queries import content_of
from lingjun.studios.views.access import frame, studio_for
from lingjun.studios.words import title_in_words

TAB = "team"
NAMES_SHOWN = 8


@require_safe
def team_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """The roster as of a day (`?on=`), with who was what on that day. Two queries for any number of people."""
    studio = studio_for(request, studio_id)
    form = RosterForm(request.GET)
    form.is_valid()
    wanted, today = form.cleaned_data, timezone.localdate()
    on: datetime.date = wanted.get("on") or today
    team = roster.Team(studio)
    whole = team.on(on)
    shown = [
        person
        for person in whole
        if (not wanted.get("q") or wanted["q"].strip() in person.name)
        and (not wanted.get("role") or person.member.role == wanted["role"])
    ]
    page = _page(request, shown)
    people = list(page.object_list)
    result = compute(whole, on)
    context = frame(request, studio, TAB) | {
        "form": form,
        "on": on,
        "is_today": on == today,
        "page": page,
        "rows": [
            (person, count, title_in_words(person.title, person.skill_grade))
            for person, count in zip(people, explain(people, on), strict=True)
        ],
        "total": len(whole),
        "filtered": len(shown) != len(whole) or bool(wanted.get("q") or wanted.get("role")),
        "roles": roster.current_roles(shown),
        "technicians": sum(person.is_technician for person in whole),
        "college": sum(person.is_college for person in whole),
        "average": format_average(result.average_age),
        "sums": sums_of(result),
        "skill_rule": SKILL_RULE,
        "years": team.years(today),
        "growth": content_of(studio).growth,
        "past": [(row, facts_line(row.worker)) for row in team.past(today)[:NAMES_SHOWN]],
        "past_count": len(team.past(today)),
        "writers": StudioAppointment.objects.filter(studio=studio).select_related("user").order_by("id")[:20],
        "why_not_name": rules.may_name_writers(request.user, studio),
        "sheet_key": "members",
    }
    return render(request, "studios/team/page.html", context)


@require_safe
def past_page(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Everybody who has left, latest first, with day and reason."""
    studio = studio_for(request, studio_id)
    page = _page(request, roster.Team(studio).past(timezone.localdate()))
    return render(request, "studios/team/past.html", frame(request, studio, TAB) | {"page": page})


@require_safe
def promotions(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """成长记录 of a studio, latest first."""
    studio = studio_for(request, studio_id)
    lines = Promotion.standing.filter(studio=studio).select_related("worker").order_by("-on", "-id")
    year, kind = request.GET.get("year", ""), request.GET.get("kind", "")
    if year.isdecimal() and len(year) == len("2013"):
        lines = lines.filter(on__year=int(year))
    if kind in PromotionKind.values:
        lines = lines.filter(kind=kind)
    page = page_of(request, lines)
    content = content_of(studio)
    this_year = timezone.localdate().year
    context = frame(request, studio, TAB) | {
        "page": page,
        "rows": [
            (line, facts.words(line.kind, line.old), facts.words(line.kind, line.new),
             content.label("growth", line.growth) if line.growth else "")
            for line in page.object_list
        ],
        "years": range(this_year, max(studio.named_year - 1, this_year - roster.MOST_YEARS), -1),
        "kinds": PromotionKind.choices,
        "year": year,
        "kind": kind,
    }  # fmt: skip
    return render(request, "studios/team/promotions.html", context)


@require_safe
def roster_file(request: SignedInRequest, studio_id: int, form_format: str) -> FileResponse:
    """The roster of a day as Word or Excel; birth in full only for those who may see it."""
    studio = studio_for(request, studio_id)
    makers = {"docx": roster_papers.word, "xlsx": roster_papers.excel}
    if form_format not in makers:
        raise Http404
    form = RosterForm(request.GET)
    form.is_valid()
    on = form.cleaned_data.get("on") or timezone.localdate()
    content = makers[form_format](studio, on, plain=rules.may_see_contact(request.user, studio.unit))
    return FileResponse(
        io.BytesIO(content), as_attachment=True, filename=file_name(f"{studio.name}成员名册", form_format),
        content_type=KINDS[form_format].media_type,
    )  # fmt: skip


def sums_of(result: CompositionResult) -> list[dict[str, Any]]:
    """The form's lines with their boxes (words, number), the sum, and whose fact is missing."""
    checks = {line.key: line for line in result.lines}
    return [
        {
            "label": label,
            "boxes": [(words, result.counts[box]) for box, words in boxes.items() if result.counts[box]],
            "check": checks[key],
            "names": "、".join(checks[key].names[:NAMES_SHOWN])
            + ("等" if len(checks[key].names) > NAMES_SHOWN else ""),
        }
        for key, label, boxes in LINES
    ]


def facts_line(worker: Any) -> str:
    """Title and grade, or post: how one tells people apart in a list."""
    return title_in_words(worker.title, worker.skill_grade) or worker.post


def _page(request: SignedInRequest, rows: list[Any]) -> Any:
    asked = request.GET.get("size", "")
    size = int(asked) if asked in {str(one) for one in SIZES} else SIZES[1]
    return Paginator(rows, size).get_page(request.GET.get("page"))
