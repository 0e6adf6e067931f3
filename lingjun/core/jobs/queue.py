"""The queue: rows of `core.Job`, claimed by conditional updates, so that it works alike on both databases."""

from __future__ import annotations

import logging
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.db.models import F
from django.dispatch import Signal
from django.utils import timezone

from lingjun.core.errors import Refused
from lingjun.core.files import delete_stored
from lingjun.core.files.sweep import SHARES, sweep_bytes, sweep_rows, unused
from lingjun.core.models import Job, JobStatus, StoredFile, Tick

from . import registry
from .progress import Cancelled, Interrupted, LostClaim, Progress

logger = logging.getLogger(__name__)

finished = Signal()
"""Sent with `job` when a run has ended (done, failed, cancelled), by the worker, outside any transaction of the job."""

STALE_AFTER: Final = timedelta(seconds=60)
"""A running job without a sign of life for so long has lost its worker."""
MAX_ATTEMPTS: Final = 3
KEEP_FINISHED: Final = timedelta(days=30)


def enqueue(*, kind: str, title: str, owner_id: int, params: dict[str, Any] | None = None, total: int = 0) -> Job:
    """Put work into the queue. Within a transaction the job appears when it commits, and not at all when it fails.

    KeyError for a kind nobody registered. `params` must be JSON; rights are checked by the caller before.
    """
    registry.load()
    if kind not in registry.JOBS:
        raise KeyError(f"no job is registered for {kind!r}")
    return Job.objects.create(kind=kind, title=title, owner_id=owner_id, params=params or {}, total=total)


def cancel(job_id: uuid.UUID) -> bool:
    """Cancel a queued job at once, ask a running one to stop at its next step. False when it had ended already."""
    now = timezone.now()
    if Job.objects.filter(pk=job_id, status=JobStatus.QUEUED).update(
        status=JobStatus.CANCELLED, finished_at=now, message="已取消，没有开始。"
    ):
        return True
    return bool(Job.objects.filter(pk=job_id, status=JobStatus.RUNNING).update(cancel_asked=True))


def run_next(*, on_start: Callable[[Progress | None], None] | None = None) -> Job | None:
    """Claim the oldest queued job and run it to its end. None when nothing waits.

    `on_start` is told the progress object when the work begins, and None when it is over.
    """
    registry.load()
    requeue_stale()
    job = _claim()
    if job is None:
        return None
    progress = Progress(job)
    tell = on_start or (lambda _: None)
    tell(progress)
    try:
        _run(progress)
    finally:
        tell(None)
    job.refresh_from_db()
    return job


def requeue_stale() -> int:
    """Give jobs of killed workers back to the queue; after three attempts they fail. Number of jobs touched."""
    now = timezone.now()
    stale = Job.objects.filter(status=JobStatus.RUNNING, heartbeat_at__lt=now - STALE_AFTER)
    touched = stale.filter(cancel_asked=True).update(
        status=JobStatus.CANCELLED, finished_at=now, message="已按您的要求停下。"
    )
    touched += stale.filter(attempts__gte=MAX_ATTEMPTS).update(
        status=JobStatus.FAILED, finished_at=now, message=f"试了 {MAX_ATTEMPTS} 次都没有做完，请找管理员看日志。"
    )
    return touched + stale.update(status=JobStatus.QUEUED)


def run_periodic() -> int:
    """Run the periodic tasks that are due, each by one worker only. Number of tasks run."""
    registry.load()
    ran = 0
    for task in registry.PERIODIC.values():
        now = timezone.now()
        Tick.objects.get_or_create(name=task.name, defaults={"due_at": now})
        if not Tick.objects.filter(name=task.name, due_at__lte=now).update(due_at=now + task.interval):
            continue
        ran += 1
        try:
            task.run()
        except Exception:  # one task's fault must not stop the others
            logger.exception("periodic task %s failed", task.name)
    return ran


@registry.periodic(24 * 3600, "core.jobs.tidy")
def tidy() -> int:
    """Remove finished jobs after thirty days, and the files they made unless something else keeps them.

    Number of jobs removed.
    """
    old = Job.objects.filter(finished_at__lt=timezone.now() - KEEP_FINISHED).select_related("result_file")[:500]
    for job in list(old):
        with transaction.atomic():
            stored = job.result_file
            job.delete()
            if stored is not None and unused(StoredFile.objects.filter(pk=stored.pk)).exists():
                delete_stored(stored)
    return len(old)


@registry.periodic(24 * 3600, "core.files.sweep")
def sweep() -> int:
    """Remove files and bytes nothing points at; the bytes of one share a day. Number removed."""
    return sweep_rows() + sweep_bytes(timezone.localdate().toordinal() % SHARES)


def _claim() -> Job | None:
    for pk in Job.objects.filter(status=JobStatus.QUEUED).order_by("created_at").values_list("pk", flat=True)[:20]:
        claimed = Job.objects.filter(pk=pk, status=JobStatus.QUEUED).update(
            status=JobStatus.RUNNING, attempts=F("attempts") + 1, heartbeat_at=timezone.now(), message=""
        )
        if claimed:
            return Job.objects.get(pk=pk)
    return None


def _run(progress: Progress) -> None:
    job = progress.job
    work = registry.JOBS.get(job.kind)
    if work is None:
        _end(progress, JobStatus.FAILED, f"这一版程序不会做“{job.kind}”。")
        return
    try:
        try:
            stored = work(progress)
        finally:
            progress.settle()
    except Cancelled:
        _end(progress, JobStatus.CANCELLED, f"已按您的要求停下，做完了 {job.done} 项。")
    except Interrupted:
        # A shutdown is nobody's failure: the attempt does not count.
        _mine(progress).update(
            status=JobStatus.QUEUED, attempts=F("attempts") - 1, done=job.done, results=progress.results
        )
    except LostClaim:
        logger.warning("job %s went to another worker", job.pk)
    except Refused as refusal:
        _end(progress, JobStatus.FAILED, refusal.message)
    except Exception:
        logger.exception("job %s (%s) failed", job.pk, job.kind)
        _end(progress, JobStatus.FAILED, f"系统出错，没有做完。请把编号 {str(job.pk)[:8]} 告诉管理员。")
    else:
        _end(progress, JobStatus.DONE, job.message, stored)


def _mine(progress: Progress) -> Any:
    job = progress.job
    return Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)


def _end(progress: Progress, status: JobStatus, message: str, stored: StoredFile | None = None) -> None:
    job = progress.job
    ended = _mine(progress).update(
        status=status,
        message=message[:500],
        done=job.done,
        total=max(job.total, job.done),
        results=progress.results,
        result_file=stored,
        result_url=job.result_url,
        finished_at=timezone.now(),
    )
    if not ended:
        return
    job.status, job.message = status, message[:500]
    for receiver, answer in finished.send_robust(sender=Job, job=job):
        if isinstance(answer, Exception):
            logger.error("%s failed for job %s", receiver, job.pk, exc_info=answer)
