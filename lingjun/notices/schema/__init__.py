"""A notice read from TOML or from a stored version: typed, checked, refused with line and reason."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import re
import tomllib
from datetime import date
from typing import Any

from .checks import find_mistakes
from .content import (
    Archive,
    Box,
    CheckRule,
    Clause,
    Commendation,
    Criterion,
    Duty,
    EvidenceRule,
    Exhibition,
    Flow,
    Heading,
    Imprint,
    Line,
    NoticeContent,
    Option,
    PaperForm,
    Parameter,
    Scope,
    Statuses,
    Step,
    Target,
    Wording,
)
from .decode import BROKEN, read, to_plain
from .lines import Lines
from .mistakes import Mistake, NoticeMistake

__all__ = [
    "Archive",
    "Box",
    "CheckRule",
    "Clause",
    "Commendation",
    "Criterion",
    "Duty",
    "EvidenceRule",
    "Exhibition",
    "Flow",
    "Heading",
    "Imprint",
    "Line",
    "Mistake",
    "NoticeContent",
    "NoticeMistake",
    "Option",
    "PaperForm",
    "Parameter",
    "Scope",
    "Statuses",
    "Step",
    "Target",
    "Wording",
    "digest",
    "from_data",
    "parse",
    "shift_years",
    "to_data",
]

_WHERE = re.compile(r"\(at line (\d+), column (\d+)\)|\(at end of document\)")


def parse(text: str) -> NoticeContent:
    """The notice in a TOML text. Raises `NoticeMistake` with the line (from 1) and the reason in Chinese."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise NoticeMistake([_syntax(str(error), text)]) from None
    try:
        return from_data(data)
    except NoticeMistake as refused:
        lines = Lines(text)
        placed = [dataclasses.replace(mistake, line=lines.of(mistake.path)) for mistake in refused.mistakes]
        raise NoticeMistake(placed) from None


def from_data(data: dict[str, Any]) -> NoticeContent:
    """The notice in plain data (a parsed TOML or `NoticeVersion.content`). Mistakes have a path and line 0."""
    mistakes: list[Mistake] = []
    content = read(NoticeContent, data, (), mistakes)
    if content is not BROKEN:
        find_mistakes(content, mistakes)
    if mistakes:
        raise NoticeMistake(mistakes)
    return content


def to_data(content: NoticeContent) -> dict[str, Any]:
    """JSON-able data; `from_data(to_data(content)) == content`."""
    return to_plain(content)


def digest(content: NoticeContent) -> str:
    """SHA-256 over the decisions, not over blanks and comments of a file: the same decisions make no new version."""
    canonical = json.dumps(to_data(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def shift_years(content: NoticeContent, years: int) -> NoticeContent:
    """The same notice `years` later: every date, first commendation year and year in words and number moves along.

    For demonstrations only: a notice file has fixed dates, a demo city is always of today.
    """
    words = {str(year): str(year + years) for year in range(1990, 2100)}
    pattern = re.compile(r"(?<!\d)(?:19[9]\d|20\d\d)(?!\d)")
    moved = _shifted(to_data(content), years, lambda text: pattern.sub(lambda found: words[found.group()], text))
    return from_data(moved)


def _shifted(value: Any, years: int, shift_words: Any, key: str = "") -> Any:
    if isinstance(value, dict):
        return {name: _shifted(item, years, shift_words, name) for name, item in value.items()}
    if isinstance(value, list):
        return [_shifted(item, years, shift_words, key) for item in value]
    if isinstance(value, str):
        try:
            return _later(date.fromisoformat(value), years).isoformat()
        except ValueError:
            return shift_words(value)
    return value + years if key == "first_year" else value


def _later(day: date, years: int) -> date:
    """29 February of a year that has none becomes the 28th."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def _syntax(message: str, text: str) -> Mistake:
    """tomllib's English as a line and a Chinese reason."""
    found = _WHERE.search(message)
    line = int(found.group(1)) if found and found.group(1) else max(1, len(text.splitlines()))
    reason = "这里不合 TOML 写法"
    for english, chinese in (
        ("Invalid date", "日期不存在，请写成 2012-12-31"),
        ("Cannot overwrite a value", "同一项写了两次"),
        ("Cannot declare", "同一组写了两次"),
        ("Cannot mutate", "同一项写了两次"),
        ("Unterminated string", "文字没有结束的引号"),
        ("Illegal character", "文字没有结束的引号，或有不能用的字符"),
        ("Expected '=' after a key", "项名后面应是等号"),
        ("Invalid value", "等号后面的值写错了，文字要加英文引号"),
        ("Unclosed array", "一列没有结束的方括号"),
    ):
        if message.startswith(english):
            reason = chinese
            break
    if found and found.group(2):
        reason = f"{reason}（第 {found.group(2)} 列）"
    return Mistake((), reason, line)
