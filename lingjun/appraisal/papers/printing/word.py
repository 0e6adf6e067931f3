"""The sheet as an editable Word document with the same boxes."""

from __future__ import annotations

import math

from lingjun.appraisal.paper import AppraisalPaper, Mark
from lingjun.appraisal.papers.printing import words
from lingjun.documents.printing import docx
from lingjun.documents.printing.fonts import printable
from lingjun.documents.printing.qr import qr_png

PAGE = docx.Page(top=docx.twips(14), bottom=docx.twips(28), sides=docx.twips(22), footer=docx.twips(7))
WIDTHS = [docx.twips(part) for part in (25, 34, 42.5, 22, 42.5)]
ALL = sum(WIDTHS)
SIZE, LINE = 10.5, 14.5
TALL = round(LINE * 20)
"""A line, in twips."""
ROW, PADDING = docx.twips(6.3), 2 * 20 + 12
HIGHEST, LOWEST = docx.twips(36), docx.twips(24)
ROOM = docx.twips(297 - 14 - 28 - 4)
"""Of a page, less what programs differ by."""
CODE_MM = 18


def sheet_docx(paper: AppraisalPaper, mark: Mark) -> bytes:
    """The Word document: one page where the words are of ordinary length. Else they break over pages; an opinion
    stays beside its seal."""
    say = _say(paper)
    body = docx.paragraph(
        docx.words(words.TITLE, size=20, font=docx.TITLE_SONG), align="center", line=26, after=docx.twips(2)
    )
    body += docx.paragraph(docx.words(words.period(paper), size=SIZE), align="center", line=LINE, after=docx.twips(2))
    rows = [_head(paper, pair) for pair in words.HEAD]
    rows += [_figures(number, row) for number, row in enumerate(words.laid(paper.rows))]
    rows += [_text(label, getattr(paper, name)) for label, name in words.TEXTS]
    rows += [_opinion(label, *words.opinion(paper, name), say) for label, name in words.OPINIONS]
    body += docx.table(WIDTHS, *rows, top=20)
    body += docx.paragraph(docx.words(words.NOTE, size=9.5), line=14, before=docx.twips(1.5))
    pictures = {"code": qr_png(mark.payload, quiet=0)} if mark.version else {}
    title = f"{words.TITLE} {paper.studio_name}"
    return docx.document(body, page=PAGE, title=title, footer=_footer(mark), footer_pictures=pictures)


def _paragraphs(text: str, *, indent: bool = False, align: str = "left") -> str:
    return "".join(
        docx.paragraph(docx.words(part, size=SIZE), align=align, line=LINE, indent=round(SIZE * 40) if indent else 0)
        for part in printable(text).split("\n")
    )


def _cell(text: str, start: int, span: int, *, align: str = "left", merge: str = "") -> str:
    width = sum(WIDTHS[start : start + span])
    return docx.cell(_paragraphs(text, align=align), width=width, span=span, merge=merge)


def _label(parts: list[str], *, merge: str = "") -> str:
    return _cell("" if merge == "continue" else "\n".join(parts), 0, 1, align="center", merge=merge)


def _head(paper: AppraisalPaper, pair: tuple[tuple[str, str], tuple[str, str]]) -> str:
    (left, left_name), (right, right_name) = pair
    return docx.row(
        _cell(left, 0, 1, align="center"),
        _cell(getattr(paper, left_name), 1, 2),
        _cell(right, 3, 1, align="center"),
        _cell(getattr(paper, right_name), 4, 1),
        height=ROW,
        whole=True,
    )


def _figures(number: int, row: list[list[str]]) -> str:
    """One figure over the whole width, or two beside each other."""
    cells = [_label(words.FIGURES, merge="continue" if number else "restart")]
    for start, (label, value) in zip((1, 3), row, strict=False):
        cells += [_cell(label, start, 1, align="center"), _cell(value, start + 1, 1 if len(row) == 2 else 3)]
    return docx.row(*cells, height=ROW, whole=True)


def _text(label: list[str], text: str) -> str:
    content = docx.cell(_paragraphs(text, indent=True), width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label), content, height=docx.twips(15))


def _opinion(label: list[str], text: str, signed: str, say: int) -> str:
    """The words, then the date line at the foot to the right, where the seal goes."""
    lines = _lines(text, 1, 4)
    foot = max(TALL // 2, say - (lines + 1) * TALL - docx.twips(4))
    content = _paragraphs(text, indent=True)
    content += docx.paragraph(docx.words(signed, size=SIZE), align="right", line=LINE, before=foot)
    box = docx.cell(content, width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label), box, height=say, whole=lines < 25)


def _say(paper: AppraisalPaper) -> int:
    """How high the boxes of opinions are: they share what one page leaves over, as far as it does."""
    heads = [(getattr(paper, left), getattr(paper, right)) for (_, left), (_, right) in words.HEAD]
    rows = [max(_lines(left, 1, 2), _lines(right, 4, 1)) for left, right in heads]
    for row in words.laid(paper.rows):
        span = 1 if len(row) == 2 else 3
        rows.append(max(_lines(text, at, 1 if at == 1 else span) for pair in row for at, text in enumerate(pair, 1)))
    used = sum(max(ROW, lines * TALL + PADDING) for lines in rows)
    for _, name in words.TEXTS:
        used += max(docx.twips(15), _lines(getattr(paper, name), 1, 4) * TALL + PADDING)
    used += docx.twips(2 + 2 + 1.5) + 26 * 20 + TALL + 14 * 20
    said = [(_lines(words.opinion(paper, name)[0], 1, 4) + 1.5) * TALL + docx.twips(4) for _, name in words.OPINIONS]
    spare = ROOM - used - sum(max(LOWEST, height) for height in said)
    return HIGHEST if spare < 0 else min(HIGHEST, LOWEST + int(spare / len(said)))


def _lines(text: str, start: int, span: int) -> int:
    """Lines the words take in these columns, a little too many rather than too few."""
    room = (sum(WIDTHS[start : start + span]) - 2 * 108) / 20 / SIZE
    indent = 2 if span == 4 else 0
    return sum(max(1, math.ceil((words.wide(part) + indent) / room)) for part in printable(text).split("\n"))


def _footer(mark: Mark) -> str:
    """Page number to the left, number, version and digest to the right, the code last; on every page."""
    pages = docx.words("第 ", size=9) + docx.field("PAGE") + docx.words(" 页　共 ", size=9)
    pages += docx.field("NUMPAGES") + docx.words(" 页", size=9)
    coded = mark.version > 0
    widths = [docx.twips(60), docx.twips(84), docx.twips(22)] if coded else [docx.twips(60), docx.twips(106)]
    said = "".join(docx.paragraph(docx.words(line, size=9), align="right", line=14) for line in mark.words)
    cells = [docx.cell(docx.paragraph(pages, line=14), width=widths[0]), docx.cell(said, width=widths[1])]
    if coded:
        drawing = docx.picture("code", side_mm=CODE_MM, label="核对二维码")
        cells.append(docx.cell(docx.paragraph(drawing, align="right", line=0), width=widths[2]))
    return docx.table(widths, docx.row(*cells), border=0, side=0) + docx.paragraph(line=1)
