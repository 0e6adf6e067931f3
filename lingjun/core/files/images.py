"""Smaller copies: upright, and without anything the camera wrote (position, serial number, owner)."""

from __future__ import annotations

import io
import threading
import warnings
from typing import IO, Final

from PIL import Image, ImageOps

_turn = threading.Lock()
ORIENTATION: Final = 0x0112
THUMBNAIL_SIDE: Final = 480
"""Longest side in pixels."""
DISPLAY_SIDE: Final = 1600
"""Of the picture a page shows large; enough for half a printed page."""


def make_thumbnail(file: IO[bytes], *, side: int = THUMBNAIL_SIDE) -> bytes:
    """JPEG of at most `side` pixels, turned as the camera was held, on white, with no metadata. Rewinds.

    The picture must have passed `check_image`. Memory: JPEG is decoded near the wanted size only, and threads take
    turns: four photos of a telephone at once would be half a gigabyte.
    """
    file.seek(0)
    with _turn, warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
            image.draft("RGB", (side, side))
            image.thumbnail((side * 2, side * 2))
            upright = ImageOps.exif_transpose(image)
            upright.thumbnail((side, side))
            if upright.mode in {"RGBA", "LA", "PA"} or "transparency" in upright.info:
                sheet = Image.new("RGB", upright.size, "white")
                sheet.paste(upright.convert("RGBA"), mask=upright.convert("RGBA").getchannel("A"))
            else:
                sheet = Image.new("RGB", upright.size)
                sheet.paste(upright.convert("RGB"))
    file.seek(0)
    out = io.BytesIO()
    # A new image has no EXIF, no XMP and no colour profile to write.
    sheet.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def make_display(file: IO[bytes], *, side: int = DISPLAY_SIDE) -> bytes:
    """The same at `side` pixels; empty for a picture that is no larger and stands upright. Rewinds."""
    file.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        with Image.open(file, formats=["JPEG", "PNG", "WEBP"]) as image:
            enough = max(image.size) <= side and image.getexif().get(ORIENTATION, 1) == 1
    file.seek(0)
    return b"" if enough else make_thumbnail(file, side=side)
