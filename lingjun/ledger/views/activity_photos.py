"""Photos of an entry, one by one: they may come before the entry, after it, and again when one failed."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Invalid, Refused
from lingjun.core.files import display_response, thumbnail_response
from lingjun.ledger import actions
from lingjun.ledger.models import Activity, StagedPhoto
from lingjun.ledger.queries import activities as queries
from lingjun.ledger.views.activities import activity_of
from lingjun.studios.models import Material, Studio
from lingjun.studios.views.access import studio_for, studio_to_write


@require_http_methods(["GET", "HEAD", "POST"])
def activity_photos(request: SignedInRequest, studio_id: int, token: uuid.UUID) -> HttpResponse:
    """GET: whether the entry stands, and the photos that arrived. POST `photo`: one or more of them."""
    studio = studio_to_write(request, studio_id)
    if request.method != "POST":
        return _arrived(request, studio, token)
    wants_json = request.headers.get("Accept", "").startswith("application/json")
    refused: list[str] = []
    kept: list[Material | StagedPhoto] = []
    for upload in request.FILES.getlist("photo"):
        try:
            kept.append(actions.add_photo(actor=request.user, studio_id=studio.pk, token=token, upload=upload))
        except Invalid as wrong:
            refused.append(wrong.message)
        except Refused as wrong:
            if wants_json:
                return JsonResponse({"error": wrong.message}, status=wrong.status_code)
            raise
    if not kept and not refused:
        refused.append("请先选照片，再上传。")
    if wants_json:
        if refused:
            return JsonResponse({"error": "；".join(refused)}, status=422)
        return JsonResponse({"photos": [_as_data(studio, one) for one in kept]})
    if kept:
        messages.success(request, f"已上传 {len(kept)} 张照片。")
    for words in refused:
        messages.error(request, words)
    activity = Activity.objects.filter(studio=studio, token=token).first()
    return redirect("ledger:activity", studio.pk, activity.pk) if activity else redirect("ledger:activities", studio.pk)


def _arrived(request: SignedInRequest, studio: Studio, token: uuid.UUID) -> HttpResponse:
    activity = Activity.objects.filter(studio=studio, token=token).first()
    staged = StagedPhoto.objects.filter(studio=studio, token=token, added_by=request.user).select_related("file")
    photos = queries.photos_of([activity])[activity.pk] if activity else list(staged)
    url = reverse("ledger:activity", args=[studio.pk, activity.pk]) if activity else ""
    return JsonResponse({"url": url, "photos": [_as_data(studio, one) for one in photos]})


def _as_data(studio: Studio, one: Material | StagedPhoto) -> dict[str, object]:
    if isinstance(one, StagedPhoto):
        return {"staged": one.pk, "thumb": reverse("ledger:activity_staged", args=[studio.pk, one.pk])}
    return {"id": one.pk, "thumb": f"{reverse('studios:material', args=[one.pk])}?thumb=1"}


@require_safe
def activity_staged(request: SignedInRequest, studio_id: int, photo_id: int) -> FileResponse:
    """The small picture of a photo whose entry has not come yet: for whoever sent it."""
    studio = studio_to_write(request, studio_id)
    staged = get_object_or_404(
        StagedPhoto.objects.select_related("file"), pk=photo_id, studio=studio, added_by=request.user
    )
    return thumbnail_response(staged.file)


@require_safe
def activity_photo(request: SignedInRequest, studio_id: int, activity_id: int, photo_id: int) -> FileResponse:
    """A photo at the size of a page."""
    studio = studio_for(request, studio_id)
    return display_response(_photo(studio, activity_id, photo_id).file)


@require_POST
def activity_photo_remove(request: SignedInRequest, studio_id: int, activity_id: int, photo_id: int) -> HttpResponse:
    """Take one out, with the way back."""
    studio = studio_to_write(request, studio_id)
    photo = _photo(studio, activity_id, photo_id, removed=True)
    actions.remove_photo(actor=request.user, activity_id=activity_id, material_id=photo.pk)
    undo = reverse("ledger:activity_photo_restore", args=[studio.pk, activity_id, photo.pk])
    messages.success(request, "已移除照片，可以恢复。", extra_tags=f"undo:{undo}")
    return redirect("ledger:activity", studio.pk, activity_id)


@require_POST
def activity_photo_restore(request: SignedInRequest, studio_id: int, activity_id: int, photo_id: int) -> HttpResponse:
    """Put it back."""
    studio = studio_to_write(request, studio_id)
    photo = _photo(studio, activity_id, photo_id, removed=True)
    try:
        actions.restore_photo(actor=request.user, activity_id=activity_id, material_id=photo.pk)
    except Invalid as wrong:
        messages.error(request, wrong.message)
    else:
        messages.success(request, "已恢复照片。")
    return redirect("ledger:activity", studio.pk, activity_id)


def _photo(studio: Studio, activity_id: int, photo_id: int, *, removed: bool = False) -> Material:
    activity = activity_of(studio, activity_id, removed=True)
    rows = Material.objects.filter(studio=studio, about=queries.ABOUT, about_id=activity.pk, pk=photo_id)
    if not removed:
        rows = rows.filter(removed_at__isnull=True)
    found: Material | None = rows.select_related("file").first()
    if found is None:
        raise Http404
    return found
