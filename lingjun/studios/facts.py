"""What is known of a person, cleaned once for forms, Excel lists and actions alike: codes where there is a code list.

Code lists: GB/T 2261.1 sex, GB/T 4762 political status, GB/T 4658 education, skill grades, titles (`core.codes`).
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, Final

from lingjun.core import dates, phones
from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, SKILL_GRADES, TITLES, find_grade, find_title
from lingjun.core.errors import Invalid
from lingjun.core.text import squeeze
from lingjun.studios.models import Worker

FIELDS: Final = (
    "name", "employer", "gender", "birth", "political_status", "education", "title", "skill_grade", "post", "phone",
)  # fmt: skip
_LISTS: Final = {"gender": GENDER, "political_status": POLITICAL_STATUS, "education": EDUCATION}
_EXAMPLES: Final = {
    "gender": "男、女",
    "political_status": "中共党员、共青团员、群众，或民主党派",
    "education": "大学本科、大专、中专、高中等",
}
LABELS: Final[dict[str, str]] = {name: str(Worker._meta.get_field(name).verbose_name) for name in FIELDS}  # type: ignore[union-attr]
_SIZES: Final[dict[str, int]] = {name: int(Worker._meta.get_field(name).max_length or 0) for name in FIELDS}  # type: ignore[union-attr]


def clean(field: str, text: str) -> str:
    """One fact as it is stored; "" stays "". ValueError, with words for people, for what cannot be read."""
    words = squeeze(text)
    if not words:
        return ""
    if field in _LISTS:
        code = _LISTS[field].find(words)
        if code is None:
            raise ValueError(f"“{words[:20]}”认不出来，请填{_EXAMPLES[field]}。")
        return code
    if field == "skill_grade":
        grade = find_grade(words)
        if grade is None:
            raise ValueError(f"“{words[:20]}”不是技能等级，请填{'、'.join(SKILL_GRADES.labels)}。")
        return grade
    if field == "title":
        words = find_title(words) or words
    elif field == "birth":
        words = _birth(words)
    elif field == "phone":
        if reason := phones.problem(words):
            raise ValueError(f"{reason}。")
        words = phones.normalise(words)
    if len(words) > _SIZES[field]:
        raise ValueError(f"{LABELS[field]}最多 {_SIZES[field]} 个字。")
    return words


def clean_all(values: Mapping[str, Any]) -> dict[str, str]:
    """Every fact of `values` cleaned; raises Invalid by field. The name may not be empty when it is given."""
    found: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field in FIELDS:
        if field not in values:
            continue
        try:
            found[field] = clean(field, str(values[field] or ""))
        except ValueError as error:
            errors[field] = str(error)
    if found.get("name") == "":
        errors["name"] = "请填姓名。"
    if errors:
        raise Invalid(errors)
    return found


def words(field: str, value: str) -> str:
    """A stored fact as people read it."""
    if field == "title":
        return TITLES.label(value)
    if field == "skill_grade":
        return SKILL_GRADES.label(value)
    return _LISTS[field].label(value) if field in _LISTS else value


def _birth(text: str) -> str:
    if reason := dates.problem(text):
        raise ValueError(f"{reason}。")
    iso = dates.parse_loose(text) or ""
    today = datetime.date.today()  # noqa: DTZ011 - a birth month needs no time zone
    if not today.year - 120 <= int(iso[:4]) <= today.year - 10:
        raise ValueError(f"“{text[:20]}”不像是出生年月，请核对。")
    return iso
