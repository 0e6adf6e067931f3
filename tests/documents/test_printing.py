"""Fonts that are checked before they print, codes that can be read, Word packages that open."""

import io
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path
from typing import Any

import docx as python_docx
import pypdf
import pytest
import zxingcpp
from PIL import Image

from lingjun.documents.printing import docx, fonts
from lingjun.documents.printing.fonts import FANGSONG, FontsMissing, Shelf, Unprintable, printable
from lingjun.documents.printing.qr import modules, qr_png, qr_svg
from lingjun.documents.printing.typesetting import TypesettingError, typeset

PAYLOAD = "LJ1:CJ-2026-0042:2:7F3A91C2ABCD"


def shelf_of(**families: str) -> Shelf:
    """A shelf whose families hold the characters given; underscores stand for blanks."""
    names = {family.replace("_", " "): frozenset(map(ord, held)) for family, held in families.items()}
    held = {name: [("none", 0)] for name in names}
    return Shelf(folder=Path("fonts"), files=held, coverage=dict(names))


SHELF = shelf_of(FandolFang_R="陈海川2012", Noto_Serif_SC="陈海川玥昇2012", Noto_Sans_SC="陈海川玥昇2012α", Odd="☑")


@pytest.mark.parametrize(
    ("text", "families"),
    [
        ("陈海川", ["FandolFang R"]),
        ("陈海玥", ["Noto Serif SC"]),  # whole, not one thin and two dark glyphs
        ("陈海玥α", ["Noto Sans SC"]),
        ("☑", ["Odd"]),
        ("陈☑玥", ["FandolFang R", "Noto Serif SC", "Odd"]),
        ("", ["FandolFang R"]),
        ("陈 海\n川", ["FandolFang R"]),
    ],
)
def test_a_text_is_set_whole_in_the_first_family_that_holds_it(text: str, families: list[str]) -> None:
    assert SHELF.families_for(text, FANGSONG) == families


def test_a_character_no_font_holds_is_refused_by_name() -> None:
    with pytest.raises(Unprintable, match=r"“😀”\(U\+1F600\)") as refused:
        SHELF.families_for("陈海川😀", FANGSONG)
    assert refused.value.characters == "😀"


def test_an_empty_folder_is_the_installation_s_fault(tmp_path: Path, settings: Any) -> None:
    settings.FONT_DIR = tmp_path / "nothing"
    with pytest.raises(FontsMissing, match="打印字体"):
        fonts.shelf().families_for("陈", FANGSONG)


def test_the_installed_fonts_hold_every_common_character_and_rare_names() -> None:
    shelf = fonts.shelf()
    assert shelf.holds("Noto Serif SC")
    assert shelf.holds("Noto Sans SC")
    names = "".join(chr(code) for code in range(0x4E00, 0x9FA6)) + "㐂㛃䶮昇玥祎翀堃喆·"
    shelf.families_for(names, FANGSONG)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\tb\r\nc\rd\x0be", "a b\nc\nd\ne"),
        ("陈\u200b海\ufeff川\u00ad", "陈海川"),
        ("葛\U000e0100城\ufe00", "葛城"),
        ("坏\x00\x07字\ud800", "坏字"),
        ("  \n前后 \n", "前后"),
        ("新字\U00031350", "新字\U00031350"),  # newer than this Python: kept, the fonts decide
    ],
)
def test_only_what_paper_can_show_is_printed(text: str, expected: str) -> None:
    assert printable(text) == expected


def test_the_code_is_small_and_can_be_read() -> None:
    assert len(modules(PAYLOAD)) == 25
    for quiet, scale in ((4, 12), (1, 3)):
        picture = Image.open(io.BytesIO(qr_png(PAYLOAD, quiet=quiet, scale=scale)))
        assert picture.size == ((25 + 2 * quiet) * scale,) * 2
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [PAYLOAD]


@pytest.mark.parametrize("payload", [PAYLOAD, "https://example.cn/查验/CJ-2026-0042?a=1&b=<2>", "1"])
def test_the_drawing_is_the_same_code_and_fits_a_strict_page(payload: str) -> None:
    root = ET.fromstring(qr_svg(payload, label='"核对" & <码>'))  # noqa: S314 - our own text
    assert root.get("aria-label") == '"核对" & <码>'
    assert {name for element in root.iter() for name in element.attrib} == {
        "class", "viewBox", "role", "aria-label", "shape-rendering", "fill", "d",
    }  # fmt: skip
    side = len(modules(payload))
    assert root.get("viewBox") == f"-4 -4 {side + 8} {side + 8}"
    drawn = Image.new("L", (side, side), 255)
    for piece in (root[0].get("d") or "").split("z"):
        if piece:
            place, run = piece[1:].split("h")[0], piece.split("h")[1].split("v")[0]
            x, y = map(int, place.split())
            drawn.paste(0, (x, y, x + int(run), y + 1))
    large = Image.new("L", ((side + 8) * 6,) * 2, 255)
    large.paste(drawn.resize((side * 6, side * 6), Image.Resampling.NEAREST), (24, 24))
    assert [code.text for code in zxingcpp.read_barcodes(large)] == [payload]


def test_data_is_inert_in_a_template(tmp_path: Path) -> None:
    template = tmp_path / "line.typ"
    template.write_text(
        '#let d = json(bytes(sys.inputs.data))\n#set document(title: "x")\n#set text(font: d.font)\n#d.text'
    )
    text = '#read("/etc/passwd") *粗* $x$ "引号" \\ </script>'
    family = fonts.shelf().families_for(text, ())
    pdf = typeset(template, {"text": text, "font": family})
    assert pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().replace("\n", " ") == text
    assert typeset(template, {"text": text, "font": family}) == pdf


def test_a_wrong_template_says_where(tmp_path: Path) -> None:
    template = tmp_path / "wrong.typ"
    template.write_text('#set document(title: "x")\n#nothing-of-the-kind()')
    with pytest.raises(TypesettingError, match=r"wrong\.typ:2"):
        typeset(template, {})


def test_a_template_reads_nothing_outside_its_folder(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    inside = tmp_path / "inside"
    inside.mkdir()
    template = inside / "curious.typ"
    template.write_text('#set document(title: "x")\n#read("../secret.txt")')
    with pytest.raises(TypesettingError, match=r"outside|access"):
        typeset(template, {})


PAGE = docx.Page(top=1000, bottom=1000, sides=1000, footer=500)


def test_word_packages_open_and_keep_what_was_written() -> None:
    body = docx.paragraph(docx.words("一 & <二>\t三\n四\x00\ufffe", bold=True), right_tab=5000)
    body += docx.table([2000, 3000], docx.row(docx.cell(docx.paragraph(docx.words("格")), width=5000, span=2)))
    content = docx.document(
        body + docx.paragraph(), page=PAGE, title="题 & <目>", footer=docx.paragraph(docx.field("PAGE"))
    )
    opened = python_docx.Document(io.BytesIO(content))
    assert opened.paragraphs[0].text == "一 & <二>\t三\n四"
    assert opened.tables[0].rows[0].cells[0].text == "格"
    assert opened.core_properties.title == "题 & <目>"
    fonts_of_run = opened.paragraphs[0].runs[0]._element.rPr.rFonts.attrib
    assert set(fonts_of_run.values()) == {"仿宋_GB2312", "eastAsia"}


def test_word_packages_hold_no_macro_and_no_time() -> None:
    first, second = (docx.document(docx.paragraph(), page=PAGE, title="") for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert package.testzip() is None
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in package.namelist() if "vba" in name.lower()]
        for name in package.namelist():
            ET.fromstring(package.read(name))  # noqa: S314 - our own text
