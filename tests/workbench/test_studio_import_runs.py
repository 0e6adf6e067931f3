"""Imports of many rows as a job, told to stop, and taken back as a whole."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from lingjun.accounts.models import Appointment
from lingjun.audit.models import Entry
from lingjun.core.errors import MovedOn
from lingjun.core.jobs import enqueue, run_next
from lingjun.core.models import Job, JobStatus
from lingjun.ledger.models import Activity, ActivityKind
from lingjun.studios.actions import importing
from lingjun.studios.models import ImportState, Studio, Worker
from lingjun.workbench.studio_import import checking, run
from tests.workbench.cost import cost
from tests.workbench.importing import counts, imported, row, uploaded


def test_undo_leaves_everything_as_it_was(filing: Any) -> None:
    cast = filing.cast
    Worker.objects.create(unit=cast.grid, name="林一2", birth="1971-03")
    before = counts()
    batch = imported(filing, [row(1), row(2, 单位名称=cast.grid.name), row(3, 单位名称="厦门第1机械有限公司")])
    assert Worker.objects.filter(name="林一2").count() == 1, "the known record was used"
    assert Studio.objects.count() == 3
    client = cast.client(cast.city_officer)
    url = reverse("workbench:studio_import_undo", args=[batch.pk])
    assert "不能再恢复" in client.post(url).content.decode()
    assert Studio.objects.count() == 3
    assert client.post(url, {"confirmed": "1"}).status_code == 302
    assert counts() == before
    batch.refresh_from_db()
    assert (batch.state, Entry.objects.filter(verb="studio.import_undo").count()) == (ImportState.UNDONE, 1)
    with pytest.raises(MovedOn):
        importing.undo(actor=cast.city_officer, batch_id=batch.pk)


def test_undo_is_refused_with_what_stands_in_the_way(filing: Any) -> None:
    cast = filing.cast
    batch = imported(filing, [row(1), row(2)])
    first, second = Studio.objects.order_by("pk")
    activity = Activity.objects.create(
        studio=first, kind=ActivityKind.MEETING, held_on=datetime.date(2026, 1, 1), text="例会"
    )
    post = Appointment.objects.create(
        user=cast.stranger, organization=second.unit, role="unit_chair", started_on=datetime.date(2026, 1, 1)
    )
    client = cast.client(cast.city_officer)
    url = reverse("workbench:studio_import_undo", args=[batch.pk])
    page = client.post(url, {"confirmed": "1"})
    assert page.status_code == 409
    assert "活动：例会" in page.content.decode()
    assert "任职：" in page.content.decode()
    assert Studio.objects.count() == 2
    activity.delete()
    post.delete()
    from lingjun.studios.actions import people

    chair = Appointment.objects.create(
        user=cast.stranger, organization=first.unit, role="unit_clerk", started_on=datetime.date(2026, 1, 1)
    )
    people.correct_worker(actor=cast.stranger, worker_id=first.leader_id, values={"education": "大专"})
    chair.delete()
    assert "改过" in client.post(url, {"confirmed": "1"}).content.decode()


def test_five_hundred_rows_run_as_a_job_and_come_off_again(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """The sheets of the seven criteria, twenty queries each, are left out: the test above has them."""
    from lingjun.studios.criteria import sheet

    monkeypatch.setattr(sheet, "refresh", lambda studio: None)
    cast = filing.cast
    before = counts()
    rows = [row(number, 领衔劳模="" if number == 250 else f"林一{number}") for number in range(1, 501)]
    batch = uploaded(filing, rows)
    client = cast.client(cast.city_officer)
    assert cost(client, reverse("workbench:studio_import_batch", args=[batch.pk])) <= 12
    answer = client.post(reverse("workbench:studio_import_commit", args=[batch.pk]), {"which": "good"})
    job = Job.objects.get(kind=importing.JOB)
    assert answer.url == reverse("core:job", args=[job.pk])
    with pytest.raises(MovedOn):
        importing.begin(actor=cast.city_officer, batch_id=batch.pk)
    assert run_next() is not None
    job.refresh_from_db()
    batch.refresh_from_db()
    assert (job.status, job.done) == (JobStatus.DONE, 499), job.message
    assert (batch.state, batch.count, len(batch.refused)) == (ImportState.DONE, 499, 1)
    assert Studio.objects.count() == 499
    importing.undo(actor=cast.city_officer, batch_id=batch.pk)
    assert counts() == before


@pytest.mark.parametrize("how", ["stopped", "cancelled"])
def test_a_job_told_to_stop_loses_no_row_and_makes_none_twice(
    filing: Any, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    actor = filing.cast.city_officer
    batch = uploaded(filing, [row(number) for number in range(1, 13)])
    importing.begin(actor=actor, batch_id=batch.pk)
    enqueue(kind=importing.JOB, title="导入", owner_id=actor.pk, params={"batch": batch.pk, "only_good": True})
    held: list[Any] = []
    genuine = importing.import_studio

    def stop_at_seven(**options: Any) -> Any:
        if options["row"].plaque == "2013-007":
            if how == "cancelled":
                Job.objects.update(cancel_asked=True)
            held[-1].stopping = how == "stopped" and len(held) == 1
        return genuine(**options)

    monkeypatch.setattr(importing, "import_studio", stop_at_seven)
    run_next(on_start=lambda progress: progress and held.append(progress))
    batch.refresh_from_db()
    assert (Job.objects.get().status, batch.count) == ({"stopped": "queued", "cancelled": "cancelled"}[how], 5)
    if how == "stopped":
        assert batch.state == ImportState.RUNNING
        run_next(on_start=lambda progress: progress and held.append(progress))
        batch.refresh_from_db()
        assert (Job.objects.get().status, batch.state, batch.count, batch.refused) == ("done", "done", 12, [])
    else:
        assert (batch.state, [one["row"] for one in batch.refused]) == (ImportState.DONE, list(range(7, 14)))
    importing.undo(actor=actor, batch_id=batch.pk)
    assert not Studio.objects.exists()


def test_all_or_nothing_takes_back_what_it_made(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A row turns wrong between dry run and import: somebody registered its plaque meanwhile."""
    actor = filing.cast.city_officer
    batch = uploaded(filing, [row(number) for number in range(1, 13)])
    outcomes = run.dry_run(batch)
    other = imported(filing, [row(12, 名称="别人劳模创新工作室", 领衔劳模="别人", 单位名称="厦门别的有限公司")])
    before = counts()
    batch = importing.begin(actor=actor, batch_id=batch.pk)
    with pytest.raises(Exception, match="整批没有导入"):
        run.commit(actor=actor, batch=batch, outcomes=outcomes, only_good=False)
    batch.refresh_from_db()
    assert (batch.state, batch.count, counts()) == (ImportState.DRAFT, 0, before)
    assert other.count == 1


def test_checking_costs_the_same_for_any_number_of_rows(filing: Any, django_assert_max_num_queries: Any) -> None:
    lines = [outcome.line for outcome in run.dry_run(uploaded(filing, [row(number) for number in range(1, 200)]))]
    with django_assert_max_num_queries(6):
        checking.check(filing.cast.city, lines, {})
