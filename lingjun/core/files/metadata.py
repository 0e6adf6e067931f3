"""What a camera wrote beside the picture, taken out without touching the picture: position, and what may hide one.

JPEG, PNG and WebP keep their pixels in other places than their metadata: the pixels stay byte for byte the same.
Taken out: the GPS table and the maker's private notes of Exif, XMP and IPTC as a whole, and pictures hung behind the
end of the file (motion photos, large previews: each has metadata of its own). Kept: the rest of Exif (when, which
camera, how it was held) and the colour profile.
"""

from __future__ import annotations

import io
import mmap
import re
import struct
import tempfile
import zlib
from collections.abc import Iterator
from typing import IO, Final

GPS, MAKER_NOTE, EXIF_TABLE = 0x8825, 0x927C, 0x8769
_SIZES: Final = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8}
"""Bytes of one value, by its type in TIFF."""
_TABLES: Final = 8
_IN_MEMORY: Final = 2_500_000
_NEXT_MARKER: Final = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_EXIF: Final = b"Exif\x00\x00"
_PNG_TEXT: Final = (b"tEXt", b"zTXt", b"iTXt")
_XMP_FLAG: Final = 0x04

Bytes = bytes | mmap.mmap


def without_position(file: IO[bytes], code: str) -> IO[bytes]:
    """A copy of a picture (`code` of `KINDS`: jpeg, png, webp) without position, rewound; the original is rewound too.

    The picture must have passed `check_image`. Memory: a file on disk is read where it lies.
    """
    source = _view(file)
    parts = {"jpeg": _jpeg, "png": _png, "webp": _webp}[code](source)
    copy: IO[bytes] = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - given to the caller
    for part in parts:
        copy.write(part)
    if isinstance(source, mmap.mmap):
        source.close()
    file.seek(0)
    copy.seek(0)
    return copy


def _view(file: IO[bytes]) -> Bytes:
    try:
        file.flush()
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, AttributeError, io.UnsupportedOperation):
        file.seek(0)
        return file.read()


def _jpeg(data: Bytes) -> Iterator[bytes]:
    yield bytes(data[:2])
    at = 2
    while at + 4 <= len(data):
        if data[at] != 0xFF:
            return
        marker = data[at + 1]
        if marker == 0xFF:  # fill bytes before a marker
            at += 1
            continue
        if marker == 0xD9:
            break
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        yield _segment(marker, bytes(data[at:end]))
        if marker == 0xDA:
            found = _NEXT_MARKER.search(data, end)
            scan_end = found.start() if found else len(data)
            yield from _pieces(data, end, scan_end)
            end = scan_end
        at = end
    yield b"\xff\xd9"


def _segment(marker: int, segment: bytes) -> bytes:
    """The segment as it is kept; empty when it is left out."""
    body = segment[4:]
    if marker == 0xE1 and body.startswith(_EXIF):
        clean = clean_exif(body[len(_EXIF) :])
        return segment[:4] + _EXIF + clean if clean else b""
    # APP1 else: XMP. APP2 MPF: where the pictures behind the end lie. APP13: IPTC, names of places.
    left_out = marker in (0xE1, 0xED) or (marker == 0xE2 and body.startswith(b"MPF\x00"))
    return b"" if left_out else segment


def _png(data: Bytes) -> Iterator[bytes]:
    yield bytes(data[:8])
    at = 8
    while at + 12 <= len(data):
        name = bytes(data[at + 4 : at + 8])
        start, end = at + 8, at + 8 + int.from_bytes(data[at : at + 4], "big")
        if name == b"eXIf":
            if clean := clean_exif(bytes(data[start:end])):
                yield struct.pack(">I", len(clean)) + name + clean + struct.pack(">I", zlib.crc32(name + clean))
        elif name in _PNG_TEXT and _tells_metadata(bytes(data[start : min(end, start + 80)])):
            pass
        else:
            yield from _pieces(data, at, end + 4)
        if name == b"IEND":
            return
        at = end + 4


def _tells_metadata(head: bytes) -> bool:
    keyword = head.partition(b"\x00")[0].lower()
    return b"xmp" in keyword or keyword.startswith(b"raw profile")


def _webp(data: Bytes) -> list[bytes]:
    parts: list[bytes] = []
    at, whole = 12, min(len(data), 8 + int.from_bytes(data[4:8], "little"))
    while at + 8 <= whole:
        name, size = bytes(data[at : at + 4]), int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = bytes(data[at : at + 8 + size + size % 2])
        if name == b"EXIF":
            body = chunk[8 : 8 + size]
            lead = _EXIF if body.startswith(_EXIF) else b""
            clean = clean_exif(body[len(lead) :])
            body = lead + clean if clean else b"\x00" * size
            chunk = chunk[:8] + body + chunk[8 + size :]
        elif name == b"VP8X" and size:
            chunk = chunk[:8] + bytes([chunk[8] & ~_XMP_FLAG]) + chunk[9:]
        if name != b"XMP ":
            parts.append(chunk)
        at += 8 + size + size % 2
    length = 4 + sum(map(len, parts))
    return [b"RIFF" + struct.pack("<I", length) + b"WEBP", *parts]


def _pieces(data: Bytes, start: int, end: int) -> Iterator[bytes]:
    for at in range(start, end, 1 << 20):
        yield bytes(data[at : min(end, at + (1 << 20))])


def clean_exif(tiff: bytes) -> bytes:
    """The same block, of the same length, without GPS and maker's notes; empty when it cannot be read for sure."""
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return b""
    block = bytearray(tiff)
    try:
        todo, seen = [struct.unpack_from(f"{order}I", block, 4)[0]], set[int]()
        while todo:
            table = todo.pop()
            if table == 0 or table in seen:
                continue
            seen.add(table)
            if len(seen) > _TABLES:
                return b""
            todo += _clean_table(block, order, table)
    except (struct.error, IndexError, ValueError):
        return b""
    return bytes(block)


def _clean_table(block: bytearray, order: str, table: int) -> list[int]:
    """Takes the two entries out of one table; gives the tables it leads to. Entries move up, the rest becomes zero."""
    (count,) = struct.unpack_from(f"{order}H", block, table)
    first, end = table + 2, table + 2 + 12 * count
    (following,) = struct.unpack_from(f"{order}I", block, end)
    kept, leads = [], [following]
    for at in range(first, end, 12):
        entry = bytes(block[at : at + 12])
        tag, kind, number, value = struct.unpack(f"{order}HHII", entry)
        if tag == GPS:
            _erase_table(block, order, value)
        elif tag == MAKER_NOTE:
            _erase(block, value, number * _SIZES.get(kind, 1))
        else:
            kept.append(entry)
            if tag == EXIF_TABLE:
                leads.append(value)
    if len(kept) < count:
        rest = struct.pack(f"{order}I", following).ljust(4 + 12 * (count - len(kept)), b"\x00")
        block[table : end + 4] = struct.pack(f"{order}H", len(kept)) + b"".join(kept) + rest
    return leads


def _erase_table(block: bytearray, order: str, table: int) -> None:
    if table + 2 > len(block):
        return
    (count,) = struct.unpack_from(f"{order}H", block, table)
    end = min(table + 2 + 12 * count + 4, len(block))
    for at in range(table + 2, end - 11, 12):
        _, kind, number, value = struct.unpack_from(f"{order}HHII", block, at)
        size = number * _SIZES.get(kind, 1)
        if size > 4:
            _erase(block, value, size)
    _erase(block, table, end - table)


def _erase(block: bytearray, start: int, size: int) -> None:
    end = min(start + size, len(block))
    if start < end:
        block[start:end] = b"\x00" * (end - start)
