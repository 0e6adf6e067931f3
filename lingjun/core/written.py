"""A statement whose words are always the same but for a few keys: written once per process, then only asked.

Writing a query with subqueries costs several times what answering it does. It is written with stand-ins for its keys
(a person, a studio, a day); each question puts the keys of the hour in their places.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Mapping
from typing import Any, Final, Generic, TypeVar

from django.db import connection, models

Key = int | datetime.date
Line = TypeVar("Line", bound=models.Model)
_FIRST: Final = 32_000


def number(place: int) -> int:
    """A stand-in for a number: one that no condition holds and that every column of numbers can."""
    return _FIRST + place


def day(place: int) -> datetime.date:
    """A stand-in for a day."""
    return datetime.date(1, 1, place)


@dataclasses.dataclass(frozen=True, slots=True)
class Written:
    """SQL, its parameters, and which of them are stand-ins."""

    sql: str
    params: tuple[Any, ...]
    places: tuple[tuple[int, Key], ...]

    @classmethod
    def of(cls, rows: models.QuerySet[Any, Any], keys: Mapping[Key, Key]) -> Written:
        """`keys`: every stand-in the rows were written with, and what it stands for now."""
        sql, params = rows.query.sql_with_params()
        stand_ins = {_adapted(key): key for key in keys}
        places = tuple(
            (place, stand_ins[one])
            for place, one in enumerate(params)
            if isinstance(one, int | str | datetime.date) and one in stand_ins
        )
        return cls(sql, tuple(params), places)

    def params_for(self, keys: Mapping[Key, Key]) -> list[Any]:
        params = list(self.params)
        for place, stand_in in self.places:
            params[place] = _adapted(keys[stand_in])
        return params


class Once(Generic[Line]):
    """Objects of one model with their annotations, without related ones."""

    def __init__(self, write: Callable[[], models.QuerySet[Line]]) -> None:
        self._write = write
        self._known: tuple[type[Line], Written] | None = None

    def ask(self, keys: Mapping[Key, Key]) -> list[Line]:
        if self._known is None:
            rows = self._write()
            self._known = rows.model, Written.of(rows, keys)
        model, written = self._known
        return list(model._default_manager.raw(written.sql, written.params_for(keys)))


def _adapted(key: Key) -> Any:
    """As the database takes it as a parameter."""
    return connection.ops.adapt_datefield_value(key) if isinstance(key, datetime.date) else key
