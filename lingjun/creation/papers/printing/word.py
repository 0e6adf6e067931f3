"""The form as an editable Word document, one A4 page when the content allows.

Word lays the page out itself; row heights are estimated here, so that the opinion boxes fill the page as in the
attachment and long content shrinks by at most 1.5 pt before it takes a second page.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from lingjun.creation.paper import CreationForm, PrintMark
from lingjun.creation.papers.printing import words
from lingjun.documents.printing import docx
from lingjun.documents.printing.fonts import printable
from lingjun.documents.printing.qr import qr_png

PAGE = docx.Page(top=docx.twips(16), bottom=docx.twips(31), sides=docx.twips(22), footer=docx.twips(9))
WIDTHS = [docx.twips(166 * part / 100) for part in (10.5, 12.2, 12.2, 14.5, 9.5, 10.5, 11.1, 19.5)]
ROOM = docx.twips(297 - 16 - 31 - 33)
"""Height left for the table: the page without margins, title, line of the applicant, note, and 6 mm to spare."""

CODE_MM = 18
SIDE = 102
NARROW = 0.62
"""Width of a Latin letter or digit in em, on the wide side: substitute fonts are wider than 仿宋."""


@dataclasses.dataclass(frozen=True, slots=True)
class Mode:
    """One size of type: `size` and `line` in points, `row` and `say` (least heights) in twips."""

    size: float
    line: float
    row: int
    say: int


MODES = (
    Mode(12, 17, docx.twips(10.5), docx.twips(36)),
    Mode(11, 15, docx.twips(8), docx.twips(29)),
    Mode(10.5, 13.5, docx.twips(6), docx.twips(22)),
)


@dataclasses.dataclass(frozen=True, slots=True)
class Box:
    """A cell before it is written: grid columns, paragraphs, place; `merge` as in docx.cell."""

    start: int
    span: int
    paragraphs: Sequence[str]
    align: str = "center"
    merge: str = ""

    @property
    def width(self) -> int:
        """In twips."""
        return sum(WIDTHS[self.start : self.start + self.span])

    def lines(self, size: float) -> int:
        """Estimated lines at `size` points; a merged label counts one."""
        if self.merge:
            return 1
        return sum(_lines(text, self.width - 2 * SIDE, size) for text in self.paragraphs)

    def xml(self, mode: Mode) -> str:
        """The cell."""
        if self.merge == "continue":
            return docx.cell(docx.paragraph(line=mode.line), width=self.width, span=self.span, merge=self.merge)
        content = "".join(
            docx.paragraph(docx.words(text, size=mode.size) if text else "", align=self.align, line=mode.line)
            for text in self.paragraphs
        )
        return docx.cell(content, width=self.width, span=self.span, merge=self.merge)


def form_docx(form: CreationForm, mark: PrintMark) -> bytes:
    """The Word document. Every value the form holds stands in its box, blanks as the attachment's blanks."""
    rows = _rows(form)
    opinions = [
        (words.UNIT_OPINION, printable(form.unit_opinion.text), form.unit_opinion.date),
        (words.CITY_OPINION, printable(form.city_opinion.text), form.city_opinion.date),
    ]
    mode, say = _fit(rows, [text for _, text, _ in opinions])
    body = docx.paragraph(
        docx.words(words.TITLE, size=20, font=docx.TITLE_SONG), align="center", line=28, after=docx.twips(4)
    )
    body += _applicant(form, mode)
    lines = [docx.row(*(box.xml(mode) for box in boxes), height=mode.row, whole=True) for boxes in rows]
    lines += [_opinion(label, text, date, mode, say) for label, text, date in opinions]
    body += docx.table(WIDTHS, *lines, side=SIDE, top=10)
    body += docx.paragraph(docx.words(words.NOTE, size=10.5), line=15, before=docx.twips(1.5))
    pictures = {"code": qr_png(mark.payload, quiet=0)} if mark.version > 0 else {}
    title = " ".join(filter(None, [words.TITLE, printable(form.studio_name)]))
    return docx.document(body, page=PAGE, title=title, footer=_footer(mark), footer_pictures=pictures)


def _applicant(form: CreationForm, mode: Mode) -> str:
    """The line over the table: smaller type before a long name pushes the date to a second line."""
    applicant = f"{words.APPLICANT}{printable(form.organization)}{words.SEAL}"
    date = f"{words.APPLIED_ON}{_date(form.applied_on)}"
    sizes = [size for size in (mode.size, 11, 10.5) if _lines(f"{applicant} {date}", sum(WIDTHS), size) == 1]
    joint = "\t" if sizes else "\n\t"
    run = docx.words(f"{applicant}{joint}{date}", size=sizes[0] if sizes else mode.size)
    return docx.paragraph(run, line=17, after=docx.twips(1), right_tab=sum(WIDTHS))


