"""Provinces with their cities, the unions of a city, and units with invented names (data/places.toml)."""

from __future__ import annotations

import dataclasses
import tomllib
from typing import Any, Final

from lingjun.seed.words import DATA


@dataclasses.dataclass(frozen=True, slots=True)
class Trade:
    """A kind of unit: end of its name, GB/T 4754 section, nature, what its people do, tackle, and make it with."""

    ending: str
    section: str
    nature: str
    posts: list[str]
    things: list[str]
    problems: list[str]


@dataclasses.dataclass(frozen=True, slots=True)
class Province:
    """`code`: its GB/T 2260 prefix."""

    name: str
    code: str
    cities: list[str]


_READ: Final[dict[str, Any]] = tomllib.loads((DATA / "places.toml").read_text("utf-8"))
PROVINCES: Final = tuple(Province(**row) for row in _READ["provinces"])
DISTRICTS: Final[list[str]] = _READ["districts"]
INDUSTRIES: Final[list[str]] = _READ["industries"]
TRADES: Final = tuple(Trade(**row) for row in _READ["trades"])
BRANDS: Final = tuple(first + second for first in _READ["brands"][0] for second in _READ["brands"][1])
