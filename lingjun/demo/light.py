"""A light year of a studio named before the notice: its clerk reads the unit's lists in, and goes on from there."""

from __future__ import annotations

import datetime
import random
from typing import TYPE_CHECKING, Any

from django.core.files.base import ContentFile
from django.utils import timezone

from lingjun.appraisal.models import WrittenAppraisal
from lingjun.demo import pictures
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import Span, report_year, span
from lingjun.demo.holdings import set_up_regulations
from lingjun.demo.light_rows import VERDICT, Row, YearRows
from lingjun.demo.lists import read_in
from lingjun.demo.older import Older
from lingjun.ledger.actions import activities, projects
from lingjun.ledger.models import Activity, Milestone, Plan, Project
from lingjun.studios.actions import add, add_material
from lingjun.studios.actions.plaques import hang_plaque
from lingjun.studios.models import Charter, Premises

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


class LightYear:
    """One studio: what stood before, the year's lists up to the day they are read in, later rows on their own day."""

    def __init__(self, clerk: User, studio: Studio, story: Older, day: datetime.date) -> None:
        self.clerk, self.studio, self.story, self.day = clerk, studio, story, day
        self.dice = random.Random(story.unit)  # noqa: S311 - the same invented year every time
        self.hour = office_hour(day, 9)
        found = span(report_year(), studio.named_on)
        if found is None:
            raise ValueError("the year that is told has not begun")
        self.span: Span = found
        self.rows = YearRows(studio, story, found, day)

    def write(self) -> None:
        with at(self._next()):
            self._house()
        set_up_regulations(self.clerk, self.studio, self.rows.since(60), self.story.lacks, entered=self._next())
        self._listed_projects()
        self._read("members", self.rows.team(), "joined_on")
        self._read("grants", self.rows.grants(self.span.year), "received_on")
        self._read("expenses", self.rows.expenses(), "on")
        self._plan(self.span.year)
        self._read("projects", self.rows.projects(), "started_on")
        self._accept()
        self._milestones()
        self._read("activities", self.rows.activities(), "held_on")
        self._photos()
        for key, rows, on in (
            ("achievements", self.rows.achievements(), "achieved_on"),
            ("benefits", self.rows.benefits(), "certified_on"),
            ("adoptions", self.rows.adoptions(), "since"),
            ("mentorships", self.rows.mentors(), "started_on"),
        ):
            self._read(key, rows, on)
        if self.span.year < timezone.localdate().year:
            self._plan(self.span.year + 1)
            self._read("grants", self.rows.grants(self.span.year + 1), "received_on")

    # when
    def _next(self) -> datetime.datetime:
        """A little later on the day of the lists."""
        self.hour += datetime.timedelta(minutes=self.dice.randint(6, 14))
        return self.hour

    def _read(self, key: str, rows: list[Row], on: str) -> None:
        """Rows up to the day of the lists together; those after it on their own day. `on`: the column of the day."""
        early = [row for row in rows if not on or row[on] <= self.day]
        with at(self._next()):
            read_in(self.clerk, self.studio, key, early)
        for row in rows:
            if on and row[on] > self.day:
                with at(office_hour(row[on], self.dice.randint(14, 17), self.dice.randint(0, 59))):
                    read_in(self.clerk, self.studio, key, [row])

    # the house
    def _house(self) -> None:
        story, studio = self.story, self.studio
        plaque = studio.plaques.get()
        if story.hung:
            hang_plaque(actor=self.clerk, plaque_id=plaque.pk, hung_at=story.hung, hung_on=self.rows.since(20))
            if story.pictured:
                picture = pictures.plaque(studio.name, plaque.number, studio.pk)
                self._picture(plaque, "牌匾", f"挂在{story.hung}", picture)
        if story.charter:
            words = dict(zip(("structure", "goal", "duties"), story.charter, strict=True))
            values: Row = {"since": self.rows.since(30), **words}
            add(actor=self.clerk, studio_id=studio.pk, model=Charter, values=values)
        if story.place:
            address, area, use = story.place
            row = {"address": address, "area": area, "use": use, "is_fixed": True, "since": self.rows.since(15)}
            read_in(self.clerk, studio, "premises", [row])
            if story.pictured:
                premises = Premises.objects.get(studio=studio)
                picture = pictures.scene("room", f"{studio.leader.name}工作室", studio.pk)
                self._picture(premises, "场所", use.split("、")[0], picture)
        names = ("kind", "name", "model", "quantity", "value", "location")
        rows = [dict(zip(names, row, strict=True)) | {"since": self.rows.since(40)} for row in story.equipment]
        read_in(self.clerk, studio, "equipment", rows)
        if story.written:
            signed = datetime.date(self.day.year, 1, 16)
            signed = signed if signed <= self.day else signed.replace(year=signed.year - 1)
            values = {"year": signed.year - 1, "dated_on": signed, "conclusion": story.written}
            add(actor=self.clerk, studio_id=studio.pk, model=WrittenAppraisal, values=values)

    def _picture(self, about: Any, name: str, caption: str, picture: bytes) -> None:
        add_material(
            actor=self.clerk, studio_id=self.studio.pk, about=about, purpose="photo", caption=caption[:100],
            upload=ContentFile(picture, name=f"{name}.jpg"),
        )  # fmt: skip

    def _listed_projects(self) -> None:
        """What the federation's list named was done long ago."""
        for place, project in enumerate(Project.standing.filter(studio=self.studio)):
            day = self.rows.since(300 + place * 90)
            with at(self._next()):
                projects.accept(
                    actor=self.clerk, project_id=project.pk, accepted_on=day, accepted_by=self.studio.unit.name,
                    verdict="按当年验收记录补登，同意验收。",
                )  # fmt: skip

    def _plan(self, year: int) -> None:
        if not self.story.plan:
            return
        with at(self._next()):
            adopted = min(self.day, datetime.date(year, 1, 20))
            values = {"year": year, "goal": self.story.year_goal, "adopted_on": adopted}
            add(actor=self.clerk, studio_id=self.studio.pk, model=Plan, values=values)
        self._read("plan", self.rows.plan(year), "")

    def _accept(self) -> None:
        """Projects that came to their end after the lists were read in."""
        for title, *_, words, result in self.story.projects:
            day = self.rows.on(words)
            if day is None or day <= self.day:
                continue
            project = Project.standing.get(studio=self.studio, title=title)
            with at(office_hour(day, 16)):
                projects.accept(
                    actor=self.clerk, project_id=project.pk, accepted_on=day, accepted_by=self.studio.unit.name,
                    verdict=VERDICT, result=result,
                )  # fmt: skip

    def _milestones(self) -> None:
        known = {project.title: project for project in Project.standing.filter(studio=self.studio)}
        for number, title, due, done in self.story.milestones:
            if (project := known.get(self.rows.project(number))) is None:
                continue
            day = self.rows.on(done)
            values = {"project": project, "title": title, "due_on": self.rows.later(due), "done_on": day}
            with at(max(self._next(), office_hour(day or self.day, 17))):
                add(actor=self.clerk, studio_id=self.studio.pk, model=Milestone, values=values)

    def _photos(self) -> None:
        """One picture of every second activity, and of none where nobody takes pictures."""
        if not self.story.pictured:
            return
        rows = Activity.standing.filter(studio=self.studio).order_by("held_on", "pk")
        for activity in list(rows)[1::2]:
            picture = pictures.scene(activity.kind, f"{activity.held_on:%Y-%m-%d} {activity.title}", activity.pk)
            with at(max(self._next(), office_hour(activity.held_on, 18))):
                activities.add_photo(
                    actor=self.clerk, studio_id=self.studio.pk, token=activity.token,
                    upload=ContentFile(picture, name="现场.jpg"),
                )  # fmt: skip
