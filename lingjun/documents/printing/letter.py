"""Official letters as Word in the layout of GB/T 9704-2012: what stands where, with which font, in which size.

The writer gives facts and sentences; this file owns the page: 22 lines of 28 characters, red head, title broken between
words, place of date and signature, attachments on pages of their own, 版记 at the foot of the last page, page numbers
outside. A letter that nobody has decided yet says so on every page (`Letter.draft`); a 函 has the head of its own kind.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from typing import Final

from lingjun.documents.printing import docx

PAGE: Final = docx.Page(
    top=docx.twips(37), bottom=docx.twips(35), sides=docx.twips(28), right=docx.twips(26), footer=docx.twips(21)
)
NOTE_PAGE: Final = dataclasses.replace(PAGE, header=docx.twips(30), footer=docx.twips(20))
"""信函格式 (10.1): the mark 30 mm below the upper edge of the paper, the second red line 20 mm above the lower."""
WIDTH: Final = docx.twips(156)
"""版心: 156 x 225 mm."""
LINE: Final = 28.95
"""Points: 22 lines fill 225 mm."""
BODY: Final = 16
"""3号, in points; a character takes BODY + APART / 20, so that 28 fill a line."""
APART: Final = -5
EM: Final = BODY * 20 + APART
RED: Final = "E60012"
MARK_SIZE: Final = (56.0, 22.0)
"""发文机关标志: as large as the name allows, in points."""
SMALL: Final = 14 * 20
"""A character of 4号."""
FOOT: Final = (
    f'<w:framePr w:w="{WIDTH}" w:wrap="notBeside" w:vAnchor="margin" w:hAnchor="margin" w:xAlign="left" '
    'w:yAlign="bottom"/><w:pBdr><w:top w:val="single" w:sz="8" w:space="1" w:color="000000"/>'
    '<w:bottom w:val="single" w:sz="8" w:space="1" w:color="000000"/></w:pBdr>'
)
"""Moves a paragraph to the foot of the text area of its page, between thick lines."""
STAY: Final = "<w:keepNext/><w:keepLines/>"
TITLE_SIZE: Final = 22
TITLE_LINE: Final = 20
"""Characters of 2号 that fit on a line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Text:
    """A paragraph. `level` 1 is a heading 一、 in HeiTi; `lead` stands before the words in KaiTi, as （一） does."""

    words: str
    level: int = 0
    lead: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Table:
    """`columns`: heading and share of the width; `rows`: as many words as columns. `caption` stands above."""

    columns: Sequence[tuple[str, int]]
    rows: Sequence[Sequence[str]]
    caption: str = ""


Block = Text | Table


@dataclasses.dataclass(frozen=True, slots=True)
class Attachment:
    """Begins a page of its own."""

    title: str
    body: Sequence[Block]


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """`title`: pieces that stay whole on a line. `draft`: why it is not valid yet, "" for the decided letter.

    `dated`, `number`, `printed` are words as printed, so that a draft can leave room for them. `note`: a 函 between
    equals or for information (10.1 of the standard): no 文件, red double lines, the first page without a number.
    """

    issuer: str
    number: str
    title: Sequence[str]
    to: str
    body: Sequence[Block]
    dated: str
    copies: str = ""
    printed: str = ""
    attachments: Sequence[Attachment] = ()
    draft: str = ""
    note: bool = False

    @property
    def name(self) -> str:
        """The title in one line."""
        return "".join(self.title)


def word(letter: Letter) -> bytes:
    """The .docx; same letter, same bytes."""
    body = (_number_of_note(letter) if letter.note else _head(letter)) + _main(letter)
    for place, attachment in enumerate(letter.attachments, start=1):
        body += _attachment(attachment, place if len(letter.attachments) > 1 else 0)
    above = docx.paragraph(docx.words(letter.draft, size=12, font=docx.KAITI), align="right") if letter.draft else ""
    return docx.document(
        body + _imprint(letter), page=NOTE_PAGE if letter.note else PAGE, title=letter.name, size=BODY,
        footer=_page_number(odd=True), even_footer=_page_number(odd=False), header=above,
        first=(above + _mark_of_note(letter), _red_line("top", "thinThickSmallGap", "")) if letter.note else ("", ""),
    )  # fmt: skip


