"""Saving a section: by the page itself as one types (JSON), or with the 保存 button where there is no JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.views.decorators.http import require_POST

from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.creation.actions import PARTS, dismiss_remark, save_section
from lingjun.creation.forms import filling
from lingjun.creation.views import fill, fill_state

if TYPE_CHECKING:
    from lingjun.creation.views.fill_state import Desk


def wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


@require_POST
def save(request: HttpRequest, number: str, section: str) -> HttpResponse:
    """One part. 200 with what it came to; 403, 409 or 422 with the reason, and nothing is saved then."""
    if section not in PARTS:
        raise Http404
    desk = fill_state.load(request, number)
    page = PARTS[section]
    if reason := desk.lock(page):
        return _refused(request, NotYours(reason))
    part, errors, more = _parse(request, desk, section)
    if errors:
        return _wrong(request, desk, page, errors, more)
    try:
        save_section(
            actor=desk.user,
            case_id=desk.case.pk,
            section=section,
            part=part,
            revision=_revision(request),
            page=filling.line(request.POST.get("page", "")),
        )
    except MovedOn as refusal:
        return _moved_on(request, number, page, refusal, more)
    except NotYours as refusal:
        return _refused(request, refusal)
    except Invalid as refusal:
        return _wrong(request, desk, page, refusal.errors, more)
    desk = fill_state.load(request, number)
    if wants_json(request):
        return JsonResponse(saved_state(request, desk, page))
    messages.success(request, f"“{fill_state.PAGES[page]}”已保存。")
    return redirect("creation:fill", number, page)


def _revision(request: HttpRequest) -> int | None:
    text = request.POST.get("revision", "")
    return int(text) if text.isdecimal() and len(text) < 10 else None


def _parse(request: HttpRequest, desk: Desk, section: str) -> tuple[Any, filling.Errors, dict[str, Any]]:
    """(part, errors by field path, what the page shows again when it is refused)."""
    data = request.POST
    if section == "unit":
        form = filling.UnitForm(data)
        errors = form.refusals()
        return (None if errors else form.part()), errors, {"form": form}
    if section == "leader":
        leader = filling.LeaderForm(data)
        honours, wrong = filling.honour_rows(data)
        errors = leader.refusals() | wrong
        return (None if errors else leader.part(honours)), errors, {"form": leader, "rows": honours}
    if section == "projects":
        projects, errors = filling.project_rows(data, desk.case.round.content)
        return projects, errors, {"rows": projects}
    if section == "typed":
        counts, errors = filling.typed_counts(data)
        typed = {name.removeprefix("typed."): value for name, value in data.items() if name.startswith("typed.")}
        return counts, errors, {"typed": typed}
    roster, errors = filling.roster_rows(data)
    return roster, errors, {"rows": roster}


def saved_state(request: HttpRequest, desk: Desk, section: str) -> dict[str, Any]:
    """What the open page changes after a save: words, findings, index, paper, sums."""
    context = fill.frame(desk, section)
    automatic = fill.automatic(desk)[1:] if section == "roster" else []
    parts = {"index": "_index", "paper": "_paper", "reading": "_reading"}
    html = {key: render_to_string(f"creation/fill/{name}.html", context, request) for key, name in parts.items()}
    if section == "roster":
        html["side"] = render_to_string("creation/fill/_sums.html", fill.sums_context(desk), request)
    return {
        "saved": desk.saved_words,
        "revision": desk.revision(section),
        "subject": desk.case.subject_name,
        "findings": [
            {
                "field": finding.field,
                "tone": finding.tone,
                "message": finding.message,
                "missing": fill_state.is_missing(finding),
            }
            for finding in desk.trouble(section)
        ],
        "automatic": {str(number): words for number, words in enumerate(automatic, start=2) if words},
        "sums": {row["ident"]: _sum(row["line"]) for row in fill.typed_rows(desk, None)} if section == "roster" else {},
        "html": html,
    }


def _sum(line: Any) -> dict[str, str]:
    return {"words": line.words, "tone": "ok" if line.ok else "bad"} if line else {"words": "", "tone": ""}


def _refused(request: HttpRequest, refusal: NotYours) -> HttpResponse:
    if wants_json(request):
        return JsonResponse({"message": refusal.message}, status=403)
    raise refusal


def _wrong(
    request: HttpRequest, desk: Desk, section: str, errors: filling.Errors, more: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    if wants_json(request):
        return JsonResponse({"errors": errors}, status=422)
    return fill.show(request, desk, section, status=422, **more, refusals=errors)


def _moved_on(
    request: HttpRequest, number: str, section: str, refusal: MovedOn, more: dict[str, Any]
) -> HttpResponse:  # fmt: skip
    """The colleague's version is saved; what was typed here stays on the page and can be put in its place."""
    desk = fill_state.load(request, number)
    if wants_json(request):
        return JsonResponse({"message": refusal.message, "revision": desk.revision(section)}, status=409)
    return fill.show(request, desk, section, status=409, **more, moved_on=refusal.message)


@require_POST
def dismiss(request: HttpRequest, number: str) -> HttpResponse:
    """A remark of the Word reader was looked at: nothing to change."""
    desk = fill_state.load(request, number)
    if desk.refusal:
        raise NotYours(desk.refusal)
    position = request.POST.get("position", "")
    dismiss_remark(
        actor=desk.user,
        case_id=desk.case.pk,
        position=int(position) if position.isdecimal() and len(position) < 6 else -1,
        field=request.POST.get("field", ""),
    )
    section = request.POST.get("section", "")
    return redirect("creation:fill", number, section if section in fill_state.ORDER else "unit")
