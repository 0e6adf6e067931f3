"""Old .doc (Word 97-2003, and WPS files of that make) as a `Document`, without any other program.

The text comes from the piece table, cells and rows from the paragraph properties, deletions from the character
properties. What cannot be followed to the end is refused with the way out: saving as .docx.
"""

from __future__ import annotations

import dataclasses
import io
import struct
from typing import TYPE_CHECKING

import olefile

from . import doc_binary as binary
from .errors import UnreadableDocument
from .grid import Budget, LooseCell, build_table
from .model import Document, Paragraph
from .symbols import symbol

if TYPE_CHECKING:
    from collections.abc import Iterator

    from .model import Block, Merge

_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 再上传。"
_FORM_ONLY = "请上传用 Word 填好的申报表（.docx）。"
DAMAGED = f"这个 .doc 文件已损坏或没有传完，读不出来。{_RESAVE}"
LOCKED = "这个文件设了打开密码，读不了。请取消密码后再上传。"
OLDER = f"这是 Word 95 或更早的文件，读不了。{_RESAVE}"

#: Word 97. Older programs number lower and lay the file out differently.
_WORD_97 = 0xC0
#: Characters of the main text and of the text boxes. A form has 600.
MAX_TEXT = 2_000_000
#: Two edges nearer than this many twips (1/20 point) are one column edge.
_SAME_EDGE = 30

#: Everything that bytes which make no sense can raise on the way.
_NONSENSE = (struct.error, ValueError, IndexError, KeyError, TypeError, OSError, AttributeError, RecursionError,
             OverflowError, EOFError)  # fmt: skip


def read_doc(data: bytes) -> Document:
    """Read a compound file in memory. Raises UnreadableDocument for all that is no readable Word 97-2003 file."""
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            return _read(ole)
    except _NONSENSE as error:
        raise UnreadableDocument(DAMAGED) from error


def _read(ole: olefile.OleFileIO) -> Document:
    names = {"/".join(path).lower() for path in ole.listdir()}
    if "encryptedpackage" in names or "encryptioninfo" in names:
        raise UnreadableDocument(LOCKED)
    if "worddocument" not in names:
        raise UnreadableDocument(_what_else(names))
    stream = ole.openstream("WordDocument").read()
    fib = binary.Fib.parse(stream)
    if fib.encrypted:
        raise UnreadableDocument(LOCKED)
    if fib.version < _WORD_97:
        raise UnreadableDocument(OLDER)
    if fib.text_length + fib.boxes_length > MAX_TEXT:
        raise UnreadableDocument("这份文件的文字超过 200 万字，不像申报表，没有读。请只上传填好的申报表。")
    table = ole.openstream(fib.table_stream).read()
    extra = ole.openstream("Data").read() if "data" in names else b""
    return _Reader(fib, stream, table, extra).document()


def _what_else(names: set[str]) -> str:
    if names & {"workbook", "book"}:
        return f"这是 Excel 工作簿，不是 Word 文件。{_FORM_ONLY}"
    if "powerpoint document" in names:
        return f"这是演示文稿，不是 Word 文件。{_FORM_ONLY}"
    return f"这不是 Word 文件。{_FORM_ONLY}"


@dataclasses.dataclass(slots=True)
class _Mark:
    """What the properties of a paragraph say about tables."""

    in_table: bool = False
    row_end: bool = False
    inner_row_end: bool = False
    listed: bool = False
    row: bytes = b""
    merges: dict[int, int] = dataclasses.field(default_factory=dict)

    @classmethod
    def parse(cls, modifiers: bytes) -> _Mark:
        mark = cls()
        for code, operand in binary.walk(modifiers):
            if code == binary.SPRM_IN_TABLE:
                mark.in_table = operand[0] != 0
            elif code == binary.SPRM_ROW_END:
                mark.row_end = operand[0] != 0
            elif code == binary.SPRM_INNER_ROW_END:
                mark.inner_row_end = operand[0] != 0
            elif code == binary.SPRM_LIST:
                mark.listed = operand not in (b"\0\0", b"\x01\xf8")
            elif code == binary.SPRM_DEFINE_ROW:
                mark.row = operand
            elif code == binary.SPRM_VERTICAL_MERGE and len(operand) == 2:
                mark.merges[operand[0]] = operand[1]
        return mark


@dataclasses.dataclass(slots=True)
class _Row:
    """A row: the content of its cells, its column edges in twips, and the flags of each cell ([MS-DOC] TC80)."""

    cells: list[list[Block]]
    edges: list[int]
    flags: list[int]


