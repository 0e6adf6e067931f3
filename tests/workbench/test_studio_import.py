"""Existing studios from the lists a federation has: foreign headings, dry run, errors by cell, who may."""

from __future__ import annotations

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.cases.numbers import next_number
from lingjun.core.errors import NotYours
from lingjun.studios.actions import importing
from lingjun.studios.models import (
    CriteriaSheet,
    ImportBatch,
    ImportState,
    Studio,
)
from lingjun.workbench.studio_import import columns, mapping, run
from tests.workbench.importing import HEADINGS, book, errors, imported, row, uploaded


def test_a_row_opens_unit_leader_studio_plaque_and_projects(filing: Any) -> None:
    cast = filing.cast
    batch = imported(filing, [row()])
    assert (batch.state, batch.count, batch.refused) == (ImportState.DONE, 1, [])
    studio = Studio.objects.select_related("unit", "leader").get(import_batch=batch)
    assert (studio.case, studio.unit.parent, studio.recommender) == (None, cast.district, cast.district)
    assert (studio.named_on, studio.decision_number) == (datetime.date(2013, 5, 8), "厦工〔2013〕30号")
    leader = studio.leader
    assert (leader.birth, leader.political_status, leader.title) == ("1971-03", "01", "engineering-2")
    assert (leader.skill_grade, leader.phone, studio.leader_honour) == ("technician", "13900000001", "national_model")
    assert list(leader.honours.values_list("year", flat=True)) == [2010, 2008]
    assert [project.title for project in studio.projects.all()] == ["岸桥节能", "防摇改造"]
    assert (studio.composition["total"], studio.plaques.get().number) == (12, "2013-001")
    assert (studio.tenures.get().unit_name, studio.members.get().role) == ("厦门第1机械有限公司", "leader")
    assert CriteriaSheet.objects.filter(studio=studio).exists()
    assert next_number("2013", width=3) == "2013-002", "given numbers are not given out again"
    page = cast.client(cast.city_officer).get(reverse("dossier:studio", args=[studio.pk]))
    assert "林一1劳模创新工作室" in page.content.decode()


def test_dates_wordings_and_two_facts_in_one_cell(filing: Any) -> None:
    for text, day in (("2013.5", (2013, 5, 1)), ("2013年5月", (2013, 5, 1)), ("2013", (2013, 1, 1)),
                      ("2013年／厦工〔2013〕30号", (2013, 1, 1)), ("2013-05-08", (2013, 5, 8))):  # fmt: skip
        [outcome] = run.dry_run(uploaded(filing, [row(命名时间=text, 文号="厦工〔2013〕30号")]))
        assert outcome.new is not None, (text, outcome.errors)
        assert outcome.new.named_on == datetime.date(*day), text
    [outcome] = run.dry_run(uploaded(filing, [row(命名时间="2013年/厦工〔2013〕31号", 文号="")]))
    assert outcome.new is not None
    assert outcome.new.decision_number == "厦工〔2013〕31号"


def test_each_wrong_cell_is_named_by_its_address(filing: Any) -> None:
    for cells, key in (
        ({"领衔劳模": ""}, "leader"), ({"命名时间": "去年"}, "named_on"), ({"命名时间": "2093.5"}, "named_on"),
        ({"推荐工会": "月球区总工会"}, "recommender"), ({"推荐工会": ""}, "recommender"),
        ({"电话": "12345678901"}, "phone"), ({"出生年月": "七十年代"}, "birth"),
        ({"政治面貌": "当员"}, "politics"), ({"牌匾编号": "9" * 21}, "plaque"),
    ):  # fmt: skip
        assert set(errors(filing, **cells)) == {key}, cells
    [outcome] = run.dry_run(uploaded(filing, [row(政治面貌="当员")]))
    assert outcome.error_lines[0][0] == "J2"


