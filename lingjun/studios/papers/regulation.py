"""A regulation as Word, laid out as a unit's own document: title in Song, text in FangSong, place for the seal."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lingjun.core.dates import to_chinese
from lingjun.documents.printing import docx

if TYPE_CHECKING:
    from lingjun.studios.models import Regulation, Studio

PAGE = docx.Page(top=2098, bottom=1985, sides=1531, footer=1000)
"""Margins of GB/T 9704-2012: 37 mm on top, 35 mm below, 27 mm beside."""
_ARTICLE = re.compile(r"^(第[一二三四五六七八九十百〇零\d]+[条章节])([　 ]*)")


def word(studio: Studio, line: Regulation, *, kind: str) -> bytes:
    """The .docx. `kind`: label of the kind of regulation."""
    body = docx.paragraph(
        docx.words(line.title, size=22, font=docx.TITLE_SONG), align="center", line=32, before=0, after=120
    )  # fmt: skip
    under = f"（{kind}制度　第 {line.version} 版，{to_chinese(line.effective_on.isoformat())}起施行）"
    body += docx.paragraph(docx.words(under, size=14, font=docx.KAITI), align="center", line=28, after=240)
    for part in filter(None, (part.strip() for part in line.text.splitlines())):
        found = _ARTICLE.match(part)
        runs = [docx.words(part, size=16)]
        if found:
            runs = [
                docx.words(f"{found[1]}　", size=16, font=docx.HEITI), docx.words(part[found.end() :], size=16)
            ]  # fmt: skip
        body += docx.paragraph(*runs, align="both", line=28, indent=640)
    if not line.text.strip():
        body += docx.paragraph(docx.words("（正文见盖章文件。）", size=16), line=28, indent=640)
    issuer = line.issued_by or studio.unit.name
    for text, before in ((f"{issuer}（盖章）", 700), (to_chinese(line.effective_on.isoformat()), 0)):
        body += docx.paragraph(docx.words(text, size=16), align="right", line=28, before=before)
    footer = docx.paragraph(
        docx.words("— ", size=14), docx.field("PAGE", size=14), docx.words(" —", size=14), align="center", line=20
    )  # fmt: skip
    return docx.document(body, page=PAGE, title=line.title, footer=footer)
