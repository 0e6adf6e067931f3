"""Long work with a progress bar: exports, imports, batches. A table and a loop, no other service."""

from . import upkeep  # its task registers itself
from .progress import Cancelled, Progress
from .queue import cancel, enqueue, finished, requeue_stale, run_next, run_periodic
from .registry import job, periodic
from .worker import Worker

__all__ = [
    "Cancelled",
    "Progress",
    "Worker",
    "cancel",
    "enqueue",
    "finished",
    "job",
    "periodic",
    "requeue_stale",
    "run_next",
    "run_periodic",
    "upkeep",
]
