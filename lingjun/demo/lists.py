"""Rows into a studio's lists by the product's own way in: a file or pasted cells, read as the page reads them."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lingjun.documents.excel import Sheet, cell_text, read_paste, read_rows, write_table
from lingjun.studios import sheet_run, sheets
from lingjun.studios.queries import content_of

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

FEW = 2
"""So many rows are pasted; more come as a file."""
Row = Mapping[str, Any]


def read_in(actor: User, studio: Studio, key: str, rows: Sequence[Row]) -> None:
    """All rows of one list, or an error that names the cells."""
    listing = sheets.get(key)
    if listing is None:
        raise LookupError(key)
    if not rows:
        return
    columns = listing.columns(studio, content_of(studio))
    used = [column for column in columns if column.required or any(row.get(column.key) for row in rows)]
    if len(rows) <= FEW:
        table = _pasted([column.label for column in used], [[row.get(column.key) for column in used] for row in rows])
    else:
        stream = io.BytesIO()
        write_table(stream, sheet=listing.label, columns=used, rows=rows)
        table = read_rows(stream.getvalue())
    found = sheet_run.read(table, listing, studio)
    outcomes = sheet_run.run(
        user=actor, studio=studio, listing=listing, lines=found.lines, newest=sheet_run.newest_of(studio, listing)
    )
    wrong = [f"{at} {words}" for outcome in outcomes for at, words in outcome.messages]
    if wrong or found.unknown:
        raise ValueError(f"{studio}：{listing.label}：{'；'.join(wrong)}{found.unknown or ''}")


def _pasted(headings: list[str], rows: list[list[Any]]) -> Sheet:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter="\t", lineterminator="\n")
    writer.writerow(headings)
    writer.writerows([cell_text(value) for value in row] for row in rows)
    return read_paste(stream.getvalue())
