"""Zip files from strangers: sizes are counted while inflating, never taken from the file's own word."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from .errors import UnreadableDocument

#: Parts of one package. A form has about 17; one with a hundred pasted photographs about 250.
MAX_ENTRIES = 2_000
#: Bytes that all parts together may claim to inflate to.
MAX_CLAIMED = 200 * 1024 * 1024
#: Inflated over packed. Text with long runs reaches about 100; a bomb lives near 1,000.
MAX_RATIO = 300
#: Below this many inflated bytes the ratio says nothing.
RATIO_MATTERS = 8 * 1024 * 1024

DAMAGED = "文件已损坏或没有传完，读不出来。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
BOMB = "这个文件展开后大得不正常，没有读。请用 Word 或 WPS 打开，另存为 .docx 再上传。"
LOCKED = "这个文件设了密码，读不了。请取消密码后再上传。"

#: Everything zipfile raises over bytes that are no good zip.
ZIP_ERRORS = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
    IndexError,
)
#: The two methods every writer uses; zipfile inflates the others without a bound.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)


class SafeZip:
    """Read-only zip over bytes in memory. Every refusal is an UnreadableDocument."""

    def __init__(self, data: bytes, *, max_entries: int = MAX_ENTRIES, max_claimed: int = MAX_CLAIMED) -> None:
        # Counted on the raw bytes first: zipfile would build an object for each of a million entries.
        if data.count(b"PK\x01\x02") > max_entries * 2:
            raise UnreadableDocument(BOMB)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except ZIP_ERRORS as error:
            raise UnreadableDocument(DAMAGED) from error
        self.entries = self._zip.infolist()
        if len(self.entries) > max_entries or sum(entry.file_size for entry in self.entries) > max_claimed:
            raise UnreadableDocument(BOMB)
        self._by_name = {_plain(entry.filename): entry for entry in self.entries}

    def __contains__(self, name: str) -> bool:
        return _plain(name) in self._by_name

    def names(self) -> set[str]:
        """Part names in lower case with forward slashes, none in front."""
        return set(self._by_name)

    def read(self, name: str, limit: int) -> bytes:
        """A part by name, whatever case or slashes the writer used. Raises KeyError when there is none."""
        return self.read_entry(self._by_name[_plain(name)], limit)

    def read_entry(self, entry: zipfile.ZipInfo, limit: int) -> bytes:
        """Inflate one entry, giving up one byte after `limit`."""
        if entry.flag_bits & 0x41:
            raise UnreadableDocument(LOCKED)
        if entry.compress_type not in _METHODS:
            raise UnreadableDocument(DAMAGED)
        try:
            with self._zip.open(entry) as part:
                data = part.read(limit + 1)
        except ZIP_ERRORS as error:
            raise UnreadableDocument(DAMAGED) from error
        if len(data) > limit or (len(data) > RATIO_MATTERS and len(data) > MAX_RATIO * max(entry.compress_size, 1)):
            raise UnreadableDocument(BOMB)
        return data


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()
