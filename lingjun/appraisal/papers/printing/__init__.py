"""Printing the sheet: PDF and Word with the same boxes."""

from __future__ import annotations

from lingjun.appraisal.paper import AppraisalPaper, Mark
from lingjun.appraisal.papers.printing.pdf import sheet_pdf
from lingjun.appraisal.papers.printing.word import sheet_docx

__all__ = ["printed", "sheet_docx", "sheet_pdf"]


def printed(paper: AppraisalPaper, mark: Mark, form: str) -> bytes:
    """pdf or docx. Raises Unprintable, FontsMissing (both Refused)."""
    return sheet_docx(paper, mark) if form == "docx" else sheet_pdf(paper, mark)
