"""Putting rows of cells together to a table: where each cell stands, and which cells are one by vertical merge."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from .errors import UnreadableDocument
from .model import Cell, Merge, Table

if TYPE_CHECKING:
    from .model import Block

#: Cells of one file. The 2012 form has 41; a list of 500 people with 8 columns still fits.
MAX_CELLS = 5_000
#: Paragraphs of one file, about a thousand pages.
MAX_PARAGRAPHS = 30_000
#: Word itself stops at 63 columns.
MAX_COLUMNS = 63
TOO_MANY_PARAGRAPHS = "这份文件有上千页，不像申报表，没有读。请只上传填好的申报表。"
TOO_MANY_CELLS = "这份文件的表格超过 5000 格，不像申报表，没有读。请只上传填好的申报表。"


@dataclasses.dataclass(slots=True)
class LooseCell:
    """A cell as written in the file, before it has found its neighbours."""

    column: int
    colspan: int
    merge: Merge
    blocks: list[Block]


class Budget:
    """Counts the cells and paragraphs of one file. Raises UnreadableDocument when they are too many."""

    def __init__(self) -> None:
        self.cells, self.paragraphs = MAX_CELLS, MAX_PARAGRAPHS

    def cell(self) -> None:
        """One more cell."""
        self.cells -= 1
        if self.cells < 0:
            raise UnreadableDocument(TOO_MANY_CELLS)

    def paragraph(self) -> None:
        """One more paragraph."""
        self.paragraphs -= 1
        if self.paragraphs < 0:
            raise UnreadableDocument(TOO_MANY_PARAGRAPHS)


def build_table(rows: list[list[LooseCell]]) -> Table:
    """Join vertical merges. What is written in a continued cell is not printed by Word, and is dropped here too.

    A continuation with nothing above it is a cell of its own, as Word shows it.
    """
    built: list[list[Cell]] = []
    above: dict[int, Cell] = {}
    for number, loose_row in enumerate(rows):
        row: list[Cell] = []
        here: dict[int, Cell] = {}
        for loose in loose_row:
            origin = above.get(loose.column) if loose.merge == "continue" else None
            if origin is None:
                origin = Cell(number, loose.column, loose.colspan, 1, loose.blocks)
            else:
                origin.rowspan += 1
            row.append(origin)
            if loose.merge:
                here[loose.column] = origin
        above = here
        built.append(row)
    return Table(built)
