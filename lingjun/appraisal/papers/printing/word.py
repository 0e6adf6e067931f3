"""The sheet as an editable Word document with the same boxes, laid out as the PDF is (`fitting`)."""

from __future__ import annotations

from lingjun.appraisal.paper import AppraisalPaper, Mark
from lingjun.appraisal.papers.printing import fitting, words
from lingjun.appraisal.papers.printing.fitting import ALL, BOTTOM_MM, FACTS, ROW, TOP_MM, WIDTHS, Step
from lingjun.documents.printing import docx
from lingjun.documents.printing.fonts import printable
from lingjun.documents.printing.qr import qr_png

PAGE = docx.Page(top=docx.twips(TOP_MM), bottom=docx.twips(BOTTOM_MM), sides=docx.twips(22), footer=docx.twips(7))
CODE_MM = 18
KEEP = "<w:keepNext/>"


def sheet_docx(paper: AppraisalPaper, mark: Mark) -> bytes:
    """The Word document. On a second page and after it the heading stands in the header; the code on every page."""
    plan = fitting.plan(paper)
    body = docx.paragraph(
        docx.words(words.TITLE, size=20, font=docx.TITLE_SONG), align="center", line=26, after=docx.twips(2)
    )
    body += docx.paragraph(
        docx.words(words.period(paper), size=FACTS.size), align="center", line=FACTS.line, after=docx.twips(2)
    )
    rows = [_head(paper, pair) for pair in words.HEAD]
    rows += [_figures(number, row) for number, row in enumerate(words.laid(paper.rows))]
    rows += [
        _text(label, getattr(paper, name), plan.step, height, whole=not plan.running)
        for (label, name), height in zip(words.TEXTS, plan.texts, strict=True)
    ]
    last = len(words.OPINIONS) - 1
    said = [
        _opinion(label, words.opinion(paper, name), plan.said_step, (height, foot), keep=number < last)
        for number, ((label, name), height, foot) in enumerate(zip(words.OPINIONS, plan.said, plan.feet, strict=True))
    ]
    if plan.apart:
        body += docx.table(WIDTHS, *rows, top=20) + docx.paragraph(line=1, props="<w:pageBreakBefore/>")
        rows = []
    body += docx.table(WIDTHS, *rows, *said, top=20)
    body += docx.paragraph(docx.words(words.NOTE, size=9.5), line=14, before=docx.twips(1.5))
    pictures = {"code": qr_png(mark.payload, quiet=0)} if mark.version else {}
    title = f"{words.TITLE} {paper.studio_name}"
    return docx.document(
        body, page=PAGE, title=title, footer=_footer(mark), footer_pictures=pictures, header=_later(paper),
        later_header=True,
    )  # fmt: skip


def _later(paper: AppraisalPaper) -> str:
    """The heading of the second page and those after it."""
    title = docx.words(words.TITLE + words.AGAIN, size=16, font=docx.TITLE_SONG)
    whose = docx.words(words.again(paper), size=FACTS.size)
    return docx.paragraph(title, align="center", line=22, after=docx.twips(1)) + docx.paragraph(
        whose, align="center", line=FACTS.line, after=docx.twips(2)
    )


def _paragraphs(text: str, step: Step = FACTS, *, indent: bool = False, align: str = "left", keep: bool = False) -> str:
    return "".join(
        docx.paragraph(
            docx.words(part, size=step.size), align=align, line=step.line,
            indent=round(step.size * 40) if indent else 0, props=KEEP if keep else "",
        )
        for part in printable(text).split("\n")
    )  # fmt: skip


def _cell(text: str, start: int, span: int, *, align: str = "left", merge: str = "") -> str:
    width = sum(WIDTHS[start : start + span])
    return docx.cell(_paragraphs(text, align=align), width=width, span=span, merge=merge)


def _label(parts: list[str], *, merge: str = "", keep: bool = False) -> str:
    text = "" if merge == "continue" else "\n".join(parts)
    return docx.cell(_paragraphs(text, align="center", keep=keep), width=WIDTHS[0], merge=merge)


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


def _text(label: list[str], text: str, step: Step, height: int, *, whole: bool) -> str:
    box = docx.cell(_paragraphs(text, step, indent=True), width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label), box, height=height, whole=whole)


def _opinion(label: list[str], said: tuple[str, str], step: Step, heights: tuple[int, int], *, keep: bool) -> str:
    """The words, then the date line at the foot to the right, where the seal goes. `keep`: on the next row's page."""
    (text, signed), (height, foot) = said, heights
    content = _paragraphs(text, step, indent=True, keep=keep)
    content += docx.paragraph(
        docx.words(signed, size=step.size), align="right", line=step.line, before=foot, props=KEEP if keep else ""
    )
    box = docx.cell(content, width=ALL - WIDTHS[0], span=4, valign="top")
    return docx.row(_label(label, keep=keep), box, height=height, whole=True)


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
