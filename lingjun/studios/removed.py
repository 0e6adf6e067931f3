"""Lines that were taken out of a list and can be put back: found again after the message about it is gone."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Final

from django.db.models import Value

from lingjun.studios import tabs
from lingjun.studios.models import Equipment, Expense, Grant, GrantSource, Premises, Regulation, Studio, StudioRecord

MOST: Final = 20
_KINDS: Final[dict[str, tuple[type[StudioRecord], str]]] = {
    "premises": (Premises, "address"), "equipment": (Equipment, "name"), "regulation": (Regulation, "title"),
    "grant": (Grant, "source"), "expense": (Expense, "what"),
}  # fmt: skip
"""Key in the addresses of its pages, to the model and the column that names a line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Removed:
    """One line: `url` is its own page, where 恢复 stands."""

    words: str
    url: str
    removed_at: datetime.datetime


def removed_lines(studio: Studio, *keys: str) -> list[Removed]:
    """Of the kinds named, the latest first, at most `MOST`; one query. KeyError for an unknown kind."""
    first, *rest = [
        model.objects.filter(studio=studio, removed_at__isnull=False)
        .order_by()
        .values_list("pk", named_by, "removed_at", Value(key))
        for key, (model, named_by) in ((key, _KINDS[key]) for key in keys)
    ]
    rows = (first.union(*rest, all=True) if rest else first).order_by("-removed_at")[:MOST]
    sources = dict(GrantSource.choices)
    return [
        Removed(
            str(sources.get(words, words)) if key == "grant" else words,
            tabs.line_address(f"studios:{key}_edit", studio.pk, pk),
            removed_at,
        )
        for pk, words, removed_at, key in rows
    ]
