"""Mentorships as an Excel list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lingjun.core.codes import SKILL_GRADES
from lingjun.documents.excel import Column
from lingjun.ledger.forms.mentorships import MentorshipSheetForm
from lingjun.ledger.models import Mentorship, MentorshipOutcome
from lingjun.ledger.queries.people import label, pickable
from lingjun.studios.sheets import ListSheet

if TYPE_CHECKING:
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio


def _columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    team = tuple(label(one) for one in pickable(studio))
    return [
        Column("number", "协议编号", 16),
        Column("mentor", "师傅", 12, choices=team, required=True, synonyms=("师傅姓名", "导师")),
        Column("apprentice", "徒弟", 12, required=True, synonyms=("徒弟姓名", "学徒"), note="本单位职工的姓名。"),
        Column("trade", "工种", 16, required=True, synonyms=("岗位", "岗位（工种）")),
        Column("started_on", "开始", 14, required=True, synonyms=("开始日期", "协议开始")),
        Column("due_on", "期满", 14, required=True, synonyms=("期满日期", "协议期满")),
        Column("goal", "目标", 36, required=True, synonyms=("培养目标", "带教目标")),
        Column("target_grade", "目标等级", 12, choices=tuple(SKILL_GRADES.labels)),
        Column("allowance", "津贴（元/月）", 12),
        Column("ended_on", "结束", 14, synonyms=("结束日期",)),
        Column("outcome", "出徒结论", 12, choices=tuple(MentorshipOutcome.labels)),
        Column("outcome_note", "结论说明", 24),
    ]


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    found = Mentorship.standing.filter(studio=studio).select_related("mentor", "apprentice")
    for line in found.iterator():
        yield {
            "number": line.number,
            "mentor": line.mentor.name,
            "apprentice": line.apprentice.name,
            "trade": line.trade,
            "started_on": line.started_on,
            "due_on": line.due_on,
            "goal": line.goal,
            "target_grade": SKILL_GRADES.label(line.target_grade),
            "allowance": line.allowance,
            "ended_on": line.ended_on,
            "outcome": line.get_outcome_display() if line.outcome else "",
            "outcome_note": line.outcome_note,
        }


SHEET = ListSheet(
    key="mentorships",
    label="师带徒",
    tab="mentorships",
    back="ledger:mentorships",
    model=Mentorship,
    form=MentorshipSheetForm,
    columns=_columns,
    rows=_rows,
    sample={
        "number": "师徒〔2026〕1 号",
        "trade": "港口机械维修工",
        "started_on": "2026-03-01",
        "due_on": "2028-02-29",
        "goal": "能独立排查岸桥电气故障",
        "target_grade": "高级工",
        "allowance": "300",
    },
)
