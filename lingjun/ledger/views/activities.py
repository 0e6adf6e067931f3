"""Activities of one studio: the list by year, kind and month; the page of one with its photos; out and back."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.files import PURPOSES
from lingjun.core.listing import page_of
from lingjun.ledger import actions
from lingjun.ledger.forms.activities import ActivityFilterForm
from lingjun.ledger.models import Activity
from lingjun.ledger.models.activities import FREE_DAYS, MOST_PHOTOS
from lingjun.ledger.queries import activities as queries
from lingjun.studios.models import Studio, Worker
from lingjun.studios.views.access import frame, studio_for, studio_to_write

TAB = "activities"


@require_safe
def activity_list(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Newest first, month by month; filters stand in the address."""
    studio = studio_for(request, studio_id)
    years = queries.years(studio)
    form = ActivityFilterForm(request.GET, years=years)
    wanted = form.wanted
    rows = (Activity.objects.exclude(removed_at=None) if wanted.get("removed") else Activity.standing.all()).filter(
        studio=studio
    )
    if year := wanted.get("year"):
        rows = rows.filter(held_on__gte=datetime.date(year, 1, 1), held_on__lte=datetime.date(year, 12, 31))
    if kind := wanted.get("kind"):
        rows = rows.filter(kind=kind)
    months = queries.months(rows) if year else {}
    if year and (month := wanted.get("month")):
        rows = rows.filter(held_on__month=month)
    page = page_of(request, rows.select_related("project"), counted=rows)
    shown = list(page.object_list)
    photos = queries.photos_of(shown)
    context: dict[str, Any] = frame(request, studio, TAB) | {
        "form": form,
        "page": page,
        "year": year,
        "months": [(month, months.get(month, 0)) for month in range(1, 13)] if year else [],
        "month": wanted.get("month"),
        "removed": wanted.get("removed", False),
        "groups": [
            (first, [(row, photos[row.pk][:4]) for row in found])
            for first, found in groupby(shown, lambda row: row.held_on.replace(day=1))
        ],
        "any": bool(years),
        "filtered": bool(kind or wanted.get("month")),
    }
    return render(request, "ledger/activities.html", context)


@require_safe
def activity_page(request: SignedInRequest, studio_id: int, activity_id: int) -> HttpResponse:
    """One activity: words, people, photos, and what was changed late."""
    studio = studio_for(request, studio_id)
    activity = activity_of(studio, activity_id, removed=True)
    names = dict(Worker.objects.filter(pk__in=activity.attendees).values_list("pk", "name"))
    photos = queries.photos_of([activity])[activity.pk]
    free_until = timezone.localtime(activity.created_at) + datetime.timedelta(days=FREE_DAYS)
    context = frame(request, studio, TAB) | {
        "activity": activity,
        "people": [names[pk] for pk in activity.attendees if pk in names],
        "photos": photos,
        "left": MOST_PHOTOS - len(photos),
        "most": MOST_PHOTOS,
        "rules": PURPOSES["photo"],
        "later": queries.later_changes(activity),
        "free_until": free_until if free_until > timezone.localtime() else None,
    }
    return render(request, "ledger/activity.html", context)


@require_POST
def activity_remove(request: SignedInRequest, studio_id: int, activity_id: int) -> HttpResponse:
    """Take it out, with the way back at once."""
    studio = studio_to_write(request, studio_id)
    activity = actions.remove_activity(
        actor=request.user, activity_id=activity_of(studio, activity_id, removed=True).pk
    )
    undo = reverse("ledger:activity_restore", args=[studio.pk, activity.pk])
    messages.success(request, f"已移除活动“{activity}”，可以恢复。", extra_tags=f"undo:{undo}")
    return redirect("ledger:activities", studio.pk)


@require_POST
def activity_restore(request: SignedInRequest, studio_id: int, activity_id: int) -> HttpResponse:
    """Put it back."""
    studio = studio_to_write(request, studio_id)
    activity = actions.restore_activity(
        actor=request.user, activity_id=activity_of(studio, activity_id, removed=True).pk
    )
    messages.success(request, f"已恢复活动“{activity}”。")
    return redirect("ledger:activity", studio.pk, activity.pk)


def activity_of(studio: Studio, activity_id: int, *, removed: bool = False) -> Activity:
    """An activity of this studio; 404 otherwise, and for one that was taken out unless asked for."""
    rows = (Activity.objects if removed else Activity.standing).filter(studio=studio, pk=activity_id)
    found: Activity | None = rows.select_related("project", "plan_item__plan", "created_by").first()
    if found is None:
        raise Http404
    return found
