"""Lists of existing studios as tests hand them in."""

from __future__ import annotations

import io
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from lingjun.documents.excel import Column, write_table
from lingjun.ledger.models import Project
from lingjun.organizations.models import Organization
from lingjun.studios.actions import importing
from lingjun.studios.models import (
    CriteriaSheet,
    Honour,
    ImportBatch,
    Member,
    Plaque,
    Studio,
    Tenure,
    Worker,
)
from lingjun.workbench.studio_import import run

HEADINGS = ("序号", "推荐工会", "牌匾编号", "名称", "命名时间", "文号", "单位名称", "领衔劳模", "出生年月", "政治面貌",
            "职称", "劳模称号", "人数", "主要项目", "电话", "备注")  # fmt: skip


def row(number: int = 1, **cells: str) -> dict[str, str]:
    """A line as a city may have it, with full width and usual wordings."""
    return {
        "序号": str(number), "推荐工会": "思明区总工会", "牌匾编号": f"2013-{number:03}",
        "名称": f"林一{number}劳模创新工作室", "命名时间": "２０１３年５月８日", "文号": "厦工〔2013〕30号",
        "单位名称": f"厦门第{number}机械有限公司", "领衔劳模": f"林一{number}", "出生年月": "1971.3",
        "政治面貌": "党员", "职称": "高级工程师、技师", "劳模称号": "2010年全国劳动模范；厦门市劳动模范（2008年）",
        "人数": "12人", "主要项目": "1、岸桥节能；2、防摇改造", "电话": "１３９ ００００ ０００１", "备注": "",
    } | cells  # fmt: skip


def book(rows: list[dict[str, str]], headings: tuple[str, ...] = HEADINGS, title: str = "") -> SimpleUploadedFile:
    stream = io.BytesIO()
    write_table(
        stream, sheet="名单", columns=[Column(name, name) for name in headings], rows=rows, title=title
    )  # fmt: skip
    return SimpleUploadedFile("全市名单.xlsx", stream.getvalue())


def uploaded(filing: Any, rows: list[dict[str, str]], **options: Any) -> ImportBatch:
    cast = filing.cast
    return importing.open_batch(actor=cast.city_officer, federation=cast.city, upload=book(rows, **options))


def imported(filing: Any, rows: list[dict[str, str]], *, only_good: bool = False) -> ImportBatch:
    actor = filing.cast.city_officer
    batch = uploaded(filing, rows)
    outcomes = run.dry_run(batch)
    batch = importing.begin(actor=actor, batch_id=batch.pk)
    return run.commit(actor=actor, batch=batch, outcomes=outcomes, only_good=only_good)


def counts() -> list[int]:
    models = (Studio, Worker, Honour, Member, Tenure, Plaque, Project, Organization, CriteriaSheet)
    return [model.objects.count() for model in models]


def errors(filing: Any, **cells: str) -> dict[str, str]:
    [outcome] = run.dry_run(uploaded(filing, [row(**cells)]))
    return outcome.errors
