"""Words in a search column, found from an index on both databases, two Chinese characters or three letters at a time.

Neither FTS5's trigrams nor pg_trgm find words of two characters, which is what people type. So a column is cut at
every character into a gram: that character and the next, or for letters and digits it and the next two. SQLite keeps
the grams in an FTS5 table beside the model's, filled by triggers; PostgreSQL in a GIN index over a function. The
column itself is always asked too (`has`), so that the index never decides what is found, only how fast. A model
without such a column is searched in several of its own, read as one text in small letters (`searched_in`).

`migrate` makes what is missing (`install`), so a copied or altered table heals by itself.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

from django.db import connection, models, transaction
from django.db.models import CharField, Exists, F, Func, Lookup, OuterRef, Q, QuerySet
from django.db.models.expressions import RawSQL

from lingjun.core.text import squeeze

Row = TypeVar("Row", bound=models.Model)
FEW: Final = 10_000
"""Up to so many rows are taken from the index; a word in more of them is soon met in any order."""
COMMON: Final = 300
"""How many rows of such a word are counted and paged through."""
COLUMN: Final = "search_key"
MODELS: dict[type[models.Model], tuple[str, ...]] = {}
"""The columns words are looked for in."""
RARE: dict[type[models.Model], int] = {}
"""Models of so many rows that fewer than FEW are taken from the index."""


def searched(model: type[Row]) -> type[Row]:
    """Class decorator: keep an index over the model's `search_key`."""
    MODELS[model] = (COLUMN,)
    return model


def searched_in(*columns: str, few: int = FEW) -> Callable[[type[Row]], type[Row]]:
    """Class decorator: keep an index over these columns, none of which may be null."""

    def keep(model: type[Row]) -> type[Row]:
        MODELS[model] = columns
        RARE[model] = few
        return model

    return keep


class Text(Func):
    """The columns as one text. A word has no blank, so it lies within one of them."""

    template = "lower(%(expressions)s)"
    arg_joiner = " || ' ' || "
    output_field = CharField()


def _text(model: type[models.Model], prefix: str = "") -> str:
    """The same in SQL. `prefix`: "new." in a trigger."""
    columns = [f'{prefix}"{column}"' for column in MODELS[model]]
    return columns[0] if len(columns) == 1 else Text.template % {"expressions": Text.arg_joiner.join(columns)}


def grams(word: str) -> list[str]:
    """The grams any text holding the word must hold; [] for a word too short to say."""
    found = []
    for place, letter in enumerate(word):
        gram = word[place : place + (3 if letter.isascii() else 2)]
        if len(gram) == (3 if letter.isascii() else 2) and gram.isalnum():
            found.append(gram)
    return list(dict.fromkeys(found))


Narrowed = Mapping[type[models.Model], Q | None]
"""What narrows the rows of a model by the index; None for a word so common that the index does not help."""


def narrowed_together(searched_models: Sequence[type[models.Model]], words: str) -> Narrowed:
    """For a search of several models by the same words: one query instead of one for each."""
    parts = squeeze(words).lower().split()
    wanted = _wanted(parts)
    return _from_index(searched_models, wanted) if wanted else {}


def _wanted(parts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(gram for part in parts for gram in grams(part)))


def matching(
    rows: QuerySet[Row], words: str, *, through: str = "", narrowed: Narrowed | None = None
) -> QuerySet[Row]:  # fmt: skip
    """Rows whose search column holds every word. `through`: the key that leads to the searched model ("studio").
    `narrowed`: what `narrowed_together` has found for these words.

    One short query is made at once, which tells whether the index helps; `is_common` knows when it does not. A single
    character has no gram: in a large table it is taken for a common word.
    """
    parts = squeeze(words).lower().split()
    if not parts:
        return rows
    model: Any = rows.model._meta.get_field(through).related_model if through else rows.model
    held, selective = Q(), False
    for part in parts:
        held &= _has(model, part)
    wanted = _wanted(parts)
    if wanted and model in MODELS:
        by_index = (narrowed if narrowed is not None else _from_index([model], wanted))[model]
        if by_index is None:
            # A query's own attributes go along with its copies.
            rows.query.is_common = True  # type: ignore[attr-defined]
        else:
            held, selective = held & by_index, bool(by_index)
    elif model in MODELS and narrowed is None and _is_large(model):
        rows.query.is_common = True  # type: ignore[attr-defined]
    matched = model._default_manager.filter(held)
    if selective and connection.vendor == "postgresql":
        return rows.filter(Among(F(through or "pk"), matched.order_by().values("pk")))
    if not through:
        return rows.filter(held)
    if is_common(rows):
        # Along the order of the rows asked for, looking at each: the next hit is never far.
        return rows.filter(Exists(matched.filter(pk=OuterRef(through))))
    return rows.filter(**{f"{through}__in": matched.values("pk")})


