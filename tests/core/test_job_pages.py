"""Pages of jobs: one's own only, cancelling by POST, the file under its name."""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core import jobs
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, registry
from lingjun.core.models import Job, JobStatus, StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Jobs of one test only."""
    registry.load()
    monkeypatch.setattr(registry, "JOBS", {})
    monkeypatch.setattr(registry, "PERIODIC", {})


def work(progress: Progress) -> StoredFile:
    progress.start(2)
    progress.record(key="甲.docx", ok=True, text="读出 21 项", url="/cases/")
    progress.record(key="乙.docx", ok=False, text="打不开")
    return store_generated(name="结果.zip", content=b"PK", media_type="application/zip")


def put(owner: Any) -> Job:
    registry.JOBS["work"] = work
    return jobs.enqueue(kind="work", title="示例批次", owner_id=owner.pk)


def addresses(job_id: uuid.UUID) -> list[str]:
    return [reverse(f"core:{name}", args=[job_id]) for name in ("job", "job_progress", "job_file")]


def test_waiting_job_is_polled_and_can_be_cancelled(cast: Any) -> None:
    job, client = put(cast.port_chair), cast.client(cast.port_chair)
    page = client.get(reverse("core:job", args=[job.pk])).content.decode()
    assert f'hx-get="{reverse("core:job_progress", args=[job.pk])}"' in page
    cancel = reverse("core:job_cancel", args=[job.pk])
    assert f'action="{cancel}"' in page
    assert client.get(cancel).status_code == 405
    assert client.post(cancel).status_code == 302
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED


def test_finished_job_shows_rows_and_gives_its_file(cast: Any) -> None:
    job, client = put(cast.port_chair), cast.client(cast.port_chair)
    before = client.get(reverse("core:job_progress", args=[job.pk]))
    assert "HX-Refresh" not in before
    jobs.run_next()
    assert client.get(reverse("core:job_progress", args=[job.pk]))["HX-Refresh"] == "true"
    page = client.get(reverse("core:job", args=[job.pk])).content.decode()
    assert page.index("乙.docx") < page.index("甲.docx")
    assert "1 项没有办成" in page
    response = client.get(reverse("core:job_file", args=[job.pk]))
    assert b"".join(response.streaming_content) == b"PK"
    assert "attachment" in response["Content-Disposition"]
    response.close()


def test_another_persons_job_does_not_exist(cast: Any) -> None:
    job = put(cast.port_chair)
    jobs.run_next()
    for other in (cast.port_clerk, cast.city_officer, cast.administrator, cast.stranger):
        client = cast.client(other)
        assert [client.get(address).status_code for address in addresses(job.pk)] == [404, 404, 404]
        assert client.post(reverse("core:job_cancel", args=[job.pk])).status_code == 404
        assert "示例批次" not in client.get(reverse("core:jobs")).content.decode()
    job.refresh_from_db()
    assert not job.cancel_asked


def test_unknown_job_and_job_without_file(cast: Any) -> None:
    client = cast.client(cast.port_chair)
    assert {client.get(address).status_code for address in addresses(uuid.uuid4())} == {404}
    job = put(cast.port_chair)
    assert client.get(reverse("core:job_file", args=[job.pk])).status_code == 404


def test_list_costs_the_same_for_one_and_three(cast: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = cast.client(cast.port_chair)
    client.get(reverse("core:jobs"))
    counts = []
    for more in (1, 2):
        for _ in range(more):
            put(cast.port_chair)
        with CaptureQueriesContext(connection) as queries:
            assert "示例批次" in client.get(reverse("core:jobs")).content.decode()
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_strangers_sign_in_first(client: Any, cast: Any) -> None:
    job = put(cast.port_chair)
    assert [client.get(address).status_code for address in addresses(job.pk)] == [302, 302, 302]


def test_the_owner_finds_a_long_job_in_the_inbox(cast: Any) -> None:
    job = put(cast.port_chair)
    Job.objects.filter(pk=job.pk).update(created_at=timezone.now() - timedelta(minutes=5))
    jobs.run_next()
    quick = put(cast.port_chair)
    jobs.run_next()
    lines = list(cast.port_chair.notifications.values_list("text", "url"))
    assert lines == [("示例批次：已办好。", reverse("core:job", args=[job.pk]))]
    assert reverse("core:job", args=[quick.pk]) not in {url for _, url in lines}
    assert not cast.port_clerk.notifications.exists()
