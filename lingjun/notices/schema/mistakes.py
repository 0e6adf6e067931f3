"""Mistakes in a notice: where and why, in Chinese for the officer who wrote the file."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

Path = tuple[str | int, ...]


@dataclasses.dataclass(frozen=True, slots=True)
class Mistake:
    """`path`: keys and indexes from the top, e.g. ("targets", 1, "deadline"); `line` 0: not from a file."""

    path: Path
    reason: str
    line: int = 0

    @property
    def place(self) -> str:
        """targets[2].deadline, counting from 1 as people do."""
        words = ""
        for part in self.path:
            words += f"[{part + 1}]" if isinstance(part, int) else f".{part}"
        return words.removeprefix(".")

    def __str__(self) -> str:
        where = f"第 {self.line} 行" if self.line else self.place
        return f"{where}：{self.reason}" if where else self.reason


class NoticeMistake(Exception):
    """The notice is refused. `line` and `reason` are the first mistake's; `mistakes` holds all of them, by line."""

    def __init__(self, mistakes: Sequence[Mistake]) -> None:
        self.mistakes = tuple(sorted(mistakes, key=lambda mistake: mistake.line))
        first = self.mistakes[0]
        self.line = first.line
        self.reason = first.reason
        super().__init__(str(first))
