"""The register of checks. An app that knows a fact registers its function; this module never asks who."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any, TypeVar, cast

from lingjun.notices.schema.content import CheckRule, NoticeContent
from lingjun.studios.models import Studio

Found = TypeVar("Found")


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A studio under its notice, as the file stood on the day `on`.

    `memo` is shared by everything asked about the same day: what one check has read, the next one uses.
    """

    studio: Studio
    content: NoticeContent
    on: datetime.date
    memo: dict[Any, Any] = dataclasses.field(default_factory=dict, compare=False, repr=False)

    def once(self, read: Callable[[Subject], Found]) -> Found:
        """What `read` finds about this subject; asked once, however many checks want it."""
        if read not in self.memo:
            self.memo[read] = read(self)
        return cast("Found", self.memo[read])


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Question(Subject):
    """What a check is asked: this subject under one rule of its notice."""

    rule: CheckRule


@dataclasses.dataclass(frozen=True, slots=True)
class Evidence:
    """Words and the page that shows it."""

    text: str
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Missing:
    """What is missing, in words (缺“成果转化”制度), and where it is put right."""

    text: str
    url: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Answer:
    """`value` in the rule's unit; met when it reaches the rule's minimum. `until`: the first day on which time alone
    may change the answer (None: never). `applies` False: cannot be asked of this studio on this day, e.g. last year's
    appraisal of a studio named this year; `words` then say why, and the check weighs nothing.

    `missing` of a check that is met, or that the notice does not require, is shown as advice.
    """

    value: float
    words: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    until: datetime.date | None = None
    applies: bool = True


Check = Callable[[Question], Answer]
Counter = Callable[[Subject], int | str | dict[str, int]]
CHECKS: dict[str, Check] = {}
COUNTERS: dict[str, Counter] = {}


def check(key: str) -> Callable[[Check], Check]:
    """Register the function that answers checks with this key of `notices.enums.CheckKey`."""

    def register(function: Check) -> Check:
        if CHECKS.setdefault(key, function) is not function:
            raise ValueError(f"check {key!r} is registered twice")
        return function

    return register


def counter(key: str) -> Callable[[Counter], Counter]:
    """Register a number a tab shows (`Tab.count` names this key), or several by tab; kept on the sheet by `refresh`."""

    def register(function: Counter) -> Counter:
        if COUNTERS.setdefault(key, function) is not function:
            raise ValueError(f"counter {key!r} is registered twice")
        return function

    return register


ENTRIES: list[Callable[[Subject], datetime.date | None]] = []


def entries(function: Callable[[Subject], datetime.date | None]) -> Callable[[Subject], datetime.date | None]:
    """Register who knows the day of the newest ledger entry (kept as `last_entry_on`)."""
    ENTRIES.append(function)
    return function
