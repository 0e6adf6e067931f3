"""Files: told apart by content, refused with reasons, kept whole, served safely."""

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from django.http import Http404
from PIL import Image
from pypdf import PdfReader, PdfWriter

from lingjun.core.errors import Invalid, Refused
from lingjun.core.files import (
    KINDS,
    PURPOSES,
    check_zip,
    delete_stored,
    detect,
    file_response,
    safe_name,
    store_generated,
    store_upload,
    thumbnail_response,
)
from lingjun.core.models import StoredFile


def picture(kind: str = "JPEG", size: tuple[int, int] = (1200, 800), **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "#8B1A1A").save(out, kind, **options)
    return out.getvalue()


def photo_with_position() -> bytes:
    exif = Image.Exif()
    exif[0x0112] = 6  # held upright: the width and height change places
    exif[0x010F] = "Phone"
    exif.get_ifd(0x8825).update({1: "N", 2: (24.0, 28.0, 47.0), 3: "E", 4: (118.0, 5.0, 22.0)})
    return picture(exif=exif)


def pdf(pages: int = 1, password: str = "") -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(595, 842)
    if password:
        writer.encrypt(password)
    writer.write(out)
    return out.getvalue()


def word() -> bytes:
    out = io.BytesIO()
    docx.Document().save(out)
    return out.getvalue()


def excel() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.add_worksheet()
    book.close()
    return out.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name, data)
    return out.getvalue()


def upload(content: bytes, name: str, purpose: str, owner_id: int | None = 7) -> StoredFile:
    return store_upload(upload=SimpleUploadedFile(name, content), purpose=purpose, owner_id=owner_id)


def refusal(content: bytes, name: str, purpose: str) -> str:
    before = StoredFile.objects.count()
    with pytest.raises(Invalid) as caught:
        upload(content, name, purpose)
    assert StoredFile.objects.count() == before
    assert list(caught.value.errors) == ["file"]
    return caught.value.message


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (picture(), "jpeg"),
        (picture("PNG"), "png"),
        (picture("WEBP"), "webp"),
        (picture("GIF"), "gif"),
        (pdf(), "pdf"),
        (b"\r\n" + pdf(), "pdf"),
        (word(), "docx"),
        (excel(), "xlsx"),
        (packed({"a.txt": b"x"}), "zip"),
        (packed({"word/document.xml": b"<w/>", "word/vbaProject.bin": b"x"}), "macro"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "heic"),
        (b"PK\x03\x04 broken", "unknown"),
        (b"MZ\x90\x00", "exe"),
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        ("姓名,性别\n陈海川,男\n".encode("gb18030"), "csv"),
        ("姓名,性别\n".encode() * 1000, "csv"),
        ("姓名\t性别\r\n".encode("utf-16"), "csv"),
        (b"<!DOCTYPE html><script>", "html"),
        (b"<?xml version='1.0'?><svg/>", "xml"),
        (b"\x01\x00\x02", "unknown"),
        (b"", "empty"),
    ],
)
def test_kinds_by_content(content: bytes, code: str) -> None:
    file = io.BytesIO(content)
    assert detect(file).code == code
    assert file.tell() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "purpose", "media_type"),
    [
        (picture(), "现场.JPG", "photo", "image/jpeg"),
        (picture("PNG"), "盖章.png", "stamped", "image/png"),
        (pdf(), "盖章.pdf", "stamped", "application/pdf"),
        (word(), "申报表.docx", "form", KINDS["docx"].media_type),
        (excel(), "名单.xlsx", "table", KINDS["xlsx"].media_type),
    ],
)
def test_kept_byte_for_byte(content: bytes, name: str, purpose: str, media_type: str) -> None:
    stored = upload(content, name, purpose)
    stored.refresh_from_db()
    with stored.content.open("rb") as kept:
        assert kept.read() == content
    digest = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.media_type, stored.owner_id) == (digest, len(content), media_type, 7)
    assert stored.content.name.startswith(f"files/{digest[:2]}/{digest[2:4]}/")
    assert bool(stored.thumbnail) == media_type.startswith("image/")


@pytest.mark.django_db
def test_big_uploads_on_disk_are_taken_without_reading_them_whole() -> None:
    big = TemporaryUploadedFile("照片.jpg", "image/jpeg", 0, None)
    big.write(picture(size=(3000, 2000)))
    big.size = big.tell()
    stored = store_upload(upload=big, purpose="photo", owner_id=None)
    assert stored.size == big.size
    assert Path(stored.content.path).stat().st_size == big.size
    big.close()


