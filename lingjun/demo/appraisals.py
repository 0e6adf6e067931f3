"""The demo's yearly appraisals: one round graded and published, one open with cases in every state."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from lingjun.appraisal import actions as appraisal
from lingjun.appraisal.models import Appraisal, Rectification
from lingjun.cases import actions as verbs
from lingjun.cases.models import Case
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import report_year, workday
from lingjun.demo.holdings import set_up_regulations
from lingjun.demo.stories import Story, load
from lingjun.notices.actions import open_round
from lingjun.notices.models import NoticeVersion, Round
from lingjun.studios.models import Studio

if TYPE_CHECKING:
    from lingjun.demo.organizations import City

GRADED: Final = {4: "excellent", 10: "excellent", 3: "rectify"}
"""By the place of the studio; the others are 合格. 优秀 stays within the share of eleven."""
OPEN: Final = (
    "city_step", "recommendation", "unit_opinion", "draft", "city_step", "held", "recommendation", "returned",
    "unit_opinion", "written", "city_step", "draft", "draft",
)  # fmt: skip
REPORT: Final = (
    "一年来，工作室围绕“{goal}”开展工作。全年活动按计划进行，台账当天记、照片当天传；{project}取得进展，"
    "已用于生产。师带徒按协议推进，阶段考核有结论。经费专款专用，账目清楚。"
)
PROBLEMS: Final = "一、{lack}。\n二、外出交流少，骨干以老带老多。\n三、成果写得不够，能推广的没有及时整理。"
NEXT: Final = "一、补齐制度和资料。\n二、{item}。\n三、至少形成一项可推广的操作法或标准，带出一名技师。"
OPINIONS: Final = (
    "工作室全年活动正常，题目来自生产一线，成果已在本单位使用，作用发挥较好。",
    "活动有计划、有记录，带徒有结论；专项经费到位。望加强成果转化。",
    "领衔人带头攻关，团队稳定，台账完整。建议来年增加对外交流。",
)
DEMANDS: Final = "一、补建“学习研究”制度并上墙。\n二、补齐上半年缺的活动记录和凭证。\n三、明确联络员，台账当天记。"
FIXED: Final = "已补建制度并上墙公布，补齐三次活动记录，联络员调整为专人，台账改为当天记。"
FOUND: Final = "经现场复查，制度、台账、凭证均已补齐，同意通过。"


def build(city: City) -> None:
    """Last year's round from January to April, this year's open now."""
    year, stories = report_year(), load()
    studios = list(
        Studio.objects.filter(unit__name__in=stories).select_related("unit", "recommender", "leader").order_by("pk")
    )  # fmt: skip
    _graded(city, year - 1, [studio for studio in studios if studio.named_on.year < year], stories)
    _open(city, year, studios, stories)


def _round(city: City, year: int, opens: datetime.date, closes: datetime.date, studios: list[Studio]) -> Round:
    version = city_version(city)
    with at(office_hour(opens, 9)):
        round_ = open_round(
            actor=city.officer, notice_version=version, kind="appraisal", name=f"{year}年度综合鉴定", year=year,
            organizer=city.federation, opens_at=office_hour(opens, 9), closes_at=office_hour(closes, 17),
            legal_basis=version.notice.number,
        )  # fmt: skip
        for studio in studios:
            appraisal.open_one(actor=city.officer, round_id=round_.pk, studio_id=studio.pk)
    return round_


def city_version(city: City) -> NoticeVersion:
    """The version of the notice the demo's rounds are held under."""
    return Round.objects.filter(organizer=city.federation, kind="creation").order_by("pk")[0].notice_version


