"""The main text of a .docx as a `Document`: what stands on the page, with every tracked change accepted.

Read straight from document.xml (ECMA-376 part 1, chapter 17); styles, numbering and pictures are never opened.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .archive import SafeZip
from .errors import UnreadableDocument
from .grid import MAX_COLUMNS, Budget, LooseCell, build_table
from .model import Block, Document, Merge, Paragraph
from .package import main_part
from .symbols import symbol
from .xml import parse_xml

if TYPE_CHECKING:
    from collections.abc import Iterator

_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


def _w(name: str) -> str:
    return f"{{{_NS}}}{name}"


_P, _TBL, _TR, _TC, _R, _T = _w("p"), _w("tbl"), _w("tr"), _w("tc"), _w("r"), _w("t")
_VAL, _FIELD_KIND = _w("val"), _w("fldCharType")
_RPR, _PPR, _TBOX = _w("rPr"), _w("pPr"), _w("txbxContent")
_SDT, _SDT_CONTENT, _ALTERNATE = _w("sdt"), _w("sdtContent"), _MC + "AlternateContent"
#: Taken out by a tracked change, or never part of the text.
_GONE = frozenset(_w(name) for name in ("del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "sdtPr"))
_BREAKS = frozenset(_w(name) for name in ("br", "cr"))
_TABS = frozenset(_w(name) for name in ("tab", "ptab"))
_OFF = frozenset(("0", "false", "off", "none"))
_DEEP = "这个文件嵌套得太深，不像申报表，没有读。请用 Word 或 WPS 打开，另存为 .docx 再上传。"


def read_docx(data: bytes) -> Document:
    """Read a package in memory. Raises UnreadableDocument for everything that is no sound Word file."""
    xml = main_part(SafeZip(data))
    if _STRICT in xml:
        xml = xml.replace(_STRICT, _NS.encode())
    root = parse_xml(xml)
    body = root.find(_w("body"))
    if body is None:
        raise UnreadableDocument("这个 Word 文件里没有正文。请上传填好的申报表（.docx）。")
    _empty_placeholders(root)
    try:
        return Document(_Builder().blocks(body), "docx")
    except RecursionError as error:
        raise UnreadableDocument(_DEEP) from error


def _empty_placeholders(root: Any) -> None:
    """A content control still showing "单击此处输入文字" holds no value."""
    for mark in list(root.iter(_w("showingPlcHdr"))):
        control = mark.getparent().getparent()
        if _on(mark) and control is not None and control.tag == _SDT:
            for text in control.iter(_T, _w("sym")):
                text.text, text.tag = "", _T


def _on(mark: Any) -> bool:
    """Value of a toggle element: present means yes."""
    return mark is not None and mark.get(_VAL, "1") not in _OFF


def _inside(parent: Any) -> Iterator[Any]:
    """Children, seen through content controls, insertions and other wrappers; deletions are left out."""
    for child in parent:
        tag = child.tag
        if tag in _GONE:
            continue
        if tag == _SDT:
            content = child.find(_SDT_CONTENT)
            if content is not None:
                yield from _inside(content)
        elif tag == _ALTERNATE:
            chosen = _alternative(child)
            if chosen is not None:
                yield from _inside(chosen)
        elif tag in _WRAPPERS:
            yield from _inside(child)
        else:
            yield child


_WRAPPERS = frozenset(_w(name) for name in ("ins", "moveTo", "smartTag", "customXml", "hyperlink", "fldSimple", "dir",
                                            "bdo", "ruby", "rubyBase"))  # fmt: skip


def _alternative(alternate: Any) -> Any:
    """The same thing is written twice, for new and old programs: one of them, the one that has text."""
    for choice in alternate:
        if any(True for _ in choice.iter(_T)):
            return choice
    return alternate[0] if len(alternate) else None


class _Builder:
    """Walks the tree once. Keeps the state of complex fields, whose parts lie scattered over runs and paragraphs."""

    def __init__(self) -> None:
        self.budget = Budget()
        self.fields: list[bool] = []  # one for each open field: True while inside its instruction
        self.carried = ""  # text before a paragraph mark that a tracked change deleted

    def blocks(self, parent: Any) -> list[Block]:
        found: list[Block] = []
        for child in _inside(parent):
            if child.tag == _P:
                found.extend(self.paragraph(child))
            elif child.tag == _TBL:
                rows = self.rows(child)
                if rows:
                    found.append(build_table(rows))
        if self.carried:
            found.append(Paragraph(self.carried))
            self.carried = ""
        return found

    def rows(self, table: Any) -> list[list[LooseCell]]:
        rows = []
        for row in _inside(table):
            if row.tag == _TR:
                properties = row.find(_w("trPr"))
                if properties is None or properties.find(_w("del")) is None:
                    rows.append(self.cells(row, properties))
        return [row for row in rows if row]

    def cells(self, row: Any, properties: Any) -> list[LooseCell]:
        column = 0 if properties is None else _number(properties.find(_w("gridBefore")), 0)
        cells: list[LooseCell] = []
        for cell in _inside(row):
            if cell.tag != _TC:
                continue
            self.budget.cell()
            span, merge, side, deleted = _cell_properties(cell.find(_w("tcPr")))
            outer_fields, self.fields = self.fields, []
            blocks = self.blocks(cell)
            self.fields = outer_fields
            if side == "continue" and cells:
                cells[-1].colspan += span
            elif not deleted:
                cells.append(LooseCell(column, span, merge, blocks))
            column += span
        return cells

    def paragraph(self, element: Any) -> Iterator[Block]:
        """The paragraph, then whatever its text boxes hold."""
        self.budget.paragraph()
        parts: list[str] = []
        boxed: list[Block] = []
        for child in _inside(element):
            if child.tag == _R:
                self.run(child, parts, boxed)
            elif child.tag != _PPR:
                parts.extend(text.text or "" for text in child.iter(_MATH_TEXT))
        properties = element.find(_PPR)
        text = self.carried + "".join(parts)
        self.carried = ""
        if _mark_deleted(properties):
            self.carried = text
        else:
            yield Paragraph(text, listed=_listed(properties))
        yield from boxed

    def run(self, run: Any, parts: list[str], boxed: list[Block]) -> None:
        properties = run.find(_RPR)
        hidden = properties is not None and _on(properties.find(_w("vanish")))
        for child in _inside(run):
            tag = child.tag
            if tag == _w("fldChar"):
                self.field(child, parts)
            elif hidden or any(self.fields):
                continue
            elif tag == _T:
                parts.append(child.text or "")
            elif tag in _BREAKS:
                parts.append("\n")
            elif tag in _TABS:
                parts.append("\t")
            elif tag == _w("sym"):
                parts.append(symbol(child.get(_w("font"), ""), _hexadecimal(child.get(_w("char"), ""))))
            elif tag == _w("noBreakHyphen"):
                parts.append("-")
            elif tag == _R:  # inside a reading (ruby) or a wrapper that stands within a run
                self.run(child, parts, boxed)
            elif tag != _RPR:
                for box in _text_boxes(child):
                    boxed.extend(self.blocks(box))

    def field(self, mark: Any, parts: list[str]) -> None:
        kind = mark.get(_FIELD_KIND)
        if kind == "begin":
            box = mark.find(f"{_w('ffData')}/{_w('checkBox')}")
            if box is not None and not any(self.fields):
                state = box.find(_w("checked"))
                parts.append("☑" if _on(box.find(_w("default")) if state is None else state) else "□")
            self.fields.append(True)
        elif kind == "separate" and self.fields:
            self.fields[-1] = False
        elif kind == "end" and self.fields:
            self.fields.pop()


def _text_boxes(element: Any) -> Iterator[Any]:
    """Outermost text boxes under a drawing, one alternative of each."""
    if element.tag == _TBOX:
        yield element
        return
    if element.tag == _ALTERNATE:
        chosen = _alternative(element)
        children = () if chosen is None else (chosen,)
    else:
        children = element
    for child in children:
        yield from _text_boxes(child)


def _cell_properties(properties: Any) -> tuple[int, Merge, str, bool]:
    """Columns spanned, vertical merge, old-style horizontal merge, and whether a tracked change took the cell out."""
    if properties is None:
        return 1, "", "", False
    span = min(max(_number(properties.find(_w("gridSpan")), 1), 1), MAX_COLUMNS)
    vertical = properties.find(_w("vMerge"))
    merge: Merge = ""
    if vertical is not None:
        merge = "restart" if vertical.get(_VAL) == "restart" else "continue"
    sideways = properties.find(_w("hMerge"))
    side = "" if sideways is None else sideways.get(_VAL, "continue")
    return span, merge, side, properties.find(_w("cellDel")) is not None


def _number(element: Any, default: int) -> int:
    text = "" if element is None else element.get(_VAL, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else default


def _hexadecimal(text: str) -> int:
    try:
        return int(text[:8], 16)
    except ValueError:
        return 0


def _mark_deleted(properties: Any) -> bool:
    marks = None if properties is None else properties.find(_RPR)
    return marks is not None and any(marks.find(_w(name)) is not None for name in ("del", "moveFrom"))


def _listed(properties: Any) -> bool:
    numbering = None if properties is None else properties.find(_w("numPr"))
    return (
        numbering is not None
        and numbering.find(_w("numId")) is not None
        and _number(numbering.find(_w("numId")), 0) > 0
    )