def test_what_is_doubtful_is_a_warning(filing: Any) -> None:
    cast = filing.cast
    standing = filing.named("陈海川").studio
    rows = [
        row(1, 名称="精工劳模创新工作室"),
        row(2, 单位名称=cast.port.short_name),
        row(3, 名称="陈海川劳模创新工作室", 领衔劳模="陈海川"),
        row(4, 主要项目="3", 人数="若干"),
        row(5, 名称="陈海川劳模创新工作室", 领衔劳模="陈海川", 单位名称=cast.port.name, 推荐工会="港口产业"),
        row(6, 牌匾编号=standing.plaques.get().number),
        row(7), row(7, 牌匾编号="2013-070"), row(8, 牌匾编号="2013-007"),
    ]  # fmt: skip
    first, second, third, fourth, same, plaque, _, twice, number = run.dry_run(uploaded(filing, rows))
    assert "没有领衔人" in first.warnings["name"]
    assert "会新设在思明区下面" in first.warnings["unit"]
    assert second.new is not None
    assert second.new.recommender_id == cast.industry.pk, "the unit's own union counts"
    assert {"recommender", "unit"} <= set(second.warnings)
    assert "同名" in third.warnings["name"]
    assert fourth.projects == ()
    assert {"projects", "members"} <= set(fourth.warnings)
    assert "已经登记过" in same.errors["name"]
    assert set(plaque.errors) == {"plaque"}
    assert "第 8 行重复" in twice.errors["name"]
    assert "第 8 行的编号重复" in number.errors["plaque"]


def test_counts_that_do_not_add_up_are_said_and_left_out(filing: Any) -> None:
    headings = (*HEADINGS, "男", "女")
    whole = {"人数": "8", "男": "6", "女": "2"}
    rows = [row(1) | whole, row(2) | whole | {"女": "5"}, row(3) | whole | {"人数": ""}]
    good, wrong, summed = run.dry_run(uploaded(filing, rows, headings=headings))
    found = [outcome.new.composition for outcome in (good, wrong, summed) if outcome.new]
    assert found == [{"total": 8, "male": 6, "female": 2}, {"total": 8}, {"total": 8, "male": 6, "female": 2}]
    assert "男 6 加女 5 是 11，不是成员数 8" in wrong.warnings["members"]
    assert "members" not in good.warnings | summed.warnings


def test_the_list_of_refused_rows_comes_back_corrected(filing: Any) -> None:
    """Our own column of remarks is no heading anybody is asked about."""
    rows = [{mapping.WHY: "J2 “当员”认不出来。"} | row(1)]
    table = run.table_of(uploaded(filing, rows, headings=(mapping.WHY, *HEADINGS)))
    assert mapping.WHY not in table.headings.values()
    assert not table.missing


def test_foreign_headings_are_mapped_once_and_remembered(filing: Any) -> None:
    cast = filing.cast
    client = cast.client(cast.city_officer)
    names = {"名称": "室名", "领衔劳模": "劳模", "单位名称": "企业", "推荐工会": "片区"}
    headings = tuple(names.get(heading, heading) for heading in HEADINGS)
    lines = [{names.get(key, key): value for key, value in row(推荐工会="一片").items()}]
    start = reverse("workbench:studio_import")
    answer = client.post(start, {"file": book(lines, headings, title="全市劳模创新工作室一览表")})
    batch = ImportBatch.objects.get()
    assert answer.url == reverse("workbench:studio_import_mapping", args=[batch.pk])
    page = client.get(answer.url)
    form = page.context["form"]
    assert (form.table.head, set(form.table.missing)) == (1, {"工作室名称", "所在单位", "领衔人"})
    wanted = {"室名": "name", "劳模": "leader", "企业": "unit", "片区": "recommender"}
    data = {f"col_{at}": wanted.get(text, form[f"col_{at}"].initial) for at, text in form.table.headings.items()}
    twice = client.post(answer.url, data | {"row": 2, "col_0": "name"})
    assert twice.status_code == 422
    assert client.post(answer.url, data | {"row": 2}).status_code == 302
    trial = client.get(reverse("workbench:studio_import_batch", args=[batch.pk]))
    assert (trial.context["bad"], trial.context["unions_form"].words) == (1, ["一片"])
    client.post(reverse("workbench:studio_import_unions", args=[batch.pk]), {"union_0": cast.district.pk})
    assert client.get(reverse("workbench:studio_import_batch", args=[batch.pk])).context["good"] == 1
    again = client.post(start, {"file": book(lines, headings, title="又一张")})
    second = ImportBatch.objects.exclude(pk=batch.pk).get()
    assert again.url == reverse("workbench:studio_import_batch", args=[second.pk]), "nothing is asked twice"
    assert client.get(again.url).context["good"] == 1


