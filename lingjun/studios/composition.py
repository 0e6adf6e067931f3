"""成员构成: the form's nineteen numbers, counted from a roster and explained person by person.

Source: 厦工〔2012〕80号, attachment, row 创新工作室成员构成情况. Keys are those of the form's data, so that the counts
can be printed as they are.
"""

from __future__ import annotations

import dataclasses
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from lingjun.core.buckets import (
    EDUCATION_BOXES,
    GENDER_BOXES,
    POLITICAL_BOXES,
    SKILL_BOXES,
    SKILL_RULE,
    education_bucket,
    gender_bucket,
    political_bucket,
    skill_bucket,
)
from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import date

__all__ = [
    "LINES",
    "SKILL_RULE",
    "CompositionResult",
    "LineCheck",
    "PersonCount",
    "PersonLike",
    "age_in",
    "check_sums",
    "compute",
    "explain",
    "format_average",
]


class PersonLike(Protocol):
    """What counting needs of a person: codes of `core.codes`; `birth` YYYY-MM or YYYY-MM-DD; "" where unknown.

    `title` may be free text. Read-only attributes are enough.
    """

    @property
    def name(self) -> str: ...
    @property
    def gender(self) -> str: ...
    @property
    def birth(self) -> str: ...
    @property
    def political_status(self) -> str: ...
    @property
    def education(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def skill_grade(self) -> str: ...


#: Lines of the form: key, words, boxes. Each must add up to the total.
LINES: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("gender", "性别", GENDER_BOXES),
    ("politics", "政治面貌", POLITICAL_BOXES),
    ("education", "文化程度", EDUCATION_BOXES),
    ("skill", "职称（技术等级）", SKILL_BOXES),
)


@dataclasses.dataclass(frozen=True, slots=True)
class LineCheck:
    """Sum of one line against the total. `names` are the people whose fact is missing (rosters only)."""

    key: str
    label: str
    counted: int
    total: int
    names: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return self.counted == self.total

    @property
    def difference(self) -> int:
        """Counted minus total: negative when people are missing from the line."""
        return self.counted - self.total

    @property
    def words(self) -> str:
        """As on screen: "合计 8" or "合计 7，少 1" or "合计 9，多 1"."""
        if self.ok:
            return f"合计 {self.counted}"
        return f"合计 {self.counted}，{'少' if self.difference < 0 else '多'} {abs(self.difference)}"


