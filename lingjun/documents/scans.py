"""Stamped copies as they come back: scans and phone photos (JPEG, PNG, PDF). Checked by content, read for QR codes.

Memory stays bounded: pictures are decoded near the size wanted, PDF pages are rendered one at a time.
"""

from __future__ import annotations

import dataclasses
import io
import threading
import warnings
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_raw
import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from lingjun.core.errors import Refused
from lingjun.core.files import PURPOSES, detect

MAX_BYTES: Final = PURPOSES["stamped"].max_bytes
MAX_PIXELS: Final = 40_000_000
"""Of a picture that must be decoded whole: PNG, and JPEG saved progressively."""
MAX_JPEG_PIXELS: Final = 150_000_000
"""Ordinary JPEG is decoded at a fraction of its size; the largest phone cameras give 108 million."""
MAX_PAGES: Final = 30
QR_CODE: Final = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
READ_SIDE: Final = 3000
"""Longest side in pixels of the picture that is searched for codes: 250 dpi of an A4 page."""
PATIENT_PAGES: Final = 4
"""Pages that are looked at again and again before a code is given up."""
PREVIEW_SIDE: Final = 1600
FORMATS: Final = {"jpeg": "JPEG", "png": "PNG"}
DAMAGED: Final = "这个文件打不开，可能没有传完整或已损坏。请重新拍照或扫描后再传。"
_DECODE_ERRORS: Final = (OSError, ValueError, SyntaxError, EOFError, IndexError, OverflowError)

_pdfium_turn = threading.Lock()
"""PDFium is not made for threads: one document at a time in a process."""


class ScanRefused(Refused):
    """A file that is no scan we can read; `message` says in Chinese what to do instead."""

    status_code = 422


@dataclasses.dataclass(frozen=True, slots=True)
class ScanInfo:
    """What a scan is: `width` and `height` of the first page as seen upright, pixels for pictures, points for PDF."""

    media_type: str
    pages: int
    width: int
    height: int


def check_scan(content: bytes) -> ScanInfo:
    """Open the file as what it is. Raises ScanRefused: empty, too large, another kind, damaged, locked, a bomb."""
    kind = _kind(content)
    if kind == "pdf":
        with _pdf(content) as document:
            width, height = document[0].get_size()
            return ScanInfo("application/pdf", len(document), round(width), round(height))
    image = _picture(content, kind, READ_SIDE // 4)
    width, height = _full_size(content, kind)
    turned = (width > height) != (image.width > image.height) and image.width != image.height
    return ScanInfo(f"image/{kind}", 1, *((height, width) if turned else (width, height)))


def read_marks(content: bytes, *, prefix: str = "") -> list[str]:
    """Texts of the QR codes on all pages, once each, in the order found.

    Looks harder (other sizes, sharper, brighter) until a text starts with `prefix`; 0.05 s for a clean scan, about
    1 s when there is none. Raises ScanRefused as `check_scan` does.
    """
    found: dict[str, None] = {}
    wanted = False
    with closing(_pages(content, _kind(content))) as pages:
        for number, page in enumerate(pages):
            patient = number < PATIENT_PAGES and not wanted
            for look, view in enumerate(_views(page)):
                texts = [code.text for code in zxingcpp.read_barcodes(view, QR_CODE) if code.text]
                found |= dict.fromkeys(texts)
                seen = any(text.startswith(prefix) for text in texts)
                wanted = wanted or seen
                if seen or (look and not patient):
                    break
    return list(found)


def preview_jpeg(content: bytes) -> bytes:
    """The first page as an upright JPEG of at most 1600 pixels, without anything the camera wrote."""
    kind = _kind(content)
    if kind == "pdf":
        with _pdf(content) as document:
            image = _rendered(document[0], PREVIEW_SIDE)
    else:
        image = _picture(content, kind, PREVIEW_SIDE)
    image.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE))
    sheet = Image.new("RGB", image.size, "white")  # a new picture carries no EXIF and no colour profile
    sheet.paste(image.convert("RGB"))
    out = io.BytesIO()
    sheet.save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def _kind(content: bytes) -> str:
    """Code of the kind; ScanRefused for what is no scan."""
    if not content:
        raise ScanRefused("这是一个空文件，请重新选择。")
    if len(content) > MAX_BYTES:
        raise ScanRefused(f"文件有 {len(content) // 1_000_000} MB，最多 {MAX_BYTES // 1_000_000} MB，请缩小后再传。")
    kind = detect(io.BytesIO(content))
    if kind.code == "heic":
        raise ScanRefused("这是 HEIC 照片，读不了。请在手机相机设置里选“兼容性最佳”，或另存为 JPEG 再传。")
    if kind.code not in {*FORMATS, "pdf"}:
        raise ScanRefused(f"这是{kind.words}，不是扫描件。请上传 JPEG、PNG 照片或 PDF。")
    return kind.code


def _full_size(content: bytes, kind: str) -> tuple[int, int]:
    with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
        return image.size


