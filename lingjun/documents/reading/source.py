"""Taking a file in: never more of it than a limit, whatever it is given as."""

from __future__ import annotations

import io
from pathlib import Path
from typing import BinaryIO, TypeAlias

from .errors import UnreadableDocument

Source: TypeAlias = Path | bytes | BinaryIO

#: Bytes of one Word file. A form with photographs pasted in stays far below.
MAX_FILE = 30 * 1024 * 1024


def load(source: Source, limit: int = MAX_FILE) -> bytes:
    """All bytes of `source`. The size is looked at first, so that a big file is refused without being read.

    Raises UnreadableDocument when it is empty, bigger than `limit` bytes, or cannot be opened.
    """
    try:
        data = _load(source, limit)
    except FileNotFoundError as error:
        raise UnreadableDocument("没有这个文件，请看看文件名和所在的文件夹。") from error
    except OSError as error:
        raise UnreadableDocument("打不开这个文件，请确认它还在、没有被别的程序占用，再试一次。") from error
    if not data:
        raise UnreadableDocument("这是空文件，没有内容。请重新保存后再上传。")
    return data


def _load(source: Source, limit: int) -> bytes:
    if isinstance(source, Path):
        if source.is_dir():
            raise UnreadableDocument("这是文件夹，不是文件。请选择填好的申报表（.docx）。")
        _refuse_big(source.stat().st_size, limit)
        with source.open("rb") as file:
            return _read(file, limit)
    if isinstance(source, bytes | bytearray | memoryview):
        _refuse_big(len(source), limit)
        return bytes(source)
    size = getattr(source, "size", None)
    if isinstance(size, int):
        _refuse_big(size, limit)
    elif source.seekable():
        start = source.tell()
        _refuse_big(source.seek(0, io.SEEK_END) - start, limit)
        source.seek(start)
    return _read(source, limit)


def _read(file: BinaryIO, limit: int) -> bytes:
    """Reads at most one byte over the limit: a stream may be longer than its file size said."""
    parts, room = [], limit + 1
    while room > 0 and (part := file.read(min(room, 1 << 20))):
        parts.append(part)
        room -= len(part)
    _refuse_big(limit + 1 - room, limit)
    return b"".join(parts)


def _refuse_big(size: int, limit: int) -> None:
    if size > limit:
        raise UnreadableDocument(
            f"文件有 {_megabytes(size)}，超过 {_megabytes(limit)} 的上限，没有读。请删去文件里的照片，或只上传申报表。"
        )


def _megabytes(size: int) -> str:
    """1 to 9 MB with one decimal when it matters, so that "30 MB over 30 MB" never appears."""
    mega = size / (1024 * 1024)
    return f"{mega:.0f} MB" if mega == int(mega) or mega >= 100 else f"{mega:.1f} MB"
