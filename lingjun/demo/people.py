"""Invented people (示例): names, rosters, honours, projects. The same every time it is built."""

from __future__ import annotations

import random
from collections.abc import Sequence

from lingjun.creation.content import HonourRow, LeaderPart, ProjectRow, RosterRow

SURNAMES = "陈林黄张吴李郑王刘苏蔡杨许谢郭邱曾洪叶庄"
GIVEN_MEN = (
    "志豪",
    "晓东",
    "建斌",
    "文龙",
    "嘉伟",
    "国强",
    "海峰",
    "永辉",
    "伟明",
    "俊杰",
    "振华",
    "少杰",
    "志坚",
    "建国",
)
GIVEN_WOMEN = ("雅婷", "诗琪", "秋月", "玉梅", "淑贞", "丽华", "晓岚", "佩珊", "美玲", "瑞芳", "静怡", "小燕")
EDUCATION = ("大学本科", "大学本科", "大学本科", "大专", "大专", "硕士研究生", "中专", "高中")
POLITICS = ("中共党员", "中共党员", "群众", "群众", "共青团员", "中共党员", "民盟盟员")
SKILLED = (
    ("", "高级技师"),
    ("", "技师"),
    ("", "高级工"),
    ("工程师", ""),
    ("助理工程师", "高级工"),
    ("高级工程师", ""),
    ("", "中级工"),
)
HONOURS = (
    ("全国劳动模范", "national_model", "国务院"),
    ("福建省劳动模范", "province_model", "福建省人民政府"),
    ("福建省五一劳动奖章", "province_may1", "福建省总工会"),
    ("厦门市劳动模范", "city_model", "厦门市人民政府"),
)
PROJECTS = {
    "C": (
        ("数控加工中心快换夹具研制", "technical"),
        ("生产线节拍优化与换型时间压缩", "management"),
        ("废液回用装置改造", "technical"),
    ),
    "G": (
        ("装卸作业防摇与远程监控改造", "technical"),
        ("车辆节油驾驶操作法推广", "service"),
        ("设备点检标准化", "management"),
    ),
    "D": (
        ("带电作业工器具改进", "technical"),
        ("故障快速定位装置研制", "technical"),
        ("报修服务“一次办好”流程", "service"),
    ),
    "E": (("预制构件安装定位工装研制", "technical"), ("工地安全巡检清单化管理", "management")),
    "Q": (("静脉治疗护理操作法推广", "service"), ("检验样本流转差错控制", "management")),
    "P": (("实训课程模块化改造", "service"), ("校企联合工艺攻关", "technical")),
    "I": (("运维故障自动诊断工具研发", "technical"), ("热线服务知识库建设", "service")),
}
"""By GB/T 4754 section; other sections take those of C."""


def person(dice: random.Random, taken: set[str], *, woman: bool | None = None) -> RosterRow:
    """One invented worker; no name twice in `taken`."""
    woman = dice.random() < 0.35 if woman is None else woman
    while True:
        name = dice.choice(SURNAMES) + dice.choice(GIVEN_WOMEN if woman else GIVEN_MEN)
        if name not in taken:
            break
    taken.add(name)
    title, grade = dice.choice(SKILLED)
    return RosterRow(
        name=name,
        gender="女" if woman else "男",
        birth=f"{dice.randint(1968, 1990)}-{dice.randint(1, 12):02d}",
        political_status=dice.choice(POLITICS),
        education=dice.choice(EDUCATION),
        title=title,
        skill_grade=grade,
        role="骨干" if dice.random() < 0.3 else "",
    )


def roster(dice: random.Random, leader: str, size: int) -> list[RosterRow]:
    """A team without its leader."""
    taken = {leader}
    return [person(dice, taken) for _ in range(size)]


def leader_part(dice: random.Random, name: str, number: int, *, woman: bool, level: int) -> LeaderPart:
    """劳模本人基本情况 of an invented model worker; the phone is from a range kept for examples."""
    title, grade = dice.choice(SKILLED[:2] + SKILLED[5:6])
    words, code, body = HONOURS[level]
    return LeaderPart(
        name=name,
        gender="女" if woman else "男",
        birth=f"{dice.randint(1964, 1982)}-{dice.randint(1, 12):02d}",
        political_status=dice.choice(POLITICS[:3]),
        education=dice.choice(EDUCATION[:5]),
        post=dice.choice(("设备维修", "电气检修", "工艺技术", "班组长", "技术主管")),
        phone=f"139000{number:05d}",
        title="、".join(filter(None, (title, grade))),
        honours=[HonourRow(words, code, str(dice.randint(2005, 2011)), body)],
    )


def projects(dice: random.Random, section: str) -> list[ProjectRow]:
    rows: Sequence[tuple[str, str]] = PROJECTS.get(section, PROJECTS["C"])
    return [ProjectRow(*row) for row in rows[: dice.randint(2, len(rows))]]
