"""What changed on the form since the last submission, field by field, in the words of the paper."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from lingjun.cases.history import Change, changes
from lingjun.creation.content import Content
from lingjun.creation.paper import Composition, CreationForm
from lingjun.studios.composition import LINES, format_average

if TYPE_CHECKING:
    from collections.abc import Iterator

LABELS = {
    "applied_on": "申报日期",
    "unit_name": "单位全称",
    "industry": "所属行业",
    "studio_name": "工作室名称",
    "chair_name": "单位工会主席",
}
LEADER_LABELS = {
    "name": "劳模姓名",
    "gender": "性别",
    "birth": "出生时间",
    "political_status": "政治面貌",
    "education": "文化程度",
    "post": "岗位（工种）",
    "phone": "联系电话",
    "title": "职称（技术等级）",
    "honours": "荣誉称号",
}
LINE_WORDS = {"gender": "男女", "politics": "政治面貌", "education": "文化程度", "skill": "职称、等级"}


def compare(before: dict[str, Any], now: dict[str, Any]) -> list[Change]:
    """Both are snapshots (`Creation.snapshot`)."""
    old, new = CreationForm.from_dict(before["paper"]), CreationForm.from_dict(now["paper"])
    return changes([*_plain(old, new), *_counts(old.composition, new.composition), *_rows(before, now)])


def _plain(old: CreationForm, new: CreationForm) -> Iterator[tuple[str, str, str, str]]:
    for field, label in LABELS.items():
        yield field, label, getattr(old, field), getattr(new, field)
    for field, label in LEADER_LABELS.items():
        yield f"leader.{field}", label, getattr(old.leader, field), getattr(new.leader, field)
    yield "projects", "主要项目", "；".join(old.projects), "；".join(new.projects)


def _counts(old: Composition, new: Composition) -> Iterator[tuple[str, str, str, str]]:
    yield "composition.total", "成员总数", _persons(old.total), _persons(new.total)
    ages = [f"{format_average(part.average_age)} 岁" for part in (old, new)]
    yield "composition.average_age", "平均年龄", ages[0], ages[1]
    for key, _, boxes in LINES:
        differing = [(box, label) for box, label in boxes.items() if getattr(old, box) != getattr(new, box)]
        words = ["　".join(f"{label} {_number(getattr(part, box))}" for box, label in differing) for part in (old, new)]
        yield f"composition.{key}", LINE_WORDS[key], words[0], words[1]


def _number(value: float | None) -> str:
    return "—" if value is None else f"{value}"


def _persons(value: int | None) -> str:
    return "" if value is None else f"{value} 人"


def _rows(before: dict[str, Any], now: dict[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    names = [
        {row.name: dataclasses.astuple(row) for row in Content.from_dict(part["form"]).roster if row.name}
        for part in (before, now)
    ]
    gone, come = [n for n in names[0] if n not in names[1]], [n for n in names[1] if n not in names[0]]
    altered = [n for n in names[1] if n in names[0] and names[0][n] != names[1][n]]
    if gone or come:
        yield "roster", "成员名单", f"去掉{'、'.join(gone)}" if gone else "", f"新增{'、'.join(come)}" if come else ""
    if altered:
        yield "roster.rows", "成员资料", "", f"改过{'、'.join(altered)}"
    files = [{row["sha256"]: row["name"] for row in part["evidence"]} for part in (before, now)]
    less = [name for digest, name in files[0].items() if digest not in files[1]]
    more = [name for digest, name in files[1].items() if digest not in files[0]]
    if less or more:
        yield "evidence", "佐证材料", f"去掉 {len(less)} 份" if less else "", f"新增 {len(more)} 份" if more else ""
