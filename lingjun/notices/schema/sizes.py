"""How long, how large, how far away: what cases, lists and papers made from a notice can hold, on every database."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from .content import NoticeContent
from .mistakes import Mistake, Path

_LONGEST: Final[dict[tuple[str, ...], int]] = {
    ("slug",): 50,
    ("heading", "number"): 50,
    ("heading", "title"): 200,
    ("wording", "name_suffix"): 40,
    ("evidence", "key"): 40,
    **{("steps", name): 40 for name in ("name", "waiting_label", "applicant_label", "done_label", "action_label")},
    ("steps", "opinion_box"): 20,
    **{("statuses", name): 40 for name in ("draft", "returned", "in_review", "in_publicity", "named", "refused")},
    ("statuses", "withdrawn"): 40,
}
"""Characters by the last named parts of a path: columns of cases, steps, attachments."""

_STEP_KEY: Final = re.compile(r"[a-z][a-z_]{0,29}")
_TAKEN: Final = frozenset({"draft", "returned", "withdrawn", "rejected", "named", "held"})
"""States a case may rest in; a step of that name could not be told apart."""

_MOST_DAYS: Final = 366
_MOST: Final = 100_000_000
_YEARS: Final = range(1949, 2101)
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def find_sizes(content: NoticeContent) -> Iterator[Mistake]:
    """Mistakes of size, one for each leaf."""
    for path, value in walk(content, ()):
        names = tuple(part for part in path if isinstance(part, str))
        if isinstance(value, str):
            yield from _text(path, names, value)
        elif isinstance(value, date):
            if value.year not in _YEARS:
                yield Mistake(path, f"年份应在 {_YEARS[0]} 到 {_YEARS[-1]} 之间，现在是 {value.year}")
        elif isinstance(value, int):
            most = _MOST_DAYS if names[-2:] == ("steps", "days") else _MOST
            if value > most:
                yield Mistake(path, f"“{names[-1]}”最大 {most}")


def walk(value: Any, path: Path) -> Iterator[tuple[Path, Any]]:
    """Every leaf with its path."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from walk(getattr(value, field.name), (*path, field.name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from walk(item, (*path, index))
    else:
        yield path, value


def _text(path: Path, names: tuple[str, ...], value: str) -> Iterator[Mistake]:
    most = _LONGEST.get(names[-2:]) or _LONGEST.get(names)
    if most is not None and len(value) > most:
        yield Mistake(path, f"最多 {most} 个字，现在 {len(value)} 个")
    if _CONTROL.search(value):
        yield Mistake(path, "里面有不能印的控制字符")
    if names[-2:] == ("steps", "key") and (not _STEP_KEY.fullmatch(value) or value in _TAKEN):
        yield Mistake(path, f"环节标识用 30 个以内的小写字母和下划线，不能是 {'、'.join(sorted(_TAKEN))}")
