"""How a studio file is worded: plaque, dates on it, title of a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lingjun.core.codes import HONOUR_LEVELS, SKILL_GRADES, TITLES

if TYPE_CHECKING:
    import datetime

    from lingjun.studios.models import Studio, Worker

NATIONAL: Final = frozenset(code.code for code in HONOUR_LEVELS if code.group == "国家级")
_DIGITS: Final = "〇一二三四五六七八九"


def plaque_lines(studio: Studio) -> tuple[str, str]:
    """The name as it stands on the plaque: the leader's name, then the rest; ("", name) when it is not so named."""
    leader = studio.leader.name
    if leader and studio.name.startswith(leader):
        return leader, studio.name.removeprefix(leader)
    return "", studio.name


def chinese_month(day: datetime.date) -> str:
    """二〇一二年十月, as plaques are dated."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    month = f"十{_DIGITS[day.month - 10] if day.month > 10 else ''}" if day.month >= 10 else _DIGITS[day.month]
    return f"{year}年{month}月"


def title_of(worker: Worker) -> str:
    """Title and grade in words, "" when neither is known."""
    return title_in_words(worker.title, worker.skill_grade)


def title_in_words(title: str, skill_grade: str) -> str:
    """The same for codes that are not today's."""
    return "、".join(filter(None, (TITLES.label(title), SKILL_GRADES.label(skill_grade))))
