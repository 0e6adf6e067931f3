"""How much there is of everything: design section 9, field.md section 3 (benchmark sets)."""

from __future__ import annotations

import dataclasses
from typing import Final


@dataclasses.dataclass(frozen=True, slots=True)
class Size:
    """`members` to `mentorships` are averages for one studio. `provinces` 0: one city; 1: one province."""

    key: str
    words: str
    studios: int
    provinces: int
    members: float = 8
    projects: float = 10
    achievements: float = 7.5
    activities: float = 45
    mentorships: float = 4
    unions: int = 16
    """Recommending unions of one city."""


SIZES: Final = {
    size.key: size
    for size in (
        Size("tiny", "for tests", 30, 0, unions=4),
        Size("city", "500 studios", 500, 0, achievements=12, activities=50, mentorships=5),
        Size("province", "5,000 studios", 5_000, 1, achievements=10, activities=50, mentorships=5),
        Size("nation", "200,000 studios, 9 M activities", 200_000, 31),
    )
}
