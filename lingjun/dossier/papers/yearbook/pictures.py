"""Photographs at the size they are printed in: one after the other, from the storage into the book's folder."""

from __future__ import annotations

import io
import logging
import warnings
from pathlib import Path
from typing import IO, Final

from PIL import Image, ImageOps

from lingjun.core.models import StoredFile
from lingjun.dossier.papers.yearbook.book import Photo

SIDE: Final = 1200
"""Longest side in pixels: 380 dots an inch at the 80 mm a picture is printed wide."""
QUALITY: Final = 80
log = logging.getLogger(__name__)


def scale(stored: StoredFile, folder: Path, number: int) -> Photo | None:
    """A JPEG without metadata in `folder`, upright, on white. None when the bytes are gone or no picture any more."""
    name = f"photo-{number:04d}.jpg"
    try:
        kept = stored.display or stored.content
        with kept.storage.open(kept.name or "", "rb") as file:
            width, height = _write(file, folder / name)
    except (OSError, ValueError, Image.DecompressionBombError):
        log.warning("picture %s of a yearbook could not be read", stored.pk, exc_info=True)
        return None
    return Photo(file=str(stored.pk), caption="", name=name, number=number, width=width, height=height)


def _write(file: IO[bytes], target: Path) -> tuple[int, int]:
    """JPEG is decoded near the wanted size only; other kinds are at most what the upload check lets in."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
            image.draft("RGB", (SIDE, SIDE))
            image.thumbnail((SIDE, SIDE), reducing_gap=2.0)
            upright = ImageOps.exif_transpose(image)
            if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
                sheet = Image.new("RGB", upright.size, "white")
                sheet.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
            else:
                sheet = upright.convert("RGB")
    out = io.BytesIO()
    # Baseline RGB without profile: the PDF says sRGB for all of them.
    Image.frombytes("RGB", sheet.size, sheet.tobytes()).save(out, "JPEG", quality=QUALITY)
    target.write_bytes(out.getvalue())
    return sheet.size
