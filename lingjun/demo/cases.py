"""The demo's creation cases: 10 of history, 20 of this year in every status, each made by the real verbs."""

from __future__ import annotations

import dataclasses
import datetime
import random
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.utils import timezone

from lingjun.cases import actions as verbs
from lingjun.cases.models import Case
from lingjun.core.codes import INDUSTRY
from lingjun.core.files import store_upload
from lingjun.creation import actions as creation
from lingjun.creation.content import Content, UnitPart
from lingjun.creation.papers.current import form_of
from lingjun.creation.papers.printing import form_pdf
from lingjun.demo import pictures
from lingjun.demo.clock import at, office_hour
from lingjun.demo.organizations import City
from lingjun.demo.people import leader_part, projects, roster
from lingjun.demo.rounds import Rounds
from lingjun.documents.scans import read_marks
from lingjun.notices.models import Round


@dataclasses.dataclass(frozen=True, slots=True)
class Plan:
    """One case: unit, leader, how far it goes, and which day it was begun (days before today, or a date)."""

    unit: str
    leader: str
    woman: bool
    level: int
    team: int
    until: str
    begun: int | datetime.date = 10


def history() -> list[tuple[str, Plan]]:
    """Named under the 2012 and 2013 rounds."""
    day = datetime.date
    return [
        ("first", Plan("厦门海湾职业学校", "林秋月", True, 0, 9, "named", day(2012, 8, 6))),
        ("first", Plan("厦门筼筜印刷厂", "谢国平", False, 1, 7, "named", day(2012, 8, 8))),
        ("first", Plan("厦门东渡机电有限公司", "高振华", False, 1, 10, "named", day(2012, 8, 13))),
        ("first", Plan("厦门杏滨纺织有限公司", "柯丽华", True, 3, 8, "named", day(2012, 8, 20))),
        ("first", Plan("厦门市环岛公交有限公司", "钟伟明", False, 0, 12, "named", day(2012, 9, 3))),
        ("first", Plan("厦门市五缘社区医院", "范玉梅", True, 3, 6, "named", day(2012, 9, 10))),
        ("second", Plan("厦门海沧玻璃有限公司", "丁少杰", False, 1, 8, "named", day(2013, 3, 11))),
        ("second", Plan("厦门集灌水务有限公司", "邱明辉", False, 3, 7, "named", day(2013, 3, 18))),
        ("second", Plan("厦门轮渡船舶修造厂", "叶青山", False, 1, 9, "named", day(2013, 4, 1))),
        ("second", Plan("厦门同安食品有限公司", "蔡永福", False, 3, 6, "named", day(2013, 4, 8))),
        ("second", Plan("厦门鹭港集装箱码头有限公司", "周海潮", False, 0, 14, "named", day(2013, 4, 15))),
    ]


def this_year() -> list[tuple[str, Plan]]:
    """Twenty cases: six of the round just past, fourteen of the open one."""
    return [
        ("past", Plan("厦门中山百货有限公司", "罗淑贞", True, 3, 7, "named", 100)),
        ("past", Plan("厦门火炬智能装备有限公司", "王志坚", False, 2, 11, "named", 96)),
        ("past", Plan("厦门鹭岛酒店有限公司", "傅海波", False, 3, 5, "rejected", 92)),
        ("past", Plan("厦门闽南粮油有限公司", "江晓东", False, 3, 5, "withdrawn", 88)),
        ("past", Plan("厦门远海航空维修有限公司", "郑俊杰", False, 1, 13, "held", 60)),
        ("past", Plan("厦门港务拖轮有限公司", "吴永辉", False, 2, 8, "held", 58)),
        ("open", Plan("厦门市鼓浪医院", "黄秀兰", True, 2, 14, "city_again", 24)),
        ("open", Plan("厦门湖边精密制造有限公司", "张立群", False, 1, 9, "city", 22)),
        ("open", Plan("厦门公路养护有限公司", "洪建国", False, 3, 8, "city", 20)),
        ("open", Plan("厦门市滨海中学", "郭瑞芳", True, 2, 6, "city", 19)),
        ("open", Plan("厦门变电检修有限公司", "沈一鸣", False, 0, 12, "recommendation", 16)),
        ("open", Plan("厦门建工第三工程有限公司", "许志坚", False, 3, 7, "recommendation", 15)),
        ("open", Plan("厦门翔安光电有限公司", "许嘉伟", False, 3, 9, "recommendation", 12)),
        ("open", Plan("厦门地铁运营有限公司", "何振华", False, 1, 10, "unit_opinion", 9)),
        ("open", Plan("厦门火炬软件技术有限公司", "刘静怡", True, 3, 8, "unit_opinion", 8)),
        ("open", Plan("厦门自贸物流有限公司", "黄建安", False, 3, 6, "returned", 21)),
        ("open", Plan("厦门燃气服务有限公司", "曾国强", False, 2, 7, "returned_by_union", 17)),
        ("open", Plan("厦门筼筜配电工程有限公司", "吴丽敏", True, 3, 7, "draft_gap", 6)),
        ("open", Plan("厦门市思明政务服务中心", "杨美玲", True, 3, 5, "draft_empty", 4)),
        ("open", Plan("厦门集美机械有限公司", "陈伟明", False, 3, 6, "draft", 3)),
    ]


