"""Achievements much like a new one, by number or near-equal title, across all studios; bounded work at any size."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from django.db.models import Q, QuerySet

from lingjun.ledger.models import Achievement
from lingjun.ledger.titles import ALIKE, similarity
from lingjun.studios.queries import visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

EXACT: Final = 50
NEAR: Final = 200
"""Candidates looked at for each index: number, both ends of the title, its head, its tail."""
SHOWN: Final = 8
SHORTEST: Final = 4
"""Titles of fewer characters are compared only with equal ones."""


@dataclasses.dataclass(frozen=True, slots=True)
class Alike:
    """What may be shown of any studio's achievement: no more than title, kind, number and whose it is."""

    pk: int
    studio_id: int
    title: str
    kind: str
    number: str
    studio_name: str
    same_number: bool
    likeness: float

    @property
    def words(self) -> str:
        return "编号相同" if self.same_number else "名称相同" if self.likeness == 1 else "名称很像"


def alike(achievement: Achievement) -> list[Alike]:
    """Those like it in number or title, the most alike first. Keys must be set. At most four bounded queries."""
    key = achievement.title_key
    rows = Achievement.standing.exclude(pk=achievement.pk).order_by()
    found: dict[int, Achievement] = {}
    if achievement.number_key:
        _take(found, rows.filter(number_key=achievement.number_key), EXACT)
    if key:
        ends = Q(title_head=achievement.title_head), Q(title_tail=achievement.title_tail)
        _take(found, rows.filter(*ends), EXACT)
        if len(key) >= SHORTEST:
            for end in ends:
                _take(found, rows.filter(end).order_by("-pk"), NEAR)
    scored = [(row, _likeness(achievement, row)) for row in found.values()]
    scored = [(row, score) for row, score in scored if score >= ALIKE or _same_number(achievement, row)]
    scored.sort(key=lambda pair: (not _same_number(achievement, pair[0]), -pair[1], pair[0].pk))
    return [
        Alike(
            row.pk, row.studio_id, row.title, row.get_kind_display(), row.number, row.studio.name,
            _same_number(achievement, row), score,
        )
        for row, score in scored[:SHOWN]
    ]  # fmt: skip


def visible_ids(user: User, found: list[Alike]) -> set[int]:
    """Which of them the user may open: one query."""
    return set(visible_to(user).filter(pk__in=[one.studio_id for one in found]).values_list("pk", flat=True))


def _take(found: dict[int, Achievement], rows: QuerySet[Achievement], most: int) -> None:
    for row in rows.select_related("studio").only("kind", "title", "number", "number_key", "title_key", "studio__name")[
        :most
    ]:
        found.setdefault(row.pk, row)


def _likeness(one: Achievement, other: Achievement) -> float:
    if one.title_key == other.title_key:
        return 1.0
    shorter = min(len(one.title_key), len(other.title_key))
    return similarity(one.title_key, other.title_key) if shorter >= SHORTEST else 0.0


def _same_number(one: Achievement, other: Achievement) -> bool:
    return bool(one.number_key) and one.number_key == other.number_key
