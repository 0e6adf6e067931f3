"""Merged cells: a spreadsheet keeps their value in the first cell alone, people mean it for every row."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Final

from lingjun.core.errors import Refused

from .columns import cell_address, column_letters

if TYPE_CHECKING:
    from .reading import Sheet

SUMS: Final = frozenset({"合计", "总计", "小计"})
"""How the line of sums below a list begins; its cells are often merged."""
MAX_FILLED: Final = 200_000
MAX_TEXT: Final = 20_000_000
SHOWN: Final = 12
_TOO_MUCH: Final = "合并单元格太多，请取消合并、每行都填上以后再传。"


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Merged:
    """One range, rows and columns counted from 0, both ends in it."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def address(self) -> str:
        """As Excel shows it: C3:C7."""
        return f"{cell_address(self.top, self.left)}:{cell_address(self.bottom, self.right)}"


def spread(sheet: Sheet, head: int, places: Collection[int]) -> tuple[str, ...]:
    """Write the value of each range that goes down below the headings into every filled row it covers.

    `places`: the columns that are read. Of ranges across, the first column has the value. Gives what was done, in
    words, ranges of one kind together. Doing it again changes nothing. Raises Refused for more than any list has.
    """
    same: list[Merged] = []
    empty: list[Merged] = []
    across: dict[int, list[Merged]] = {}
    filled = text = 0
    for one in sheet.merged:
        if one.top <= head or one.top >= len(sheet.rows) or one.left not in places:
            continue
        value = sheet.rows[one.top][one.left] if one.left < len(sheet.rows[one.top]) else ""
        rows = range(one.top + 1, min(one.bottom, len(sheet.rows) - 1) + 1)
        filled += len(rows) + 1
        if filled > MAX_FILLED:
            raise Refused(_TOO_MUCH)
        if not value:
            empty.append(one)
            continue
        covered = [index for index in rows if any(sheet.rows[index])]
        for index in covered:
            sheet.rows[index][one.left] = value
            if (one.top, one.left) in sheet.numbers:
                sheet.numbers.add((index, one.left))
        text += len(value) * len(covered)
        if text > MAX_TEXT:
            raise Refused(_TOO_MUCH)
        if covered:
            same.append(one)
        elif _hides(sheet, one, places):
            across.setdefault(one.left, []).append(one)
    told = [f"{_named(same)}是合并单元格，按同一个值读入。"] if same else []
    told += [f"{_named(ranges)}是合并单元格，内容只算在 {column_letters(at)} 列。" for at, ranges in across.items()]
    told += [f"{_named(empty)}是合并单元格，里面没有内容。"] if empty else []
    return tuple(told)


def _hides(sheet: Sheet, one: Merged, places: Collection[int]) -> bool:
    """Whether a range across takes the place of another column's cell; titles, remarks and sums below do not."""
    row = sheet.rows[one.top]
    alone = not any(cell for at, cell in enumerate(row) if at != one.left)
    return not alone and row[one.left] not in SUMS and any(one.left < place <= one.right for place in places)


def downwards(sheet: Sheet, head: int, place: int) -> Iterable[Merged]:
    """Ranges of one column that go over several rows below the headings."""
    return (
        one for one in sheet.merged if one.left == place and head < one.top < min(one.bottom + 1, len(sheet.rows))
        and one.bottom > one.top
    )  # fmt: skip


def _named(ranges: list[Merged]) -> str:
    words = "、".join(one.address for one in ranges[:SHOWN])
    return f"{words} 等 {len(ranges)} 处" if len(ranges) > SHOWN else f"{words} "
