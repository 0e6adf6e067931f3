"""The workbook xlsxwriter makes: its styles, options and names."""

from __future__ import annotations

import re
from typing import IO, Any, Final

import xlsxwriter

from .cells import clean

_SHEET_NAME: Final = re.compile(r"[\[\]:*?/\\']")


class Styles:
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
        # Away from the border, so that a number does not run into the words of the next column.
        self.number = book.add_format({**grid, "align": "right", "indent": 1})
        self.money = book.add_format({**grid, "align": "right", "indent": 1, "num_format": "#,##0.00"})
        self.date = book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "left"})
        self.minute = book.add_format({**grid, "num_format": "yyyy-mm-dd hh:mm", "align": "left"})
        self.text = book.add_format({"num_format": "@"})
        self.sample = book.add_format(
            {"num_format": "@", "italic": True, "font_color": "#5C554D", "bg_color": "#FBF6E9"}
        )
        self.note = book.add_format({"font_color": "#5C554D"})
        self.wrapped = book.add_format({**base, "valign": "top"})


def open_book(stream: IO[bytes]) -> Any:
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


def on_paper(page: Any, *, heading: int) -> None:
    """A4 across, as wide as one sheet, the row of the headings on each, numbered."""
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 0)
    page.repeat_rows(heading)
    page.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    page.set_footer("&C第 &P 页　共 &N 页", {"margin": 0.3})


def display_width(text: str) -> int:
    """In characters as a column counts them: a Chinese one is two, a Latin one is one."""
    return 2 * len(text) - len(text.encode("latin-1", "ignore"))


def sheet_name(name: str) -> str:
    return _SHEET_NAME.sub(" ", clean(name)).strip()[:31] or "Sheet1"
