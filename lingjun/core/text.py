"""Normalising what people type and paste: full width, invisible characters, blanks."""

from __future__ import annotations

import re
import unicodedata

#: Zero-width and directional marks that arrive with text copied from chat programs and PDF files; and NUL, which
#: PostgreSQL refuses even in a question.
_INVISIBLE = re.compile("[\x00\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BLANKS = re.compile(r"\s+")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")


def to_half_width(text: str) -> str:
    """Full-width letters, digits and signs become half-width (NFKC), invisible marks go; Chinese 。、“” stay."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


def without_invisible(text: str) -> str:
    """Composed characters (NFC), invisible marks gone, full width kept: for names people should find again."""
    return _INVISIBLE.sub("", unicodedata.normalize("NFC", text))


def one_line(text: str) -> str:
    """Prose on one line: invisible marks gone, runs of blanks one blank, Chinese signs as they were typed."""
    return " ".join(without_invisible(text).split())


def squeeze(text: str) -> str:
    """`to_half_width`, every run of blanks (the ideographic space too) becomes one space, ends trimmed."""
    return _BLANKS.sub(" ", to_half_width(text)).strip()


def compact(text: str) -> str:
    """`to_half_width` without any blank: for comparing words, never for storing prose."""
    return _BLANKS.sub("", to_half_width(text))


def without_brackets(text: str) -> str:
    """Drop bracketed remarks: "工程师（电气）" -> "工程师". Nested pairs go too."""
    while (shorter := _BRACKETED.sub("", text)) != text:
        text = shorter
    return text
