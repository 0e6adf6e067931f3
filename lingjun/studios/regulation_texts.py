"""Texts to start a regulation from, written for this product: `data/regulations.toml`."""

from __future__ import annotations

import dataclasses
import functools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

_FILE = Path(__file__).resolve().parent / "data" / "regulations.toml"


@dataclasses.dataclass(frozen=True, slots=True)
class Start:
    """Title and text with the studio's own names in them."""

    title: str
    text: str


@functools.cache
def _texts() -> dict[str, tuple[str, str]]:
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["regulations"]
    return {row["key"]: (row["title"], row["text"].strip()) for row in rows}


def kinds() -> frozenset[str]:
    """Kinds of regulations there is a text for."""
    return frozenset(_texts())


def start(studio: Studio, kind: str) -> Start | None:
    """None for a kind nobody wrote a text for. `studio.unit` and `studio.leader` should be loaded."""
    if kind not in _texts():
        return None
    title, text = _texts()[kind]
    names = {"{studio}": studio.name, "{unit}": studio.unit.name, "{leader}": studio.leader.name}
    for mark, name in names.items():
        title, text = title.replace(mark, name), text.replace(mark, name)
    return Start(title[:100], text)
