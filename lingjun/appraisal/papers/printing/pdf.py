"""The sheet as PDF/A-2b: one page as far as modest steps of type allow, else facts and report first and the three
opinions together on the last page; heading and code on every page."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lingjun.appraisal.paper import AppraisalPaper, Mark
from lingjun.appraisal.papers.printing import words
from lingjun.documents.printing.fonts import FANGSONG, TITLE_SONG, printable, shelf
from lingjun.documents.printing.qr import qr_svg
from lingjun.documents.printing.typesetting import typeset

TEMPLATE = Path(__file__).with_name("sheet.typ")


def sheet_pdf(paper: AppraisalPaper, mark: Mark) -> bytes:
    """The printed sheet. Raises fonts.Unprintable and fonts.FontsMissing."""
    return typeset(TEMPLATE, data_of(paper, mark))


def data_of(paper: AppraisalPaper, mark: Mark) -> dict[str, Any]:
    """What sheet.typ reads: every text with the families that hold it."""
    fonts = shelf()

    def box(text: str) -> dict[str, Any]:
        shown = printable(text)
        return {"text": shown, "font": fonts.families_for(shown, FANGSONG)}

    labels = "".join(
        [
            *(label for pair in words.HEAD for label, _ in pair), *words.FIGURES, words.STAMPED, words.NOTE,
            *("".join(label) for label, _ in (*words.TEXTS, *words.OPINIONS)), "年月日第页共0123456789（）",
        ]
    )  # fmt: skip
    return {
        "title": words.TITLE,
        "continued": words.AGAIN,
        "titlefont": fonts.families_for(words.TITLE + words.AGAIN, TITLE_SONG),
        "bodyfont": fonts.families_for(labels, FANGSONG),
        "footfont": fonts.families_for("".join(mark.words) + "第页共 0123456789", ()),
        "period": box(words.period(paper)),
        "again": box(words.again(paper)),
        "subject": paper.studio_name,
        "head": [[[label, box(getattr(paper, name))] for label, name in pair] for pair in words.HEAD],
        "figures": words.FIGURES,
        "rows": [[[box(label), box(value)] for label, value in row] for row in words.laid(paper.rows)],
        "texts": [[label, box(getattr(paper, name))] for label, name in words.TEXTS],
        "opinions": [
            [label, box(words.opinion(paper, name)[0]), box(words.opinion(paper, name)[1])]
            for label, name in words.OPINIONS
        ],
        "note": box(words.NOTE),
        "mark": mark.words,
        "qr": qr_svg(mark.payload, quiet=0) if mark.version else "",
    }
