"""Which activity of a demo year does what the plan says: told by the words both are written in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

MOSTLY: Final = 0.42
"""The part of an item's words that an activity must share to count as doing it."""
COMMON: Final = frozenset({
    *("年度", "全年", "下年", "年中", "专项", "首轮", "第一", "一轮", "二册", "一期", "成果", "工作", "阶段"),
    *("夏季", "高温", "温季", "温天"),
})  # fmt: skip
"""Pairs of characters too common to tell what an item is about."""
KINDS: Final[tuple[tuple[str, str], ...]] = (
    ("mentoring", "师带徒 师徒"),
    ("exchange", "交流 对接 共建"),
    ("adoption", "推广"),
    ("training", "培训 训练 比武 集训 演练 技能考核 选拔 课堂 示范课 试教 省赛 教学片"),
    ("study", "企业实践"),
)
"""Kind of activity by words in the title of a plan item; anything else is settled in a meeting."""
DONE: Final = {
    "mentoring": "逐对对照协议看进度，师徒双方签字，下一阶段的要求写进协议。",
    "exchange": "双方各讲一个课题，带回的做法列入下月例会讨论。",
    "adoption": "按标准做法推开，负责人到现场跟了一周，遇到的问题记下来改。",
    "training": "按年度计划组织，逐人上手，结果记在培训登记里。",
    "study": "按年度计划参加，回来把可用的做法讲给全组听。",
}
"""What is noted of an activity that does an item of the plan."""
Topic = tuple[str, str, str, str, int]


def matched(items: Sequence[str], topics: Sequence[Topic]) -> dict[int, int]:
    """Place of the item by place of the topic: the best pairs first, each taken once."""
    found = sorted(
        (
            (-_likeness(title, topic), place, number)
            for number, title in enumerate(items)
            for place, topic in enumerate(topics)
        ),
    )
    pairs: dict[int, int] = {}
    for likeness, place, number in found:
        if -likeness >= MOSTLY and place not in pairs and number not in pairs.values():
            pairs[place] = number
    return pairs


def kind_of(title: str) -> str:
    """The kind an activity that does this item is of."""
    found = (kind for kind, words in KINDS if any(word in title for word in words.split()))
    return "meeting" if title.endswith("计划") else next(found, "meeting")


def _likeness(title: str, topic: Topic) -> float:
    """The part of the item's pairs of characters that the activity has: in its title, half as much in its text."""
    wanted = _pairs(title)
    if not wanted or (kind_of(title) != "meeting" and topic[0] not in {kind_of(title), "service"}):
        return 0.0
    named, told = wanted & _pairs(topic[1]), wanted & _pairs(topic[2])
    return (len(named) + len(told - named) / 2) / len(wanted)


def _pairs(text: str) -> set[str]:
    runs = re.findall(r"[\u4e00-\u9fff]+", text)
    return {run[at : at + 2] for run in runs for at in range(len(run) - 1)} - COMMON
