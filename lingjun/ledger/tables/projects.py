"""Projects as an Excel list; the days say where a project stands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lingjun.documents.excel import Column
from lingjun.ledger.forms.projects import ProjectSheetForm
from lingjun.ledger.models import Project, ProjectDirection, ProjectSource
from lingjun.ledger.queries.people import label, pickable
from lingjun.studios.sheets import ListSheet

if TYPE_CHECKING:
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio

PLAIN = (
    "title", "problem", "budget", "approved_on", "approved_by", "started_on", "due_on", "stage", "trial_on",
    "accepted_on", "accepted_by", "verdict", "applied_on", "result", "stopped_on", "stop_reason",
)  # fmt: skip


def _columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    names = tuple(label(one) for one in pickable(studio))
    sources = tuple(source.label for source in ProjectSource if source != ProjectSource.FORM)
    return [
        Column("title", "名称", 36, required=True, synonyms=("项目名称", "课题名称", "攻关项目")),
        Column("direction", "方向", 12, choices=tuple(ProjectDirection.labels), required=True, synonyms=("创新方向",)),
        Column("source", "来源", 14, choices=sources, synonyms=("课题来源", "项目来源")),
        Column("problem", "要解决的问题", 40),
        Column("lead", "负责人", 12, choices=names, synonyms=("项目负责人",)),
        Column("people", "参加人员", 24, note="几个人用顿号隔开。"),
        Column("budget", "投入（元）", 12, synonyms=("经费（元）", "经费投入（元）")),
        Column("approved_on", "立项日期", 14),
        Column("approved_by", "立项单位", 20),
        Column("started_on", "开始", 14, synonyms=("开始日期", "起始日期")),
        Column("due_on", "计划完成", 14, synonyms=("计划完成日期",)),
        Column("stage", "目前进展", 20),
        Column("trial_on", "试运行日期", 14),
        Column("accepted_on", "验收日期", 14),
        Column("accepted_by", "验收单位", 20),
        Column("verdict", "验收结论", 24),
        Column("applied_on", "推广应用日期", 14),
        Column("result", "成效", 40),
        Column("stopped_on", "中止日期", 14),
        Column("stop_reason", "中止原因", 24),
    ]


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    names = {worker.pk: worker.name for worker in pickable(studio, unit=True)}
    for project in Project.standing.filter(studio=studio).select_related("lead").iterator():
        yield {name: getattr(project, name) for name in PLAIN} | {
            "direction": project.get_direction_display(),
            "source": "" if project.source == ProjectSource.FORM else project.get_source_display(),
            "lead": project.lead.name if project.lead else "",
            "people": "、".join(names[pk] for pk in project.people or [] if pk in names),
        }


SHEET = ListSheet(
    key="projects",
    label="项目",
    tab="projects",
    back="ledger:projects",
    model=Project,
    form=ProjectSheetForm,
    columns=_columns,
    rows=_rows,
    sample={
        "title": "岸桥远程操控与防摇系统改造",
        "direction": "技术创新",
        "source": "单位课题",
        "problem": "降低吊具摆动，提高单机作业效率",
        "budget": "46000",
        "approved_on": "2026-02-20",
        "approved_by": "公司技术部",
        "started_on": "2026-03-01",
        "due_on": "2026-12-31",
    },
    notes=("进展按日期算：有验收日期的是已验收，有开始没有验收的是在研，什么日期都没有的是立项申请。",),
)
