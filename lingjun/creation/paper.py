"""The creation form as data: one field for each blank of the attachment.

Source: 厦工〔2012〕80号, attachment 《“劳模创新工作室”创建申报表》. The reader produces this, the printers
take it, and `python manage.py read_form --json` prints it: the keys are a public interface.
"""

from __future__ import annotations

import dataclasses
from typing import Any, Self


@dataclasses.dataclass(slots=True)
class Composition:
    """The three composition lines, in persons; average_age in years with at most one decimal. None is a blank."""

    total: int | None = None
    average_age: float | None = None
    male: int | None = None
    female: int | None = None
    party: int | None = None
    league: int | None = None
    democratic: int | None = None
    other_politics: int | None = None
    university: int | None = None
    college: int | None = None
    high_school: int | None = None
    other_education: int | None = None
    senior_engineer: int | None = None
    engineer: int | None = None
    senior_technician: int | None = None
    technician: int | None = None
    senior_worker: int | None = None
    intermediate_worker: int | None = None
    other_skill: int | None = None


@dataclasses.dataclass(slots=True)
class Leader:
    """劳模本人基本情况. `birth` is YYYY-MM or YYYY-MM-DD; the rest is the text of the box."""

    name: str = ""
    gender: str = ""
    birth: str = ""
    political_status: str = ""
    education: str = ""
    post: str = ""
    phone: str = ""
    title: str = ""
    honours: str = ""


@dataclasses.dataclass(slots=True)
class PrintedOpinion:
    """One opinion box: the words and the date beside the seal (YYYY-MM-DD, empty when blank)."""

    text: str = ""
    date: str = ""


@dataclasses.dataclass(slots=True)
class Problem:
    """What the reader could not take over, by field path (`leader.phone`), with the original's words in the message."""

    field: str
    message: str


@dataclasses.dataclass(slots=True)
class CreationForm:
    """Every field of the attachment. Dates are ISO text (YYYY-MM-DD or YYYY-MM); blanks are "" or None."""

    organization: str = ""
    applied_on: str = ""
    unit_name: str = ""
    industry: str = ""
    studio_name: str = ""
    chair_name: str = ""
    composition: Composition = dataclasses.field(default_factory=Composition)
    leader: Leader = dataclasses.field(default_factory=Leader)
    projects: list[str] = dataclasses.field(default_factory=list)
    unit_opinion: PrintedOpinion = dataclasses.field(default_factory=PrintedOpinion)
    city_opinion: PrintedOpinion = dataclasses.field(default_factory=PrintedOpinion)
    problems: list[Problem] = dataclasses.field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON-able dictionary, keys in the order of the paper."""
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Inverse of `to_dict`. Unknown keys raise TypeError."""
        nested = dict(data)
        nested["composition"] = Composition(**nested.get("composition", {}))
        nested["leader"] = Leader(**nested.get("leader", {}))
        nested["unit_opinion"] = PrintedOpinion(**nested.get("unit_opinion", {}))
        nested["city_opinion"] = PrintedOpinion(**nested.get("city_opinion", {}))
        nested["problems"] = [Problem(**p) for p in nested.get("problems", [])]
        return cls(**nested)


@dataclasses.dataclass(frozen=True, slots=True)
class PrintMark:
    """What the QR code and the small line at the foot of each printed page say.

    `number` is the case number (CJ-2026-0042), `version` the submission printed (0 = draft, no code is printed),
    `digest` the first 12 hex digits (upper case) of SHA-256 over the printed data.
    """

    number: str = ""
    version: int = 0
    digest: str = ""

    @property
    def payload(self) -> str:
        """Text of the QR code; characters of QR alphanumeric mode only, so that the symbol stays small."""
        return f"LJ1:{self.number}:{self.version}:{self.digest}"
