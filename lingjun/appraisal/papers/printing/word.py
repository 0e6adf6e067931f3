"""The sheet as an editable Word document with the same boxes."""

from __future__ import annotations

from lingjun.appraisal.paper import AppraisalPaper, Mark
from lingjun.appraisal.papers.printing import words
from lingjun.documents.printing import docx
from lingjun.documents.printing.fonts import printable
from lingjun.documents.printing.qr import qr_png

PAGE = docx.Page(top=docx.twips(16), bottom=docx.twips(31), sides=docx.twips(22), footer=docx.twips(9))
WIDTHS = [docx.twips(part) for part in (25, 36, 37, 22, 46)]
ALL = sum(WIDTHS)
SIZE, LINE = 11, 16
ROW, SAY = docx.twips(8), docx.twips(36)
CODE_MM = 18


def sheet_docx(paper: AppraisalPaper, mark: Mark) -> bytes:
    """The Word document. Long words break over pages; an opinion stays beside its seal."""
    body = docx.paragraph(
        docx.words(words.TITLE, size=20, font=docx.TITLE_SONG), align="center", line=28, after=docx.twips(3)
    )
    body += docx.paragraph(docx.words(words.period(paper), size=SIZE), align="center", line=LINE, after=docx.twips(2))
    rows = [_head(paper, pair) for pair in words.HEAD]
    rows += [_figure(number, label, value) for number, (label, value) in enumerate(paper.rows)]
    rows += [_text(label, getattr(paper, name)) for label, name in words.TEXTS]
    rows += [_opinion(label, *words.opinion(paper, name)) for label, name in words.OPINIONS]
    body += docx.table(WIDTHS, *rows, top=30)
    body += docx.paragraph(docx.words(words.NOTE, size=9.5), line=14, before=docx.twips(1.5))
    pictures = {"code": qr_png(mark.payload, quiet=0)} if mark.version else {}
    title = f"{words.TITLE} {paper.studio_name}"
    return docx.document(body, page=PAGE, title=title, footer=_footer(mark), footer_pictures=pictures)


def _paragraphs(text: str, *, indent: bool = False, align: str = "left") -> str:
    return "".join(
        docx.paragraph(docx.words(part, size=SIZE), align=align, line=LINE, indent=SIZE * 40 if indent else 0)
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


def _figure(number: int, label: str, value: str) -> str:
    merged = _label(words.FIGURES, merge="continue" if number else "restart")
    return docx.row(merged, _cell(label, 1, 1), _cell(value, 2, 3), height=ROW, whole=True)


def _text(label: list[str], text: str) -> str:
    content = docx.cell(_paragraphs(text, indent=True), width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label), content, height=docx.twips(18))


def _opinion(label: list[str], text: str, signed: str) -> str:
    """The words, then the date line at the foot to the right, where the seal goes."""
    lines = sum(max(1, -(-len(part) * SIZE * 20 // (ALL - WIDTHS[0] - 400))) for part in printable(text).split("\n"))
    foot = max(LINE * 10, SAY - (lines + 1) * LINE * 20 - docx.twips(4))
    content = _paragraphs(text, indent=True)
    content += docx.paragraph(docx.words(signed, size=SIZE), align="right", line=LINE, before=foot)
    box = docx.cell(content, width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label), box, height=SAY, whole=lines < 25)


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
