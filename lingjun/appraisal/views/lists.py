"""年度考核: what a unit has to write, what an officer has under way, and every 整改."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.queries import organizations_of
from lingjun.accounts.rules import holds_any
from lingjun.appraisal import queries
from lingjun.appraisal.models import RectificationState
from lingjun.appraisal.views.parts import case_rows
from lingjun.core.listing import page_of

if TYPE_CHECKING:
    from lingjun.accounts.views.request import SignedInRequest

ROUNDS = 12
STATES = {"open": RectificationState.OPEN, "reported": RectificationState.REPORTED}


@require_safe
def index(request: SignedInRequest) -> HttpResponse:
    """One page for both sides: rounds with their progress for officers, own cases for units, what waits on top."""
    user = request.user
    officer = holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.DISTRICT_OFFICER)
    context: dict[str, Any] = {
        "is_officer": officer,
        "is_city": holds_any(user, Role.CITY_OFFICER),
        "waiting": list(queries.open_rectifications(user)[:20]),
    }
    if officer:
        rounds = list(queries.rounds_for(user)[:ROUNDS])
        progress = queries.progress(user, rounds)
        context["rounds"] = [(round_, progress.get(round_.pk, {})) for round_ in rounds]
    if organizations_of(user, *FILLING_ROLES):
        cases = queries.visible_to(user).filter(unit__in=organizations_of(user, *FILLING_ROLES))
        page = page_of(request, queries.with_row(cases).order_by("-round__year", "-id"), counted=cases)
        context |= {"page": page, "rows": case_rows(user, page.object_list)}
    return render(request, "appraisal/list.html", context)


@require_safe
def rectifications(request: SignedInRequest) -> HttpResponse:
    """Every 整改 in the reader's scope, the most urgent first; `?state=` open, reported or over."""
    state = request.GET.get("state", "")
    rows = queries.rectifications_visible_to(request.user)
    if state in STATES:
        rows = rows.filter(state=STATES[state])
    elif state == "over":
        rows = rows.exclude(state__in=STATES.values())
    shown = rows.select_related("studio__unit", "appraisal__case__recommender").order_by("due_on", "id")
    page = page_of(request, shown, counted=rows)
    choices = (("", "全部"), ("open", "整改中"), ("reported", "待复查"), ("over", "已复查"))
    return render(request, "appraisal/rectifications.html", {"page": page, "state": state, "choices": choices})
