"""What a table consists of: shared by lists that are written, templates, and sheets that are read."""

from __future__ import annotations

import dataclasses


@dataclasses.dataclass(frozen=True, slots=True)
class Column:
    """One column. `choices` become a drop-down, `synonyms` are further headings people use, `note` says how to fill.

    `width` is in characters (a Chinese character counts 2).
    """

    key: str
    label: str
    width: float = 14
    choices: tuple[str, ...] = ()
    synonyms: tuple[str, ...] = ()
    required: bool = False
    note: str = ""


def column_letters(index: int) -> str:
    """Letters of a column counted from 0: 0 -> A, 25 -> Z, 26 -> AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Address as Excel shows it, both counted from 0: (6, 2) -> C7."""
    return f"{column_letters(column)}{row + 1}"
