"""The yearly plan's items as an Excel list; the year names the plan."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lingjun.documents.excel import Column
from lingjun.ledger import actions
from lingjun.ledger.forms.plan import MONTHS, PlanItemSheetForm
from lingjun.ledger.models import PlanItem
from lingjun.ledger.queries.people import label, pickable
from lingjun.studios.sheets import ListSheet

if TYPE_CHECKING:
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio


def _columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    return [
        Column("year", "年度", 8, required=True),
        Column("title", "事项", 40, required=True, synonyms=("工作事项", "计划内容", "工作内容")),
        Column("due_month", "完成月份", 10, choices=tuple(name for _, name in MONTHS), required=True),
        Column("worker", "负责人", 12, choices=tuple(label(one) for one in pickable(studio)), synonyms=("责任人",)),
        Column("done_on", "完成日期", 14, note="由活动勾掉的不用填。"),
        Column("done_note", "完成说明", 30, note="填了完成日期的，写一句怎么完成的。"),
    ]


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    items = PlanItem.standing.filter(studio=studio, plan__removed_at=None).select_related("plan", "worker")
    for item in items.order_by("-plan__year", "due_month", "position", "id").iterator():
        yield {
            "year": item.plan.year,
            "title": item.title,
            "due_month": f"{item.due_month} 月",
            "worker": item.worker.name if item.worker else "",
            "done_on": item.done_on,
            "done_note": item.done_note,
        }


SHEET = ListSheet(
    key="plan",
    label="工作计划",
    tab="plan",
    back="ledger:plan",
    model=PlanItem,
    form=PlanItemSheetForm,
    columns=_columns,
    rows=_rows,
    sample={
        "year": "2026",
        "title": "组织岸桥防摇系统第二阶段试运行",
        "due_month": "6 月",
        "worker": "",
        "done_on": "",
        "done_note": "",
    },
    save=actions.add_item,
    notes=("一条事项一行；这一年还没有计划的，导入时自动建立，年度目标随后在页面上写。",),
)
