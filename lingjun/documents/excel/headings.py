"""Finding the columns of a table people have touched: title rows above, headings reworded, columns moved."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence

from lingjun.core.errors import Refused
from lingjun.core.text import compact, without_brackets

from .columns import Column, cell_address
from .merging import spread
from .reading import Sheet
from .writing import SAMPLE_MARK

_SEARCHED_ROWS = 20
_NOISE = re.compile(r"[*＊:：。.、，,“”\"'（）()【】\[\]/\\·\-—_]|必填|选填")


@dataclasses.dataclass(frozen=True, slots=True)
class Headings:
    """Where the columns are. `row` counts from 0; `unknown` are headings nobody asked for, by address.

    `merged`: what was done with merged cells below them, in words.
    """

    row: int
    columns: dict[str, int]
    missing: tuple[Column, ...]
    unknown: dict[str, str]
    merged: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True, slots=True)
class Record:
    """One filled row: values by column key ("" where empty or the column is missing)."""

    sheet: Sheet
    row: int
    values: dict[str, str]
    columns: dict[str, int]

    @property
    def number(self) -> int:
        """Row number as Excel shows it."""
        return self.row + 1

    def address(self, key: str) -> str:
        """Address of the cell of a column: C7; the row alone where the column is missing."""
        column = self.columns.get(key)
        return f"第 {self.number} 行" if column is None else cell_address(self.row, column)

    def was_number(self, key: str) -> bool:
        """Whether the cell held a number: a date such as 1978.1 may then have lost a zero."""
        return (self.row, self.columns.get(key, -1)) in self.sheet.numbers


def match_headings(sheet: Sheet, columns: Sequence[Column]) -> Headings:
    """The row, among the first twenty, that names most of the columns; at least two, or one of one.

    Blanks, stars, brackets and 必填 do not matter; labels, synonyms and keys are known. A heading that stands twice
    counts where it stands first. Values of merged cells below are spread. `Refused` when no row looks like headings.
    """
    wanted: dict[str, str] = {}
    for column in columns:
        for word in (column.label, *column.synonyms, column.key):
            wanted.setdefault(_key(word), column.key)
            wanted.setdefault(_key(without_brackets(word)), column.key)
    best: tuple[int, dict[str, int]] = (-1, {})
    for index, row in enumerate(sheet.rows[:_SEARCHED_ROWS]):
        found: dict[str, int] = {}
        for place, cell in enumerate(row):
            key = wanted.get(_key(cell)) or wanted.get(_key(without_brackets(cell))) if cell else None
            if key:
                found.setdefault(key, place)
        if len(found) > len(best[1]):
            best = (index, found)
    at, places = best
    if len(places) < min(2, len(columns)):
        labels = "、".join(column.label for column in columns[:6])
        raise Refused(f"没有找到表头。表头一行应有：{labels}{' 等' if len(columns) > 6 else ''}。请用模板填写。")
    used = set(places.values())
    return Headings(
        row=at,
        columns=places,
        missing=tuple(column for column in columns if column.required and column.key not in places),
        unknown={
            cell_address(at, place): cell for place, cell in enumerate(sheet.rows[at]) if cell and place not in used
        },
        merged=spread(sheet, at, used),
    )


def records(sheet: Sheet, columns: Sequence[Column], headings: Headings | None = None) -> Iterator[Record]:
    """Filled rows below the headings; empty rows and the template's sample row are skipped."""
    found = headings or match_headings(sheet, columns)
    for index, row in enumerate(sheet.rows[found.row + 1 :], start=found.row + 1):
        values = {
            column.key: row[found.columns[column.key]] if column.key in found.columns else "" for column in columns
        }
        if not any(values.values()) or any(compact(cell).startswith(compact(SAMPLE_MARK)) for cell in row):
            continue
        yield Record(sheet, index, values, found.columns)


def _key(text: str) -> str:
    return _NOISE.sub("", compact(text)).lower()
