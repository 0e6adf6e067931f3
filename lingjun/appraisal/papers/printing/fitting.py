"""How the boxes of the Word sheet share its pages: the steps of sheet.typ, with heights reckoned instead of measured.

Lengths are twips. Lines are exact, so that programs differ only by where they break them.
"""

from __future__ import annotations

import dataclasses
import math
from typing import Final

from lingjun.appraisal.paper import AppraisalPaper
from lingjun.appraisal.papers.printing import words
from lingjun.documents.printing.docx import twips
from lingjun.documents.printing.fonts import printable

TOP_MM: Final = 14
BOTTOM_MM: Final = 28
WIDTHS: Final = [twips(part) for part in (25, 34, 42.5, 22, 42.5)]
ALL: Final = sum(WIDTHS)
ROW: Final = twips(6.3)
PADDING: Final = 2 * 20 + 12
LEAST: Final = twips(15)
"""Of a text's box."""
LOWEST, HIGHEST = twips(22), twips(42)
"""Of an opinion's box on a page it shares; the highest as wide as a seal."""
NOTE: Final = twips(1.5) + 14 * 20
ROOM: Final = twips(297 - TOP_MM - BOTTOM_MM - 4)
"""Of the first page, less what programs differ by."""
LATER: Final = twips(297 - 28 - BOTTOM_MM - 4)
"""Of the others, whose header takes 28 mm."""
SHARES: Final = (2, 1, 1)
"""Of the height to spare, what each text gets."""


@dataclasses.dataclass(frozen=True, slots=True)
class Step:
    """Size and line of the type in points; `say`: an opinion's box at least."""

    size: float
    line: float
    say: int = 0

    @property
    def tall(self) -> int:
        """A line, in twips."""
        return round(self.line * 20)


FACTS: Final = Step(10.5, 14.5)
STEPS: Final = (
    Step(12, 18, twips(30)),
    Step(11, 16, twips(27)),
    Step(10.5, 14.5, twips(24)),
    Step(10.5, 13.5, LOWEST),
)
RUNNING: Final = STEPS[2]


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """Least heights of the boxes. `apart`: the opinions begin a page; `running`: the texts take more than one.

    `feet`: what stands between the words of an opinion and its date.
    """

    step: Step
    texts: list[int]
    said_step: Step
    said: list[int]
    feet: list[int]
    apart: bool = False
    running: bool = False


def plan(paper: AppraisalPaper) -> Plan:
    """One page where a step fits; else facts and texts, then all opinions together."""
    facts = _facts(paper)
    for step in STEPS:
        texts, said = _texts(paper, step), _said(paper, step)
        spare = ROOM - NOTE - facts - sum(texts) - sum(max(step.say, one) for one in said)
        if spare >= 0:
            say = min(HIGHEST, step.say + spare // len(said))
            said = [max(say, one) for one in said]
            texts = _shared(texts, ROOM - NOTE - facts - sum(texts) - sum(said))
            return Plan(step, texts, step, said, _feet(paper, step, said))
    for step in STEPS:
        texts = _texts(paper, step)
        spare = ROOM - facts - sum(texts)
        if spare >= 0:
            return _apart(paper, step, _shared(texts, spare), running=False)
    said = [max(RUNNING.say, one) for one in _said(paper, RUNNING)]
    texts = [LEAST] * len(words.TEXTS)  # a row said to be taller than a page is not broken
    if sum(said) > LATER - (facts + sum(_texts(paper, RUNNING)) - ROOM) % LATER - NOTE:
        return _apart(paper, RUNNING, texts, running=True)
    return Plan(RUNNING, texts, RUNNING, said, _feet(paper, RUNNING, said), running=True)


def _apart(paper: AppraisalPaper, step: Step, texts: list[int], *, running: bool) -> Plan:
    """Opinions on a page of their own, as tall as it is."""
    for said_step in STEPS:
        said = _said(paper, said_step)
        spare = LATER - NOTE - sum(said)
        if spare >= 0:
            break
    same = (LATER - NOTE) // len(said)
    if max(said) <= same:
        said = [same] * len(said)
    elif spare > 0:
        said = [one + spare // len(said) for one in said]
    return Plan(step, texts, said_step, said, _feet(paper, said_step, said), apart=True, running=running)


def _feet(paper: AppraisalPaper, step: Step, said: list[int]) -> list[int]:
    return [
        max(step.tall // 2, height - (_lines(text, step) + 1) * step.tall - twips(4))
        for height, text in zip(said, _words_said(paper), strict=True)
    ]


def _shared(heights: list[int], spare: int) -> list[int]:
    spare = max(0, spare)
    return [height + spare * share // sum(SHARES) for height, share in zip(heights, SHARES, strict=True)]


def _facts(paper: AppraisalPaper) -> int:
    """Heading and all rows of facts."""
    heads = [(getattr(paper, left), getattr(paper, right)) for (_, left), (_, right) in words.HEAD]
    rows = [max(_lines(left, FACTS, 1, 2), _lines(right, FACTS, 4, 1)) for left, right in heads]
    for row in words.laid(paper.rows):
        span = 1 if len(row) == 2 else 3
        places = [(text, at) for pair, start in zip(row, (1, 3), strict=False) for at, text in enumerate(pair, start)]
        rows.append(max(_lines(text, FACTS, at, span if at in (2, 4) else 1) for text, at in places))
    return sum(max(ROW, lines * FACTS.tall + PADDING) for lines in rows) + twips(2 + 2) + 26 * 20 + FACTS.tall


def _texts(paper: AppraisalPaper, step: Step) -> list[int]:
    return [max(LEAST, _lines(getattr(paper, name), step) * step.tall + PADDING) for _, name in words.TEXTS]


def _said(paper: AppraisalPaper, step: Step) -> list[int]:
    """What an opinion and its date line take."""
    return [round((_lines(text, step) + 1.5) * step.tall) + twips(4) for text in _words_said(paper)]


def _words_said(paper: AppraisalPaper) -> list[str]:
    return [words.opinion(paper, name)[0] for _, name in words.OPINIONS]


def _lines(text: str, step: Step, start: int = 1, span: int = 4) -> int:
    """Lines the words take in these columns, a little too many rather than too few."""
    room = (sum(WIDTHS[start : start + span]) - 2 * 108) / 20 / step.size
    indent = 2 if span == 4 else 0
    parts = printable(text).split("\n")
    return sum(max(1, math.ceil((words.wide(part) * 1.01 + indent) / room)) for part in parts)
