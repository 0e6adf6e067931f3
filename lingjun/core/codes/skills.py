"""Skill grades and professional titles (职业技能等级, 职称).

Skill grades: the eight grades of the 2022 rules of 人力资源社会保障部; titles: the series of the 2017 reform of the
title system. GB/T 8561 numbers were not verified, so both lists use own codes.
"""

from __future__ import annotations

import dataclasses
import re

from lingjun.core.text import compact

from .base import Code, CodeList

SKILL_GRADES = CodeList(
    "SKILL_GRADES",
    "新八级工：人社部职业技能等级制度；代码为本系统自编",
    [
        Code("apprentice", "学徒工", ("学徒",)),
        Code(
            "junior_worker",
            "初级工",
            ("五级工", "五级", "初级工（五级）", "五级/初级工", "初级技工", "国家职业资格五级"),
        ),
        Code(
            "intermediate_worker",
            "中级工",
            ("四级工", "四级", "中级工（四级）", "四级/中级工", "中级技工", "国家职业资格四级"),
        ),
        Code(
            "senior_worker",
            "高级工",
            ("三级工", "三级", "高级工（三级）", "三级/高级工", "高级技工", "国家职业资格三级"),
        ),
        Code("technician", "技师", ("二级", "技师（二级）", "二级/技师", "国家职业资格二级", "工人技师")),
        Code(
            "senior_technician",
            "高级技师",
            ("一级", "高级技师（一级）", "一级/高级技师", "国家职业资格一级", "技师（高级）"),
        ),
        Code("special_technician", "特级技师"),
        Code("chief_technician", "首席技师"),
    ],
)

#: Levels of the title system, highest first.
TITLE_LEVELS: dict[str, str] = {"1": "正高级", "2": "副高级", "3": "中级", "4": "助理级", "5": "员级"}

#: (code of the series, name, names by level 1..5; the first name of a level is its label, the rest are wordings).
_SERIES: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    (
        "engineering",
        "工程技术",
        (
            "正高级工程师|教授级高级工程师|教授级高工|正高工|研究员级高级工程师|高级工程师（正高级）|高级工程师（正高）|教高",
            "高级工程师|高工|高级工程师（副高级）|高级工程师（副高）|副高级工程师",
            "工程师|工程师（中级）|中级工程师",
            "助理工程师|助工|初级工程师|工程师（助理）",
            "技术员|工程技术员",
        ),
    ),
    ("doctor", "卫生技术（医）", ("主任医师", "副主任医师", "主治医师|主治医生", "医师|住院医师", "医士")),
    ("nurse", "卫生技术（护）", ("主任护师", "副主任护师", "主管护师", "护师", "护士")),
    (
        "pharmacist",
        "卫生技术（药）",
        ("主任药师|主任中药师", "副主任药师|副主任中药师", "主管药师|主管中药师", "药师|中药师", "药士|中药士"),
    ),
    ("health_technician", "卫生技术（技）", ("主任技师", "副主任技师", "主管技师", "技师（卫生）|检验师", "技士")),
    ("higher_teaching", "高等学校教师", ("教授", "副教授", "讲师", "助教", "")),
    (
        "school_teaching",
        "中小学教师",
        (
            "正高级教师",
            "高级教师|中学高级教师|小学高级教师（副高）",
            "一级教师|中学一级教师",
            "二级教师|中学二级教师",
            "三级教师",
        ),
    ),
    (
        "vocational_teaching",
        "职业院校、技工院校教师",
        ("正高级讲师", "高级讲师", "讲师（职业院校）", "助理讲师", ""),
    ),
    (
        "practice_teaching",
        "实习指导教师",
        ("正高级实习指导教师", "高级实习指导教师", "一级实习指导教师", "二级实习指导教师", "三级实习指导教师"),
    ),
    ("research", "科学研究", ("研究员", "副研究员", "助理研究员", "研究实习员", "")),
    ("experiment", "实验技术", ("正高级实验师", "高级实验师", "实验师", "助理实验师", "实验员")),
    ("economics", "经济", ("正高级经济师", "高级经济师", "经济师|中级经济师", "助理经济师|初级经济师", "经济员")),
    (
        "human_resources",
        "人力资源管理",
        ("正高级人力资源管理师", "高级人力资源管理师", "人力资源管理师", "助理人力资源管理师", ""),
    ),
    ("accounting", "会计", ("正高级会计师", "高级会计师", "会计师|中级会计师", "助理会计师|初级会计师", "会计员")),
    ("auditing", "审计", ("正高级审计师", "高级审计师", "审计师", "助理审计师|初级审计师", "审计员")),
    ("statistics", "统计", ("正高级统计师", "高级统计师", "统计师", "助理统计师|初级统计师", "统计员")),
    ("politics", "政工", ("正高级政工师", "高级政工师", "政工师", "助理政工师", "政工员")),
    (
        "agriculture",
        "农业技术",
        ("正高级农艺师|农业技术推广研究员|推广研究员", "高级农艺师", "农艺师", "助理农艺师", "农业技术员"),
    ),
    ("veterinary", "农业技术（兽医）", ("正高级兽医师", "高级兽医师", "兽医师", "助理兽医师", "兽医技术员")),
    ("animal", "农业技术（畜牧）", ("正高级畜牧师", "高级畜牧师", "畜牧师", "助理畜牧师", "畜牧技术员")),
    ("reporting", "新闻（记者）", ("高级记者", "主任记者", "记者", "助理记者", "")),
    ("news_editing", "新闻（编辑）", ("高级编辑", "主任编辑", "编辑", "助理编辑", "")),
    ("publishing", "出版", ("编审", "副编审", "编辑（出版）", "助理编辑（出版）", "")),
    (
        "broadcasting",
        "播音主持",
        ("播音指导", "主任播音员主持人|主任播音员", "一级播音员主持人|一级播音员", "二级播音员主持人|二级播音员", ""),
    ),
    ("library", "图书、文博、群众文化、档案", ("研究馆员", "副研究馆员", "馆员", "助理馆员", "管理员")),
    ("translation", "翻译", ("译审", "一级翻译", "二级翻译", "三级翻译", "")),
    ("crafts", "工艺美术", ("正高级工艺美术师", "高级工艺美术师", "工艺美术师", "助理工艺美术师", "工艺美术员")),
    ("coaching", "体育教练", ("国家级教练", "高级教练", "中级教练|一级教练", "初级教练|二级教练", "")),
    ("acting", "艺术（演员）", ("一级演员", "二级演员", "三级演员", "四级演员", "")),
    ("art", "艺术（美术）", ("一级美术师", "二级美术师", "三级美术师", "四级美术师", "")),
    ("law", "律师", ("一级律师", "二级律师", "三级律师", "四级律师", "")),
    ("notary", "公证员", ("一级公证员", "二级公证员", "三级公证员", "四级公证员", "")),
    ("master", "船舶（驾驶）", ("正高级船长", "高级船长", "中级驾驶员", "助理驾驶员", "驾驶员（员级）")),
    ("marine_engine", "船舶（轮机）", ("正高级轮机长", "高级轮机长", "中级轮机员", "助理轮机员", "轮机员（员级）")),
    ("pilot", "民用航空飞行", ("正高级飞行员", "一级飞行员", "二级飞行员", "三级飞行员", "")),
)


