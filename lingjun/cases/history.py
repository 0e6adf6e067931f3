"""The course of a case as people read it, and what changed since the last submission."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from lingjun.cases.enums import Verdict
from lingjun.cases.kinds import kind_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from lingjun.cases.models import Case, CaseStep, Opinion


@dataclasses.dataclass(frozen=True, slots=True)
class CourseLine:
    """One line of `.course`: an answered step, an earlier round of answers, or the step that waits."""

    title: str
    look: str
    who: str = ""
    signer: str = ""
    at: datetime.datetime | None = None
    text: str = ""
    sections: tuple[str, ...] = ()
    stamp: str = ""
    stamp_kind: str = ""
    stamped_on: datetime.date | None = None
    extra: dict[str, Any] = dataclasses.field(default_factory=dict)


def course(case: Case, *, held: bool, sections: dict[str, str]) -> list[CourseLine]:
    """Opinions in order, then the steps still to come. `held`: whether the reader may see unpublished ones.

    Uses the prefetched steps and opinions of `queries.with_course`: no further query.
    """
    opinions = [opinion for opinion in case.opinions.all() if opinion.is_published or held]
    refused = kind_of(case).words.refused
    lines = [_answered(opinion, sections, refused) for opinion in opinions]
    answered = {opinion.step_id for opinion in opinions if not opinion.is_superseded}
    if not case.is_final:
        lines += [_coming(case, step) for step in case.steps.all() if step.pk not in answered]
    return lines


def _answered(opinion: Opinion, sections: dict[str, str], refused: str) -> CourseLine:
    verdict = Verdict(opinion.verdict)
    kind = "void" if opinion.is_superseded and verdict != Verdict.RETURN else ""
    if verdict == Verdict.RETURN:
        kind = "back"
    return CourseLine(
        title=opinion.step.title + ("" if opinion.is_published else "（待公布）"),
        look="old" if opinion.is_superseded else "",
        who=opinion.organization_name,
        signer=opinion.signer_name,
        at=opinion.decided_at,
        text=opinion.text,
        sections=tuple(sections.get(key, key) for key in opinion.sections),
        stamp="已作废" if kind == "void" else refused if verdict == Verdict.REJECT else verdict.label,
        stamp_kind=kind,
        stamped_on=opinion.dated_on,
        extra=opinion.extra,
    )


def _coming(case: Case, step: CaseStep) -> CourseLine:
    now = step.key == case.state
    return CourseLine(
        title=step.title,
        look="now" if now else "old",
        who=step.organization.union_name,
        stamp="待盖章" if now else "",
        stamp_kind="wait" if now else "",
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Change:
    """One field that differs: its name in Chinese, before and now (empty = there was nothing)."""

    label: str
    before: str
    now: str
    field: str = ""


def changes(pairs: Iterable[tuple[str, str, str, str]]) -> list[Change]:
    """From (field, label, before, now), those that differ."""
    return [Change(label, before, now, field) for field, label, before, now in pairs if before != now]
