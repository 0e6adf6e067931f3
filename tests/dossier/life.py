"""A studio with three years behind it and a believable year under way, written straight into the tables."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from lingjun.core.files import store_upload
from lingjun.ledger.models import (
    Achievement,
    Activity,
    Adoption,
    Benefit,
    Mentorship,
    Milestone,
    Plan,
    PlanItem,
    Project,
)
from lingjun.studios import criteria
from lingjun.studios.models import (
    Charter,
    Equipment,
    Expense,
    Grant,
    Honour,
    Material,
    Premises,
    Promotion,
    Regulation,
    Studio,
    Worker,
)
from lingjun.studios.queries import with_head
from tests.routes.world import picture

KINDS = ("activities", "study", "research", "conversion", "incentives", "management")
DID = (
    ("meeting", "第 3 台岸桥防摇参数复核", 9), ("training", "新员工岸桥点检实操课", 18),
    ("exchange", "与海沧港区交流远程操控", 12), ("mentoring", "师徒对表：稳钩操作", 6), ("study", "到省港口学习", 5),
)  # fmt: skip


def lively(studio: Studio, *, lacking: str = "incentives") -> Studio:
    """Everything but one regulation (`lacking`, "" for none) and last year's appraisal; the sheet is computed."""
    today = timezone.localdate()
    begun = datetime.date(today.year - 2, 3, 1)
    Studio.objects.filter(pk=studio.pk).update(named_on=begun, named_year=begun.year)
    studio.members.update(joined_on=begun)
    studio.tenures.update(since=begun)
    studio.plaques.update(issued_on=begun, hung_at="岸桥维修楼一层正门")
    studio = with_head(Studio.objects.all()).get(pk=studio.pk)
    _file(studio, begun, today, lacking)
    _ledger(studio, today)
    criteria.refresh(studio)
    return with_head(Studio.objects.all()).get(pk=studio.pk)


def _by(today: datetime.date, day: int) -> datetime.date:
    """That day of January, or today when the year is younger."""
    return min(today.replace(month=1, day=day), today)


def _file(studio: Studio, begun: datetime.date, today: datetime.date, lacking: str) -> None:
    """Place, equipment, regulations, money, people."""
    Premises.objects.create(studio=studio, address="岸桥维修楼一层", use="攻关和授课", area=86, since=begun)
    for kind in ("literature", "tools", "network", "computers", "instruments"):
        Equipment.objects.create(studio=studio, kind=kind, name=f"{kind} 一套", quantity=3, since=begun)
    for kind in KINDS:
        if kind != lacking:
            Regulation.objects.create(studio=studio, kind=kind, title=f"工作室{kind}办法", effective_on=begun)
    year, first = today.year, _by(today, 15)
    own = Grant.objects.create(
        studio=studio, year=year, source="unit", amount=200_000, received_on=first, basis="鹭港〔2026〕3号"
    )
    city = Grant.objects.create(studio=studio, year=year, source="city", amount=50_000, received_on=first)
    for grant, use, amount in ((own, "equipment", 53_000), (own, "training", 20_000), (city, "exchange", 8_600)):
        Expense.objects.create(studio=studio, grant=grant, on=first, use=use, what="购置和培训", amount=amount)
    Charter.objects.create(
        studio=studio,
        structure="组长领衔人，副组长两人。",
        goal="三年减少停机一半。",
        duties="攻关、带徒、推广。",
        since=begun,
    )
    Honour.objects.create(worker=studio.leader, text="福建省五一劳动奖章", level="province_may1", year=2008)
    Worker.objects.filter(pk=studio.leader_id).update(skill_grade="senior_technician", post="桥吊司机")
    one = studio.members.exclude(role="leader").select_related("worker")[0].worker
    Promotion.objects.create(
        studio=studio, worker=one, kind="skill_grade", old="senior_worker", new="technician", on=first, growth="skill"
    )
    Worker.objects.filter(pk=one.pk).update(skill_grade="technician")


def _ledger(studio: Studio, today: datetime.date) -> None:
    """A plan, projects, activities in each month that is over, achievements, one mentorship."""
    year = today.year
    plan = Plan.objects.create(studio=studio, year=year, goal="减少停机", adopted_on=_by(today, 8))
    for month in range(1, 13):
        done = datetime.date(year, month, 5) if month < today.month - 1 else None
        PlanItem.objects.create(
            studio=studio, plan=plan, title=f"第 {month} 期攻关例会", due_month=month, done_on=done, position=month
        )
    project = Project.objects.create(
        studio=studio, title="岸桥远程操控与防摇系统改造", direction="technical", stage="第 3 台试运行", budget=46_000,
        problem="降低吊具摆动，提高单机作业效率", started_on=_by(today, 10),
        due_on=datetime.date(year + 1, 3, 31), position=2,
    )  # fmt: skip
    Milestone.objects.create(
        studio=studio, project=project, title="第 3 台验收", due_on=today + datetime.timedelta(days=20)
    )
    for month in range(1, today.month + 1):
        for number, (kind, title, people) in enumerate(DID[: 1 + month % 4]):
            day = min(datetime.date(year, month, 3 + 5 * number), today)
            Activity.objects.create(
                studio=studio,
                kind=kind,
                held_on=day,
                title=title,
                text=f"{title}，当场试了两种参数。",
                attendance=people,
            )
    achievement = Achievement.objects.create(
        studio=studio,
        kind="method",
        title="陈海川岸桥稳钩操作法",
        status="in_use",
        achieved_on=_by(today, 22),
    )
    Achievement.objects.create(
        studio=studio, kind="utility", title="一种岸桥吊具防摇控制装置", status="applied", project=project,
        achieved_on=_by(today, 18), number="ZL201320123456.7",
    )  # fmt: skip
    Benefit.objects.create(
        studio=studio, achievement=achievement, basis="cost", amount=3_124_000, method="按台时油耗差乘单价",
        period_from=datetime.date(year - 1, 10, 1), period_to=_by(today, 31), certifier="财务部",
    )  # fmt: skip
    for adopter in ("海沧港区", "东渡港区"):
        Adoption.objects.create(
            studio=studio, achievement=achievement, adopter=adopter, since=_by(today, 25), effect="停机减少"
        )
    one = studio.members.exclude(role="leader")[0].worker
    Mentorship.objects.create(
        studio=studio, mentor=studio.leader, apprentice=one, trade="桥吊司机", goal="升技师",
        started_on=datetime.date(year - 1, 2, 1), due_on=today + datetime.timedelta(days=30),
    )  # fmt: skip


def photograph(studio: Studio) -> Any:
    """A photo behind the latest activity."""
    activity = Activity.objects.filter(studio=studio)[0]
    upload = SimpleUploadedFile("现场.png", picture(), content_type="image/png")
    file = store_upload(upload=upload, purpose="photo", owner_id=None)
    return Material.objects.create(studio=studio, about="ledger.activity", about_id=activity.pk, file=file)
