"""What leaves the system: the sheet at each stage, the table of a round, many sheets in one zip, the job that opens."""

from __future__ import annotations

import io
import zipfile
from typing import Any
from urllib.parse import quote

import openpyxl
import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from lingjun.appraisal import actions
from lingjun.appraisal.models import Appraisal
from lingjun.appraisal.papers import current, printing, summary
from lingjun.cases.actions import return_for_changes
from lingjun.cases.models import Case
from lingjun.cases.queries import with_course
from lingjun.core.jobs import run_next
from tests.appraising import REPORT, Appraising
from tests.routes.world import scan

PORT = "/appraisal/{}/"


def loaded(case: Any) -> Case:
    return with_course(Case.objects.all()).select_related("appraisal__studio__leader").get(pk=case.pk)


def test_the_sheet_prints_at_each_stage_and_hides_what_is_not_published(appraising: Appraising) -> None:
    case = loaded(appraising.graded("rectify"))
    below, mark = current.paper_of(case, held=False)
    assert (mark.version, len(mark.digest)) == (1, 12)
    assert below.unit.text == "本年度活动正常开展，作用发挥较好。"
    assert below.union.text == "经复核，情况属实。"
    assert (below.city.text, below.grade) == ("", "")
    above, _ = current.paper_of(case, held=True)
    assert above.grade == "整改"
    for paper in (below, above):
        assert printing.printed(paper, mark, "pdf").startswith(b"%PDF")
        with zipfile.ZipFile(io.BytesIO(printing.printed(paper, mark, "docx"))) as word:
            body = word.read("word/document.xml").decode()
    assert "陈海川劳模创新工作室" in body
    assert "整改" in body
    assert REPORT in body


def test_everybody_prints_what_they_may_know(appraising: Appraising) -> None:
    case, cast = appraising.graded("excellent"), appraising.cast
    url = f"/appraisal/{case.number}/form.docx"

    def words(person: Any) -> str:
        content = cast.client(person).get(url).content
        return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()

    assert "优秀" in words(cast.city_officer)
    assert "优秀" not in words(cast.industry_officer)
    assert "优秀" not in words(cast.port_chair)
    assert cast.client(cast.grid_chair).get(url).status_code == 404


def test_a_stamped_sheet_of_an_older_version_is_refused(appraising: Appraising) -> None:
    case, cast = appraising.submitted(), appraising.cast
    old = scan(case)
    return_for_changes(actor=cast.port_chair, case_id=case.pk, reason="请补写成效。", sections=["report"])
    actions.submit_report(actor=cast.port_clerk, case_id=case.pk)
    client = cast.client(cast.port_clerk)
    page = client.post(f"/appraisal/{case.number}/stamped/", {"file": SimpleUploadedFile("盖章件.png", old)})
    assert page.status_code == 422
    assert "综合鉴定表已改到第 2 版" in page.content.decode()
    case.refresh_from_db()
    done = client.post(f"/appraisal/{case.number}/stamped/", {"file": SimpleUploadedFile("盖章件.png", scan(case))})
    assert done.status_code == 302
    assert case.stamped_copies.get().result == "matched"


def test_the_table_of_a_round_tells_each_reader_what_they_may_know(appraising: Appraising) -> None:
    case, cast = appraising.graded("excellent"), appraising.cast

    def row(user: Any) -> dict[str, Any]:
        stream = io.BytesIO()
        summary.write(stream, user=user, cases=Case.objects.filter(pk=case.pk), on_row=lambda: None)
        lines = list(openpyxl.load_workbook(stream).active.values)
        return dict(zip(lines[1], lines[2], strict=True))

    city, union = row(cast.city_officer), row(cast.industry_officer)
    assert (city["等次"], city["备注"]) == ("优秀", "待公布")
    assert (union["等次"], union["备注"]) == (None, None)
    assert union["单位综合鉴定"] == "本年度活动正常开展，作用发挥较好。"
    assert union["活动次数"] == 0
    assert {"节约成本（元）", "新增利润（元）"} <= set(union), "one column for each basis"


def test_the_summary_can_be_read_on_one_a4_across(appraising: Appraising) -> None:
    stream = io.BytesIO()
    cases = Case.objects.filter(pk=appraising.at_union().pk)
    summary.write(stream, user=appraising.cast.city_officer, cases=cases, on_row=lambda: None)
    sheet = openpyxl.load_workbook(stream).active
    setup, printed = sheet.page_setup, sheet.print_area.split("!")[1].replace("$", "").split(":")
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth or 1, setup.fitToHeight) == (1, 0), "one sheet wide, as many long as there are rows"
    assert sheet.print_title_rows == "$2:$2"
    assert str(appraising.round.year) in sheet["A1"].value
    last = openpyxl.utils.cell.coordinate_from_string(printed[1])[0]
    columns = [row[0] for row in sheet.iter_cols(min_row=2, max_row=2, values_only=True)]
    shown = columns[: openpyxl.utils.column_index_from_string(last)]
    assert {"等次", "文号", "备注", "经济效益", "单位综合鉴定"} <= set(shown)
    assert "节约成本（元）" in set(columns) - set(shown), "amounts to calculate with, not printed"
    wide = sum(column.width + 0.71 for column in summary.PRINTED)  # 150 letters of 11 points fill an A4 across
    assert 11 * 150 / wide > 6.5, "points of a letter once the columns are brought to one page's width"
    assert sheet.row_dimensions[3].height > 15, "a name broken over two lines has room for both"


