"""What naming brings: studio file, plaque, archive; nothing typed again."""

from __future__ import annotations

import datetime
import io
import zipfile

import pytest
from django.utils import timezone

from lingjun.core.files.sweep import sweep_rows
from lingjun.core.jobs import run_next
from lingjun.core.jobs.queue import tidy
from lingjun.core.models import Job, JobStatus, StoredFile
from lingjun.creation.jobs import archive_again
from lingjun.documents.archive import validate_bag
from lingjun.studios.models import Studio, Worker

pytestmark = pytest.mark.django_db


def test_the_form_is_archived_as_a_valid_bag(filing, tmp_path):
    case = filing.named()
    assert run_next()
    studio = Studio.objects.get(case=case)
    package = tmp_path / "bag.zip"
    with studio.archive.content.open("rb") as content:
        package.write_bytes(content.read())
    validate_bag(package)
    names = zipfile.ZipFile(io.BytesIO(package.read_bytes())).namelist()
    payload = {name.split("/data/", 1)[1] for name in names if "/data/" in name}
    assert {"申报表.pdf", "申报表.docx", "数据/申报表.json", "数据/元数据.json"} <= payload
    assert sum(name.startswith("佐证材料/") for name in payload) == case.attachments.count()


def test_one_person_is_one_record_even_in_two_studios(filing):
    filing.named("陈海川")
    filing.named("成员1")
    assert Worker.objects.filter(name="成员2").count() == 1
    assert Worker.objects.get(name="成员2").memberships.count() == 2


def test_plaques_are_numbered_by_year(filing):
    first, second = filing.named("陈海川"), filing.named("周一鸣")
    numbers = [Studio.objects.get(case=case).plaques.get().number for case in (first, second)]
    assert [number.split("-")[1] for number in numbers] == ["001", "002"]
    assert Studio.objects.get(case=first).leader_honour == "national_model"


def test_the_archive_outlives_the_job_that_made_it(filing, django_capture_on_commit_callbacks):
    """一式1份，由市总工会存档: jobs are forgotten after a month, what they archived is not."""
    case = filing.named()
    job = run_next()
    assert job
    assert job.status == "done"
    long_ago = timezone.now() - datetime.timedelta(days=400)
    Job.objects.update(finished_at=long_ago)
    StoredFile.objects.update(created_at=long_ago)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy() == 1
        sweep_rows()
    studio = Studio.objects.get(case=case)
    assert studio.archive is not None
    with studio.archive.content.open("rb") as content:
        assert content.read(2) == b"PK"
    assert case.attachments.filter(file__isnull=False).count() == case.attachments.count()


def test_a_form_whose_archive_failed_is_archived_the_next_day(filing):
    case = filing.named()
    Job.objects.update(status=JobStatus.FAILED, finished_at=timezone.now())
    assert archive_again() == 1
    assert archive_again() == 0, "it waits in the queue already"
    job = run_next()
    assert job
    assert (job.status, job.owner_id) == ("done", filing.cast.city_officer.pk)
    assert Studio.objects.get(case=case).archive is not None
    assert archive_again() == 0
