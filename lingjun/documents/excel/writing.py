"""Writing templates to fill, and CSV. Text stays text."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import IO, Any, Final

from django.utils import timezone

from .books import Styles, display_width, on_paper, open_book, sheet_name
from .cells import RISKY, clean
from .columns import Column
from .tables import Row, values_of

SAMPLE_MARK: Final = "示例："
"""Beginning of the first cell of a template's sample row; such rows are skipped when the file comes back."""
NOTES_SHEET: Final = "填写说明"
CHOICES_SHEET: Final = "选项"
_TEMPLATE_ROWS: Final = 2_000


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
    book = open_book(stream)
    page = book.add_worksheet(sheet_name(sheet))
    style = Styles(book)
    like = _sample(columns, sample) if sample is not None else []
    for index, column in enumerate(columns):
        # What is shown in the first column as a sample is read whole; another's runs on into the next.
        width = max(column.width, display_width(like[0]) + 2) if like and index == 0 else column.width
        page.set_column(index, index, width, style.text)
        page.write_string(0, index, column.label, style.required if column.required else style.heading)
    # Constant memory writes row by row: the headings must be complete before the sample.
    for index, words in enumerate(like):
        page.write_string(1, index, words, style.sample)
    page.freeze_panes(1, 1)
    on_paper(page, heading=0)
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


def _sample(columns: Sequence[Column], sample: Mapping[str, str]) -> list[str]:
    words = [clean(str(sample.get(column.key, ""))) for column in columns]
    return [f"{SAMPLE_MARK}{words[0]}", *words[1:]]


def write_csv(stream: IO[str], *, columns: Sequence[Column], rows: Iterable[Row]) -> int:
    """Write CSV and give the number of rows; open the stream with utf-8-sig, so that Excel reads the Chinese.

    Text that a spreadsheet would take for a formula gets an apostrophe in front.
    """
    writer = csv.writer(stream)
    writer.writerow([column.label for column in columns])
    count = 0
    for data in rows:
        writer.writerow(list(map(_csv_cell, values_of(data, columns))))
        count += 1
    return count


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
    return f"'{text}" if str(value).startswith(RISKY) else text


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


def _write_notes(page: Any, columns: Sequence[Column], notes: Sequence[str], *, sample: bool, style: Styles) -> None:
    on_paper(page, heading=0)
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
