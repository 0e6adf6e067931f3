"""An official letter in the layout of GB/T 9704-2012: page, head, title, signature, foot; drafts; hostile words."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from lingjun.documents.printing import docx
from lingjun.documents.printing.letter import EM, WIDTH, Attachment, Letter, Table, Text, broken, word
from tests.documents.office import needs_office
from tests.letters import ReadLetter, W

TITLE = ["厦门市总工会", "关于撤销", "“陈海川劳模创新工作室”", "等12个工作室", "命名的决定"]


def letter(**other: Any) -> Letter:
    facts: dict[str, Any] = {
        "issuer": "厦门市总工会", "number": "厦工〔2026〕9号", "title": TITLE, "to": "厦门港口工会",
        "body": [Text("经研究，决定如下："), Text("一、缘由", level=1), Text("按期交回。", lead="（一）")],
        "dated": "2026年11月22日", "copies": "鹭港公司工会", "printed": "2026年11月22日",
    }  # fmt: skip
    return Letter(**(facts | other))


def test_the_page_is_that_of_the_standard() -> None:
    read = ReadLetter(word(letter()))
    margins = read.body.find(f"{W}sectPr/{W}pgMar")
    got = {
        side: round(int(margins.get(f"{W}{side}")) / docx.TWIPS_PER_MM) for side in ("top", "left", "right", "bottom")
    }
    assert got == {"top": 37, "left": 28, "right": 26, "bottom": 35}
    lines = {int(row.get(f"{W}line")) for row in read.body.iter(f"{W}spacing") if row.get(f"{W}line")}
    assert 579 in lines
    assert 22 * 579 <= docx.twips(225) < 22 * 579 + 40, "22 lines"
    assert 28 * EM <= WIDTH < 29 * EM, "28 characters"


def test_each_part_has_its_font_and_size() -> None:
    read = ReadLetter(word(letter()))
    for text, font, size in (
        ("厦门市总工会文件", "方正小标宋简体", 108), ("厦工〔2026〕9号", "仿宋_GB2312", 32),
        ("关于撤销", "方正小标宋简体", 44), ("一、缘由", "黑体", 32), ("（一）", "楷体_GB2312", 32),
        ("按期交回", "仿宋_GB2312", 32), ("抄送", "仿宋_GB2312", 28),
    ):  # fmt: skip
        assert (read.fonts(text), read.sizes(text)) == ({font}, {str(size)}), text
    for name, side in (("footer1", "right"), ("footer2", "left")):
        footer = read.parts[f"word/{name}.xml"]
        assert footer.find(f".//{W}jc").get(f"{W}val") == side
        assert footer.find(f".//{W}fldSimple").get(f"{W}instr") == " PAGE "
    assert read.parts["word/settings.xml"].find(f"{W}evenAndOddHeaders") is not None


def test_only_the_head_is_red() -> None:
    read = ReadLetter(word(letter()))
    red = [run for run in read.body.iter(f"{W}r") if run.find(f"{W}rPr/{W}color") is not None]
    assert ["".join(text.text for text in run.iter(f"{W}t")) for run in red] == ["厦门市总工会文件"]


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        (["厦门市总工会", "关于表彰的决定"], ["厦门市总工会关于表彰的决定"]),
        (TITLE, ["厦门市总工会关于撤销", "“陈海川劳模创新工作室”", "等12个工作室命名的决定"]),
        (["长" * 40, "的决定"], ["长" * 40, "的决定"]),
        ([], []),
    ],
)
def test_a_title_breaks_between_words_into_even_lines(pieces: list[str], lines: list[str]) -> None:
    assert broken(pieces) == lines


@pytest.mark.parametrize("issuer", ["厦门市总工会", "中国海员建设工会福建省厦门市委员会", "长" * 60])
def test_the_issuer_stands_centred_above_the_day_and_inside_the_page(issuer: str) -> None:
    read = ReadLetter(word(letter(issuer=issuer, copies="", printed="")))
    above, below = [row for row in read.body.findall(f"{W}p") if row.find(f"{W}pPr/{W}jc").get(f"{W}val") == "right"]
    insets = [int(row.find(f"{W}pPr/{W}ind").get(f"{W}right")) if row.find(f"{W}pPr/{W}ind") is not None else 0
              for row in (above, below)]  # fmt: skip
    wide = len(issuer) * EM
    date = 3 * EM + 8 * (EM - 160)
    assert insets[1] >= 4 * EM, "four characters"
    if len(issuer) < 28:
        assert abs((insets[0] + wide / 2) - (insets[1] + date / 2)) <= 2, "centred"
    assert insets[1] + date <= WIDTH


def test_a_draft_says_so_on_every_page_and_a_decision_does_not() -> None:
    draft, final = ReadLetter(word(letter(draft="代拟稿：不得印发"))), ReadLetter(word(letter()))
    assert (draft.head, final.head) == ("代拟稿：不得印发", "")
    assert ("（代拟稿）" in draft.text, "代拟稿" in final.text) == (True, False)
    kinds = {row.get(f"{W}type") for row in draft.body.iter(f"{W}headerReference")}
    assert kinds == {"default", "even"}


def test_hostile_words_stay_words() -> None:
    bad = '<w:p/>&"]]>\x00\x0b\ud800名' + "长" * 300
    table = Table([("序号", 1), (bad, 9)], [["1", bad]], caption=bad)
    read = ReadLetter(
        word(letter(issuer=bad, number=bad, to=bad, copies=bad, title=[bad], body=[Text(bad, lead=bad), table],
                    attachments=[Attachment(bad, [table])] * 2, draft=bad))
    )  # fmt: skip
    assert '<w:p/>&"]]>名长' in read.text
    assert read.cells[1] == ["1", '<w:p/>&"]]>名' + "长" * 300]
    assert "附件：1. <w:p/>" in read.text


def test_the_same_letter_has_the_same_bytes() -> None:
    assert word(letter()) == word(letter())


@needs_office
def test_libreoffice_puts_the_foot_at_the_foot_whatever_stands_above(tmp_path: Path) -> None:
    """版记 closes the last page, on a page of its own where there is no room left."""
    rows = [[str(number), "陈海川劳模创新工作室", "厦门鹭港集装箱码头有限公司"] for number in range(1, 41)]
    table = Table([("序号", 1), ("工作室", 4), ("单位", 5)], rows, caption="一、厦门港口工会（40个）")
    letters = {f"body{count}": letter(body=[Text("撤销。")] * count) for count in (1, 14, 18, 21)}
    letters["list"] = letter(attachments=[Attachment("名单", [table])], draft="代拟稿")
    for name, row in letters.items():
        (tmp_path / f"{name}.docx").write_bytes(word(dataclasses.replace(row)))
    subprocess.run(
        [str(shutil.which("soffice")), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), *map(str, tmp_path.glob("*.docx"))],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    for name in letters:
        pages = pypdf.PdfReader(io.BytesIO((tmp_path / f"{name}.pdf").read_bytes())).pages
        found = [(place, height) for place, page in enumerate(pages) for height in heights(page, "抄送")]
        assert [place for place, _ in found] == [len(pages) - 1], name
        assert 35 < found[0][1] / 72 * 25.4 < 60, f"{name}: millimetres above the lower edge"
        assert re.search(rf"—\s*{len(pages)}\s*—", pages[-1].extract_text()), name


def heights(page: Any, text: str) -> list[float]:
    """Where the text stands on the page, in points above its lower edge."""
    found: list[float] = []

    def visit(words: str, _cm: Any, matrix: Any, _font: Any, _size: Any) -> None:
        if text in words:
            found.append(matrix[5])

    page.extract_text(visitor_text=visit)
    return found
