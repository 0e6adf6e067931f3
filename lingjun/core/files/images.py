"""Thumbnails: small, upright, and without anything the camera wrote (position, serial number, owner)."""

from __future__ import annotations

import io
import warnings
from typing import IO, Final

from PIL import Image, ImageOps

THUMBNAIL_SIDE: Final = 480
"""Longest side in pixels."""


def make_thumbnail(file: IO[bytes], *, side: int = THUMBNAIL_SIDE) -> bytes:
    """JPEG of at most `side` pixels, turned as the camera was held, on white, with no metadata. Rewinds.

    The picture must have passed `check_image`. Memory: JPEG is decoded near the wanted size only.
    """
    file.seek(0)
    with warnings.catch_warnings():
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
