"""Merged cells of lists: read as the people who made them meant it, told once a range, and bounded."""

from __future__ import annotations

import io
import time
import zipfile
from typing import Any

import openpyxl
import pytest

from lingjun.core.errors import Refused
from lingjun.documents.excel import Column, Sheet, match_headings, read_rows, records
from lingjun.documents.excel.merging import MAX_FILLED, Merged, spread

COLUMNS = (Column("name", "姓名"), Column("unit", "单位"), Column("born", "出生年月"))


def book(rows: list[list[Any]], *ranges: str) -> bytes:
    made = openpyxl.Workbook()
    page: Any = made.active
    for row in rows:
        page.append(row)
    for one in ranges:
        page.merge_cells(one)
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


def with_ranges(content: bytes, xml: bytes) -> bytes:
    """The book with these words instead of its one merged range, as nobody's office program writes them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name in given.namelist():
            data = given.read(name)
            if name.endswith("sheet1.xml"):
                start = data.index(b"<mergeCell ")
                data = data[:start] + xml + data[data.index(b"/>", start) + 2 :]
            made.writestr(name, data)
    return out.getvalue()


HEAD = ["姓名", "单位", "出生年月"]
PEOPLE = [
    ["花名册", "", ""],
    ["姓名", "单位", "出生年月"],
    ["甲", "一厂", 1978.1],
    ["乙"],
    ["丙"],
    ["丁", "二厂", "1980.2"],
]


def test_a_range_downwards_is_read_for_each_row_and_told_once() -> None:
    sheet = read_rows(book(PEOPLE, "A1:C1", "B3:B5", "C3:C4"))
    headings = match_headings(sheet, COLUMNS)
    found = list(records(sheet, COLUMNS, headings))
    assert [row.values["unit"] for row in found] == ["一厂", "一厂", "一厂", "二厂"]
    assert [row.values["born"] for row in found] == ["1978.1", "1978.1", "", "1980.2"]
    assert [row.was_number("born") for row in found] == [True, True, False, False], "its lost zero is asked about"
    assert headings.merged == ("B3:B5、C3:C4 是合并单元格，按同一个值读入。",)
    assert match_headings(sheet, COLUMNS).merged == headings.merged, "asked again it says the same"


def test_title_heading_sum_and_unread_columns_are_left_alone() -> None:
    rows = [*PEOPLE, ["合计", "", "4"], ["制表：办公室"]]
    sheet = read_rows(book(rows, "A1:C1", "A7:B7", "A8:C8"))
    before = [list(row) for row in sheet.rows]
    headings = match_headings(sheet, COLUMNS)
    assert (headings.merged, sheet.rows) == ((), before)
    wide = read_rows(book([[*row, *([""] * (3 - len(row))), "同上"] for row in PEOPLE], "D3:D5"))
    assert match_headings(wide, COLUMNS).merged == (), "nobody reads that column"


def test_a_range_across_counts_in_its_first_column_and_an_empty_one_is_said() -> None:
    sheet = read_rows(book([HEAD, ["甲", "一厂", ""], ["乙"], ["丙"]], "B2:C2", "B3:B4"))
    headings = match_headings(sheet, COLUMNS)
    assert [row.values["born"] for row in records(sheet, COLUMNS, headings)] == ["", "", ""]
    assert headings.merged == ("B2:C2 是合并单元格，内容只算在 B 列。", "B3:B4 是合并单元格，里面没有内容。")


def test_rows_below_the_list_do_not_come_to_life() -> None:
    sheet = read_rows(with_ranges(book(PEOPLE, "B3:B5"), b'<mergeCell ref="B3:B1048576"/>'))
    assert len(list(records(sheet, COLUMNS))) == 4
    gap = read_rows(book([["姓名", "单位"], ["甲", "一厂"], [], ["乙"]], "B2:B4"))
    assert [row.values["unit"] for row in records(gap, COLUMNS)] == ["一厂", "一厂"]


@pytest.mark.parametrize(
    "xml",
    [
        b'<mergeCell ref="B5:B3"/>', b'<mergeCell ref="B3"/>', b"<mergeCell/>",
        b'<mergeCell ref="ZZZZZZZZZZ1:ZZZZZZZZZZ99999999999999"/>',
    ],
)  # fmt: skip
def test_odd_ranges_do_not_keep_a_list_from_being_read(xml: bytes) -> None:
    sheet = read_rows(with_ranges(book(PEOPLE, "B3:B5"), xml))
    assert [row.values["unit"] for row in records(sheet, COLUMNS)] == ["一厂", "", "", "二厂"]


@pytest.mark.parametrize("ref", [b"", b"x:y:z", b"A0:B1"])
def test_a_range_that_is_none_makes_the_book_a_damaged_one(ref: bytes) -> None:
    with pytest.raises(Refused, match="可能已损坏"):
        read_rows(with_ranges(book(PEOPLE, "B3:B5"), b'<mergeCell ref="' + ref + b'"/>'))


def test_ranges_without_end_are_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(Refused, match="20000 处合并单元格"):
        read_rows(with_ranges(book(PEOPLE, "B3:B5"), b'<mergeCell ref="B3:B5"/>' * 20_000))
    many = [HEAD, *([f"甲{n}", "一厂", ""] for n in range(4_000))]
    sheet = read_rows(with_ranges(book(many, "B2:B3"), b'<mergeCell ref="B2:B1048576"/>' * 9_000))
    with pytest.raises(Refused, match="合并单元格太多"):
        match_headings(sheet, COLUMNS)
    assert time.perf_counter() - started < 5
    long = Sheet("x", [["姓名"], ["长" * 30_000], *(["乙"] for _ in range(1_000))], merged=(Merged(1, 0, 999, 0),))
    with pytest.raises(Refused, match="合并单元格太多"):
        spread(long, 0, {0})
    assert MAX_FILLED < 1_000_000
