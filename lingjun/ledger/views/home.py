"""The way into the ledger: the own studio at once, the own studios as a list, an officer's area as what came last."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lingjun.accounts.enums import FILLING_ROLES
from lingjun.accounts.queries import scope_paths
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.listing import page_of
from lingjun.ledger.queries.home import due_in, entries_of, own_studios, recent_entries, with_late_items
from lingjun.ledger.views.links import link
from lingjun.studios.models import Studio
from lingjun.studios.queries import with_head
from lingjun.studios.views.access import frame, studio_for


@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """People of a unit: their studio, or the choice of one; officers: recent entries of their area."""
    if not scope_paths(request.user, *FILLING_ROLES):
        return render(
            request,
            "ledger/area.html",
            {"entries": recent_entries(request.user), "library": link("ledger:achievements")},
        )
    studios = own_studios(request.user)
    first = list(with_head(studios).order_by("-named_on", "-id")[:2])
    if len(first) == 1:
        return _studio_page(request, first[0])
    rows = with_late_items(studios).select_related("sheet").order_by("-named_on", "-id")
    page = page_of(request, rows, counted=studios)
    return render(request, "ledger/studios.html", {"page": page, "studios": [(one, _buttons(one)) for one in page]})


@require_safe
def studio(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """What is due in one studio's ledger, the last entries, and where to write."""
    return _studio_page(request, studio_for(request, studio_id))


def _studio_page(request: SignedInRequest, studio: Studio) -> HttpResponse:
    context = frame(request, studio, "") | {
        "due": due_in(studio),
        "entries": entries_of(studio),
        "buttons": _buttons(studio),
    }
    return render(request, "ledger/studio.html", context)


def _buttons(studio: Studio) -> dict[str, str]:
    """Where an activity, an achievement is entered and projects are kept; "" for a part that is not there."""
    return {
        "activity": link("ledger:activity_new", studio.pk),
        "achievement": link("ledger:achievement_new", studio.pk),
        "projects": link("ledger:projects", studio.pk),
        "activities": link("ledger:activities", studio.pk),
    }
