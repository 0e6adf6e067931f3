"""The form as PDF/A-2b, one A4 page when the content allows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from lingjun.creation.paper import CreationForm, PrintMark
from lingjun.creation.papers.printing import words
from lingjun.documents.printing.fonts import FANGSONG, TITLE_SONG, shelf
from lingjun.documents.printing.qr import qr_svg
from lingjun.documents.printing.typesetting import typeset

TEMPLATE = Path(__file__).with_name("form.typ")
FIXED = "".join(
    [
        *(words.APPLICANT, words.SEAL, words.APPLIED_ON, words.STAMPED, words.NOTE),
        *(*words.COMPOSITION, *words.LEADER, *words.STUDIO_NAME, *words.CHAIR_NAME, *words.PROJECTS),
        *(*words.UNIT_OPINION, *words.CITY_OPINION, *(text for line in words.LINES for text, _ in line)),
        "单位全称所属行业姓名性别出生时间政治面貌文化程度岗位工种联系电话职称(技术等级)荣誉称号年月日0123456789.",
    ]
)
"""Every label of the sheet: they are set in one family."""


def form_pdf(form: CreationForm, mark: PrintMark) -> bytes:
    """The printed form. Raises fonts.Unprintable (a character no font holds) and fonts.FontsMissing."""
    return typeset(TEMPLATE, form_data(form, mark))


def form_data(form: CreationForm, mark: PrintMark) -> dict[str, Any]:
    """What form.typ reads: texts with the families that hold them, blanks as ""."""
    fonts = shelf()
    values = {
        path: {"text": text, "font": fonts.families_for(text, FANGSONG)}
        for path, text in words.boxes(form).items()
        if not path.startswith("projects.")
    }
    projects = [
        {"text": text, "font": fonts.families_for(text, FANGSONG)} for text in words.project_rows(form.projects)
    ]
    code = mark.version > 0
    return {
        "title": words.TITLE,
        "titlefont": fonts.families_for(words.TITLE, TITLE_SONG),
        "bodyfont": fonts.families_for(FIXED, FANGSONG),
        "footfont": fonts.families_for("".join(words.mark_words(mark)) + words.NOTE, ()),
        "subject": form.studio_name,
        "values": values,
        "projects": projects,
        "lines": words.composition_lines(form.composition),
        "applied": _date(form.applied_on),
        "unitdate": _date(form.unit_opinion.date),
        "citydate": _date(form.city_opinion.date),
        "note": words.NOTE,
        "mark": words.mark_words(mark),
        "qr": qr_svg(mark.payload, quiet=0) if code else "",
    }


def _date(iso: str) -> list[str]:
    date = words.date_words(iso)
    return [date.year, date.month, date.day]
