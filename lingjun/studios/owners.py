"""Which lines may have files behind them, and what kind: asked by the pages that take files in.

An app registers its models when it starts: `owners.register(Activity, "photo")`. Whatever is not registered can own
no file, whatever a page sends.
"""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from lingjun.studios.models import Studio


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """`purpose`: a key of `core.files.PURPOSES`; `studio`: lookup from a line to its studio's id."""

    model: type[models.Model]
    purpose: str
    studio: str = "studio_id"


_OWNERS: dict[str, Owner] = {}


def register(model: type[models.Model], purpose: str, *, studio: str = "studio_id") -> None:
    """Called by an app's `ready()`."""
    _OWNERS[model._meta.label_lower] = Owner(model, purpose, studio)


def owner(label: str) -> Owner | None:
    """What is known of a model label ("ledger.activity"); None for one that owns no files."""
    return _OWNERS.get(label)


def line_of(studio: Studio, label: str, line_id: int) -> models.Model | None:
    """The line of this studio, also one that was taken out; None for anything else. One query."""
    known = owner(label)
    if known is None:
        return None
    return known.model._base_manager.filter(**{known.studio: studio.pk}, pk=line_id).first()
