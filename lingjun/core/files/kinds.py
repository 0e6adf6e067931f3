"""Kinds of files, told apart by content: the name and the browser's word count for nothing."""

from __future__ import annotations

import dataclasses
import zipfile
import zlib
from typing import IO, Final

import olefile


@dataclasses.dataclass(frozen=True, slots=True)
class Kind:
    """One kind of file: `words` as people call it, `suffixes` the first of which is the right one."""

    code: str
    media_type: str
    words: str
    suffixes: tuple[str, ...]

    @property
    def suffix(self) -> str:
        return self.suffixes[0]


_OFFICE = "application/vnd.openxmlformats-officedocument"

KINDS: Final[dict[str, Kind]] = {
    kind.code: kind
    for kind in (
        Kind("jpeg", "image/jpeg", "JPEG 照片", (".jpg", ".jpeg", ".jpe", ".jfif")),
        Kind("png", "image/png", "PNG 图片", (".png",)),
        Kind("webp", "image/webp", "WebP 图片", (".webp",)),
        Kind("heic", "image/heic", "HEIC 照片", (".heic", ".heif")),
        Kind("gif", "image/gif", "GIF 图片", (".gif",)),
        Kind("tiff", "image/tiff", "TIFF 图片", (".tif", ".tiff")),
        Kind("bmp", "image/bmp", "BMP 图片", (".bmp",)),
        Kind("pdf", "application/pdf", "PDF", (".pdf",)),
        Kind("docx", f"{_OFFICE}.wordprocessingml.document", "Word 文件（.docx）", (".docx",)),
        Kind("doc", "application/msword", "旧版 Word 文件（.doc）", (".doc", ".wps", ".dot")),
        Kind("xlsx", f"{_OFFICE}.spreadsheetml.sheet", "Excel 文件（.xlsx）", (".xlsx",)),
        Kind("xls", "application/vnd.ms-excel", "旧版 Excel 文件（.xls）", (".xls", ".et")),
        Kind("pptx", f"{_OFFICE}.presentationml.presentation", "PowerPoint 文件", (".pptx",)),
        Kind("ods", "application/vnd.oasis.opendocument.spreadsheet", "ODS 表格", (".ods",)),
        Kind("odt", "application/vnd.oasis.opendocument.text", "ODT 文档", (".odt",)),
        Kind("macro", "application/octet-stream", "带宏的 Office 文件", (".docm", ".xlsm", ".pptm")),
        Kind("locked", "application/octet-stream", "加了密码的 Office 文件", (".docx", ".xlsx")),
        Kind("zip", "application/zip", "zip 压缩包", (".zip",)),
        Kind("rar", "application/vnd.rar", "rar 压缩包", (".rar",)),
        Kind("7z", "application/x-7z-compressed", "7z 压缩包", (".7z",)),
        Kind("exe", "application/x-msdownload", "程序", (".exe",)),
        Kind("html", "text/html", "网页", (".html",)),
        Kind("xml", "application/xml", "XML 文件", (".xml",)),
        Kind("csv", "text/csv", "CSV 表格", (".csv", ".txt")),
        Kind("unknown", "application/octet-stream", "认不出来的文件", (".bin",)),
        Kind("empty", "application/octet-stream", "空文件", ("",)),
    )
}

_MAGIC: Final[tuple[tuple[bytes, str], ...]] = (
    (b"\xff\xd8\xff", "jpeg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"BM", "bmp"),
    (b"%PDF-", "pdf"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"MZ", "exe"),
    (b"\x7fELF", "exe"),
)
_HEIC_BRANDS: Final = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")


def detect(file: IO[bytes]) -> Kind:
    """Kind of a seekable file by its content. Reads a few kilobytes and a zip's or OLE file's directory; rewinds."""
    file.seek(0)
    head = file.read(4096)
    code = _detect(file, head)
    file.seek(0)
    return KINDS[code]


def _detect(file: IO[bytes], head: bytes) -> str:
    if not head:
        return "empty"
    for magic, code in _MAGIC:
        if head.startswith(magic):
            return code
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS:
        return "heic"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(file)
    if head.startswith(olefile.MAGIC):
        return _ole_kind(file)
    # Scanners and mail programs may put a few bytes in front; readers accept %PDF- within the first kilobyte.
    return "pdf" if b"%PDF-" in head[:1024] else _text_kind(head)


def _zip_kind(file: IO[bytes]) -> str:
    try:
        with zipfile.ZipFile(file) as package:
            names = set(package.namelist()[:20_000])
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return "macro"
            for member, code in (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx")):
                if member in names:
                    return code
            if "xl/workbook.bin" in names:
                return "unknown"
            if "ppt/presentation.xml" in names:
                return "pptx"
            info = package.NameToInfo.get("mimetype")
            if info and info.file_size < 200:
                media_type = package.read(info).decode("ascii", "replace").strip()
                return next((k.code for k in KINDS.values() if k.media_type == media_type), "zip")
            # Strict and unusual writers name the main part otherwise; the content types still tell.
            return _by_content_types(package) if "[Content_Types].xml" in names else "zip"
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, RuntimeError, EOFError):
        return "unknown"


def _by_content_types(package: zipfile.ZipFile) -> str:
    info = package.getinfo("[Content_Types].xml")
    text = package.read(info).decode("utf-8", "replace") if info.file_size < 1_000_000 else ""
    for code in ("docx", "xlsx", "pptx"):
        if f"{KINDS[code].media_type}.main+xml" in text:
            return code
    return "zip"


def _ole_kind(file: IO[bytes]) -> str:
    file.seek(0)
    try:
        with olefile.OleFileIO(file) as package:
            names = {entry[0].lower() for entry in package.listdir(streams=True, storages=True)}
    except (OSError, ValueError, TypeError, IndexError, AttributeError, RecursionError):
        return "unknown"
    if "encryptedpackage" in names:
        return "locked"
    if "worddocument" in names:
        return "doc"
    return "xls" if names & {"workbook", "book"} else "unknown"


def _text_kind(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) and len(head) % 2 == 0:
        return "csv"  # what Excel saves as Unicode text
    if b"\x00" in head:
        return "unknown"
    start = head.lstrip(b"\xef\xbb\xbf \r\n\t")[:200].lower()
    if start.startswith((b"<!doctype html", b"<html", b"<script", b"<svg", b"<body", b"<head")):
        return "html"
    if start.startswith(b"<?xml"):
        return "xml"
    for encoding in ("utf-8", "gb18030"):
        try:
            head[: len(head) - 4 if len(head) == 4096 else len(head)].decode(encoding)
        except UnicodeDecodeError as error:
            if error.start < len(head) - 8:
                continue
        return "csv"
    return "unknown"
