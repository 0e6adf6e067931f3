"""Tables: text stays text, what people send is read, addresses hold."""

import csv
import datetime
import io
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from lingjun.core.errors import Refused
from lingjun.documents.excel import (
    Column,
    Sheet,
    cell_address,
    cell_text,
    column_letters,
    match_headings,
    read_paste,
    read_rows,
    records,
    write_csv,
    write_table,
)
from tests.documents.excel_samples import COLUMNS, book, people, table, template

# Writing


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+86 139", "-5", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://example.org","x")', "=cmd|' /C calc'!A0"],
)
def test_nothing_becomes_a_formula(text: str) -> None:
    content = table([{"name": text}])
    (cell,) = [c for c in openpyxl.load_workbook(io.BytesIO(content)).active[2] if c.value]
    assert cell.data_type != "f"
    assert cell.value.strip() == text.strip()
    assert cell.quotePrefix
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")
        assert not [name for name in package.namelist() if "rels" in name and "sheet1" in name]
    out = io.StringIO()
    write_csv(out, columns=COLUMNS, rows=[{"name": text}])
    (row,) = list(csv.reader(io.StringIO(out.getvalue(), newline="")))[1:]
    assert row[0].startswith("'")


def test_numbers_dates_and_blanks_keep_their_kind() -> None:
    columns = [Column(key, key) for key in "abcdefg"]
    minute = datetime.datetime(2013, 5, 8, 2, 24, tzinfo=datetime.UTC)
    row = {
        "a": 42,
        "b": Decimal("2.5"),
        "c": datetime.date(2013, 5, 8),
        "d": minute,
        "e": True,
        "f": None,
        "g": "0592",
    }
    content = table([row], columns)
    values = [cell.value for cell in openpyxl.load_workbook(io.BytesIO(content)).active[2]]
    assert values == [
        42,
        2.5,
        datetime.datetime(2013, 5, 8, tzinfo=None),  # noqa: DTZ001 - what openpyxl gives
        datetime.datetime(2013, 5, 8, 10, 24, tzinfo=None),  # noqa: DTZ001 - Xiamen's clock
        "是",
        None,
        "0592",
    ]


def test_title_headings_notes_and_frozen_rows() -> None:
    content = table([{"name": "甲"}, {"name": "乙"}], title="成员名单", notes=["共 2 人"])
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page["A1"].value == "成员名单"
    assert [cell.value for cell in page[2]] == [column.label for column in COLUMNS]
    assert (page["A4"].value, page["A5"].value) == ("乙", "共 2 人")
    assert page.freeze_panes == "B3"
    assert page.auto_filter.ref == "A2:E4"


def test_rows_are_taken_one_by_one() -> None:
    taken: list[int] = []

    def rows() -> Iterator[list[str]]:
        for n in range(3):
            taken.append(n)
            yield [f"人{n}", "男", "", "", ""]

    out = io.BytesIO()
    assert write_table(out, sheet="a/b:c*?[d]", columns=COLUMNS, rows=rows()) == 3
    assert taken == [0, 1, 2]
    assert openpyxl.load_workbook(io.BytesIO(out.getvalue())).sheetnames == ["a b c   d"]


def test_characters_that_break_xml_are_dropped() -> None:
    assert people(table([{"name": "陈\x00海\x0b川\ud800"}]))[0]["name"] == "陈海川"


def test_template_has_drop_downs_sample_and_notes() -> None:
    work = openpyxl.load_workbook(io.BytesIO(template()))
    assert work.sheetnames == ["成员", "填写说明", "选项"]
    assert work["选项"].sheet_state == "hidden"
    page = work["成员"]
    lists = {str(rule.sqref): rule.formula1 for rule in page.data_validations.dataValidation}
    assert lists == {"B2:B2001": "选项!$A$1:$A$2", "D2:D2001": "选项!$B$1:$B$3"}
    assert [cell.value for cell in page[1]] == [column.label for column in COLUMNS]
    assert [cell.value for cell in page[2]] == ["示例：许文龙", "男", "1978.10", "群众", "工程师"]
    assert [cell.value for cell in work["选项"]["B"]] == ["中共党员", "共青团员", "群众"]
    notes = [[cell.value for cell in row] for row in work["填写说明"].iter_rows()]
    assert ["姓名", "必填", "按身份证写。"] in notes
    assert ["性别", "必填", "从列表里选：男、女。"] in notes
    assert page.column_dimensions["C"].width > 10


def test_filled_template_comes_back_without_the_sample() -> None:
    work = openpyxl.load_workbook(io.BytesIO(template()))
    work["成员"].append(["陈海川", "男", "1971.3", "中共党员", "高级技师"])
    out = io.BytesIO()
    work.save(out)
    assert people(out.getvalue()) == [
        {"name": "陈海川", "gender": "男", "birth": "1971.3", "politics": "中共党员", "title": "高级技师"}
    ]


# Reading


