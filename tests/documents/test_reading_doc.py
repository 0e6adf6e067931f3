"""Old compound files: told apart by their streams, refused in one line when they are not Word 97-2003."""

from __future__ import annotations

import random
import struct

import pytest

from lingjun.documents.reading import Paragraph, UnreadableDocument, read_document
from lingjun.documents.reading import doc_binary as binary
from tests.documents.office import needs_office, resave
from tests.documents.word_samples import docx, p, tbl, tc, tr

END, FREE, FAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD


def compound(streams: dict[str, bytes]) -> bytes:
    """A compound file ([MS-CFB]) of up to three streams of 4,096 bytes or more, padded to that."""
    chunks = {name: data.ljust(4096, b"\0") for name, data in streams.items()}
    fat, where, sector = [FAT, END], {}, 2
    for name, data in chunks.items():
        count = -(-len(data) // 512)
        where[name] = sector
        fat += [*range(sector + 1, sector + count), END]
        sector += count
    names = ["Root Entry", *chunks]
    directory = b""
    for number, name in enumerate(names):
        raw = name.encode("utf-16-le") + b"\0\0"
        child = 1 if number == 0 and chunks else FREE
        right = number + 1 if 0 < number < len(chunks) else FREE
        start, size = (END, 0) if number == 0 else (where[name], len(chunks[name]))
        directory += raw.ljust(64, b"\0") + struct.pack(
            "<HBBIII", len(raw), 5 if number == 0 else 2, 1, FREE, right, child
        )
        directory += bytes(36) + struct.pack("<IQ", start, size)
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, 1, 1, 0, 4096, END, 0, END, 0) + struct.pack("<I", 0) + b"\xff" * 432
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(512, b"\xff")
    return (
        head
        + table
        + directory.ljust(512, b"\0")
        + b"".join(d.ljust(-(-len(d) // 512) * 512, b"\0") for d in chunks.values())
    )


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(data)
    assert "\n" not in caught.value.message
    return caught.value.message


def fib(*, version: int = 0xC1, flags: int = 0) -> bytes:
    head = struct.pack("<HHHHHH", 0xA5EC, version, 0, 0, 0, flags).ljust(32, b"\0")
    return (
        head
        + struct.pack("<H", 14)
        + bytes(28)
        + struct.pack("<H", 22)
        + bytes(88)
        + struct.pack("<H", 93)
        + bytes(744)
    )


@pytest.mark.parametrize(
    ("streams", "words"),
    [
        ({"EncryptionInfo": b"", "EncryptedPackage": b""}, "设了打开密码"),
        ({"WordDocument": fib(flags=0x0100), "1Table": b""}, "设了打开密码"),
        ({"WordDocument": fib(version=0x68), "1Table": b""}, "Word 95"),
        ({"WordDocument": fib(), "0Table": b""}, "已损坏"),
        ({"WordDocument": b"", "0Table": b""}, "已损坏"),
        ({"WordDocument": fib(flags=0x0200), "0Table": b""}, "已损坏"),
        ({"Workbook": b""}, "Excel"),
        ({"PowerPoint Document": b""}, "演示文稿"),
        ({"Contents": b""}, "这不是 Word 文件"),
    ],
)
def test_refusals(streams: dict[str, bytes], words: str) -> None:
    assert words in refusal(compound(streams))


def test_nonsense_behind_the_magic() -> None:
    rng = random.Random(97)
    for size in (8, 600, 20_000):
        assert "已损坏" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + rng.randbytes(size))
    whole = compound({"WordDocument": fib(), "0Table": b"", "Data": b""})
    for _ in range(300):
        broken = bytearray(whole)
        for _ in range(3):
            broken[rng.randrange(2048)] = rng.randrange(256)
        assert refusal(bytes(broken))


def test_modifiers_are_walked_by_their_own_sizes() -> None:
    modifiers = bytes.fromhex("1624 01 4a43 1c00 08d6 0500 02000010 15c6 02 0000 1724 01 4366".replace(" ", ""))
    assert [code for code, _ in binary.walk(modifiers)] == [0x2416, 0x434A, 0xD608, 0xC615, 0x2417]
    assert dict(binary.walk(modifiers))[0xD608] == bytes.fromhex("02000010")
    assert list(binary.walk(b"\x16")) == []


def test_surrogates_are_joined() -> None:
    assert binary.join_surrogates("\ud842\udfb7田") == "𠮷田"
    assert binary.join_surrogates("\ud842") == "\ufffd"


@needs_office
def test_text_and_tables_as_saved_by_libreoffice() -> None:
    author = 'w:author="示例" w:date="2012-08-15T00:00:00Z"'
    changed = (
        f'<w:p><w:r><w:t>甲</w:t></w:r><w:del w:id="1" {author}><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>'
    )
    hidden = "<w:p><w:r><w:t>丙</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>丁</w:t></w:r></w:p>"
    table = tbl(
        tr(tc("一", 1, "restart"), tc("二", 2)),
        tr(tc("", 1, "continue"), tc("三\n四"), tc("五\v六")),
        tr(tc("七"), tc("𠮷", 2)),
    )
    grid = "<w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='3000'/><w:gridCol w:w='2500'/></w:tblGrid>"
    body = changed + hidden + table.replace("<w:tblGrid/>", grid) + p("Plain ASCII only") + p("尾")
    document = read_document(resave({"a.docx": docx(body)}, "doc")["a.docx"])
    assert document.kind == "doc"
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == [
        "甲",
        "丙",
        "Plain ASCII only",
        "尾",
    ]
    rows = next(document.tables()).rows
    assert [["|".join(cell.lines()) for cell in row] for row in rows] == [
        ["一", "二"],
        ["一", "三|四", "五|六"],
        ["七", "𠮷"],
    ]
    assert [(cell.column, cell.colspan, cell.rowspan) for row in rows for cell in row] == [
        (0, 1, 2), (1, 2, 1), (0, 1, 2), (1, 1, 1), (2, 1, 1), (0, 1, 1), (1, 2, 1),
    ]  # fmt: skip
