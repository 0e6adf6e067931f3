"""The one-minute entry: a plain form, and the same form sent by a script that keeps it until it has arrived."""

from __future__ import annotations

import json
import uuid
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from lingjun.accounts.forms.errors import show
from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid, Refused
from lingjun.ledger import actions
from lingjun.ledger.forms.activities import ELSEWHERE, ActivityForm
from lingjun.ledger.models import Activity, ActivityKind
from lingjun.ledger.models.activities import FREE_DAYS, MOST_PHOTOS
from lingjun.ledger.queries import activities as queries
from lingjun.ledger.views.activities import activity_of
from lingjun.studios.models import Studio
from lingjun.studios.queries import content_of
from lingjun.studios.views.access import studio_to_write

PHOTO_TYPES = "image/jpeg,image/png,image/webp"
"""By type and not by suffix: phones then offer the camera, and give JPEG for their own formats."""


@require_http_methods(["GET", "HEAD", "POST"])
def activity_new(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Asked with `Accept: application/json`, the answer is where the entry stands, or what is wrong by field."""
    studio = studio_to_write(request, studio_id)
    if request.method != "POST":
        return _page(request, studio, _form(request, studio), None)
    form = _form(request, studio)
    if form.is_valid():
        try:
            activity, new = actions.record_activity(
                actor=request.user, studio_id=studio.pk, values=form.values,
                token=form.cleaned_data.get("token") or uuid.uuid4(),
            )  # fmt: skip
        except Refused as refused:
            show(form, refused)
        else:
            return _recorded(request, activity, new)
    return _answer(request, studio, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def activity_edit(request: SignedInRequest, studio_id: int, activity_id: int) -> HttpResponse:
    """The same form over an entry that stands."""
    studio = studio_to_write(request, studio_id)
    activity = activity_of(studio, activity_id)
    form = _form(request, studio, activity)
    if request.method == "POST" and form.is_valid():
        try:
            activity = actions.change_activity(
                actor=request.user, activity_id=activity.pk, values=form.values, seen=form.seen_at
            )
        except Refused as refused:
            show(form, refused)
        else:
            messages.success(request, "已保存。")
            return redirect("ledger:activity", studio.pk, activity.pk)
    return _answer(request, studio, form, activity)


def _form(request: SignedInRequest, studio: Studio, activity: Activity | None = None) -> ActivityForm:
    data = request.POST if request.method == "POST" else None
    return ActivityForm(
        data, instance=activity, studio=studio, content=content_of(studio), initial=_initial(request, studio, activity)
    )


def _initial(request: SignedInRequest, studio: Studio, activity: Activity | None) -> dict[str, Any]:
    """A plan item or project named by the address is chosen already."""
    if activity is not None:
        return {}
    asked = {"held_on": timezone.localdate(), "guests": 0, "kind": ActivityKind.MEETING}
    for name in ("project", "plan_item"):
        value = request.GET.get(name, "")
        if value.isdecimal() and len(value) < 19:
            asked[name] = int(value)
    kind = request.GET.get("kind", "")
    return asked | ({"kind": kind} if kind in ActivityKind.values else {})


def _recorded(request: SignedInRequest, activity: Activity, new: bool) -> HttpResponse:
    url = reverse("ledger:activity", args=[activity.studio_id, activity.pk])
    refused = _photos(request, activity)
    messages.success(request, "已记入台账。" if new else "这一条已经记过，没有重复记。")
    for words in refused:
        messages.warning(request, words)
    if _wants_json(request):
        return JsonResponse({"url": url, "new": new})
    return redirect(url)


def _photos(request: SignedInRequest, activity: Activity) -> list[str]:
    """Photos of the plain form; the words of those that were not taken, which do not undo the entry."""
    refused = []
    for number, upload in enumerate(request.FILES.getlist("photo"), start=1):
        try:
            actions.add_photo(actor=request.user, studio_id=activity.studio_id, token=activity.token, upload=upload)
        except Invalid as wrong:
            refused.append(f"第 {number} 张照片没有收下：{wrong.message}可以在这一页再传。")
    return refused


def _answer(request: SignedInRequest, studio: Studio, form: ActivityForm, activity: Activity | None) -> HttpResponse:
    if request.method == "POST" and _wants_json(request):
        errors = {name or "__all__": " ".join(map(str, words)) for name, words in form.errors.items()}
        return JsonResponse({"errors": errors}, status=422)
    return _page(request, studio, form, activity)


def _wants_json(request: SignedInRequest) -> bool:
    return request.headers.get("Accept", "").startswith("application/json")


def _page(request: SignedInRequest, studio: Studio, form: ActivityForm, activity: Activity | None) -> HttpResponse:
    if request.GET.get("all") == "1" and not form.is_bound:
        form.initial["attendees"] = form.team
    picked = {str(one) for one in form["attendees"].value() or ()}
    token = str(form["token"].value() or uuid.uuid4())
    valid = activity is None and _is_token(token)
    context = {
        "studio": studio,
        "form": form,
        "activity": activity,
        "picked": len(picked),
        "team": form.team,
        "as_last_time": form.as_last_time and not form.is_bound and activity is None and "all" not in request.GET,
        "elsewhere": ELSEWHERE,
        "free_days": FREE_DAYS,
        "most": MOST_PHOTOS,
        "photo_types": PHOTO_TYPES,
        "turns": json.dumps(queries.turns(studio)) if activity is None else "{}",
        "photos_url": reverse("ledger:activity_photos", args=[studio.pk, token]) if valid else "",
        "user_key": request.user.pk,
    }
    return render(request, "ledger/activity_entry.html", context, status=422 if form.is_bound else 200)


def _is_token(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True
