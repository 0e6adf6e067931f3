"""Which lines may have files behind them, and what kind: asked by the pages that take files in.

An app registers its models when it starts: `owners.register(Activity, "photo")`. Whatever is not registered can own
no file, whatever a page sends.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from lingjun.studios.models import Studio


@dataclasses.dataclass(frozen=True, slots=True)
class Owner:
    """`purpose`: a key of `core.files.PURPOSES`; `studio`: lookup from a line to its studio's id. `tab`: the part that
    shows its lines, "" where no file may be put behind them by hand; `awaits`: whether files wait for this new line;
    `whole`: a file may stand for all lines together (a list of equipment), so that nothing is asked.
    """

    model: type[models.Model]
    purpose: str
    studio: str = "studio_id"
    tab: str = ""
    awaits: Callable[[Any], bool] | None = None
    whole: bool = False

    @property
    def label(self) -> str:
        """As `Material.about` keeps it."""
        return self.model._meta.label_lower

    @property
    def noun(self) -> str:
        return str(self.model._meta.verbose_name)

    def lines(self, studio: Studio) -> models.QuerySet[Any]:
        """Lines of this studio that were not taken out."""
        rows = self.model._base_manager.filter(**{self.studio: studio.pk})
        has_removal = any(field.name == "removed_at" for field in self.model._meta.get_fields())
        return rows.filter(removed_at__isnull=True) if has_removal else rows


_OWNERS: dict[str, Owner] = {}


def register(
    model: type[models.Model],
    purpose: str,
    *,
    studio: str = "studio_id",
    tab: str = "",
    awaits: Callable[[Any], bool] | None = None,
    whole: bool = False,
) -> None:
    """Called by an app's `ready()`."""
    _OWNERS[model._meta.label_lower] = Owner(model, purpose, studio, tab, awaits, whole)


def owner(label: str) -> Owner | None:
    """What is known of a model label ("ledger.activity"); None for one that owns no files."""
    return _OWNERS.get(label)


def with_tab() -> list[Owner]:
    """Those whose lines files may be put behind by hand."""
    return [one for one in _OWNERS.values() if one.tab]


def tab_of(label: str) -> str:
    """The part of the file that shows a kind of line; "" for none."""
    known = owner(label)
    return known.tab if known else ""


def line_of(studio: Studio, label: str, line_id: int) -> models.Model | None:
    """The line of this studio, also one that was taken out; None for anything else. One query."""
    known = owner(label)
    if known is None:
        return None
    return known.model._base_manager.filter(**{known.studio: studio.pk}, pk=line_id).first()
