"""The binary structures of Word 97-2003 that text, tables and tracked changes need. Source: [MS-DOC], named below.

Everything here works on bytes in memory and raises struct.error, IndexError or ValueError when they make no sense.
"""

from __future__ import annotations

import dataclasses
import struct
from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_PAGE = 512  # bytes of a formatted disk page
#: Characters of all parts of the text, and runs of equal properties. A form has 600 and 200.
MAX_TEXT = 4_000_000
MAX_RUNS = 200_000

# Single property modifiers ([MS-DOC] 2.6), the few that matter.
SPRM_IN_TABLE = 0x2416
SPRM_ROW_END = 0x2417
SPRM_INNER_ROW_END = 0x244C
SPRM_LIST = 0x460B
SPRM_HUGE = frozenset((0x6645, 0x6646, 0x646B))  # the modifiers stand in the Data stream, at this offset
SPRM_DEFINE_ROW = 0xD608
SPRM_VERTICAL_MERGE = 0xD62B
SPRM_DELETED = 0x0800
SPRM_HIDDEN = 0x083C
SPRM_SYMBOL = 0x6A09
_SPRM_TABS = 0xC615

_OPERAND = (1, 1, 2, 4, 2, 2, 0, 3)  # bytes by spra; 6 is variable

#: Positions of a pair (fc, lcb) in FibRgFcLcb97 ([MS-DOC] 2.5.6).
_FC_CHARACTERS, _FC_PARAGRAPHS, _FC_PIECES = 12, 13, 33


@dataclasses.dataclass(slots=True)
class Fib:
    """The head of the WordDocument stream ([MS-DOC] 2.5.1)."""

    version: int
    encrypted: bool
    table_stream: str
    text_length: int
    boxes_start: int
    boxes_length: int
    pairs: tuple[tuple[int, int], ...]

    @classmethod
    def parse(cls, stream: bytes) -> Fib:
        magic, version = struct.unpack_from("<HH", stream)
        if magic not in (0xA5EC, 0xA5DC):
            raise ValueError("no Word document")
        (flags,) = struct.unpack_from("<H", stream, 10)
        position = 32
        (count,) = struct.unpack_from("<H", stream, position)
        longs_at = position + 2 + count * 2
        (count,) = struct.unpack_from("<H", stream, longs_at)
        longs = struct.unpack_from("<22i", stream, longs_at + 2)
        pairs_at = longs_at + 2 + count * 4
        (count,) = struct.unpack_from("<H", stream, pairs_at)
        pairs = struct.unpack_from(f"<{min(count, 200) * 2}I", stream, pairs_at + 2)
        lengths = longs[3:10]  # text, footnotes, headers, macros (reserved), comments, endnotes, text boxes
        if any(not 0 <= length < 1 << 28 for length in lengths):
            raise ValueError("impossible text length")
        return cls(
            version=version,
            encrypted=bool(flags & 0x0100),
            table_stream="1Table" if flags & 0x0200 else "0Table",
            text_length=lengths[0],
            boxes_start=sum(lengths[:6]),
            boxes_length=lengths[6],
            pairs=tuple(zip(pairs[::2], pairs[1::2], strict=True)),
        )

    def slice(self, table: bytes, index: int) -> bytes:
        start, length = self.pairs[index]
        if start + length > len(table):
            raise ValueError("structure beyond the end of the table stream")
        return table[start : start + length]


@dataclasses.dataclass(slots=True)
class Piece:
    """A run of characters: `start` in characters of the text, `offset` in bytes of the stream, `width` bytes each."""

    start: int
    text: str
    offset: int
    width: int
    properties: bytes


def pieces(fib: Fib, stream: bytes, table: bytes) -> list[Piece]:
    """The piece table ([MS-DOC] 2.9.38 Clx), decoded: cp1252 for compressed pieces, UTF-16 for the others."""
    clx, modifiers, position = fib.slice(table, _FC_PIECES), [], 0
    while clx[position] == 1:
        (length,) = struct.unpack_from("<H", clx, position + 1)
        modifiers.append(clx[position + 3 : position + 3 + length])
        position += 3 + length
    if clx[position] != 2:
        raise ValueError("no piece table")
    (length,) = struct.unpack_from("<I", clx, position + 1)
    plc = clx[position + 5 : position + 5 + length]
    count = (len(plc) - 4) // 12
    ends = struct.unpack_from(f"<{count + 1}I", plc)
    if ends[-1] > MAX_TEXT:
        raise ValueError("text too long")
    found = []
    for number in range(count):
        _, where, modifier = struct.unpack_from("<HIH", plc, (count + 1) * 4 + number * 8)
        size = ends[number + 1] - ends[number]
        compressed = bool(where & 0x40000000)
        offset = (where & 0x3FFFFFFF) // 2 if compressed else where & 0x3FFFFFFF
        width = 1 if compressed else 2
        raw = stream[offset : offset + size * width]
        if size < 0 or len(raw) != size * width:
            raise ValueError("piece beyond the end of the text")
        text = raw.decode("cp1252", "replace") if compressed else _utf16(raw)
        extra = modifiers[modifier >> 1] if modifier & 1 and modifier >> 1 < len(modifiers) else b""
        found.append(Piece(ends[number], text, offset, width, extra))
    return found


