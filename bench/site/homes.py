"""Filled homes to measure on: made once under var/bench, used again until models or filling change."""

from __future__ import annotations

import os
import pwd
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.ground import PYTHON, ROOT, Stamp, call, digest, say
from tools.packages import postgres_programs
from tools.postgres import FAST, OWNER, free_port

FOLDER = ROOT / "var" / "bench"
SIZES = {"city": 500, "province": 5_000, "nation": 200_000}
DATABASES = ("sqlite", "postgres")
SETTINGS = "bench.site.settings"


def environment(home: Path, url: str = "") -> dict[str, str]:
    """What a process of the site needs to find this home."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("LINGJUN_", "DATABASE_URL"))}
    return {
        **kept, "LINGJUN_HOME": str(home), "DATABASE_URL": url, "LINGJUN_MODE": "demo", "LINGJUN_IDLE_MINUTES": "720",
        "LINGJUN_LOG_LEVEL": "ERROR", "LINGJUN_FONTS": str(ROOT / "var" / "fonts"),
        "PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]),
        "DJANGO_SETTINGS_MODULE": os.environ.get("BENCH_SETTINGS", SETTINGS),
    }  # fmt: skip


def fill(home: Path, size: str, *, url: str = "", fresh: bool = False) -> dict[str, str]:
    """A filled home of a size and its environment; made when it is missing, out of date, or asked for `fresh`."""
    key = digest([ROOT / "lingjun" / "seed", *ROOT.glob("lingjun/*/migrations")], size)
    name = "postgres" if url else "sqlite"
    stamp = Stamp(home / f".filled-{name}", key)
    env = environment(home, url)
    if stamp.fresh() and not fresh:
        return env
    if url:
        _recreate(url)
    else:
        for path in home.glob("lingjun.sqlite3*"):
            path.unlink()
    home.mkdir(parents=True, exist_ok=True)
    say(f"filling {name} with a {size} ({SIZES[size]:,} studios)")
    call(PYTHON, "manage.py", "migrate", "--verbosity", "0", env=env)
    call(PYTHON, "manage.py", "seed", "--size", size, env=env)
    stamp.set()
    return env


def static_files() -> None:
    """Collected once for all homes, and again when one of them changed."""
    stamp = Stamp(FOLDER / "static_root" / ".collected", digest([ROOT / "static", *ROOT.glob("lingjun/*/static")]))
    if not stamp.fresh():
        call(PYTHON, "manage.py", "collectstatic", "--no-input", "--clear", "--verbosity", "0", env=environment(FOLDER))
        stamp.set()


@contextmanager
def postgres() -> Iterator[str]:
    """A server over var/bench/postgres, kept from run to run; gives the address without a database's name."""
    programs = postgres_programs()
    if not programs:
        raise SystemExit("PostgreSQL is not installed: measure with --database sqlite")
    folder = FOLDER / "postgres"
    data, port = folder / "data", free_port()
    folder.mkdir(parents=True, exist_ok=True)
    if os.geteuid() == 0:
        shutil.chown(folder, OWNER, OWNER)
    if not (data / "PG_VERSION").exists():
        _as_owner(programs / "initdb", "-D", data, "-U", OWNER, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8")
    options = f"-c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} -p {port} {FAST} -c max_wal_size=4GB"
    _as_owner(programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "-t", "120", "start")
    try:
        yield f"postgres://{OWNER}@127.0.0.1:{port}"
    finally:
        _as_owner(programs / "pg_ctl", "-D", data, "-m", "fast", "-w", "-t", "300", "stop")


def has_database(server: str, name: str) -> bool:
    return bool(_ask(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"))  # noqa: S608 - a name of ours


def _recreate(url: str) -> None:
    server, _, name = url.rpartition("/")
    _ask(server, f'DROP DATABASE IF EXISTS "{name}"')
    _ask(server, f'CREATE DATABASE "{name}"')


def _ask(server: str, sql: str) -> list[tuple[object, ...]]:
    import psycopg  # noqa: PLC0415 - only where PostgreSQL is measured

    with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
        cursor = connection.execute(sql)  # type: ignore[call-overload]
        return cursor.fetchall() if cursor.description else []


def _as_owner(*command: str | Path) -> None:
    """PostgreSQL refuses root: its programs run as their own user. Output goes where it keeps no pipe open."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        pwd.getpwnam(OWNER)
        words = ["su", OWNER, "-s", "/bin/sh", "-c", shlex.join(words)]
    subprocess.run(words, cwd="/", check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
