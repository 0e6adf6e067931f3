"""Stamped copies: codes found on real-looking photos, and what is no scan refused with a reason."""

import io
import struct
import zlib
from collections.abc import Callable

import pypdf
import pytest
from PIL import Image, ImageStat
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from lingjun.creation.paper import CreationForm, Leader, PrintedOpinion, PrintMark
from lingjun.creation.papers.printing import form_docx, form_pdf
from lingjun.documents.printing.qr import qr_png
from lingjun.documents.scans import MAX_BYTES, ScanInfo, ScanRefused, check_scan, preview_jpeg, read_marks
from tests.documents import photos

RIGHT_FOOT, LEFT_FOOT = (820, 1295, 890, 1365), (110, 1345, 180, 1365)
"""On the upright page 1000 pixels wide: where the code is, and white paper opposite."""
LOOP = "app.alert('here'); while (true) {}"
MARK = PrintMark("CJ-2026-0042", 2, "7F3A91C2ABCD")


@pytest.fixture(scope="module")
def printed() -> bytes:
    """A filled form as it leaves the printer."""
    form = CreationForm(
        organization="港口产业工会",
        studio_name="陈海川劳模创新工作室",
        leader=Leader(name="陈海川", honours="2010年全国劳动模范"),
        projects=["轮胎吊“油改电”节能技术攻关"],
        unit_opinion=PrintedOpinion("同意申报，所填情况属实。", "2026-05-16"),
    )
    return form_pdf(form, MARK)


@pytest.fixture(scope="module")
def sheet(printed: bytes) -> Image.Image:
    """The printed page, 1600 pixels wide."""
    return photos.page_picture(printed, width=1600)


LOOKS: dict[str, Callable[[Image.Image], bytes]] = {
    "as scanned": photos.png,
    "turned to the left": lambda s: photos.jpeg(s.rotate(90, expand=True), 60),
    "turned to the right": lambda s: photos.jpeg(s.rotate(270, expand=True), 60),
    "upside down": lambda s: photos.jpeg(s.rotate(180), 60),
    "5° askew on a table, from above the near edge": lambda s: photos.jpeg(photos.askew(s, degrees=5, lean=0.08), 60),
    "7° askew, 1000 pixels": lambda s: photos.jpeg(photos.small(photos.askew(s, degrees=-7, lean=0.1)), 60),
    "1000 pixels": lambda s: photos.jpeg(photos.small(s), 60),
    "700 pixels": lambda s: photos.jpeg(photos.small(s, 700), 60),
    "grey": lambda s: photos.jpeg(photos.small(s).convert("L"), 60),
    "black and white, as faxed": lambda s: photos.png(s.convert("1", dither=Image.Dither.NONE)),
    "blurred": lambda s: photos.jpeg(photos.blurred(s, 2.6), 60),
    "small and blurred": lambda s: photos.jpeg(photos.blurred(photos.small(s), 1.2), 60),
    "a lamp on one side": lambda s: photos.jpeg(photos.uneven_light(s, darkest=0.2), 60),
    "dull and grainy": lambda s: photos.jpeg(photos.noisy(photos.dull(photos.small(s, 1200))), 60),
    "a seal over the edge of the code": lambda s: photos.jpeg(photos.stamped(s, (0.72, 0.93)), 60),
    "a seal across the code, small": lambda s: photos.jpeg(photos.small(photos.stamped(s, (0.84, 0.9))), 60),
    "all of it": lambda s: photos.jpeg(
        photos.blurred(
            photos.noisy(photos.uneven_light(photos.small(photos.askew(s, degrees=5, lean=0.08), 1200))), 0.7
        ),
        60,
    ),
    "a PDF from the scanner": lambda s: photos.scan_pdf([photos.small(s, 1240).convert("L")]),
    "a PDF, page turned": lambda s: photos.scan_pdf([s.rotate(90, expand=True)]),
    "ink on a transparent ground": lambda s: photos.png(_ink_only(s)),
}


