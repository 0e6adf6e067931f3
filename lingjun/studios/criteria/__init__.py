"""七个有, live: one function for each check, thresholds from the notice, at any date."""

from lingjun.studios.criteria import checks, people  # the checks of this app register themselves
from lingjun.studios.criteria.evaluation import Line, Result, evaluate
from lingjun.studios.criteria.once import once, refresh
from lingjun.studios.criteria.registry import (
    Answer,
    Evidence,
    Missing,
    Question,
    Subject,
    check,
    counter,
    entries,
)
from lingjun.studios.criteria.sheet import subject_of

__all__ = [
    "Answer",
    "Evidence",
    "Line",
    "Missing",
    "Question",
    "Result",
    "Subject",
    "check",
    "checks",
    "counter",
    "entries",
    "evaluate",
    "once",
    "people",
    "refresh",
    "subject_of",
]
