"""Jobs: claimed once, resumed after a kill, cancelled, told to the end."""

import contextlib
import threading
import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.utils import timezone

from lingjun.core import jobs
from lingjun.core.errors import Refused
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, Worker, registry
from lingjun.core.jobs import progress as progress_room
from lingjun.core.jobs.queue import MAX_ATTEMPTS, STALE_AFTER, tidy
from lingjun.core.models import Job, JobStatus, StoredFile, Tick

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_registry(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Jobs and periodic tasks of one test only."""
    registry.load()
    monkeypatch.setattr(registry, "JOBS", {})
    monkeypatch.setattr(registry, "PERIODIC", {})
    return


def put(function: Any, **params: Any) -> Job:
    registry.job("work")(function)
    return jobs.enqueue(kind="work", title="示例任务", owner_id=7, params=params)


def run() -> Job:
    job = jobs.run_next()
    assert job is not None
    return job


def test_done_with_rows_a_file_and_last_words() -> None:
    def work(progress: Progress) -> StoredFile:
        names = progress.params["names"]
        progress.start(len(names))
        for name in names:
            progress.record(key=name, ok=name != "坏", text="打不开" if name == "坏" else "")
        progress.say("3 个里 2 个读出来了。")
        progress.finish(url="/x/")
        return store_generated(name="结果.zip", content=b"PK", media_type="application/zip", owner_id=progress.owner_id)

    put(work, names=["甲", "坏", "乙"])
    job = run()
    assert (job.status, job.done, job.total, job.percent) == (JobStatus.DONE, 3, 3, 100)
    assert job.message == "3 个里 2 个读出来了。"
    assert [row["ok"] for row in job.results] == [True, False, True]
    assert job.result_file is not None
    assert (job.result_file.name, job.result_file.owner_id, job.result_url) == ("结果.zip", 7, "/x/")
    assert job.finished_at is not None
    assert jobs.run_next() is None


def test_jobs_run_in_the_order_they_came() -> None:
    order: list[int] = []
    put(lambda progress: order.append(progress.params["n"]), n=0)
    jobs.enqueue(kind="work", title="", owner_id=7, params={"n": 1})
    jobs.enqueue(kind="work", title="", owner_id=7, params={"n": 2})
    while jobs.run_next():
        pass
    assert order == [0, 1, 2]


def test_unknown_kind_is_refused_when_it_is_put_in() -> None:
    with pytest.raises(KeyError, match="nothing"):
        jobs.enqueue(kind="nothing", title="", owner_id=7)
    assert not Job.objects.exists()


def test_a_job_of_a_failed_transaction_never_existed() -> None:
    def action() -> None:
        with transaction.atomic():
            put(lambda progress: None)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        action()
    assert jobs.run_next() is None


def test_refusal_is_told_an_error_is_not() -> None:
    def refuse(progress: Progress) -> None:
        raise Refused("这一批没有可以打印的表。")

    put(refuse)
    job = run()
    assert (job.status, job.message) == (JobStatus.FAILED, "这一批没有可以打印的表。")
    registry.JOBS["work"] = lambda progress: 1 / 0  # type: ignore[assignment,return-value]
    jobs.enqueue(kind="work", title="", owner_id=7)
    job = run()
    assert job.status == JobStatus.FAILED
    assert str(job.pk)[:8] in job.message
    assert "division" not in job.message


def test_cancelled_before_it_began() -> None:
    job = put(lambda progress: pytest.fail("must not run"))
    assert jobs.cancel(job.pk)
    assert jobs.run_next() is None
    job.refresh_from_db()
    assert job.status == JobStatus.CANCELLED
    assert not jobs.cancel(job.pk)
    assert not jobs.cancel(uuid.uuid4())


@pytest.mark.django_db(transaction=True)
def test_cancelled_while_running_keeps_what_was_done(monkeypatch: pytest.MonkeyPatch) -> None:
    """The row of which the cancellation was noticed was done outside any transaction: it stays."""
    monkeypatch.setattr(progress_room, "_WRITE_EVERY", 0.0)

    def work(progress: Progress) -> None:
        progress.start(10)
        for n in range(10):
            if n == 3:
                assert jobs.cancel(progress.job.pk)
            progress.record(key=str(n), ok=True)

    put(work)
    job = run()
    assert job.status == JobStatus.CANCELLED
    assert [row["key"] for row in job.results] == ["0", "1", "2", "3"]
    assert "已按您的要求停下" in job.message


def test_killed_worker_the_job_goes_on_where_it_was() -> None:
    done: list[str] = []
    kill_at = {"2"}

    def work(progress: Progress) -> None:
        progress.start(4)
        for key in ("0", "1", "2", "3"):
            if progress.seen(key):
                continue
            with transaction.atomic():
                if key in kill_at:
                    kill_at.clear()
                    raise KeyboardInterrupt  # stands for a kill: nothing below runs
                done.append(key)
                progress.record(key=key, ok=True)

    job = put(work)
    with pytest.raises(KeyboardInterrupt):
        jobs.run_next()
    job.refresh_from_db()
    assert (job.status, job.done) == (JobStatus.RUNNING, 2)
    assert jobs.run_next() is None  # not stale yet
    Job.objects.update(heartbeat_at=timezone.now() - STALE_AFTER - timedelta(seconds=1))
    finished = run()
    assert (finished.status, finished.attempts, finished.done) == (JobStatus.DONE, 2, 4)
    assert done == ["0", "1", "2", "3"]


@pytest.mark.parametrize("how", ["stopped", "cancelled", "broken", "killed"])
@pytest.mark.django_db(transaction=True)
def test_a_row_stands_or_falls_with_its_transaction(how: str) -> None:
    """Ticks stand for what the rows do. Two rows a transaction; it ends in the second row of the second one."""
    runs: list[Progress] = []

    def work(progress: Progress) -> None:
        runs.append(progress)
        progress.start(6)
        for pair in (("0", "1"), ("2", "3"), ("4", "5")):
            left = [key for key in pair if not progress.seen(key)]
            with transaction.atomic():
                for key in left:
                    Tick.objects.create(name=f"row {key}", due_at=timezone.now())
                    if key == "3" and len(runs) == 1:
                        if how == "cancelled":
                            Job.objects.update(cancel_asked=True)
                        progress.stopping = how == "stopped"
                        if how in {"broken", "killed"}:
                            raise KeyboardInterrupt if how == "killed" else ValueError
                    progress.record(key=key, ok=True)

    job = put(work)
    if how == "killed":
        with pytest.raises(KeyboardInterrupt):
            jobs.run_next()
    else:
        run()
    job.refresh_from_db()
    assert [row["key"] for row in job.results] == ["0", "1"]
    assert sorted(Tick.objects.values_list("name", flat=True)) == ["row 0", "row 1"]
    assert job.done == 2
    Job.objects.update(
        status=JobStatus.QUEUED, cancel_asked=False, finished_at=None
    )  # the owner, or the clock, sends it again
    finished = run()
    assert (finished.status, finished.done) == (JobStatus.DONE, 6)
    assert [row["key"] for row in finished.results] == ["0", "1", "2", "3", "4", "5"]
    assert Tick.objects.count() == 6


@pytest.mark.parametrize("whole", [False, True], ids=["savepoint", "transaction"])
@pytest.mark.django_db(transaction=True)
def test_a_row_taken_back_is_told_anew(whole: bool) -> None:
    """A job that goes on after a refusal: what the refused piece recorded is gone, also within a longer transaction."""

    def work(progress: Progress) -> None:
        progress.start(2)
        with contextlib.nullcontext() if whole else transaction.atomic():
            try:
                with transaction.atomic():
                    progress.record(key="0", ok=True)
                    raise Refused("不行。")
            except Refused:
                assert not progress.seen("0")
                progress.record(key="0", ok=False, text="不行。")
            progress.record(key="1", ok=True)

    put(work)
    job = run()
    assert (job.status, job.done) == (JobStatus.DONE, 2)
    assert [(row["key"], row["ok"]) for row in job.results] == [("0", False), ("1", True)]


def test_a_job_that_kills_its_workers_is_given_up() -> None:
    job = put(lambda progress: None)
    Job.objects.filter(pk=job.pk).update(
        status=JobStatus.RUNNING, attempts=MAX_ATTEMPTS, heartbeat_at=timezone.now() - timedelta(hours=1)
    )
    assert jobs.run_next() is None
    job.refresh_from_db()
    assert job.status == JobStatus.FAILED
    assert "3 次" in job.message


def test_a_worker_that_lost_its_job_writes_nothing() -> None:
    def work(progress: Progress) -> None:
        # Another worker took the job over in the meantime.
        Job.objects.filter(pk=progress.job.pk).update(attempts=2, message="别人的")
        progress.record(key="0", ok=True)

    job = put(work)
    jobs.run_next()
    job.refresh_from_db()
    assert (job.status, job.attempts, job.message, job.results) == (JobStatus.RUNNING, 2, "别人的", [])


def test_shutdown_gives_the_job_back_without_counting_the_attempt() -> None:
    worker = Worker()

    def work(progress: Progress) -> None:
        progress.start(3)
        for key in ("0", "1", "2"):
            if not progress.seen(key):
                progress.record(key=key, ok=True)
            if key == "1" and not progress.job.attempts > 1 and not stopped:
                stopped.append(key)
                worker.stop()

    stopped: list[str] = []
    job = put(work)
    assert worker.run(once=True) == 1
    job.refresh_from_db()
    assert (job.status, job.attempts) == (JobStatus.QUEUED, 0)
    assert [row["key"] for row in job.results] == ["0", "1", "2"]
    assert Worker().run(once=True) == 1
    job.refresh_from_db()
    assert (job.status, job.done) == (JobStatus.DONE, 3)


def test_periodic_tasks_run_when_due_and_survive_errors() -> None:
    ran: list[str] = []
    registry.periodic(3600, "good")(lambda: ran.append("good"))
    registry.periodic(3600, "bad")(lambda: 1 / 0)
    assert jobs.run_periodic() == 2
    assert jobs.run_periodic() == 0
    assert ran == ["good"]
    Tick.objects.filter(name="good").update(due_at=timezone.now() - timedelta(seconds=1))
    assert jobs.run_periodic() == 1
    assert ran == ["good", "good"]


def test_old_jobs_are_tidied_with_their_files(django_capture_on_commit_callbacks: Any) -> None:
    def work(progress: Progress) -> StoredFile:
        return store_generated(name="a.zip", content=b"PK", media_type="application/zip")

    put(work)
    old, fresh = run(), jobs.enqueue(kind="work", title="", owner_id=7)
    Job.objects.filter(pk=old.pk).update(finished_at=timezone.now() - timedelta(days=31))
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy() == 1
    assert list(Job.objects.values_list("pk", flat=True)) == [fresh.pk]
    assert not StoredFile.objects.exists()


def test_command_works_until_nothing_is_due() -> None:
    ran: list[int] = []
    put(lambda progress: ran.append(1))
    jobs.enqueue(kind="work", title="", owner_id=7)
    call_command("work", "--once")
    assert ran == [1, 1]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_run_each_job_once() -> None:
    ran: list[str] = []
    lock = threading.Lock()

    def work(progress: Progress) -> None:
        with lock:
            ran.append(str(progress.job.pk))

    put(work)
    ids = {str(jobs.enqueue(kind="work", title="", owner_id=7).pk) for _ in range(7)}
    start = threading.Barrier(2)

    def loop() -> None:
        start.wait()
        try:
            while jobs.run_next():
                pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=loop) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ran) == 8
    assert ids < set(ran)
    assert not connection.in_atomic_block


def test_a_kind_has_one_function() -> None:
    registry.job("work")(run)
    with pytest.raises(ValueError, match="twice"):
        registry.job("work")(put)


def test_the_end_is_told_once() -> None:
    told: list[tuple[str, str]] = []

    def hear(sender: type[Job], job: Job, **kwargs: Any) -> None:
        told.append((job.title, job.status))
        raise RuntimeError  # a listener's fault is not the job's

    jobs.finished.connect(hear)
    try:
        put(lambda progress: None)
        job = run()
    finally:
        jobs.finished.disconnect(hear)
    assert job.status == JobStatus.DONE
    assert told == [("示例任务", "done")]
