"""Studios the demo city named before it had this system: a list in the columns of the day, imported by the real verb.

They bring leader, plaque, honours and main projects. One of each union has begun to fill in its file since; the table
of the seven criteria shows who has not.
"""

from __future__ import annotations

import datetime
import io
import random
import uuid
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final
from unittest import mock

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.models import User
from lingjun.demo.city import DISTRICTS, INDUSTRIES
from lingjun.demo.clock import at, office_hour
from lingjun.demo.days import workday
from lingjun.demo.holdings import set_up_regulations
from lingjun.demo.organizations import PASSWORD, account
from lingjun.demo.people import GIVEN_MEN, GIVEN_WOMEN, HONOURS, SURNAMES
from lingjun.documents.excel import Column, write_table
from lingjun.ledger.actions import activities, plan
from lingjun.studios import criteria
from lingjun.studios.actions import add, importing
from lingjun.studios.actions.plaques import hang_plaque
from lingjun.studios.models import Charter, Equipment, Grant, Premises, Studio
from lingjun.workbench.studio_import import run

if TYPE_CHECKING:
    from lingjun.demo.organizations import City

NAMED: Final = (datetime.date(2010, 12, 10), datetime.date(2011, 12, 8), datetime.date(2011, 12, 8))
"""Before the notice: 厦工〔2012〕80号 goes on from there."""
HEADINGS: Final = (
    "推荐单位", "牌匾编号", "工作室名称", "命名时间", "文号", "所在单位", "领衔劳模", "性别", "出生年月",
    "政治面貌", "学历", "职称", "工种", "劳模称号", "人数", "主要项目",
)  # fmt: skip
TRADES: Final = {
    "350203": (("印务", "工艺科"), ("旅行社", "导游部"), ("餐饮", "厨政部"), ("眼镜", "验光部")),
    "350205": (("建材", "质检科"), ("仓储", "叉车班"), ("水产加工", "品控部"), ("包装", "制版组")),
    "350206": (("模具", "钳工组"), ("电梯", "维保班"), ("电声", "测试组"), ("汽车配件", "装配线")),
    "350211": (("卫浴", "模具组"), ("轴承", "磨工组"), ("园林", "养护队"), ("缝制设备", "装调组")),
    "350212": (("茶业", "审评室"), ("农机", "检修组"), ("家具", "打样间"), ("制药", "制剂车间")),
    "350213": (("显示", "设备组"), ("灯具", "结构组"), ("水产养殖", "技术组"), ("铝材", "模修组")),
    "XM-HJ": (("传感器", "标定组"), ("电源", "可靠性组"), ("半导体封装", "设备组"), ("检测技术", "校准室")),
    "XM-ZM": (("航材", "检验组"), ("冷链", "制冷班"), ("报关", "单证组"), ("飞机内饰", "缝制组")),
    "CY-GK": (("散货码头", "门机队"), ("外轮理货", "理货班"), ("港机维修", "电气组"), ("引航服务", "船艺组")),
    "CY-WS": (("中医院", "针灸科"), ("妇幼保健院", "助产组"), ("口腔医院", "技工室"), ("急救中心", "调度组")),
    "CY-JT": (("长途客运", "安全组"), ("出租汽车", "服务队"), ("驾驶培训", "教研组"), ("航道养护", "测量组")),
    "CY-JS": (("路桥", "试验室"), ("市政工程", "管网队"), ("环境卫生", "清运班"), ("勘察设计", "测绘组")),
    "CY-DL": (("供电服务", "带电班"), ("电力勘测", "线路组"), ("电力物资", "试验组"), ("发电", "运行值")),
    "CY-CM": (("超市", "生鲜组"), ("粮库", "保管组"), ("黄金珠宝", "鉴定室"), ("酒业", "勾调组")),
    "CY-XX": (("广电网络", "传输组"), ("软件外包", "测试组"), ("邮政", "投递班"), ("印制电路", "工程组")),
    "XT-JY": (("第一小学", "数学组"), ("职业中专", "数控组"), ("幼儿园", "教研组"), ("特殊教育学校", "康复组")),
}
"""By code of the union: what a unit does, and where its studio works. Names are made of these and of a word."""

WORDS: Final = ("鹭江", "海西", "嘉禾", "同益", "新阳", "东海", "银城", "五通", "筼筜", "鼓浪", "杏东", "后溪")
PROJECTS: Final = (
    "关键工序一次合格率提升；青年职工技能图谱", "节能改造与用能监测；设备点检标准化", "服务流程再造；典型案例库",
    "新工艺试制；工装夹具改进", "故障快速诊断；备件国产化替代",
)  # fmt: skip
FEWER: Final = {"350213": 2, "XM-ZM": 2, "CY-DL": 3, "CY-XX": 2, "XT-JY": 3}
"""Unions that had named fewer: their targets are still to reach."""


def build(city: City) -> None:
    """Read in six weeks ago, in one go."""
    day = workday(timezone.localdate() - datetime.timedelta(days=42), datetime.date(2014, 1, 2))
    stream = io.BytesIO()
    write_table(
        stream, sheet="名单", columns=[Column(name, name) for name in HEADINGS], rows=rows(), title="既有工作室"
    )
    with at(office_hour(day, 15)):
        batch = importing.open_batch(
            actor=city.officer, federation=city.federation,
            upload=ContentFile(stream.getvalue(), name="2011年底前已命名工作室.xlsx"),
        )  # fmt: skip
        outcomes = run.dry_run(batch)
        importing.begin(actor=city.officer, batch_id=batch.pk)
        run.commit(actor=city.officer, batch=batch, outcomes=outcomes, only_good=False)
    _begin_files(day)