@dataclasses.dataclass(frozen=True, slots=True)
class CompositionResult:
    """The nineteen numbers and what is missing. `average_age` is None while no birth month is known."""

    total: int
    average_age: float | None
    counts: Mapping[str, int]
    lines: tuple[LineCheck, ...]
    without_birth: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Every line adds up and every age is known."""
        return all(line.ok for line in self.lines) and not self.without_birth

    def as_dict(self) -> dict[str, int | float | None]:
        """Total, average age and the seventeen boxes, in the order of the paper."""
        return {"total": self.total, "average_age": self.average_age, **self.counts}


@dataclasses.dataclass(frozen=True, slots=True)
class PersonCount:
    """Where one person counts: box key and words for each line; "" where the fact is missing."""

    name: str
    gender: str
    gender_label: str
    age: int | None
    politics: str
    politics_label: str
    politics_reason: str
    education: str
    education_label: str
    education_reason: str
    skill: str
    skill_label: str
    skill_reason: str
    missing: tuple[str, ...]


@lru_cache(maxsize=4096)  # a long table says the same months over and over
def age_in(birth: str, on: date) -> int | None:
    """Full years in the month of `on`; the day does not count, since rosters often know only the month.

    None for "", a year alone, nonsense, a birth after `on`, or an age over 120.
    """
    year, _, rest = birth.partition("-")
    month = rest.partition("-")[0]
    if not (year.isdecimal() and month.isdecimal() and 1 <= int(month) <= 12):
        return None
    age = on.year - int(year) - (on.month < int(month))
    return age if 0 <= age <= 120 else None


def compute(people: Sequence[PersonLike], on: date) -> CompositionResult:
    """Count the roster as of `on`. Nobody is guessed: a missing fact leaves its line short, by name.

    The average age is taken over the people whose birth month is known, to one decimal, half up.
    """
    persons = explain(people, on)
    counts: dict[str, int] = {}
    lines = []
    for key, label, boxes in LINES:
        found = [getattr(person, key) for person in persons]
        counts.update({box: found.count(box) for box in boxes})
        names = tuple(person.name for person in persons if not getattr(person, key))
        lines.append(LineCheck(key, label, len(persons) - len(names), len(persons), names))
    ages = [person.age for person in persons if person.age is not None]
    return CompositionResult(
        total=len(persons),
        average_age=_average(ages),
        counts=counts,
        lines=tuple(lines),
        without_birth=tuple(person.name for person in persons if person.age is None),
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Brief:
    """The first line alone: for tables of many studios."""

    total: int
    men: int
    women: int
    average_age: float | None


def brief(people: Sequence[tuple[str, str]], on: date) -> Brief:
    """The same numbers as `compute`, from pairs of (code of sex, birth)."""
    ages = [age for _, birth in people if (age := age_in(birth, on)) is not None]
    sexes = [gender_bucket(gender) for gender, _ in people]
    return Brief(len(people), sexes.count("male"), sexes.count("female"), _average(ages))


def explain(people: Sequence[PersonLike], on: date) -> list[PersonCount]:
    """Who counts where in each line, with the reason in words; same order as `people`."""
    return [_count(person, on) for person in people]


def check_sums(counts: Mapping[str, int | float | None]) -> list[LineCheck]:
    """Check typed counts, where there is no roster: one entry for each line that is not empty.

    A blank box counts as 0 when another box of its line is filled. Without a total, nothing can be checked: [].
    """
    total = counts.get("total")
    if total is None:
        return []
    checks = []
    for key, label, boxes in LINES:
        values = [counts.get(box) for box in boxes]
        if any(value is not None for value in values):
            checks.append(LineCheck(key, label, sum(int(value or 0) for value in values), int(total)))
    return checks


def format_average(age: float | None) -> str:
    """The number as the form prints it: 38.0 -> "38", 34.5 -> "34.5", None -> ""."""
    if age is None:
        return ""
    rounded = Decimal(str(age)).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return str(rounded.to_integral_value()) if rounded == rounded.to_integral_value() else str(rounded)


def _average(ages: Iterable[int]) -> float | None:
    years = list(ages)
    if not years:
        return None
    return float((Decimal(sum(years)) / len(years)).quantize(Decimal("0.1"), ROUND_HALF_UP))


def _count(person: PersonLike, on: date) -> PersonCount:
    gender = gender_bucket(person.gender) or ""
    politics, politics_reason = _box(person.political_status, political_bucket, POLITICAL_STATUS.label, POLITICAL_BOXES)
    education, education_reason = _box(person.education, education_bucket, EDUCATION.label, EDUCATION_BOXES)
    skill = skill_bucket(person.title, person.skill_grade)
    age = age_in(person.birth, on)
    facts = {"性别": gender, "出生年月": age is not None, "政治面貌": politics, "文化程度": education}
    return PersonCount(
        name=person.name,
        gender=gender,
        gender_label=GENDER_BOXES.get(gender, GENDER.label(person.gender)),
        age=age,
        politics=politics,
        politics_label=POLITICAL_BOXES.get(politics, ""),
        politics_reason=politics_reason,
        education=education,
        education_label=EDUCATION_BOXES.get(education, ""),
        education_reason=education_reason,
        skill=skill.key,
        skill_label=SKILL_BOXES[skill.key],
        skill_reason=skill.reason,
        missing=tuple(fact for fact, known in facts.items() if not known),
    )


def _box(
    code: str, bucket: Callable[[str], str | None], label: Callable[[str], str], boxes: Mapping[str, str]
) -> tuple[str, str]:
    """Key of the box and the reason in words."""
    key = bucket(code)
    if key is None:
        return "", f"“{code}”认不出来，没有计入" if code else "没有填，没有计入"
    words = label(code)
    return key, f"“{words}”计入“{boxes[key]}”"
