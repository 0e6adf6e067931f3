"""Which column of a foreign list is which of ours: by known headings, by what was said last time, by the officer."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from lingjun.core.text import compact, squeeze, without_brackets
from lingjun.documents.excel import SAMPLE_MARK, SUMS, Sheet, cell_address, downwards, read_rows, spread
from lingjun.studios.models import ImportBatch
from lingjun.workbench.studio_import.columns import COLUMNS, KEYS, MAX_ROWS

SEARCHED: Final = 15
"""Rows among which the headings are looked for."""
SAMPLES: Final = 3
WHY: Final = "有什么问题"
"""Heading our own list of refused rows begins with: it comes back corrected."""
REMEMBERED: Final = 10
"""Earlier lists whose mapping is offered again."""
MOST_TOLD: Final = 20
"""Studios over several rows that are told one by one."""
_NOISE = re.compile(r"[*＊:：。.、，,“”\"'()（）【】\[\]/\\·\-—_]|必填|选填")


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One filled row: texts by column key, and how many rows above it stand in the file."""

    row: int
    values: dict[str, str]
    places: Mapping[str, int]
    numbers: frozenset[str]

    @property
    def number(self) -> int:
        """Row number as Excel shows it."""
        return self.row + 1

    def address(self, key: str) -> str:
        """Address of the cell: C7; the row alone where the list has no such column."""
        place = self.places.get(key)
        return f"第 {self.number} 行" if place is None else cell_address(self.row, place)


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """A list with its headings: `headings` by place (one that stands twice gets a number), `columns` key to place.

    `merged`: what was done with merged cells, in words.
    """

    sheet: Sheet
    head: int
    headings: dict[int, str]
    columns: dict[str, int]
    merged: tuple[str, ...] = ()

    @property
    def missing(self) -> list[str]:
        """Labels of needed columns that were not found."""
        return [column.label for column in COLUMNS if column.required and column.key not in self.columns]

    def samples(self, place: int) -> list[str]:
        """The first filled cells of a column."""
        cells = (row[place] for row in self.sheet.rows[self.head + 1 :] if row[place])
        return [cell[:24] for cell, _ in zip(cells, range(SAMPLES), strict=False)]

    def lines(self) -> Iterator[Line]:
        """Filled rows below the headings; sums and sample rows are passed over."""
        for index, row in enumerate(self.sheet.rows[self.head + 1 :], start=self.head + 1):
            values = {key: row[place] for key, place in self.columns.items()}
            first = next((compact(cell) for cell in row if cell), "")
            if not any(values.get(key) for key in ("name", "leader", "unit")):
                continue
            if first.startswith(compact(SAMPLE_MARK)) or first in SUMS:
                continue
            numbers = frozenset(key for key, place in self.columns.items() if (index, place) in self.sheet.numbers)
            yield Line(index, {key: values.get(key, "") for key in KEYS}, self.columns, numbers)


def read_table(content: bytes, batch_mapping: Mapping[str, Any], remembered: Mapping[str, str]) -> Table:
    """The list with its columns found. Raises Refused for what is no readable table."""
    sheet = read_rows(content, max_rows=MAX_ROWS, spare=40, sheet=str(batch_mapping.get("sheet", "")))
    said: dict[str, str] = {**remembered, **batch_mapping.get("headings", {})}
    asked = batch_mapping.get("row")
    candidates = range(min(SEARCHED, len(sheet.rows)))
    if isinstance(asked, int) and asked in candidates:
        head = asked
    else:
        head = max(candidates, key=lambda index: (_found(sheet.rows[index], said), _filled(sheet.rows[index]), -index))
    headings = _named(sheet.rows[head])
    columns: dict[str, int] = {}
    for place, heading in headings.items():
        key = said[heading] if heading in said else known(heading)
        if key in KEYS:
            columns.setdefault(key, place)
    merged = spread(sheet, head, columns.values())
    return Table(sheet, head, headings, columns, (*merged, *_folded(sheet, head, columns)))


def _folded(sheet: Sheet, head: int, columns: Mapping[str, int]) -> list[str]:
    """A name merged over several rows is one studio with several projects: they go to its first row."""
    told, place = [], columns.get("projects", -1)
    for one in downwards(sheet, head, columns.get("name", -1)):
        first, last = sheet.rows[one.top], min(one.bottom, len(sheet.rows) - 1)
        if not first[one.left]:
            continue
        rest = range(one.top + 1, last + 1)
        lost = [
            cell_address(index, at)
            for index in rest
            for at in sorted(columns.values())
            if at != place and sheet.rows[index][at] not in {"", first[at]}
        ]
        if place >= 0:
            projects = dict.fromkeys([first[place], *(sheet.rows[index][place] for index in rest)])
            first[place] = "\n".join(filter(None, projects))
        for index in rest:
            sheet.rows[index] = [""] * len(first)
        words = f"，{'、'.join(lost[:6])}{' 等' if len(lost) > 6 else ''} 没有读入" if lost else ""
        told.append(f"第 {one.top + 1} 至 {last + 1} 行合并了名称，算一个工作室，项目并在一起{words}。")
    return told[:MOST_TOLD]


def remembered_headings(batch: ImportBatch) -> dict[str, str]:
    """What was said about headings in earlier lists of the federation, the latest counting."""
    found: dict[str, str] = {}
    earlier = ImportBatch.objects.filter(federation_id=batch.federation_id).exclude(pk=batch.pk).order_by("-pk")
    for mapping in earlier.values_list("mapping", flat=True)[:REMEMBERED]:
        for heading, key in mapping.get("headings", {}).items():
            found.setdefault(heading, key)
    return found


def remembered_unions(batch: ImportBatch) -> dict[str, int]:
    """Which words meant which union in earlier lists, and in this one."""
    found: dict[str, int] = dict(batch.mapping.get("unions", {}))
    earlier = ImportBatch.objects.filter(federation_id=batch.federation_id).exclude(pk=batch.pk).order_by("-pk")
    for mapping in earlier.values_list("mapping", flat=True)[:REMEMBERED]:
        for words, key in mapping.get("unions", {}).items():
            found.setdefault(words, key)
    return found


def known(heading: str) -> str:
    """Key of a heading by label and usual wordings, "" for an unknown one."""
    return _WORDS.get(_key(heading)) or _WORDS.get(_key(without_brackets(heading))) or ""


def _key(text: str) -> str:
    return _NOISE.sub("", compact(text)).lower()


_WORDS: Final[dict[str, str]] = {}
for _column in COLUMNS:
    for _word in (_column.label, without_brackets(_column.label), *_column.synonyms):
        _WORDS.setdefault(_key(_word), _column.key)


def _named(row: list[str]) -> dict[int, str]:
    """Headings by place, without our own remarks; the second “人数” becomes “人数（2）”."""
    seen: dict[str, int] = {}
    found: dict[int, str] = {}
    for place, cell in enumerate(row):
        words = squeeze(cell)[:60]
        if words and words != WHY:
            seen[words] = seen.get(words, 0) + 1
            found[place] = words if seen[words] == 1 else f"{words}（{seen[words]}）"
    return found


def _found(row: list[str], said: Mapping[str, str]) -> int:
    return len({said.get(squeeze(cell)) or known(cell) for cell in row if cell} - {""})


def _filled(row: list[str]) -> int:
    return len({cell for cell in row if cell and len(cell) <= 30})
