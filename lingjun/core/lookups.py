"""Lookups the databases answer from an index. Registered by `core.apps`."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import CharField, Lookup


@CharField.register_lookup
class Under(Lookup):
    """`unit_path__under="1/5/"`: inside a subtree of organizations (`Organization.path`), its root included.

    PostgreSQL answers LIKE from the pattern index that `db_index` makes. SQLite would read every row for Django's
    `startswith`, so there it is a range: "0" is the character after "/". The path of a root holds (nearly) all rows:
    SQLite is told not to use the index for it, or it would sort the whole table.
    """

    lookup_name = "under"
    prepare_rhs = True

    def get_prep_lookup(self) -> str:
        path = str(self.rhs)
        if not path.endswith("/") or not path.replace("/", "").isdigit():
            raise ValueError(f"{path!r} is not the path of an organization")
        return path

    def as_sql(self, compiler: Any, connection: BaseDatabaseWrapper) -> Any:
        column, params = self.process_lhs(compiler, connection)
        return f"{column} LIKE %s", [*params, f"{self.rhs}%"]

    def as_sqlite(self, compiler: Any, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, params = self.process_lhs(compiler, connection)
        path = str(self.rhs)
        if path.count("/") == 1:
            column = f"+{column}"
        return f"({column} >= %s AND {column} < %s)", [*params, path, *params, f"{path[:-1]}0"]