class Course:
    """Carries one case through its steps, a few days apart."""

    def __init__(self, city: City, studio: Studio, story: Story, found: Appraisal, first: datetime.date) -> None:
        self.city, self.studio, self.story, self.case_id, self.first = city, studio, story, found.case_id, first
        self.clerk, self.chair = city.clerks[story.unit], city.chairs[story.unit]
        self.union = city.officers[studio.recommender.code]

    def _day(self, number: int) -> datetime.datetime:
        moment = office_hour(workday(self.first + datetime.timedelta(days=number), self.first), 10 + number % 6, 7)
        return min(moment, timezone.now() - datetime.timedelta(minutes=3))

    def written(self) -> None:
        """The leader's report is typed, not sent."""
        item = self.story.plan[-1][1]
        lack = "制度还缺一项" if self.story.lacks else "台账有两次补记"
        project = self.story.projects[0][0]
        with at(self._day(3)):
            appraisal.save_report(
                actor=self.clerk, case_id=self.case_id,
                values={
                    "report": REPORT.format(goal=self.story.year_goal, project=project),
                    "problems": PROBLEMS.format(lack=lack), "next_year": NEXT.format(item=item),
                },
            )  # fmt: skip

    def unit_opinion(self) -> None:
        self.written()
        with at(self._day(5)):
            appraisal.submit_report(actor=self.clerk, case_id=self.case_id)

    def recommendation(self) -> None:
        self.unit_opinion()
        with at(self._day(8)):
            verbs.approve(actor=self.chair, case_id=self.case_id, text=OPINIONS[self.studio.pk % len(OPINIONS)])

    def city_step(self) -> None:
        self.recommendation()
        with at(self._day(12)):
            verbs.approve(actor=self.union, case_id=self.case_id, text="经复核，情况属实。")

    def returned(self) -> None:
        self.unit_opinion()
        with at(self._day(8)):
            verbs.return_for_changes(
                actor=self.chair, case_id=self.case_id, sections=["report"], reason="自评写得太笼统，请补上成果和数据。"
            )

    def graded(self, grade: str) -> None:
        self.city_step()
        with at(self._day(17)):
            appraisal.grade(
                actor=self.city.officer,
                case_id=self.case_id,
                grade=grade,
                demands=DEMANDS if grade == "rectify" else "",
            )


def _courses(
    city: City, round_: Round, studios: list[Studio], stories: dict[str, Story], first: datetime.date
) -> list[Course]:
    found = {one.studio_id: one for one in appraisal_rows(round_)}
    return [Course(city, studio, stories[studio.unit.name], found[studio.pk], first) for studio in studios]


def appraisal_rows(round_: Round) -> list[Appraisal]:
    """All of one round."""
    return list(Appraisal.objects.filter(case__round=round_))


def _graded(city: City, year: int, studios: list[Studio], stories: dict[str, Story]) -> None:
    """Opened in January, graded in March, published in April; one had to put things right and passed in June."""
    opens = datetime.date(year + 1, 1, 6)
    round_ = _round(city, year, opens, datetime.date(year + 1, 3, 20), studios)
    for number, course in enumerate(_courses(city, round_, studios, stories, opens + datetime.timedelta(days=10))):
        course.graded(GRADED.get(number, "qualified"))
    day = datetime.date(year + 1, 4, 10)
    with at(office_hour(day, 15)):
        cases = list(Case.objects.filter(round=round_).values_list("pk", flat=True))
        verbs.publish_together(
            actor=city.colleague, case_ids=cases, decision_number=f"厦工〔{year + 1}〕28号", decided_on=day
        )
    _put_right(city, round_)


def _put_right(city: City, round_: Round) -> None:
    for row in Rectification.objects.filter(appraisal__case__round=round_).select_related("studio__unit"):
        day = datetime.date(round_.year + 1, 5, 20)
        set_up_regulations(city.clerks[row.studio.unit.name], row.studio, day)
        with at(office_hour(day, 16)):
            appraisal.report_rectification(
                actor=city.clerks[row.studio.unit.name], rectification_id=row.pk, report=FIXED
            )
        with at(office_hour(day + datetime.timedelta(days=16), 10)):
            appraisal.check_rectification(
                actor=city.officers[row.studio.recommender.code], rectification_id=row.pk, passed=True, finding=FOUND
            )


def _open(city: City, year: int, studios: list[Studio], stories: dict[str, Story]) -> None:
    """Opened for every studio twenty days ago; the cases stand where people are, most older studios not yet begun."""
    opens = workday(timezone.localdate() - datetime.timedelta(days=20), datetime.date(year, 1, 1))
    closes = timezone.localdate() + datetime.timedelta(days=25)
    older = Studio.objects.exclude(import_batch=None).select_related("unit").order_by("pk")
    round_ = _round(city, year, opens, closes, [*studios, *older])
    for number, course in enumerate(_courses(city, round_, studios, stories, opens)):
        state = OPEN[number % len(OPEN)]
        if state == "held":
            course.graded("qualified")
        elif state != "draft":
            getattr(course, state)()
