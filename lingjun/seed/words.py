"""Words of invented people, projects, activities, achievements (data/words.toml). Nobody in it exists."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any, Final

DATA: Final = Path(__file__).parent / "data"
_READ: Final[dict[str, Any]] = tomllib.loads((DATA / "words.toml").read_text("utf-8"))


def _words(key: str) -> tuple[str, ...]:
    return tuple(_READ[key])


def _rows(key: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(row) for row in _READ[key])


SURNAMES: Final[str] = _READ["surnames"]
MEN, WOMEN = _words("men"), _words("women")
POLITICS, EDUCATION, GRADES = _words("politics"), _words("education"), _words("grades")
SKILLS, LEADER_SKILLS = _rows("skills"), _rows("leader_skills")
"""(title, skill grade)."""
HONOURS = _rows("honours")
"""(text, code of HONOUR_LEVELS, awarding body)."""
WAYS, SERVICE, RESULTS = _words("ways"), _words("service"), _words("results")
PLACES, GOALS, ITEMS, HUNG = _words("places"), _words("goals"), _words("items"), _words("hung")
BUILDINGS = _words("buildings")
STRUCTURE, DUTIES, GOAL, REGULATION, OPINION, APPRENTICE = (
    str(_READ[key]) for key in ("structure", "duties", "goal", "regulation", "opinion", "apprentice")
)
ACTIVITIES: Final[dict[str, list[str]]] = _READ["activities"]
"""Kind -> name and words; {t} the thing worked on, {p} what was wrong with it."""
KINDS: Final = (
    *("meeting",) * 8, *("training",) * 5, *("exchange",) * 2, *("mentoring",) * 3, "study", "adoption", "service",
    "other",
)  # fmt: skip
EQUIPMENT: Final[dict[str, list[str]]] = _READ["equipment"]
EXPENSES: Final[dict[str, str]] = _READ["expenses"]
