"""What a file is, by its first bytes: its name proves nothing."""

from __future__ import annotations

from typing import Literal

from .errors import UnreadableDocument

_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 再上传。"
_FORM_ONLY = "请上传用 Word 填好的申报表（.docx）。"

ZIP_MAGIC = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_KNOWN: tuple[tuple[tuple[bytes, ...], str], ...] = (
    ((b"%PDF-",), f"这是 PDF，不是 Word 文件。{_FORM_ONLY}盖章后的扫描件请在“盖章件”里上传。"),
    (
        (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\x00", b"MM\x00*", b"RIFF"),
        f"这是图片，不是 Word 文件。{_FORM_ONLY}盖章后的扫描件请在“盖章件”里上传。",
    ),
    ((b"{\\rtf",), f"这是 RTF 文件，读不了。{_RESAVE}"),
    ((b"Rar!",), "这是 RAR 压缩包。请解开后上传里面的 .docx，或改压成 zip 再批量上传。"),
    ((b"7z\xbc\xaf",), "这是 7z 压缩包。请解开后上传里面的 .docx，或改压成 zip 再批量上传。"),
    ((b"MZ", b"\x7fELF"), f"这是程序，不是 Word 文件。{_FORM_ONLY}"),
    ((b"MIME-Version", b"mime-version"), f"这是网页（MHT），读不了。{_RESAVE}"),
)


def sniff(data: bytes) -> Literal["zip", "ole"]:
    """`zip` may be a .docx, `ole` a .doc. Anything else raises UnreadableDocument, naming what it is."""
    if data.startswith(ZIP_MAGIC):
        return "zip"
    if data.startswith(OLE_MAGIC):
        return "ole"
    for magics, message in _KNOWN:
        if data.startswith(magics):
            raise UnreadableDocument(message)
    start = data[:4096].lstrip(b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n").replace(b"\x00", b"").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        raise UnreadableDocument(f"这是网页，不是 Word 文件。{_RESAVE}")
    if start.startswith(b"<"):
        if b"word.document" in start or b"wordml" in start or b"wordprocessingml" in start:
            raise UnreadableDocument(f"这是 Word 的 XML 格式，读不了。{_RESAVE}")
        raise UnreadableDocument(f"这是 XML 文件，不是 Word 文件。{_FORM_ONLY}")
    if any(data.find(magic) >= 0 for magic in (b"word/document.xml", b"[Content_Types].xml")):
        raise UnreadableDocument(
            "这个 Word 文件已损坏，读不出来。请从原来的电脑重新拷贝，或用 Word、WPS 打开后另存再上传。"
        )
    raise UnreadableDocument(f"这不是 Word 文件。{_FORM_ONLY}")