@pytest.mark.django_db
def test_thumbnail_is_small_upright_and_says_nothing_about_the_place() -> None:
    content = photo_with_position()
    assert Image.open(io.BytesIO(content)).getexif().get_ifd(0x8825)
    stored = upload(content, "现场.jpg", "photo")
    with stored.thumbnail.open("rb") as kept, Image.open(kept) as small:
        assert small.size == (320, 480)
        assert not small.getexif()
        assert "exif" not in small.info
        assert "icc_profile" not in small.info
    with stored.content.open("rb") as kept:
        assert not Image.open(kept).getexif().get_ifd(0x8825)


@pytest.mark.django_db
def test_transparent_pictures_get_white_paper() -> None:
    out = io.BytesIO()
    Image.new("RGBA", (100, 100), (0, 0, 0, 0)).save(out, "PNG")
    stored = upload(out.getvalue(), "章.png", "photo")
    with stored.thumbnail.open("rb") as kept, Image.open(kept) as small:
        assert small.getpixel((50, 50)) == (255, 255, 255)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "purpose", "words"),
    [
        (b"MZ\x90\x00", "照片.jpg", "photo", "按内容看，这是程序。请上传 JPEG、PNG 照片。"),
        (word(), "盖章.pdf", "stamped", "Word 文件（.docx）"),
        (picture()[:5000], "半张.jpg", "photo", "打不开"),
        (picture("PNG")[:200], "半张.png", "photo", "打不开"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 50, "坏.png", "photo", "打不开"),
        (b"%PDF-1.7 nothing", "坏.pdf", "stamped", "打不开"),
        (pdf(password="1234"), "锁.pdf", "stamped", "打开密码"),
        (pdf(0), "空.pdf", "stamped", "没有页面"),
        (b"", "空.jpg", "photo", "空文件"),
        (b"\x00\x00\x00\x18ftypheic" + b"\x00" * 40, "IMG_1.HEIC", "photo", "兼容性最佳"),
        (packed({"word/document.xml": b"x", "word/vbaProject.bin": b"x"}), "宏.docx", "form", "带宏"),
        (packed({"word/document.xml": b"0" * 50_000_000}), "弹.docx", "form", "大得不正常"),
        (b"<!doctype html><script>", "a.jpg", "evidence", "网页"),
    ],
)
def test_refused_with_the_reason_and_nothing_kept(
    content: bytes, name: str, purpose: str, words: str, files_of_this_test: Path
) -> None:
    assert words in refusal(content, name, purpose)
    assert not list(files_of_this_test.rglob("*.*"))


@pytest.mark.django_db
def test_size_limit_is_the_purposes() -> None:
    limit = PURPOSES["form"].max_bytes
    assert "超过了 20 MB" in refusal(b"0" * (limit + 1), "大.docx", "form")
    assert "Word" in refusal(b"\x00" * limit, "刚好.docx", "form")  # refused for its kind, not for its size


@pytest.mark.django_db
def test_pictures_of_absurd_size_are_refused_before_decoding() -> None:
    # A PNG of 60 000 x 60 000 pixels that is a few hundred bytes long.
    header = bytearray(picture("PNG", (1, 1)))
    header[16:24] = (60_000).to_bytes(4, "big") * 2
    import zlib

    header[29:33] = zlib.crc32(bytes(header[12:29])).to_bytes(4, "big")
    words = refusal(bytes(header), "大.png", "photo")
    assert "像素" in words or "打不开" in words


def test_zip_that_lies_about_its_size_is_found_by_unpacking() -> None:
    content = bytearray(packed({"a": b"0" * 900_000, "b": b"0" * 900_000}))
    check_zip(io.BytesIO(bytes(content)), unpack=True)
    with pytest.raises(Refused, match="大得不正常"):
        check_zip(io.BytesIO(bytes(content)), unpack=True, max_bytes=1_000_000)
    # The directory says 10 bytes: the reader notices that the data is another.
    at = content.index(b"PK\x01\x02")
    content[at + 24 : at + 28] = (10).to_bytes(4, "little")
    with pytest.raises(Refused):
        check_zip(io.BytesIO(bytes(content)), unpack=True)


def test_zip_with_too_many_entries_or_a_password() -> None:
    many = packed({f"{n}": b"" for n in range(30)})
    check_zip(io.BytesIO(many), max_entries=30)
    with pytest.raises(Refused, match="30 个文件"):
        check_zip(io.BytesIO(many), max_entries=29)
    locked = bytearray(packed({"a": b"x"}))
    locked[locked.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Refused, match="密码"):
        check_zip(io.BytesIO(bytes(locked)))


