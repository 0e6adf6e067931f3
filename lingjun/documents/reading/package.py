"""Finding the main text of an Office package (ECMA-376 part 2): by content types and relations, then by habit."""

from __future__ import annotations

import posixpath

from .archive import DAMAGED, SafeZip
from .errors import UnreadableDocument
from .xml import parse_xml

#: Inflated bytes of the main text. The filled form has 18 KB; WPS with all its marks about 300 KB.
MAX_MAIN_PART = 12 * 1024 * 1024
#: Inflated bytes of a list of parts or relations.
MAX_LIST_PART = 1024 * 1024

_HABIT = "word/document.xml"
_TYPES = "[Content_Types].xml"
_RESAVE = "请用 Word 或 WPS 打开，另存为 .docx 再上传。"
_FORM_ONLY = "请上传用 Word 填好的申报表（.docx）。"


def main_part(package: SafeZip) -> bytes:
    """XML of the main text. Raises UnreadableDocument, naming what the package is when it is no Word file."""
    name = _by_relations(package) or _HABIT
    if name not in package:
        raise UnreadableDocument(_what_else(package))
    kind = _content_type(package, name)
    if kind and "wordprocessingml" not in kind and "ms-word" not in kind:
        raise UnreadableDocument(_what_kind(kind))
    return package.read(name, MAX_MAIN_PART)


def _by_relations(package: SafeZip) -> str:
    """Target of the officeDocument relation, "" when there is none."""
    if "_rels/.rels" not in package:
        return ""
    for relation in parse_xml(package.read("_rels/.rels", MAX_LIST_PART)):
        if relation.get("Type", "").endswith("/officeDocument") and relation.get("TargetMode") != "External":
            target = posixpath.normpath("/" + relation.get("Target", "").replace("\\", "/")).lstrip("/")
            if target in package:
                return target
    return ""


def _content_type(package: SafeZip, name: str) -> str:
    if _TYPES not in package:
        return ""
    for entry in parse_xml(package.read(_TYPES, MAX_LIST_PART)):
        if entry.get("PartName", "").lstrip("/").lower() == name.lower():
            return str(entry.get("ContentType", "")).lower()
    return ""


def _what_kind(kind: str) -> str:
    if "spreadsheetml" in kind or "ms-excel" in kind:
        return f"这是 Excel 工作簿，不是 Word 文件。{_FORM_ONLY}"
    if "presentationml" in kind or "powerpoint" in kind:
        return f"这是演示文稿，不是 Word 文件。{_FORM_ONLY}"
    return f"这不是 Word 文件。{_FORM_ONLY}"


def _what_else(package: SafeZip) -> str:
    names = package.names()
    if any(name.startswith("xl/") for name in names):
        return _what_kind("spreadsheetml")
    if any(name.startswith("ppt/") for name in names):
        return _what_kind("presentationml")
    if "content.xml" in names and "mimetype" in names:
        return f"这是 ODF 文件（.odt、.ods），读不了。{_RESAVE}"
    if _TYPES.lower() in names or any(name.startswith("word/") for name in names):
        return DAMAGED
    return "这是压缩包，不是 Word 文件。请解开后上传里面的 .docx；有多份时用“批量上传”。"
