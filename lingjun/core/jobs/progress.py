"""What a job's function holds in its hand: counting, telling, and noticing that it should stop."""

from __future__ import annotations

import time
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from lingjun.core.models import Job, JobStatus

_WRITE_EVERY = 0.5
"""Seconds between writes of the counters."""


class Cancelled(Exception):
    """The owner cancelled the job."""


class Interrupted(Exception):
    """The worker is shutting down: the job goes back into the queue."""


class LostClaim(Exception):
    """Another worker has taken the job over; this one must not write any more."""


class Progress:
    """Progress of one run of a job.

    Counters are written at most twice a second; each write also notices a cancellation (raises `Cancelled`), a
    shutdown (`Interrupted`) and the loss of the job to another worker (`LostClaim`). Job functions let these pass.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.params: dict[str, Any] = job.params
        self.owner_id: int = job.owner_id
        self.stopping = False
        self.alive_at = time.monotonic()
        self._rows: list[dict[str, Any]] = list(job.results)
        self._keys = {row["key"] for row in self._rows if "key" in row}
        self._open: list[dict[str, Any]] = []
        """Rows recorded inside a transaction of which nothing is known yet: it may still be taken back."""
        self._written_at = 0.0

    def tally(self, name: str) -> None:
        """Count one more of what this job made, in the transaction that makes it: exact over any kill and new run.

        Kept beside the job's parameters. Raises `LostClaim` where another worker has taken the job over. Two queries.
        """
        if not connection.in_atomic_block:
            raise RuntimeError("tally needs the transaction it counts")
        job = self.job
        mine = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)
        params = mine.values_list("params", flat=True).first()
        if params is None:
            raise LostClaim
        mine.update(params=params | {name: params.get(name, 0) + 1})

    def tallied(self, name: str) -> int:
        """How many this job has counted, in all its runs. One query."""
        params = Job.objects.values_list("params", flat=True).get(pk=self.job.pk)
        return int(params.get(name, 0))

    @property
    def results(self) -> list[dict[str, Any]]:
        """Rows recorded so far, those of an interrupted run included; none whose transaction was rolled back."""
        self.settle()
        return self._rows

    def start(self, total: int) -> None:
        """Say how many rows there are; rows of an interrupted run count as done."""
        self.job.total = total
        self.job.done = min(len(self._rows), total)
        self._write()

    def step(self, n: int = 1) -> None:
        """Count `n` rows as done."""
        self.job.done += n
        self._write_if_due()

    def say(self, text: str) -> None:
        """Words under the progress bar, in Chinese; kept as the last words when the job ends."""
        self.job.message = text[:500]
        self._write_if_due()

    def seen(self, key: str) -> bool:
        """Whether this row was recorded already, by this run or an interrupted one, and stands."""
        self.settle()
        return key in self._keys

    def record(self, *, key: str, ok: bool, text: str = "", **more: Any) -> None:
        """Keep the result of one row and count it.

        Inside a transaction it is written at once, with the row's own changes: done exactly once, even over a kill.
        When that transaction is rolled back, by whatever, the row counts as never recorded.
        """
        self.settle()
        row = {"key": key, "ok": ok, "text": text, **more}
        self._rows.append(row)
        self._keys.add(key)
        self.job.done += 1
        if connection.in_atomic_block:
            self._open.append(row)
            transaction.on_commit(self._committed)
            self._write()
        else:
            self._write_if_due()

    def settle(self) -> None:
        """Forget rows whose transaction was rolled back. What the database kept is the truth: one query while any
        transaction with rows is open or was lost, none otherwise."""
        if not self._open:
            return
        stored = Job.objects.filter(pk=self.job.pk).values_list("results", flat=True).first() or []
        kept = {row["key"] for row in stored}
        for row in [row for row in self._open if row["key"] not in kept]:
            self._open.remove(row)
            self._rows.remove(row)
            self._keys.discard(row["key"])
            self.job.done -= 1

    def _committed(self) -> None:
        """Called when a transaction with rows has been committed; savepoints of it that were taken back go first."""
        self.settle()
        self._open.clear()

    def finish(self, *, url: str = "") -> None:
        """Name the page that shows the outcome."""
        self.job.result_url = url

    def check(self) -> None:
        """Notice a cancellation or shutdown now: for work whose single step is long."""
        self._write()

    def _write_if_due(self) -> None:
        self.alive_at = time.monotonic()
        if self.stopping or self.alive_at - self._written_at >= _WRITE_EVERY:
            self._write()

    def _write(self) -> None:
        self.alive_at = self._written_at = time.monotonic()
        job = self.job
        mine = Job.objects.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)
        written = mine.filter(cancel_asked=False).update(
            done=job.done,
            total=job.total,
            message=job.message,
            results=self._rows,
            heartbeat_at=timezone.now(),
        )
        if not written:
            raise Cancelled if mine.exists() else LostClaim
        if self.stopping:
            raise Interrupted
