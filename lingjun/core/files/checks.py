"""Checks by opening: a file must be what it says, whole, and harmless to open."""

from __future__ import annotations

import warnings
import zipfile
import zlib
from typing import IO, TYPE_CHECKING, Final

from PIL import Image, UnidentifiedImageError
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from lingjun.core.errors import Refused

if TYPE_CHECKING:
    from .kinds import Kind

ZIP_ENTRIES: Final = 5_000
ZIP_BYTES: Final = 200_000_000
ZIP_RATIO: Final = 200
"""Packed to unpacked, for what unpacks to more than a megabyte: office XML reaches about 50."""
JPEG_PIXELS: Final = 150_000_000
"""A phone's largest is 108 to 200 million; JPEG is decoded at an eighth, so this costs little memory."""
OTHER_PIXELS: Final = 40_000_000
PDF_PAGES: Final = 500

_DAMAGED: Final = "这个文件打不开，可能没有传完整或已损坏。请在电脑上打开看看，重新保存后再传。"
_BOMB: Final = "这个文件解开后大得不正常，没有收下。"
_IMAGE_FORMATS: Final = {"jpeg": "JPEG", "png": "PNG", "webp": "WEBP"}


def check_content(file: IO[bytes], kind: Kind) -> None:
    """Open the file as its kind; `Refused` with a Chinese reason when it is damaged, locked or a bomb. Rewinds."""
    file.seek(0)
    if kind.code in _IMAGE_FORMATS:
        check_image(file, kind)
    elif kind.code == "pdf":
        check_pdf(file)
    elif kind.code in {"docx", "xlsx", "pptx", "ods", "odt"}:
        check_zip(file, unpack=True)
    elif kind.code == "zip":
        check_zip(file)
    file.seek(0)


def check_image(file: IO[bytes], kind: Kind) -> None:
    """Size in pixels first, then decode the whole picture (JPEG at an eighth): what is cut off is refused."""
    limit = JPEG_PIXELS if kind.code == "jpeg" else OTHER_PIXELS
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=[_IMAGE_FORMATS[kind.code]]) as image:
                if image.width * image.height > limit:
                    raise Refused(f"这张图有 {image.width * image.height // 10_000} 万像素，太大了，请缩小后再传。")
                image.draft("RGB", (image.width // 8 or 1, image.height // 8 or 1))
                image.load()
    except (
        UnidentifiedImageError,
        Image.DecompressionBombError,
        OSError,
        ValueError,
        SyntaxError,
        EOFError,
        IndexError,
        OverflowError,
    ) as error:
        raise Refused(_DAMAGED) from error


def check_pdf(file: IO[bytes]) -> None:
    """Cross references, page count and first page; locked files are refused with what to do."""
    try:
        reader = PdfReader(file, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise Refused("这个 PDF 有打开密码，请去掉密码后再传。")
        pages = len(reader.pages)
        if pages:
            _ = reader.pages[0].mediabox
    except Refused:
        raise
    except (
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        IndexError,
        RecursionError,
        AssertionError,
        NotImplementedError,
        OverflowError,
    ) as error:
        raise Refused(_DAMAGED) from error
    if not pages:
        raise Refused("这个 PDF 里没有页面。")
    if pages > PDF_PAGES:
        raise Refused(f"这个 PDF 有 {pages} 页，最多 {PDF_PAGES} 页，请分开上传。")


def check_zip(
    file: IO[bytes],
    *,
    unpack: bool = False,
    max_entries: int = ZIP_ENTRIES,
    max_bytes: int = ZIP_BYTES,
    max_ratio: int = ZIP_RATIO,
) -> None:
    """Refuse zip bombs and damaged archives by the directory; with `unpack` also by really unpacking, in pieces.

    The directory may lie: readers that trust the stream instead need `unpack` (about 100 MB a second).
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as package:
            entries = package.infolist()
            if len(entries) > max_entries:
                raise Refused(f"压缩包里有 {len(entries)} 个文件，最多 {max_entries} 个。")
            for info in entries:
                if info.flag_bits & 0x1:
                    raise Refused("压缩包有密码，请去掉密码后再传。")
                if info.file_size > 1_000_000 and info.file_size > max_ratio * max(info.compress_size, 1):
                    raise Refused(_BOMB)
            if sum(info.file_size for info in entries) > max_bytes:
                raise Refused(_BOMB)
            if unpack:
                _unpack(package, entries, max_bytes)
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, RuntimeError, EOFError) as error:
        raise Refused(_DAMAGED) from error


def _unpack(package: zipfile.ZipFile, entries: list[zipfile.ZipInfo], max_bytes: int) -> None:
    left = max_bytes
    for info in entries:
        with package.open(info) as member:
            while piece := member.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise Refused(_BOMB)
