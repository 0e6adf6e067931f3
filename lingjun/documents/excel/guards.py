"""Looking at a spreadsheet before the parser does.

The parser lays a sheet out as a full rectangle: one cell in the last corner of an otherwise empty sheet asks for
hundreds of gigabytes and ends the process. So the extent is measured here first, on the packed text, in one pass.
"""

from __future__ import annotations

import io
import re
import struct
import zipfile
from typing import Final

import olefile

from lingjun.core.errors import Refused
from lingjun.core.files import check_zip

MAX_CELLS: Final = 1_000_000
"""Cells of the rectangle from A1 to the last filled cell."""
MAX_UNPACKED: Final = 100_000_000
MAX_TEXT: Final = 200_000_000
"""Longest shared text times filled cells, in bytes: many cells may point at one long text."""

MAX_MERGED: Final = 10_000
"""Merged ranges of a book."""

_TOO_LARGE: Final = "表格太大：最后一个有内容的格子在 {}，请删掉多余的行列后再传。"
_ODD: Final = "这个表格的写法不常见，没有收下。请用 Excel 或 WPS 打开，另存为 .xlsx 再传。"

_TOO_MERGED: Final = "表格里有 {} 处合并单元格，请取消合并、每行都填上以后再传。"

_MERGED = re.compile(rb"<(?:[\w.-]+:)?mergeCell\b")
_TAG = re.compile(rb"<(?:[\w.-]+:)?(row|c)((?:\s[^<>]*)?)>")
_REF = re.compile(rb"""\sr\s*=\s*["']\$?([A-Za-z]{1,4})\$?(\d{1,10})["']""")
_ROW = re.compile(rb"""\sr\s*=\s*["'](\d{1,10})["']""")
_ODS_TAG = re.compile(rb"<table:(table-row|table-cell|covered-table-cell|table)\b([^<>]*)>")
_ODS_COLUMNS = re.compile(rb"""number-columns-repeated\s*=\s*["'](\d+)["']""")
_ODS_ROWS = re.compile(rb"""number-rows-repeated\s*=\s*["'](\d+)["']""")


def guard_xlsx(content: bytes) -> None:
    """Refuse zip bombs, sheets of absurd extent, and texts repeated beyond reason."""
    check_zip(io.BytesIO(content), unpack=True, max_entries=2_000, max_bytes=MAX_UNPACKED, max_ratio=400)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        names = package.namelist()
        cells = merged = 0
        for name in names:
            if name.startswith("xl/worksheets/") and name.endswith(".xml"):
                data = package.read(name)
                cells += _sheet_cells(data)
                merged += sum(1 for _ in _MERGED.finditer(data))
                _refuse_merged(merged)
        if "xl/sharedStrings.xml" in names:
            longest = _longest_text(package.read("xl/sharedStrings.xml"))
            if longest * cells > MAX_TEXT and longest > 100_000:
                raise Refused("有一格文字太长，请缩短后再传。")


def guard_xls(content: bytes) -> None:
    """The same for .xls: walk the records of the workbook stream (MS-XLS 2.1.4) and measure the cells."""
    with olefile.OleFileIO(io.BytesIO(content)) as package:
        name = "Workbook" if package.exists("Workbook") else "Book"
        data = package.openstream(name).read()
    position, row_end, column_end, merged = 0, 0, 0, 0
    while position + 4 <= len(data):
        kind, length = struct.unpack_from("<HH", data, position)
        if kind == 0x0809:  # BOF: a new sheet
            row_end = column_end = 0
        elif kind == 0x00E5 and length >= 2:  # MERGEDCELLS: eight bytes a range
            merged += length // 8
            _refuse_merged(merged)
        elif kind in _BIFF_CELLS and length >= 6:
            row, column = struct.unpack_from("<HH", data, position + 4)
            if kind == 0xBD:  # MULRK: several cells, last column at the end of the record
                column = struct.unpack_from("<H", data, position + 4 + length - 2)[0] if length >= 6 else column
            row_end, column_end = max(row_end, row + 1), max(column_end, column + 1)
            _refuse_extent(row_end, column_end)
        position += 4 + length


_BIFF_CELLS: Final = frozenset({0x0006, 0x00BD, 0x00D6, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0003, 0x0004, 0x0002})


def guard_ods(content: bytes) -> None:
    """The same for .ods, where repeated rows and cells are counts in attributes."""
    check_zip(io.BytesIO(content), unpack=True, max_entries=2_000, max_bytes=MAX_UNPACKED, max_ratio=400)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        if "content.xml" not in package.namelist():
            raise Refused(_ODD)
        data = package.read("content.xml")
    _refuse_encoding(data)
    row_end = row_repeat = column = 0
    for match in _ODS_TAG.finditer(data):
        kind, attributes = match[1], match[2]
        if kind == b"table":
            row_end = row_repeat = 0
        elif kind == b"table-row":
            row_end += row_repeat
            found = _ODS_ROWS.search(attributes)
            row_repeat, column = int(found[1]) if found else 1, 0
        else:
            found = _ODS_COLUMNS.search(attributes)
            column += int(found[1]) if found else 1
            if b"value-type" in attributes or not attributes.rstrip().endswith(b"/"):
                _refuse_extent(row_end + row_repeat, column)


def _sheet_cells(data: bytes) -> int:
    """Filled cells of one worksheet part, after its extent was found bearable."""
    _refuse_encoding(data)
    cells = row = column = row_end = column_end = 0
    for match in _TAG.finditer(data):
        attributes = match[2]
        if match[1] == b"row":
            found = _ROW.search(attributes)
            row, column = (int(found[1]) if found else row + 1), 0
            continue
        reference = _REF.search(attributes)
        if reference is None and re.search(rb"\sr\s*=", attributes):
            raise Refused(_ODD)
        column = _column_number(reference[1]) if reference else column + 1
        if attributes.rstrip().endswith(b"/"):
            continue
        cells += 1
        row_end = max(row_end, int(reference[2]) if reference else row)
        column_end = max(column_end, column)
        _refuse_extent(row_end, column_end)
    return cells


def _longest_text(data: bytes) -> int:
    """Bytes of the longest entry of the shared texts, markup included."""
    starts = [match.start() for match in re.finditer(rb"<(?:[\w.-]+:)?si\b", data)]
    return max((end - start for start, end in zip(starts, [*starts[1:], len(data)], strict=True)), default=0)


def _refuse_extent(rows: int, columns: int) -> None:
    if rows * columns > MAX_CELLS:
        raise Refused(_TOO_LARGE.format(f"第 {rows} 行第 {columns} 列"))


def _refuse_merged(count: int) -> None:
    if count > MAX_MERGED:
        raise Refused(_TOO_MERGED.format(count))


def _refuse_encoding(data: bytes) -> None:
    """Only UTF-8 can be measured as bytes; office programs write nothing else."""
    if b"\x00" in data[:200] or re.search(rb"<!(?:DOCTYPE|ENTITY)", data[:5000]):
        raise Refused(_ODD)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number
