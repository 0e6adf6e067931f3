"""The zip: book as PDF and Word, every attachment under its number, and an index. Streamed from file to file."""

from __future__ import annotations

import re
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import Any, Final

from lingjun.core.files import KINDS
from lingjun.core.models import StoredFile
from lingjun.documents.excel import Column, write_table
from lingjun.dossier.papers.yearbook.book import Attachment, Book
from lingjun.dossier.papers.yearbook.year import FOLDERS

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
CHUNK: Final = 200
PIECE: Final = 1 << 20
STORED: Final = frozenset({".jpg", ".jpeg", ".png", ".webp", ".pdf", ".docx", ".xlsx", ".pptx", ".zip"})
"""Kinds that are compressed already."""
INDEX: Final = (
    Column("number", "编号", 10),
    Column("day", "日期", 12),
    Column("words", "事项", 40),
    Column("kind", "材料", 10),
    Column("caption", "说明", 30),
    Column("path", "文件", 60),
    Column("original", "原文件名", 30),
    Column("size", "字节数", 12),
    Column("note", "备注", 20),
)
_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]+")


def file_name(attachment: Attachment, suffix: str) -> str:
    """ "03-012 2026-05-07 岸桥防摇参数复核 照片1.jpg": sorts as the book does, and opens on any system."""
    line = attachment.line
    words = _FORBIDDEN.sub(" ", line.words).strip(" .")
    name = " ".join(filter(None, (line.number, line.day, words, f"{_kind(attachment)}{attachment.place}")))
    return f"{' '.join(name.split())}{suffix}"


def _kind(attachment: Attachment) -> str:
    """照片 of an activity; elsewhere what the file is said to be (发票, 证书), if anything is said."""
    plain = "照片" if attachment.is_image else "附件"
    if attachment.line.folder == FOLDERS["03"]:
        return plain
    return _FORBIDDEN.sub(" ", attachment.caption)[:12].strip(" .") or plain


def write_bundle(
    target: Path, book: Book, folder: Path, *, title: str, on_file: Callable[[], None] = lambda: None
) -> list[str]:
    """Write the zip from book.pdf and book.docx in `folder` and the storage. Names of attachments that are gone."""
    rows: list[dict[str, Any]] = []
    lost: list[str] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6, allowZip64=True) as package:
        for suffix in ("pdf", "docx"):
            with (folder / f"book.{suffix}").open("rb") as source:
                _put(package, f"{title}.{suffix}", source)
        for attachment, stored in _with_files(book.attachments):
            row = _row(attachment, stored)
            rows.append(row)
            if not _attach(package, row["path"], stored):
                row["note"] = "文件不在了"
                lost.append(attachment.name)
            on_file()
        with tempfile.TemporaryFile() as table:
            write_table(table, sheet="清单", columns=INDEX, rows=rows, title=f"{book.title} 附件清单")
            table.seek(0)
            _put(package, "清单.xlsx", table)
    return lost


def _with_files(attachments: tuple[Attachment, ...]) -> Iterator[tuple[Attachment, StoredFile | None]]:
    ordered = sorted(attachments, key=lambda one: (one.line.folder, one.line.number, one.place))
    for start in range(0, len(ordered), CHUNK):
        piece = ordered[start : start + CHUNK]
        found = {str(key): stored for key, stored in StoredFile.objects.in_bulk({one.file for one in piece}).items()}
        for one in piece:
            yield one, found.get(one.file)


def _row(attachment: Attachment, stored: StoredFile | None) -> dict[str, Any]:
    line = attachment.line
    name = file_name(attachment, _suffix(stored))
    return {
        "number": line.number,
        "day": line.day,
        "words": line.words,
        "kind": "照片" if attachment.is_image else "附件",
        "caption": attachment.caption,
        "path": f"附件/{line.folder}/{name}",
        "original": attachment.name,
        "size": stored.size if stored else None,
        "note": "",
    }


def _suffix(stored: StoredFile | None) -> str:
    """By the content's kind, as kept."""
    if stored is None:
        return ""
    own = PurePosixPath(stored.name).suffix.lower()
    kind = next((kind for kind in KINDS.values() if kind.media_type == stored.media_type), None)
    return own if kind is None or own in kind.suffixes else kind.suffix


def _attach(package: zipfile.ZipFile, path: str, stored: StoredFile | None) -> bool:
    if stored is None:
        return False
    try:
        source = stored.content.storage.open(stored.content.name or "", "rb")
    except OSError:
        return False
    with source:
        _put(package, path, source)
    return True


def _put(package: zipfile.ZipFile, name: str, source: Any) -> None:
    entry = zipfile.ZipInfo(name, EPOCH)
    entry.compress_type = zipfile.ZIP_STORED if PurePosixPath(name).suffix in STORED else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with package.open(entry, "w", force_zip64=True) as out:
        shutil.copyfileobj(source, out, PIECE)