def _picture(content: bytes, kind: str, side: int) -> Image.Image:
    """The picture, upright, on white, decoded to no less than `side` pixels where that saves memory."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content), formats=[FORMATS[kind]]) as image:
                _refuse_bomb(image)
                image.draft("RGB", (side, side))
                image.load()
                return _on_white(ImageOps.exif_transpose(image))
    except Image.DecompressionBombError as error:
        raise ScanRefused(f"这张图超过 {MAX_JPEG_PIXELS // 10_000} 万像素，太大了，请缩小后再传。") from error
    except _DECODE_ERRORS as error:
        raise ScanRefused(DAMAGED) from error


def _refuse_bomb(image: Image.Image) -> None:
    pixels = image.width * image.height
    whole = image.format == "PNG" or image.info.get("progressive")
    if pixels > (MAX_PIXELS if whole else MAX_JPEG_PIXELS):
        raise ScanRefused(f"这张图有 {pixels // 10_000} 万像素，太大了，请缩小后再传。")


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        coloured = image.convert("RGBA")
        sheet = Image.new("RGB", image.size, "white")
        sheet.paste(coloured, mask=coloured.getchannel("A"))
        return sheet
    if image.mode.startswith("I"):  # 16 bit: the upper eight are what an eye sees
        return image.convert("I").point(lambda value: value / 256).convert("L")
    return image if image.mode in {"L", "RGB"} else image.convert("RGB")


def _pages(content: bytes, kind: str) -> Generator[Image.Image, None, None]:
    """Pictures of every page, near READ_SIDE."""
    if kind == "pdf":
        with _pdf(content) as document:
            for number in range(len(document)):
                yield _rendered(document[number], READ_SIDE)
    else:
        yield _picture(content, kind, READ_SIDE)


def _views(page: Image.Image) -> Iterator[Image.Image]:
    """The page in grey, then as someone would look again: past the red of a seal, without grain and sharper, nearer
    or from afar, whole."""
    near = page.copy()
    near.thumbnail((READ_SIDE, READ_SIDE))
    grey = near.convert("L")
    yield grey
    if near.mode == "RGB":
        near = ImageChops.lighter(grey, near.getchannel("R"))  # red ink is as light as paper in the red channel
        yield near
    else:
        near = grey
    yield near.filter(ImageFilter.GaussianBlur(1.2)).filter(ImageFilter.UnsharpMask(4, 300, 0))
    if max(near.size) > READ_SIDE // 2:
        yield near.reduce(2)
    else:
        double = near.resize((near.width * 2, near.height * 2), Image.Resampling.BICUBIC)
        yield double
        yield double.filter(ImageFilter.UnsharpMask(3, 200, 0))
    yield ImageOps.autocontrast(near.filter(ImageFilter.MedianFilter(3)), cutoff=2)
    if max(page.size) > READ_SIDE:
        yield page.convert("L")


def pdf_words(content: bytes, most: int = 300) -> str:
    """The first characters of the first page, "" for a picture of paper. Raises ScanRefused as `check_scan` does."""
    with _pdf(content) as document:
        words = document[0].get_textpage()
        return str(words.get_text_range(0, min(most, words.count_chars())))


@contextmanager
def _pdf(content: bytes) -> Iterator[pdfium.PdfDocument]:
    """The document, closed afterwards. Scripts in it are never run: this PDFium has no JavaScript."""
    with _pdfium_turn:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            locked = getattr(error, "err_code", None) == pdfium_raw.FPDF_ERR_PASSWORD
            raise ScanRefused("这个 PDF 有打开密码，请去掉密码后再传。" if locked else DAMAGED) from error
        try:
            _refuse_pages(document)
            yield document
        except pdfium.PdfiumError as error:
            raise ScanRefused(DAMAGED) from error
        finally:
            document.close()


def _refuse_pages(document: pdfium.PdfDocument) -> None:
    if not len(document):
        raise ScanRefused("这个 PDF 里没有页面。")
    if len(document) > MAX_PAGES:
        raise ScanRefused(f"这个 PDF 有 {len(document)} 页，盖章件最多 {MAX_PAGES} 页，请只传申报表。")


def _rendered(page: pdfium.PdfPage, side: int) -> Image.Image:
    """One page as a picture, its longest side `side` pixels. Raises ScanRefused for a picture bomb inside."""
    try:
        for inside in page.get_objects(filter=[pdfium_raw.FPDF_PAGEOBJ_IMAGE], max_depth=5):
            width, height = inside.get_px_size()
            if width * height > MAX_JPEG_PIXELS:
                raise ScanRefused(f"这个 PDF 里有一张 {width * height // 10_000} 万像素的图，太大了，请降低扫描精度。")
        width, height = page.get_size()
        bitmap = page.render(scale=side / max(width, height, 1), may_draw_forms=False)
        image: Image.Image = bitmap.to_pil().convert("RGB").copy()
        bitmap.close()
        return image
    finally:
        page.close()
