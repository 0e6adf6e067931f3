"""Files that come from the form a studio was named by: behind their lines, or waiting until there is one.

A file that waits is a `Material` with `about_id` WAITING: it is known what kind of line it belongs to, and no more.
Nothing is copied: form and studio file point at the same stored file, so neither can lose it by the other's doing.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING

from django.db import models, transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn
from lingjun.studios import criteria, owners
from lingjun.studios.actions.materials import MOST
from lingjun.studios.actions.records import writable_studio
from lingjun.studios.actions.regulations import chain
from lingjun.studios.models import WAITING, Material, Regulation, Studio
from lingjun.studios.queries import content_of, of_form

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from lingjun.accounts.models import User
    from lingjun.core.models import StoredFile

SHOWN = 50
"""File names kept in one entry of the trail."""
REGULATION = Regulation._meta.label_lower


@dataclasses.dataclass(frozen=True, slots=True)
class Carried:
    """A file and the line it goes behind; without a line it waits among the `about`."""

    file: StoredFile
    about: str
    line_id: int = WAITING
    caption: str = ""


def carry(*, actor: User | None, studio: Studio, rows: Sequence[Carried], source: str) -> list[Material]:
    """Put files of the form numbered `source` into the file of the studio it named.

    Part of the verb that names the studio, or of the command that does it later; that one holds the studio's lock and
    has left out what came before.
    """
    if not rows:
        return []
    made = Material.objects.bulk_create(
        Material(
            studio=studio, about=row.about, about_id=row.line_id, file=row.file, caption=row.caption,
            position=place, added_by=actor,
        )
        for place, row in enumerate(rows, start=1)
    )  # fmt: skip
    audit(
        actor=actor, verb="material.carry", subject=studio, subject_name=studio.name,
        new={"case": source, "count": len(made), "files": [_told(one) for one in made[:SHOWN]]},
    )  # fmt: skip
    criteria.refresh(studio)
    return made


def begin_regulation(
    *, actor: User | None, studio: Studio, kind: str, title: str, effective_on: datetime.date
) -> Regulation:
    """The first version of a kind, its words being in a file. The caller holds the studio's lock."""
    line = Regulation(
        studio=studio, created_by=actor, kind=kind, title=title[:100], effective_on=effective_on,
        issued_by=studio.unit.name[:100],
    )  # fmt: skip
    line.full_clean(exclude=["studio", "created_by"])
    line.save(force_insert=True)
    chain(studio.pk, kind)
    audit(actor=actor, verb="regulation.add", subject=line, subject_name=f"{line}", note="来自申报表")
    return line


@transaction.atomic
def put_behind(*, actor: User, material_id: int, about: str, line_id: int) -> Material:
    """Put a file behind another line of the same studio. Raises NotYours, Closed, MovedOn, Invalid({"to": reason})."""
    studio, material = _locked(actor, material_id)
    owner = owners.owner(about)
    line = owner.lines(studio).filter(pk=line_id).first() if owner and owner.tab else None
    if owner is None or line is None:
        raise Invalid({"to": "要归到的那一条不在了，请重新选。"})
    if owner.purpose == "photo" and not material.file.is_image:
        raise Invalid({"to": f"{owner.noun}下面只放照片，“{material}”不是照片。"})
    old = _told(material)
    _move([material], line)
    audit(
        actor=actor, verb="material.put", subject=material, subject_name=f"{line}：{material.file.name}"[:200], old=old,
        new=_told(material),
    )  # fmt: skip
    criteria.refresh(studio)
    return material


@transaction.atomic
def put_as_regulation(*, actor: User, material_id: int, kinds: Iterable[str]) -> list[Regulation]:
    """The file is the regulation of these kinds: behind the version in force, or behind a first one made for it.

    A book of several regulations stands behind each. Raises as `put_behind`.
    """
    studio, material = _locked(actor, material_id)
    content = content_of(studio)
    wanted = [option for option in content.regulations if option.key in set(kinds)]
    if not wanted:
        raise Invalid({"to": "请选是哪一种制度。"})
    today = timezone.localdate()
    old, lines = _told(material), []
    for option in wanted:
        begun = Regulation.standing.filter(studio=studio, kind=option.key, effective_on__lte=today)
        line = begun.order_by("-effective_on", "-id").first()
        lines.append(
            line
            or begin_regulation(
                actor=actor, studio=studio, kind=option.key, title=f"{option.label}制度",
                effective_on=min(studio.named_on, today),
            )
        )  # fmt: skip
    _move([material], lines[0])
    for line in lines[1:]:
        Material.objects.create(
            studio=studio, about=REGULATION, about_id=line.pk, file=material.file, caption=material.caption,
            position=material.position, added_by=actor,
        )  # fmt: skip
    audit(
        actor=actor, verb="material.put", subject=material, subject_name=material.file.name, old=old,
        new={"about": [f"{REGULATION} {line.pk}" for line in lines]},
    )  # fmt: skip
    criteria.refresh(studio)
    return lines


def _locked(actor: User, material_id: int) -> tuple[Studio, Material]:
    studio_id = Material.objects.values_list("studio_id", flat=True).get(pk=material_id)
    studio = writable_studio(actor, studio_id)
    material = Material.objects.select_related("file").annotate(from_form=of_form(studio)).get(pk=material_id)
    if not material.from_form:
        raise Invalid({"to": "只有申报表带来的材料可以改归。"})
    if material.removed_at is not None:
        raise MovedOn("这个文件已经移除，请先恢复。")
    return studio, material


def _move(files: Sequence[Material], line: models.Model) -> None:
    label = line._meta.label_lower
    kept = Material.objects.filter(studio_id=files[0].studio_id, about=label, about_id=line.pk, removed_at__isnull=True)
    count = kept.count()
    if count + len(files) > MOST:
        raise Invalid({"to": f"每条最多 {MOST} 个文件。"})
    for place, one in enumerate(files, start=count + 1):
        one.about, one.about_id, one.position = label, line.pk, place
        one.save(update_fields=["about", "about_id", "position"])


def _told(one: Material) -> dict[str, str]:
    return {"file": one.file.name, "sha256": one.file.sha256, "about": f"{one.about} {one.about_id}"}
