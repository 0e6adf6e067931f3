"""Files that are not read: each refused with one line that says what it is and what to do, in bounded memory."""

from __future__ import annotations

import io
import os
import random
import struct
import subprocess
import sys
import zipfile
import zlib
from pathlib import Path

import pytest

from lingjun.documents.reading import UnreadableDocument, read_document
from tests.documents.word_samples import FORMS, document_xml, docx, example, p, package, tbl, tc, tr

ENTITIES = '<?xml version="1.0"?><!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + document_xml(
    p("&x;")
)
LAUGHS = (
    '<!DOCTYPE w:document [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {b} "&{a};&{a};&{a};&{a};&{a};&{a};&{a};&{a};">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
    + document_xml(p("&i;"))
)
OFFICE = "application/vnd.openxmlformats-officedocument"
WORDML = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data)
    assert "\n" not in caught.value.message
    assert caught.value.message.endswith("。")
    return caught.value.message


def bag(**entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in entries.items():
            archive.writestr(name.replace("__", "/"), data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "空文件"),
        (b"%PDF-1.7\n...", "这是 PDF"),
        (b"\xff\xd8\xff\xe0JFIF", "这是图片"),
        (b"\x89PNG\r\n\x1a\n", "这是图片"),
        (b"{\\rtf1\\ansi", "RTF"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"<html><body>x", "网页"),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?><w/>', "XML 格式"),
        ("陈示例劳模创新工作室".encode(), "这不是 Word 文件"),
        ("陈示例劳模创新工作室".encode("utf-16"), "这不是 Word 文件"),
        (b"\0" * 1000, "这不是 Word 文件"),
        (b"PK\x03\x04" + b"x" * 200, "已损坏"),
    ],
)
def test_not_word(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (package("<x/>", name="xl/workbook.xml", kind=f"{OFFICE}.spreadsheetml.sheet.main+xml"), "Excel"),
        (package("<x/>", name="ppt/p.xml", kind=f"{OFFICE}.presentationml.presentation.main+xml"), "演示文稿"),
        (bag(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"}), "ODF"),
        (bag(**{"a.docx": b"x", "b.docx": b"y"}), "批量上传"),
        (bag(word__styles=b"<x/>"), "已损坏"),
        (package(f"<w:document xmlns:w='{WORDML}'/>"), "没有正文"),
        (package("<w:document"), "已损坏"),
        (package(b"\xff\xfe<\xd8"), "已损坏"),
        (package(ENTITIES), "外部实体"),
        (package(LAUGHS), "外部实体"),
        (
            package(('<?xml version="1.0" encoding="UTF-16"?>' + ENTITIES.partition("?>")[2]).encode("utf-16")),
            "外部实体",
        ),
        (package('<?xml version="1.0" encoding="UTF-7"?>' + document_xml(p("+ADw-"))), ""),
    ],
)
def test_zip_that_is_no_sound_word_file(data: bytes, words: str) -> None:
    if words:
        assert words in refusal(data)
    else:
        assert read_document(data)  # the declared alphabet is ignored: what it would spell stays letters


def test_entities_in_the_lists_of_parts() -> None:
    data = bag(**{"_rels/.rels": ENTITIES.encode(), "word/document.xml": document_xml(p("x")).encode()})
    assert "外部实体" in refusal(data)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9, 0.999])
def test_truncated(keep: float) -> None:
    data = example("example-1-harbour-crane")
    assert "已损坏" in refusal(data[: int(len(data) * keep)])