def _titles() -> list[Code]:
    codes = []
    for series, name, levels in _SERIES:
        for level, names in zip(TITLE_LEVELS, levels, strict=True):
            if names:
                label, *words = names.split("|")
                codes.append(Code(f"{series}-{level}", label, tuple(words), name))
    return codes


#: Titles by series and level; code = series + "-" + level. Names shared by several series stand under the first.
TITLES = CodeList(
    "TITLES", "职称系列（2017 年职称制度改革后）；代码为本系统自编", _titles(), suffixes=("职称", "资格", "任职")
)

_FIELDS = (
    "机械|电气|电力|电子|通信|自动化|计算机|软件|网络|信息|土木|建筑|结构|给排水|暖通|化工|冶金|材料|纺织|轻工|食品|"
    "交通|港口|港航|航道|道路|桥梁|铁道|铁路|公路|船舶|轮机|航空|测绘|勘察|地质|水利|水文|环保|环境|安全|质量|标准化|"
    "计量|林业|园林|风景园林|城乡规划|规划|工民建|建筑工程|市政|能源|动力|热能|仪表|工艺|造船|生物|制药|医药|消防|气象|海洋"
)
_ENGINEER = re.compile(
    rf"^(?:(?:{_FIELDS})(?:工程|技术)?(?:专业)?(?P<level>正高级|教授级高级|高级|助理)?"
    rf"|(?P<before>正高级|教授级高级|高级|助理)(?:{_FIELDS})(?:工程|技术)?)工程师$"
)
_ENGINEER_LEVEL = {"正高级": "1", "教授级高级": "1", "高级": "2", None: "3", "助理": "4"}


def find_title(text: str) -> str | None:
    """Code of a title, also with the trade named ("电气工程师", "高级机械工程师").

    Only certified trades in front of 工程师 count: posts such as 总工程师, 销售工程师 and qualifications such as
    注册电气工程师 are no titles and give None; the text is then kept as free text.
    """
    code = TITLES.find(text)
    if code is None and (match := _ENGINEER.match(compact(text))):
        code = f"engineering-{_ENGINEER_LEVEL[match['level'] or match['before']]}"
    return code


_TRADE = re.compile(r"^\w{1,12}工(?P<grade>高级技师|技师|高级工|中级工|初级工)$")


def find_grade(text: str) -> str | None:
    """Code of a skill grade, also with the trade in front ("维修电工高级技师")."""
    code = SKILL_GRADES.find(text)
    if code is None and (match := _TRADE.match(compact(text))):
        code = SKILL_GRADES.find(match["grade"])
    return code


@dataclasses.dataclass(frozen=True, slots=True)
class TitleAndGrade:
    """What the form's one box 职称(技术等级) names. `rest` is what was not recognised, as written."""

    title: str = ""
    grade: str = ""
    rest: str = ""


def split_title_and_grade(text: str) -> TitleAndGrade:
    """Read the box 职称(技术等级): "高级工程师、高级技师" gives both codes.

    A second title or grade, and words that are neither, go to `rest`.
    """
    title = grade = ""
    rest = []
    for part in filter(None, (words.strip() for words in re.split(r"[、，,;；/\n]|和|兼", text))):
        found_grade = find_grade(part)
        found_title = None if found_grade else find_title(part)
        if found_grade and not grade:
            grade = found_grade
        elif found_title and not title:
            title = found_title
        else:
            rest.append(part)
    return TitleAndGrade(title, grade, "、".join(rest))
