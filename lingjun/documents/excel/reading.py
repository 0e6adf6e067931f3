"""Reading what people send: .xlsx, .xls, .ods, CSV, and cells pasted from a spreadsheet."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, Final

import python_calamine

from lingjun.core.errors import Refused
from lingjun.core.files import detect

from .columns import cell_address
from .guards import guard_ods, guard_xls, guard_xlsx
from .merging import Merged
from .writing import CHOICES_SHEET, NOTES_SHEET

MAX_ROWS: Final = 5_000
MAX_BYTES: Final = 20_000_000
MAX_COLUMNS: Final = 300
MAX_CHARACTERS: Final = 20_000_000

_DAMAGED: Final = "这个表格打不开，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"
_GUARDS: Final = {"xlsx": guard_xlsx, "xls": guard_xls, "ods": guard_ods}


@dataclasses.dataclass(slots=True)
class Sheet:
    """Cells as text, rows of equal length; positions are those of the file, so that addresses hold.

    `numbers` are the cells that were numbers: 1978.1 there may have been typed as 1978.10. `others` are the names of
    the book's other visible sheets with something in them: they were not read. `merged`: what `merging` spreads.
    """

    name: str
    rows: list[list[str]]
    numbers: set[tuple[int, int]] = dataclasses.field(default_factory=set)
    others: tuple[str, ...] = ()
    merged: tuple[Merged, ...] = ()

    def address(self, row: int, column: int) -> str:
        """Address as Excel shows it, both counted from 0: (6, 2) -> C7."""
        return cell_address(row, column)


def read_rows(
    content: bytes, *, max_rows: int = MAX_ROWS, spare: int = 0, max_bytes: int = MAX_BYTES, sheet: str = ""
) -> Sheet:
    """The named sheet, or the first visible one that is not a template's notes or choices.

    Raises `Refused` with what to do for anything that is not a readable table, is damaged, locked, a bomb, or has
    more than `max_rows` filled rows, `spare` ones for titles and headings aside. Formulas give their kept values; 42.0
    becomes "42", dates ISO text.
    """
    if len(content) > max_bytes:
        raise Refused(f"表格 {len(content) / 1e6:.1f} MB，超过了 {max_bytes // 1_000_000} MB。")
    kind = detect(io.BytesIO(content))
    if kind.code == "csv":
        return _limited(_read_csv(content), max_rows, spare)
    if kind.code == "locked":
        raise Refused("这个表格有打开密码，请去掉密码后再传。")
    if kind.code == "macro":
        raise Refused("这个表格带宏，没有收下。请另存为 .xlsx 再传。")
    if kind.code == "empty":
        raise Refused("这是一个空文件，请重新选择。")
    if kind.code not in _GUARDS:
        raise Refused(f"按内容看，这是{kind.words}。请上传 Excel 文件（.xlsx）或 CSV。")
    try:
        _GUARDS[kind.code](content)
        return _limited(_read_book(content, sheet), max_rows, spare)
    except Refused:
        raise
    except python_calamine.PasswordError as error:
        raise Refused("这个表格有打开密码，请去掉密码后再传。") from error
    except (python_calamine.CalamineError, OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise Refused(_DAMAGED) from error


def read_paste(text: str, *, max_rows: int = MAX_ROWS, spare: int = 0) -> Sheet:
    """Cells copied from a spreadsheet: tabs and line ends, quotes round cells that hold line ends."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return _limited(Sheet("粘贴", _rectangle(csv.reader(io.StringIO(lines), delimiter="\t"))), max_rows, spare)


def cell_text(value: Any) -> str:
    """One cell as people read it: 42.0 -> "42", midnight -> the date alone, True -> 是."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        # 15 digits are what a spreadsheet keeps: 38.300000000000004 is 38.3.
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    return "" if value is None else str(value).replace("\r\n", "\n").strip()


def _read_book(content: bytes, wanted: str) -> Sheet:
    book = python_calamine.load_workbook(io.BytesIO(content))
    with book:
        visible = [
            meta.name
            for meta in book.sheets_metadata
            if meta.visible == python_calamine.SheetVisibleEnum.Visible
            and meta.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
        names = [name for name in visible if name not in {NOTES_SHEET, CHOICES_SHEET}]
        for name in [wanted] if wanted in visible else names:
            page = book.get_sheet_by_name(name)
            cells = page.to_python(skip_empty_area=False)
            rows = [[cell_text(value) for value in row] for row in cells]
            if any(any(row) for row in rows):
                numbers = {
                    (i, j)
                    for i, row in enumerate(cells)
                    for j, value in enumerate(row)
                    if isinstance(value, float | int) and not isinstance(value, bool)
                }
                others = tuple(one for one in names if one != name and _filled(book, one))
                return Sheet(name, rows, numbers, others, _merged(page))
    raise Refused("表格里没有内容。")


def _merged(page: python_calamine.CalamineSheet) -> tuple[Merged, ...]:
    """Ranges of more than one cell, in reading order; `guards` bounds how many. An .ods file tells of none."""
    return tuple(sorted(Merged(*first, *last) for first, last in page.merged_cell_ranges or () if first != last))


def _filled(book: python_calamine.CalamineWorkbook, name: str) -> bool:
    return any(cell != "" for row in book.get_sheet_by_name(name).to_python() for cell in row)


def _read_csv(content: bytes) -> Sheet:
    text = _decode(content)
    if "\x00" in text:
        raise Refused(_DAMAGED)
    first = next((line for line in text.splitlines() if line.strip()), "")
    delimiter = max(",\t;", key=first.count)
    try:
        rows = _rectangle(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise Refused(_DAMAGED) from error
    if not any(any(row) for row in rows):
        raise Refused("表格里没有内容。")
    return Sheet("CSV", rows)


def _decode(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    raise Refused("这个 CSV 的文字编码认不出来，请在 Excel 里另存为 .xlsx 再传。")


def _rectangle(lines: Iterable[list[str]]) -> list[list[str]]:
    """Rows of equal length. An apostrophe that only guarded against formulas goes."""
    rows = [[_unguarded(cell.strip()) for cell in line] for line in lines]
    width = max((len(row) for row in rows), default=0)
    return [row + [""] * (width - len(row)) for row in rows]


def _unguarded(cell: str) -> str:
    return cell[1:] if cell[:1] == "'" and cell[1:2] in {"=", "+", "-", "@"} else cell


def _limited(sheet: Sheet, max_rows: int, spare: int) -> Sheet:
    """Drop empty rows at the end and refuse what is too much."""
    while sheet.rows and not any(sheet.rows[-1]):
        sheet.rows.pop()
    filled = sum(1 for row in sheet.rows if any(row))
    if filled > max_rows + spare:
        raise Refused(f"表格有 {filled} 行，一次最多 {max_rows} 行，请分开上传。")
    if sheet.rows and len(sheet.rows[0]) > MAX_COLUMNS:
        used = max((i + 1 for row in sheet.rows for i, cell in enumerate(row) if cell), default=0)
        if used > MAX_COLUMNS:
            raise Refused(f"表格有 {used} 列，请用模板。")
    if sum(len(cell) for row in sheet.rows for cell in row) > MAX_CHARACTERS:
        raise Refused("表格里的文字太多，请分开上传。")
    return sheet
