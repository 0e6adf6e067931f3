"""Addresses of parts that may not be there, and the files behind a line."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.urls import NoReverseMatch, reverse

from lingjun.ledger.models import Mentorship, Project
from lingjun.studios.models import Material


def link(name: str, *args: Any, query: str = "") -> str:
    """The address, "" where no such part exists."""
    try:
        return reverse(name, args=args) + (f"?{query}" if query else "")
    except NoReverseMatch:
        return ""


def materials_of(line: Project | Mentorship, purpose: str) -> dict[str, object]:
    """What `studios/_materials.html` needs besides the frame: one query when it is drawn."""
    label = line._meta.label_lower
    kept: QuerySet[Material] = Material.objects.filter(
        studio_id=line.studio_id,
        about=label,
        about_id=line.pk,
        removed_at__isnull=True,
    ).select_related("file")
    return {"files": purpose, "about": label, "line": line, "materials": kept}
