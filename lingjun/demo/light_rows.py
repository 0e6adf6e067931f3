"""The rows of a light year as a clerk has them on file: what the story says, with days of the year that is told."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from lingjun.demo.days import Span
from lingjun.demo.ledger import numbered
from lingjun.demo.older import Older
from lingjun.studios.models import Grant

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

NUMBERED: Final = {"发明专利": "invention", "实用新型专利": "utility", "软件著作权": "software"}
VERDICT: Final = "达到任务书要求，同意验收。"
Row = dict[str, Any]


class YearRows:
    """By column key of the product's lists. Rows of days that have not come are left out."""

    def __init__(self, studio: Studio, story: Older, span: Span, day: datetime.date) -> None:
        self.studio, self.story, self.span, self.day = studio, story, span, day
        self.dice = random.Random(f"{story.unit}rows")  # noqa: S311 - the same invented year every time

    # when
    def on(self, words: str, year: int | None = None) -> datetime.date | None:
        """The work day "MM-DD" means; None for nothing, and for a day that has not come yet."""
        if not words:
            return None
        month, day = map(int, words.split("-"))
        if year is None or year == self.span.year:
            return self.span.on(month, day)
        wanted = datetime.date(year, month, day)
        return wanted if wanted < timezone.localdate() else None

    def later(self, words: str) -> datetime.date | None:
        """A planned day, which may lie ahead."""
        return datetime.date.fromisoformat(f"{self.span.year}-{words}") if words else None

    def since(self, days: int) -> datetime.date:
        return self.studio.named_on + datetime.timedelta(days=days)

    # lists
    def team(self) -> list[Row]:
        names = ("name", "role", "gender", "birth", "political_status", "education", "title", "skill_grade", "post")
        rows: list[Row] = []
        for number, (*values, joined) in enumerate(self.story.team):
            day = self.on(joined) if joined else self.since(30 + number * 170)
            if day is not None:
                rows.append(dict(zip(names, values, strict=True)) | {"joined_on": day})
        return rows

    def grants(self, year: int) -> list[Row]:
        rows: list[Row] = []
        for source, amount, words, basis, uses in self.story.grants:
            if (day := self.on(words, year)) is not None:
                rows.append({
                    "year": year, "source": source, "amount": amount, "received_on": day,
                    "basis": basis.replace("{year}", str(year)), "uses": uses,
                })  # fmt: skip
        return rows

    def expenses(self) -> list[Row]:
        grants = {str(grant.get_source_display()): grant for grant in Grant.standing.filter(studio=self.studio)}
        rows: list[Row] = []
        for words, number, use, what, payee, amount in self.story.expenses:
            day, grant = self.on(words), grants.get(self.story.grants[number - 1][0])
            if day is not None and grant is not None:
                rows.append({
                    "on": day, "grant": grant.sheet_label, "use": use, "what": what, "payee": payee,
                    "amount": Decimal(str(amount)), "voucher": f"记-{day:%m%d}-{self.dice.randint(1, 40):02d}",
                })  # fmt: skip
        return rows

    def plan(self, year: int) -> list[Row]:
        people = self._people()
        return [
            {"year": year, "title": title, "due_month": f"{month} 月", "worker": people[place % min(3, len(people))]}
            for place, (month, title) in enumerate(self.story.plan)
        ]

    def _people(self) -> list[str]:
        """The leader and who was there from the beginning."""
        return [self.studio.leader.name, *(row[0] for row in self.story.team if not row[-1])]

    def projects(self) -> list[Row]:
        rows: list[Row] = []
        people = self._people()
        for place, row in enumerate(self.story.projects):
            title, direction, source, problem, budget, started, due, accepted, result = row
            begun, done = self.on(started), self.on(accepted)
            if begun is None:
                continue
            done = done if done and done <= self.day else None
            rows.append({
                "title": title, "direction": direction, "source": source, "problem": problem, "budget": budget,
                "lead": people[place % len(people)], "people": "、".join(people[1:4]), "approved_on": begun,
                "approved_by": self.studio.unit.name, "started_on": begun, "due_on": self.later(due),
                "accepted_on": done, "accepted_by": self.studio.unit.name if done else "",
                "verdict": VERDICT if done else "", "result": result if done else "",
            })  # fmt: skip
        return rows

    def project(self, number: int) -> str:
        """Its title, where it has begun."""
        row = self.story.projects[number - 1] if number else None
        return str(row[0]) if row and self.on(row[5]) else ""

    def activities(self) -> list[Row]:
        rows: list[Row] = []
        for words, kind, title, text, place, project, item, guests in self.story.activities:
            if (day := self.on(words)) is None:
                continue
            month, what = self.story.plan[item - 1] if item else (0, "")
            rows.append({
                "held_on": day, "kind": kind, "title": title, "text": text, "place": place, "guests": guests,
                "attendees": "、".join(self._present(day)), "project": self.project(project),
                "plan_item": f"{self.span.year} 年 {month} 月：{what}" if item else "",
            })  # fmt: skip
        return rows

    def _present(self, day: datetime.date) -> list[str]:
        """The leader and most of those who were in the team on the day."""
        team = [row["name"] for row in self.team() if row["joined_on"] <= day]
        number = min(len(team), self.dice.randint(2, max(2, len(team))))
        chosen = set(self.dice.sample(team, number))
        return [self.studio.leader.name, *(name for name in team if name in chosen)]

    def achievements(self) -> list[Row]:
        rows: list[Row] = []
        for kind, title, status, words, more, summary, project in self.story.achievements:
            if (day := self.on(words)) is not None:
                serial = self.studio.pk * 89 + 4000 + len(rows)
                rows.append({
                    "kind": kind, "title": title, "status": status, "achieved_on": day,
                    "more": more.replace("{year}", str(self.span.year)),
                    "number": numbered(NUMBERED.get(kind, ""), self.span.year, serial), "summary": summary,
                    "first_author": self.studio.leader.name, "project": self.project(project),
                    "authors": "、".join(self._present(day)[:3]),
                })  # fmt: skip
        return rows

    def _achieved(self, number: int) -> tuple[str, datetime.date | None]:
        row = self.story.achievements[number - 1]
        return str(row[1]), self.on(row[3])

    def benefits(self) -> list[Row]:
        rows: list[Row] = []
        for number, basis, amount, method, certifier in self.story.benefits:
            title, day = self._achieved(number)
            if day is not None:
                rows.append({
                    "achievement": title, "basis": basis, "amount": amount, "method": method,
                    "period_from": datetime.date(self.span.year, 1, 1), "period_to": day - datetime.timedelta(days=1),
                    "certifier": f"{self.studio.unit.name}{certifier}", "certified_on": day,
                })  # fmt: skip
        return rows

    def adoptions(self) -> list[Row]:
        rows: list[Row] = []
        for number, adopter, words, people, effect in self.story.adoptions:
            title, day = self._achieved(number)
            since = self.on(words)
            if day is not None and since is not None:
                rows.append(
                    {"achievement": title, "adopter": adopter, "since": since, "people": people, "effect": effect}
                )
        return rows

    def mentors(self) -> list[Row]:
        rows: list[Row] = []
        for number, (mentor, apprentice, trade, words, goal, grade) in enumerate(self.story.mentors, start=1):
            if (day := self.on(words)) is not None:
                rows.append({
                    "number": f"师徒〔{day.year}〕{number} 号", "mentor": mentor, "apprentice": apprentice,
                    "trade": trade, "started_on": day, "due_on": day + datetime.timedelta(days=540), "goal": goal,
                    "target_grade": grade,
                })  # fmt: skip
        return rows