def test_numbers_dates_and_positions() -> None:
    content = book({"C3": "姓名", "D4": 42, "D5": 38.5, "D6": 13900000001, "D7": 0.1 + 0.2, "E8": True})
    sheet = read_rows(content)
    assert sheet.rows[2][2] == "姓名"
    assert [sheet.rows[n][3] for n in (3, 4, 5, 6)] == ["42", "38.5", "13900000001", "0.3"]
    assert sheet.rows[7][4] == "是"
    assert sheet.numbers == {(3, 3), (4, 3), (5, 3), (6, 3)}
    assert sheet.address(6, 2) == "C7"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (42.0, "42"),
        (-3.0, "-3"),
        (1978.1, "1978.1"),
        (datetime.date(1978, 11, 1), "1978-11-01"),
        (datetime.datetime(1978, 11, 1), "1978-11-01"),  # noqa: DTZ001 - spreadsheets know no zone
        (datetime.datetime(2013, 5, 8, 10, 24), "2013-05-08 10:24"),  # noqa: DTZ001
        (datetime.time(9, 5), "09:05"),
        (datetime.timedelta(hours=26, minutes=3), "26:03"),
        (None, ""),
        (" 甲\r\n乙 ", "甲\n乙"),
    ],
)
def test_cell_text(value: Any, text: str) -> None:
    assert cell_text(value) == text


def test_addresses() -> None:
    assert [column_letters(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert cell_address(18, 5) == "F19"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_csv_in_every_usual_encoding(encoding: str, delimiter: str) -> None:
    text = f"姓名{delimiter}性别\r\n陈海川{delimiter}男\r\n\r\n"
    if encoding == "utf-16":
        with pytest.raises(Refused):
            read_rows(text.encode("utf-16-le"))
        return
    assert read_rows(text.encode(encoding)).rows == [["姓名", "性别"], ["陈海川", "男"]]


def test_csv_of_our_own_comes_back() -> None:
    out = io.StringIO()
    write_csv(out, columns=COLUMNS, rows=[{"name": "=1+1", "gender": 'a,"b"\nc'}])
    assert people(out.getvalue().encode("utf-8-sig"))[0]["name"] == "=1+1"
    assert people(out.getvalue().encode("utf-8-sig"))[0]["gender"] == 'a,"b"\nc'


def test_pasted_cells() -> None:
    sheet = read_paste('陈海川\t男\t1971.3\r\n"吴\n丽敏"\t女\r\n\r\n')
    assert sheet.rows == [["陈海川", "男", "1971.3"], ["吴\n丽敏", "女", ""]]
    assert read_paste("").rows == []


def test_headings_below_titles_reworded_and_moved() -> None:
    sheet = Sheet(
        "x",
        [
            ["厦门鹭港集装箱码头有限公司成员名单", "", "", "", ""],
            ["填表人：", "林志远", "", "", ""],
            ["序号", "性 别*", "姓　名（必填）", "出生时间", "职称(技术等级)"],
            ["1", "男", "陈海川", "1971.3", "高级技师"],
            ["", "", "", "", ""],
            ["2", "女", "吴丽敏", "1978.11", ""],
        ],
        numbers={(3, 3)},
    )
    found = match_headings(sheet, COLUMNS)
    assert found.row == 2
    assert found.columns == {"gender": 1, "name": 2, "birth": 3, "title": 4}
    assert found.missing == ()
    assert found.unknown == {"A3": "序号"}
    rows = list(records(sheet, COLUMNS))
    assert [row.values["name"] for row in rows] == ["陈海川", "吴丽敏"]
    assert (rows[1].number, rows[1].address("birth"), rows[1].address("politics")) == (6, "D6", "第 6 行")
    assert rows[0].was_number("birth")
    assert not rows[1].was_number("birth")


def test_missing_required_heading_is_told() -> None:
    found = match_headings(Sheet("x", [["姓名", "职称"], ["陈海川", ""]]), COLUMNS)
    assert [column.key for column in found.missing] == ["gender"]


def test_a_table_without_headings_is_refused() -> None:
    with pytest.raises(Refused, match="没有找到表头。表头一行应有：姓名、性别"):
        match_headings(Sheet("x", [["陈海川", "男"], ["姓名", ""]]), COLUMNS)


@pytest.mark.parametrize("name", ["old.xls", "table.ods"])
def test_other_formats(name: str, tmp_path: Path) -> None:
    import shutil
    import subprocess

    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: .xls and .ods are not made here")
    source = tmp_path / "source.xlsx"
    source.write_bytes(book({"A1": "姓名", "B1": "性别", "A2": "陈海川", "B2": "男", "C2": 42}))
    ending = name.rpartition(".")[2]
    subprocess.run(
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--convert-to", ending, "--outdir", str(tmp_path), str(source)),
        ],
        check=True,
        capture_output=True,
        timeout=120,
    )
    sheet = read_rows((tmp_path / f"source.{ending}").read_bytes())
    assert sheet.rows == [["姓名", "性别", ""], ["陈海川", "男", "42"]]
