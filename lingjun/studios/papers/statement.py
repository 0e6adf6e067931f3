"""决算表 of a year: what was left, what came, what was spent on what, what is left; as Word and as Excel."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Sequence
from decimal import Decimal
from typing import IO, TYPE_CHECKING, Any, Final

import xlsxwriter

from lingjun.documents.excel import clean, on_paper
from lingjun.documents.printing import docx
from lingjun.studios.models import Expense, GrantSource, Use
from lingjun.studios.money import ZERO, Account

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

PAGE = docx.Page(top=1134, bottom=1134, sides=1021, footer=567)
SIGNATURES: Final = ("领衔人（签字）", "财务负责人（签字）", "单位工会（盖章）", "单位（盖章）")
MONEY: Final = {"num_format": '#,##0.00;-#,##0.00;"—"', "align": "right", "indent": 1, "text_wrap": False}
"""Nothing is a dash, as on the Word paper."""
MOST_LINES: Final = 2_000
"""Expenses listed behind the table; a studio's year has some dozens."""


@dataclasses.dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: amounts by source and together; `level` 0 is a heading figure, 1 stands under it."""

    label: str
    amounts: tuple[Decimal, ...]
    level: int = 0

    @property
    def total(self) -> Decimal:
        return sum(self.amounts, ZERO)


def title(studio: Studio, year: int) -> str:
    return f"{studio.name} {year} 年度经费决算表"


def rows(figures: Account) -> list[Row]:
    """上年结余, 本年收入, 本年支出 by use, 年末结余."""
    sources = [figures.sources[source] for source in GrantSource.values]
    found = [
        Row("一、上年结余", tuple(line.opening for line in sources)),
        Row("二、本年收入", tuple(line.income for line in sources)),
        Row("三、本年支出", tuple(line.spent for line in sources)),
    ]
    for use, amounts in figures.uses.items():
        by_source = tuple(amounts.get(source, ZERO) for source in GrantSource.values)
        found.append(Row(str(Use(use).label), by_source, level=1))
    found.append(Row("四、年末结余", tuple(line.closing for line in sources)))
    return found


def remarks(figures: Account, expenses: Sequence[Expense]) -> list[str]:
    """What the reader should know: what was noticed, line by line, and what is overdrawn."""
    found = [f"{label}年末超支 {-line.closing:,.2f} 元。" for label, line in figures.shown if line.closing < 0]
    found += [f"{line.on:%m-%d}“{line.what}”{line.amount:,.2f} 元：{line.warning}" for line in expenses if line.warning]
    return found


def word(studio: Studio, figures: Account, expenses: Sequence[Expense]) -> bytes:
    """The .docx: the table with signatures on the first page, remarks and the list of expenses behind it.

    `expenses`: of the year, with `grant`, oldest first.
    """
    widths = (2050, 1560, 1560, 1560, 1560, 1560)
    body = docx.paragraph(
        docx.words(title(studio, figures.year), size=18, font=docx.TITLE_SONG), align="center", line=28, after=160
    )  # fmt: skip
    head = f"单位：{studio.unit.name}"
    body += docx.paragraph(
        docx.words(f"{head}\t金额单位：元", size=11), line=18, after=60, right_tab=sum(widths)
    )  # fmt: skip
    lines = [_cells(widths, ["项目", *map(str, GrantSource.labels), "合计"], head=True)]
    for row in rows(figures):
        words = [_amount(amount) for amount in (*row.amounts, row.total)]
        lines.append(_cells(widths, [f"{'　　' if row.level else ''}{row.label}", *words], bold=row.level == 0))
    lines.append(_remark_row(widths, remarks(figures, expenses)))
    body += docx.table(widths, *lines)
    body += docx.paragraph(docx.words("", size=6), line=8)
    body += _seals(sum(widths))
    if expenses:
        body += docx.paragraph(
            docx.words("附：支出明细", size=14, font=docx.HEITI), line=24, before=240, after=80
        )  # fmt: skip
        body += _details(expenses)
    footer = docx.paragraph(
        docx.words(f"{title(studio, figures.year)}　第 ", size=9), docx.field("PAGE"), docx.words(" 页", size=9),
        align="center", line=14,
    )  # fmt: skip
    return docx.document(body, page=PAGE, title=title(studio, figures.year), footer=footer)


def _amount(amount: Decimal) -> str:
    return f"{amount:,.2f}" if amount else "—"


def _cells(widths: Sequence[int], texts: Sequence[str], *, head: bool = False, bold: bool = False) -> str:
    font = docx.HEITI if head or bold else docx.FANGSONG
    cells = [
        docx.cell(
            docx.paragraph(
                docx.words(text, size=10.5, font=font),
                align="center" if head else ("right" if place else "left"), line=16,
            ),
            width=width,
        )
        for place, (text, width) in enumerate(zip(texts, widths, strict=True))
    ]  # fmt: skip
    return docx.row(*cells, height=480 if head else 420, whole=True)


def _remark_row(widths: Sequence[int], lines: Sequence[str]) -> str:
    paragraphs = "".join(
        docx.paragraph(docx.words(text, size=10.5), line=16) for text in (lines[:12] or ["无。"])
    )  # fmt: skip
    if len(lines) > 12:
        paragraphs += docx.paragraph(docx.words(f"另有 {len(lines) - 12} 条，见支出明细。", size=10.5), line=16)
    label = docx.paragraph(docx.words("说明", size=10.5, font=docx.HEITI), line=16)
    return docx.row(
        docx.cell(label, width=widths[0]), docx.cell(paragraphs, width=sum(widths[1:]), span=len(widths) - 1),
        height=700,
    )  # fmt: skip


def _seals(width: int) -> str:
    each = width // 4
    boxes = [
        docx.cell(
            docx.paragraph(docx.words(label, size=10.5), line=16)
            + docx.paragraph(docx.words("", size=10.5), line=44)
            + docx.paragraph(docx.words("年　　月　　日", size=10.5), align="right", line=16),
            width=each, valign="top",
        )
        for label in SIGNATURES
    ]  # fmt: skip
    return docx.table((each,) * 4, docx.row(*boxes, height=1700, whole=True), top=60)


def _details(expenses: Sequence[Expense]) -> str:
    widths = (1420, 2280, 1150, 2050, 1500, 1450)
    lines = [_cells(widths, ["日期", "事项", "用途", "经费", "凭证号", "金额（元）"], head=True)]
    for line in expenses[:MOST_LINES]:
        texts = [
            f"{line.on:%Y-%m-%d}", f"{line.what}{'　※' if line.warning else ''}", str(line.get_use_display()),
            str(line.grant), line.voucher, f"{line.amount:,.2f}",
        ]  # fmt: skip
        cells = [
            docx.cell(
                docx.paragraph(docx.words(text, size=9), align="right" if place == 5 else "left", line=14), width=width
            )
            for place, (text, width) in enumerate(zip(texts, widths, strict=True))
        ]
        lines.append(docx.row(*cells, height=340, whole=True))
    if rest := expenses[MOST_LINES:]:
        left = f"{sum((line.amount for line in rest), ZERO):,.2f}"
        lines.append(_cells(widths, [f"其余 {len(rest)} 笔", "见 Excel 决算表", "", "", "", left]))
    total = f"{sum((line.amount for line in expenses), ZERO):,.2f}"
    lines.append(_cells(widths, [f"合计 {len(expenses)} 笔", "", "", "", "", total], bold=True))
    mark = docx.paragraph(docx.words("※ 见说明。", size=9), line=14) if any(line.warning for line in expenses) else ""
    return docx.table(widths, *lines) + mark


def excel(stream: IO[bytes], studio: Studio, figures: Account, expenses: Sequence[Expense]) -> None:
    """The same as .xlsx: amounts as numbers, boxes for signature and seal, expenses on a sheet of their own.

    Texts are written as texts: nothing a person typed becomes a formula or a link.
    """
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(stream, {"in_memory": True, **options})
    grid = {"border": 1, "valign": "vcenter", "text_wrap": True, "font_size": 11}
    style = {
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "plain": book.add_format({"valign": "vcenter"}),
        "right": book.add_format({"valign": "vcenter", "align": "right"}),
        "head": book.add_format({**grid, "bold": True, "align": "center", "bg_color": "#F0ECE5"}),
        "text": book.add_format(grid),
        "bold": book.add_format({**grid, "bold": True}),
        "money": book.add_format({**grid, **MONEY}),
        "sum": book.add_format({**grid, **MONEY, "bold": True}),
        "date": book.add_format({**grid, "num_format": "yyyy-mm-dd", "align": "left"}),
        "box": book.add_format({**grid, "valign": "top"}),
    }
    _sheet(book, style, studio, figures, remarks(figures, expenses))
    if expenses:
        _expense_sheet(book, style, figures.year, expenses)
    book.close()


def _sheet(book: Any, style: dict[str, Any], studio: Studio, figures: Account, said: Sequence[str]) -> None:
    page = book.add_worksheet(f"{figures.year} 年决算")
    page.set_column(0, 0, 22)
    page.set_column(1, 5, 17)
    page.set_row(0, 34)
    page.merge_range(0, 0, 0, 5, title(studio, figures.year), style["title"])
    page.merge_range(1, 0, 1, 4, clean(f"单位：{studio.unit.name}"), style["plain"])
    page.write_string(1, 5, "金额单位：元", style["right"])
    for place, label in enumerate(["项目", *map(str, GrantSource.labels), "合计"]):
        page.write_string(2, place, label, style["head"])
    at = 3
    for row in rows(figures):
        page.set_row(at, 22)
        page.write_string(at, 0, f"{'　　' if row.level else ''}{row.label}", style["text" if row.level else "bold"])
        for place, amount in enumerate((*row.amounts, row.total), 1):
            # Excel keeps 15 digits: enough for any amount of these columns to the cent.
            page.write_number(at, place, float(amount), style["money" if row.level else "sum"])
        at += 1
    page.write_string(at, 0, "说明", style["bold"])
    page.set_row(at, max(34, 17 * len(said)))
    page.merge_range(at, 1, at, 5, clean("\n".join(said) or "无。"), style["text"])
    at += 2
    for label, (first, last) in zip(SIGNATURES, ((0, 0), (1, 2), (3, 4), (5, 5)), strict=True):
        words = f"{label}\n\n\n\n　　　年　　月　　日"
        if first == last:
            page.write_string(at, first, words, style["box"])
        else:
            page.merge_range(at, first, at, last, words, style["box"])
    page.set_row(at, 96)
    page.set_landscape()
    page.set_paper(9)
    page.fit_to_pages(1, 1)


def _expense_sheet(book: Any, style: dict[str, Any], year: int, expenses: Sequence[Expense]) -> None:
    page = book.add_worksheet(f"{year} 年支出明细")
    columns = DETAILS if any(line.warning for line in expenses) else DETAILS[:-1]
    for place, (label, width) in enumerate(columns):
        page.set_column(place, place, width)
        page.write_string(0, place, label, style["head"])
    for at, line in enumerate(expenses, 1):
        page.write_datetime(at, 0, line.on, style["date"])
        texts = (line.what, str(line.get_use_display()), str(line.grant), line.payee, line.voucher)
        for place, text in enumerate(texts, 1):
            page.write_string(at, place, clean(text), style["text"])
        page.write_number(at, 6, float(line.amount), style["money"])
        if columns is DETAILS:
            page.write_string(at, 7, clean(line.warning), style["text"])
        page.set_row(at, _height((*texts, "", line.warning)))
    at = len(expenses) + 1
    for place in range(len(columns)):
        page.write_string(at, place, "合计" if place == 0 else "", style["bold"])
    page.write_number(at, 6, float(sum((line.amount for line in expenses), ZERO)), style["sum"])
    page.freeze_panes(1, 0)
    on_paper(page, heading=0)


def _height(texts: Sequence[str]) -> int:
    """Points a row needs for its wrapped texts (from the second column on): not every program fits rows by itself."""
    lines = [
        math.ceil(sum(1 if letter.isascii() else 2 for letter in text) * 1.15 / width)
        for text, (_, width) in zip(texts, DETAILS[1:], strict=True)
    ]
    return 16 * max(1, *lines) + 4


DETAILS: Final = (
    ("日期", 12), ("事项", 34), ("用途", 14), ("经费", 24), ("收款方", 24), ("凭证号", 14),
    ("金额（元）", 14), ("提醒", 40),
)  # fmt: skip
