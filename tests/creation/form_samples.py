"""The forms that the reader's tests start from, and how its remarks are asked for."""

from __future__ import annotations

from lingjun.creation.paper import Composition, CreationForm, Leader, PrintedOpinion
from lingjun.creation.papers.reading import read_form
from tests.documents.word_samples import (
    EXAMPLES,
)

GOOD = CreationForm(
    organization="厦门市示例产业工会",
    applied_on="2012-08-15",
    unit_name="厦门示例集装箱码头有限公司",
    industry="交通运输、仓储和邮政业",
    studio_name="陈示例劳模创新工作室",
    chair_name="林示例",
    composition=Composition(12, 38, 10, 2, 6, 2, 1, 3, 5, 4, 3, 0, 1, 2, 2, 3, 2, 1, 1),
    leader=Leader(
        "陈示例",
        "男",
        "1971-03",
        "中共党员",
        "大学本科",
        "桥吊司机（港口机械维修）",
        "13900000001",
        "高级技师",
        "2010年全国劳动模范",
    ),
    projects=["岸桥防摇系统改造", "轮胎吊“油改电”节能技术攻关"],
    unit_opinion=PrintedOpinion("同意申报。", "2012-08-16"),
)

EXPECTED = {
    EXAMPLES[0]: CreationForm(
        "厦门市港口产业工会",
        "2012-08-15",
        "厦门鹭港集装箱码头有限公司",
        "交通运输、仓储和邮政业",
        "陈海川劳模创新工作室",
        "林志远",
        Composition(12, 38, 10, 2, 6, 2, 1, 3, 5, 4, 3, 0, 1, 2, 2, 3, 2, 1, 1),
        Leader(
            "陈海川",
            "男",
            "1971-03",
            "中共党员",
            "大学本科",
            "桥吊司机（港口机械维修）",
            "13900000001",
            "高级技师",
            "2010年全国劳动模范；2008年福建省五一劳动奖章",
        ),
        ["岸桥远程操控与防摇系统改造：降低吊具摆动，提高单机作业效率", "轮胎吊“油改电”节能技术攻关"],
        PrintedOpinion("同意申报，所填情况属实。", "2012-08-16"),
    ),
    EXAMPLES[1]: CreationForm(
        "思明区总工会",
        "2012-09-03",
        "厦门筼筜配电工程有限公司",
        "电力、热力、燃气及水生产和供应业",
        "吴丽敏劳模创新工作室",
        "蔡文彬",
        Composition(8, 34.5, 5, 3, 4, 3, 0, 1, 6, 2, 0, 0, 2, 3, 0, 1, 1, 0, 1),
        Leader(
            "吴丽敏",
            "女",
            "1978-11",
            "中国共产党党员",
            "硕士研究生",
            "配电线路设计",
            "0592-2200002",
            "高级工程师",
            "厦门市劳动模范（2011年）",
        ),
        ["城区配网不停电作业方法研究", "电缆故障快速定位装置研制", "“两票”管理流程优化（管理创新）"],
    ),
    EXAMPLES[2]: CreationForm(
        "厦门市卫生产业工会",
        "2013-04-20",
        "厦门市鼓浪医院",
        "卫生和社会工作",
        "黄秀兰劳模创新工作室",
        "许建平",
        Composition(15, 36, 1, 14, 7, 4, 2, 2, 10, 5, 0, 0, 0, 0, 0, 0, 0, 0, 15),
        Leader(
            "黄秀兰",
            "女",
            "1965-12-08",
            "群众",
            "大专",
            "护理",
            "13900000003",
            "主任护师",
            "全国五一劳动奖章、福建省劳动模范",
        ),
        ["静脉输液港维护操作法推广（服务创新）"],
        PrintedOpinion("情况属实，同意推荐。", "2013-04-22"),
        PrintedOpinion("同意创建。", "2013-05-10"),
    ),
}


def problems(data: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for problem in read_form(data).problems:
        found.setdefault(problem.field, []).append(problem.message)
    return found


def said(data: bytes, field: str) -> str:
    """The one message about `field`; the file must have no other problem."""
    found = problems(data)
    assert list(found) == [field], found
    assert len(found[field]) == 1, found
    return found[field][0]
