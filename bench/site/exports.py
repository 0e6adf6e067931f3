"""10,000 rows as Excel through the product, and the same cells through bare xlsxwriter; each in a process of its own.

`python -m bench.site.exports product|bare KEY FILE`: prints seconds, megabytes above the start, rows. `bench.pages`
asks for each twice. The product fetches its rows from a file of many gigabytes, the bare way has its cells at hand: the
first run of the product tells what a cold disk costs, the second, warm one is what the bare way is held against.
"""

from __future__ import annotations

import json
import pickle
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from itertools import chain, islice, repeat
from pathlib import Path
from typing import IO, Any

ROWS = 10_000


def product(key: str, kept: Path) -> tuple[float, int]:
    """Seconds and rows of an export as the product makes it; its cells are kept for `bare`."""
    import django  # noqa: PLC0415 - settings come from the environment

    django.setup()
    from lingjun.accounts.models import User  # noqa: PLC0415

    tables: Any = import_module("lingjun.documents.excel.tables")

    user = User.objects.get(username="quanju")
    write = writers()[key](user)
    with tempfile.TemporaryFile() as warm:
        write(warm, 20)
    before = peak()
    with tempfile.TemporaryFile() as stream:
        start = time.perf_counter()
        rows = write(stream, ROWS)
        seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "megabytes": peak() - before, "rows": rows}), flush=True)
    if not kept.exists():
        real = tables.row_maker  # what is given every row of a table
        with kept.open("wb") as file, tempfile.TemporaryFile() as stream:

            def keeping(*asked: Any) -> Callable[[int, Sequence[Any], str], str]:
                make = real(*asked)

                def row(number: int, values: Sequence[Any], attributes: str) -> str:
                    pickle.dump(list(values), file)
                    return make(number, values, attributes)

                return row

            tables.row_maker = keeping
            write(stream, ROWS)
    return seconds, rows


def bare(kept: Path) -> None:
    """The same cells, read back one row at a time, written with xlsxwriter alone (its constant memory)."""
    import xlsxwriter  # noqa: PLC0415

    for limit in (20, ROWS):
        before, start, rows, read = peak(), time.perf_counter(), 0, 0.0
        with kept.open("rb") as file, tempfile.TemporaryFile() as stream:
            book = xlsxwriter.Workbook(stream, {"constant_memory": True, "default_date_format": "yyyy-mm-dd"})
            page = book.add_worksheet()
            while rows < limit:
                begin = time.perf_counter()
                try:
                    line = pickle.load(file)  # noqa: S301 - our own file of a minute ago
                except EOFError:
                    break
                read += time.perf_counter() - begin
                page.write_row(rows, 0, [one.replace(tzinfo=None) if hasattr(one, "tzinfo") else one for one in line])
                rows += 1
            book.close()
        seconds = time.perf_counter() - start - read
    print(json.dumps({"seconds": seconds, "megabytes": peak() - before, "rows": rows}), flush=True)


def writers() -> dict[str, Callable[[Any], Callable[[IO[bytes], int], int]]]:
    """What can be exported: name -> for a user, a function that writes so many rows."""
    from lingjun.ledger.achievement_papers import write_library  # noqa: PLC0415
    from lingjun.ledger.queries.achievements import filtered as achievements_filtered  # noqa: PLC0415
    from lingjun.studios.papers import write_summary  # noqa: PLC0415
    from lingjun.studios.queries import filtered, ordered  # noqa: PLC0415
    from lingjun.workbench.papers.summary import write_cases  # noqa: PLC0415
    from lingjun.workbench.queries.cases import filtered as cases_filtered  # noqa: PLC0415
    from lingjun.workbench.queries.cases import ordered as cases_ordered  # noqa: PLC0415

    found: dict[str, Callable[[Any], Callable[[IO[bytes], int], int]]] = {
        "register": lambda user: (
            lambda stream, rows: write_summary(stream, user=user, studios=ordered(filtered(user, {}), "plaque")[:rows])
        ),
        "cases": lambda user: (
            lambda stream, rows: write_cases(
                stream, user=user, cases=cases_ordered(cases_filtered(user, {}), "number")[:rows]
            )
        ),
        "achievements": lambda user: (
            lambda stream, rows: write_library(stream, rows=achievements_filtered(user, {}).rows[:rows])
        ),
        "activities": one_list,
    }
    try:
        from lingjun.studios.criteria.listing import filtered as sheets_filtered  # noqa: PLC0415
        from lingjun.studios.criteria.listing import ordered as sheets_ordered  # noqa: PLC0415
        from lingjun.studios.papers.criteria import write_criteria  # noqa: PLC0415
    except ImportError:
        return found
    found["criteria"] = lambda user: (
        lambda stream, rows: write_criteria(stream, sheets=sheets_ordered(sheets_filtered(user, {}), "-named")[:rows])
    )
    return found


def one_list(user: Any) -> Callable[[IO[bytes], int], int]:
    """活动 of the studio with the longest list, again and again: no studio of these homes has 10,000 lines."""
    from django.db.models import Count  # noqa: PLC0415

    from lingjun.documents.excel import write_table  # noqa: PLC0415
    from lingjun.ledger.models import Activity  # noqa: PLC0415
    from lingjun.studios import sheets  # noqa: PLC0415
    from lingjun.studios.queries import content_of, visible_to  # noqa: PLC0415

    listing = sheets.get("activities")
    counted = Activity.standing.order_by().values_list("studio").annotate(n=Count("pk")).order_by("-n")
    longest = counted.first()
    if listing is None or longest is None:
        raise SystemExit("this home has no activities")
    studio = visible_to(user).select_related("unit").get(pk=longest[0])
    content = content_of(studio)

    def write(stream: IO[bytes], rows: int) -> int:
        lines = chain.from_iterable(listing.rows(studio, content) for _ in repeat(None))
        columns = listing.columns(studio, content)
        return write_table(stream, sheet=listing.label, columns=columns, rows=islice(lines, rows))

    return write


def peak() -> float:
    """Most megabytes this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    if sys.argv[1] == "bare":
        bare(Path(sys.argv[3]))
    else:
        product(sys.argv[2], Path(sys.argv[3]))
