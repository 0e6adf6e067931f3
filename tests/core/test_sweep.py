"""What nothing points at goes, what anything points at stays."""

import os
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.utils import timezone

from lingjun.core.files import store_generated
from lingjun.core.files.sweep import SHARES, sweep_bytes, sweep_rows
from lingjun.core.jobs.queue import tidy
from lingjun.core.models import Job, JobStatus, StoredFile

pytestmark = pytest.mark.django_db

DAY = 24 * 3600


def stored(name: str = "结果.zip") -> StoredFile:
    return store_generated(name=name, content=name.encode(), media_type="application/zip")


def aged(seconds: float, root: Path) -> None:
    """As if every byte had been written long ago."""
    then = time.time() - seconds
    for path in root.rglob("*"):
        os.utime(path, (then, then))


def swept() -> int:
    return sum(sweep_bytes(share) for share in range(SHARES))


def test_the_result_of_a_job_stays_while_something_else_keeps_it(django_capture_on_commit_callbacks: Any) -> None:
    kept, own = stored("甲"), stored("乙")
    month_ago = timezone.now() - timedelta(days=31)
    Job.objects.create(kind="x", title="", owner_id=1, status=JobStatus.DONE, finished_at=month_ago, result_file=kept)
    Job.objects.create(kind="x", title="", owner_id=1, status=JobStatus.DONE, finished_at=month_ago, result_file=own)
    other = Job.objects.create(kind="x", title="", owner_id=1, result_file=kept)
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy() == 2
    assert list(StoredFile.objects.values_list("pk", flat=True)) == [kept.pk]
    other.refresh_from_db()
    assert other.result_file_id == kept.pk


def test_files_nobody_points_at_go_after_a_month(django_capture_on_commit_callbacks: Any) -> None:
    pointed, lost, fresh = stored("甲"), stored("乙"), stored("丙")
    Job.objects.create(kind="x", title="", owner_id=1, result_file=pointed)
    StoredFile.objects.exclude(pk=fresh.pk).update(created_at=timezone.now() - timedelta(days=32))
    storage = lost.content.storage
    with django_capture_on_commit_callbacks(execute=True):
        assert sweep_rows() == 1
    assert set(StoredFile.objects.values_list("pk", flat=True)) == {pointed.pk, fresh.pk}
    assert not storage.exists(str(lost.content.name))
    assert storage.exists(str(pointed.content.name))


def test_bytes_of_a_transaction_that_fell_back_go_the_next_day(files_of_this_test: Path) -> None:
    kept, names = stored("甲"), []
    with transaction.atomic():
        names.append(str(stored("乙").content.name))
        transaction.set_rollback(True)
    assert swept() == 0, "an upload may still be under way"
    aged(2 * DAY, files_of_this_test)
    assert swept() == 1
    assert not kept.content.storage.exists(names[0])
    assert kept.content.storage.exists(str(kept.content.name))
    assert swept() == 0


def test_nothing_to_sweep_in_an_empty_home() -> None:
    assert swept() == 0
    assert sweep_rows() == 0
