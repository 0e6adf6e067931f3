"""The box of projects: one per row, one per line, or numbered inside one cell."""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING, Final

from lingjun.documents.reading.numerals import to_int

from .words import one_line, quote, spaced_line, tidy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lingjun.documents.reading import Cell

_CJK_NUMBER = "[一二三四五六七八九十]{1,3}"
_CIRCLED = "\u2460-\u2473\u2776-\u277f\u24eb-\u24f4"
#: Ways of numbering, each with one group for the number. A date, 1.5 倍 or 5G is none of them.
_STYLES: Final[dict[str, str]] = {
    "1.": r"(\d{1,2})\s*[.．]\s*(?!\d)",
    "1、": r"(\d{1,2})\s*[、，,]\s*(?!\d)",
    "1)": r"(\d{1,2})\s*[)）]\s*",
    "(1)": r"[（(]\s*(\d{1,2})\s*[)）]\s*[、.．]?\s*",
    "①": rf"([{_CIRCLED}])\s*[、.．]?\s*",
    "⒈": "([\u2488-\u249b])\\s*",
    "⑴": "([\u2474-\u2487])\\s*",
    "一、": rf"({_CJK_NUMBER})\s*[、.．]\s*",
    "(一)": rf"[（(]\s*({_CJK_NUMBER})\s*[)）]\s*[、.．]?\s*",
    "㈠": "([\u3220-\u3229])\\s*",
    "第一": rf"第\s*({_CJK_NUMBER}|\d{{1,2}})\s*(?:项|个)?\s*[、，,:：.．]\s*",
    "项目一": rf"(?:项目|课题)\s*({_CJK_NUMBER}|\d{{1,2}})\s*[、:：.．]\s*",
    "1 ": r"(\d{1,2})\s+(?=[^\d\s])",
    "•": r"([•●○■□◆◇▪▫·*\-–—➢])\s*(?=\S)",
}
_AT_START = {style: re.compile(r"\s*" + pattern) for style, pattern in _STYLES.items()}
_INSIDE = {
    style: re.compile(r"(?<![\d.．A-Za-z第])" + pattern)
    for style, pattern in _STYLES.items()
    if style not in ("•", "1 ")
}
_ONLY_NUMBER = re.compile(rf"\s*(?:\d{{1,2}}|{_CJK_NUMBER}|[{_CIRCLED}]|[（(]\d{{1,2}}[)）])\s*[、.．]?\s*")
_HEADINGS = frozenset(("序号", "项目名称", "项目", "名称", "主要内容", "项目内容", "创新项目名称", "攻关项目名称"))


@dataclasses.dataclass(slots=True)
class Projects:
    """Projects in order; `remarks` are messages about what had to be decided."""

    items: list[str]
    remarks: list[str]


@dataclasses.dataclass(slots=True)
class _Line:
    text: str
    listed: bool


def read_projects(inline: str, cells: Iterable[Cell]) -> Projects:
    """Projects of a box. `inline` is what stood behind the label in the label's own cell."""
    found = Projects([], [])
    if inline.strip():
        _read_lines([_Line(line, listed=False) for line in inline.split("\n") if line.strip()], found)
    for row in _by_row(cells):
        texts = [cell for cell in row if not _is_marginal(cell)]
        if len(texts) == 1:
            lines = [
                _Line(part, p.listed) for p in texts[0].paragraphs() for part in p.text.split("\n") if part.strip()
            ]
            _read_lines(lines, found)
        elif texts:
            _read_lines([_Line(" ".join(spaced_line("\n".join(c.lines())) for c in texts), listed=False)], found)
    return found


def _by_row(cells: Iterable[Cell]) -> Iterable[list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows.values()


def _is_marginal(cell: Cell) -> bool:
    """An empty cell, a running number of its own, or the heading of a column."""
    text = "".join(cell.lines())
    return not text or _ONLY_NUMBER.fullmatch(text) is not None or one_line(text) in _HEADINGS


def _read_lines(lines: list[_Line], found: Projects) -> None:
    style = next((style for line in lines if (style := _style_of(line))), "")
    groups: list[list[str]] = []
    for line in lines:
        begins = line.listed if style == "listed" else bool(style and _AT_START[style].match(line.text))
        if begins or not groups or not style:
            groups.append([_strip(line.text, style)])
        else:
            groups[-1].append(line.text)
    items = [item for group in groups for item in _split_inside("\n".join(group), style)]
    items = [item for item in (_finish(item) for item in items) if item]
    if not style and len(items) > 1:
        found.remarks.append(f"同一格里写了 {len(items)} 行，没有编号，按一行一个项目读入，请核对。")
    elif style and lines and not (lines[0].listed or _AT_START.get(style, _NEVER).match(lines[0].text)):
        first = quote(lines[0].text)
        if items and tidy(lines[0].text).endswith((":", "：")):
            items = items[1:]
            found.remarks.append(f"编号前面的{first}没有读入，请核对。")
        else:
            found.remarks.append(f"编号前面的{first}按一个项目读入，请核对。")
    for item in items:
        if item in ("无", "暂无", "没有"):
            found.remarks.append(f"写的是{quote(item)}，没有读入项目。")
        else:
            found.items.append(item)


_NEVER = re.compile(r"(?!)")


def _style_of(line: _Line) -> str:
    """How a line is numbered: "listed" when Word numbers it, "" when it is not numbered."""
    if line.listed:
        return "listed"
    return next((style for style, pattern in _AT_START.items() if pattern.match(line.text)), "")


def _strip(text: str, style: str) -> str:
    """Without the number; the number itself is kept in front, parted by NUL, for `_split_inside`."""
    match = _AT_START.get(style, _NEVER).match(text)
    return f"{match[1]}\0{text[match.end() :]}" if match else text


def _split_inside(text: str, style: str) -> list[str]:
    """1、甲；2、乙 on one line: split where the same numbering goes on by one."""
    number, mark, rest = text.partition("\0")
    if not mark:
        return [text]
    pattern, current = _INSIDE.get(style), _value(number)
    if pattern is None or current is None:
        return [rest]
    parts, start = [], 0
    for match in pattern.finditer(rest):
        if _value(match[1]) == current + 1 and rest[start : match.start()].strip():
            parts.append(rest[start : match.start()])
            start, current = match.end(), current + 1
    return [*parts, rest[start:]]


def _value(number: str) -> int | None:
    if len(number) == 1:
        for first, last in (("\u2460", "\u2473"), ("\u2474", "\u2487"), ("\u2488", "\u249b"), ("\u2776", "\u277f"),
                            ("\u3220", "\u3229")):  # fmt: skip
            if first <= number <= last:
                return ord(number) - ord(first) + 1
    return to_int(number)


def _finish(item: str) -> str:
    """On one line, without what parted it from the next."""
    return one_line(item.strip()).rstrip("；;、， ")
