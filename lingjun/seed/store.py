"""Writing many rows fast: indexes away, rows in bulk, indexes back. One way for each database, the same rows."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from lingjun.core import search_index

FULL: Final = 60_000
"""Rows kept before they are written: bounds the memory."""


class Table:
    """Rows of one model on their way. Columns that are not named take the model's default, so that a new column with
    a default needs no word here; one without is refused at once."""

    def __init__(self, store: Store, model: type[models.Model], names: str) -> None:
        self.store = store
        self.model = model
        given = names.split()
        fields = {field.attname: field for field in model._meta.concrete_fields}
        if unknown := set(given) - set(fields):
            raise ValueError(f"{model.__name__} has no column {', '.join(sorted(unknown))}")
        key = str(model._meta.pk.attname)
        self.has_id = key == "id" and isinstance(fields["id"], models.AutoField)
        rest = [name for name in fields if name not in given and not (self.has_id and name == "id")]
        self.columns = [str(fields[name].column) for name in (*(["id"] if self.has_id else []), *given, *rest)]
        self.tail = tuple(_default(fields[name]) for name in rest)
        self.rows: list[tuple[Any, ...]] = []
        last = model._default_manager.aggregate(last=models.Max("pk"))["last"] if self.has_id else 0
        self.last: int = last or 0
        self.written = 0

    def add(self, *values: Any) -> int:
        """One row in the order of the names; gives its id."""
        self.last += 1
        if self.has_id:
            self.rows.append((self.last, *values, *self.tail))
        else:
            self.rows.append((*values, *self.tail))
        return self.last


def _default(field: Any) -> Any:
    """What Django would store for a column nobody named, as plain text or number."""
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        now = timezone.now()
        return f"{now:%Y-%m-%d %H:%M:%S}" if isinstance(field, models.DateTimeField) else f"{now:%Y-%m-%d}"
    if not field.has_default() and not field.null and not field.empty_strings_allowed:
        raise ValueError(f"{field.model.__name__}.{field.attname} has no default: name it where rows are made")
    value = field.get_default()
    return json.dumps(value) if isinstance(field, models.JSONField) else value


class Store:
    """All tables being filled. `count` rows in all; `say` is told about it."""

    def __init__(self, say: Callable[[str], None]) -> None:
        self.say = say
        self.tables: list[Table] = []
        self.waiting = 0
        self.count = 0
        connection.ensure_connection()
        self.raw: Any = connection.connection
        self.sqlite = connection.vendor == "sqlite"
        self.later: list[str] = []

    def table(self, model: type[models.Model], names: str) -> Table:
        found = Table(self, model, names)
        self.tables.append(found)
        return found

    def begin(self) -> None:
        """Take away what slows writing down: secondary indexes, checks of foreign keys, waiting for the disk."""
        names = [table.model._meta.db_table for table in self.tables]
        search_index.uninstall()
        if self.sqlite:
            for pragma in ("foreign_keys=OFF", "journal_mode=OFF", "synchronous=OFF", "cache_size=-40000", "threads=1"):
                self.raw.execute(f"PRAGMA {pragma}")
            marks = ",".join("?" * len(names))
            query = (
                f"SELECT name, sql FROM sqlite_master WHERE type='index' AND sql IS NOT NULL AND tbl_name IN ({marks})"  # noqa: S608 - only question marks are put in
            )
            for name, sql in self.raw.execute(query, names).fetchall():
                self.raw.execute(f'DROP INDEX "{name}"')
                self.later.append(sql)
            return
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = off")
            cursor.execute("SET maintenance_work_mem = '128MB'")
            cursor.execute(
                "SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid) FROM pg_constraint"
                " WHERE contype = 'f' AND conrelid::regclass::text = ANY(%s)",
                [names],
            )
            for table, name, definition in cursor.fetchall():
                cursor.execute(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"')
                self.later.append(f'ALTER TABLE "{table}" ADD CONSTRAINT "{name}" {definition}')
            cursor.execute(
                "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = current_schema()"
                " AND tablename = ANY(%s) AND indexname NOT IN (SELECT conname FROM pg_constraint)",
                [names],
            )
            indexes = cursor.fetchall()
            for name, _ in indexes:
                cursor.execute(f'DROP INDEX "{name}"')
        self.later = [definition for _, definition in indexes] + self.later

    def breathe(self) -> None:
        """Write what waits when it is much. Call it after each studio."""
        waiting = sum(len(table.rows) for table in self.tables)
        if waiting >= FULL:
            self.flush()

    def flush(self) -> None:
        """Write everything that waits."""
        if self.sqlite:
            self.raw.execute("BEGIN")
        for table in self.tables:
            if table.rows:
                self._write(table.model._meta.db_table, table.columns, table.rows)
                self.count += len(table.rows)
                table.written += len(table.rows)
                table.rows.clear()
        if self.sqlite:
            self.raw.execute("COMMIT")

    def _write(self, name: str, columns: Sequence[str], rows: Iterable[tuple[Any, ...]]) -> None:
        listed = ", ".join(f'"{column}"' for column in columns)
        if self.sqlite:
            marks = ", ".join("?" * len(columns))
            self.raw.executemany(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', rows)  # noqa: S608 - names of columns
            return
        with self.raw.cursor() as cursor, cursor.copy(f'COPY "{name}" ({listed}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)

    def end(self) -> None:
        """Put back indexes, constraints, sequences and settings, and let the planner look at the tables."""
        self.flush()
        search_index.install()
        for place, sql in enumerate(self.later, 1):
            self.raw.execute(sql)
            if place % 20 == 0:
                self.say(f"indexes {place} of {len(self.later)}")
        self.later = []
        if self.sqlite:
            self.raw.execute("PRAGMA analysis_limit = 1000")
            self.raw.execute("ANALYZE")
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-2000"):
                self.raw.execute(f"PRAGMA {pragma}")
            return
        with connection.cursor() as cursor:
            for sql in connection.ops.sequence_reset_sql(no_style(), [table.model for table in self.tables]):
                cursor.execute(sql)
            cursor.execute("VACUUM ANALYZE")
