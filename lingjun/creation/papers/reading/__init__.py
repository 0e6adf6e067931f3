"""Reading the 2012 creation form back from Word: one call for a page, a command or a batch."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .reader import FormReading, read

if TYPE_CHECKING:
    from lingjun.creation.paper import CreationForm
    from lingjun.documents.reading import Source

__all__ = ["FormReading", "read_form", "read_form_originals"]


def read_form(source: Source, filename: str = "") -> CreationForm:
    """The form with its `problems`. Raises `lingjun.documents.reading.UnreadableDocument` for a file that is none.

    `filename` is for callers that have one; what the file is, is told by its content alone.
    """
    return read_form_originals(source, filename).form


def read_form_originals(source: Source, filename: str = "") -> FormReading:
    """As `read_form`, with the original's words by field path ("leader.phone") for showing beside each field."""
    del filename  # a name proves nothing
    return read(source)
