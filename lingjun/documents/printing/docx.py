"""Word documents written straight as XML (ECMA-376): real tables, named fonts, no macros, same data same bytes.

Lengths are twips (1/20 pt; 56.7 to a millimetre) unless a name says otherwise.
"""

from __future__ import annotations

import dataclasses
import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

FANGSONG = "仿宋_GB2312"
TITLE_SONG = "方正小标宋简体"
KAITI = "楷体_GB2312"
HEITI = "黑体"
SONG = "宋体"
EMU_PER_MM = 36_000
TWIPS_PER_MM = 1440 / 25.4
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def twips(millimetres: float) -> int:
    """Millimetres as twips."""
    return round(millimetres * TWIPS_PER_MM)


def words(
    text: str, *, size: float = 12, font: str = FANGSONG, bold: bool = False, colour: str = "", apart: int = 0
) -> str:
    """One run of text. `size` in points; the font is named for Latin and Chinese alike; \\n breaks the line.

    `colour` as RRGGBB; `apart` is added to the width of each character, in twips, and may be negative.
    """
    props = f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:hint="eastAsia"/>'
    props += "<w:b/>" if bold else ""
    props += f'<w:color w:val="{colour}"/>' if colour else ""
    props += f'<w:spacing w:val="{apart}"/>' if apart else ""
    props += f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/></w:rPr>'
    body = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(legal(part))}</w:t>' for part in text.split("\n"))
    body = body.replace("\t", '</w:t><w:tab/><w:t xml:space="preserve">')
    return f"<w:r>{props}{body}</w:r>"


def field(code: str, *, size: float = 9, font: str = FANGSONG) -> str:
    """A field Word computes, e.g. PAGE or NUMPAGES."""
    return f"<w:fldSimple w:instr={quoteattr(f' {code} ')}>{words('1', size=size, font=font)}</w:fldSimple>"


def paragraph(
    *runs: str,
    align: str = "left",
    line: float = 17,
    before: int = 0,
    after: int = 0,
    indent: int = 0,
    right_tab: int = 0,
    left: int = 0,
    right: int = 0,
    hanging: int = 0,
    props: str = "",
) -> str:
    """A paragraph with exact line spacing (`line` in points, 0 for a picture), so that no font changes the page.

    `indent` is the first line's (two characters), `left`, `right` and `hanging` are those of all lines; `right_tab` the
    place of a right-aligned tab stop (0: none). `props`: what the schema wants first, e.g. <w:keepNext/>.
    """
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{right_tab}"/></w:tabs>' if right_tab else ""
    first = f'<w:ind w:firstLineChars="200" w:firstLine="{indent}"/>' if indent else ""
    if left or right or hanging:
        first = f'<w:ind w:left="{left}" w:right="{right}" w:hanging="{hanging}"/>'
    exact = f' w:line="{round(line * 20)}" w:lineRule="exact"' if line else ""
    spacing = f'<w:spacing w:before="{before}" w:after="{after}"{exact}/>'
    return f'<w:p><w:pPr>{props}{tabs}{spacing}{first}<w:jc w:val="{align}"/></w:pPr>{"".join(runs)}</w:p>'


def cell(content: str, *, width: int, span: int = 1, merge: str = "", valign: str = "center") -> str:
    """A table cell. `merge`: "restart" begins a vertical merge, "continue" goes on; `content` is paragraphs."""
    props = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    props += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    props += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    return f'<w:tc><w:tcPr>{props}<w:vAlign w:val="{valign}"/></w:tcPr>{content or "<w:p/>"}</w:tc>'


def row(*cells: str, height: int = 0, whole: bool = False, heading: bool = False) -> str:
    """A table row of at least `height`; `whole` keeps it on one page, `heading` repeats it on each page."""
    props = "<w:cantSplit/>" if whole else ""
    props += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    props += "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(cells)}</w:tr>"


def table(widths: Sequence[int], *rows: str, border: int = 6, side: int = 102, top: int = 0) -> str:
    """A fixed-width table. `border` in eighths of a point (0: no lines), `side` and `top` the inner margins."""
    kind = "single" if border else "nil"
    edges = "".join(
        f'<w:{edge} w:val="{kind}" w:sz="{border}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = f'<w:top w:w="{top}" w:type="dxa"/><w:left w:w="{side}" w:type="dxa"/>'
    margins += f'<w:bottom w:w="{top}" w:type="dxa"/><w:right w:w="{side}" w:type="dxa"/>'
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}'
        f'</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def picture(relation: str, *, side_mm: float, label: str) -> str:
    """A square inline picture; `relation` is the key of the part's `pictures`."""
    size = round(side_mm * EMU_PER_MM)
    name = quoteattr(label)
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{size}" cy="{size}"/>'
        f'<wp:docPr id="1" name={name} descr={name}/><a:graphic>'
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="1" name={name}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/>'
        f'<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{size}" cy="{size}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Page:
    """A4 upright; margins in twips, `footer` the distance of the footer from the paper's edge.

    `right`: 0 where both sides are alike, else `sides` is the left one alone. `header`: as `footer`, from above.
    """

    top: int
    bottom: int
    sides: int
    footer: int
    right: int = 0
    header: int = 567


