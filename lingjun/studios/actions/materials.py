"""Files behind the lines of a studio file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.files.base import File
from django.db import models, transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid
from lingjun.core.files import store_upload
from lingjun.core.text import one_line
from lingjun.studios import criteria, owners, seals
from lingjun.studios.actions.records import writable_studio
from lingjun.studios.models import Material

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

MOST = 60
"""Files behind one line."""


@transaction.atomic
def add_material(
    *, actor: User, studio_id: int, about: models.Model, upload: File[Any], purpose: str, caption: str = ""
) -> Material:
    """Keep a file behind a line of this studio. `purpose`: a key of `core.files.PURPOSES`.

    Raises NotYours, Closed (also for a line whose files are sealed), Invalid({"file": reason}) for a line of another
    studio, a file that is not what it should be or one too many.
    """
    studio = writable_studio(actor, studio_id)
    label = about._meta.label_lower
    own = (
        owners.line_of(studio, label, about.pk) if owners.owner(label) else getattr(about, "studio_id", 0) == studio.pk
    )
    if not own:
        raise Invalid({"file": f"{about}不在{studio.name}的档案里。"})
    seals.refuse_if_sealed(label, about.pk)
    kept = Material.objects.filter(studio=studio, about=label, about_id=about.pk, removed_at__isnull=True)
    count = kept.count()
    if count >= MOST:
        raise Invalid({"file": f"每条最多 {MOST} 个文件。"})
    file = store_upload(upload=upload, purpose=purpose, owner_id=actor.pk)
    material = Material.objects.create(
        studio=studio, about=label, about_id=about.pk, file=file, caption=one_line(caption)[:100], position=count + 1,
        added_by=actor,
    )  # fmt: skip
    audit(
        actor=actor, verb="material.add", subject=material, subject_name=f"{about}：{file.name}"[:200],
        new={"sha256": file.sha256, "about": f"{label} {about.pk}"},
    )  # fmt: skip
    criteria.refresh(studio)
    return material


@transaction.atomic
def remove_material(*, actor: User, material_id: int) -> Material:
    """Take a file out; the bytes stay for the trail and for older papers. Raises NotYours, Closed."""
    studio, material = _locked(actor, material_id)
    if material.removed_at is None:
        material.removed_at = timezone.now()
        material.save(update_fields=["removed_at"])
        audit(actor=actor, verb="material.remove", subject=material, subject_name=material.file.name)
        criteria.refresh(studio)
    return material


@transaction.atomic
def restore_material(*, actor: User, material_id: int) -> Material:
    """Undo of `remove_material`. Raises NotYours, Closed."""
    studio, material = _locked(actor, material_id)
    if material.removed_at is not None:
        kept = Material.objects.filter(about=material.about, about_id=material.about_id, removed_at__isnull=True)
        if kept.filter(studio=studio).count() >= MOST:
            raise Invalid({"file": f"每条最多 {MOST} 个文件，请先移除别的。"})
        material.removed_at = None
        material.save(update_fields=["removed_at"])
        audit(actor=actor, verb="material.restore", subject=material, subject_name=material.file.name)
        criteria.refresh(studio)
    return material


def _locked(actor: User, material_id: int) -> tuple[Studio, Material]:
    studio_id = Material.objects.values_list("studio_id", flat=True).get(pk=material_id)
    studio = writable_studio(actor, studio_id)
    material = Material.objects.select_related("file").get(pk=material_id)
    seals.refuse_if_sealed(material.about, material.about_id, material)
    return studio, material