def broken(pieces: Sequence[str], most: int = TITLE_LINE) -> list[str]:
    """The title as few lines as possible, as even as possible, never broken inside a piece.

    A piece longer than a line stands alone and is left to the word processor. `pieces` are a handful.
    """
    best: list[str] = []
    price: tuple[int, int, int] | None = None
    for cuts in itertools.product((False, True), repeat=max(0, len(pieces) - 1)):
        lines = [pieces[0]] if pieces else []
        for cut, piece in zip(cuts, pieces[1:], strict=True):
            if cut:
                lines.append(piece)
            else:
                lines[-1] += piece
        lengths = [len(line) for line in lines]
        over = sum(max(0, length - most) for length in lengths)
        cost = (over, len(lines), max(lengths, default=0) - min(lengths, default=0))
        if price is None or cost < price:
            best, price = lines, cost
    return best


def _text(words: str, *, font: str = docx.FANGSONG) -> str:
    return docx.words(words, size=BODY, font=font, apart=APART)


def _blank(lines: int = 1, *, stay: bool = False) -> str:
    return docx.paragraph(_text(""), line=LINE, props=STAY if stay else "") * lines


def _mark(mark: str) -> tuple[float, str]:
    """发文机关标志: its size in points, and the run."""
    size = max(MARK_SIZE[1], min(MARK_SIZE[0], WIDTH / 20 * 0.98 / len(mark)))
    return size, docx.words(mark, size=size, font=docx.TITLE_SONG, colour=RED)


def _mark_of_note(letter: Letter) -> str:
    size, shown = _mark(letter.issuer)
    return _red_line("bottom", "thickThinSmallGap", shown, line=size * 1.2)


def _red_line(edge: str, kind: str, run: str, *, line: float = 12) -> str:
    """A double line 170 mm long in the middle of the paper, 4 mm from what stands in the same paragraph."""
    rule = f'<w:pBdr><w:{edge} w:val="{kind}" w:sz="24" w:space="11" w:color="{RED}"/></w:pBdr>'
    return docx.paragraph(run, align="center", line=line, left=-docx.twips(8), right=-docx.twips(6), props=rule)


def _number_of_note(letter: Letter) -> str:
    """At the right edge, below the first red line."""
    return _blank() + docx.paragraph(_text(letter.number), align="right", line=LINE)


def _head(letter: Letter) -> str:
    """红头: the mark 35 mm below the top of the text area, the number two lines on, the red line 4 mm below it."""
    size, shown = _mark(f"{letter.issuer}文件")
    top = docx.paragraph(_text(""), line=35 * 72 / 25.4)
    rule = f'<w:pBdr><w:bottom w:val="single" w:sz="16" w:space="11" w:color="{RED}"/></w:pBdr>'
    number = docx.paragraph(_text(letter.number), align="center", line=LINE, props=rule)
    return top + docx.paragraph(shown, align="center", line=size * 1.2) + _blank(2) + number


def _title(pieces: Sequence[str]) -> str:
    lines = "\n".join(broken(pieces))
    return docx.paragraph(docx.words(lines, size=TITLE_SIZE, font=docx.TITLE_SONG), align="center", line=34)


def _main(letter: Letter) -> str:
    parts = [_blank(2), _title(letter.title)]
    if letter.draft:
        parts.append(docx.paragraph(_text("（代拟稿）", font=docx.KAITI), align="center", line=LINE))
    parts += [_blank(), docx.paragraph(_text(f"{letter.to}："), align="both", line=LINE)]
    parts += [_block(block) for block in letter.body[:-1]]
    parts += [_block(block, stay=True) for block in letter.body[-1:]]
    if letter.attachments:
        parts += [_blank(stay=True), _list_of(letter.attachments)]
    parts += [_blank(2, stay=True), _signature(letter.issuer, letter.dated)]
    return "".join(parts)


def _block(block: Block, *, stay: bool = False) -> str:
    """`stay`: on the page of what follows, so that no signature stands on a page of its own."""
    if isinstance(block, Table):
        return _table(block)
    if block.level:
        return docx.paragraph(_text(block.words, font=docx.HEITI), align="both", line=LINE, indent=2 * EM, props=STAY)
    lead = [_text(block.lead, font=docx.KAITI)] if block.lead else []
    return docx.paragraph(
        *lead, _text(block.words), align="both", line=LINE, indent=2 * EM, props=STAY if stay else ""
    )  # fmt: skip


