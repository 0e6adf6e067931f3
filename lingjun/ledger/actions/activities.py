"""What changes activities: the entry (sent once or twice), its photos, later changes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn
from lingjun.core.files import delete_stored, store_upload
from lingjun.ledger.actions.plan import fulfil, settle
from lingjun.ledger.models import Activity, StagedPhoto
from lingjun.ledger.models.activities import MOST_PHOTOS
from lingjun.studios import actions as file_actions
from lingjun.studios import criteria
from lingjun.studios.models import Material

if TYPE_CHECKING:
    import uuid

    from lingjun.accounts.models import User
    from lingjun.core.models import StoredFile
    from lingjun.studios.models import Studio

SENT_AGAIN: Final = datetime.timedelta(days=1)
STAGED_DAYS: Final = 7
"""The words of a draft stay in the browser for a fortnight: static/js/activity.js tells of photos that went before."""
ABOUT: Final = Activity._meta.label_lower


@transaction.atomic
def record_activity(*, actor: User, studio_id: int, token: uuid.UUID, values: dict[str, Any]) -> tuple[Activity, bool]:
    """One entry, with the photos sent up before it. The same token again gives the entry that stands (and False).

    Words that were changed between two sendings by the same person within a day are taken over: the first answer was
    lost on the way. Raises NotYours, Closed, MovedOn, Invalid.
    """
    studio = file_actions.writable_studio(actor, studio_id)
    known = Activity.objects.filter(token=token).first()
    if known is not None:
        return _sent_again(actor, studio, known, values), False
    activity = file_actions.add(actor=actor, studio_id=studio_id, model=Activity, values=values)
    activity.token = token
    activity.save(update_fields=["token"])
    _settle(activity, None)
    for staged in list(StagedPhoto.objects.filter(studio=studio, token=token, added_by=actor).select_related("file")):
        _attach(actor, activity, staged.file)
        staged.delete()
    _count_photos(activity)
    criteria.refresh(studio)
    return activity, True


def _sent_again(actor: User, studio: Studio, known: Activity, values: dict[str, Any]) -> Activity:
    if known.studio_id != studio.pk or known.created_by_id != actor.pk:
        raise Invalid({"": "这一页已经用过了，请打开新的“记一次活动”。"})
    if known.removed_at is not None or known.created_at < timezone.now() - SENT_AGAIN:
        raise MovedOn("这一条早已记下，之后又动过。请到活动页上改，或者另记一条。")
    return change_activity(actor=actor, activity_id=known.pk, values=values)


@transaction.atomic
def change_activity(
    *, actor: User, activity_id: int, values: dict[str, Any], seen: datetime.datetime | None = None
) -> Activity:
    """Other values. Raises NotYours, Closed, MovedOn (changed since `seen`), Invalid."""
    before = Activity.objects.values_list("plan_item_id", flat=True).get(pk=activity_id)
    activity = file_actions.change(actor=actor, model=Activity, line_id=activity_id, values=values, seen=seen)
    _settle(activity, before)
    return activity


@transaction.atomic
def remove_activity(*, actor: User, activity_id: int) -> Activity:
    """Take it out; the tick it gave a plan item goes with it. `restore_activity` puts both back."""
    activity = file_actions.remove(actor=actor, model=Activity, line_id=activity_id)
    settle(item_ids=[activity.plan_item_id])
    return activity


@transaction.atomic
def restore_activity(*, actor: User, activity_id: int) -> Activity:
    """Undo of `remove_activity`."""
    activity = file_actions.restore(actor=actor, model=Activity, line_id=activity_id)
    settle(item_ids=[activity.plan_item_id])
    return activity


def _settle(activity: Activity, before: int | None) -> None:
    if activity.plan_item_id != before:
        fulfil(item=activity.plan_item, activity=activity)
    settle(item_ids=[before, activity.plan_item_id])


@transaction.atomic
def add_photo(*, actor: User, studio_id: int, token: uuid.UUID, upload: File[Any]) -> Material | StagedPhoto:
    """A photo for the entry with this token: behind it when it is recorded, else staged until it comes.

    The same picture twice (an answer was lost) stands once. Raises NotYours, Closed, MovedOn,
    Invalid({"photo": reason}).
    """
    studio = file_actions.writable_studio(actor, studio_id)
    activity = Activity.objects.select_for_update(of=("self",)).filter(studio=studio, token=token).first()
    if activity is not None and activity.removed_at is not None:
        raise MovedOn("这次活动已经移除，照片没有收下。")
    file = store_upload(upload=upload, purpose="photo", owner_id=actor.pk, field="photo")
    kept = _kept(activity) if activity else StagedPhoto.objects.filter(studio=studio, token=token, added_by=actor)
    if same := kept.filter(file__sha256=file.sha256).first():
        delete_stored(file)
        return same
    if kept.count() >= MOST_PHOTOS:
        delete_stored(file)
        raise Invalid({"photo": f"每次活动最多 {MOST_PHOTOS} 张照片，这张没有收下。"})
    if activity is None:
        return StagedPhoto.objects.create(studio=studio, token=token, file=file, added_by=actor)
    material = _attach(actor, activity, file)
    _count_photos(activity)
    criteria.refresh(studio)
    return material


@transaction.atomic
def remove_photo(*, actor: User, activity_id: int, material_id: int) -> Material:
    """Take a photo out; the bytes stay for the trail."""
    Material.objects.get(pk=material_id, about=ABOUT, about_id=activity_id)
    material = file_actions.remove_material(actor=actor, material_id=material_id)
    _count_photos(Activity.objects.get(pk=activity_id))
    return material


@transaction.atomic
def restore_photo(*, actor: User, activity_id: int, material_id: int) -> Material:
    """Undo of `remove_photo`. Raises Invalid when there are nine others by now."""
    studio_id = Material.objects.get(pk=material_id, about=ABOUT, about_id=activity_id).studio_id
    file_actions.writable_studio(actor, studio_id)
    activity = Activity.objects.get(pk=activity_id)
    if _kept(activity).exclude(pk=material_id).count() >= MOST_PHOTOS:
        raise Invalid({"photo": f"每次活动最多 {MOST_PHOTOS} 张照片。"})
    material = file_actions.restore_material(actor=actor, material_id=material_id)
    _count_photos(activity)
    return material


def drop_staged_photos() -> int:
    """Photos whose entry never came, a week later. Number dropped."""
    old = StagedPhoto.objects.filter(added_at__lt=timezone.now() - datetime.timedelta(days=STAGED_DAYS))
    dropped = 0
    for staged in list(old.select_related("file")[:500]):
        with transaction.atomic():
            file = staged.file
            staged.delete()
            delete_stored(file)
        dropped += 1
    return dropped


def _kept(activity: Activity) -> Any:
    return Material.objects.filter(
        studio_id=activity.studio_id, about=ABOUT, about_id=activity.pk, removed_at__isnull=True
    )


def _attach(actor: User, activity: Activity, file: StoredFile) -> Material:
    material = Material.objects.create(
        studio_id=activity.studio_id, about=ABOUT, about_id=activity.pk, file=file, added_by=actor,
        position=_kept(activity).count() + 1,
    )  # fmt: skip
    audit(
        actor=actor, verb="material.add", subject=material, subject_name=f"{activity}：{file.name}"[:200],
        new={"sha256": file.sha256, "about": f"{ABOUT} {activity.pk}"},
    )  # fmt: skip
    return material


def _count_photos(activity: Activity) -> None:
    """Does not touch `changed_at`: a photo that comes late must not stop somebody who is changing the words."""
    activity.photos = _kept(activity).count()
    Activity.objects.filter(pk=activity.pk).update(photos=activity.photos)
