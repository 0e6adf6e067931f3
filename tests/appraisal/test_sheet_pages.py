"""The sheet page by page: one while modest steps of type allow, else all three opinions together on the last."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pypdfium2
import pytest

from lingjun.appraisal.paper import Mark
from lingjun.appraisal.papers import printing
from lingjun.appraisal.papers.printing import fitting
from tests.appraisal.test_papers import sheet
from tests.documents.office import needs_office, resave

MARK = Mark("KH-2026-0001", 1, "57C1156913CB")
PAGES = {
    (0, 0): 1, (0, 50): 1, (0, 300): 2, (100, 0): 1, (100, 50): 1, (100, 300): 2, (250, 0): 1, (250, 50): 1,
    (250, 300): 2, (500, 0): 2, (500, 50): 2, (500, 300): 2, (1000, 0): 2, (1000, 50): 2, (1000, 300): 3,
    (1500, 0): 3, (1500, 50): 3, (1500, 300): 3, (3000, 0): 3, (3000, 50): 3, (3000, 300): 4,
}  # fmt: skip
"""By letters of the report and of each opinion; problems and plans are a fifth of the report."""


def of(report: int, opinion: int) -> Any:
    return sheet(report, min(report // 5, 300), opinion)


def pages(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]


def whole(found: list[str]) -> None:
    """Heading, number and place on every page; three seals on the last and none before."""
    assert [page.count("（盖章）") for page in found] == [0] * (len(found) - 1) + [3]
    for number, page in enumerate(found, 1):
        assert "劳模创新工作室年度综合鉴定表" in page
        assert ("（续）" in page) == (number > 1)
        assert "陈海川劳模创新工作室" in page
        assert "2013-001" in page
        assert "KH-2026-0001 第 1 版" in page
        assert f"第 {number} 页　共 {len(found)} 页" in page


@pytest.mark.parametrize("lengths", PAGES, ids=str)
def test_no_opinion_stands_alone(lengths: tuple[int, int]) -> None:
    found = pages(printing.printed(of(*lengths), MARK, "pdf"))
    assert len(found) == PAGES[lengths]
    whole(found)


@needs_office
def test_word_takes_the_same_pages() -> None:
    made = {f"{report}-{said}.docx": printing.printed(of(report, said), MARK, "docx") for report, said in PAGES}
    for (report, said), pdf in zip(PAGES, resave(made, "pdf").values(), strict=True):
        found = pages(pdf)
        assert len(found) == PAGES[report, said], (report, said)
        whole(found)


def test_type_shrinks_by_steps_before_a_second_page_is_taken() -> None:
    plans = {length: fitting.plan(sheet(length, 50, 30)) for length in (60, 180, 230, 260, 500, 800, 2000)}
    sizes = {length: plan.step.size for length, plan in plans.items()}
    assert [sizes[60], sizes[260]] == [12, 10.5], "小四, then down to 五号"
    assert sorted(list(sizes.values())[:4], reverse=True) == list(sizes.values())[:4]
    assert [plan.apart for plan in plans.values()][:5] == [False] * 4 + [True]
    assert sizes[500] == 12, "two pages: no need to shrink"
    assert (plans[800].running, plans[2000].running) == (False, True)


def test_every_word_is_on_the_sheet_in_word_and_its_opinions_hold_together() -> None:
    content = printing.printed(of(3000, 300), MARK, "docx")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        body, header = (package.read(f"word/{name}.xml").decode() for name in ("document", "header1"))
    assert of(3000, 300).report in body
    rows = body.split("<w:tr>")[-3:]
    assert all("<w:cantSplit/>" in row for row in rows)
    assert [("<w:keepNext/>" in row) for row in rows] == [True, True, False]
    assert "（续）" in header
    assert "<w:titlePg/>" in body
