"""What a file calls itself: its first lines, where it has any that can be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lingjun.core.errors import Refused
from lingjun.core.files import KINDS
from lingjun.documents.reading import Paragraph, UnreadableDocument, read_document
from lingjun.documents.scans import pdf_words

if TYPE_CHECKING:
    from lingjun.core.models import StoredFile

LINES: Final = 3
LONGEST: Final = 60
"""Characters of a line that may be a title."""
MOST_BYTES: Final = 8_000_000
"""Larger files are pictures of paper; naming does not wait for them."""


def first_lines(file: StoredFile) -> list[str]:
    """The first short lines of a Word or PDF file; nothing of any other, nor of one that cannot be read."""
    if file.size > MOST_BYTES:
        return []
    try:
        if file.media_type in {KINDS["docx"].media_type, KINDS["doc"].media_type}:
            lines = [block.text for block in read_document(_bytes(file)).blocks if isinstance(block, Paragraph)]
        elif file.media_type == KINDS["pdf"].media_type:
            lines = pdf_words(_bytes(file)).splitlines()
        else:
            return []
    except (OSError, Refused, UnreadableDocument):
        return []
    plain = [line.strip() for line in lines if line.strip()]
    return [line for line in plain[:LINES] if len(line) <= LONGEST]


def _bytes(file: StoredFile) -> bytes:
    with file.content.open("rb") as content:
        return bytes(content.read())
