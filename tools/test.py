"""``make test``: the checks, then the whole suite on SQLite and on PostgreSQL.

Both runs go on at the same time, each with a core; the output of the second is shown after that of the first,
so that the closing line of a pytest run is the last line of all. The exit code is 0 only when everything was good.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tools import checks, packages, postgres
from tools.ground import PYTHON, ROOT, main_guard, say
from tools.setup import setup


def main() -> int:
    """Entry of ``python -m tools.test [pytest's own arguments]``."""
    setup(dev=True)
    say("checks")
    failed = checks.run()
    with second_server() as url:
        failed += run_both(url, sys.argv[1:])
    return 1 if failed else 0


@contextmanager
def second_server() -> Iterator[str | None]:
    """PostgreSQL's ``DATABASE_URL``; None, loudly, on a machine without it."""
    if not packages.postgres_programs():
        say("!!! PostgreSQL is not here: the suite runs on SQLite ONLY")
        yield None
        return
    with postgres.server() as url:
        yield url


def run_both(url: str | None, arguments: list[str]) -> list[str]:
    """Run pytest on both databases; returns the names of the runs that failed."""
    failed = []
    with tempfile.TemporaryFile("w+") as kept:
        say("pytest on SQLite" + (", PostgreSQL at the same time" if url else ""))
        first = start("", arguments, None)
        second = start(url, arguments, kept) if url else None
        try:
            if first.wait():
                failed.append("SQLite")
            if second and second.wait():
                failed.append("PostgreSQL")
        finally:
            for process in (first, second):
                if process and process.poll() is None:
                    process.kill()
        if second:
            say("pytest on PostgreSQL")
            kept.seek(0)
            sys.stdout.write(kept.read())
            sys.stdout.flush()
    return failed


def start(url: str, arguments: list[str], output: IO[str] | None) -> subprocess.Popen[bytes]:
    """One pytest process on one database."""
    cores = max(1, (os.cpu_count() or 1) // 2)
    parallel = ["-n", str(cores)] if cores > 1 else []
    return subprocess.Popen(
        [PYTHON, "-m", "pytest", "--migrations", *parallel, *arguments],
        cwd=ROOT,
        env={**os.environ, "DATABASE_URL": url, "PYTHONUNBUFFERED": "1"},
        stdout=output,
        stderr=subprocess.STDOUT,
    )


if __name__ == "__main__":
    main_guard(main)