def test_the_round_is_exported_and_printed_from_the_list(appraising: Appraising) -> None:
    case, cast = appraising.at_union(), appraising.cast
    client = cast.client(cast.city_officer)
    answer = client.post(f"/cases/export/?round={appraising.round.pk}")
    assert quote("年度考核汇总表") in answer.headers["Content-Disposition"]
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert sheet.title == "年度考核汇总表"
    client.post(f"/cases/print/?round={appraising.round.pk}", {"form": "docx"})
    while (job := run_next()) is not None and job.kind != "workbench.print":
        continue
    assert job is not None
    job.refresh_from_db()
    with job.result_file.content.open("rb") as file, zipfile.ZipFile(file) as package:
        assert package.namelist() == [f"港口产业/{case.number} {case.subject_name}.docx"]


def test_many_studios_are_opened_by_a_job_that_may_run_twice(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lingjun.appraisal.actions.opening.AT_ONCE", 1)
    year = Appraising(filing, ("陈海川", "黄秀兰", "林秋月"))
    count, job = actions.open_for_all(actor=year.cast.city_officer, round=year.round)
    assert (count, job.total) == (0, 3)
    studio = year.studios[0]
    actions.open_one(actor=year.cast.city_officer, round_id=year.round.pk, studio_id=studio.pk)
    while (done := run_next()) is not None and done.kind != actions.OPEN:
        continue
    done.refresh_from_db()
    assert done.message == "开具 2 件综合鉴定。"
    assert Appraisal.objects.count() == 3


ROWS = [
    ["活动", "17 次，参加 97 人次，外单位 4 人次"], ["年度计划", "12 项，完成 11 项"],
    ["创新（攻关）项目", "3 项：试运行 1，已验收 1，已推广应用 1"],
    ["成果", "3 项：实用新型专利 1，QC 成果 1，合理化建议 1"],
    ["经济效益（不同口径不相加）", "节约成本 41.5 万元"], ["推广应用", "0 处"], ["师带徒", "在带 4 对，出师 2 人"],
    ["职工成长", "2 人次"], ["经费到账", "单位专项经费 20.0 万元"], ["经费支出", "10.0 万元"],
    ["团队", "17 人，比年初多 1 人"],
    ["“七个有”", "达到 6 个，未达到：制度"],
]  # fmt: skip


def sheet(report: int, others: int, opinion: int) -> Any:
    from lingjun.appraisal.paper import AppraisalPaper, Said

    words = (REPORT * 200)[:report]
    said = Said((REPORT * 20)[:opinion], "2026-11-22")
    return AppraisalPaper(
        year=2026, studio_name="陈海川劳模创新工作室", plaque="2013-001", unit_name="厦门鹭港集装箱码头有限公司",
        recommender="厦门市港口产业工会", leader="陈海川", honour="全国劳动模范", rows=ROWS, until="2026-11-22",
        report=words, problems=(REPORT * 100)[:others], next_year=(REPORT * 100)[:others], unit=said, union=said,
        city=said, grade="优秀",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lengths", "pages"),
    [((0, 0, 0), {1}), ((9, 1, 3), {1}), ((140, 48, 30), {1}), ((180, 70, 60), {1}), ((5000, 3000, 500), {8, 9, 10})],
    ids=["blank", "short", "ordinary", "full", "longest"],
)
def test_the_sheet_is_one_page_while_its_words_are_of_ordinary_length(
    lengths: tuple[int, int, int], pages: set[int]
) -> None:
    from lingjun.appraisal.paper import Mark

    content = printing.printed(sheet(*lengths), Mark("KH-2026-0001", 1, "57C1156913CB"), "pdf")
    assert len(pypdfium2.PdfDocument(content)) in pages


def test_short_figures_share_a_row_and_none_changes_its_place() -> None:
    from lingjun.appraisal.papers.printing import words

    laid = words.laid(ROWS)
    assert [row for pair in laid for row in pair] == ROWS
    assert [[label for label, _ in pair] for pair in laid if len(pair) == 2] == [
        ["推广应用", "师带徒"],
        ["经费支出", "团队"],
    ]


def test_boxes_of_opinions_in_word_share_what_one_page_leaves_over() -> None:
    from lingjun.appraisal.papers.printing import fitting

    blank, ordinary, longest = (
        fitting.plan(sheet(*lengths)) for lengths in ((0, 0, 0), (140, 48, 30), (5000, 3000, 500))
    )
    assert fitting.LOWEST <= min(ordinary.said) < min(blank.said) <= fitting.HIGHEST < min(longest.said)
    assert (blank.apart, ordinary.apart, longest.apart) == (False, False, True)