def document(
    body: str,
    *,
    page: Page,
    title: str,
    footer: str = "",
    footer_pictures: dict[str, bytes] | None = None,
    even_footer: str = "",
    header: str = "",
    later_header: bool = False,
    first: tuple[str, str] = ("", ""),
    size: float = 12,
) -> bytes:
    """The .docx. `footer` stands on every page; `footer_pictures` maps relation names to PNG bytes.

    With `even_footer` the footers of odd and even pages differ. `header` stands on every page, with `later_header` on
    all but the first; `first` is what the first page has instead, header and footer. `size` is that of text typed anew,
    in points.
    """
    extra = {
        "header1": ("header", header), "footer2": ("footer", even_footer), "header3": ("header", first[0]),
        "footer3": ("footer", first[1]),
    }  # fmt: skip
    extra = {name: row for name, row in extra.items() if row[1]}
    section = ""
    if header:
        section += '<w:headerReference w:type="default" r:id="rIdHeader"/>'
        section += '<w:headerReference w:type="even" r:id="rIdHeader"/>' if even_footer else ""
    section += '<w:footerReference w:type="default" r:id="rIdFooter"/>' if footer else ""
    section += '<w:footerReference w:type="even" r:id="rIdEven"/>' if even_footer else ""
    section += '<w:footerReference w:type="first" r:id="rIdFooter"/>' if footer and later_header else ""
    section += '<w:headerReference w:type="first" r:id="rIdFirstHeader"/>' if first[0] else ""
    section += '<w:footerReference w:type="first" r:id="rIdFirstFooter"/>' if first[1] else ""
    section += '<w:pgSz w:w="11906" w:h="16838"/>'
    section += (
        f'<w:pgMar w:top="{page.top}" w:right="{page.right or page.sides}" w:bottom="{page.bottom}" '
        f'w:left="{page.sides}" w:header="{page.header}" w:footer="{page.footer}" w:gutter="0"/>'
    )
    section += "<w:titlePg/>" if later_header or any(first) else ""
    pictures = footer_pictures or {}
    parts: dict[str, bytes | str] = {
        "[Content_Types].xml": _with_parts(CONTENT_TYPES, extra),
        "_rels/.rels": relations(
            ("rId1", "officeDocument", "word/document.xml"), ("rId2", "extended-properties", "docProps/app.xml")
        ),
        "docProps/app.xml": APP,
        "docProps/core.xml": CORE.format(title=escape(legal(title))),
        "word/document.xml": (
            f"{HEAD}<w:document {NAMESPACES}><w:body>{body}<w:sectPr>{section}</w:sectPr></w:body></w:document>"
        ),
        "word/styles.xml": STYLES.replace('"24"/>', f'"{round(size * 2)}"/>'),
        "word/settings.xml": SETTINGS.replace("<w:char", f"{EVEN_AND_ODD}<w:char") if even_footer else SETTINGS,
        "word/_rels/document.xml.rels": relations(
            ("rId1", "styles", "styles.xml"),
            ("rId2", "settings", "settings.xml"),
            ("rIdFooter", "footer", "footer1.xml"),
            *((_RELATION[name], kind, f"{name}.xml") for name, (kind, _) in extra.items()),
        ),
        "word/footer1.xml": f"{HEAD}<w:ftr {NAMESPACES}>{footer or '<w:p/>'}</w:ftr>",
        "word/_rels/footer1.xml.rels": relations(*((key, "image", f"media/{key}.png") for key in pictures)),
    }
    for name, (kind, content) in extra.items():
        root = "hdr" if kind == "header" else "ftr"
        parts[f"word/{name}.xml"] = f"{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"
    parts |= {f"word/media/{key}.png": content for key, content in pictures.items()}
    return _zipped(parts)


def _with_parts(types: str, extra: dict[str, tuple[str, str]]) -> str:
    made = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.wordprocessingml.{kind}+xml"/>'
        for name, (kind, _) in extra.items()
    )
    return types.replace("</Types>", f"{made}</Types>")


def legal(text: str) -> str:
    """Without the characters XML 1.0 forbids."""
    return "".join(c for c in text if c in "\t\n" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff")


def _zipped(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def relations(*relations: tuple[str, str, str]) -> str:
    base = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    inner = "".join(f'<Relationship Id="{i}" Type="{base}/{kind}" Target="{to}"/>' for i, kind, to in relations)
    if any(to == "docProps/app.xml" for _, _, to in relations):
        kind = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
        inner += f'<Relationship Id="rIdCore" Type="{kind}" Target="docProps/core.xml"/>'
    return f'{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{inner}</Relationships>'


EVEN_AND_ODD = "<w:evenAndOddHeaders/>"
_RELATION = {
    "header1": "rIdHeader", "footer2": "rIdEven", "header3": "rIdFirstHeader", "footer3": "rIdFirstFooter",
}  # fmt: skip
_OFFICE = "application/vnd.openxmlformats-officedocument"
CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_OFFICE}.wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_OFFICE}.wordprocessingml.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_OFFICE}.wordprocessingml.settings+xml"/>'
    f'<Override PartName="/word/footer1.xml" ContentType="{_OFFICE}.wordprocessingml.footer+xml"/>'
    f'<Override PartName="/docProps/app.xml" ContentType="{_OFFICE}.extended-properties+xml"/>'
    '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    "</Types>"
)
APP = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Lingjun</Application></Properties>"
)
CORE = (
    f'{HEAD}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title><dc:language>zh-CN</dc:language>'
    "</cp:coreProperties>"
)
STYLES = (
    f'{HEAD}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FANGSONG}" '
    f'w:hAnsi="{FANGSONG}" w:eastAsia="{FANGSONG}" w:cs="Times New Roman"/><w:sz w:val="24"/><w:szCs w:val="24"/>'
    '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/></w:tblPr></w:style></w:styles>'
)
SETTINGS = (
    f'{HEAD}<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>'
    '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat><w:themeFontLang w:val="en-US" '
    'w:eastAsia="zh-CN"/></w:settings>'
)
