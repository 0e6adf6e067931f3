"""Lists from Excel and into it: what people write is understood, errors name their cell, all come in or none."""

from __future__ import annotations

import datetime
import html
import io
import re
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.audit.models import Entry
from lingjun.studios import actions, sheets
from lingjun.studios.models import Equipment, Expense, Grant
from lingjun.studios.queries import content_of
from lingjun.studios.sheet_values import CellError, number

HEAD = ["种类", "名称", "数量", "原值（元）", "配备日期"]
GOOD = ["办公电脑", "绘图工作站", "２台", "１７,６００元", "二〇一三年三月一日"]


def csv(*rows: list[str], encoding: str = "utf-8-sig", head: list[str] | None = None) -> SimpleUploadedFile:
    words = "\n".join(",".join(f'"{cell}"' for cell in row) for row in (head or HEAD, *rows))
    return SimpleUploadedFile("设施.csv", words.encode(encoding))


def book(*rows: list[Any]) -> SimpleUploadedFile:
    found = openpyxl.Workbook()
    for row in (HEAD, *rows):
        found.active.append(row)  # type: ignore[union-attr]
    stream = io.BytesIO()
    found.save(stream)
    return SimpleUploadedFile("设施.xlsx", stream.getvalue())


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


@pytest.fixture
def client(filing: Any) -> Any:
    return filing.cast.client(filing.cast.port_clerk)


def url(studio: Any, key: str = "equipment", verb: str = "import") -> str:
    return reverse(f"studios:sheet_{verb}", args=[studio.pk, key])


def signed(page: Any) -> str:
    found = re.search(r'name="rows" value="([^"]+)"', page.content.decode())
    assert found, "the dry run offers no import"
    return html.unescape(found[1])


def said(page: Any) -> dict[str, str]:
    """Address to message, as the page shows them."""
    return {a: m for outcome in page.context["outcomes"] for a, m in outcome.messages}


@pytest.mark.parametrize("upload", [csv(GOOD), csv(GOOD, encoding="gb18030"), book(
    ["办公电脑", "绘图工作站", 2, 17600, datetime.date(2013, 3, 1)])], ids=["utf-8", "gb18030", "xlsx"])  # fmt: skip
def test_what_people_write_comes_in(studio: Any, client: Any, upload: Any) -> None:
    upload.seek(0)
    trial = client.post(url(studio), {"file": upload})
    assert said(trial) == {}
    assert not Equipment.objects.exists(), "the dry run keeps nothing"
    assert not Entry.objects.filter(verb__startswith="equipment.").exists()
    answer = client.post(url(studio), {"rows": signed(trial)})
    assert answer.url == reverse("studios:premises", args=[studio.pk])
    line = Equipment.objects.get()
    assert (line.kind, line.quantity, line.value, line.since) == (
        "computers", 2, Decimal(17600), datetime.date(2013, 3, 1),
    )  # fmt: skip
    assert line.created_by == client_user(client)
    assert Entry.objects.filter(verb="sheet.import").get().new["count"] == 1


def client_user(client: Any) -> Any:
    from django.contrib.auth import get_user

    return get_user(type("Request", (), {"session": client.session})())


def test_pasted_cells_come_in(studio: Any, client: Any) -> None:
    words = "\n".join("\t".join(row) for row in (HEAD, GOOD))
    trial = client.post(url(studio), {"paste": words})
    client.post(url(studio), {"rows": signed(trial)})
    assert Equipment.objects.count() == 1


def test_each_wrong_cell_is_named_and_nothing_comes_in(studio: Any, client: Any) -> None:
    rows = [
        GOOD,
        ["电脑", "", "两三台", "-5", "2013年3月"],
        ["办公电脑", "打印机", "1", "900", "2013-02-30"],
    ]
    page = client.post(url(studio), {"file": csv(*rows)})
    told = said(page)
    assert set(told) == {"A3", "B3", "C3", "D3", "E3", "E4"}
    assert "请从列表里选：专业资料、器材工具" in told["A3"]
    assert told["B3"] == "请填名称。"
    assert "请只填数字" in told["C3"]
    assert "要写到日" in told["E3"]
    assert 'name="rows"' not in page.content.decode()
    assert "见 A3、" in page.content.decode()
    assert not Equipment.objects.exists()


def test_a_rule_of_the_model_is_heard_in_the_dry_run(studio: Any, client: Any) -> None:
    page = client.post(url(studio), {"file": csv([*GOOD, "2012-01-01"], head=[*HEAD, "停用日期"])})
    assert said(page) == {"F2": "停用日期早于启用，请核对两个日期。"}


