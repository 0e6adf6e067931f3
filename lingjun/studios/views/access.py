"""Loading a studio for a page of its file: 404 for strangers, the reason for readers who may not write."""

from __future__ import annotations

from django.shortcuts import get_object_or_404

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Closed, NotYours
from lingjun.studios import owners, rules, tabs
from lingjun.studios.models import Material, Studio, StudioStatus
from lingjun.studios.queries import visible_to, waiting, with_head


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
    """What `studios/frame.html` needs: studio, tabs, `here` (label of this tab), `why_not` (None for who may write).

    `from_form`: files of the form that belong to this tab and to none of its lines, each with whether it waits
    for one; asked only where there are any. `proofs_closed`: why the reader may not open files of the form, or None.
    """
    shown = tabs.of(studio, tab)
    counts = studio.sheet.counts if hasattr(studio, "sheet") else {}
    return {
        "studio": studio,
        "tabs": shown,
        "tab": tab,
        "here": next((one["label"] for one in shown if one["current"]), ""),
        "why_not": rules.may_write(request.user, studio),
        "proofs_closed": rules.may_read_file(request.user, studio, from_form=True),
        "from_form": _from_form(studio, tab) if counts.get("from_form", {}).get(tab) else [],
    }


def _from_form(studio: Studio, tab: str) -> list[tuple[Material, bool]]:
    whole = {one.label: one.whole for one in owners.with_tab() if one.tab == tab}
    return sorted(((one, not whole[one.about]) for one in waiting(studio, whole)), key=lambda row: not row[1])
