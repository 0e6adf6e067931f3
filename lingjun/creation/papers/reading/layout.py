"""Finding the boxes of the form: each label, and the cells that belong to it however they were merged or split."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from .labels import FIELDS, FOREIGN, NOTE, SECTION, Label, find_label
from .words import spaced_line

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lingjun.documents.reading import Cell, Paragraph, Table


@dataclasses.dataclass(slots=True)
class Box:
    """A label with its cells. `in_leader` says that it stands beside the heading 劳模本人基本情况."""

    label: Label
    cells: list[Cell]
    in_leader: bool = False

    @property
    def text(self) -> str:
        """Words of the box as printed, what follows the label in its own cell first."""
        return "\n".join(
            part for part in (self.label.inline, *("\n".join(c.lines()) for c in self.cells)) if part.strip()
        )

    def paragraphs(self) -> Iterable[Paragraph]:
        """Paragraphs of all cells."""
        return (paragraph for cell in self.cells for paragraph in cell.paragraphs())


@dataclasses.dataclass(slots=True)
class Sheet:
    """The boxes of one table, in the order of the paper, and the words that belong to none."""

    boxes: list[Box]
    stray: list[str]

    @property
    def score(self) -> int:
        """Fields of the form that have a label here."""
        return len({box.label.key for box in self.boxes} & FIELDS.keys())


def read_sheet(table: Table) -> Sheet:
    """Assign every cell of a table to a label, or to none."""
    return _Assigner(table).sheet()


class _Assigner:
    def __init__(self, table: Table) -> None:
        self.rows = table.rows
        self.labels: dict[int, Label] = {}
        self.owners: dict[int, Box] = {}
        self.boxes: dict[int, Box] = {}
        self.leader: Cell | None = None
        self.heads = {id(cell): cell for cell in self.origins()}
        for cell in self.heads.values():
            label = find_label(cell.lines())
            if label is not None:
                self.labels[id(cell)] = label
                if label.key == SECTION and "单位" not in label.words and self.leader is None:
                    self.leader = cell

    def origins(self) -> Iterable[Cell]:
        """Every cell once."""
        return (cell for number, row in enumerate(self.rows) for cell in row if cell.row == number)

    def sheet(self) -> Sheet:
        self.settle_values()
        for number, row in enumerate(self.rows):
            self.take_beside(row)
            if number:
                self.take_continued(number)
        self.take_below()
        stray = [text for cell in self.heads.values() if (text := self.stray(cell))]
        return Sheet(list(self.boxes.values()), stray)

    def settle_values(self) -> None:
        """In the box of a long field, words like "联系人：" are text, not a label."""
        for row in self.rows:
            owner: Label | None = None
            for cell in row:
                label = self.labels.get(id(cell))
                if label is None:
                    continue
                if label.inline and owner is not None and owner.long and label.key != owner.key:
                    del self.labels[id(cell)]
                else:
                    owner = label

    def take_beside(self, row: list[Cell]) -> None:
        """Cells to the right of a label, up to the next one."""
        box: Box | None = None
        for cell in row:
            label = self.labels.get(id(cell))
            if label is not None:
                box = self.box(cell, label)
            elif box is not None and id(cell) not in self.owners and box.label.key != SECTION:
                self.take(box, cell)

    def take_continued(self, number: int) -> None:
        """A row added without a label belongs to the long field above it."""
        row = [cell for cell in self.rows[number] if cell.row == number]
        if any(id(cell) in self.labels or id(cell) in self.owners for cell in row):
            return
        above = [self.boxes[id(cell)] for cell in self.rows[number - 1] if id(cell) in self.boxes]
        above = [box for box in above if box.label.key != SECTION]
        owner = above[-1] if len(above) == 1 else None
        if owner is None and not above and self.rows[number - 1]:
            owner = self.owners.get(id(self.rows[number - 1][-1]))
        if owner is not None and owner.label.long:
            for cell in row:
                self.take(owner, cell)

    def take_below(self) -> None:
        """Labels that stand over their box instead of in front of it."""
        for key, box in self.boxes.items():
            if box.cells or box.label.inline or box.label.key in (SECTION, NOTE):
                continue
            head = self.heads[key]
            below = head.row + head.rowspan
            if below < len(self.rows):
                for cell in self.rows[below]:
                    free = id(cell) not in self.labels and id(cell) not in self.owners
                    if free and cell.column == head.column and cell.row == below:
                        self.take(box, cell)

    def box(self, cell: Cell, label: Label) -> Box:
        if id(cell) not in self.boxes:
            leader = self.leader
            inside = leader is not None and leader.row <= cell.row < leader.row + leader.rowspan
            self.boxes[id(cell)] = Box(label, [], inside)
        return self.boxes[id(cell)]

    def take(self, box: Box, cell: Cell) -> None:
        self.owners[id(cell)] = box
        box.cells.append(cell)

    def stray(self, cell: Cell) -> str:
        if id(cell) in self.owners or id(cell) in self.labels:
            return ""
        return spaced_line("\n".join(cell.lines()))


__all__ = ["FOREIGN", "NOTE", "SECTION", "Box", "Sheet", "read_sheet"]
