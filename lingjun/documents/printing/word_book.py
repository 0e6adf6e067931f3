"""Long Word documents: headings, contents with page numbers, pictures from disk, running head and page numbers.

Grows from the primitives of `docx.py`. Pictures go from their files into the package one after the other; the text of
a book is a few megabytes and stays in memory.
"""

from __future__ import annotations

import dataclasses
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from lingjun.documents.printing import docx
from lingjun.documents.printing.docx import EMU_PER_MM, HEAD, NAMESPACES

EPOCH: Final = (1980, 1, 1, 0, 0, 0)
SIZES: Final = {1: (20.0, docx.TITLE_SONG), 2: (14.0, docx.HEITI), 3: (12.0, docx.HEITI)}
"""Points and font of a heading by level; levels 1 and 2 stand in the contents."""
SPACE: Final = {1: (0, 5), 2: (4.5, 2.5), 3: (3.5, 2)}
"""Millimetres before and after it."""
LINE: Final = {1: 28, 2: 19, 3: 17}
"""Line height in points."""


@dataclasses.dataclass(frozen=True, slots=True)
class Entry:
    """A line of the contents: bookmark, level, words, and the page as last known."""

    mark: str
    level: int
    text: str
    page: int


def heading(text: str, level: int, mark: str = "", *, new_page: bool = False, number: int = 0) -> str:
    """A heading with its bookmark (`number` tells bookmarks apart); kept with what follows."""
    before, after = (docx.twips(space) for space in SPACE[level])
    size, font = SIZES[level]
    props = f'<w:pStyle w:val="Heading{level}"/><w:keepNext/>{"<w:pageBreakBefore/>" if new_page else ""}'
    props += f'<w:spacing w:before="{before}" w:after="{after}" w:line="{LINE[level] * 20}" w:lineRule="exact"/>'
    run = docx.words(text, size=size, font=font, bold=font == docx.HEITI)
    if mark:
        run = f'<w:bookmarkStart w:id="{number}" w:name="{mark}"/>{run}<w:bookmarkEnd w:id="{number}"/>'
    return f"<w:p><w:pPr>{props}</w:pPr>{run}</w:p>"


def contents(entries: Sequence[Entry], *, width: int) -> str:
    """A contents field with its lines filled in; Word counts the pages again when it opens the file."""
    lines = []
    for place, entry in enumerate(entries):
        font = docx.HEITI if entry.level == 1 else docx.FANGSONG
        size = 11.5
        start = _begin('TOC \\o "1-2" \\h \\z \\u') if place == 0 else ""
        shown = docx.words(f"{entry.text}\t", size=size, font=font)
        ask = _begin(f"PAGEREF {entry.mark} \\h")
        number = f"{ask}{docx.words(str(entry.page), size=size, font=font)}{_END}"
        link = f'<w:hyperlink w:anchor="{entry.mark}" w:history="1">{shown}{number}</w:hyperlink>'
        end = _END if place == len(entries) - 1 else ""
        before = docx.twips(3.4 if entry.level == 1 else 1.6)
        props = f'<w:pStyle w:val="TOC{entry.level}"/>'
        props += f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
        props += f'<w:spacing w:before="{before}" w:line="340" w:lineRule="exact"/>'
        lines.append(f"<w:p><w:pPr>{props}</w:pPr>{start}{link}{end}</w:p>")
    return "".join(lines)