def _table(block: Table) -> str:
    whole = sum(share for _, share in block.columns)
    widths = [WIDTH * share // whole for _, share in block.columns]

    short = [all(_width(row[place]) <= 6 * EM for row in block.rows) for place in range(len(widths))]

    def cells(words: Sequence[str], font: str, *, heading: bool = False) -> list[str]:
        return [
            docx.cell(
                docx.paragraph(
                    docx.words(text, size=12, font=font), align="center" if heading or centred else "left"
                ),
                width=width,
            )
            for text, width, centred in zip(words, widths, short, strict=True)
        ]  # fmt: skip

    labels = [label for label, _ in block.columns]
    head = docx.row(*cells(labels, docx.HEITI, heading=True), height=480, heading=True)
    rows = (docx.row(*cells(row, docx.FANGSONG), height=440, whole=True) for row in block.rows)
    made = docx.table(widths, head, *rows, border=4, side=60)
    caption = _block(Text(block.caption, level=1)) if block.caption else ""
    return caption + made + docx.paragraph(docx.words("", size=6), line=8)


def _list_of(attachments: Sequence[Attachment]) -> str:
    """附件说明: two characters in, further lines below the first character of the name, no full stop."""
    made = []
    for place, attachment in enumerate(attachments, start=1):
        number = f"{place}. " if len(attachments) > 1 else ""
        label = "附件：" if place == 1 else ""
        hanging = (3 if label else 0) * EM + (EM if number else 0)
        start = 2 * EM if label else 5 * EM
        made.append(
            docx.paragraph(
                _text(f"{label}{number}{attachment.title}"),
                line=LINE,
                left=start + hanging,
                hanging=hanging,
                props=STAY,
            )
        )
    return "".join(made)


def _width(words: str) -> int:
    """In twips, digits and blanks half as wide as characters."""
    return sum(EM if ord(c) > 0x2E80 else EM - BODY * 10 for c in words)


def _signature(issuer: str, dated: str) -> str:
    """The date four characters from the right, the issuer centred above it; moved in where the issuer is longer."""
    date_in = 4 * EM
    issuer_in = date_in + (_width(dated) - _width(issuer)) // 2
    if issuer_in < 0:
        date_in, issuer_in = min(date_in - issuer_in, WIDTH - _width(dated)), 0
    return docx.paragraph(_text(issuer), align="right", line=LINE, right=issuer_in, props=STAY) + docx.paragraph(
        _text(dated), align="right", line=LINE, right=date_in
    )


def _attachment(attachment: Attachment, number: int) -> str:
    mark = _text(f"附件{number or ''}", font=docx.HEITI)
    parts = [
        docx.paragraph(mark, line=LINE, props="<w:pageBreakBefore/>"),
        _blank(),
        _title([attachment.title]),
        _blank(),
    ]
    return "".join(parts + [_block(block) for block in attachment.body])


def _imprint(letter: Letter) -> str:
    """版记 at the foot of the last page: 抄送, then who printed and when, in 4号, between lines as wide as the text.

    LibreOffice keeps the block together only where all its paragraphs have the same borders: the thin line in the
    middle is underlined tabs, the first to the hanging indent, the second to the edge.
    """
    rule = '<w:r><w:rPr><w:sz w:val="10"/><w:u w:val="thick"/></w:rPr><w:tab/><w:tab/></w:r>'
    lines = []
    if letter.copies:
        lines.append(_foot(docx.words(f"　抄送：{letter.copies}。", size=14)))
    if letter.copies and letter.printed:
        lines.append(_foot(rule, line=5, tab=WIDTH))
    if letter.printed:
        lines.append(_foot(docx.words(f"　{letter.issuer}\t{letter.printed}印发", size=14), tab=WIDTH - SMALL))
    return "".join(lines) + docx.paragraph(docx.words("", size=2), line=2) if lines else ""


def _foot(run: str, *, line: float = 24, tab: int = 0) -> str:
    return docx.paragraph(run, line=line, left=4 * SMALL, hanging=4 * SMALL, right_tab=tab, props=FOOT)


def _page_number(*, odd: bool) -> str:
    """— 1 — in 4号 SongTi, one character from the outer edge."""
    runs = (
        docx.words("— ", size=14, font=docx.SONG), docx.field("PAGE", size=14, font=docx.SONG),
        docx.words(" —", size=14, font=docx.SONG),
    )  # fmt: skip
    if odd:
        return docx.paragraph(*runs, align="right", line=20, right=SMALL)
    return docx.paragraph(*runs, align="left", line=20, left=SMALL)
