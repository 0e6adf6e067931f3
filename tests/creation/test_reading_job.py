"""Many Word forms as a job that is told to stop, or whose worker dies, in the middle: no draft lost, none twice."""

from __future__ import annotations

from typing import Any

import pytest

from lingjun.core.files import store_generated
from lingjun.core.jobs import enqueue, run_next
from lingjun.core.models import Job, JobStatus
from lingjun.creation import reading_job
from lingjun.creation.models import Application
from tests.documents.word_samples import EXAMPLES, example

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("how", ["stopped", "cancelled", "killed"])
def test_a_batch_that_ends_in_the_middle_and_runs_again(
    filing: Any, cast: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    monkeypatch.setattr(reading_job, "_unit", lambda actor, name: cast.port)
    files = [
        store_generated(
            name=f"{number}.docx", content=example(name), owner_id=cast.port_clerk.pk,
            media_type="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        )
        for number, name in enumerate(EXAMPLES, 1)
    ]  # fmt: skip
    params = {"round": filing.round.pk, "files": [str(file.pk) for file in files]}
    enqueue(kind=reading_job.KIND, title="批量读入", owner_id=cast.port_clerk.pk, params=params)
    genuine, held = reading_job._draft, []

    def interfered(**options: Any) -> dict[str, Any]:
        drafted = genuine(**options)
        if Application.objects.count() == 2 and len(held) == 1:
            if how == "cancelled":
                Job.objects.update(cancel_asked=True)
            held[-1].stopping = how == "stopped"
            if how == "killed":
                raise KeyboardInterrupt
        return drafted

    monkeypatch.setattr(reading_job, "_draft", interfered)
    try:
        run_next(on_start=lambda progress: progress and held.append(progress))
    except KeyboardInterrupt:
        assert how == "killed"
    job = Job.objects.get()
    assert [(row["key"], row["ok"]) for row in job.results] == [("1. 1.docx", True)]
    assert Application.objects.count() == 1
    Job.objects.update(status=JobStatus.QUEUED, cancel_asked=False, finished_at=None)
    run_next(on_start=lambda progress: progress and held.append(progress))
    job.refresh_from_db()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 3, 3), job.message
    assert [row["key"] for row in job.results] == ["1. 1.docx", "2. 2.docx", "3. 3.docx"]
    assert all(row["ok"] and "已成为草稿" in row["text"] for row in job.results)
    assert Application.objects.count() == 3
