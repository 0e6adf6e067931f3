"""The parts of a studio file, as the tabs of its pages. Each app registers its own when it starts."""

from __future__ import annotations

import dataclasses
import functools
from typing import TYPE_CHECKING

from django.urls import get_urlconf, reverse

if TYPE_CHECKING:
    from lingjun.studios.models import Studio


@dataclasses.dataclass(frozen=True, slots=True)
class Tab:
    """`url_name` takes the studio's id; `order` sorts; `count` is the key of the number kept on the sheet, `counted`
    says in a word what that number counts."""

    key: str
    label: str
    url_name: str
    order: int
    count: str = ""
    counted: str = ""


_TABS: dict[str, Tab] = {}


def add(tab: Tab) -> None:
    """Called by an app's `ready()`."""
    _TABS[tab.key] = tab


def url(key: str, studio_id: int) -> str:
    """The page of one part, "" for a part nobody registered."""
    return address(_TABS[key].url_name, studio_id) if key in _TABS else ""


def address(name: str, studio_id: int) -> str:
    """`reverse` of a page that takes the studio's id alone, looked up once per name. Raises NoReverseMatch."""
    before, after = _around(name, get_urlconf())
    return f"{before}{studio_id}{after}"


def line_address(name: str, studio_id: int, line_id: int) -> str:
    """The same for a page that takes a line of the file too."""
    before, between, after = _around_two(name, get_urlconf())
    return f"{before}{studio_id}{between}{line_id}{after}"


@functools.lru_cache(maxsize=500)
def _around_two(name: str, urlconf: str | None) -> tuple[str, str, str]:
    before, _, rest = reverse(name, urlconf, args=[_SOME_ID, _SOME_ID + 1]).partition(str(_SOME_ID))
    between, _, after = rest.partition(str(_SOME_ID + 1))
    return before, between, after


@functools.lru_cache(maxsize=500)
def _around(name: str, urlconf: str | None) -> tuple[str, str]:
    before, _, after = reverse(name, urlconf, args=[_SOME_ID]).partition(str(_SOME_ID))
    return before, after


_SOME_ID = 7_340_033_917
"""Stands in no address by itself."""


def of(studio: Studio, current: str) -> list[dict[str, object]]:
    """What the template shows: label, url, count, current. The sheet should be loaded with the studio."""
    counts = studio.sheet.counts if hasattr(studio, "sheet") else {}
    return [
        {
            "label": tab.label,
            "url": address(tab.url_name, studio.pk),
            "count": counts.get(tab.count, ""),
            "counted": tab.counted,
            "current": tab.key == current,
        }
        for tab in sorted(_TABS.values(), key=lambda tab: tab.order)
    ]
