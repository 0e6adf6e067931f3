"""汇总表, targets and many forms in one zip: content, rights, jobs."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import openpyxl
import pytest
from django.urls import reverse

from lingjun.audit.models import Entry
from lingjun.core.jobs import run_next
from lingjun.core.models import Job, JobStatus
from lingjun.workbench.views import cases as views

EXPORT, PRINT = "/cases/export/", "/cases/print/"


def sheet(content: bytes) -> list[dict[str, Any]]:
    """Rows below the title row and the headings."""
    page = openpyxl.load_workbook(io.BytesIO(content)).active
    assert page is not None
    lines = list(page.iter_rows(values_only=True))
    assert "汇总表（" in str(lines[0][0])
    return [dict(zip(map(str, lines[1]), line, strict=True)) for line in lines[2:]]


def exported(client: Any, query: str = "") -> list[dict[str, Any]]:
    response = client.post(EXPORT + query)
    assert response.status_code == 200
    return sheet(b"".join(response.streaming_content))


def test_the_summary_table_says_what_the_form_says(filing: Any) -> None:
    cast = filing.cast
    filing.named("陈海川")
    filing.submitted("黄秀兰")
    rows = exported(cast.client(cast.city_officer), "?q=chc")
    assert len(rows) == 1
    row = rows[0]
    assert row["序号"] == 1
    assert row["推荐单位"] == cast.industry.name
    assert row["工作室名称"] == "陈海川劳模创新工作室"
    assert row["工作室编号"]
    assert row["文号"] == "厦工〔2026〕8号"
    assert row["统一社会信用代码"] == cast.port.credit_code
    assert (row["领衔人"], row["性别"], row["出生年月"], row["最高荣誉"]) == ("陈海川", "男", "1971.3", "全国劳动模范")
    assert (row["成员数"], row["男"], row["女"]) == (4, 3, 1)
    assert row["电话"] == "13900000001"
    entry = Entry.objects.get(verb="case.export")
    assert entry.new["count"] == 1


def test_phones_and_birthdays_are_masked_for_who_needs_them_not(filing: Any) -> None:
    filing.submitted()
    [row] = exported(filing.cast.client(filing.cast.auditor))
    assert row["电话"] == "139****0001"
    assert row["出生年月"] == "1971年"


def test_no_export_tells_what_is_not_published(filing: Any) -> None:
    cast = filing.cast
    filing.held("陈海川")
    for person in ("industry_officer", "port_clerk", "administrator", "auditor"):
        [row] = exported(cast.client(getattr(cast, person)))
        assert row["状态"] == "待市总工会审核"
        assert not row["备注"]
        assert "同意" not in "".join(map(str, row.values()))
    [row] = exported(cast.client(cast.city_officer))
    assert row["备注"] == "已同意，待公布"


def test_strangers_export_an_empty_table(filing: Any) -> None:
    filing.submitted()
    assert exported(filing.cast.client(filing.cast.stranger)) == []
    assert filing.cast.client(filing.cast.city_officer).get(EXPORT).status_code == 405


def test_a_large_export_is_a_job_with_its_file(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = filing.cast
    monkeypatch.setattr(views, "AT_ONCE", 1)
    filing.submitted("陈海川")
    filing.submitted("黄秀兰")
    client = cast.client(cast.city_officer)
    response = client.post(EXPORT)
    job = Job.objects.get()
    assert response.url == reverse("core:job", args=[job.pk])
    assert "排队中" in client.get(response.url).content.decode()
    run_next()
    job.refresh_from_db()
    assert (job.status, job.done, job.total, job.message) == (JobStatus.DONE, 2, 2, "共 2 件。")
    file = client.get(reverse("core:job_file", args=[job.pk]))
    assert {row["领衔人"] for row in sheet(b"".join(file.streaming_content))} == {"陈海川", "黄秀兰"}


def test_the_job_asks_for_rights_when_it_runs(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = filing.cast
    monkeypatch.setattr(views, "AT_ONCE", 0)
    filing.submitted()
    cast.client(cast.city_officer).post(EXPORT)
    cast.city_officer.appointments.update(ended_on="2020-01-01")
    run_next()
    job = Job.objects.get()
    assert (job.status, job.message) == (JobStatus.DONE, "共 0 件。")


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_all_forms_of_a_filter_as_one_zip(filing: Any, form: str) -> None:
    cast = filing.cast
    one, two = filing.submitted("陈海川"), filing.held("黄秀兰")
    filing.draft("林秋月")
    client = cast.client(cast.industry_officer)
    response = client.post(f"{PRINT}?round={filing.round.pk}", {"form": form})
    run_next()
    job = Job.objects.get()
    assert (job.status, job.message) == (JobStatus.DONE, "打印 2 份。"), job.message
    assert response.url == reverse("core:job", args=[job.pk])
    file = client.get(reverse("core:job_file", args=[job.pk]))
    package = zipfile.ZipFile(io.BytesIO(b"".join(file.streaming_content)))
    assert set(package.namelist()) == {f"港口产业/{case.number} {case.subject_name}.{form}" for case in (one, two)}
    if form == "docx":
        paper = zipfile.ZipFile(io.BytesIO(package.read(f"港口产业/{two.number} {two.subject_name}.docx")))
        assert "同意创建。" not in paper.read("word/document.xml").decode()  # decided, not published


def test_nothing_to_print_is_said(filing: Any) -> None:
    filing.draft()
    client = filing.cast.client(filing.cast.city_officer)
    response = client.post(PRINT, {"form": "pdf"})
    assert response.status_code == 400
    assert "还没有提交过" in response.content.decode()
    assert client.post(PRINT, {"form": "exe"}).status_code == 400
    assert not Job.objects.exists()


def test_the_table_of_targets(filing: Any) -> None:
    cast = filing.cast
    filing.named()
    response = cast.client(cast.city_officer).post(reverse("workbench:export_targets"))
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert page is not None
    lines = [line[2:7] for line in page.iter_rows(values_only=True)]
    assert (cast.industry.name, 1, 0, 5, "还缺 4 个") in lines
    assert cast.client(cast.port_clerk).post(reverse("workbench:export_targets")).status_code == 403
