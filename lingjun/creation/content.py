"""The form while it is being filled in: one typed document, from which paper, checks and studio file are made.

Cells hold the words people wrote ("中共党员"); codes are found when counting and when the studio file is opened, so
that a paper reads back exactly as it was written. The leader is always the first person of the team and is typed
once, in the section 劳模本人.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any, Self

from lingjun.core.codes import (
    EDUCATION,
    GENDER,
    POLITICAL_STATUS,
    find_grade,
    parse_honours,
    project_direction,
    split_title_and_grade,
)
from lingjun.core.dates import parse_loose
from lingjun.creation.paper import Composition, CreationForm, Leader, PrintedOpinion
from lingjun.studios.composition import CompositionResult, brief, compute

SECTIONS: dict[str, str] = {
    "unit": "单位与工作室",
    "leader": "劳模本人",
    "roster": "成员名单",
    "projects": "创新（攻关）项目",
    "evidence": "“七个有”材料",
    "stamped": "盖章件",
}
"""Parts of the form a return can name, in the order of the paper."""

LIMITS: dict[str, dict[str, int]] = {
    "unit": {
        "unit_name": 100, "credit_code": 60, "industry": 60, "studio_name": 100, "chair_name": 50, "applied_on": 40,
    },
    "leader": {
        "name": 50, "gender": 10, "birth": 40, "political_status": 40, "education": 50, "post": 100, "phone": 60,
        "title": 50,
    },
    "honours": {"title": 190, "year": 10, "awarding_body": 100},
    "projects": {"title": 300},
}  # fmt: skip
"""Most characters of a field: what the studio file and the paper hold. A Word form may bring more."""

LONGEST_ROSTER = 300
LONGEST_PROJECTS = 50


@dataclasses.dataclass(slots=True)
class UnitPart:
    """Top of the form. `applied_on` is YYYY-MM-DD or YYYY-MM; `industry` the words of the box."""

    unit_name: str = ""
    credit_code: str = ""
    industry: str = ""
    studio_name: str = ""
    chair_name: str = ""
    applied_on: str = ""


@dataclasses.dataclass(slots=True)
class HonourRow:
    """One honour of the leader: the phrase as printed, and what the studio file wants to know about it."""

    title: str = ""
    level: str = ""
    year: str = ""
    awarding_body: str = ""

    @property
    def printed(self) -> str:
        return f"{self.year}年{self.title}" if self.year else self.title


@dataclasses.dataclass(slots=True)
class LeaderPart:
    """劳模本人基本情况. `honours_text` is the box as it stood in a Word form; rows edited on screen replace it."""

    name: str = ""
    gender: str = ""
    birth: str = ""
    political_status: str = ""
    education: str = ""
    post: str = ""
    phone: str = ""
    title: str = ""
    honours_text: str = ""
    honours: list[HonourRow] = dataclasses.field(default_factory=list)

    @property
    def honours_printed(self) -> str:
        return self.honours_text or "；".join(row.printed for row in self.honours if row.title)


@dataclasses.dataclass(slots=True)
class RosterRow:
    """One member besides the leader. `role` is 骨干, 成员 or 联络员 (empty = 成员)."""

    name: str = ""
    gender: str = ""
    birth: str = ""
    political_status: str = ""
    education: str = ""
    title: str = ""
    skill_grade: str = ""
    role: str = ""

    @property
    def is_blank(self) -> bool:
        return not (
            self.name or self.gender or self.birth or self.political_status or self.education or self.title
            or self.skill_grade or self.role
        )  # fmt: skip


@dataclasses.dataclass(slots=True)
class ProjectRow:
    """One project: words and direction (`ProjectDirection` value or empty)."""

    title: str = ""
    direction: str = ""


@dataclasses.dataclass(frozen=True, slots=True)
class Person:
    """A member with codes where they were found, as `studios.composition` counts them."""

    name: str
    gender: str
    birth: str
    political_status: str
    education: str
    title: str
    skill_grade: str
    role: str = ""


@dataclasses.dataclass(slots=True)
class Content:
    """The whole form. `typed` are counts from a paper without roster; a roster always wins."""

    unit: UnitPart = dataclasses.field(default_factory=UnitPart)
    leader: LeaderPart = dataclasses.field(default_factory=LeaderPart)
    roster: list[RosterRow] = dataclasses.field(default_factory=list)
    typed: Composition = dataclasses.field(default_factory=Composition)
    projects: list[ProjectRow] = dataclasses.field(default_factory=list)

    def to_dict(self) -> dict[str, Any]:
        return dataclasses.asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> Self:
        """Inverse of `to_dict`; an empty dictionary is an empty form. Unknown keys raise TypeError."""
        leader = dict(data.get("leader", {}))
        leader["honours"] = [HonourRow(**row) for row in leader.get("honours", [])]
        return cls(
            unit=UnitPart(**data.get("unit", {})),
            leader=LeaderPart(**leader),
            roster=[RosterRow(**row) for row in data.get("roster", [])],
            typed=Composition(**data.get("typed", {})),
            projects=[ProjectRow(**row) for row in data.get("projects", [])],
        )

    @property
    def people(self) -> list[Person]:
        """The leader (when named) and the roster, with codes. Empty without a roster: then typed counts hold."""
        if not self.roster:
            return []
        rows = [person_of_leader(self.leader)] if self.leader.name else []
        return rows + [person_of_row(row) for row in self.roster if not row.is_blank]

    @property
    def counted_on(self) -> datetime.date:
        """Ages count to the month of application; today while that is blank."""
        written = parse_loose(self.unit.applied_on)
        if written is not None:
            return datetime.date(int(written[:4]), int(written[5:7]), 1)
        return datetime.date.today()  # noqa: DTZ011 - the month in words, as printed

    def computed(self) -> CompositionResult | None:
        """Composition from the roster, None without one."""
        people = self.people
        return compute(people, self.counted_on) if people else None

    def composition(self) -> Composition:
        """The counts that print: computed from the roster, or typed where there is none."""
        result = self.computed()
        return Composition(**result.as_dict()) if result else self.typed  # type: ignore[arg-type]

    def first_line(self) -> Composition:
        """Total, sexes and average age of `composition`, for tables of many forms: nothing else is counted."""
        people: list[LeaderPart | RosterRow] = [row for row in self.roster if not row.is_blank]
        if self.roster and self.leader.name:
            people.append(self.leader)
        if not people:
            return self.typed
        pairs = [(GENDER.find(one.gender) or one.gender, parse_loose(one.birth) or one.birth) for one in people]
        found = brief(pairs, self.counted_on)
        return Composition(total=found.total, average_age=found.average_age, male=found.men, female=found.women)

    def paper(
        self, *, organization: str, unit_opinion: PrintedOpinion | None = None,
        city_opinion: PrintedOpinion | None = None,
    ) -> CreationForm:  # fmt: skip
        """The form as it prints; `organization` is the recommending union that stamps as 申报单位."""
        leader = self.leader
        return CreationForm(
            organization=organization,
            applied_on=self.unit.applied_on,
            unit_name=self.unit.unit_name,
            industry=self.unit.industry,
            studio_name=self.unit.studio_name,
            chair_name=self.unit.chair_name,
            composition=self.composition(),
            leader=Leader(
                name=leader.name,
                gender=leader.gender,
                birth=leader.birth,
                political_status=leader.political_status,
                education=leader.education,
                post=leader.post,
                phone=leader.phone,
                title=leader.title,
                honours=leader.honours_printed,
            ),
            projects=[row.title for row in self.projects if row.title],
            unit_opinion=unit_opinion or PrintedOpinion(),
            city_opinion=city_opinion or PrintedOpinion(),
        )

    @classmethod
    def from_paper(cls, form: CreationForm) -> Self:
        """A draft from what the reader found; nothing is guessed, nothing typed again."""
        leader = form.leader
        return cls(
            unit=UnitPart(
                unit_name=form.unit_name,
                industry=form.industry,
                studio_name=form.studio_name,
                chair_name=form.chair_name,
                applied_on=form.applied_on,
            ),
            leader=LeaderPart(
                name=leader.name,
                gender=leader.gender,
                birth=leader.birth,
                political_status=leader.political_status,
                education=leader.education,
                post=leader.post,
                phone=leader.phone,
                title=leader.title,
                honours_text=leader.honours,
                honours=[
                    HonourRow(title=honour.title, level=honour.level, year=str(honour.year or ""))
                    for honour in parse_honours(leader.honours)
                ],
            ),
            typed=form.composition,
            projects=[ProjectRow(title=title, direction=project_direction(title)[1]) for title in form.projects],
        )


def person_of_row(row: RosterRow) -> Person:
    """Codes for the words of a row; a word nobody knows stays as it is and counts nowhere."""
    return Person(
        name=row.name,
        gender=GENDER.find(row.gender) or row.gender,
        birth=parse_loose(row.birth) or row.birth,
        political_status=POLITICAL_STATUS.find(row.political_status) or row.political_status,
        education=EDUCATION.find(row.education) or row.education,
        title=row.title,
        skill_grade=find_grade(row.skill_grade) or "",
        role=row.role,
    )


def person_of_leader(leader: LeaderPart) -> Person:
    """The leader as first person: 职称(技术等级) is one box on the paper and is taken apart here."""
    both = split_title_and_grade(leader.title)
    return Person(
        name=leader.name,
        gender=GENDER.find(leader.gender) or leader.gender,
        birth=parse_loose(leader.birth) or leader.birth,
        political_status=POLITICAL_STATUS.find(leader.political_status) or leader.political_status,
        education=EDUCATION.find(leader.education) or leader.education,
        title=both.title or both.rest,
        skill_grade=both.grade,
        role="领衔人",
    )
