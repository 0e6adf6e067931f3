"""What a database without a keeper of its own needs from us."""

from __future__ import annotations

from django.db import connection

from .registry import periodic

ROWS_LOOKED_AT = 1_000
"""Per index; the whole of a nation takes a fifth of a second so."""


@periodic(86_400, "core.statistics")
def refresh_statistics() -> None:
    """Tell SQLite's planner once a day how its tables are filled. PostgreSQL does so by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"PRAGMA analysis_limit = {ROWS_LOOKED_AT}")
            cursor.execute("ANALYZE")
