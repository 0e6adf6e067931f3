"""Reading Word files that strangers send: paragraphs and cells as they stand on the page, or a plain refusal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import UnreadableDocument
from .kinds import sniff
from .model import Block, Cell, Document, Paragraph, Table
from .source import MAX_FILE, Source, load

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = [
    "MAX_FILE",
    "Block",
    "Cell",
    "Document",
    "Paragraph",
    "Source",
    "Table",
    "UnreadableDocument",
    "load",
    "read_document",
]


def read_document(source: Source) -> Document:
    """Read a .docx or an old .doc, told apart by content. Raises UnreadableDocument for everything else."""
    data = load(source)
    return _reader(sniff(data))(data)


def _reader(kind: str) -> Callable[[bytes], Document]:
    """The readers are loaded when first needed: neither lxml nor olefile is wanted by a page that only refuses."""
    if kind == "ole":
        from .doc import read_doc  # noqa: PLC0415

        return read_doc
    from .docx import read_docx  # noqa: PLC0415

    return read_docx
