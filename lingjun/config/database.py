"""One machine: SQLite in the home folder. Grown up: DATABASE_URL=postgres://user:password@host:port/name."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

SQLITE_PRAGMAS = "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA foreign_keys=ON;"

POSTGRESQL_OPTIONS = "-c jit=off"
"""Pages ask short questions: compiling one takes longer than answering it."""


def sqlite(path: Path) -> dict[str, Any]:
    """WAL with IMMEDIATE transactions: two writers queue (20 s) instead of failing half-way."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": path,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
    }


def database_settings(url: str, home: Path) -> dict[str, Any]:
    """Django's settings for `url`; empty means SQLite under `home`. Raises ImproperlyConfigured for anything else."""
    if not url:
        return sqlite(home / "lingjun.sqlite3")
    if url.startswith("sqlite:///"):
        return sqlite(Path(url.removeprefix("sqlite:///")))
    if not url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL: only postgres:// and sqlite:/// are known")
    settings: dict[str, Any] = environ.Env.db_url_config(url)
    options = {"options": POSTGRESQL_OPTIONS, **settings.get("OPTIONS", {})}
    return {**settings, "OPTIONS": options, "CONN_MAX_AGE": 60, "CONN_HEALTH_CHECKS": True}
