"""后台任务: one's own only; progress, cancel, results."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.urls import reverse

from lingjun.core.models import Job, JobStatus
from tests.workbench.cost import cost


@pytest.fixture
def job(cast: Any) -> Job:
    return Job.objects.create(kind="workbench.print", title="整批打印申报表", owner_id=cast.city_officer.pk, total=3)


@pytest.mark.parametrize(("name", "method"), [("job", "get"), ("job_file", "get"), ("job_cancel", "post")])
def test_a_job_is_its_owners_alone(cast: Any, job: Job, name: str, method: str) -> None:
    url = reverse(f"workbench:{name}", args=[job.pk])
    for person in ("city_colleague", "administrator", "port_clerk", "stranger"):
        assert getattr(cast.client(getattr(cast, person)), method)(url).status_code == 404
    unknown = reverse(f"workbench:{name}", args=[uuid.uuid4()])
    assert getattr(cast.client(cast.city_officer), method)(unknown).status_code == 404
    job.refresh_from_db()
    assert not job.cancel_asked
    assert job.status == JobStatus.QUEUED


def test_the_bar_asks_for_itself_until_the_job_ends(cast: Any, job: Job) -> None:
    client, url = cast.client(cast.city_officer), reverse("workbench:job", args=[job.pk])
    bar = client.get(url, headers={"HX-Request": "true"})
    assert f'hx-get="{url}"' in bar.content.decode()
    assert "<html" not in bar.content.decode()
    assert "HX-Refresh" not in bar
    job.status, job.results = JobStatus.DONE, [{"key": "甲", "ok": True}, {"key": "乙", "ok": False, "text": "缺页"}]
    job.save()
    ended = client.get(url, headers={"HX-Request": "true"})
    assert ended["HX-Refresh"] == "true"
    assert "hx-get" not in ended.content.decode()
    page = client.get(url).content.decode()
    assert "2 项，1 项没有做成" in page
    assert page.index("乙") < page.index("甲")
    assert client.get(reverse("workbench:job_file", args=[job.pk])).status_code == 404


def test_a_queued_job_is_cancelled_at_once_and_a_running_one_asked(cast: Any, job: Job) -> None:
    client, url = cast.client(cast.city_officer), reverse("workbench:job_cancel", args=[job.pk])
    assert client.get(url).status_code == 405
    client.post(url)
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    running = Job.objects.create(kind="x", title="x", owner_id=cast.city_officer.pk, status=JobStatus.RUNNING)
    client.post(reverse("workbench:job_cancel", args=[running.pk]))
    running.refresh_from_db()
    assert running.cancel_asked


def test_the_list_shows_ones_own_and_costs_the_same(cast: Any, job: Job) -> None:
    client = cast.client(cast.city_officer)
    one = cost(client, reverse("workbench:jobs"))
    Job.objects.create(kind="x", title="别人的", owner_id=cast.administrator.pk)
    for number in range(3):
        Job.objects.create(kind="x", title=f"我的{number}", owner_id=cast.city_officer.pk)
    assert cost(client, reverse("workbench:jobs")) == one
    page = client.get(reverse("workbench:jobs")).content.decode()
    assert "我的2" in page
    assert "别人的" not in page