def _utf16(raw: bytes) -> str:
    """One character for each unit of 16 bits, so that positions hold; `join_surrogates` makes it text again."""
    return "".join(map(chr, struct.unpack(f"<{len(raw) // 2}H", raw)))


def join_surrogates(text: str) -> str:
    """Characters beyond the basic plane (rare surnames) are two units in the file."""
    if any("\ud800" <= char <= "\udfff" for char in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


class Properties:
    """Property runs of the whole stream by byte position ([MS-DOC] 2.8.5 PlcBteChpx, 2.8.6 PlcBtePapx)."""

    def __init__(self, runs: list[tuple[int, int, bytes]]) -> None:
        self._runs = sorted(runs, key=lambda run: run[:2])
        self._starts = [start for start, _, _ in self._runs]

    def at(self, offset: int) -> bytes:
        """Modifiers in force at a byte position, b"" when the file says nothing."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self._runs[index][1]:
            return self._runs[index][2]
        return b""

    def stretches(self, low: int, high: int) -> Iterator[tuple[int, int, bytes]]:
        """`low` to `high` without a gap, cut where the modifiers change."""
        index = max(bisect_right(self._starts, low) - 1, 0)
        while low < high:
            while index < len(self._runs) and self._runs[index][1] <= low:
                index += 1
            if index == len(self._runs) or self._runs[index][0] >= high:
                yield low, high, b""
                return
            start, end, modifiers = self._runs[index]
            if start > low:
                yield low, start, b""
            low, cut = max(start, low), min(end, high)
            yield low, cut, modifiers
            low = cut


def character_properties(fib: Fib, stream: bytes, table: bytes) -> Properties:
    """Runs of characters with their modifiers ([MS-DOC] 2.9.33 ChpxFkp)."""
    runs = []
    for page in _pages(fib.slice(table, _FC_CHARACTERS), stream):
        count = page[511]
        edges = struct.unpack_from(f"<{count + 1}I", page)
        for number in range(count):
            at = page[(count + 1) * 4 + number] * 2
            if at:
                runs.append((edges[number], edges[number + 1], page[at + 1 : at + 1 + page[at]]))
        _bound(runs)
    return Properties(runs)


def paragraph_properties(fib: Fib, stream: bytes, table: bytes, data: bytes) -> Properties:
    """Paragraphs with their modifiers ([MS-DOC] 2.9.174 PapxFkp); huge ones are fetched from the Data stream."""
    runs = []
    for page in _pages(fib.slice(table, _FC_PARAGRAPHS), stream):
        count = page[511]
        edges = struct.unpack_from(f"<{count + 1}I", page)
        for number in range(count):
            at = page[(count + 1) * 4 + number * 13] * 2
            if not at:
                continue
            size = page[at] * 2 - 1
            if size < 0:
                at, size = at + 1, page[at + 1] * 2
            modifiers = page[at + 3 : at + 1 + size]  # past the size and the style number
            runs.append((edges[number], edges[number + 1], modifiers + _huge(modifiers, data)))
        _bound(runs)
    return Properties(runs)


def _bound(runs: list[tuple[int, int, bytes]]) -> None:
    if len(runs) > MAX_RUNS:
        raise ValueError("too many property runs")


def _pages(plc: bytes, stream: bytes) -> Iterator[bytes]:
    count = (len(plc) - 4) // 8
    if not 0 <= count <= MAX_RUNS:
        raise ValueError("impossible number of property pages")
    for number in struct.unpack_from(f"<{count}I", plc, (count + 1) * 4):
        at = (number & 0x3FFFFF) * _PAGE
        page = stream[at : at + _PAGE]
        if len(page) != _PAGE:
            raise ValueError("property page beyond the end")
        yield page


def _huge(modifiers: bytes, data: bytes) -> bytes:
    for code, operand in walk(modifiers):
        if code in SPRM_HUGE:
            (at,) = struct.unpack("<I", operand)
            (size,) = struct.unpack_from("<H", data, at)
            return data[at + 2 : at + 2 + size]
    return b""


def walk(modifiers: bytes) -> Iterator[tuple[int, bytes]]:
    """Each modifier with its operand ([MS-DOC] 2.2.5.1 Sprm). A cut-off last one ends the walk."""
    position = 0
    while position + 2 < len(modifiers):
        (code,) = struct.unpack_from("<H", modifiers, position)
        position += 2
        size = _OPERAND[code >> 13]
        if size == 0:
            size, head = _variable(code, modifiers, position)
            position += head
        yield code, modifiers[position : position + size]
        position += size


def _variable(code: int, modifiers: bytes, position: int) -> tuple[int, int]:
    """Bytes of a variable operand, and of the count in front of it."""
    if code == SPRM_DEFINE_ROW:
        if position + 2 > len(modifiers):
            return 0, 2
        return max(struct.unpack_from("<H", modifiers, position)[0] - 1, 0), 2
    size = modifiers[position]
    if code == _SPRM_TABS and size == 255:
        deleted = modifiers[position + 1]
        added = modifiers[position + 2 + deleted * 4]
        return 2 + deleted * 4 + added * 3, 1
    return size, 1