class Builder:
    """Drives one case after another through the verbs, telling them what day it is."""

    def __init__(self, city: City, rounds: Rounds) -> None:
        self.city, self.rounds = city, rounds
        self.dice = random.Random(80)  # noqa: S311 - the same invented city every time
        self.number = 0

    def build(self) -> Iterator[Case]:
        for round_key, plan in [*history(), *this_year()]:
            yield self.case(getattr(self.rounds, round_key), plan)

    def case(self, round_: Round, plan: Plan) -> Case:
        """One case up to its planned end."""
        self.number += 1
        self.plan, self.unit = plan, self.city.units[plan.unit]
        self.clerk, self.chair = self.city.clerks[plan.unit], self.city.chairs[plan.unit]
        self.union = self.city.officers[self.unit.parent.code] if self.unit.parent else self.city.officer
        start = plan.begun if isinstance(plan.begun, datetime.date) else _ago(plan.begun)
        self.days = _workdays_from(start)
        with at(self._moment()):
            case = creation.start(actor=self.clerk, round=round_, unit=self.unit)
            self._fill(case)
        getattr(self, f"_{plan.until}")(case)
        case.refresh_from_db()
        return case

    def _moment(self) -> datetime.datetime:
        """The next office minute of this case's story, never in the future."""
        minute = office_hour(next(self.days), self.dice.randint(9, 16), self.dice.randint(0, 59))
        return min(minute, timezone.now() - datetime.timedelta(minutes=5))

    def _fill(self, case: Case) -> None:
        plan = self.plan
        content = Content.from_dict(case.application.content)
        content.unit.studio_name = f"{plan.leader}劳模创新工作室"
        leader = leader_part(self.dice, plan.leader, self.number, woman=plan.woman, level=plan.level)
        team = roster(self.dice, plan.leader, plan.team)
        if plan.until == "draft_gap":
            team[4].political_status = ""
        parts: dict[str, object] = {"unit": content.unit, "leader": leader, "roster": team,
                                    "projects": projects(self.dice, self.unit.industry)}  # fmt: skip
        if plan.until == "draft_empty":
            parts = {"unit": UnitPart(plan.unit, self.unit.credit_code, INDUSTRY.label(self.unit.industry), "", "", "")}
        for section, part in parts.items():
            creation.save_section(actor=self.clerk, case_id=case.pk, section=section, part=part)
        if plan.until not in {"draft_gap", "draft_empty"}:
            self._evidence(case)

    def _evidence(self, case: Case) -> None:
        for criterion in case.round.content.criteria:
            if not criterion.before_naming:
                continue
            for rule in criterion.evidence:
                for name, content, caption in self._files(rule.key, rule.label):
                    file = store_upload(
                        upload=ContentFile(content, name=name), purpose="evidence", owner_id=self.clerk.pk
                    )
                    verbs.attach(actor=self.clerk, case_id=case.pk, key=rule.key, file=file, caption=caption)

    def _files(self, key: str, label: str) -> list[tuple[str, bytes, str]]:
        if "photo" in key:
            captions = ("活动室全景", "设备区", "培训角")
            return [
                (f"{caption}.jpg", pictures.photo(caption, self.number * 10 + position), caption)
                for position, caption in enumerate(captions)
            ]
        lines = [f"{self.plan.unit}（示例）", f"{self.plan.leader}劳模创新工作室", "本页为演示数据，内容从略。"]
        if key == "result_proof" and self.number % 4 != 3:
            return []  # The notice does not ask for it.
        names = self._regulations() if key == "regulation_files" else [label]
        return [(f"{name}.pdf", pictures.paper(name, lines), name) for name in names]

    def _regulations(self) -> list[str]:
        """Two that say what they are; now and then a book of several, which the unit tells apart after naming."""
        return ["活动开展制度", "内部管理制度", *(["工作室制度汇编"] if self.number % 4 == 3 else [])]

    # the stories: each goes a little further than the one before
    def _draft(self, case: Case) -> None:
        pass

    _draft_gap = _draft_empty = _draft

    def _unit_opinion(self, case: Case) -> None:
        with at(self._moment()):
            verbs.submit(actor=self.clerk, case_id=case.pk)

    def _recommendation(self, case: Case) -> None:
        self._unit_opinion(case)
        with at(self._moment()):
            verbs.approve(actor=self.chair, case_id=case.pk, text="情况属实，同意推荐。")

    def _city(self, case: Case) -> None:
        self._recommendation(case)
        found = {key: {"found": "yes", "note": ""} for key in ("premises", "regulations", "team", "ledger", "results")}
        found["premises"]["note"] = f"固定场所 {self.dice.randint(30, 120)} 平方米"
        found["funds"] = {"found": self.dice.choice(("yes", "partly")), "note": "单位年度预算已列"}
        with at(self._moment()):
            self._stamp(case)
            verbs.approve(
                actor=self.union, case_id=case.pk, text="经实地考察，除牌匾待授外六项具备，同意推荐。",
                extra={"inspection": found},
            )  # fmt: skip

    def _city_again(self, case: Case) -> None:
        """Returned once, corrected, and back at the federation."""
        self._city(case)
        with at(self._moment()):
            verbs.return_for_changes(
                actor=self.city.officer, case_id=case.pk, sections=["roster", "projects", "evidence"],
                reason="名册缺 2 人，场所照片看不清，项目名称不完整。",
            )  # fmt: skip
        content = Content.from_dict(case.application.content)
        case.application.refresh_from_db()
        content = Content.from_dict(case.application.content)
        content.roster += roster(random.Random(7), self.plan.leader, 2)  # noqa: S311 - invented people
        content.projects[0].title = "静脉输液港维护操作法推广"
        with at(self._moment()):
            for section in ("roster", "projects"):
                creation.save_section(
                    actor=self.clerk, case_id=case.pk, section=section, part=getattr(content, section)
                )
        self._city(case)

    def _held(self, case: Case) -> None:
        self._city(case)
        with at(self._moment()):
            verbs.approve(actor=self.city.officer, case_id=case.pk, text="同意创建。")

    def _named(self, case: Case) -> None:
        self._held(case)
        with at(self._moment()):
            today = timezone.localdate()
            number = f"厦工〔{today.year}〕{80 + self.number}号"
            verbs.publish_together(
                actor=self.city.colleague, case_ids=[case.pk], decision_number=number, decided_on=today
            )

    def _returned(self, case: Case) -> None:
        self._city(case)
        with at(_hours_ago(20)):
            verbs.return_for_changes(
                actor=self.city.officer, case_id=case.pk, reason="缺场所照片，请补齐后再报。", sections=["evidence"]
            )

    def _returned_by_union(self, case: Case) -> None:
        self._recommendation(case)
        with at(_hours_ago(44)):
            verbs.return_for_changes(
                actor=self.union,
                case_id=case.pk,
                reason="制度文件不全，请补齐六项制度。",
                sections=["evidence", "unit"],
            )

    def _rejected(self, case: Case) -> None:
        self._city(case)
        with at(self._moment()):
            verbs.reject(actor=self.city.officer, case_id=case.pk, reason="对照“有场所”，目前没有固定活动场所。")

    def _withdrawn(self, case: Case) -> None:
        self._recommendation(case)
        with at(self._moment()):
            verbs.withdraw(actor=self.clerk, case_id=case.pk, reason="领衔人工作调动，暂缓申报。")

    def _stamp(self, case: Case) -> None:
        """The printed form with two seals, photographed, read and matched as any upload."""
        case.refresh_from_db()
        form, mark = form_of(Case.objects.get(pk=case.pk))
        parent = self.unit.parent.name if self.unit.parent else ""
        seals = [(f"{self.unit.name}工会", 0.52, 0.6), (parent, 0.18, 0.06)]
        scan = pictures.stamped_scan(form_pdf(form, mark), seals, self.number)
        file = store_upload(upload=ContentFile(scan, name="盖章件.jpg"), purpose="stamped", owner_id=self.clerk.pk)
        verbs.attach_stamped_copy(actor=self.clerk, case_id=case.pk, file=file, marks=read_marks(scan))


def _ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def _hours_ago(hours: int) -> datetime.datetime:
    return timezone.now() - datetime.timedelta(hours=hours)


def _workdays_from(day: datetime.date) -> Iterator[datetime.date]:
    """The day itself and then every second or so working day."""
    while True:
        if day.weekday() < 5:
            yield day
            day += datetime.timedelta(days=1)
        day += datetime.timedelta(days=1)
