"""七个有, live: one function for each check, thresholds from the notice, at any date."""

from lingjun.studios.criteria.registry import Answer, Evidence, Missing, Question, check
from lingjun.studios.criteria.sheet import refresh

__all__ = ["Answer", "Evidence", "Missing", "Question", "check", "refresh"]
