"""Taking files in and giving them out, on any Django storage."""

from __future__ import annotations

import hashlib
import re
import uuid
from pathlib import PurePosixPath
from typing import IO, Any, Final

from django.core.files.base import ContentFile, File
from django.db import transaction

from lingjun.core.errors import Invalid, Refused
from lingjun.core.models import StoredFile
from lingjun.core.text import without_invisible

from .checks import check_content
from .images import make_display, make_thumbnail
from .kinds import KINDS, Kind, detect
from .metadata import without_position
from .purposes import MB, PURPOSES, Purpose

_FORBIDDEN: Final = re.compile(r"[\x00-\x1f\x7f<>:\"/\\|?*]")
_SUFFIX: Final = re.compile(r"[A-Za-z][A-Za-z0-9]{0,4}|7z")
_ADVICE: Final = {
    "heic": "这是苹果手机的 HEIC 照片，请在手机“设置—相机—格式”里选“兼容性最佳”，或另存为 JPEG 再传。",
    "macro": "这个文件带宏，没有收下。请另存为不带宏的 .docx 或 .xlsx 再传。",
    "locked": "这个文件有打开密码，请去掉密码后再传。",
    "empty": "这是一个空文件，请重新选择。",
    "rar": "rar 压缩包打不开，请改用 zip，或直接选择多个文件上传。",
    "7z": "7z 压缩包打不开，请改用 zip，或直接选择多个文件上传。",
}


def store_upload(*, upload: File[Any], purpose: str, owner_id: int | None, field: str = "file") -> StoredFile:
    """Check an upload by content and keep it. Streams: never more than a piece of it in memory.

    `purpose` is a key of `PURPOSES` (KeyError otherwise). Raises `Invalid({field: reason})` when the file is too
    large, of another kind, damaged, locked or a bomb. The original is kept byte for byte; pictures get a thumbnail
    without metadata. Where pictures are looked at (`Purpose.pictures`), the place where they were taken is cut out of
    what is kept, the pixels stay as they were, and a large one gets a copy of display size.
    """
    rules = PURPOSES[purpose]
    file = upload.file or upload
    try:
        kind = check(file, rules, size=upload.size or 0)
        is_image = kind.media_type.startswith("image/")
        thumbnail = make_thumbnail(file) if is_image else b""
    except Refused as refusal:
        raise Invalid({field: refusal.message}) from refusal
    name = upload.name or ""
    if not (is_image and rules.pictures):
        return _keep(upload, kind=kind, name=name, thumbnail=thumbnail, owner_id=owner_id)
    display = make_display(file)
    with without_position(file, kind.code) as clean:
        return _keep(File(clean), kind=kind, name=name, thumbnail=thumbnail, display=display, owner_id=owner_id)


def store_generated(
    *, name: str, content: bytes | IO[bytes], media_type: str = "", owner_id: int | None = None
) -> StoredFile:
    """Keep a file the system made itself (an export, a printed form): no limits, no content check. From its beginning.

    Without `media_type` the end of `name` says what it is ("docx", "pdf", "xlsx", "zip").
    """
    suffix = PurePosixPath(name).suffix.lower()
    media_type = media_type or KINDS[suffix.removeprefix(".")].media_type
    kind = next((k for k in KINDS.values() if k.media_type == media_type), None)
    if kind is None:
        kind = Kind("generated", media_type, "文件", (suffix or ".bin",))
    file: File[Any] = ContentFile(content) if isinstance(content, bytes) else File(content)
    file.seek(0)
    return _keep(file, kind=kind, name=name, thumbnail=b"", owner_id=owner_id)


def check(file: IO[bytes], purpose: Purpose, *, size: int) -> Kind:
    """Kind of a file that is right for the purpose; `Refused` with what to do otherwise. Rewinds."""
    if size > purpose.max_bytes:
        raise Refused(f"文件 {size / MB:.1f} MB，超过了 {purpose.max_bytes // MB} MB，请压缩后再传。")
    kind = detect(file)
    if kind.code not in purpose.kinds:
        advice = _ADVICE.get(kind.code) or f"按内容看，这是{kind.words}。请上传{_gap(purpose.words)}{purpose.words}。"
        raise Refused(advice)
    check_content(file, kind)
    return kind


def _gap(words: str) -> str:
    """A blank before Latin letters, as in the templates."""
    return " " if words[:1].isascii() else ""


def safe_name(name: str, kind: Kind) -> str:
    """File name people may keep: no path, no control or direction marks, 120 characters, the suffix of its content."""
    plain = without_invisible(name.replace("\\", "/").rsplit("/", 1)[-1])
    plain = _FORBIDDEN.sub("_", plain).strip(" .")
    stem, dot, suffix = plain.rpartition(".")
    if not dot or not _SUFFIX.fullmatch(suffix):
        stem, suffix = plain, ""
    right = f".{suffix.lower()}" in kind.suffixes
    return f"{stem.strip(' .')[:120] or '文件'}{f'.{suffix.lower()}' if right else kind.suffix}"


def delete_stored(stored: StoredFile) -> None:
    """Remove the row now, and the bytes once the transaction is through."""
    places = (stored.content, stored.thumbnail, stored.display)
    stored.delete()

    def remove() -> None:
        for kept in places:
            if kept:
                kept.storage.delete(kept.name or "")

    transaction.on_commit(remove)


def _keep(
    file: File[Any], *, kind: Kind, name: str, thumbnail: bytes, owner_id: int | None, display: bytes = b""
) -> StoredFile:
    digest, size = _digest(file)
    place = f"{digest[:2]}/{digest[2:4]}/{uuid.uuid4().hex}"
    stored = StoredFile(
        name=safe_name(name, kind), media_type=kind.media_type, size=size, sha256=digest, owner_id=owner_id
    )
    # The stored name never carries what a person typed.
    stored.content.save(f"{place}{kind.suffix}", file, save=False)
    if thumbnail:
        stored.thumbnail.save(f"{place}.jpg", ContentFile(thumbnail), save=False)
    if display:
        stored.display.save(f"{place}.jpg", ContentFile(display), save=False)
    stored.save(force_insert=True)
    # A field just saved keeps the upload in hand, which closes with the request: let it read the storage instead.
    stored.content, stored.thumbnail = stored.content.name, stored.thumbnail.name
    stored.display = stored.display.name
    return stored


def _digest(file: File[Any]) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    file.seek(0)
    for piece in iter(lambda: file.read(1 << 20), b""):
        digest.update(piece)
        size += len(piece)
    file.seek(0)
    return digest.hexdigest(), size
