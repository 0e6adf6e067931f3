"""The worker: a loop over jobs and periodic tasks that ends cleanly on SIGTERM."""

from __future__ import annotations

import logging
import signal
import threading
import time
from types import FrameType
from typing import Final

from django.db import DatabaseError, close_old_connections, connection, connections
from django.utils import timezone

from lingjun.core.models import Job, JobStatus

from . import queue
from .progress import Progress

logger = logging.getLogger(__name__)

IDLE_SECONDS: Final = 1.0
BEAT_SECONDS: Final = 15.0
HUNG_AFTER: Final = 1800.0
"""Seconds without a step after which the heartbeat stops, so that a hung job is given up."""


class Worker:
    """One process's loop. `stop()` (also from a signal) ends it after the current step of the current job."""

    def __init__(self) -> None:
        self._stopping = threading.Event()
        self._progress: Progress | None = None

    def run(self, *, once: bool = False) -> int:
        """Work until stopped; with `once` until nothing is due. Number of jobs run."""
        done = 0
        if not once:
            threading.Thread(target=self._beat, name="heartbeat", daemon=True).start()
        while not self._stopping.is_set():
            worked = self._turn()
            done += worked
            if once and not worked:
                break
            if not worked:
                self._stopping.wait(IDLE_SECONDS)
        return done

    def stop(self, signum: int = 0, frame: FrameType | None = None) -> None:
        """Finish the current step, give an unfinished job back, and return from `run`."""
        self._stopping.set()
        if self._progress is not None:
            self._progress.stopping = True

    def listen(self) -> None:
        """Stop on SIGTERM and SIGINT. Main thread only."""
        signal.signal(signal.SIGTERM, self.stop)
        signal.signal(signal.SIGINT, self.stop)

    def _turn(self) -> int:
        if not connection.in_atomic_block:  # a caller's own transaction, as in tests
            close_old_connections()
        try:
            queue.run_periodic()
            return int(queue.run_next(on_start=self._holding) is not None)
        except DatabaseError:
            # The database may be restarting; the loop outlives it.
            logger.exception("the queue could not be read")
            self._stopping.wait(IDLE_SECONDS)
            return 0

    def _holding(self, progress: Progress | None) -> None:
        self._progress = progress
        if progress is not None and self._stopping.is_set():
            progress.stopping = True

    def _beat(self) -> None:
        """Sign of life for jobs whose single step is long. Own thread, own connection."""
        while not self._stopping.wait(BEAT_SECONDS):
            progress = self._progress
            if progress is None or time.monotonic() - progress.alive_at > HUNG_AFTER:
                continue
            try:
                Job.objects.filter(pk=progress.job.pk, status=JobStatus.RUNNING, attempts=progress.job.attempts).update(
                    heartbeat_at=timezone.now()
                )
            except DatabaseError:
                logger.warning("no heartbeat for job %s", progress.job.pk, exc_info=True)
            finally:
                connections.close_all()
