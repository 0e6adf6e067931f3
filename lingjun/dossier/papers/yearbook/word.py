"""The book as an editable Word document, in the layout of the PDF."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from lingjun.documents.printing import docx
from lingjun.documents.printing.fonts import printable
from lingjun.documents.printing.word_book import Entry, contents, heading, photo, write_book

PAGE: Final = docx.Page(top=docx.twips(28), bottom=docx.twips(25), sides=docx.twips(25), footer=docx.twips(14))
WIDTH: Final = docx.twips(160)
BOX: Final = (75.0, 63.0)
"""Millimetres a picture may take: a little less than in the PDF, since fonts of other makes are wider."""
SMALL: Final = 10.0
FIGURES: Final = re.compile(r"[0-9.,:%-]{2,24}")
"""What is read as one: a date, an amount, a number."""
DIGIT: Final = SMALL * 20 * 0.66
"""Twips: half of SMALL in 仿宋, and what a sign takes in the fonts that stand in for it."""
SIDE: Final = 85
"""Twips: inner margin of a cell at either side."""
AIR: Final = docx.paragraph(line=8)
"""After a table: Word puts two tables that touch together. Before it stands what it belongs to."""
RED: Final = "B4141E"


class Writer:
    """Collects the body, the contents and the pictures."""

    def __init__(self, book: dict[str, Any], pages: list[int]) -> None:
        self.book, self.pages = book, pages
        self.entries: list[Entry] = []
        self.pictures: list[str] = []

    def body(self) -> str:
        made: list[str] = []
        for place, part in enumerate(self.book["parts"]):
            new_page = place > 0 and part["own_page"]
            if new_page:
                # Air at the foot of a full page would be an empty page of its own.
                made[-1] = made[-1].removesuffix(AIR)
            made.append(self._heading(part["title"], 1, new_page=new_page, spaced=place > 0 and not new_page))
            if part["missing"]:
                made.append(_running(part["missing"]))
            made += [KINDS[block["kind"]](self, block) for block in part["blocks"]]
        return "".join(made)

    def _heading(self, text: str, level: int, *, new_page: bool = False, spaced: bool = False) -> str:
        text, mark, number = printable(text), "", len(self.entries) + 1
        if level < 3:
            mark = f"_Toc{number:06d}"
            self.entries.append(Entry(mark, level, text, self.pages[number - 1] if number <= len(self.pages) else 1))
        gap = docx.paragraph(line=24) if spaced else ""
        return gap + heading(text, level, mark, new_page=new_page, number=number)

    def heading_block(self, block: dict[str, Any]) -> str:
        return self._heading(block["text"], block["level"])

    def text(self, block: dict[str, Any]) -> str:
        return _running(block["text"], quiet=block["quiet"])

    def facts(self, block: dict[str, Any]) -> str:
        widths = [docx.twips(30), WIDTH - docx.twips(30)]
        rows = [
            docx.row(_cell(label, widths[0], font=docx.HEITI), _cell(value, widths[1]), whole=len(value) < 900)
            for label, value in block["rows"]
        ]
        return _spaced(docx.table(widths, *rows, border=4, side=SIDE, top=56)) if rows else ""

    def table(self, block: dict[str, Any]) -> str:
        columns = block["columns"]
        widths = _widths([column["share"] for column in columns], block["rows"])
        head = [
            _cell(column["label"], width, font=docx.HEITI, align="center")
            for column, width in zip(columns, widths, strict=True)
        ]
        rows = [docx.row(*head, whole=True).replace("<w:trPr>", "<w:trPr><w:tblHeader/>", 1)]
        sums = len(block["rows"]) - block["sums"]
        for place, cells in enumerate(block["rows"]):
            font = docx.HEITI if place >= sums else docx.FANGSONG
            made = [
                _cell(text, width, font=font, align=column["align"])
                for text, width, column in zip(cells, widths, columns, strict=True)
            ]
            rows.append(docx.row(*made, whole=max(map(len, cells)) < 900))
        return _spaced(docx.table(widths, *rows, border=4, side=SIDE, top=56))

    def photos(self, block: dict[str, Any]) -> str:
        items, rows = block["items"], []
        for start in range(0, len(items), 2):
            pair = items[start : start + 2]
            width = WIDTH // 2 if len(pair) == 2 else WIDTH
            cells = [docx.cell(self._picture(item), width=width, span=1 if len(pair) == 2 else 2, valign="bottom")
                     for item in pair]  # fmt: skip
            rows.append(docx.row(*cells, whole=True))
        return _spaced(docx.table([WIDTH // 2, WIDTH // 2], *rows, border=0, side=28, top=56)) if rows else ""

    def _picture(self, item: dict[str, Any]) -> str:
        ratio = min(BOX[0] / item["width"], BOX[1] / item["height"])
        place = len(self.pictures)
        self.pictures.append(item["name"])
        drawing = photo(
            f"photo{place}", width_mm=item["width"] * ratio, height_mm=item["height"] * ratio,
            label=printable(item["caption"]), number=place + 1,
        )  # fmt: skip
        made = docx.paragraph(drawing, align="center", line=0)
        if item["caption"]:
            made += docx.paragraph(
                docx.words(printable(item["caption"]), size=9.5, font=docx.KAITI), align="center", line=14
            )
        return made

    def opinion(self, block: dict[str, Any]) -> str:
        inner = docx.paragraph(docx.words(block["label"], size=12, font=docx.HEITI), line=20, after=docx.twips(1))
        inner += _running(block["text"]) if block["text"] else docx.paragraph(line=20, before=docx.twips(46))
        date = printable(block["date"]) or "　　　　年　　月　　日"
        for line, before in ((printable(block["signed"]), 5), (date, 0)):
            inner += docx.paragraph(docx.words(line, size=12), align="right", line=20, before=docx.twips(before))
        box = docx.table([WIDTH], docx.row(docx.cell(inner, width=WIDTH)), border=4, side=227, top=200)
        return _spaced(box)


KINDS: Final[dict[str, Callable[[Writer, dict[str, Any]], str]]] = {
    "heading": Writer.heading_block,
    "text": Writer.text,
    "facts": Writer.facts,
    "table": Writer.table,
    "photos": Writer.photos,
    "opinion": Writer.opinion,
}


def write_word(book: dict[str, Any], pages: list[int], folder: Path, target: Path) -> None:
    """Writes the .docx. `pages`: the page of each heading of level 1 and 2, in order, as in the PDF."""
    writer = Writer(book, pages)
    body = writer.body()
    title = docx.words("目　录", size=20, font=docx.TITLE_SONG)
    front = _cover(book["cover"]) + _new_page(title) + contents(writer.entries, width=WIDTH)
    lacking = [part["title"].partition("　")[2] for part in book["parts"] if part["missing"]]
    if lacking:
        words = docx.words(f"以下部分没有记录：{'、'.join(lacking)}。", size=10.5)
        front += docx.paragraph(words, line=18, before=docx.twips(9))
    studio, year = printable(book["cover"]["studio"]), book["cover"]["year"]
    running = docx.words(f"{studio}\t{year} 年台账年册", size=9)
    head = docx.paragraph(running, line=14, right_tab=WIDTH).replace("<w:pPr>", f"<w:pPr>{_RULE}", 1)
    number = docx.words("— ", size=10.5) + docx.field("PAGE", size=10.5) + docx.words(" —", size=10.5)
    write_book(
        target, front=front, body=body, page=PAGE, title=book["title"], head=head,
        foot=docx.paragraph(number, align="center", line=16), pictures=[folder / name for name in writer.pictures],
    )  # fmt: skip


_RULE: Final = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="2" w:color="999999"/></w:pBdr>'
_DOUBLE: Final = f'<w:pBdr><w:bottom w:val="thickThinSmallGap" w:sz="24" w:space="1" w:color="{RED}"/></w:pBdr>'


def _cover(cover: dict[str, Any]) -> str:
    name = docx.words(printable(cover["studio"]), size=30, font=docx.TITLE_SONG)
    made = docx.paragraph(name, align="center", line=42, before=docx.twips(38), after=docx.twips(4))
    rule = docx.paragraph(docx.words("", size=6), line=8, after=docx.twips(12))
    made += rule.replace("<w:pPr>", f"<w:pPr>{_DOUBLE}", 1)
    year = docx.words(str(cover["year"]), size=44, font=docx.TITLE_SONG)
    made += docx.paragraph(year, align="center", line=60)
    made += docx.paragraph(docx.words("台账年册", size=32, font=docx.TITLE_SONG), align="center", line=48,
                           after=docx.twips(62))  # fmt: skip
    rows = (
        ("所在单位", "unit"),
        ("领衔人", "leader"),
        ("牌匾编号", "plaque"),
        ("授牌", "federation"),
        ("记到", "until"),
    )
    widths = [docx.twips(36), docx.twips(94)]
    lines = [
        docx.row(
            docx.cell(docx.paragraph(docx.words(label, size=14, font=docx.HEITI), align="right", line=24),
                      width=widths[0]),
            docx.cell(docx.paragraph(docx.words(printable(cover[key]), size=14), line=24), width=widths[1]),
        )
        for label, key in rows
        if cover[key]
    ]  # fmt: skip
    return made + docx.table(widths, *lines, border=0, side=120, top=60)


def _new_page(title: str) -> str:
    made = docx.paragraph(title, align="center", line=30, after=docx.twips(6))
    return made.replace("<w:pPr>", "<w:pPr><w:pageBreakBefore/>", 1)


def _running(text: str, *, quiet: bool = False) -> str:
    """A remark stays with what it is about, below."""
    if quiet:
        look: dict[str, Any] = {"line": 18, "indent": 0, "props": "<w:keepNext/>"}
    else:
        look = {"line": 20, "indent": 480}
    size = 10.5 if quiet else 12
    lines = printable(text).split("\n")
    return "".join(docx.paragraph(docx.words(line, size=size), align="both", **look) for line in lines)


def _widths(shares: Sequence[float], rows: Sequence[Sequence[str]]) -> list[int]:
    """In twips, all WIDTH: each column by its share, but no date and no amount is broken; the wider ones make room."""
    widths = [WIDTH * share / sum(shares) for share in shares]
    least = [
        max((len(found) for row in rows for found in FIGURES.findall(row[place])), default=0) * DIGIT + 2 * SIDE
        for place in range(len(shares))
    ]
    short = sum(max(0.0, need - width) for width, need in zip(widths, least, strict=True))
    spare = sum(max(0.0, width - need) for width, need in zip(widths, least, strict=True))
    if short and spare >= short:
        widths = [
            need if width < need else width - (width - need) * short / spare
            for width, need in zip(widths, least, strict=True)
        ]
    found = [round(width) for width in widths]
    found[-1] += WIDTH - sum(found)
    return found


def _cell(text: str, width: int, *, font: str = docx.FANGSONG, align: str = "left") -> str:
    lines = printable(text).split("\n")
    return docx.cell(
        "".join(docx.paragraph(docx.words(line, size=SMALL, font=font), align=align, line=14) for line in lines),
        width=width,
    )


def _spaced(table: str) -> str:
    """A table with air after it."""
    return table + AIR
