"""On which line of a TOML text a key stands, so that a mistake can name it. Works on texts that tomllib accepts."""

from __future__ import annotations

import re
from typing import Final

from .mistakes import Path

_HEADER: Final = re.compile(r"^\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY: Final = re.compile(r"^\s*([A-Za-z0-9_\-\"'.\u4e00-\u9fff]+)\s*=\s*(.*)$")
_TOKEN: Final = re.compile(r'"""|\'\'\'|"(?:\\.|[^"\\])*"|\'[^\']*\'|#.*|[\[\]{},]|[A-Za-z0-9_\-]+\s*=')


class Lines:
    """Line numbers (from 1) of every table, key and element of a multi-line list in `text`."""

    def __init__(self, text: str) -> None:
        self._at: dict[Path, int] = {(): 1}
        self._counts: dict[Path, int] = {}
        self._scan(text.splitlines())

    def of(self, path: Path) -> int:
        """Line of `path`, or of the nearest thing around it that is written down."""
        while path not in self._at:
            path = path[:-1]
        return self._at[path]

    def _scan(self, rows: list[str]) -> None:
        table: Path = ()
        number = 0
        while number < len(rows):
            row = rows[number]
            header = _HEADER.match(row)
            if header:
                table = self._table(header.group(1) == "[[", header.group(2))
                self._at.setdefault(table, number + 1)
            elif key := _KEY.match(row):
                path = (*table, *_names(key.group(1)))
                self._at.setdefault(path, number + 1)
                number = _Value(self._at, path, rows, number, row.index("=", len(key.group(1))) + 1).end
                continue
            number += 1

    def _table(self, is_list: bool, dotted: str) -> Path:
        """Path of a header: every known list on the way stands for its newest element."""
        path: Path = ()
        names = _names(dotted)
        for position, name in enumerate(names):
            path = (*path, name)
            if is_list and position == len(names) - 1:
                self._counts[path] = self._counts.get(path, -1) + 1
                path = (*path, self._counts[path])
                for known in [known for known in self._counts if known[: len(path)] == path]:
                    del self._counts[known]
            elif path in self._counts:
                path = (*path, self._counts[path])
        return path


class _Value:
    """Walks one value from its `=`; notes elements and inline keys; `end` is the first row after it."""

    def __init__(self, at: dict[Path, int], path: Path, rows: list[str], row: int, column: int) -> None:
        self._at = at
        self._stack: list[tuple[str, Path, int]] = []  # opening sign, path of the container, next index
        self._pending: Path = path
        self._quote = ""
        self.end = row
        rest = rows[row][column:]
        while True:
            self._row(rest, self.end + 1)
            self.end += 1
            if (not self._stack and not self._quote) or self.end >= len(rows):
                return
            rest = rows[self.end]

    def _row(self, text: str, line: int) -> None:
        position = 0
        while position < len(text):
            if self._quote:
                close = text.find(self._quote, position)
                if close < 0:
                    return
                position, self._quote = close + 3, ""
                continue
            token = _TOKEN.search(text, position)
            plain = text[position : token.start() if token else len(text)].strip()
            if plain:
                self._element(line)
            if token is None or token.group().startswith("#"):
                return
            self._sign(token.group(), line)
            position = token.end()

    def _sign(self, sign: str, line: int) -> None:
        if sign in {'"""', "'''"}:
            self._element(line)
            self._quote = sign
        elif sign in "[{":
            self._element(line)
            self._stack.append((sign, self._pending, 0))
        elif sign in "]}":
            _, self._pending, _ = self._stack.pop()
        elif sign == ",":
            opening, path, index = self._stack[-1]
            self._stack[-1] = (opening, path, index + 1)
        elif sign.endswith("=") and self._stack and self._stack[-1][0] == "{":
            self._pending = (*self._stack[-1][1], sign[:-1].strip())
            self._at.setdefault(self._pending, line)
        else:
            self._element(line)

    def _element(self, line: int) -> None:
        if self._stack and self._stack[-1][0] == "[":
            _, path, index = self._stack[-1]
            self._pending = (*path, index)
            self._at.setdefault(self._pending, line)


def _names(dotted: str) -> list[str]:
    return [name.strip().strip("\"'") for name in dotted.split(".")]
