"""Rows of many tables in one statement, each row as a JSON array, UNION ALL.

Writing a dozen queries costs more than answering them, and so does planning their joins. A gathering is written once
(`written`). Rows come as the fields would have read them; what is not named stays deferred.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    DecimalField,
    Field,
    JSONField,
    Model,
    QuerySet,
    Value,
)
from django.db.models.functions import JSONArray

from lingjun.core.written import Key, Written

Row = list[Any]
_DECODE: Final = json.JSONDecoder(parse_float=Decimal).decode


@dataclasses.dataclass(frozen=True, slots=True)
class Lines:
    """Columns of some rows: fields of the model, of a related one (`leader__name`), annotations.

    Rows of several tables where these name the columns alike. Their order is lost.
    """

    names: tuple[str, ...]
    rows: Sequence[QuerySet[Any]]


class Gathering:
    """One statement over several `Lines`, written by `write` when it is first asked."""

    def __init__(self, write: Callable[[], Sequence[Lines]]) -> None:
        self._write = write
        self._written: tuple[Written, tuple[Readers, ...]] | None = None

    def ask(self, keys: Mapping[Key, Key]) -> list[list[Row]]:
        """The rows of each `Lines`, in their order. `keys`: what to put in place of each stand-in."""
        written, readers = self._written = self._written or _written(self._write(), keys)
        found: list[list[Row]] = [[] for _ in readers]
        with connection.cursor() as cursor:
            cursor.execute(written.sql, written.params_for(keys))
            for part, text in cursor.fetchall():
                row = _DECODE(text)
                for column, read in readers[int(part)]:
                    if row[column] is not None:
                        row[column] = read(row[column])
                found[int(part)].append(row)
        return found


Reader = Callable[[Any], Any]
Readers = tuple[tuple[int, Reader], ...]
"""The columns that JSON does not know, and what makes of them what the field would have read."""


def _written(parts: Sequence[Lines], keys: Mapping[Key, Key]) -> tuple[Written, tuple[Readers, ...]]:
    first, *rest = [
        _whole(rows).values_list(Value(str(place), CharField()), JSONArray(*part.names))
        for place, part in enumerate(parts)
        for rows in part.rows
    ]  # fmt: skip
    return Written.of(first.union(*rest, all=True), keys), tuple(map(_readers, parts))


def _whole(rows: QuerySet[Any]) -> QuerySet[Any]:
    """In no order, and without what only objects need."""
    rows = rows.order_by()
    rows = rows.select_related(None) if rows.query.select_related else rows
    return rows.defer(None) if rows.query.deferred_loading[0] else rows


def _readers(part: Lines) -> Readers:
    rows = part.rows[0]
    known = rows.query.annotations
    fields = [known[name].output_field if name in known else field_of(rows.model, name) for name in part.names]
    return tuple((place, read) for place, field in enumerate(fields) if (read := _reader(field)))


def _reader(field: Field[Any, Any]) -> Reader | None:
    """What makes of a JSON value what the field reads from the database; None where they are the same."""
    if isinstance(field, DecimalField):
        return functools.partial(_amount, Decimal(1).scaleb(-(field.decimal_places or 0)))
    if isinstance(field, DateTimeField):
        return _moment
    if isinstance(field, DateField):
        return datetime.date.fromisoformat
    if isinstance(field, JSONField):
        return _nested
    return bool if isinstance(field, BooleanField) else None


def _amount(exact: Decimal, value: Any) -> Decimal:
    return Decimal(value).quantize(exact)


def _moment(value: str) -> datetime.datetime:
    moment = datetime.datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)


def _nested(value: Any) -> Any:
    """SQLite keeps JSON as text."""
    return json.loads(value) if isinstance(value, str) else value


def field_of(model: Any, path: str) -> Field[Any, Any]:
    """The field a name like `leader__name` or `pk` leads to."""
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    field: Field[Any, Any] = model._meta.pk if last == "pk" else model._meta.get_field(last)
    return field


def objects(model: type[Model], names: tuple[str, ...], rows: Sequence[Row]) -> list[Any]:
    """Rows as objects of the model, in its order; `leader__name` fills in the related one, annotations are set."""
    made, order = _maker(model, names), _order(model, names)
    found = [made(row) for row in rows]
    for read, down in order:
        found.sort(key=read, reverse=down)
    return found


@functools.cache
def _order(model: type[Model], names: tuple[str, ...]) -> tuple[tuple[Reader, bool], ...]:
    """By what to sort, the last first, and whether downwards. Raises ValueError where the rows do not hold it."""
    asked = [(name.removeprefix("-"), name.startswith("-")) for name in map(str, model._meta.ordering or ())]
    if missing := [name for name, _ in asked if name not in {*names, "id"}]:
        raise ValueError(f"{model._meta.label} is sorted by {missing[0]}, which is not read")
    return tuple((operator.attrgetter(name), down) for name, down in reversed(asked))


@functools.cache
def _maker(model: type[Model], names: tuple[str, ...]) -> Callable[[Row], Any]:
    """What makes an object of a row."""
    known = {"pk", *(field.name for field in model._meta.concrete_fields)}
    own = {field_of(model, name).attname: place for place, name in enumerate(names) if name in known}
    extra = [(name, place) for place, name in enumerate(names) if name not in known and "__" not in name]
    keys = {name.partition("__")[0] for name in names if "__" in name}
    related = []
    for key in keys:
        field: Any = model._meta.get_field(key)
        columns = {name.partition("__")[2]: place for place, name in enumerate(names) if name.startswith(f"{key}__")}
        columns[field.related_model._meta.pk.attname] = own[field.attname]
        related.append((key, own[field.attname], _loader(field.related_model, columns)))
    load = _loader(model, own)

    def make(row: Row) -> Any:
        one = load(row)
        for name, place in extra:
            setattr(one, name, row[place])
        for key, place, load_related in related:
            setattr(one, key, None if row[place] is None else load_related(row))
        return one

    return make


def _loader(model: type[Model], columns: Mapping[str, int]) -> Callable[[Row], Any]:
    """An object as read from the database, of these columns (attname: place in the row)."""
    names = [field.attname for field in model._meta.concrete_fields if field.attname in columns]
    places = [columns[name] for name in names]
    return lambda row: model.from_db(connection.alias, names, [row[place] for place in places])
