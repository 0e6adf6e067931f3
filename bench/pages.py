"""What pages and exports cost at 500, 5,000 and 200,000 studios on SQLite and PostgreSQL, all through granian.

The first run fills six databases under var/bench: about an hour and 35 GB, most of it for the two nations; later runs
measure them again in about fifteen minutes. A part: ``make bench ARGS="pages --size city --database sqlite"``.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from pathlib import Path
from typing import Any

from bench.site import homes, report
from bench.site.measure import Site, measure
from tools.ground import PYTHON, ROOT, VENV, GroundError, main_guard, say
from tools.postgres import free_port
from tools.run import answer

RESULTS = homes.FOLDER / "pages.json"
EXPORTED = ("register", "cases", "criteria", "achievements", "activities")


def main() -> int:
    """Entry of ``python -m bench.pages``."""
    wanted = _arguments()
    homes.FOLDER.mkdir(parents=True, exist_ok=True)
    print(__doc__, flush=True)
    known: dict[str, report.Results] = {}
    homes.static_files()
    for database in wanted.database:
        with homes.postgres() if database == "postgres" else nullcontext("") as server:
            places = {size: _home(wanted, database, server, size) for size in wanted.size}
            measured = _pages(places, wanted.only, wanted.turns)
            exports = {} if wanted.only else _exports(places[wanted.size[-1]])
            known = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
            for size, pages in measured.items():
                found = known.setdefault(database, {}).setdefault(size, {"pages": {}, "exports": {}})
                found["pages"] = {**(found["pages"] if wanted.only else {}), **pages}
                found["at"] = time.strftime("%Y-%m-%d %H:%M")
            known[database][wanted.size[-1]]["exports"].update(exports)
            RESULTS.write_text(json.dumps(known, indent=1))
    for database, results in known.items():
        if database in wanted.database:
            print("\n".join(report.table(database, results)))
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench.pages", description=__doc__)
    parser.add_argument("--size", action="append", choices=list(homes.SIZES), help="only this size (may be repeated)")
    parser.add_argument("--database", action="append", choices=list(homes.DATABASES), help="only this database")
    parser.add_argument("--only", default="", help="only pages whose key holds this; the rest keeps its last figures")
    parser.add_argument("--turns", type=int, default=5, help="turns over all pages: more make quieter medians")
    parser.add_argument("--fresh", action="store_true", help="fill the databases again")
    parser.add_argument(
        "--home", action="append", default=[], help="sqlite:city=/folder takes a home as it is (for development)"
    )
    found = parser.parse_args()
    found.size = found.size or list(homes.SIZES)
    found.database = found.database or list(homes.DATABASES)
    found.home = dict(one.split("=", 1) for one in found.home)
    return found


def _home(wanted: argparse.Namespace, database: str, server: str, size: str) -> dict[str, str]:
    """The environment of a filled home."""
    url = f"{server}/lingjun_{size}" if server else ""
    if home := wanted.home.get(f"{database}:{size}"):
        return homes.environment(Path(home), url)
    fresh = wanted.fresh or bool(server and not homes.has_database(server, f"lingjun_{size}"))
    return homes.fill(homes.FOLDER / size, size, url=url, fresh=fresh)


def _pages(places: dict[str, dict[str, str]], only: str, turns: int) -> dict[str, dict[str, Any]]:
    """One server over each home, all asked in turns; nobody else can reach them."""
    with ExitStack() as stack:
        sites = {}
        for size, env in places.items():
            port, server = stack.enter_context(_served(env))
            done = subprocess.run(
                [str(PYTHON), "-m", "bench.site.addresses", only],
                cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=True,
            )  # fmt: skip
            sites[size] = Site(port, server, **json.loads(done.stdout))
        say(f"measuring {', '.join(places)}")
        return measure(sites, turns)


@contextmanager
def _served(env: dict[str, str]) -> Iterator[tuple[int, int]]:
    """The production server over one home, as `make run` starts it: its port and process."""
    port = free_port()
    server = subprocess.Popen(
        [
            *(str(VENV / "bin" / "granian"), "--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port)),
            *("--workers", "1", "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
            "lingjun.config.wsgi:application",
        ],
        cwd=ROOT, env=env, process_group=0,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while not 0 < answer(port) < 500:
            if server.poll() is not None or time.monotonic() > until:
                raise GroundError("the server does not answer; its words stand above")
            time.sleep(0.2)
        yield port, server.pid
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(30)


def _exports(env: dict[str, str]) -> dict[str, Any]:
    """Each way twice, in a fresh process each: what one needs of memory does not hide in what the other took.

    The bare way reads nothing from the database. Compared are the second runs, when the product too finds its pages in
    memory; `first` is what the first took, with all it had to fetch from the disk.
    """
    found: dict[str, Any] = {}
    for key in EXPORTED:
        cells = homes.FOLDER / f"cells-{os.getpid()}-{key}.pickle"
        cells.unlink(missing_ok=True)
        figures: dict[str, dict[str, Any]] = {}
        for way in ("product", "product", "bare", "bare"):
            command = [str(PYTHON), "-m", "bench.site.exports", way, key, str(cells)]
            done = subprocess.run(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True, check=False)
            if done.returncode == 0:
                again, run = figures.get(way), json.loads(done.stdout.splitlines()[0])
                most = max(run["megabytes"], again["megabytes"] if again else 0.0)
                figures[way] = {**run, "megabytes": most, "first": again["first"] if again else run["seconds"]}
        cells.unlink(missing_ok=True)
        if len(figures) == 2:  # a way that is missing has said why
            found[key] = figures
    return found


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))
    main_guard(main)
