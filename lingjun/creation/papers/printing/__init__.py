"""Printing the creation form (厦工〔2012〕80号, attachment): PDF and Word with its rows, labels and note."""

from lingjun.creation.papers.printing.pdf import form_pdf
from lingjun.creation.papers.printing.word import form_docx
from lingjun.creation.papers.printing.words import unprintable

__all__ = ["form_docx", "form_pdf", "unprintable"]