def _rows(form: CreationForm) -> list[list[Box]]:
    """All rows above the opinions, in the order of the attachment."""
    leader = form.leader
    counts = ["".join(f"{text}{number or '    '}" for text, number in line) + words.LINE_END
              for line in words.composition_lines(form.composition)]  # fmt: skip

    def text(value: str) -> list[str]:
        return printable(value).split("\n")

    inside = Box(0, 1, [], merge="continue")
    rows = [
        [Box(0, 2, ["单位全称"]), Box(2, 3, text(form.unit_name)),
         Box(5, 2, ["所属行业"]), Box(7, 1, text(form.industry))],
        [Box(0, 2, words.STUDIO_NAME), Box(2, 3, text(form.studio_name)),
         Box(5, 2, words.CHAIR_NAME), Box(7, 1, text(form.chair_name))],
        [Box(0, 2, words.COMPOSITION, merge="restart"), Box(2, 6, [counts[0]], align="left")],
        [Box(0, 2, [], merge="continue"), Box(2, 6, [counts[1]], align="left")],
        [Box(0, 2, [], merge="continue"), Box(2, 6, [counts[2]], align="left")],
        [Box(0, 1, words.LEADER, merge="restart"), Box(1, 1, ["姓名"]), Box(2, 2, text(leader.name)),
         Box(4, 1, ["性别"]), Box(5, 1, text(leader.gender)), Box(6, 1, ["出生", "时间"]),
         Box(7, 1, [words.birth_words(leader.birth)])],
        [inside, Box(1, 1, ["政治", "面貌"]), Box(2, 3, text(leader.political_status)),
         Box(5, 1, ["文化", "程度"]), Box(6, 2, text(leader.education))],
        [inside, Box(1, 1, ["岗位", "(工种)"]), Box(2, 3, text(leader.post)),
         Box(5, 1, ["联系", "电话"]), Box(6, 2, text(leader.phone))],
        [inside, Box(1, 2, ["职称(技术等级)"]), Box(3, 5, text(leader.title))],
        [inside, Box(1, 2, ["荣誉称号"]), Box(3, 5, text(leader.honours), align="left")],
    ]  # fmt: skip
    for number, project in enumerate(words.project_rows(form.projects)):
        label = Box(0, 2, [] if number else words.PROJECTS, merge="continue" if number else "restart")
        rows.append([label, Box(2, 6, text(project), align="left")])
    return rows


def _opinion(label: list[str], text: str, date: str, mode: Mode, say: int) -> str:
    """An opinion box: the words, then the date line at its foot, to the right, where the seal goes."""
    width = sum(WIDTHS[1:])
    paragraphs = text.split("\n")
    line = round(mode.line * 20)
    used = sum(_lines(part, width - 2 * SIDE, mode.size, indent=2) for part in paragraphs) * line
    content = "".join(
        docx.paragraph(docx.words(part, size=mode.size) if part else "", line=mode.line, indent=round(mode.size * 40))
        for part in paragraphs
    )
    foot = max(line // 2, say - used - line - docx.twips(4))
    signed = docx.words(f"{_date(date)}{words.STAMPED}", size=mode.size)
    content += docx.paragraph(signed, align="right", line=mode.line, before=foot)
    title = "".join(docx.paragraph(docx.words(part, size=mode.size), align="center", line=mode.line) for part in label)
    return docx.row(
        docx.cell(title, width=WIDTHS[0]),
        docx.cell(content, width=width, span=7, valign="top"),
        height=say,
        whole=used + 2 * line < ROOM // 2,
    )


def _fit(rows: list[list[Box]], opinions: list[str]) -> tuple[Mode, int]:
    """The largest type that holds the table on one page, and the height of each opinion box in it."""
    for mode in MODES:
        left = ROOM - sum(_height(boxes, mode) for boxes in rows)
        used = max(_said(text, mode) for text in opinions)
        if left >= 2 * max(mode.say, used):
            return mode, min(left // 2, docx.twips(75))
    return MODES[0], MODES[0].say


def _height(boxes: list[Box], mode: Mode) -> int:
    return max(mode.row, max(box.lines(mode.size) for box in boxes) * round(mode.line * 20) + 30)


def _said(text: str, mode: Mode) -> int:
    width = sum(WIDTHS[1:]) - 2 * SIDE
    lines = sum(_lines(part, width, mode.size, indent=2) for part in text.split("\n"))
    return (lines + 2) * round(mode.line * 20)


def _lines(text: str, width: int, size: float, indent: float = 0) -> int:
    """Estimated lines of one paragraph in `width` twips at `size` points."""
    ems = indent + sum(1 if ord(c) > 0x2000 else NARROW for c in text)
    return max(1, -int(-ems * size * 20 // (width - size * 10)))


def _date(iso: str) -> str:
    date = words.date_words(iso)
    return f"{date.year or '    '}年{date.month or '   '}月{date.day or '   '}日"


def _footer(mark: PrintMark) -> str:
    """Page number to the left, number, version and digest to the right, the code last; on every page."""
    pages = docx.words("第 ", size=9) + docx.field("PAGE") + docx.words(" 页　共 ", size=9)
    pages += docx.field("NUMPAGES") + docx.words(" 页", size=9)
    code = mark.version > 0
    widths = [docx.twips(60), docx.twips(84), docx.twips(22)] if code else [docx.twips(60), docx.twips(106)]
    said = "".join(docx.paragraph(docx.words(line, size=9), align="right", line=14) for line in words.mark_words(mark))
    cells = [docx.cell(docx.paragraph(pages, line=14), width=widths[0]), docx.cell(said, width=widths[1])]
    if code:
        drawing = docx.picture("code", side_mm=CODE_MM, label="核对二维码")
        cells.append(docx.cell(docx.paragraph(drawing, align="right", line=0), width=widths[2]))
    return docx.table(widths, docx.row(*cells), border=0, side=0) + docx.paragraph(line=1)
