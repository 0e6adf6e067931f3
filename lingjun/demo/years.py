"""The demo studios' years: three for two of them, a thin and a full one for the others, all by the real verbs."""

from __future__ import annotations

import datetime
import random
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lingjun.accounts.models import User
from lingjun.demo import pictures
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import Span, report_year, span
from lingjun.demo.holdings import furnish
from lingjun.demo.ledger import Book, Share
from lingjun.demo.people import person
from lingjun.demo.stories import Story, load
from lingjun.ledger.actions import projects
from lingjun.ledger.models import Project
from lingjun.studios import criteria
from lingjun.studios.actions import add, add_material
from lingjun.studios.actions.appointing import name_writer
from lingjun.studios.actions.growth import promote
from lingjun.studios.actions.money import add_expense
from lingjun.studios.actions.team import add_member, change_role, leave
from lingjun.studios.models import Grant, Member, Studio

if TYPE_CHECKING:
    from lingjun.demo.organizations import City

LONG: Final = ("厦门鹭港集装箱码头有限公司", "厦门市环岛公交有限公司")
"""Told over three years."""
LADDER: Final = {"intermediate_worker": "高级工", "senior_worker": "技师", "technician": "高级技师"}
ALL: Final = range(99)
NONE: Final = range(0)
SUBSIDY: Final = ("training", "literature", "exchange", "development")
"""What the federation's subsidy may be spent on."""


def build(city: City) -> None:
    """Every studio with a story, in the order of naming. One transaction and one look at the criteria for each."""
    stories = load()
    studios = Studio.objects.filter(unit__name__in=stories).select_related("unit", "leader", "case").order_by("pk")
    for number, studio in enumerate(studios):
        story = stories[studio.unit.name]
        with transaction.atomic(), criteria.once():
            Chronicle(city, studio, story, number).write()