@pytest.mark.parametrize("look", LOOKS)
def test_the_code_is_read(sheet: Image.Image, look: str) -> None:
    assert read_marks(LOOKS[look](sheet), prefix="LJ1:") == [MARK.payload]


def _ink_only(sheet: Image.Image) -> Image.Image:
    clear = sheet.convert("RGBA")
    clear.putalpha(sheet.convert("L").point(lambda value: 255 - value))
    return clear


def test_the_printed_pdf_itself_is_read(printed: bytes) -> None:
    assert read_marks(printed) == [MARK.payload]
    assert check_scan(printed) == ScanInfo("application/pdf", 1, 595, 842)


def test_every_page_is_searched_and_each_code_told_once(sheet: Image.Image) -> None:
    other = photos.page_picture(form_pdf(CreationForm(), PrintMark("CJ-2026-0043", 1, "000000000001")), width=1200)
    blank = Image.new("RGB", (1200, 1700), "white")
    content = photos.scan_pdf([photos.small(sheet, 1200), blank, photos.small(sheet, 1200), other])
    assert read_marks(content) == [MARK.payload, "LJ1:CJ-2026-0043:1:000000000001"]
    assert check_scan(content).pages == 4


def test_a_draft_and_a_blank_sheet_have_no_code() -> None:
    draft = photos.page_picture(form_pdf(CreationForm(), PrintMark()), width=1200)
    assert read_marks(photos.jpeg(draft)) == []
    assert read_marks(photos.png(Image.new("L", (800, 1100), 255))) == []


def test_a_code_of_somebody_else_does_not_stop_the_search(sheet: Image.Image) -> None:
    other = Image.open(io.BytesIO(qr_png("https://example.cn/join", scale=8)))
    both = sheet.copy()
    both.paste(other, (100, 100))
    found = read_marks(photos.jpeg(photos.blurred(both, 2.8), 60), prefix="LJ1:")
    assert MARK.payload in found
    assert set(found) <= {MARK.payload, "https://example.cn/join"}


def test_the_camera_orientation_is_followed(sheet: Image.Image) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was turned: show it a quarter to the right
    exif[0x8825] = {1: "N", 2: (24.0, 28.0, 0.0)}  # a position that must not get out
    content = photos.jpeg(photos.small(sheet).rotate(90, expand=True), exif=exif)
    assert Image.open(io.BytesIO(content)).size == (1414, 1000)
    assert check_scan(content) == ScanInfo("image/jpeg", 1, 1000, 1414)
    preview = Image.open(io.BytesIO(preview_jpeg(content)))
    assert preview.size == (1000, 1414)
    assert not preview.getexif()
    code, paper = (ImageStat.Stat(preview.convert("L").crop(box)).mean[0] for box in (RIGHT_FOOT, LEFT_FOOT))
    assert code < 160
    assert paper > 250


def test_previews_are_small_whatever_came_in(printed: bytes, sheet: Image.Image) -> None:
    for content in (printed, photos.png(sheet), photos.jpeg(sheet), photos.scan_pdf([sheet])):
        preview = Image.open(io.BytesIO(preview_jpeg(content)))
        assert preview.format == "JPEG"
        assert max(preview.size) == 1600
        assert preview.mode == "RGB"


def test_colour_spaces_of_printers_and_scanners_are_read(sheet: Image.Image) -> None:
    cmyk = photos.jpeg(photos.small(sheet).convert("CMYK"))
    deep = photos.png(_sixteen_bit(photos.small(sheet)))
    palette = photos.png(photos.small(sheet).convert("P"))
    for content in (cmyk, deep, palette):
        assert read_marks(content) == [MARK.payload]
        assert preview_jpeg(content)[:3] == b"\xff\xd8\xff"


def _sixteen_bit(picture: Image.Image) -> Image.Image:
    grey = picture.convert("L")
    wide = b"".join(struct.pack("<H", value * 257) for value in grey.tobytes())
    return Image.frombytes("I;16", grey.size, wide)