def test_an_exported_list_sent_back_brings_only_what_is_new(studio: Any, client: Any) -> None:
    client.post(url(studio), {"rows": signed(client.post(url(studio), {"file": csv(GOOD)}))})
    sent = b"".join(client.post(url(studio, verb="export")).streaming_content)
    found = openpyxl.load_workbook(io.BytesIO(sent))
    page: Any = found.active
    assert [cell.value for cell in page[2]][:5] == ["办公电脑", "绘图工作站", None, 2, 17600]
    page.append(["实验仪器", "测振仪", None, 1, 12800, "2013.4.8"])
    stream = io.BytesIO()
    found.save(stream)
    trial = client.post(url(studio), {"file": SimpleUploadedFile("x.xlsx", stream.getvalue())})
    assert [outcome.same for outcome in trial.context["outcomes"]] == [True, False]
    client.post(url(studio), {"rows": signed(trial)})
    assert sorted(Equipment.objects.values_list("name", flat=True)) == ["测振仪", "绘图工作站"]


def test_pressed_twice_it_comes_in_once(studio: Any, client: Any) -> None:
    rows = signed(client.post(url(studio), {"file": csv(GOOD, ["办公电脑", "打印机", "1", "", "2013-03-01"])}))
    assert client.post(url(studio), {"rows": rows}).status_code == 302
    again = client.post(url(studio), {"rows": rows})
    assert (again.status_code, Equipment.objects.count()) == (409, 2)


def test_the_signed_rows_are_one_persons_for_one_list(filing: Any, studio: Any, client: Any) -> None:
    rows = signed(client.post(url(studio), {"file": csv(GOOD)}))
    chair = filing.cast.client(filing.cast.port_chair)
    assert chair.post(url(studio), {"rows": rows}).status_code == 409
    assert client.post(url(studio, "premises"), {"rows": rows}).status_code == 409
    assert client.post(url(studio), {"rows": rows[:-3] + "abc"}).status_code == 409
    other = filing.named("黄秀兰").studio
    assert client.post(url(other), {"rows": rows}).status_code == 409
    assert not Equipment.objects.exists()


def test_what_became_wrong_meanwhile_keeps_all_out(studio: Any, client: Any, monkeypatch: Any) -> None:
    rows = signed(client.post(url(studio), {"file": csv(GOOD, ["办公电脑", "打印机", "1", "", "2013-03-01"])}))

    def fails(line: Any) -> None:
        from django.core.exceptions import ValidationError

        if line.name == "打印机":
            raise ValidationError({"name": "不行。"})

    monkeypatch.setattr(Equipment, "clean", fails)
    page = client.post(url(studio), {"rows": rows})
    assert said(page) == {"B3": "不行。"}
    assert not Equipment.objects.exists()


@pytest.mark.parametrize(
    ("upload", "reason"),
    [
        (SimpleUploadedFile("x.xlsx", b"MZ\x00\x00"), "程序"),
        (SimpleUploadedFile("x.xlsx", b""), "空文件"),
        (SimpleUploadedFile("x.csv", "甲,乙\n1,2".encode()), "没有找到表头"),
        (csv(), "没有填任何内容"),
        (csv(["办公电脑", "机"], head=["种类", "名称"]), "表头少了：配备日期"),
        (csv(*([GOOD] * 501)), "一次最多 500 行"),
        (None, "请选填好的表"),
    ],
    ids=["program", "empty", "no-list", "no-rows", "lacks-column", "too-many", "nothing"],
)
def test_what_is_no_such_list_is_refused_beside_the_field(studio: Any, client: Any, upload: Any, reason: str) -> None:
    if upload is not None:
        upload.seek(0)
    page = client.post(url(studio), {"file": upload} if upload is not None else {})
    assert page.status_code == 422
    assert reason in page.content.decode()


def test_who_may(filing: Any, studio: Any) -> None:
    cast = filing.cast
    for person, verbs in {
        "port_liaison": {"import": 200, "template": 200, "export": 200},
        "industry_officer": {"import": 403, "template": 200, "export": 200},
        "grid_clerk": {"import": 404, "template": 404, "export": 404},
    }.items():
        client = cast.client(getattr(cast, person))
        for verb, status in verbs.items():
            answer = client.post(url(studio, verb=verb)) if verb == "export" else client.get(url(studio, verb=verb))
            assert answer.status_code == status, (person, verb)
            if answer.streaming:
                assert b"".join(answer.streaming_content)
        assert client.get(url(studio, "nothing")).status_code == (404 if person != "industry_officer" else 403)


