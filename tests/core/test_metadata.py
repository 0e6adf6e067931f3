"""The place a photo was taken is not kept; its pixels are, byte for byte, and it stands upright."""

from __future__ import annotations

import io
import struct
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile, TemporaryUploadedFile
from PIL import Image, PngImagePlugin

from lingjun.core.files import delete_stored, display_response, store_upload, without_position
from lingjun.core.files.metadata import clean_exif
from lingjun.core.models import StoredFile

LATITUDE, LONGITUDE = (24.0, 28.0, 47.0), (118.0, 5.0, 22.0)
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><exif:GPSLatitude>24,28.78N</exif:GPSLatitude></x:xmpmeta>'


def exif(order: str = "<") -> bytes:
    """When, which camera, how it was held, and where."""
    made = Image.Exif()
    made.endian = order
    made[0x0112], made[0x010F] = 6, "Phone"
    made.get_ifd(0x8769).update({0x9003: "2013:05:08 10:26:00", 0x927C: b"Landmark=Gulangyu" * 3})
    made.get_ifd(0x8825).update({1: "N", 2: LATITUDE, 3: "E", 4: LONGITUDE, 29: "2013:05:08"})
    return made.tobytes()


def photo(kind: str, size: tuple[int, int] = (640, 400), block: bytes | None = None) -> bytes:
    image = Image.effect_noise(size, 60).convert("RGB")
    out = io.BytesIO()
    options: dict[str, Any] = {"exif": exif() if block is None else block}
    if kind == "PNG":
        options["pnginfo"] = text = PngImagePlugin.PngInfo()
        text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    elif kind == "WEBP":
        options |= {"xmp": XMP, "lossless": True}
    image.save(out, kind, **options)
    data = out.getvalue()
    if kind == "JPEG":
        packet = b"http://ns.adobe.com/xap/1.0/\x00" + XMP
        data = data[:2] + b"\xff\xe1" + struct.pack(">H", len(packet) + 2) + packet + data[2:]
    return data


def cleaned(data: bytes, code: str) -> bytes:
    with without_position(io.BytesIO(data), code) as copy:
        return copy.read()


@pytest.mark.parametrize(("kind", "code"), [("JPEG", "jpeg"), ("PNG", "png"), ("WEBP", "webp")])
def test_position_goes_and_pixels_stay(kind: str, code: str) -> None:
    data = photo(kind)
    before = Image.open(io.BytesIO(data))
    assert before.getexif().get_ifd(0x8825), "the sample has a position"
    assert b"GPSLatitude" in data
    clean = cleaned(data, code)
    after = Image.open(io.BytesIO(clean))
    kept = after.getexif()
    assert not kept.get_ifd(0x8825)
    assert 0x8825 not in kept
    assert b"GPSLatitude" not in clean
    assert b"Landmark" not in clean
    for numbers in (LATITUDE, LONGITUDE):
        assert struct.pack("<IIIIII", *(part for value in numbers for part in (int(value), 1))) not in clean
    assert (kept[0x0112], kept[0x010F], kept.get_ifd(0x8769)[0x9003]) == (6, "Phone", "2013:05:08 10:26:00")
    assert after.tobytes() == before.tobytes()


def test_the_picture_data_of_a_jpeg_is_the_same_bytes() -> None:
    for progressive in (False, True):
        out = io.BytesIO()
        Image.effect_noise((320, 200), 60).convert("RGB").save(out, "JPEG", exif=exif(">"), progressive=progressive)
        data = out.getvalue()
        clean = cleaned(data, "jpeg")
        start = data.index(b"\xff\xdb")
        assert clean[clean.index(b"\xff\xdb") :] == data[start:]
        assert not Image.open(io.BytesIO(clean)).getexif().get_ifd(0x8825)


def test_a_second_picture_behind_the_end_goes() -> None:
    """Motion photos and large previews carry a position of their own."""
    data = photo("JPEG") + photo("JPEG")
    clean = cleaned(data, "jpeg")
    assert clean.count(b"\xff\xd8\xff") == 1
    assert clean.endswith(b"\xff\xd9")


@pytest.mark.parametrize(
    "block", [b"", b"II*\x00", b"II*\x00\xff\xff\xff\xff", b"MM\x00*\x00\x00\x00\x08\xff\xff", b"junk" * 9]
)
def test_what_cannot_be_read_for_sure_is_left_out_whole(block: bytes) -> None:
    assert clean_exif(block) == b""


def test_tables_that_lead_in_a_circle_end() -> None:
    entry = struct.pack("<HHII", 0x8769, 4, 1, 8)
    block = b"II*\x00" + struct.pack("<I", 8) + struct.pack("<H", 1) + entry + struct.pack("<I", 8)
    assert clean_exif(block) == block


@pytest.mark.django_db
@pytest.mark.parametrize("on_disk", [False, True])
def test_a_kept_photo_is_clean_upright_and_has_a_display_size(on_disk: bool) -> None:
    data = photo("JPEG", (2400, 1600))
    stored = store_upload(upload=_upload(data, on_disk), purpose="photo", owner_id=7)
    with stored.content.open() as file:
        kept = file.read()
    assert b"GPSLatitude" not in kept
    assert not Image.open(io.BytesIO(kept)).getexif().get_ifd(0x8825)
    assert Image.open(io.BytesIO(kept)).size == (2400, 1600), "the pixels are kept"
    assert stored.size == len(kept)
    for field, size in ((stored.thumbnail, (320, 480)), (stored.display, (1067, 1600))):
        with field.open() as file:
            small = Image.open(io.BytesIO(file.read()))
        assert small.size == size, "turned as it was held"
        assert not small.getexif()
    assert shown(stored)[:2] == b"\xff\xd8"
    assert StoredFile.objects.get(pk=stored.pk).display.name == stored.display.name


@pytest.mark.django_db
def test_a_small_upright_photo_needs_no_display_copy(django_capture_on_commit_callbacks: Any) -> None:
    out = io.BytesIO()
    Image.new("RGB", (800, 600), "#8B1A1A").save(out, "JPEG")
    stored = store_upload(upload=_upload(out.getvalue(), False), purpose="evidence", owner_id=7)
    assert not stored.display
    assert shown(stored) == out.getvalue()
    large = store_upload(upload=_upload(photo("JPEG", (2400, 1600)), False), purpose="photo", owner_id=7)
    name = large.display.name
    with django_capture_on_commit_callbacks(execute=True):
        delete_stored(large)
    assert not large.display.storage.exists(name)


@pytest.mark.django_db
def test_a_stamped_scan_stays_as_it_came() -> None:
    data = photo("JPEG")
    stored = store_upload(upload=_upload(data, False), purpose="stamped", owner_id=7)
    with stored.content.open() as file:
        assert file.read() == data


def shown(stored: StoredFile) -> bytes:
    response = display_response(stored)
    found = b"".join(response.streaming_content)
    response.file_to_stream.close()  # type: ignore[attr-defined]
    return found


def _upload(data: bytes, on_disk: bool) -> Any:
    if not on_disk:
        return SimpleUploadedFile("岸桥.jpg", data)
    file = TemporaryUploadedFile("岸桥.jpg", "image/jpeg", len(data), None)
    file.write(data)
    file.seek(0)
    return file
