"""Writing a table: xlsxwriter makes the workbook around it, the rows are written here and put in.

A table is mostly rows of plain cells. Making their XML directly costs a fraction of the general way, and memory stays
constant: rows go to a temporary file, then into the package.
"""

from __future__ import annotations

import io
import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import IO, Any, Final

from .books import Styles, display_width, on_paper, open_book, sheet_name
from .cells import Marks, clean, row_maker
from .columns import Column, column_letters

LINE_HEIGHT: Final = 15
ROW_LIMIT: Final = 409
"""Points: of a line, and the highest row Excel has."""

Row = Mapping[str, Any] | Sequence[Any]

_AT_ONCE: Final = 200
_COMPRESSION: Final = 4
"""Twice as fast as the usual 6 for a file a few per cent larger."""
_SHEET: Final = "xl/worksheets/sheet1.xml"


def write_table(
    stream: IO[bytes],
    *,
    sheet: str,
    columns: Sequence[Column],
    rows: Iterable[Row],
    title: str = "",
    notes: Sequence[str] = (),
    printed: int = 0,
) -> int:
    """Write one sheet as .xlsx and give the number of rows. Rows are mappings by column key, or sequences.

    Rows are consumed one by one and never kept. Numbers and dates stay numbers and dates, a `Decimal` is money (two
    places, thousands apart); every text is written as text, so nothing in it becomes a formula or a link. `title`
    stands in a row of its own above the headings, `notes` below the table. On paper: A4 across, all columns on one
    sheet's width, headings on every sheet; `printed` leaves the columns after that many to the screen, and gives each
    row the height its words need.
    """
    frame = _Frame(sheet, columns, title, notes, printed)
    marks = frame.around(0)[1]
    with tempfile.TemporaryFile() as kept:
        make = row_maker(len(columns), marks)
        count = _write_rows(kept, columns, rows, make, first=frame.head + 1, printed=printed)
        book, same = frame.around(count)
        if same != marks:
            raise RuntimeError("the styles of a workbook changed their numbers")
        kept.seek(0)
        _put_in(stream, book, frame, count, kept)
    return count


def values_of(data: Row, columns: Sequence[Column]) -> Sequence[Any]:
    """The cells of a row in the order of the columns."""
    return [data.get(column.key) for column in columns] if isinstance(data, Mapping) else data


def _write_rows(
    kept: IO[bytes],
    columns: Sequence[Column],
    rows: Iterable[Row],
    make: Callable[[int, Sequence[Any], str], str],
    *,
    first: int,
    printed: int,
) -> int:
    order = _order(columns)
    ready: list[str] = []
    count = 0
    for count, data in enumerate(rows, start=1):
        values = order(data)
        height = ""
        if printed:
            height = f' ht="{_height(values, columns[:printed]):.16g}" customHeight="1"'
        ready.append(make(first + count - 1, values, height))
        if len(ready) == _AT_ONCE:
            kept.write("".join(ready).encode())
            ready.clear()
    kept.write("".join(ready).encode())
    return count


def _order(columns: Sequence[Column]) -> Callable[[Row], Sequence[Any]]:
    """`values_of`, without asking what a dict is."""
    keys = [column.key for column in columns]

    def order(data: Row) -> Sequence[Any]:
        return list(map(data.get, keys)) if type(data) is dict else values_of(data, columns)

    return order


class _Frame:
    """All of the workbook but its rows. `head` is the row of the headings, from 0."""

    def __init__(self, sheet: str, columns: Sequence[Column], title: str, notes: Sequence[str], printed: int) -> None:
        self.sheet, self.columns, self.title, self.notes, self.printed = sheet, columns, title, notes, printed
        self.head = 1 if title else 0

    def around(self, count: int) -> tuple[bytes, Marks]:
        """The workbook for so many rows, and the numbers of the styles its cells may have.

        Below everything stands a cell of each style: they make the styles known, and go with `split`.
        """
        stream = io.BytesIO()
        book = open_book(stream)
        page = book.add_worksheet(sheet_name(self.sheet))
        style = Styles(book)
        for index, column in enumerate(self.columns):
            page.set_column(index, index, column.width)
        if self.title:
            page.set_row(0, 30)
            page.write_string(0, 0, clean(self.title), style.title)
        if self.printed:
            page.set_row(self.head, _height([column.label for column in self.columns], self.columns[: self.printed]))
        for index, column in enumerate(self.columns):
            page.write_string(self.head, index, column.label, style.heading)
        page.freeze_panes(self.head + 1, min(1, len(self.columns) - 1))
        last = len(self.columns) - 1
        if count:
            page.autofilter(self.head, 0, self.head + count, last)
        for place, note in enumerate(self.notes, start=1):
            page.write_string(self.head + count + place, 0, clean(note), style.note)
        end = self.end(count)
        styles = [getattr(style, name) for name in Marks._fields]
        for place, one in enumerate(styles, start=1):
            page.write_blank(end + place, 0, None, one)
        on_paper(page, heading=self.head)
        if self.printed:
            page.print_area(0, 0, end, self.printed - 1)
        book.close()
        found = re.findall(r'<c r="A(\d+)" s="(\d+)"', _read(stream.getvalue()))
        by_row = {int(row): mark for row, mark in found}
        return stream.getvalue(), Marks(*(by_row[end + place + 1] for place in range(1, len(styles) + 1)))

    def end(self, count: int) -> int:
        """The last row, notes and all."""
        return self.head + count + len(self.notes)

    def split(self, book: bytes, count: int) -> tuple[str, str]:
        """The sheet before and after its rows, without the cells that made the styles known."""
        page, end = _read(book), self.end(count)
        area = f"A1:{column_letters(len(self.columns) - 1)}{end + 1}"
        page = re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="{area}"/>', page, count=1)
        cut = page.index("</row>", page.index(f'<row r="{self.head + 1}"')) + len("</row>")
        below = page.index(f'<row r="{end + 2}"')
        return page[:cut], page[cut:below] + page[page.index("</sheetData>") :]


def _read(book: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(book)) as package:
        return package.read(_SHEET).decode()


def _put_in(stream: IO[bytes], book: bytes, frame: _Frame, count: int, rows: IO[bytes]) -> None:
    """The package with the rows in their place, piece by piece."""
    before, after = frame.split(book, count)
    with (
        zipfile.ZipFile(io.BytesIO(book)) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=_COMPRESSION) as package,
    ):
        for entry in source.infolist():
            if entry.filename != _SHEET:
                package.writestr(entry, source.read(entry))
                continue
            with package.open(entry.filename, "w", force_zip64=True) as part:
                part.write(before.encode())
                shutil.copyfileobj(rows, part, 1 << 16)
                part.write(after.encode())


def _height(values: Sequence[Any], columns: Sequence[Column]) -> float:
    """Points for the longest text once it is broken at its column's width; not every program does it by itself."""
    most = 1
    for value, column in zip(values, columns, strict=False):
        if isinstance(value, str):
            room = max(int(column.width) - 1, 2)
            if 2 * len(value) <= room and "\n" not in value:
                continue
            if "\n" in value:
                lines = sum(max(1, -(-display_width(line) // room)) for line in value.split("\n"))
            else:
                lines = -(-display_width(value) // room)
            most = max(most, lines)
    return min(LINE_HEIGHT * most + 3, ROW_LIMIT)
