"""What the demo studios do in a year, by trade: invented, kept as data in `data/*.toml`."""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent / "data"


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One studio. Rows as in the files: `activities` (kind, title, text, place, project counted from 1 or 0),
    `achievements` (kind, title, summary, project, details), `benefits` (achievement, basis, yuan, method, certifier),
    `adoptions` (achievement, adopter, effect, people), `expenses` (use, what, payee, yuan)."""

    unit: str
    trade: str
    hung: str
    place: tuple[str, float, str]
    goal: str
    year_goal: str
    fund: int
    lacks: tuple[str, ...]
    equipment: tuple[tuple[str, str, str, int, int, str], ...]
    plan: tuple[tuple[int, str], ...]
    projects: tuple[tuple[str, str, str, str, str], ...]
    activities: tuple[tuple[str, str, str, str, int], ...]
    achievements: tuple[tuple[str, str, str, int, dict[str, str]], ...]
    benefits: tuple[tuple[int, str, int, str, str], ...]
    adoptions: tuple[tuple[int, str, str, int], ...]
    expenses: tuple[tuple[str, str, str, int], ...]
    mentor: tuple[str, str, str]
    shop: tuple[str, float, str] | None = None


def load() -> dict[str, Story]:
    """By the unit's name."""
    stories = [_story(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]
    return {story.unit: story for story in stories}


def _story(data: dict[str, Any]) -> Story:
    rows: dict[str, Any] = {
        key: tuple(map(_row, value)) if isinstance(value, list) else value for key, value in data.items()
    }
    return Story(**rows)


def _rows(value: Any) -> Any:
    return tuple(map(_row, value)) if isinstance(value, list) else value


def _row(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