class _Reader:
    def __init__(self, fib: binary.Fib, stream: bytes, table: bytes, extra: bytes) -> None:
        self.fib = fib
        self.pieces = binary.pieces(fib, stream, table)
        self.paragraphs = binary.paragraph_properties(fib, stream, table, extra)
        self.characters = binary.character_properties(fib, stream, table)
        self.budget = Budget()

    def document(self) -> Document:
        blocks: list[Block] = []
        rows: list[_Row] = []
        cells: list[list[Block]] = []
        content: list[Block] = []
        for text, end, mark in self.split(0, self.fib.text_length):
            if rows and not mark.in_table:
                blocks.append(_table(rows))
                rows = []
            if mark.row_end and end == "\a":
                rows.append(_row(cells, mark))
                cells, content = [], []
            elif end == "\a" and mark.in_table:
                self.budget.cell()
                cells.append([*content, Paragraph(text, mark.listed)])
                content = []
            elif end == "\a":
                raise ValueError("cell without a table")
            elif mark.in_table:
                if not mark.inner_row_end:
                    content.append(Paragraph(text, mark.listed))
            else:
                blocks.append(Paragraph(text, mark.listed))
        if rows:
            blocks.append(_table(rows))
        if cells or content:
            raise ValueError("table without an end")
        if self.fib.boxes_length:
            boxes = self.split(self.fib.boxes_start, self.fib.boxes_start + self.fib.boxes_length)
            blocks.extend(Paragraph(text) for text, _, _ in boxes if text.strip())
        return Document(blocks, "doc")

    def split(self, start: int, end: int) -> Iterator[tuple[str, str, _Mark]]:
        """Paragraphs between two character positions: printed text, the character that ended it, its properties."""
        parts: list[str] = []
        fields: list[bool] = []
        for char, offset, symbol_text in self.visible(start, end):
            if char in "\r\a\f":
                self.budget.paragraph()
                mark = _Mark.parse(self.paragraphs.at(offset))
                yield binary.join_surrogates("".join(parts)), char, mark
                parts, fields = [], fields if char == "\r" else []
            elif char == "\x13":
                fields.append(True)
            elif char == "\x14":
                fields[-1:] = [False] if fields else []
            elif char == "\x15":
                fields[-1:] = []
            elif not any(fields):
                parts.append(symbol_text or _PRINTED.get(char, char))
        if "".join(parts).strip():
            yield binary.join_surrogates("".join(parts)), "\r", _Mark()

    def visible(self, start: int, end: int) -> Iterator[tuple[str, int, str]]:
        """Characters with their byte position, deletions and hidden text left out; marks of cells and rows always."""
        for piece in self.pieces:
            gone_piece, _ = _character(piece.properties)
            first, last = max(start - piece.start, 0), min(end - piece.start, len(piece.text))
            if first >= last:
                continue
            low = piece.offset + first * piece.width
            high = piece.offset + last * piece.width
            for run_start, run_end, modifiers in self.characters.stretches(low, high):
                gone, sign = _character(modifiers)
                from_char = (run_start - piece.offset) // piece.width
                to_char = (run_end - piece.offset) // piece.width
                for number in range(from_char, to_char):
                    char = piece.text[number]
                    if char in "\a\f" or not (gone or gone_piece):
                        yield char, piece.offset + number * piece.width, sign


#: Control characters that print as something else; the rest of them print as nothing ([MS-DOC] 2.4.1).
_PRINTED = {chr(code): "" for code in range(32)} | {
    "\t": "\t", "\x0b": "\n", "\x0e": "\n", "\x1e": "-", "\x1f": "", "\xa0": " ",
}  # fmt: skip


def _character(modifiers: bytes) -> tuple[bool, str]:
    """Whether the run is deleted or hidden, and the sign it stands for when it is a symbol."""
    gone, sign = False, ""
    for code, operand in binary.walk(modifiers):
        if code in (binary.SPRM_DELETED, binary.SPRM_HIDDEN):
            gone = gone or operand[:1] == b"\x01"
        elif code == binary.SPRM_SYMBOL and len(operand) == 4:
            sign = symbol("", struct.unpack("<HH", operand)[1])
    return gone, sign


def _row(cells: list[list[Block]], mark: _Mark) -> _Row:
    """Column edges and merge flags of a row from its definition ([MS-DOC] 2.9.315 TDefTableOperand)."""
    count = mark.row[0] if mark.row else 0
    if count != len(cells):
        return _Row(cells, [], [0] * len(cells))
    edges = list(struct.unpack_from(f"<{count + 1}h", mark.row, 1))
    flags = []
    for number in range(count):
        at = 1 + (count + 1) * 2 + number * 20
        flags.append(struct.unpack_from("<H", mark.row, at)[0] if at + 2 <= len(mark.row) else 0)
        if number in mark.merges:
            flags[number] = flags[number] & ~0x60 | (mark.merges[number] & 3) << 5
    return _Row(cells, edges, flags)


def _table(rows: list[_Row]) -> Block:
    columns = _columns(rows)
    return build_table([_loose(row, columns) for row in rows if row.cells])


def _columns(rows: list[_Row]) -> list[int]:
    """Left ends of the grid columns of a table; edges that differ by a hair are one."""
    columns: list[int] = []
    for edge in sorted({edge for row in rows for edge in row.edges}):
        if not columns or edge - columns[-1] > _SAME_EDGE:
            columns.append(edge)
    return columns


def _column(edge: int, columns: list[int]) -> int:
    return min(range(len(columns)), key=lambda number: abs(columns[number] - edge))


def _loose(row: _Row, columns: list[int]) -> list[LooseCell]:
    loose: list[LooseCell] = []
    for number, blocks in enumerate(row.cells):
        left, right = number, number + 1
        if row.edges:
            left, right = (_column(edge, columns) for edge in row.edges[number : number + 2])
        if row.flags[number] & 3 > 1 and loose:
            loose[-1].colspan += right - left
            continue
        loose.append(LooseCell(left, max(right - left, 1), _merge(row.flags[number]), blocks))
    return loose


def _merge(flags: int) -> Merge:
    """Bits 5 and 6: 1 continues the cell above, 3 begins a merge."""
    state = flags >> 5 & 3
    return "restart" if state == 3 else "continue" if state == 1 else ""
