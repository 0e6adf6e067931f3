"""The roster from Excel: template, dry run with addresses, paste with and without headings, import."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.core.errors import Refused
from lingjun.creation.content import Content
from lingjun.creation.models import Application
from lingjun.creation.papers import roster

HEAD = ["姓名", "性别", "出生年月", "政治面貌", "文化程度", "职称", "技能等级", "分工"]
GOOD = ["林小满", "女", "1985.06", "群众", "大学本科", "工程师", "", "骨干"]


def book(*rows: list[Any]) -> bytes:
    page = openpyxl.Workbook()
    sheet = page.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    stream = io.BytesIO()
    page.save(stream)
    return stream.getvalue()


def remarks(trial: roster.Trial) -> list[tuple[str, str]]:
    return [(remark.address, remark.tone) for row in trial.rows for remark in row.remarks]


def test_the_template_has_drop_downs_and_a_sample_row_that_is_never_imported():
    stream = io.BytesIO()
    roster.template(stream)
    sheet = openpyxl.load_workbook(io.BytesIO(stream.getvalue())).worksheets[0]
    assert [cell.value for cell in sheet[1]] == HEAD
    assert str(sheet["A2"].value).startswith("示例：")
    assert {str(rule.sqref).split(":")[0] for rule in sheet.data_validations.dataValidation} == {
        "B2", "D2", "E2", "F2", "G2", "H2",
    }  # fmt: skip
    with pytest.raises(Refused, match="没有名单"):
        roster.read_file(stream.getvalue(), leader="")


def test_each_wrong_cell_is_named_by_its_address():
    trial = roster.read_file(
        book(
            ["厦门某单位成员名单"],
            HEAD,
            GOOD,
            ["许文龙", "南", "70.8", "当员", "", "总工", "五星", ""],
            ["郑雅婷", "女", "1979年10月", "中共党员", "大专", "", "", "队长"],
            ["林小满", "女", "1990.1", "群众", "大专", "", "", ""],
        ),
        leader="",
    )
    assert remarks(trial) == [
        ("E4", "bad"), ("C4", "bad"), ("B4", "bad"), ("D4", "bad"), ("G4", "bad"), ("F4", "warn"),
        ("第 6 行", "warn"),
    ]  # fmt: skip
    assert trial.words == "试读 4 行，3 行可以导入；1 行有问题，见 E4、C4、B4、D4、G4。"
    assert [row.name for row in trial.good] == ["林小满", "郑雅婷", "林小满"]
    assert trial.rows[2].row.role == ""


def test_a_number_that_may_have_lost_its_zero_is_pointed_at():
    trial = roster.read_file(book(HEAD, ["林小满", "女", 1978.1, "群众", "大专", "", "", ""]), leader="")
    assert remarks(trial) == [("C2", "warn")]
    assert "如是 10 月请改成 1978.10" in trial.rows[0].remarks[0].message
    assert trial.rows[0].row.birth == "1978-01"


def test_columns_may_stand_in_any_order_and_others_are_told():
    trial = roster.read_file(
        book(
            ["工号", "学历", "性别", "姓 名", "出生日期", "政治面貌（必填）"],
            ["7", "本科", "男", "甲乙", "1980-02-03", "团员"],
        ),
        leader="",
    )
    [row] = trial.rows
    assert (row.row.name, row.row.education, row.row.birth, row.row.political_status) == (
        "甲乙", "本科", "1980-02-03", "团员",
    )  # fmt: skip
    assert "没有用到：工号（A1）。" in trial.told


def test_the_leader_is_not_counted_twice():
    trial = roster.read_file(book(HEAD, ["陈 海川", "男", "1971.3", "党员", "本科", "", "", ""], GOOD), leader="陈海川")
    assert [row.row.name for row in trial.rows] == ["林小满"]
    assert any("没有重复放进名单" in line for line in trial.told)


def test_paste_without_headings_is_told_by_content():
    trial = roster.read_text("群众\t1985.06\t林小满\t女\n党员\t1990.2\t许文龙\t男\n", leader="")
    assert [(row.row.name, row.row.gender, row.row.birth) for row in trial.rows] == [
        ("林小满", "女", "1985-06"), ("许文龙", "男", "1990-02"),
    ]  # fmt: skip
    assert "没有表头，按内容认作" in trial.told[0]


@pytest.mark.parametrize("text", ["", "\n\n", "a\tb\nc\td", "1\t2\t3\n4\t5\t6"])
def test_what_is_no_roster_is_refused_with_what_to_do(text):
    with pytest.raises(Refused):
        roster.read_text(text, leader="")


def test_what_was_exported_can_be_imported_again(filing, cast):
    content = filing.content(members=4)
    content.roster[0].role = "联络员"
    stream = io.BytesIO()
    roster.export(stream, content, title="名单")
    again = roster.read_file(stream.getvalue(), leader="陈海川")
    assert [row.row for row in again.rows] == content.roster


@pytest.fixture
def case(filing: Any) -> Any:
    return filing.draft()


def upload(*rows: list[Any], name: str = "名册.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, book(*rows))


def names(case: Any) -> list[str]:
    return [row.name for row in Content.from_dict(Application.objects.get(case=case).content).roster]


BAD = ["许文龙", "男", "1970.8", "当员", "大专", "", "", ""]


def test_nothing_is_saved_by_a_dry_run_and_only_the_good_rows_after_a_yes(cast, case):
    client = cast.client(cast.port_clerk)
    before = names(case)
    answer = client.post(reverse("creation:roster_trial", args=[case.number]), {"file": upload(HEAD, GOOD, BAD)})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "试读 2 行，1 行可以导入；1 行有问题，见 D3。" in page
    assert "只导入没有问题的 1 行" in page
    assert 'class="cell-bad"' in page
    assert names(case) == before
    take = reverse("creation:roster_take", args=[case.number])
    rows, revision = answer.context["rows_json"], answer.context["revision"]
    assert client.post(take, {"rows": rows, "mode": "append", "revision": revision}).status_code == 302
    assert names(case) == [*before, "林小满"]
    assert client.post(take, {"rows": rows, "mode": "replace", "revision": revision}).status_code == 409
    revision = Application.objects.get(case=case).section_revisions["roster"]["revision"]
    assert client.post(take, {"rows": rows, "mode": "replace", "revision": revision}).status_code == 302
    assert names(case) == ["林小满"]


@pytest.mark.parametrize("rows", ["", "{}", "[1]", "nonsense", "[" * 5000, '[{"name": 3}]', '[{"x": "y"}]'])
def test_broken_rows_save_nothing(cast, case, rows):
    before = names(case)
    client = cast.client(cast.port_clerk)
    answer = client.post(reverse("creation:roster_take", args=[case.number]), {"rows": rows, "mode": "replace"})
    assert answer.status_code == 422
    assert names(case) == before


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 damaged", b"%PDF-1.4", b"\x00" * 100, b"a;b\n1;2\n"])
def test_what_is_no_table_is_refused_with_the_reason(cast, case, content):
    client = cast.client(cast.port_clerk)
    answer = client.post(
        reverse("creation:roster_trial", args=[case.number]), {"file": SimpleUploadedFile("名册.xlsx", content)}
    )
    assert answer.status_code == 422
    assert "note bad" in answer.content.decode()


def test_csv_of_both_encodings_is_read(cast, case):
    client = cast.client(cast.port_clerk)
    text = ",".join(HEAD) + "\n" + ",".join(GOOD) + "\n"
    for encoding in ("utf-8-sig", "gb18030"):
        file = SimpleUploadedFile("名册.csv", text.encode(encoding))
        answer = client.post(reverse("creation:roster_trial", args=[case.number]), {"file": file})
        assert "试读 1 行，1 行可以导入。" in answer.content.decode()


def test_pasting_into_the_grid_answers_rows(cast, case):
    client = cast.client(cast.port_clerk)
    url = reverse("creation:roster_paste", args=[case.number])
    data = client.post(url, {"text": "姓名\t性别\n林小满\t女\n"}).json()
    assert data["rows"][0] | {"name": "", "gender": ""} == {
        "name": "", "gender": "", "birth": "", "political_status": "", "education": "", "title": "", "skill_grade": "",
        "role": "成员",
    }  # fmt: skip
    assert client.post(url, {"text": "x"}).status_code == 422
    assert client.post(url, {"text": "甲乙\t女\n" * 100_000}).status_code == 422


@pytest.mark.parametrize("name", ["roster_trial", "roster_take", "roster_paste"])
def test_who_may_bring_a_roster(cast, case, name):
    url = reverse(f"creation:{name}", args=[case.number])
    for who, status in (("industry_officer", 403), ("grid_clerk", 404), ("stranger", 404)):
        assert (
            cast.client(getattr(cast, who)).post(url, {"text": "姓名\t性别\n甲乙\t女", "rows": "[]"}).status_code
            == status
        )
    assert cast.client(cast.grid_clerk).get(reverse("creation:roster_export", args=[case.number])).status_code == 404
    assert cast.client(cast.port_clerk).get(reverse("creation:roster_export", args=[case.number])).status_code == 200
    assert cast.client(cast.port_clerk).get(reverse("creation:roster_template")).status_code == 200