def _begin_files(day: datetime.date) -> None:
    """The first studio of each union: its unit's clerk writes what there is."""
    seen: set[int] = set()
    dice, taken = random.Random(16), set(Studio.objects.values_list("leader__name", flat=True))  # noqa: S311
    number = 0
    with mock.patch.object(User, "set_password", lambda user, _: user.set_unusable_password()):
        for studio in Studio.objects.exclude(import_batch=None).select_related("unit", "leader").order_by("pk"):
            if studio.recommender_id in seen:
                continue
            seen.add(studio.recommender_id)
            number += 1
            name = _name(dice, taken, woman=number % 2 == 0)
            clerk = account(f"jiyou{number:02d}", name, Role.UNIT_CLERK, studio.unit)
            with transaction.atomic(), criteria.once():
                _file(clerk, studio, number, day)
    User.objects.filter(username__startswith="jiyou", is_demo=True).update(
        password=make_password(PASSWORD), must_change_password=False
    )


def _file(clerk: User, studio: Studio, number: int, day: datetime.date) -> None:
    """A little more for each than for the one before, in turn: place, regulations, fund, plan, two activities."""
    with at(office_hour(workday(day + datetime.timedelta(days=3 + number), day), 10)):
        today = timezone.localdate()
        plaque = studio.plaques.get()
        hang_plaque(actor=clerk, plaque_id=plaque.pk, hung_at="办公楼一层大厅", hung_on=studio.named_on)
        add(
            actor=clerk, studio_id=studio.pk, model=Charter,
            values={"structure": "单位工会分管，领衔人负责。", "goal": "把本岗位的难题一个一个解决掉。",
                    "duties": "攻关、带徒、推广。", "since": studio.named_on},
        )  # fmt: skip
        if number % 4:
            address, area = f"{studio.unit.name}办公楼（示例地址）", Decimal(24 + number * 3)
            values = {"address": address, "area": area, "use": "攻关", "is_fixed": True, "since": studio.named_on}
            add(actor=clerk, studio_id=studio.pk, model=Premises, values=values)
            for kind, name in (("computers", "电脑"), ("tools", "常用工具"), ("literature", "专业书籍"))[: number % 4]:
                values = {"kind": kind, "name": name, "quantity": 2, "since": studio.named_on}
                add(actor=clerk, studio_id=studio.pk, model=Equipment, values=values)
        set_up_regulations(clerk, studio, today, ("conversion", "incentives", "study", "research")[: number % 5])
        if number % 3:
            values = {"year": today.year, "source": "unit", "amount": Decimal(5000 * (1 + number % 5)),
                      "received_on": today, "basis": "单位年度预算"}  # fmt: skip
            add(actor=clerk, studio_id=studio.pk, model=Grant, values=values)
        if number % 2:
            values = {"year": today.year, "title": "岗位难题征集", "due_month": 12}
            plan.add_item(actor=clerk, studio_id=studio.pk, values=values)
            values = {
                "kind": "meeting", "held_on": today, "place": "工作室", "title": "本年题目讨论会", "guests": 0,
                "text": "商定今年要解决的两个难题和分工。", "attendees": [studio.leader_id],
            }  # fmt: skip
            activities.record_activity(actor=clerk, studio_id=studio.pk, token=uuid.uuid4(), values=values)


def rows() -> Iterator[dict[str, str]]:
    """Two to four studios of each union, named in 2010 and 2011; the same every time."""
    dice = random.Random(2013)  # noqa: S311 - an invented list
    number = 0
    taken: set[str] = set()
    for name, _, code in (*DISTRICTS, *INDUSTRIES):
        for trade, post in TRADES[code][: FEWER.get(code, 4)]:
            number += 1
            woman = dice.random() < 0.3
            leader = _name(dice, taken, woman=woman)
            word = WORDS[number % len(WORDS)]
            unit = f"厦门{word}{trade}" if code in {"CY-WS", "XT-JY"} else f"厦门{word}{trade}有限公司"
            day = NAMED[number % len(NAMED)]
            words, _, _ = HONOURS[dice.choice((0, 1, 1, 2, 3, 3, 3))]
            yield {
                "推荐单位": name, "牌匾编号": f"{day.year}-{number:03d}",
                "工作室名称": f"{leader}劳模创新工作室", "命名时间": day.isoformat(),
                "文号": f"厦工〔{day.year}〕{100 + day.month}号", "所在单位": unit, "领衔劳模": leader,
                "性别": "女" if woman else "男", "出生年月": f"{dice.randint(1966, 1984)}.{dice.randint(1, 12)}",
                "政治面貌": dice.choice(("中共党员", "中共党员", "群众")),
                "学历": dice.choice(("大专", "大学本科", "中专")),
                "职称": dice.choice(("高级技师", "技师", "工程师", "高级工程师")), "工种": post,
                "劳模称号": f"{dice.randint(2002, day.year)}年{words}", "人数": str(dice.randint(5, 16)),
                "主要项目": dice.choice(PROJECTS),
            }  # fmt: skip


def _name(dice: random.Random, taken: set[str], *, woman: bool) -> str:
    while True:
        name = dice.choice(SURNAMES) + dice.choice(GIVEN_WOMEN if woman else GIVEN_MEN)
        if name not in taken:
            taken.add(name)
            return name
