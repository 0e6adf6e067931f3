"""What a Word file looks like to a reader: paragraphs and tables in the order of the page, no looks at all."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterator

#: How a cell takes part in a vertical merge.
Merge: TypeAlias = Literal["", "restart", "continue"]


@dataclasses.dataclass(slots=True)
class Paragraph:
    """Text as printed; line breaks are "\\n". `listed`: Word numbers it by itself (the number is not in it)."""

    text: str
    listed: bool = False


@dataclasses.dataclass(slots=True, eq=False)
class Cell:
    """One cell. `column`/`colspan` count grid columns, `row`/`rowspan` rows of its table. Compared by identity."""

    row: int
    column: int
    colspan: int
    rowspan: int
    blocks: list[Block]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Every paragraph in reading order; a row of a nested table counts as one, cells parted by a tab."""
        return _paragraphs(self.blocks)

    def lines(self) -> list[str]:
        """Printed lines, without the empty ones."""
        return [line for p in self.paragraphs() for line in p.text.split("\n") if line.strip()]

    def tables(self) -> Iterator[Table]:
        """Tables directly inside this cell."""
        return (block for block in self.blocks if isinstance(block, Table))


@dataclasses.dataclass(slots=True, eq=False)
class Table:
    """`rows[i]` lists the cells covering row i from left to right: a merged cell is the same object in each row."""

    rows: list[list[Cell]]


Block: TypeAlias = Paragraph | Table


@dataclasses.dataclass(slots=True)
class Document:
    """The main text of a file. `kind` is "docx" or "doc"."""

    blocks: list[Block]
    kind: str

    def tables(self) -> Iterator[Table]:
        """Every table, an outer one before those nested in it."""
        return _tables(self.blocks)


def _paragraphs(blocks: list[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
            continue
        for number, row in enumerate(block.rows):
            cells = ["\n".join(cell.lines()) for cell in row if cell.row == number]
            yield Paragraph("\t".join(text for text in cells if text))


def _tables(blocks: list[Block]) -> Iterator[Table]:
    for block in blocks:
        if isinstance(block, Table):
            yield block
            for number, row in enumerate(block.rows):
                for cell in row:
                    if cell.row == number:
                        yield from _tables(cell.blocks)
