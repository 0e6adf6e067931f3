"""Cells as they stand in the file: what was put in comes back, whatever it is made of."""

import datetime
import io
import zipfile
from decimal import Decimal
from enum import IntEnum
from typing import Any

import openpyxl
import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from lingjun.documents.excel import Column, read_rows
from tests.documents.excel_samples import COLUMNS, table

NAME = [Column("name", "姓名")]


class Level(IntEnum):
    CITY = 2


def cell(value: Any) -> Any:
    return openpyxl.load_workbook(io.BytesIO(table([{"name": value}], NAME))).active["A2"]


@pytest.mark.parametrize(
    "text",
    [
        "<r><t>红</t></r>", "甲 & 乙 < 丙 > 丁", '"引"', "</t></is></c></row></sheetData>", "]]>", "&amp;", "_x0041_",
        " 前后 ", "　全角　", "两\n行", "末尾\n", "_x", "0592", "1978.10", "𠮷野家", mark_safe("<b>粗</b>"),
    ],
)  # fmt: skip
def test_markup_codes_and_blanks_stay_text(text: str) -> None:
    found = cell(text)
    # openpyxl keeps Excel's escape of an underscore; Excel and our own reader show the text itself.
    assert str(found.value).replace("_x005F_", "_") == text
    assert (found.data_type, found.quotePrefix) in {("s", False), ("s", None), ("inlineStr", False)}


def test_text_is_cut_where_excel_cuts_it() -> None:
    assert len(cell("长" * 40_000).value) == 32_767
    assert len(cell("𠮷" * 40_000).value.encode("utf-16-le")) == 2 * 32_766
    assert cell("=" + "长" * 40_000).quotePrefix


@pytest.mark.parametrize(
    ("value", "found"),
    [
        (Level.CITY, 2), (Decimal("12345.67"), 12345.67), (0, 0), (-1.5, -1.5), (0.1 + 0.2, 0.3),
        (gettext_lazy("甲"), "甲"), ("", None), (None, None), (False, "否"),
        (datetime.date(1900, 1, 1), datetime.datetime(1900, 1, 1)),  # noqa: DTZ001 - spreadsheets know no zone
        (datetime.date(1900, 2, 28), datetime.datetime(1900, 2, 28)),  # noqa: DTZ001
        (datetime.date(1900, 3, 1), datetime.datetime(1900, 3, 1)),  # noqa: DTZ001
        (datetime.datetime(2013, 5, 8, 23, 59, 30), datetime.datetime(2013, 5, 8, 23, 59, 30)),  # noqa: DTZ001
    ],
)  # fmt: skip
def test_every_kind_of_value(value: Any, found: Any) -> None:
    assert cell(value).value == found


@pytest.mark.parametrize(
    ("value", "shown"),
    [(Decimal(23760), "#,##0.00"), (Decimal("2.5"), "#,##0.00"), (2026, "General"), (47.3, "General")],
)
def test_money_is_shown_as_money_and_no_number_touches_the_next_column(value: Any, shown: str) -> None:
    found = cell(value)
    assert (found.number_format, found.alignment.horizontal, found.alignment.indent) == (shown, "right", 1)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(value: Any) -> None:
    with pytest.raises(ValueError, match="no number"):
        table([{"name": value}], NAME)


@pytest.mark.parametrize("title", ["", "成员名单"])
@pytest.mark.parametrize("notes", [(), ("共 3 人", "=完")])
@pytest.mark.parametrize("count", [0, 1, 3, 450])
def test_nothing_is_left_of_the_frame(title: str, notes: tuple[str, ...], count: int) -> None:
    content = table([{"name": f"人{n}", "gender": "=男"} for n in range(count)], title=title, notes=notes)
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    head = [[title]] if title else []
    lines = [*head, [one.label for one in COLUMNS], *([f"人{n}", "=男"] for n in range(count)), *([n] for n in notes)]
    found = [[cell.value for cell in row if cell.value is not None] for row in page.iter_rows()]
    assert found == lines
    assert page.dimensions == f"A1:E{len(lines)}"
    if count:
        below = len(head) + 2
        assert (page.cell(below, 1).border.left.style, page.cell(below, 2).quotePrefix) == ("thin", True)
        assert page.cell(below, 3).border.left.style == "thin"  # an empty cell has its lines too
    assert [[one for one in row if one] for row in read_rows(content).rows] == lines
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert package.testzip() is None
