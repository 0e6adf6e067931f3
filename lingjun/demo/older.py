"""Studios named before the notice and what each wrote of its year: invented, kept as data in `data/older/*.toml`.

Words stand as a unit's clerk writes them into the product's Excel lists (labels, not codes). Days are "MM-DD" of the
year that is told; numbers of projects, plan items, grants and achievements count from 1, 0 is none.
"""

from __future__ import annotations

import dataclasses
import tomllib
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).resolve().parent / "data" / "older"
Rows = tuple[tuple[Any, ...], ...]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Older:
    """One studio. What a unit has not done is left out of its file: the criteria table shows it.

    `leader`: name, sex, birth, political status, education, title, post, honour. `listed`: its projects in the
    federation's list. `charter`: structure, goal, duties. Rows: `team` (name, role, sex, birth, political status,
    education, title, grade, post, joined or ""), `equipment` (kind, name, model, pieces, yuan, where), `plan` (month,
    title), `projects` (title, direction, source, problem, yuan, started, due, accepted or "", result), `milestones`
    (project, title, due, done or ""), `activities` (day, kind, title, text, place, project, plan item, guests),
    `achievements` (kind, title, status, day, more, summary, project), `benefits` (achievement, basis, yuan, method,
    certifier), `adoptions` (achievement, adopter, day, people, effect), `grants` (source, yuan, day, basis, uses),
    `expenses` (day, grant, use, what, payee, yuan), `mentors` (mentor, apprentice, trade, day, goal, grade).
    """

    union: str
    unit: str
    named: int
    leader: tuple[str, str, str, str, str, str, str, str]
    listed: str
    clerk: str
    hung: str = ""
    place: tuple[str, float, str] | None = None
    pictured: bool = True
    charter: tuple[str, str, str] | None = None
    lacks: tuple[str, ...] = ()
    year_goal: str = ""
    written: str = ""
    team: Rows = ()
    equipment: Rows = ()
    plan: Rows = ()
    projects: Rows = ()
    milestones: Rows = ()
    activities: Rows = ()
    achievements: Rows = ()
    benefits: Rows = ()
    adoptions: Rows = ()
    grants: Rows = ()
    expenses: Rows = ()
    mentors: Rows = ()


def load() -> list[Older]:
    """In the order of the file names, which is the order of the list."""
    return [_older(tomllib.loads(path.read_text("utf-8"))) for path in sorted(FOLDER.glob("*.toml"))]


def _older(data: dict[str, Any]) -> Older:
    rows: dict[str, Any] = {key: _frozen(value) for key, value in data.items()}
    return Older(**rows)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