def test_only_the_good_rows_or_none(filing: Any) -> None:
    cast = filing.cast
    client = cast.client(cast.city_officer)
    batch = uploaded(filing, [row(1), row(2, 领衔劳模=""), row(3)])
    commit = reverse("workbench:studio_import_commit", args=[batch.pk])
    client.post(commit, {"which": "all"})
    assert not Studio.objects.exists()
    sheet = openpyxl.load_workbook(
        io.BytesIO(client.get(reverse("workbench:studio_import_errors", args=[batch.pk])).content)
    )
    [head, line] = list(sheet.active.iter_rows(values_only=True))  # type: ignore[union-attr]
    assert (head[0], line[0], line[4]) == ("有什么问题", "H3 请填领衔人。", "林一2劳模创新工作室")
    client.post(commit, {"which": "good"})
    assert set(Studio.objects.values_list("name", flat=True)) == {"林一1劳模创新工作室", "林一3劳模创新工作室"}
    batch.refresh_from_db()
    assert (batch.count, [one["row"] for one in batch.refused]) == (2, [3])
    assert client.post(commit, {"which": "good"}).status_code == 409
    answer = client.post(
        reverse("workbench:studio_import_file", args=[batch.pk]), {"file": book([row(2)])}
    )  # fmt: skip
    assert answer.status_code == 409


def test_a_corrected_list_replaces_the_draft(filing: Any) -> None:
    client = filing.cast.client(filing.cast.city_officer)
    batch = uploaded(filing, [row(1, 领衔劳模="")])
    client.post(reverse("workbench:studio_import_file", args=[batch.pk]), {"file": book([row(1), row(2)])})
    page = client.get(reverse("workbench:studio_import_batch", args=[batch.pk]))
    assert (page.context["good"], page.context["bad"]) == (2, 0)
    client.post(reverse("workbench:studio_import_discard", args=[batch.pk]))
    assert not ImportBatch.objects.exists()


def test_our_own_template_and_summary_come_back(filing: Any) -> None:
    client = filing.cast.client(filing.cast.city_officer)
    filled = openpyxl.load_workbook(io.BytesIO(columns.template()))
    page = filled[columns.SHEET]
    for at, column in enumerate(columns.COLUMNS, start=1):
        text = columns.SAMPLE.get(column.key, "")
        page.cell(row=3, column=at, value=text.replace("2013-05-08", "2013.5"))
    stream = io.BytesIO()
    filled.save(stream)
    answer = client.post(reverse("workbench:studio_import"), {"file": SimpleUploadedFile("表.xlsx", stream.getvalue())})
    trial = client.get(answer.url)
    assert (trial.context["total"], trial.context["good"]) == (1, 1), "the sample row is passed over"


def test_only_city_officers_and_only_their_federation(filing: Any) -> None:
    cast = filing.cast
    for person in ("industry_officer", "port_chair", "administrator", "auditor", "stranger"):
        user = getattr(cast, person)
        assert cast.client(user).get(reverse("workbench:studio_import")).status_code == 403
        with pytest.raises(NotYours):
            importing.open_batch(actor=user, federation=cast.city, upload=book([row()]))
    assert not ImportBatch.objects.exists()


HOSTILE = {
    "program": b"MZ\x90\x00" + b"\x00" * 600,
    "damaged": b"PK\x03\x04" + b"\x07" * 600,
    "empty": b"",
    "page": b"<html><script>alert(1)</script></html>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_files_are_refused_with_words(filing: Any, kind: str) -> None:
    client = filing.cast.client(filing.cast.city_officer)
    upload = SimpleUploadedFile("全市名单.xlsx", HOSTILE[kind])
    answer = client.post(reverse("workbench:studio_import"), {"file": upload})
    assert answer.status_code == 422
    assert not ImportBatch.objects.exists()


def test_a_table_that_is_no_list_is_told_on_the_mapping_page(filing: Any) -> None:
    client = filing.cast.client(filing.cast.city_officer)
    answer = client.post(
        reverse("workbench:studio_import"), {"file": SimpleUploadedFile("乱.csv", "甲,乙\n1,2\n".encode())}, follow=True
    )
    assert answer.status_code == 200
    assert set(answer.context["form"].table.missing) == {"工作室名称", "所在单位", "领衔人"}
    risky = row(1, 备注="=HYPERLINK(1)", 领衔劳模="")
    batch = uploaded(filing, [risky])
    content = client.get(reverse("workbench:studio_import_errors", args=[batch.pk])).content
    cells = [cell for line in openpyxl.load_workbook(io.BytesIO(content)).active for cell in line]  # type: ignore[union-attr]
    assert [cell.data_type for cell in cells if cell.value == "=HYPERLINK(1)"] == ["s"]
