"""Writing tables: lists to keep, templates to fill. Constant memory; text stays text."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

import xlsxwriter
from django.utils import timezone

from .columns import Column

SAMPLE_MARK: Final = "示例："
"""Beginning of the first cell of a template's sample row; such rows are skipped when the file comes back."""
NOTES_SHEET: Final = "填写说明"
CHOICES_SHEET: Final = "选项"
CELL_LIMIT: Final = 32_767
"""Characters Excel keeps in one cell."""
LINE_HEIGHT: Final = 15
ROW_LIMIT: Final = 409
"""Points: of a line, and the highest row Excel has."""

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\']")
_TEMPLATE_ROWS: Final = 2_000

Row = Mapping[str, Any] | Sequence[Any]


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

    Rows are consumed one by one and never kept. Numbers and dates stay numbers and dates; every text is written as
    text, so nothing in it becomes a formula or a link. `title` stands in a row of its own above the headings,
    `notes` below the table. On paper: A4 across, all columns on one sheet's width, headings on every sheet; `printed`
    leaves the columns after that many to the screen, and gives each row the height its words need.
    """
    book = _book(stream)
    page = book.add_worksheet(_sheet_name(sheet))
    style = _Styles(book)
    row = 0
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width)
    if title:
        page.set_row(0, 30)
        page.write_string(0, 0, clean(title), style.title)
        row = 1
    if printed:
        page.set_row(row, _height([column.label for column in columns], columns[:printed]))
    for index, column in enumerate(columns):
        page.write_string(row, index, column.label, style.heading)
    page.freeze_panes(row + 1, min(1, len(columns) - 1))
    page.repeat_rows(row)
    head, count = row, 0
    for data in rows:
        row += 1
        count += 1
        if printed:
            values = [_value(data, column, index) for index, column in enumerate(columns)]
            page.set_row(row, _height(values, columns[:printed]))
        for index, column in enumerate(columns):
            _write_cell(page, row, index, _value(data, column, index), style)
    if count:
        page.autofilter(head, 0, row, len(columns) - 1)
    for note in notes:
        row += 1
        page.write_string(row, 0, clean(note), style.note)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C第 &P 页　共 &N 页", {"margin": 0.3})
    if printed:
        page.print_area(0, 0, row, printed - 1)
    book.close()
    return count


def write_template(
    stream: IO[bytes],
    *,
    sheet: str,
    columns: Sequence[Column],
    sample: Mapping[str, str] | None = None,
    notes: Sequence[str] = (),
) -> None:
    """Write an empty table to be filled: drop-downs, a sample row, and a sheet that says how to fill each column.

    Cells are formatted as text, so that 1978.10 and telephone numbers keep their zeros. A value outside a drop-down
    is warned about, not forbidden: common wordings are understood when the file is read.
    """
    book = _book(stream)
    page = book.add_worksheet(_sheet_name(sheet))
    style = _Styles(book)
    for index, column in enumerate(columns):
        page.set_column(index, index, column.width, style.text)
        page.write_string(0, index, column.label, style.required if column.required else style.heading)
    # Constant memory writes row by row: the headings must be complete before the sample.
    for index, column in enumerate(columns if sample is not None else ()):
        words = clean(str((sample or {}).get(column.key, "")))
        page.write_string(1, index, f"{SAMPLE_MARK}{words}" if index == 0 else words, style.sample)
    page.freeze_panes(1, 1)
    with_choices = [(index, column) for index, column in enumerate(columns) if column.choices]
    for place, (index, column) in enumerate(with_choices):
        _drop_down(page, index=index, column=column, place=place)
    _write_notes(book.add_worksheet(NOTES_SHEET), columns, notes, sample=sample is not None, style=style)
    hidden = book.add_worksheet(CHOICES_SHEET)
    hidden.hide()
    for line in range(max((len(column.choices) for _, column in with_choices), default=0)):
        for place, (_, column) in enumerate(with_choices):
            if line < len(column.choices):
                hidden.write_string(line, place, column.choices[line])
    page.activate()
    book.close()


def write_csv(stream: IO[str], *, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Write CSV and give the number of rows; open the stream with utf-8-sig, so that Excel reads the Chinese.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    writer = csv.writer(stream)
    writer.writerow([column.label for column in columns])
    count = 0
    for data in rows:
        writer.writerow([_csv_cell(_value(data, column, index)) for index, column in enumerate(columns)])
        count += 1
    return count


def clean(text: str) -> str:
    """Text a cell can hold: one kind of line end, no control characters, at most 32 767 characters."""
    if text.isprintable():
        return text[:CELL_LIMIT]
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:CELL_LIMIT]


class _Styles:
    def __init__(self, book: Any) -> None:
        grid = {"border": 1, "border_color": "#CFC7BA", "valign": "vcenter"}
        base = {**grid, "text_wrap": True}
        self.title = book.add_format({"bold": True, "font_size": 16, "valign": "vcenter"})
        self.heading = book.add_format({**base, "bold": True, "bg_color": "#F0ECE5", "align": "center"})
        self.required = book.add_format(
            {**base, "bold": True, "bg_color": "#F0ECE5", "align": "center", "font_color": "#B4141E"}
        )
        self.cell = book.add_format(base)
        # quotePrefix is Excel's own mark for "this is text": it holds even after the cell was edited or copied.
        self.risky = book.add_format({**base, "quote_prefix": True, "num_format": "@"})
        self.date = book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "left"})
        self.minute = book.add_format({**grid, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.text = book.add_format({"num_format": "@"})
        self.sample = book.add_format(
            {"num_format": "@", "italic": True, "font_color": "#5C554D", "bg_color": "#FBF6E9"}
        )
        self.note = book.add_format({"font_color": "#5C554D"})
        self.wrapped = book.add_format({**base, "valign": "top"})


def _book(stream: IO[bytes]) -> Any:
    return xlsxwriter.Workbook(
        stream,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
            "default_date_format": "yyyy-mm-dd",
        },
    )


def _sheet_name(name: str) -> str:
    return _SHEET_NAME.sub(" ", clean(name)).strip()[:31] or "Sheet1"


def _height(values: Sequence[Any], columns: Sequence[Column]) -> float:
    """Points for the longest text once it is broken at its column's width; not every program does it by itself."""
    most = 1
    for value, column in zip(values, columns, strict=False):
        if isinstance(value, str):
            room = max(int(column.width) - 1, 2)
            wide = (sum(1 if character < "\u0250" else 2 for character in line) for line in value.split("\n"))
            most = max(most, sum(max(1, (width + room - 1) // room) for width in wide))
    return min(LINE_HEIGHT * most + 3, ROW_LIMIT)


def _value(data: Row, column: Column, index: int) -> Any:
    return data.get(column.key) if isinstance(data, Mapping) else data[index]


def _write_cell(page: Any, row: int, index: int, value: Any, style: _Styles) -> None:
    if type(value) is str and value:
        # What most cells hold. The public method first asks whether "A1" was given in place of row and column.
        page._write_string(row, index, clean(value), style.risky if value.startswith(_RISKY) else style.cell)  # noqa: SLF001
    elif value is None or value == "":
        page._write_blank(row, index, None, style.cell)  # noqa: SLF001
    elif isinstance(value, bool):
        page.write_string(row, index, "是" if value else "否", style.cell)
    elif isinstance(value, int | float | Decimal):
        page._write_number(row, index, float(value) if isinstance(value, Decimal) else value, style.cell)  # noqa: SLF001
    elif isinstance(value, datetime):
        local = timezone.localtime(value).replace(tzinfo=None) if timezone.is_aware(value) else value
        page.write_datetime(row, index, local, style.minute)
    elif isinstance(value, date):
        page.write_datetime(row, index, value, style.date)
    else:
        risky = str(value).startswith(_RISKY)
        page.write_string(row, index, clean(str(value)), style.risky if risky else style.cell)


def _csv_cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"
    if isinstance(value, int | float | Decimal | date):
        return str(value)
    text = clean(str(value))
    return f"'{text}" if str(value).startswith(_RISKY) else text


def _drop_down(page: Any, *, index: int, column: Column, place: int) -> None:
    letter = chr(65 + place)
    page.data_validation(
        1,
        index,
        _TEMPLATE_ROWS,
        index,
        {
            "validate": "list",
            "source": f"={CHOICES_SHEET}!${letter}$1:${letter}${len(column.choices)}",
            "error_type": "warning",
            "error_title": column.label[:32],
            "error_message": "请尽量从列表里选。",
        },
    )


def _write_notes(page: Any, columns: Sequence[Column], notes: Sequence[str], *, sample: bool, style: _Styles) -> None:
    page.set_column(0, 0, 22)
    page.set_column(1, 1, 8)
    page.set_column(2, 2, 70)
    for index, heading in enumerate(("栏目", "必填", "怎么填")):
        page.write_string(0, index, heading, style.heading)
    row = 0
    for column in columns:
        row += 1
        words = column.note
        if column.choices:
            listed = "、".join(column.choices[:12]) + (" 等" if len(column.choices) > 12 else "")
            words = f"{words}从列表里选：{listed}。" if words else f"从列表里选：{listed}。"
        page.write_string(row, 0, column.label, style.wrapped)
        page.write_string(row, 1, "必填" if column.required else "", style.wrapped)
        page.write_string(row, 2, clean(words), style.wrapped)
    extra = [*notes, "带“示例：”的一行是样子，不会导入，可以删掉。"] if sample else list(notes)
    for note in extra:
        row += 1
        page.write_string(row, 0, clean(note), style.note)