def test_flipped_bytes_are_read_or_refused_and_nothing_else() -> None:
    rng = random.Random(2012)
    data = docx(tbl(tr(tc("甲"), tc("乙"))))
    for _ in range(300):
        broken = bytearray(data)
        for _ in range(rng.randint(1, 4)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        try:
            read_document(bytes(broken))
        except UnreadableDocument as found:
            assert found.message  # noqa: PT017 - either outcome is right, any other exception is not


def test_password() -> None:
    data = bytearray(docx(p("x")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        start = -1
        while (start := data.find(signature, start + 1)) >= 0:
            data[start + offset] |= 1
    assert "设了密码" in refusal(bytes(data))


class TestBombs:
    def test_main_part_of_a_gigabyte(self) -> None:
        assert "展开后大得不正常" in refusal(_zeros("word/document.xml", 64))

    def test_main_part_that_lies_about_its_size(self) -> None:
        data = _zeros("word/document.xml", 64, claimed=1000)
        assert refusal(data)

    def test_another_part_of_a_gigabyte(self) -> None:
        assert "展开后大得不正常" in refusal(_zeros("word/media/a.bin", 256))

    def test_blanks_that_fit_the_limit(self) -> None:
        assert "展开后大得不正常" in refusal(package(document_xml(p(" " * 11_000_000))))

    def test_too_many_parts(self) -> None:
        data = package(document_xml(p("x")), extra={f"a{n}": b"" for n in range(5000)})
        assert "展开后大得不正常" in refusal(data)

    def test_bzip2_is_not_inflated(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_BZIP2) as archive:
            archive.writestr("word/document.xml", document_xml(p("x")))
        assert "已损坏" in refusal(out.getvalue())

    def test_hundreds_of_thousands_of_cells(self) -> None:
        assert "大得不正常" in refusal(docx(tbl(*["<w:tr>" + "<w:tc/>" * 100 + "</w:tr>"] * 4000)))
        assert "超过 5000 格" in refusal(docx(tbl(*["<w:tr>" + "<w:tc/>" * 100 + "</w:tr>"] * 300)))

    def test_a_thousand_pages(self) -> None:
        assert "上千页" in refusal(docx("<w:p/>" * 31_000))

    def test_depth(self) -> None:
        assert refusal(docx("<w:p>" * 5000 + "</w:p>" * 5000))

    def test_size_is_looked_at_before_reading(self, tmp_path: Path) -> None:
        path = tmp_path / "big.docx"
        with path.open("wb") as file:
            file.truncate(100 * 1024 * 1024)
        with pytest.raises(UnreadableDocument, match="100 MB，超过 30 MB"):
            read_document(path)

        class Upload(io.BytesIO):
            size = 100 * 1024 * 1024

            def read(self, size: int | None = -1, /) -> bytes:
                raise AssertionError(size)

        with pytest.raises(UnreadableDocument, match="100 MB"):
            read_document(Upload())


def test_memory_and_exit_in_a_process_of_its_own(tmp_path: Path) -> None:
    """Every bomb in turn under an address space of 700 MB, of which the interpreter with lxml takes a part.

    VmHWM is this program's own peak; ru_maxrss would count that of the pytest process it was forked from.
    """
    for number, data in enumerate(
        (
            _zeros("word/document.xml", 64),
            docx(tbl(*["<w:tr>" + "<w:tc/>" * 100 + "</w:tr>"] * 1400)),
            docx("<w:p/>" * 290_000),
            docx('<w:p w:a="1" w:b="2" w:c="3"/>' * 90_000),
            package(LAUGHS),
        )
    ):
        (tmp_path / f"{number}.docx").write_bytes(data)
    program = (
        "import resource, sys, pathlib\n"
        "resource.setrlimit(resource.RLIMIT_AS, (700 << 20, 700 << 20))\n"
        "from lingjun.documents.reading import read_document, UnreadableDocument\n"
        "for path in sorted(pathlib.Path(sys.argv[1]).iterdir()):\n"
        "    try:\n"
        "        read_document(path)\n"
        "    except UnreadableDocument:\n"
        "        pass\n"
        "status = pathlib.Path('/proc/self/status').read_text()\n"
        "print(int(status.split('VmHWM:')[1].split()[0]) // 1024)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 300


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UnreadableDocument, match="没有这个文件"):
        read_document(tmp_path / "no.docx")
    with pytest.raises(UnreadableDocument, match="文件夹"):
        read_document(tmp_path)


def _zeros(name: str, megabytes: int, claimed: int | None = None) -> bytes:
    """A package whose entry `name` inflates to zeros; made chunk by chunk so that the test itself stays small."""
    squeeze, packed, crc = zlib.compressobj(9, zlib.DEFLATED, -15), [], 0
    chunk = b"\0" * (1 << 20)
    for _ in range(megabytes):
        packed.append(squeeze.compress(chunk))
        crc = zlib.crc32(chunk, crc)
    body = b"".join([*packed, squeeze.flush()])
    size = megabytes << 20 if claimed is None else claimed
    raw = name.encode()
    local = struct.pack("<4sHHHHHIIIHH", b"PK\x03\x04", 20, 0, 8, 0, 33, crc, len(body), size, len(raw), 0) + raw
    central = struct.pack(
        "<4sHHHHHHIIIHHHHHII", b"PK\x01\x02", 20, 20, 0, 8, 0, 33, crc, len(body), size, len(raw), 0, 0, 0, 0, 0, 0
    )
    end = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 1, 1, len(central) + len(raw), len(local) + len(body), 0)
    return local + body + central + raw + end


def test_samples_are_not_refused() -> None:
    assert all(read_document(path).blocks for path in FORMS.glob("*.docx"))
