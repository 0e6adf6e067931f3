"""Many forms at once: several files, or zip archives of them, one result each and never an exception in between."""

from __future__ import annotations

import dataclasses
import io
import zipfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from lingjun.documents.reading import MAX_FILE, UnreadableDocument, load
from lingjun.documents.reading.archive import SafeZip
from lingjun.documents.reading.kinds import ZIP_MAGIC

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from lingjun.documents.reading import Source

#: Files of one upload, those inside archives counted.
MAX_FILES = 200
#: Bytes of one archive as sent, and of all it unpacks to.
MAX_ARCHIVE = 50 * 1024 * 1024
MAX_UNPACKED = 100 * 1024 * 1024

#: What people send: a path, an upload (anything with `.name` and `.read`), or a name with its content.
Sent: TypeAlias = "Path | BinaryIO | tuple[str, Source]"


@dataclasses.dataclass(frozen=True, slots=True)
class FormFile:
    """One file to read: its name as shown (with the folder inside the archive), and how to get its bytes.

    `load` raises UnreadableDocument. `refusal` is set instead when it is known at once that it cannot be read.
    """

    name: str
    load: Callable[[], bytes]
    refusal: str = ""


def list_form_files(files: Iterable[Sent]) -> list[FormFile]:
    """Open archives and list what is to be read, without reading it: the length of a progress bar.

    Beyond `MAX_FILES` one last entry says how many were left out.
    """
    listed: list[FormFile] = []
    for sent in files:
        name, source = _named(sent)
        if _is_litter(name):
            continue
        listed.extend(_listed(name, source))
    if len(listed) > MAX_FILES:
        left = len(listed) - MAX_FILES
        message = f"一次最多读 {MAX_FILES} 份，还有 {left} 份没有读，请分批上传。"
        listed = [*listed[:MAX_FILES], _refused(f"其余 {left} 份", message)]
    return listed


def _named(sent: Sent) -> tuple[str, Source]:
    if isinstance(sent, tuple):
        return sent
    if isinstance(sent, Path):
        return sent.name, sent
    return PurePosixPath(str(getattr(sent, "name", "") or "未命名").replace("\\", "/")).name, sent


def _listed(name: str, source: Source) -> list[FormFile]:
    """The file itself, or the files of an archive. Told apart by content; a .docx is a zip too, with a text inside."""
    if not _begins_as_zip(source):
        return [FormFile(name, lambda: load(source))]
    try:
        data = load(source, MAX_ARCHIVE)
        if _is_office(data):
            return [FormFile(name, lambda: load(data))]
        archive = _Archive(name, data)
    except UnreadableDocument as refusal:
        return [_refused(name, refusal.message)]
    return archive.files() or [_refused(name, "压缩包里没有文件。请把填好的申报表（.docx）放进去再压缩。")]


def _begins_as_zip(source: Source) -> bool:
    if isinstance(source, bytes):
        return source.startswith(ZIP_MAGIC)
    try:
        if isinstance(source, Path):
            with source.open("rb") as file:
                return file.read(4) in ZIP_MAGIC
        head = source.read(4)
        source.seek(0)
    except OSError:
        return False
    return head in ZIP_MAGIC


def _is_office(data: bytes) -> bool:
    """Whether this zip is one document and not a bag of them, by the names only an Office file has."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as bag:
            names = {name.replace("\\", "/").lower() for name in bag.namelist()[:2000]}
    except (zipfile.BadZipFile, ValueError, OSError):
        return True  # read as a document, it gets the refusal for damaged files
    return bool({"[content_types].xml", "word/document.xml", "_rels/.rels", "mimetype"} & names)


class _Archive:
    """The files of a zip archive, unpacked one at a time under a common limit."""

    def __init__(self, name: str, data: bytes) -> None:
        self.name = name
        self.zip = SafeZip(data, max_claimed=MAX_UNPACKED)
        self.room = MAX_UNPACKED

    def files(self) -> list[FormFile]:
        return [
            self.file(f"{self.name}/{path}", entry)
            for entry in self.zip.entries
            if not entry.is_dir() and not _is_litter(path := _path(entry))
        ]

    def file(self, name: str, entry: zipfile.ZipInfo) -> FormFile:
        if name.lower().endswith((".zip", ".rar", ".7z")):
            return _refused(name, "压缩包里的压缩包没有打开。请解开后再上传。")
        return FormFile(name, lambda: self.unpack(entry))

    def unpack(self, entry: zipfile.ZipInfo) -> bytes:
        if self.room <= 0:
            raise UnreadableDocument("压缩包展开后超过 100 MB，这一份没有读。请分批上传。")
        data = self.zip.read_entry(entry, min(MAX_FILE, self.room))
        self.room -= len(data)
        return data


def _path(entry: zipfile.ZipInfo) -> str:
    """Name inside the archive. Windows writes GBK without saying so, and zipfile takes that for cp437."""
    name = entry.filename
    if not entry.flag_bits & 0x800:
        raw = name.encode("cp437", "replace")
        for encoding in ("utf-8", "gb18030"):
            try:
                name = raw.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".", "..")]
    return "/".join("".join(char for char in part if char.isprintable()) for part in parts)


def _is_litter(path: str) -> bool:
    """What systems and Word leave behind: __MACOSX, ._name, ~$name, Thumbs.db."""
    parts = path.split("/")
    base = parts[-1].lower()
    return (
        "__MACOSX" in parts or base.startswith(("~$", "._", ".~")) or base in ("thumbs.db", "desktop.ini", ".ds_store")
    )


def _refused(name: str, message: str) -> FormFile:
    return FormFile(name, lambda: b"", message)
