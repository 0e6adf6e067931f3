"""Plain data (from TOML or JSON) to dataclasses and back, collecting every mistake instead of stopping at the first."""

from __future__ import annotations

import dataclasses
import functools
import types
import typing
from datetime import date
from typing import Any, Final

from .mistakes import Mistake, Path

_WORDS: Final = {str: "文字", int: "整数", bool: "true 或 false", date: "日期（如 2012-12-31）"}


class Broken:
    """Stands for a value that could not be read; its mistake is already recorded."""


BROKEN: Final = Broken()


def read(wanted: Any, value: object, path: Path, mistakes: list[Mistake]) -> Any:
    """`value` as the type `wanted` (str, int, bool, date, X | None, tuple[X, ...] or a dataclass), or BROKEN."""
    if dataclasses.is_dataclass(wanted):
        return _record(wanted, value, path, mistakes)
    origin = typing.get_origin(wanted)
    if origin is tuple:
        return _list(typing.get_args(wanted)[0], value, path, mistakes)
    if origin is types.UnionType:
        inner = next(argument for argument in typing.get_args(wanted) if argument is not type(None))
        return None if value is None else read(inner, value, path, mistakes)
    return _plain(wanted, value, path, mistakes)


def _plain(wanted: type, value: object, path: Path, mistakes: list[Mistake]) -> Any:
    if wanted is date:
        day = _day(value)
        if day is not None:
            return day
    elif type(value) is wanted:
        if isinstance(value, str) and not value.strip() and path[-1] not in _MAY_BE_EMPTY:
            mistakes.append(Mistake(path, f"“{path[-1]}”不能为空"))
            return BROKEN
        return value
    mistakes.append(Mistake(path, f"“{_name(path)}”应是{_WORDS[wanted]}，现在是 {_shown(value)}"))
    return BROKEN


#: An opinion box or a clause's text may be missing on purpose.
_MAY_BE_EMPTY: Final = {"opinion_box", "text", "heading", "unit"}


def _day(value: object) -> date | None:
    """A TOML date, or the ISO text a stored version keeps."""
    if type(value) is date:
        return value
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return None


def _list(wanted: Any, value: object, path: Path, mistakes: list[Mistake]) -> Any:
    if not isinstance(value, list | tuple):
        mistakes.append(Mistake(path, f"“{_name(path)}”应是一列，现在是 {_shown(value)}"))
        return BROKEN
    items = [read(wanted, item, (*path, index), mistakes) for index, item in enumerate(value)]
    return BROKEN if any(item is BROKEN for item in items) else tuple(items)


def _record(wanted: Any, value: object, path: Path, mistakes: list[Mistake]) -> Any:
    if not isinstance(value, dict):
        mistakes.append(Mistake(path, f"“{_name(path)}”应是一组，现在是 {_shown(value)}"))
        return BROKEN
    kinds = _fields(wanted)
    mistakes.extend(Mistake((*path, key), f"不认识的项“{key}”") for key in value if key not in kinds)
    ready: dict[str, Any] = {}
    for field in dataclasses.fields(wanted):
        if field.name in value:
            ready[field.name] = read(kinds[field.name], value[field.name], (*path, field.name), mistakes)
        elif field.default is dataclasses.MISSING:
            mistakes.append(Mistake(path, f"缺少“{field.name}”"))
            ready[field.name] = BROKEN
    broken = any(item is BROKEN for item in ready.values())
    return BROKEN if broken else wanted(**ready)


@functools.cache
def _fields(wanted: Any) -> dict[str, Any]:
    return typing.get_type_hints(wanted)


def to_plain(value: Any) -> Any:
    """JSON-able inverse of `read`: dates become ISO text, tuples lists, None and defaults stay written out."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, tuple):
        return [to_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return value


def _name(path: Path) -> str:
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else "全文"


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return "一组"
    if isinstance(value, list | tuple):
        return "一列"
    words = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)
    return f"“{str(words)[:30]}”"
