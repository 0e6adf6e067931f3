"""接下来: what a studio owes next, from what its page has read already; no query."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from lingjun.appraisal.models import RectificationState
from lingjun.cases.kinds import kind_of

if TYPE_CHECKING:
    from lingjun.appraisal.models import Appraisal
    from lingjun.ledger.models import Project
    from lingjun.studios.models import CriteriaSheet, Studio

AHEAD: Final = datetime.timedelta(days=60)
"""How far mentorships and milestones are looked ahead."""
MOST: Final = 10


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """One thing: words, by when, whether it is late (or keeps a criterion from being met), and where it is done."""

    words: str
    note: str
    late: bool
    url: str = ""
    due: datetime.date | None = None


def tasks(
    studio: Studio,
    today: datetime.date,
    *,
    sheet: CriteriaSheet | None,
    items: list[dict[str, Any]],
    projects: list[Project],
    mentorships: list[dict[str, Any]],
    appraisal: Appraisal | None,
) -> list[Task]:
    """Late first, then by day. `items` are those of this year's plan."""
    found = [*_missing(sheet), *_plan(studio, today, items), *_milestones(studio, today, projects)]
    found += [*_mentorships(studio, today, mentorships), *_appraisal(appraisal, today)]
    return sorted(found, key=lambda task: (not task.late, task.due or datetime.date.max))


def _missing(sheet: CriteriaSheet | None) -> list[Task]:
    if sheet is None:
        return []
    lacking = [one for one in sheet.detail if one["missing"]]
    rest = sum(len(one["missing"]) for one in lacking)
    last = "，补齐后“七个有”全部达到" if rest == 1 else ""
    return [
        Task(text, f"“{one['label']}”还没有达到{last}", late=True, url=url)
        for one in lacking
        for text, url in one["missing"]
    ]


def _plan(studio: Studio, today: datetime.date, items: list[dict[str, Any]]) -> list[Task]:
    """Undone items of the months up to the next one."""
    url = reverse("ledger:plan", args=[studio.pk])
    found = []
    for item in items:
        if item["done_on"] or item["due_month"] > today.month + 1:
            continue
        late = item["due_month"] < today.month
        month = datetime.date(today.year, item["due_month"], 28)
        who = f"，{item['worker__name']}" if item["worker__name"] else ""
        when = f"计划 {item['due_month']} 月完成{'，已过期' if late else ''}"
        found.append(Task(item["title"], f"{when}{who}", late=late, url=url, due=month))
    return found


def _milestones(studio: Studio, today: datetime.date, projects: list[Project]) -> list[Task]:
    """The next open milestone of each project that is due."""
    found = []
    for project in projects:
        title, due = project.next_title, project.next_on  # type: ignore[attr-defined]
        if not due or due > today + AHEAD or project.accepted_on or project.stopped_on:
            continue
        late = due < today
        note = f"{project.title}的节点，{_day(due, today)}{'，已过期' if late else '前'}"
        found.append(Task(title, note, late=late, url=reverse("ledger:project", args=[studio.pk, project.pk]), due=due))
    return found


def _mentorships(studio: Studio, today: datetime.date, rows: list[dict[str, Any]]) -> list[Task]:
    """Those that end soon, or ended without an outcome."""
    found = []
    for row in rows:
        if row["ended_on"] or row["due_on"] > today + AHEAD:
            continue
        late = row["due_on"] < today
        words = f"{row['mentor__name']}带{row['apprentice__name']}：写出徒结论"
        note = f"{_day(row['due_on'], today)}期满{'，已过期' if late else ''}"
        url = reverse("ledger:mentorship", args=[studio.pk, row["pk"]])
        found.append(Task(words, note, late=late, url=url, due=row["due_on"]))
    return found


def _appraisal(appraisal: Appraisal | None, today: datetime.date) -> list[Task]:
    """The appraisal that is open, and what it told to put right."""
    if appraisal is None:
        return []
    found = []
    if not appraisal.grade and not appraisal.case.is_final:
        words = f"{appraisal.year} 年综合鉴定"
        found.append(Task(words, appraisal.case.state_label, late=False, url=_case_url(appraisal)))
    rectification = getattr(appraisal, "rectification", None)
    if rectification is not None and rectification.state == RectificationState.OPEN:
        late = rectification.due_on < today
        note = f"{_day(rectification.due_on, today)}{'，已过期' if late else '前报告'}"
        found.append(Task("整改并报告", note, late=late, url=_case_url(appraisal), due=rectification.due_on))
    return found


def _case_url(appraisal: Appraisal) -> str:
    return kind_of(appraisal.case).url(appraisal.case)


def _day(day: datetime.date, today: datetime.date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
