"""The seven criteria of one studio on one day, asked live."""

from __future__ import annotations

import dataclasses
import datetime
import math

from lingjun.notices.enums import When
from lingjun.notices.schema.content import CheckRule, Criterion
from lingjun.studios.criteria.days import earliest
from lingjun.studios.criteria.registry import CHECKS, Answer, Evidence, Missing, Question, Subject
from lingjun.studios.criteria.together import gather
from lingjun.studios.models import Standing

NOT_ASKED = Answer(value=0, words="命名以后才看", applies=False)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One check with its answer. `answer` None: no app knows the function; nobody pretends that it was checked."""

    rule: CheckRule
    answer: Answer | None

    @property
    def weighs(self) -> bool:
        return self.answer is None or self.answer.applies

    @property
    def is_met(self) -> bool:
        return self.answer is not None and self.answer.value >= self.rule.minimum

    @property
    def tone(self) -> str:
        """ok, bad (required and not met), warn (not met, not required), idle (not asked, or nothing to go by)."""
        if self.answer is None or not self.answer.applies or (self.is_met and not self.answer.value):
            return "idle"
        return "ok" if self.is_met else "bad" if self.rule.required else "warn"

    @property
    def short(self) -> int:
        """How many pieces are missing: as many as are named, but no more than the minimum lacks."""
        lacks = math.ceil(self.rule.minimum - self.answer.value) if self.answer else 1
        return max(1, min(len(self.missing), lacks))

    @property
    def words(self) -> str:
        return self.answer.words if self.answer else f"“{self.rule.label}”还不能计算"

    @property
    def missing(self) -> tuple[Missing, ...]:
        if self.answer is None:
            return (Missing(f"“{self.rule.label}”还不能计算"),)
        if not self.answer.applies:
            return ()
        if not self.is_met and not self.answer.missing:
            return (Missing(f"{self.rule.label}不足 {self.rule.minimum} {self.rule.unit}"),)
        return self.answer.missing


@dataclasses.dataclass(frozen=True, slots=True)
class Result:
    """One criterion. `standing` None: nothing of it can be asked on that day (the plaque before naming)."""

    criterion: Criterion
    lines: tuple[Line, ...]

    @property
    def standing(self) -> Standing | None:
        """Met when every required check is; what the notice does not require is advice and weighs nothing."""
        asked = [line for line in self.lines if line.weighs]
        if not asked:
            return None
        required = [line for line in asked if line.rule.required]
        if all(line.is_met for line in required):
            return Standing.MET
        return Standing.PARTIAL if any(line.answer and line.answer.value > 0 for line in required) else Standing.MISSING

    @property
    def missing(self) -> list[Missing]:
        """What keeps the criterion from being met."""
        return [one for line in self.lines if line.rule.required and not line.is_met for one in line.missing]

    @property
    def advice(self) -> list[Missing]:
        """What would be better: pieces of checks that are met, or not required."""
        return [one for line in self.lines if line.is_met or not line.rule.required for one in line.missing]

    @property
    def evidence(self) -> list[Evidence]:
        return [one for line in self.lines if line.answer and line.answer.applies for one in line.answer.evidence]

    @property
    def state(self) -> str:
        """达到, 缺 1 项, or why it is not asked."""
        if self.standing is None:
            return NOT_ASKED.words
        if self.standing == Standing.MET:
            return Standing.MET.label
        return (
            f"缺 {sum(line.short for line in self.lines if line.rule.required and line.weighs and not line.is_met)} 项"
        )

    @property
    def until(self) -> datetime.date | None:
        return earliest(line.answer.until for line in self.lines if line.answer)


def evaluate(subject: Subject) -> tuple[Result, ...]:
    """All criteria of the notice, in its order."""
    gather(subject)
    return tuple(
        Result(criterion, tuple(Line(rule, _ask(subject, rule)) for rule in criterion.checks))
        for criterion in subject.content.criteria
    )


def _ask(subject: Subject, rule: CheckRule) -> Answer | None:
    """Checks that count from naming say nothing about a day before it."""
    if rule.when == When.NAMED and subject.on < subject.studio.named_on:
        return dataclasses.replace(NOT_ASKED, until=subject.studio.named_on)
    function = CHECKS.get(rule.key)
    if function is None:
        return None
    return function(
        Question(studio=subject.studio, content=subject.content, on=subject.on, memo=subject.memo, rule=rule)
    )
