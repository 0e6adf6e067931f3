"""XML from strangers: no document type, no entities, no network, bounded in size and depth."""

from __future__ import annotations

import codecs
from typing import Any

from lxml import etree

from .archive import BOMB, DAMAGED
from .errors import UnreadableDocument

#: Tags of one part, opening and closing. The filled form has about 1,500, with ten pages of text behind it 100,000.
MAX_TAGS = 300_000
#: Attributes and namespaces of one part, about 250 bytes of memory each.
MAX_ATTRIBUTES = 400_000
HOSTILE = "这个文件里夹带了外部实体声明，不安全，没有读。请用 Word 或 WPS 打开，另存为 .docx 再上传。"


def parse_xml(data: bytes) -> Any:
    """Root element. UTF-8 and UTF-16 only (ECMA-376 part 2, 9.1.5). Depth is held at 256 by libxml2.

    Raises UnreadableDocument for a document type declaration, for too many tags, and for XML that is not well-formed.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            data = data.decode("utf-16").encode()
        except UnicodeError as error:
            raise UnreadableDocument(DAMAGED) from error
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise UnreadableDocument(HOSTILE)
    if data.count(b"<") > MAX_TAGS or data.count(b"=") > MAX_ATTRIBUTES:
        raise UnreadableDocument(BOMB)
    # Forcing the encoding makes the search above sound: no other alphabet can hide a declaration.
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableDocument(DAMAGED) from error
    return root