@pytest.mark.parametrize(
    ("name", "kind", "kept"),
    [
        ("申报表（定稿）.DOCX", "docx", "申报表（定稿）.docx"),
        ("照片.jpeg", "jpeg", "照片.jpeg"),
        ("照片.exe", "jpeg", "照片.jpg"),
        ("..\\..\\etc\\passwd", "pdf", "passwd.pdf"),
        ("../a/b.pdf", "pdf", "b.pdf"),
        ("v1.2", "pdf", "v1.2.pdf"),
        ("a\u202egnp.pdf", "pdf", "agnp.pdf"),
        ('a"b\r\nc.pdf', "pdf", "a_b__c.pdf"),
        (".pdf", "pdf", "pdf.pdf"),
        ("", "pdf", "文件.pdf"),
        ("长" * 300 + ".pdf", "pdf", "长" * 120 + ".pdf"),
    ],
)
def test_names(name: str, kind: str, kept: str) -> None:
    assert safe_name(name, KINDS[kind]) == kept


@pytest.mark.django_db
def test_served_as_a_download_by_default() -> None:
    stored = upload(word(), "申报表.docx", "form")
    response = file_response(stored)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''%E7%94%B3")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"].startswith("private")
    assert int(response["Content-Length"]) == len(b"".join(response.streaming_content))
    response.close()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "name", "purpose", "shown"),
    [(picture(), "a.jpg", "photo", True), (pdf(), "a.pdf", "stamped", True), (word(), "a.docx", "form", False)],
)
def test_only_pictures_and_pdf_are_shown_in_the_page(content: bytes, name: str, purpose: str, shown: bool) -> None:
    response = file_response(upload(content, name, purpose), inline=True)
    assert response["Content-Disposition"].startswith("inline" if shown else "attachment")
    response.close()


@pytest.mark.django_db
def test_missing_bytes_are_a_404() -> None:
    stored = upload(picture(), "a.jpg", "photo")
    thumbnail_response(stored).close()
    stored.content.storage.delete(stored.content.name)
    stored.thumbnail.storage.delete(stored.thumbnail.name)
    with pytest.raises(Http404):
        file_response(stored)
    with pytest.raises(Http404):
        thumbnail_response(stored)
    with pytest.raises(Http404):
        thumbnail_response(StoredFile(name="a.pdf"))


@pytest.mark.django_db
def test_generated_files() -> None:
    stored = store_generated(name="汇总表.xlsx", content=excel(), media_type=KINDS["xlsx"].media_type, owner_id=3)
    assert (stored.name, stored.owner_id) == ("汇总表.xlsx", 3)
    other = store_generated(name="数据.json", content=io.BytesIO(b"{}"), media_type="application/json")
    assert (other.name, other.size) == ("数据.json", 2)
    from_file = store_generated(name="a.pdf", content=ContentFile(pdf()), media_type="application/pdf")
    with from_file.content.open("rb") as kept:
        assert len(PdfReader(kept).pages) == 1


@pytest.mark.django_db
def test_bytes_go_only_when_the_transaction_is_through(django_capture_on_commit_callbacks: Any) -> None:
    stored = upload(picture(), "a.jpg", "photo")
    path, small = Path(stored.content.path), Path(stored.thumbnail.path)
    with django_capture_on_commit_callbacks() as callbacks:
        delete_stored(stored)
    assert not StoredFile.objects.exists()
    assert path.exists()
    for callback in callbacks:
        callback()
    assert not path.exists()
    assert not small.exists()


def test_words_beside_the_field() -> None:
    assert PURPOSES["stamped"].limit_words == "JPEG、PNG 照片或 PDF，每个不超过 30 MB"
    assert ".jpg" in PURPOSES["stamped"].accept
    assert all(kind in KINDS for purpose in PURPOSES.values() for kind in purpose.kinds)


@pytest.mark.parametrize("name", ["mimetype", "[Content_Types].xml"])
def test_a_package_whose_first_part_is_damaged_is_told_apart_as_nothing_known(name: str) -> None:
    """The directory is whole, what it points at does not unpack."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, "application/vnd.oasis.opendocument.text" * 3)
    data = bytearray(out.getvalue())
    start = data.index(name.encode()) + len(name)
    data[start : start + 8] = b"\xff" * 8
    assert detect(io.BytesIO(bytes(data))) == KINDS["unknown"]