def _from_index(searched_models: Sequence[type[models.Model]], wanted: list[str]) -> Narrowed:
    if connection.vendor == "postgresql":
        return {model: _by_estimate(model, wanted, *of) for model, of in estimates(searched_models, wanted).items()}
    found = keys(searched_models, wanted)
    return {
        model: None
        if len(ids) > few(model)
        else Q(pk__in=RawSQL("SELECT value FROM json_each(%s)", (json.dumps(ids),)))
        for model, ids in found.items()
    }


def _by_estimate(model: type[models.Model], wanted: list[str], count: int, by_index: bool) -> Q | None:
    """A small table nearly all of whose rows hold the grams is read as it stands."""
    if count > few(model):
        return None
    return _holds(model, wanted) if by_index else Q()


def _is_large(model: type[models.Model]) -> bool:
    """More rows than are taken from the index; counted no further."""
    rows: Any = model._default_manager.order_by()[: few(model) + 1]
    return bool(rows.count() > few(model))


def few(model: type[models.Model]) -> int:
    """Up to so many of its rows are taken from the index."""
    return min(FEW, RARE.get(model, FEW))


def _has(model: type[models.Model], word: str) -> Q:
    columns = MODELS.get(model, (COLUMN,))
    return Q(**{f"{columns[0]}__has": word}) if len(columns) == 1 else Q(Has(Text(*columns), word))


def _holds(model: type[models.Model], wanted: list[str]) -> Q:
    columns = MODELS[model]
    return Q(**{f"{columns[0]}__holds": wanted}) if len(columns) == 1 else Q(Holds(Text(*columns), wanted))


def is_common(rows: QuerySet[Any]) -> bool:
    """Whether `matching` met a word that very many rows hold: they are counted up to COMMON only."""
    return getattr(rows.query, "is_common", False)


@CharField.register_lookup
class Has(Lookup):
    """`search_key__has="word"`: contains, by letters as they stand; several times as fast as LIKE on SQLite."""

    lookup_name = "has"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        function = "instr" if connection.vendor == "sqlite" else "strpos"
        return f"{function}({column}, %s) > 0", [*params, str(self.rhs)]


@CharField.register_lookup
class Holds(Lookup):
    """`search_key__holds=[grams]`, on PostgreSQL: answered by the index `install` makes."""

    lookup_name = "holds"
    prepare_rhs = False

    def get_db_prep_lookup(self, value: Any, connection: Any) -> Any:
        del connection
        return "%s", [list(value)]

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"lingjun_grams({column}) @> %s::text[]", [*params, list(self.rhs)]


class Among(Lookup):
    """`Among(F("studio"), keys)`, on PostgreSQL: the keys are found first, by the index, and the rows by them.

    Left to choose it may walk along the order of the rows, all 200,000 of them for a word that few hold.
    """

    lookup_name = "among"

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        column, params = self.process_lhs(compiler, connection)
        keys, more = self.process_rhs(compiler, connection)
        return f"{column} = ANY(ARRAY{keys})", [*params, *more]


def estimates(
    searched_models: Sequence[type[models.Model]], wanted: list[str]
) -> dict[type[models.Model], tuple[int, bool]]:  # fmt: skip
    """Of each model how many rows PostgreSQL expects to hold all grams, and whether it would ask the index for them.

    It looks into its statistics, not into the tables. One query: each model is a part of its own of one plan.
    """
    parts = []
    for model in searched_models:
        table = connection.ops.quote_name(model._meta.db_table)
        parts.append(f"ARRAY(SELECT 1 FROM {table} WHERE lingjun_grams({_text(model)}) @> %s::text[])")  # noqa: S608 - a table of ours
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN (FORMAT JSON) SELECT {', '.join(parts)}", [wanted] * len(parts))
        found = cursor.fetchone()[0]
    plans = (json.loads(found) if isinstance(found, str) else found)[0]["Plan"]["Plans"]
    # Several processes may look together: what they do stands below the node that gathers it.
    return {
        model: (int(plan["Plan Rows"]), "Bitmap" in json.dumps(plan))
        for model, plan in zip(searched_models, plans, strict=True)
    }


def keys(searched_models: Sequence[type[models.Model]], wanted: list[str]) -> dict[type[models.Model], list[int]]:
    """Keys of the rows that hold all grams, of each model at most `few` and one. One query. For SQLite."""
    words, parts = " AND ".join(f'"{gram}"' for gram in wanted), []
    params: list[int | str] = []
    for place, model in enumerate(searched_models):
        name = connection.ops.quote_name(f"{model._meta.db_table}_grams")
        parts.append(f"SELECT * FROM (SELECT %s, rowid FROM {name} WHERE {name} MATCH %s LIMIT %s)")  # noqa: S608 - a table of ours
        params += [place, words, few(model) + 1]
    found: dict[type[models.Model], list[int]] = {model: [] for model in searched_models}
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(parts), params)
        for place, pk in cursor.fetchall():
            found[searched_models[place]].append(pk)
    return found


