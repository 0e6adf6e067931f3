"""Tables that would hurt: huge, packed, damaged or locked ones are refused with words, within limits."""

import io
import zipfile

import pytest

from lingjun.core.errors import Refused
from lingjun.documents.excel import (
    read_rows,
)
from tests.documents.excel_samples import book, edited


def test_one_cell_in_the_last_corner_does_not_end_the_process() -> None:
    corner = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    hostile = edited(book({"A1": "x"}), "xl/worksheets/sheet1.xml", b"</sheetData>", corner)
    with pytest.raises(Refused, match="第 1048576 行第 16384 列"):
        read_rows(hostile)


@pytest.mark.parametrize(
    "corner",
    [
        b"<row r='1048576'><c t='n' r='XFD1048576'><v>1</v></c></row></sheetData>",
        b'<row r="1048576"><c r="&#88;FD1048576"><v>1</v></c></row></sheetData>',
        b'<x:row r="1048576"><x:c r="XFD1048576"><v>1</v></x:c></x:row></sheetData>',
        b'<row r="1048576">' + b"<c/>" * 16_000 + b"<c><v>1</v></c></row></sheetData>",
        b'<row r="1048576"></row><row><c r="XFD1048577"><v>1</v></c></row></sheetData>',
    ],
)
def test_the_corner_written_otherwise(corner: bytes) -> None:
    with pytest.raises(Refused):
        read_rows(edited(book({"A1": "x"}), "xl/worksheets/sheet1.xml", b"</sheetData>", corner))


def test_empty_styled_cells_far_out_do_no_harm() -> None:
    far = b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    content = edited(book({"A1": "姓名"}), "xl/worksheets/sheet1.xml", b"</sheetData>", far)
    assert read_rows(content).rows == [["姓名"]]


def test_long_text_shared_by_many_cells_is_refused() -> None:
    content = book({f"A{n}": "同" for n in range(1, 3000)})
    hostile = edited(content, "xl/sharedStrings.xml", "同".encode(), b"0" * 1_000_000)
    with pytest.raises(Refused):
        read_rows(hostile)


def test_ods_repeats_are_measured() -> None:
    cell = (
        '<table:table-row table:number-rows-repeated="1000000"><table:table-cell office:value-type="float" '
        'office:value="1" table:number-columns-repeated="16000"><text:p>1</text:p></table:table-cell></table:table-row>'
    )
    harmless = (
        '<table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    )
    from lingjun.documents.excel.guards import guard_ods

    def ods(rows: str) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as package:
            package.writestr("content.xml", f"<table:table table:name='a'>{rows}</table:table>")
        return out.getvalue()

    guard_ods(ods(harmless))
    with pytest.raises(Refused, match="表格太大"):
        guard_ods(ods(cell))
    with pytest.raises(Refused, match="表格太大"):
        guard_ods(ods(harmless + cell.replace("1000000", "1").replace("16000", "2")))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7", "这是PDF"),
        (b"PK\x03\x04 broken", "认不出来"),
        (b"\x00\x01\x02\x03", "认不出来"),
        (book({"A1": "姓名"})[:-200], "认不出来"),
        ("姓名,".encode() * 2000 + b"\xff\xff" * 30, "编码"),
        (edited(book({"A1": "姓名"}), "xl/worksheets/sheet1.xml", b"<worksheet", b"<!DOCTYPE x><worksheet"), "不常见"),
        (edited(book({"A1": "姓名"}), "xl/worksheets/sheet1.xml", b"</sheetData>", b"<<<"), "打不开"),
        (book({}), "没有内容"),
    ],
)
def test_refused_with_words(content: bytes, words: str) -> None:
    with pytest.raises(Refused) as caught:
        read_rows(content)
    assert words in caught.value.message


def test_packed_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("xl/workbook.xml", b"<workbook/>")
        package.writestr("xl/worksheets/sheet1.xml", b"0" * 150_000_000)
    with pytest.raises(Refused, match="大得不正常"):
        read_rows(out.getvalue())


def test_limits_of_rows_and_bytes() -> None:
    content = book({f"A{n}": "人" for n in range(1, 12)})
    assert len(read_rows(content, max_rows=11).rows) == 11
    with pytest.raises(Refused, match="表格有 11 行，一次最多 10 行"):
        read_rows(content, max_rows=10)
    with pytest.raises(Refused, match="超过了"):
        read_rows(content, max_bytes=len(content) - 1)
    with pytest.raises(Refused, match="301 列"):
        read_rows(",".join(["人"] * 301).encode())
