"""What is looked at before a report goes to the unit's union."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.cases.kinds import Finding
from lingjun.documents.printing.fonts import why_unprintable

if TYPE_CHECKING:
    from lingjun.appraisal.models import Appraisal

SHORT = 30
LABELS = {"report": "领衔人自评", "problems": "存在的问题", "next_year": "下一年打算"}


def check(appraisal: Appraisal) -> list[Finding]:
    """No query: the figures are the frozen ones once submitted, else those of the last look."""
    found: list[Finding] = []
    if not appraisal.report.strip():
        found.append(_bad("report", "请写领衔人自评：今年做了什么、成效如何。"))
    elif len(appraisal.report.strip()) < SHORT:
        count = len(appraisal.report.strip())
        found.append(_warn("report", f"自评只有 {count} 个字，单位和上级工会要靠它了解全年情况。"))
    if not appraisal.next_year.strip():
        found.append(_bad("next_year", "请写下一年打算。"))
    if not appraisal.problems.strip():
        found.append(_warn("problems", "没有写存在的问题。没有问题的，写“无”。"))
    for field, label in LABELS.items():
        if problem := why_unprintable(getattr(appraisal, field)):
            found.append(_bad(field, f"{label}：{problem}"))
    figures = appraisal.figures
    if figures:
        if not figures["activities"]:
            found.append(_warn("figures", "台账里今年没有活动。", "补记后，这里的数会跟着变。"))
        if not sum(figures["achievements"].values()):
            found.append(_warn("figures", "台账里今年没有成果。", "有成果的，先在台账里登记。"))
        missing = [one["label"] for one in figures["criteria"] if not one["met"]]
        if missing:
            found.append(_warn("criteria", f"“七个有”还缺：{'、'.join(missing)}。"))
    return found


def _bad(field: str, message: str) -> Finding:
    return Finding("bad", message, "report", field)


def _warn(field: str, message: str, detail: str = "") -> Finding:
    return Finding("warn", message, "report", field, detail)