def install(**_: Any) -> None:
    """Make tables, triggers and indexes that are not there, and fill them. Called after each `migrate`."""
    for model in MODELS:
        if connection.vendor == "sqlite":
            _install_sqlite(model)
        elif connection.vendor == "postgresql":
            _install_postgresql(model)


def uninstall() -> None:
    """Before very many rows are written at once; `install` fills anew."""
    with connection.cursor() as cursor:
        for model in MODELS:
            table = model._meta.db_table
            if connection.vendor == "sqlite":
                for name in _TRIGGERS:
                    cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_grams_{name}"')
            else:
                cursor.execute(f'DROP INDEX IF EXISTS "{table}_grams"')


_CUT: Final = (
    "(WITH RECURSIVE place(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM place WHERE i < length({text}))"
    " SELECT group_concat(substr({text}, i, CASE WHEN unicode(substr({text}, i, 1)) < 128 THEN 3 ELSE 2 END), ' ')"
    " FROM place)"
)
_ADD: Final = 'INSERT INTO "{table}_grams"(rowid, grams) SELECT new."id", ' + _CUT + ";"
_DROP: Final = 'DELETE FROM "{table}_grams" WHERE rowid = old."id";'
_TRIGGERS: Final = {
    "added": ("AFTER INSERT", _ADD),
    "changed": ("AFTER UPDATE OF {columns}", f"{_DROP} {_ADD}"),
    "removed": ("AFTER DELETE", _DROP),
}


@transaction.atomic
def _install_sqlite(model: type[models.Model]) -> None:
    """Whole or not at all: a half-filled index would hide rows."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE name LIKE %s OR name = %s", [f"{table}_grams%", table])
        there = {row[0] for row in cursor.fetchall()}
        if table not in there or {f"{table}_grams", *(f"{table}_grams_{name}" for name in _TRIGGERS)} <= there:
            return
        cursor.execute(f'DROP TABLE IF EXISTS "{table}_grams"')
        cursor.execute(
            f'CREATE VIRTUAL TABLE "{table}_grams" USING fts5'
            '(grams, detail = none, columnsize = 0, tokenize = "unicode61 remove_diacritics 0")'
        )
        columns = ", ".join(f'"{column}"' for column in MODELS[model])
        for name, (moment, body) in _TRIGGERS.items():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{table}_grams_{name}"')
            when = moment.format(columns=columns)
            what = body.format(table=table, text=_text(model, "new."))
            cursor.execute(f'CREATE TRIGGER "{table}_grams_{name}" {when} ON "{table}" BEGIN {what} END')
    _fill(model)


def _fill(model: type[models.Model]) -> None:
    """All rows, a few thousand at a time: cut here, which is many times faster than the triggers do it."""
    table = model._meta.db_table
    add = f'INSERT INTO "{table}_grams"(rowid, grams) VALUES (%s, %s)'  # noqa: S608 - a table of ours
    some = f'SELECT "id", {_text(model)} FROM "{table}" WHERE "id" > %s ORDER BY "id" LIMIT 5000'  # noqa: S608 - the same
    last = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(some, [last])
            rows = cursor.fetchall()
            if not rows:
                return
            last = rows[-1][0]
            cursor.executemany(add, [(pk, cut(text)) for pk, text in rows])


def cut(text: str) -> str:
    """What the triggers make of a column: the gram at every character."""
    return " ".join(text[at : at + (3 if letter.isascii() else 2)] for at, letter in enumerate(text))


_FUNCTION: Final = """
CREATE OR REPLACE FUNCTION lingjun_grams(text) RETURNS text[]
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE COST 100000 AS $$
    SELECT array_agg(
        DISTINCT letter || coalesce(next, '') || CASE WHEN ascii(letter) < 128 THEN coalesce(third, '') ELSE '' END
    )
    FROM (
        SELECT letter, lead(letter) OVER line AS next, lead(letter, 2) OVER line AS third
        FROM unnest(string_to_array($1, NULL)) WITH ORDINALITY AS cut(letter, place) WINDOW line AS (ORDER BY place)
    ) AS threes
$$"""
"""Its cost is told high: it must never be asked row by row along another index, which a LIMIT seems to make cheap."""


def _install_postgresql(model: type[models.Model]) -> None:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s), to_regclass(%s)", [table, f"{table}_grams"])
        there, index = cursor.fetchone()
        if there is None:
            return
        cursor.execute(_FUNCTION)
        if index is not None:
            return
        cursor.execute(f'CREATE INDEX "{table}_grams" ON "{table}" USING gin (lingjun_grams({_text(model)}))')
        # What `estimates` reads of a table that has rows already.
        cursor.execute(f'ANALYZE "{table}"')
