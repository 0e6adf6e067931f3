"""Numbers that come from outside: an address, a form, a list of ticked rows."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 18
"""Digits that fit a row's id on both databases (64 bits)."""


def row_id(text: str) -> int | None:
    """The id written in `text`; None for what no row can have: signs, "²", Arabic digits, thirty digits."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST else None
