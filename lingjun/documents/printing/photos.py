"""Photographs put into a finished PDF: the typesetter sees a speck in place of each, so its memory does not grow.

The typesetter decodes every picture it places (500 photographs: over 1 GB). It gets `stand_in(n)` instead, placed with
width and height; `put_photos` then copies the PDF, object by object, with the real JPEG streams in their places.
Only PDF as our typesetter writes it is understood: plain objects and a plain cross-reference table. PDF/A-2b stays
valid: the pictures are baseline RGB JPEG as the specks are, under the same colour space.
"""

from __future__ import annotations

import io
import mmap
import re
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Final

from PIL import Image

_MARK: Final = b"lingjun-photo-%06d"
_FIND: Final = re.compile(rb"lingjun-photo-(\d{6})")
_HEAD: Final = re.compile(
    rb"(\d+ 0 obj\n<<)/Length \d+(/Type/XObject/Subtype/Image/Filter/DCTDecode)/Width \d+/Height \d+"
    rb"(/ColorSpace [^>]*?>>)\nstream\n"
)
_ENTRY: Final = re.compile(rb"(\d{10}) (\d{5}) ([fn])")


class NotOurs(ValueError):
    """The PDF is not laid out as our typesetter lays it out, or a photograph has no place in it."""


def stand_in(number: int) -> bytes:
    """A JPEG of 8 by 8 pixels that carries its number; it must reach the PDF byte for byte."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, "JPEG", quality=50, comment=_MARK % number)
    return out.getvalue()


def put_photos(source: Path, target: Path, photos: Mapping[int, Path]) -> int:
    """Copy the PDF with each speck replaced by its photograph; number of photographs put in. Streams.

    Raises NotOurs for a speck without a photograph and a photograph without a speck.
    """
    with source.open("rb") as read, mmap.mmap(read.fileno(), 0, access=mmap.ACCESS_READ) as pdf:
        offsets, table, trailer = _layout(pdf)
        moved: dict[int, int] = {}
        seen: set[int] = set()
        ends = [*offsets[1:], table]
        with target.open("wb") as out:
            out.write(pdf[: offsets[0]])
            for start, end in zip(offsets, ends, strict=True):
                moved[start] = out.tell()
                _copy(out, pdf[start:end], photos, seen)
            new_table = out.tell()
            out.write(_moved_table(pdf[table:trailer], moved))
            rest = pdf[trailer:]
            out.write(re.sub(rb"startxref\n\d+", b"startxref\n%d" % new_table, rest))
    if lost := photos.keys() - seen:
        raise NotOurs(f"photographs without a place: {sorted(lost)[:5]}")
    return len(seen)


def _layout(pdf: mmap.mmap) -> tuple[list[int], int, int]:
    """Offsets of the objects in the order of the file, offset of the table, offset of the trailer."""
    tail = pdf.rfind(b"startxref\n")
    found = re.match(rb"startxref\n(\d+)", pdf[tail : tail + 40]) if tail >= 0 else None
    if not found:
        raise NotOurs("no cross-reference table")
    table = int(found[1])
    trailer = pdf.find(b"trailer", table)
    if pdf[table : table + 5] != b"xref\n" or trailer < 0:
        raise NotOurs("no plain cross-reference table")
    offsets = sorted(int(entry[1]) for entry in _ENTRY.finditer(pdf[table:trailer]) if entry[3] == b"n")
    if not offsets:
        raise NotOurs("no objects")
    return offsets, table, trailer


def _copy(out: IO[bytes], piece: bytes, photos: Mapping[int, Path], seen: set[int]) -> None:
    """One object; a speck becomes its photograph."""
    head = _HEAD.match(piece)
    mark = _FIND.search(piece, head.end(), head.end() + 200) if head else None
    if head is None or mark is None:
        out.write(piece)
        return
    number = int(mark[1])
    if number not in photos:
        raise NotOurs(f"no photograph for number {number}")
    seen.add(number)
    path = photos[number]
    with Image.open(path) as image:
        width, height = image.size
    size = path.stat().st_size
    out.write(b"%b/Length %d%b/Width %d/Height %d%b\nstream\n" % (head[1], size, head[2], width, height, head[3]))
    out.write(path.read_bytes())
    out.write(b"\nendstream\nendobj\n\n" if piece.endswith(b"\n\n") else b"\nendstream\nendobj\n")


def _moved_table(table: bytes, moved: Mapping[int, int]) -> bytes:
    def one(entry: re.Match[bytes]) -> bytes:
        if entry[3] == b"f":
            return entry[0]
        return b"%010d %b n" % (moved[int(entry[1])], entry[2])

    return _ENTRY.sub(one, table)
