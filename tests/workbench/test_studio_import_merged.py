"""A city's list with merged cells: each row has what the people who made it meant, and the dry run says so once."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch, Studio
from lingjun.workbench.studio_import import run
from tests.documents.office import needs_office, resave
from tests.workbench.importing import HEADINGS, row

SAME = "B3:B5、E3:E5、F3:F5 是合并单元格，按同一个值读入。"


def merged_list(lines: list[dict[str, str]], *ranges: str) -> bytes:
    """A title over all columns, the headings, the lines; what a range covers is emptied, as merging does."""
    book = openpyxl.Workbook()
    page: Any = book.active
    page.append(["全市劳模创新工作室名单"])
    page.append(list(HEADINGS))
    for line in lines:
        page.append(list(line.values()))
    page.merge_cells("A1:P1")
    for one in ranges:
        page.merge_cells(one)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def batch_of(filing: Any, content: bytes, name: str = "名单.xlsx") -> ImportBatch:
    cast = filing.cast
    upload = SimpleUploadedFile(name, content)
    return importing.open_batch(actor=cast.city_officer, federation=cast.city, upload=upload)


def page_of(filing: Any, batch: ImportBatch) -> str:
    officer = filing.cast.client(filing.cast.city_officer)
    return str(officer.get(reverse("workbench:studio_import_batch", args=[batch.pk])).content.decode())


THREE = ("B3:B5", "E3:E5", "F3:F5")
"""Union, day and number of the decision of three studios, once for all of them."""


def test_union_day_and_number_over_three_rows_are_those_of_each(filing: Any) -> None:
    batch = batch_of(filing, merged_list([row(1), row(2), row(3)], *THREE))
    outcomes = run.dry_run(batch)
    assert [(one.errors, one.number) for one in outcomes] == [({}, 3), ({}, 4), ({}, 5)]
    page = page_of(filing, batch)
    assert page.count(SAME) == 1
    assert "试读 3 行" in page
    assert page.count("是合并单元格") == 1, "once, not cell by cell"
    batch = importing.begin(actor=filing.cast.city_officer, batch_id=batch.pk)
    run.commit(actor=filing.cast.city_officer, batch=batch, outcomes=outcomes, only_good=False)
    made = Studio.objects.filter(import_batch=batch)
    assert set(made.values_list("recommender", "decision_number")) == {(filing.cast.district.pk, "厦工〔2013〕30号")}
    assert made.count() == 3


@needs_office
@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_the_same_list_saved_by_another_program(filing: Any, kind: str) -> None:
    given = merged_list([row(1), row(2), row(3)], *THREE)
    saved = resave({"list.xlsx": given}, kind)["list.xlsx"]
    assert saved != given
    batch = batch_of(filing, saved, f"名单.{kind}")
    assert [one.errors for one in run.dry_run(batch)] == [{}, {}, {}]
    assert page_of(filing, batch).count(SAME) == 1


def test_one_studio_over_several_rows_is_one_with_several_projects(filing: Any) -> None:
    second = row(1, 主要项目="吊具防摇", 人数="15人")
    batch = batch_of(filing, merged_list([row(1), second, row(2)], "D3:D4", "G3:G4", "H3:H4", "B3:B4"))
    outcomes = run.dry_run(batch)
    assert [(one.number, one.errors) for one in outcomes] == [(3, {}), (5, {})]
    assert outcomes[0].projects == ("岸桥节能", "防摇改造", "吊具防摇")
    page = page_of(filing, batch)
    assert "第 3 至 4 行合并了名称，算一个工作室，项目并在一起，C4、M4 没有读入。" not in page
    assert "第 3 至 4 行合并了名称，算一个工作室，项目并在一起，M4 没有读入。" in page


def test_merged_and_empty_is_said_once_beside_what_is_missing(filing: Any) -> None:
    lines = [row(1, 领衔劳模=""), row(2, 领衔劳模="")]
    batch = batch_of(filing, merged_list(lines, "H3:H4"))
    assert [one.errors for one in run.dry_run(batch)] == [{"leader": "请填领衔人。"}] * 2
    assert page_of(filing, batch).count("H3:H4 是合并单元格，里面没有内容。") == 1


def test_the_rows_left_out_come_back_whole(filing: Any) -> None:
    lines = [row(1, 命名时间="说不清"), row(2), row(3)]
    batch = batch_of(filing, merged_list(lines, *THREE))
    officer = filing.cast.client(filing.cast.city_officer)
    answer = officer.get(reverse("workbench:studio_import_errors", args=[batch.pk]))
    page: Any = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    heading, *rest = page.values
    unions = [line[heading.index("推荐工会")] for line in rest]
    assert unions == [row(1)["推荐工会"]] * 3
