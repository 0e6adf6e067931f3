"""A demo studio's ledger of one year, by the real verbs: plan, projects, activities, achievements, mentorships."""

from __future__ import annotations

import dataclasses
import datetime
import random
import uuid
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.core.files.base import ContentFile

from lingjun.demo import agenda, pictures
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import Span
from lingjun.demo.stories import Story
from lingjun.ledger.actions import achievements, activities, mentorships, plan, projects
from lingjun.ledger.models import (
    Achievement,
    Adoption,
    Benefit,
    Mentorship,
    Milestone,
    Plan,
    PlanItem,
    Project,
    StageCheck,
)
from lingjun.ledger.numbers import check_digit
from lingjun.studios.actions import add, add_material
from lingjun.studios.models import Member

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio, Worker

GRANTED: Final = {"invention", "utility", "design", "software", "paper", "award", "standard", "method"}
"""Kinds that are 已授权, 已发表, 已命名; the others are in use."""
GUESTS: Final = {"exchange": (2, 9), "training": (0, 6), "service": (0, 0), "adoption": (3, 12)}
DIGITS: Final = {"invention": "1", "utility": "2", "design": "3"}


def numbered(kind: str, year: int, serial: int) -> str:
    """A number whose check digit holds; the body is invented. Nothing for kinds without a number."""
    if kind in DIGITS:
        digits = f"{year}{DIGITS[kind]}{serial:07d}"
        return f"ZL{digits}.{check_digit(digits)}"
    return f"{year}SR{serial:07d}" if kind == "software" else ""


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """What of a story one year tells: topics of activities, projects begun and carried on, achievements; by index.

    `full`: with a meeting every month, photographs, two pairs of master and apprentice.
    """

    topics: range
    begin: range
    carry: range
    results: range
    full: bool = True


