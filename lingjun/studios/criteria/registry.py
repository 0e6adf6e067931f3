"""The register of checks. An app that knows a fact registers its function; higher floors may, this module never asks who."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable

from lingjun.notices.schema.content import CheckRule, NoticeContent
from lingjun.studios.models import Studio


@dataclasses.dataclass(frozen=True, slots=True)
class Question:
    """What a check is asked: this studio, under this rule of its notice, as the file stood on the day `on`."""

    studio: Studio
    rule: CheckRule
    content: NoticeContent
    on: datetime.date


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
    may change the answer (None: never)."""

    value: float
    words: str
    evidence: tuple[Evidence, ...] = ()
    missing: tuple[Missing, ...] = ()
    until: datetime.date | None = None


Check = Callable[[Question], Answer]
CHECKS: dict[str, Check] = {}


def check(key: str) -> Callable[[Check], Check]:
    """Register the function that answers checks with this key of `notices.enums.CheckKey`."""

    def register(function: Check) -> Check:
        if CHECKS.setdefault(key, function) is not function:
            raise ValueError(f"check {key!r} is registered twice")
        return function

    return register
