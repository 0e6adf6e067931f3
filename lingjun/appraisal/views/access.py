"""The accessor is the guard: 404 for strangers and for what does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from lingjun.appraisal.models import Rectification
from lingjun.appraisal.queries import readable_to, rectifications_visible_to, rounds_for
from lingjun.cases.queries import with_course
from lingjun.core.ids import row_id

if TYPE_CHECKING:
    from django.http import HttpRequest

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round


def visible_case(user: User, number: str) -> Case:
    """With course, studio and form."""
    cases = with_course(readable_to(user)).select_related(
        "unit", "recommender", "federation", "round__notice_version", "appraisal__studio__leader",
        "appraisal__rectification",
    )  # fmt: skip
    return get_object_or_404(cases, number=number)


def visible_round(user: User, round_id: int) -> Round:
    """With its notice's content, which the steps and parameters are read from."""
    rounds = rounds_for(user).defer(None).select_related("organizer", "notice_version__notice")
    return get_object_or_404(rounds, pk=round_id)


def visible_rectification(user: User, number: str) -> Rectification:
    rows = rectifications_visible_to(user).select_related(
        "studio__unit", "appraisal__case__unit", "appraisal__case__recommender", "appraisal__case__federation",
        "appraisal__case__round", "reported_by",
    )  # fmt: skip
    return get_object_or_404(rows, appraisal__case__number=number)


def seen_of(request: HttpRequest) -> tuple[str, int]:
    """State and version of the page that was looked at."""
    version = row_id(request.POST.get("seen_version", ""))
    return request.POST.get("seen_state", ""), -1 if version is None else version