class Book:
    """Writes one year of one studio."""

    def __init__(self, actor: User, studio: Studio, story: Story, span: Span, share: Share) -> None:
        self.actor, self.studio, self.story, self.span, self.share = actor, studio, story, span, share
        self.dice = random.Random(f"{story.unit}{span.year}")  # noqa: S311 - the same invented year every time
        self.items: list[PlanItem] = []
        self.done: set[int] = set()
        self.projects: dict[int, Project] = {}

    def write(self) -> None:
        self._plan()
        self._projects()
        self._activities()
        for place in self.share.results:
            self._achievement(place)
        self._mentorships()

    # people
    def team(self, day: datetime.date) -> list[Worker]:
        """Members of a day, the leader first."""
        rows = Member.objects.filter(studio=self.studio, joined_on__lte=day).exclude(left_on__lte=day)
        ordered = sorted(rows.select_related("worker"), key=lambda row: (row.role != "leader", row.position, row.pk))
        return [row.worker for row in ordered]

    def _pick(self, people: list[Worker]) -> list[Worker]:
        number = min(len(people), self.dice.randint(3, 9))
        return [people[0], *self.dice.sample(people[1:], max(0, number - 1))]

    # plan
    def _plan(self) -> None:
        day = self.span.first
        with at(office_hour(day, 16)):
            add(
                actor=self.actor, studio_id=self.studio.pk, model=Plan,
                values={"year": self.span.year, "goal": self.story.year_goal, "adopted_on": day},
            )  # fmt: skip
            people = self.team(day)
            for place, (month, title) in enumerate(self.story.plan):
                if month < day.month:
                    continue
                worker = people[place % len(people)] if place % 3 else people[0]
                values = {"year": self.span.year, "title": title, "due_month": month, "worker": worker}
                self.items.append(plan.add_item(actor=self.actor, studio_id=self.studio.pk, values=values))

    # projects
    def _projects(self) -> None:
        for place in self.share.begin:
            if place < len(self.story.projects):
                self._begin(place)
        known = {project.title: project for project in Project.standing.filter(studio=self.studio)}
        for place, row in enumerate(self.story.projects):
            if row[0] in known:
                self.projects[place] = known[row[0]]
                if place in self.share.carry:
                    self._carry_on(known[row[0]], row[4], row[3])

    def _begin(self, place: int) -> None:
        title, direction, problem, _, goal = self.story.projects[place]
        day = self.span.at(0.02 + place * 0.09)
        people = self.team(day)
        with at(office_hour(day, 10)):
            project = add(
                actor=self.actor, studio_id=self.studio.pk, model=Project,
                values={
                    "title": title, "direction": direction, "problem": problem, "status": "proposed",
                    "source": self.dice.choice(("unit", "studio", "studio", "city")),
                    "lead": people[place % min(3, len(people))], "people": [one.pk for one in people[1:5]],
                    "budget": Decimal(self.dice.randint(2, 16) * 5000),
                },
            )  # fmt: skip
        if goal == "proposed":
            return
        approved, started = self.span.at(0.05 + place * 0.09), self.span.at(0.08 + place * 0.09)
        due = datetime.date(self.span.year, 12, 20)
        with at(office_hour(approved, 15)):
            projects.approve(
                actor=self.actor, project_id=project.pk, approved_on=approved, approved_by=self.studio.unit.name
            )
        with at(office_hour(started, 9)):
            projects.start(actor=self.actor, project_id=project.pk, started_on=started, due_on=due)
            for number, words in enumerate(("方案评审", "样件或试点", "现场验证", "验收总结")):
                milestone = add(
                    actor=self.actor, studio_id=self.studio.pk, model=Milestone,
                    values={"project": project, "title": words, "due_on": self._due(started, due, number)},
                )  # fmt: skip
                done = milestone.due_on + datetime.timedelta(days=self.dice.randint(-4, 6))
                if done <= self.span.last and self.dice.random() < 0.9:
                    with at(office_hour(done, 17)):
                        projects.finish_milestone(actor=self.actor, milestone_id=milestone.pk, done_on=done)

    @staticmethod
    def _due(started: datetime.date, due: datetime.date, number: int) -> datetime.date:
        return started + (due - started) * (number + 1) // 4

    def _carry_on(self, project: Project, goal: str, result: str) -> None:
        """Up to where the story leaves it, in the last year told; a thin or an earlier year leaves it under way."""
        project.refresh_from_db()
        reached = ("under_way", "trial", "accepted", "applied").index(goal) if goal != "proposed" else -1
        late = self.span.at(0.93)
        steps = {"trial": self.span.at(0.62), "accepted": self.span.at(0.78), "applied": self.span.at(0.86)}
        begun = project.started_on
        if project.status == "under_way" and reached >= 1 and begun and begun < steps["trial"]:
            with at(office_hour(steps["trial"], 10)):
                projects.trial(actor=self.actor, project_id=project.pk, trial_on=steps["trial"], stage="现场试运行")
            project.refresh_from_db()
        if project.status == "trial" and reached >= 2 and steps["accepted"] < late:
            with at(office_hour(steps["accepted"], 15)):
                projects.accept(
                    actor=self.actor, project_id=project.pk, accepted_on=steps["accepted"],
                    accepted_by=self.studio.unit.name, verdict="达到任务书指标，同意验收。", result=result,
                )  # fmt: skip
            project.refresh_from_db()
        if project.status == "accepted" and reached >= 3:
            with at(office_hour(steps["applied"], 10)):
                projects.apply(
                    actor=self.actor, project_id=project.pk, applied_on=steps["applied"], result=result or "已推广。"
                )

    # activities
    def _activities(self) -> None:
        topics = [self.story.activities[place] for place in self.share.topics if place < len(self.story.activities)]
        number = max(1, round(len(topics) * self.span.share())) if self.share.full else len(topics)
        told = topics[:number]
        pairs = agenda.matched([item.title for item in self.items], told)
        for place, topic in enumerate(told):
            item = self.items[pairs[place]] if place in pairs else None
            due = self.span.on(item.due_month, 6 + place % 14) if item else None
            self._activity(due or self.span.at((place + 0.5) / number), topic, item if due else None)
        if self.share.full:
            self._monthly()

    def _monthly(self) -> None:
        """The regular meeting near the end of every month, in the words of the plan; or what was due itself.

        Of what no other activity did, one in eight stays open.
        """
        for month in range(1, 13):
            day = self.span.on(month, 26)
            if day is None:
                continue
            item = next((one for one in self.items if one.due_month == month), None)
            was_done = item is not None and item.pk in self.done
            open_item = item if item and not was_done and self.dice.random() < 0.88 else None
            kind = agenda.kind_of(open_item.title) if open_item else "meeting"
            if open_item and kind != "meeting":
                self._activity(day, (kind, open_item.title, agenda.DONE[kind], "工作室", 0), open_item)
                continue
            title = f"{month} 月工作例会{f'：{open_item.title}' if open_item else ''}"
            if open_item or was_done:
                words = f"对照年度计划过了一遍，本月“{item.title if item else ''}”已办完，结果逐条核对。"
            elif item:
                words = f"对照年度计划过了一遍，本月“{item.title}”还没办完，下月接着办。"
            else:
                words = "对照年度计划过了一遍，本月没有到期的事项。"
            following = [one.title for one in self.items if one.due_month == month % 12 + 1]
            words += f"下月重点是“{following[0]}”，责任到人。" if following else "各题负责人汇报进度，问题当场定办法。"
            self._activity(day, ("meeting", title, words, "工作室", 0), open_item)

    def _activity(self, day: datetime.date, topic: agenda.Topic, item: PlanItem | None) -> None:
        kind, title, text, place, project = topic
        people = self.team(day)
        token = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.studio.pk}{day}{title}")
        low, high = GUESTS.get(kind, (0, 0))
        known = self.projects.get(project - 1)
        begun = known is not None and known.started_on is not None and known.started_on <= day
        values = {
            "kind": kind, "held_on": day, "place": place, "title": title, "text": text,
            "attendees": [one.pk for one in self._pick(people)], "guests": self.dice.randint(low, high),
            "project": known if begun else None, "plan_item": item,
        }  # fmt: skip
        if item:
            self.done.add(item.pk)
        with at(office_hour(day, self.dice.randint(10, 17), self.dice.randint(0, 59))):
            activities.record_activity(actor=self.actor, studio_id=self.studio.pk, token=token, values=values)
            shots = self.dice.choice((0, 1, 1, 2, 2, 3) if self.share.full and "例会" not in title else (0, 0, 1))
            for number in range(shots):
                picture = pictures.scene(kind, f"{day:%Y-%m-%d} {title}", self.dice.randint(0, 4) + number)
                activities.add_photo(
                    actor=self.actor, studio_id=self.studio.pk, token=token,
                    upload=ContentFile(picture, name=f"现场{number + 1}.jpg"),
                )  # fmt: skip

    # achievements
    def _achievement(self, place: int) -> None:
        if place >= len(self.story.achievements):
            return
        kind, title, summary, project, more = self.story.achievements[place]
        day = self.span.at(0.25 + 0.6 * (place + 1) / (len(self.story.achievements) + 1))
        people = self.team(day)
        details = dict(more)
        if "since" in details:
            details["since"] = (day + datetime.timedelta(days=int(details["since"]))).isoformat()
        if kind in {"invention", "utility", "design"}:
            details["patentee"] = self.studio.unit.name
        if "issue" in details:
            details["issue"] = f"{day.year} 年{details['issue']}"
        values = {
            "kind": kind, "title": title, "summary": summary, "achieved_on": day, "number": self._number(kind, details),
            "status": "granted" if kind in GRANTED else "in_use", "first_author": people[0].name,
            "authors": [one.pk for one in people[: self.dice.randint(2, 4)]],
            "project": self.projects.get(project - 1), "details": details,
        }  # fmt: skip
        with at(office_hour(day, 11)):
            made = achievements.record_achievement(actor=self.actor, studio_id=self.studio.pk, values=values, reason="")
            lines = [self.studio.unit.name, title, f"第一完成人：{people[0].name}", "本页为演示数据。"]
            add_material(
                actor=self.actor, studio_id=self.studio.pk, about=made, purpose="evidence", caption="证书",
                upload=ContentFile(pictures.certificate(made.get_kind_display(), lines), name="证书.jpg"),
            )  # fmt: skip
        self._uptake(place + 1, made)

    def _number(self, kind: str, details: dict[str, str]) -> str:
        serial = self.studio.pk * 97 + self.span.year * 7 + self.dice.randint(100, 9999)
        if kind == "standard":
            return f"{details.pop('number')}-{self.span.year}"
        return numbered(kind, self.span.year, serial)

    def _uptake(self, number: int, made: Achievement) -> None:
        """Benefit of the half year after, and who took it up."""
        first = made.achieved_on.replace(day=1) - datetime.timedelta(days=150)
        last = made.achieved_on - datetime.timedelta(days=1)
        for place, basis, amount, method, certifier in self.story.benefits:
            if place == number:
                with at(office_hour(made.achieved_on, 16)):
                    add(
                        actor=self.actor, studio_id=self.studio.pk, model=Benefit,
                        values={
                            "achievement": made, "basis": basis, "amount": Decimal(amount), "period_from": first,
                            "period_to": last, "method": method, "certifier": f"{self.studio.unit.name}{certifier}",
                            "certified_on": made.achieved_on,
                        },
                    )  # fmt: skip
        for place, adopter, effect, people in self.story.adoptions:
            if place == number:
                since = min(made.achieved_on + datetime.timedelta(days=12), self.span.last)
                with at(office_hour(since, 10)):
                    add(
                        actor=self.actor, studio_id=self.studio.pk, model=Adoption,
                        values={"achievement": made, "adopter": adopter, "since": since, "people": people,
                                "effect": effect},
                    )  # fmt: skip

    # mentorships
    def _mentorships(self) -> None:
        """One pair a year, two in a full one; last year's pair ends when its time is over."""
        for old in Mentorship.standing.filter(studio=self.studio, outcome="", due_on__lte=self.span.last):
            self._conclude(old)
        day = self.span.at(0.12)
        people = self.team(day)
        taken = set(Mentorship.standing.filter(studio=self.studio).values_list("apprentice_id", flat=True))
        free = [one for one in people[2:] if one.pk not in taken]
        for number, apprentice in enumerate(free[: 2 if self.share.full else 1]):
            self._pair(day, people[number], apprentice, number)

    def _pair(self, day: datetime.date, mentor: Worker, apprentice: Worker, number: int) -> None:
        goal, first, second = self.story.mentor
        with at(office_hour(day, 15)):
            pair = mentorships.pair(
                actor=self.actor, studio_id=self.studio.pk,
                values={
                    "number": f"SD-{self.span.year}-{number + 1:02d}", "mentor": mentor, "apprentice": apprentice,
                    "trade": self.story.trade, "started_on": day,
                    "due_on": day + datetime.timedelta(days=540 if number else 365), "goal": goal,
                    "allowance": Decimal(300),
                },
            )  # fmt: skip
        for part, content in ((0.45, first), (0.8, second)):
            on = self.span.at(part)
            with at(office_hour(on, 16)):
                add(
                    actor=self.actor, studio_id=self.studio.pk, model=StageCheck,
                    values={
                        "mentorship": pair, "on": on, "content": content,
                        "mark": self.dice.choice(("excellent", "passed", "passed")),
                        "comment": self.dice.choice(("动作规范，记录完整。", "能独立完成，速度还要提。", "判断准确。")),
                    },
                )  # fmt: skip

    def _conclude(self, pair: Mentorship) -> None:
        on = max(pair.due_on, self.span.first)
        with at(office_hour(on, 16)):
            mentorships.conclude(
                actor=self.actor, mentorship_id=pair.pk, outcome="completed", ended_on=on, note="考核合格，同意出师。"
            )