def test_every_list_takes_back_its_own_template_and_export(filing: Any, studio: Any, client: Any) -> None:
    """For each registered list: sample and headings of the template are understood by its own form."""
    for key, listing in sheets._SHEETS.items():
        columns = listing.columns(studio, content_of(studio))
        fields = listing.form(studio=studio, content=content_of(studio)).fields
        assert {column.key for column in columns} <= set(fields), key
        assert set(listing.sample) <= {column.key for column in columns}, key
        template = b"".join(client.get(url(studio, key, "template")).streaming_content)
        page: Any = openpyxl.load_workbook(io.BytesIO(template)).worksheets[0]
        assert [cell.value for cell in page[1]] == [column.label for column in columns]
        page = client.post(url(studio, key), {"file": SimpleUploadedFile("t.xlsx", template)})
        assert "没有填任何内容" in page.content.decode(), f"{key}: the sample row comes in"


def test_formulas_stay_words(studio: Any, client: Any) -> None:
    evil = '=HYPERLINK("http://192.0.2.1","x")'
    trial = client.post(url(studio), {"file": csv(["办公电脑", evil.replace('"', '""'), "1", "", "2013-03-01"])})
    client.post(url(studio), {"rows": signed(trial)})
    assert Equipment.objects.get().name == evil
    sent = b"".join(client.post(url(studio, verb="export")).streaming_content)
    cell: Any = openpyxl.load_workbook(io.BytesIO(sent)).active["B2"]  # type: ignore[index]
    assert (cell.data_type, cell.value) == ("s", evil)


def test_a_grant_named_twice_is_refused_with_the_reason(filing: Any, studio: Any, client: Any) -> None:
    clerk = filing.cast.port_clerk
    for day in (1, 2):
        values = {"year": 2013, "source": "unit", "amount": 1000, "received_on": datetime.date(2013, 2, day)}
        actions.add(actor=clerk, studio_id=studio.pk, model=Grant, values=values)
    head = ["日期", "从哪笔经费", "用途", "事项", "金额（元）"]
    row = ["2013-03-01", "2013 年单位专项经费", "设备采购", "测振仪", "0.3万元"]
    page = client.post(url(studio, "expenses"), {"file": csv(row, head=head)})
    assert "有 2 个“2013 年单位专项经费”" in said(page)["B2"]
    row[1] = "2013年单位专项经费（2013-02-02）"
    trial = client.post(url(studio, "expenses"), {"file": csv(row, head=head)})
    client.post(url(studio, "expenses"), {"rows": signed(trial)})
    line = Expense.objects.get()
    assert (line.amount, line.grant.received_on.day) == (Decimal(3000), 2)
    assert "超支 2,000.00 元" in line.warning


@pytest.mark.parametrize(
    ("text", "value"),
    [("86 平方米", "86"), ("１，２００．５０元", "1200.50"), ("12.5万元", "125000"), ("¥900", "900"), ("约3台", "3"),
     ("2千万", "20000000"), ("-5", "-5")],
)  # fmt: skip
def test_numbers_as_people_write_them(text: str, value: str) -> None:
    assert number(text) == value


@pytest.mark.parametrize("text", ["3-5台", "12,34", "一百", "3.5.6", "无", "1e9x9"])
def test_numbers_nobody_can_be_sure_of_are_refused(text: str) -> None:
    with pytest.raises(CellError):
        number(text)


def test_many_rows_compute_the_criteria_once(studio: Any, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from lingjun.studios.criteria import sheet

    asked: list[int] = []
    monkeypatch.setattr(sheet, "refresh", lambda one: asked.append(one.pk))
    rows = [["办公电脑", f"机{number}", "1", "", "2013-03-01"] for number in range(20)]
    trial = client.post(url(studio), {"file": csv(*rows)})
    assert asked == []
    client.post(url(studio), {"rows": signed(trial)})
    assert (asked, Equipment.objects.count()) == ([studio.pk], 20)


def test_a_kind_merged_over_several_rows_is_that_of_each_and_said_once(client: Any, studio: Any) -> None:
    found = openpyxl.Workbook()
    page: Any = found.active
    for row in (HEAD, GOOD, ["", "三维打印机", "1", "9000", ""], ["", "扫描仪", "1", "800", ""]):
        page.append(row)
    for one in ("A2:A4", "E2:E4"):
        page.merge_cells(one)
    stream = io.BytesIO()
    found.save(stream)
    trial = client.post(url(studio), {"file": SimpleUploadedFile("设施.xlsx", stream.getvalue()), "paste": ""})
    assert trial.content.decode().count("A2:A4、E2:E4 是合并单元格，按同一个值读入。") == 1
    assert client.post(url(studio), {"rows": signed(trial)}).status_code == 302
    lines = Equipment.objects.filter(studio=studio).values_list("kind", "since")
    assert len(lines) == 3
    assert len(set(lines)) == 1
