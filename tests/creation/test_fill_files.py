"""Evidence files, beginning an application in three ways, and the unit's own list."""

from __future__ import annotations

import datetime
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from lingjun.cases.models import Case
from lingjun.core.jobs import run_next
from lingjun.core.models import Job, StoredFile
from lingjun.creation.actions import start
from lingjun.creation.models import Application
from lingjun.notices.models import Round

pytestmark = pytest.mark.django_db
FORMS = Path(__file__).resolve().parent.parent / "data/forms"
EXAMPLE = FORMS / "example-1-harbour-crane.docx"


def photo(name: str = "场所.jpg") -> SimpleUploadedFile:
    stream = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue())


@pytest.fixture
def case(filing: Any, cast: Any) -> Any:
    return start(actor=cast.port_clerk, round=filing.round, unit=cast.port)


def test_several_files_at_once_and_what_is_wrong_with_each(cast, case):
    client = cast.client(cast.port_clerk)
    url = reverse("creation:evidence", args=[case.number])
    files = [photo("正门.jpg"), photo("里间.jpg"), SimpleUploadedFile("病毒.exe", b"MZ" + b"\x00" * 50)]
    answer = client.post(url, {"key": "premises_photos", "files": files, "caption": "二楼 \x00工作室"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“病毒.exe”没有收下" in page
    assert [row.caption for row in case.attachments.all()] == ["二楼 工作室", "二楼 工作室"]
    assert StoredFile.objects.count() == 2
    assert "?thumb=1" in page


@pytest.mark.parametrize(
    ("data", "status"),
    [({"key": "nonsense"}, 404), ({"key": "premises_photos"}, 422), ({}, 404)],
)
def test_broken_uploads(cast, case, data, status):
    client = cast.client(cast.port_clerk)
    assert client.post(reverse("creation:evidence", args=[case.number]), data).status_code == status
    assert not case.attachments.exists()


def test_files_are_seen_by_who_sees_the_case_and_no_other(filing, cast, case):
    client = cast.client(cast.port_clerk)
    client.post(reverse("creation:evidence", args=[case.number]), {"key": "premises_photos", "files": [photo()]})
    [row] = case.attachments.all()
    url = reverse("creation:file", args=[case.number, row.file_id])
    for who, status in (("port_liaison", 200), ("industry_officer", 200), ("grid_clerk", 404), ("stranger", 404)):
        answer = cast.client(getattr(cast, who)).get(url)
        assert answer.status_code == status
        answer.getvalue()
    thumb = client.get(f"{url}?thumb=1")
    assert thumb["Content-Type"] == "image/jpeg"
    thumb.getvalue()
    other = start(actor=cast.grid_clerk, round=filing.round, unit=cast.grid)
    assert (
        cast.client(cast.grid_clerk).get(reverse("creation:file", args=[other.number, row.file_id])).status_code == 404
    )
    remove = reverse("creation:evidence_remove", args=[case.number, row.pk])
    assert cast.client(cast.industry_officer).post(remove).status_code == 403
    crossed = reverse("creation:evidence_remove", args=[other.number, row.pk])
    assert cast.client(cast.grid_clerk).post(crossed).status_code == 404
    assert client.get(remove).status_code == 405
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 409
    assert not case.attachments.filter(removed_at__isnull=True).exists()


def offer(cast: Any, filing: Any) -> str:
    return f"{cast.port.pk}-{filing.round.pk}"


def test_a_draft_begins_with_what_is_known(filing, cast):
    client = cast.client(cast.port_clerk)
    page = client.get(reverse("creation:start")).content.decode()
    assert "屏幕上填" in page
    assert "读入 Word" in page
    assert "一次读入多份" in page
    answer = client.post(reverse("creation:start"), {"way": "screen", "offer": offer(cast, filing)})
    case = Case.objects.get()
    assert answer["Location"] == reverse("creation:fill", args=[case.number, "unit"])
    page = client.get(answer["Location"]).content.decode()
    assert cast.port.credit_code in page
    assert "许文龙" in page
    listed = client.get(reverse("creation:list")).content.decode()
    assert case.number in listed
    assert case.number not in cast.client(cast.grid_clerk).get(reverse("creation:list")).content.decode()


def test_a_word_form_becomes_a_draft(filing, cast):
    client = cast.client(cast.port_clerk)
    with EXAMPLE.open("rb") as file:
        answer = client.post(reverse("creation:start"), {"way": "word", "offer": offer(cast, filing), "file": file})
    assert answer.status_code == 302
    application = Application.objects.get()
    assert application.leader_name == "陈海川"
    assert application.source is not None
    assert application.source.name == "example-1-harbour-crane.docx"
    source = client.get(reverse("creation:file", args=[application.case.number, application.source_id]))
    assert source.status_code == 200
    source.getvalue()


@pytest.mark.parametrize("content", [b"", b"hello", b"%PDF-1.4", b"PK\x03\x04" + b"\x00" * 100])
def test_what_is_no_form_leaves_nothing_behind(filing, cast, content):
    client = cast.client(cast.port_clerk)
    data = {"way": "word", "offer": offer(cast, filing), "file": SimpleUploadedFile("表.docx", content)}
    answer = client.post(reverse("creation:start"), data)
    assert answer.status_code == 422
    assert "note bad" in answer.content.decode()
    assert not Case.objects.exists()
    assert not StoredFile.objects.exists()


def test_who_may_begin(filing, cast):
    url = reverse("creation:start")
    for who in ("city_officer", "industry_officer", "auditor", "stranger"):
        assert cast.client(getattr(cast, who)).get(url).status_code == 403
        assert (
            cast.client(getattr(cast, who)).post(url, {"way": "screen", "offer": offer(cast, filing)}).status_code
            == 403
        )
    grid = cast.client(cast.grid_clerk)
    assert grid.post(url, {"way": "screen", "offer": offer(cast, filing)}).status_code == 409
    assert grid.post(url, {"way": "screen", "offer": "x"}).status_code == 404
    assert not Case.objects.exists()


def test_after_the_closing_minute_nothing_begins(filing, cast):
    Round.objects.update(closes_at=timezone.now() - datetime.timedelta(minutes=1))
    client = cast.client(cast.port_clerk)
    assert "现在没有受理中的批次" in client.get(reverse("creation:start")).content.decode()
    answer = client.post(reverse("creation:start"), {"way": "screen", "offer": offer(cast, filing)})
    assert answer.status_code == 409
    assert not Case.objects.exists()


def test_officers_are_led_to_the_list_of_cases(filing, cast):
    answer = cast.client(cast.industry_officer).get(reverse("creation:list"))
    assert answer.status_code == 302
    assert answer["Location"].endswith("?kind=creation")


def test_the_list_costs_the_same_at_one_and_three_rows(filing, cast, django_assert_num_queries):
    client = cast.client(cast.port_clerk)
    url = reverse("creation:list")
    start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    client.get(url)
    with django_assert_num_queries(6):
        client.get(url)
    for _ in range(2):
        start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    with django_assert_num_queries(6):
        client.get(url)


def bag() -> SimpleUploadedFile:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("申报/陈海川.docx", EXAMPLE.read_bytes())
        archive.writestr("申报/电网.docx", (FORMS / "example-2-power-grid.docx").read_bytes())
        archive.writestr("申报/通知.docx", b"not a form")
    return SimpleUploadedFile("申报表.zip", stream.getvalue())


def run_batch(cast: Any, filing: Any, user: Any) -> Job:
    answer = cast.client(user).post(
        reverse("creation:batch"), {"round": filing.round.pk, "files": [bag(), SimpleUploadedFile("x.docx", b"x")]}
    )
    if answer.status_code == 422:
        answer = cast.client(user).post(reverse("creation:batch"), {"round": filing.round.pk, "files": [bag()]})
    assert answer.status_code == 302
    job = run_next()
    assert job is not None
    assert answer["Location"] == reverse("core:job", args=[job.pk])
    return job


def test_many_forms_become_drafts_of_their_unit_with_a_result_each(filing, cast):
    from lingjun.creation.papers.reading import read_form

    cast.port.name = read_form(EXAMPLE).unit_name
    cast.port.save(update_fields=["name"])
    job = run_batch(cast, filing, cast.port_clerk)
    assert job.status == "done", job.message
    assert [row["ok"] for row in job.results] == [True, False, False]
    case = Case.objects.get()
    assert (case.unit, case.application.leader_name) == (cast.port, "陈海川")
    assert job.results[0]["url"] == reverse("creation:fill", args=[case.number, "check"])
    assert "不在您的管理范围内" in job.results[1]["text"]
    page = cast.client(cast.port_clerk).get(reverse("core:job", args=[job.pk])).content.decode()
    assert case.number in page
    again = run_batch(cast, filing, cast.port_clerk)
    assert "已有草稿" in again.results[0]["text"]
    assert Case.objects.count() == 1


def test_an_officer_reads_without_making_drafts(filing, cast):
    from lingjun.creation.papers.reading import read_form

    cast.port.name = read_form(EXAMPLE).unit_name
    cast.port.save(update_fields=["name"])
    assert "试读" in cast.client(cast.industry_officer).get(reverse("creation:batch")).content.decode()
    job = run_batch(cast, filing, cast.industry_officer)
    assert job.results[0]["ok"]
    assert f"这是{cast.port.name}的" in job.results[0]["text"]
    assert not Case.objects.exists()


def test_who_may_read_many(filing, cast):
    for who in ("auditor", "administrator", "stranger"):
        assert cast.client(getattr(cast, who)).get(reverse("creation:batch")).status_code == 403
    client = cast.client(cast.port_clerk)
    assert client.post(reverse("creation:batch"), {"round": filing.round.pk}).status_code == 422
    assert client.post(reverse("creation:batch"), {"round": "0"}).status_code == 404
