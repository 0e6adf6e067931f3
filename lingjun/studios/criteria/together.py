"""What the checks read of one studio, in one statement: rows of many tables, each as a JSON array, UNION ALL.

Compiling a dozen queries costs more than answering them. The SQL depends on nothing but the studio's key, so it is
written once per process. Rows become what the reader of `facts` would have found; a field that is not named in `lines`
or `rows_of` stays deferred, so nothing is ever made up.
"""

from __future__ import annotations

import dataclasses
import datetime
import functools
import json
import operator
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any, Final

from django.db import connection
from django.db.models import CharField, DateTimeField, DecimalField, Field, Model, QuerySet, Value
from django.db.models.functions import JSONArray

from lingjun.studios.criteria.registry import Subject

STUDIO: Final = -7_000_001
"""Stands for the studio's key in the statement."""
Row = list[Any]


@dataclasses.dataclass(frozen=True, slots=True)
class Part:
    """A reader, the rows it reads, the columns of a row, and what it makes of all rows."""

    reader: Callable[[Subject], Any]
    rows: Callable[[int], QuerySet[Any]]
    names: tuple[str, ...]
    made: Callable[[Subject, list[Row]], Any]


PARTS: list[Part] = []


def rows_of(
    reader: Callable[[Subject], Any],
    rows: Callable[[int], QuerySet[Any]],
    names: str,
    made: Callable[[Subject, list[Row]], Any] | None = None,
) -> None:
    """Register a reader of plain rows; `rows` of a studio's key, `names` of the columns."""
    PARTS.append(Part(reader, rows, tuple(names.split()), made or (lambda _, found: list(map(tuple, found)))))


def lines_of(reader: Callable[[Subject], Any], rows: Callable[[], QuerySet[Any]], names: str) -> None:
    """Register a reader of all the studio's objects in their model's order; `leader__name` fills in the related one."""
    model = rows().model
    columns = ("pk", *names.split())
    PARTS.append(
        Part(reader, lambda pk: rows().filter(studio_id=pk), columns, lambda _, found: _objects(model, columns, found))
    )


def gather(subject: Subject) -> None:
    """Fill the subject's memory with what is registered here; no query when it is there already."""
    if all(part.reader in subject.memo for part in PARTS):
        return
    sql, params, shapes = _statement()
    found: list[list[Row]] = [[] for _ in PARTS]
    with connection.cursor() as cursor:
        cursor.execute(sql, [subject.studio.pk if param == STUDIO else param for param in params])
        for place, text in cursor.fetchall():
            row = json.loads(text, parse_float=Decimal)
            found[int(place)].append([_value(field, one) for field, one in zip(shapes[int(place)], row, strict=True)])
    for part, rows in zip(PARTS, found, strict=True):
        subject.memo.setdefault(part.reader, part.made(subject, rows))


Shape = tuple["Field[Any, Any]", ...]


@functools.cache
def _statement() -> tuple[str, tuple[Any, ...], tuple[Shape, ...]]:
    """The SQL, its parameters, and the fields of each part's columns."""
    parts = [
        part.rows(STUDIO).order_by().select_related(None).defer(None).values_list(
            Value(str(place), CharField()), JSONArray(*part.names)
        )
        for place, part in enumerate(PARTS)
    ]  # fmt: skip
    sql, params = parts[0].union(*parts[1:], all=True).query.sql_with_params()
    shapes = tuple(
        tuple(_field(part.rows(STUDIO).model, name) for name in part.names) for part in PARTS
    )  # fmt: skip
    return sql, params, shapes


def _field(model: Any, path: str) -> Field[Any, Any]:
    *steps, last = path.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    field: Field[Any, Any] = model._meta.pk if last == "pk" else model._meta.get_field(last)
    return field


def _value(field: Field[Any, Any], value: Any) -> Any:
    """As the field reads it from the database: JSON knows neither days nor amounts."""
    if value is None:
        return None
    if isinstance(field, DecimalField):
        return Decimal(value).quantize(Decimal(1).scaleb(-(field.decimal_places or 0)))
    if isinstance(field, DateTimeField):
        moment = datetime.datetime.fromisoformat(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=datetime.UTC)
    return field.to_python(value)


def _objects(model: type[Model], names: Sequence[str], rows: list[Row]) -> list[Any]:
    own = [(place, _field(model, name).attname) for place, name in enumerate(names) if "__" not in name]
    related: dict[str, list[tuple[int, str]]] = {}
    for place, name in enumerate(names):
        if "__" in name:
            key, _, column = name.partition("__")
            related.setdefault(key, []).append((place, column))
    found = [_object(model, own, related, row) for row in rows]
    for name in map(str, reversed(model._meta.ordering or ())):
        found.sort(key=operator.attrgetter(name.removeprefix("-")), reverse=name.startswith("-"))
    return found


def _object(model: Any, own: list[tuple[int, str]], related: dict[str, list[tuple[int, str]]], row: Row) -> Any:
    one = _loaded(model, {name: row[place] for place, name in own})
    for key, columns in related.items():
        field = model._meta.get_field(key)
        pk, other = getattr(one, field.attname), field.related_model
        values = {other._meta.pk.attname: pk, **{name: row[place] for place, name in columns}}
        setattr(one, key, None if pk is None else _loaded(other, values))
    return one


def _loaded(model: Any, values: dict[str, Any]) -> Any:
    names = [field.attname for field in model._meta.concrete_fields if field.attname in values]
    return model.from_db(connection.alias, names, [values[name] for name in names])