def _png_claiming(width: int, height: int) -> bytes:
    """A few kilobytes that say they are a very large picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"\x00" * 5_000_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def _locked_pdf(printed: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    writer.encrypt("secret-word", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("nothing", "空文件"),
        ("text called .jpg", "不是扫描件"),
        ("Word", "Word"),
        ("HEIC", "HEIC"),
        ("too many bytes", "MB"),
        ("PNG bomb", "万像素"),
        ("cut JPEG", "打不开"),
        ("cut PNG", "打不开"),
        ("JPEG head only", "打不开"),
        ("PDF head only", "打不开"),
        ("locked PDF", "密码"),
        ("PDF with a picture bomb", "万像素"),
    ],
)
@pytest.mark.parametrize("use", [check_scan, read_marks, preview_jpeg])
def test_what_is_no_scan_is_refused(
    printed: bytes, sheet: Image.Image, name: str, words: str, use: Callable[[bytes], object]
) -> None:
    content = {
        "nothing": lambda: b"",
        "text called .jpg": lambda: "这是一段文字".encode() * 50,
        "Word": lambda: form_docx(CreationForm(), PrintMark()),
        "HEIC": lambda: b"\x00\x00\x00\x18ftypheic" + bytes(100),
        "too many bytes": lambda: b"\xff\xd8\xff" + bytes(MAX_BYTES),
        "PNG bomb": lambda: _png_claiming(50_000, 50_000),
        "cut JPEG": lambda: photos.jpeg(sheet)[:40_000],
        "cut PNG": lambda: photos.png(sheet)[:40_000],
        "JPEG head only": lambda: b"\xff\xd8\xff\xe0" + b"JFIF" * 10,
        "PDF head only": lambda: b"%PDF-1.7\n" + b"garbage " * 100,
        "locked PDF": lambda: _locked_pdf(printed),
        "PDF with a picture bomb": _pdf_with_huge_picture,
    }[name]()
    if name == "PDF with a picture bomb" and use is check_scan:
        assert check_scan(content).pages == 1  # opened, not drawn
        return
    with pytest.raises(ScanRefused, match=words) as refused:
        use(content)
    assert refused.value.message.endswith("。")


def _pdf_with_huge_picture() -> bytes:
    writer = pypdf.PdfWriter()
    page = writer.add_blank_page(595, 842)
    picture = DecodedStreamObject()
    picture.set_data(b"\x00" * 1000)
    picture |= {
        NameObject("/Type"): NameObject("/XObject"),
        NameObject("/Subtype"): NameObject("/Image"),
        NameObject("/Width"): NumberObject(60_000),
        NameObject("/Height"): NumberObject(60_000),
        NameObject("/BitsPerComponent"): NumberObject(1),
        NameObject("/ColorSpace"): NameObject("/DeviceGray"),
    }
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/XObject"): DictionaryObject({NameObject("/Im"): writer._add_object(picture)})}
    )
    drawn = DecodedStreamObject()
    drawn.set_data(b"q 595 0 0 842 0 0 cm /Im Do Q")
    page[NameObject("/Contents")] = writer._add_object(drawn)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_scripts_in_a_pdf_are_only_carried(printed: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    script = DictionaryObject({NameObject("/S"): NameObject("/JavaScript"), NameObject("/JS"): TextStringObject(LOOP)})
    writer._root_object[NameObject("/OpenAction")] = writer._add_object(script)
    out = io.BytesIO()
    writer.write(out)
    assert read_marks(out.getvalue()) == [MARK.payload]
    assert preview_jpeg(out.getvalue())[:3] == b"\xff\xd8\xff"


def test_a_pdf_locked_against_changes_only_is_read(printed: bytes) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(printed))
    writer.encrypt("", owner_password="owner", algorithm="RC4-128")
    out = io.BytesIO()
    writer.write(out)
    assert read_marks(out.getvalue()) == [MARK.payload]


def test_too_many_pages_are_refused() -> None:
    content = photos.scan_pdf([Image.new("L", (100, 140), 255)] * 31)
    with pytest.raises(ScanRefused, match="31 页"):
        check_scan(content)
