"""Loading a studio for a page of its file: 404 for strangers, the reason for readers who may not write."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Closed, NotYours
from lingjun.studios import rules, tabs
from lingjun.studios.models import Studio, StudioStatus
from lingjun.studios.queries import visible_to, with_head


def studio_for(request: SignedInRequest, studio_id: int) -> Studio:
    """The studio with its head; 404 where the reader may not know of it."""
    return get_object_or_404(with_head(visible_to(request.user)), pk=studio_id)


def studio_to_write(request: SignedInRequest, studio_id: int) -> Studio:
    """The same, for somebody who keeps the file: 403 (409 for a revoked studio) with the reason otherwise."""
    studio = studio_for(request, studio_id)
    if reason := rules.may_write(request.user, studio):
        raise (Closed if studio.status == StudioStatus.REVOKED and rules.writes(request.user, studio) else NotYours)(
            reason
        )
    return studio


def frame(request: SignedInRequest, studio: Studio, tab: str) -> dict[str, object]:
    """What `studios/frame.html` needs: studio, tabs, `here` (label of this tab), `why_not` (None for who may write)."""
    shown = tabs.of(studio, tab)
    return {
        "studio": studio,
        "tabs": shown,
        "tab": tab,
        "here": next((one["label"] for one in shown if one["current"]), ""),
        "why_not": rules.may_write(request.user, studio),
    }