class Chronicle:
    """One studio from its naming until today."""

    def __init__(self, city: City, studio: Studio, story: Story, number: int) -> None:
        self.city, self.studio, self.story, self.number = city, studio, story, number
        self.clerk, self.chair = city.clerks[story.unit], city.chairs[story.unit]
        self.dice = random.Random(f"{story.unit}people")  # noqa: S311 - the same invented people every time

    def write(self) -> None:
        furnish(self.clerk, self.studio, self.story, self.number)
        self._first_projects()
        writer = self._writer()
        for year, share in self._years():
            if (part := span(year, self.studio.named_on)) is not None:
                self._team(part, share)
                self._money(part, share)
                Book(writer, self.studio, self.story, part, share).write()

    def _years(self) -> list[tuple[int, Share]]:
        """Year and what of the story it tells; see `days.report_year`."""
        last = report_year()
        if self.story.unit in LONG:
            plan = [
                (last - 2, Share(range(6), range(2), NONE, range(2, 99, 3))),
                (last - 1, Share(range(6, 12), range(2, 3), range(1), range(1, 99, 3))),
                (last, Share(range(12, 99), range(3, 9), ALL, range(0, 99, 3))),
            ]
        elif self.studio.named_year >= last:
            plan = [(last, Share(ALL, ALL, ALL, ALL))]
        else:
            plan = [
                (last - 1, Share(range(3), range(1), NONE, NONE, full=False)),
                (last, Share(range(3, 99), range(1, 9), ALL, ALL)),
            ]
        if last < timezone.localdate().year:
            plan.append((last + 1, Share(range(2), NONE, NONE, NONE)))
        return plan

    def _writer(self) -> User:
        """The liaison's account where the unit has one; else the clerk writes."""
        liaison = User.objects.filter(
            appointments__organization=self.studio.unit, appointments__role="liaison", is_demo=True
        ).first()  # fmt: skip
        if liaison is None:
            return self.clerk
        with at(office_hour(self.studio.named_on + datetime.timedelta(days=14), 9)):
            name_writer(actor=self.chair, studio_id=self.studio.pk, user_id=liaison.pk)
        return liaison

    def _first_projects(self) -> None:
        """What the creation form named came to its end long ago, for a studio that is not new."""
        if self.studio.named_year >= timezone.localdate().year:
            return
        for place, project in enumerate(Project.standing.filter(studio=self.studio, source="form")):
            day = self.studio.named_on + datetime.timedelta(days=280 + place * 60)
            with at(office_hour(day, 15)):
                projects.accept(
                    actor=self.clerk, project_id=project.pk, accepted_on=day, accepted_by=self.studio.unit.name,
                    verdict="达到预期目标，同意验收。", result="已用于日常生产。",
                )  # fmt: skip
            if place == 0:
                with at(office_hour(day + datetime.timedelta(days=90), 15)):
                    projects.apply(
                        actor=self.clerk, project_id=project.pk, applied_on=day + datetime.timedelta(days=90),
                        result="在本单位全面推广。",
                    )  # fmt: skip

    # people
    def _team(self, part: Span, share: Share) -> None:
        """Somebody comes, some rise; in a full year one becomes 骨干, and in every other studio one leaves."""
        rows = list(
            Member.objects.filter(studio=self.studio, left_on=None).exclude(role="leader").select_related("worker")
        )  # fmt: skip
        taken = {row.worker.name for row in rows} | {self.studio.leader.name}
        self._join(part.at(0.06), taken)
        rising = [row for row in rows if row.worker.skill_grade in LADDER]
        for row in self.dice.sample(rising, min(len(rising), 2 if share.full else 1)):
            self._promote(row, part)
        if share.full:
            plain = [row for row in rows if row.role == "member"]
            day = part.at(0.4)
            if len(plain) > 3 and plain[1].joined_on < day:
                with at(office_hour(day, 11)):
                    change_role(actor=self.clerk, member_id=plain[1].pk, role="backbone", on=day)
            if self.number % 2 and len(rows) > 5:
                day = part.at(0.66)
                with at(office_hour(day, 11)):
                    leave(actor=self.clerk, member_id=rows[-1].pk, on=day, reason="调到其他部门")

    def _join(self, day: datetime.date, taken: set[str]) -> None:
        someone = person(self.dice, taken)
        values = {
            "name": someone.name, "gender": someone.gender, "birth": someone.birth, "education": someone.education,
            "political_status": someone.political_status, "title": "", "skill_grade": "中级工",
            "post": self.story.trade,
        }  # fmt: skip
        with at(office_hour(day, 10)):
            add_member(
                actor=self.clerk, studio_id=self.studio.pk, role="member", joined_on=day, values=values,
                is_another=True,
            )  # fmt: skip

    def _promote(self, row: Member, part: Span) -> None:
        day = part.at(0.5 + self.dice.random() * 0.3)
        new = LADDER[row.worker.skill_grade]
        if row.joined_on >= day:
            return
        with at(office_hour(day, 9)):
            promote(
                actor=self.clerk, studio_id=self.studio.pk, worker_id=row.worker_id, kind="skill_grade", new=new,
                on=day, growth=self.dice.choice(("skill", "skill", "innovation", "learning")), note="职业技能等级认定",
            )  # fmt: skip

    # money
    def _money(self, part: Span, share: Share) -> None:
        own = {"source": "unit", "amount": Decimal(self.story.fund), "basis": "单位年度预算", "uses": []}
        unit = self._grant(part.year, part.at(0.03), own)
        subsidy = None
        if self.number % 3 == 0 and share.full:
            city = {"source": "city", "amount": Decimal(20000), "basis": f"厦工〔{part.year}〕46号", "uses": [*SUBSIDY]}
            subsidy = self._grant(part.year, part.at(0.35), city)
        for place, row in enumerate(self.story.expenses[: 99 if share.full else 2]):
            day = part.at(0.1 + 0.8 * place / len(self.story.expenses))
            grant = subsidy if subsidy is not None and day > subsidy.received_on and place % 2 else unit
            self._expense(day, grant, row, with_file=place < 2)

    def _grant(self, year: int, day: datetime.date, values: dict[str, Any]) -> Grant:
        with at(office_hour(day, 10)):
            return add(
                actor=self.clerk, studio_id=self.studio.pk, model=Grant,
                values={"year": year, "received_on": day, **values},
            )  # fmt: skip

    def _expense(self, day: datetime.date, grant: Grant, row: tuple[str, str, str, int], *, with_file: bool) -> None:
        use, what, payee, amount = row
        values = {
            "grant": grant, "on": day, "use": use, "what": what, "payee": payee,
            "amount": Decimal(amount) * (90 + self.dice.randint(0, 20)) / 100,
            "voucher": f"记-{day:%m%d}-{self.dice.randint(1, 40):02d}",
        }  # fmt: skip
        with at(office_hour(day, 14)):
            expense = add_expense(actor=self.clerk, studio_id=self.studio.pk, values=values)
            if with_file:
                lines = [f"收款方：{payee}", f"事项：{what}", f"金额：{expense.amount:.2f} 元", expense.voucher]
                picture = ContentFile(pictures.certificate("发　票", lines), name="发票.jpg")
                add_material(
                    actor=self.clerk, studio_id=self.studio.pk, about=expense, purpose="evidence", caption="发票",
                    upload=picture,
                )  # fmt: skip
