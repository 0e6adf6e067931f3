"""QR codes (ISO/IEC 18004): SVG for screens and PDF, PNG for Word."""

from __future__ import annotations

import functools
import io
from xml.sax.saxutils import quoteattr

import numpy as np
import zxingcpp
from PIL import Image

LEVEL = "M"
"""Recovers 15 %. With a payload of up to 38 alphanumeric characters the symbol has 25 modules: at 18 mm a photo of the
whole page 1000 pixels wide still gives each module three pixels."""
QUIET = 4
"""Modules of white around a symbol that stands close to other ink."""


@functools.lru_cache(maxsize=512)
def modules(payload: str) -> tuple[bytes, ...]:
    """Rows of the symbol without border, one byte (0 or 1) for each module. ValueError for an empty payload."""
    code = zxingcpp.create_barcode(payload, zxingcpp.BarcodeFormat.QRCode, ec_level=LEVEL)
    pixels = np.asarray(code.to_image(scale=1, add_quiet_zones=False))
    return tuple((row == 0).astype(np.uint8).tobytes() for row in pixels)


def qr_svg(payload: str, *, quiet: int = QUIET, label: str = "核对二维码") -> str:
    """An `<svg class="qr">` with one path, scaled by its box; no style attribute, so that the CSP lets it show."""
    rows = modules(payload)
    path = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row))
    side = len(rows) + 2 * quiet
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" viewBox="{-quiet} {-quiet} {side} {side}" role="img" '
        f'aria-label={quoteattr(label)} shape-rendering="crispEdges"><path fill="#000" d="{path}"/></svg>'
    )


def qr_png(payload: str, *, scale: int = 12, quiet: int = QUIET) -> bytes:
    """Black on white, one bit per pixel, `scale` pixels for each module."""
    rows = modules(payload)
    image = Image.new("L", (len(rows) + 2 * quiet,) * 2, 255)
    image.paste(Image.frombytes("L", (len(rows),) * 2, b"".join(bytes(0 if m else 255 for m in r) for r in rows)),
                (quiet, quiet))  # fmt: skip
    image = image.resize((image.width * scale,) * 2, Image.Resampling.NEAREST).convert("1", dither=Image.Dither.NONE)
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _runs(row: bytes) -> list[tuple[int, int]]:
    """(start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        found.append((start, end - start))
        start = row.find(1, end)
    return found