def photo(relation: str, *, width_mm: float, height_mm: float, label: str, number: int) -> str:
    """An inline picture; `number` tells drawings apart."""
    wide, high = round(width_mm * EMU_PER_MM), round(height_mm * EMU_PER_MM)
    name = quoteattr(docx.legal(label or "照片"))
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{number}" name="photo{number}" descr={name}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="{number}" name="photo{number}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>'
        f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def write_book(
    target: Path, *, front: str, body: str, page: docx.Page, title: str, head: str, foot: str, pictures: Sequence[Path]
) -> None:
    """The .docx: a front section without head, foot and numbers, then the body counted from 1.

    Picture n of `pictures` (JPEG files) has the relation "photo{n}", counted from 0.
    """
    relations = [
        ("rId1", "styles", "styles.xml"), ("rId2", "settings", "settings.xml"), ("rIdHeader", "header", "header1.xml"),
        ("rIdFooter", "footer", "footer1.xml"),
        *((f"photo{place}", "image", f"media/photo{place}.jpg") for place in range(len(pictures))),
    ]  # fmt: skip
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": docx.relations(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": docx.APP,
        "docProps/core.xml": docx.CORE.format(title=escape(docx.legal(title))),
        "word/document.xml": (
            f"{HEAD}<w:document {NAMESPACES}><w:body>{front}{_section(page, numbered=False)}{body}"
            f"{_section(page, numbered=True)}</w:body></w:document>"
        ),
        "word/styles.xml": _styles(),
        "word/settings.xml": docx.SETTINGS.replace("<w:compat>", f"{_UPDATE}<w:compat>"),
        "word/_rels/document.xml.rels": docx.relations(*relations),
        "word/header1.xml": f"{HEAD}<w:hdr {NAMESPACES}>{head}</w:hdr>",
        "word/footer1.xml": f"{HEAD}<w:ftr {NAMESPACES}>{foot}</w:ftr>",
    }
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, EPOCH), content, zipfile.ZIP_DEFLATED)
        for place, path in enumerate(pictures):
            entry = zipfile.ZipInfo(f"word/media/photo{place}.jpg", EPOCH)
            package.writestr(entry, path.read_bytes(), zipfile.ZIP_STORED)


def _begin(code: str) -> str:
    field = f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{field}{separate}'


_END: Final = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
_UPDATE: Final = '<w:updateFields w:val="true"/>'


def _section(page: docx.Page, *, numbered: bool) -> str:
    """Section properties; the front's stand in a paragraph of their own, the body's at the end."""
    inner = ""
    if numbered:
        inner += '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        inner += '<w:footerReference w:type="default" r:id="rIdFooter"/>'
    inner += '<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
    inner += (
        f'<w:pgMar w:top="{page.top}" w:right="{page.sides}" w:bottom="{page.bottom}" w:left="{page.sides}" '
        f'w:header="{docx.twips(15)}" w:footer="{page.footer}" w:gutter="0"/>'
    )
    inner += '<w:pgNumType w:start="1"/>' if numbered else ""
    section = f"<w:sectPr>{inner}</w:sectPr>"
    return section if numbered else f'<w:p><w:pPr><w:spacing w:line="20" w:lineRule="exact"/>{section}</w:pPr></w:p>'


def _styles() -> str:
    made = ""
    for level, (size, font) in SIZES.items():
        made += (
            f'<w:style w:type="paragraph" w:styleId="Heading{level}"><w:name w:val="heading {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:qFormat/><w:pPr><w:keepNext/>'
            f'<w:outlineLvl w:val="{level - 1}"/></w:pPr><w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" '
            f'w:eastAsia="{font}"/><w:sz w:val="{round(size * 2)}"/></w:rPr></w:style>'
        )
    for level, indent in ((1, 0), (2, 460)):
        made += (
            f'<w:style w:type="paragraph" w:styleId="TOC{level}"><w:name w:val="toc {level}"/>'
            f'<w:basedOn w:val="Normal"/><w:next w:val="Normal"/><w:uiPriority w:val="39"/>'
            f'<w:pPr><w:ind w:left="{indent}"/></w:pPr></w:style>'
        )
    return docx.STYLES.replace("</w:styles>", made + "</w:styles>")


def _content_types() -> str:
    jpeg = '<Default Extension="jpg" ContentType="image/jpeg"/>'
    header = (
        '<Override PartName="/word/header1.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
    )
    return docx.CONTENT_TYPES.replace("<Override", f"{jpeg}<Override", 1).replace("</Types>", f"{header}</Types>")
