"""Letting go of what nothing points at: results of tidied jobs, read batches, bytes of a transaction that fell back."""

from __future__ import annotations

import datetime
from pathlib import PurePosixPath
from typing import Final

from django.core.files.storage import Storage
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from lingjun.core.models import StoredFile

from .store import delete_stored

KEEP_UNUSED: Final = datetime.timedelta(days=31)
"""Longer than a finished job is kept: until then its parameters may name files by id."""
UNDER_WAY: Final = datetime.timedelta(days=1)
"""Younger bytes may belong to an upload whose transaction is still open."""
SHARES: Final = 16
"""The bytes are looked through in so many parts, one a day."""


def unused(files: QuerySet[StoredFile]) -> QuerySet[StoredFile]:
    """Those of `files` that no row of any app points at."""
    for relation in StoredFile._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (model := relation.related_model):
            rows = model._default_manager.filter(**{relation.field.name: OuterRef("pk")})  # type: ignore[union-attr]
            files = files.exclude(Exists(rows))
    return files


def sweep_rows(*, limit: int = 500) -> int:
    """Remove files nobody has pointed at for a month, with their bytes. Number removed."""
    old = unused(StoredFile.objects.filter(created_at__lt=timezone.now() - KEEP_UNUSED))
    removed = 0
    for stored in list(old.order_by("created_at")[:limit]):
        with transaction.atomic():
            delete_stored(stored)
        removed += 1
    return removed


def sweep_bytes(share: int) -> int:
    """Remove bytes without a row from one share of the storage (0 to SHARES - 1). Number removed."""
    removed = 0
    for field in ("content", "thumbnail", "display"):
        column = StoredFile._meta.get_field(field)
        root = str(column.upload_to).rstrip("/")  # type: ignore[union-attr]
        storage: Storage = column.storage  # type: ignore[union-attr]
        for first in (f"{number:02x}" for number in range(share, 256, SHARES)):
            for second in _listed(storage, f"{root}/{first}")[0]:
                removed += _sweep_folder(storage, field, f"{root}/{first}/{second}")
    return removed


def _sweep_folder(storage: Storage, field: str, folder: str) -> int:
    names = [str(PurePosixPath(folder, name)) for name in _listed(storage, folder)[1]]
    known = set(StoredFile.objects.filter(**{f"{field}__in": names}).values_list(field, flat=True)) if names else set()
    latest = timezone.now() - UNDER_WAY
    lost = [name for name in names if name not in known and storage.get_modified_time(name) < latest]
    for name in lost:
        storage.delete(name)
    return len(lost)


def _listed(storage: Storage, folder: str) -> tuple[list[str], list[str]]:
    """(folders, files); both empty where there is no such folder yet."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return [], []
    return folders, files
