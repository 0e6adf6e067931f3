"""接下来: what a studio owes next, from what its page has read already; no query."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.urls import reverse

from lingjun.ledger.models.projects import UNFINISHED

if TYPE_CHECKING:
    from lingjun.dossier.queries.studio import File, HeadLine
    from lingjun.ledger.models import Project
    from lingjun.studios.models import CriteriaSheet, Studio

AHEAD: Final = datetime.timedelta(days=60)
"""How far mentorships and milestones are looked ahead."""
MOST: Final = 10
NAMED: Final = 2
"""Missing pieces of one criterion told one by one; more of them become one line."""


@dataclasses.dataclass(frozen=True, slots=True)
class Task:
    """One thing: words, by when, whether it is late (or keeps a criterion from being met), and where it is done."""

    words: str
    note: str
    late: bool
    url: str = ""
    due: datetime.date | None = None


def tasks(studio: Studio, today: datetime.date, *, sheet: CriteriaSheet | None, file: File) -> list[Task]:
    """Late first, then by day. `file` is that of this year."""
    found = [*_missing(sheet), *_plan(studio, today, file.items), *_left_over(studio, today, file.carried_over)]
    found += [*_projects(studio, today, file.projects), *_milestones(studio, today, file.projects)]
    found += [*_mentorships(studio, today, file.mentorships), *_appraisals(today, file.appraisals)]
    return sorted(found, key=lambda task: (not task.late, task.due or datetime.date.max))


def _missing(sheet: CriteriaSheet | None) -> list[Task]:
    if sheet is None:
        return []
    lacking = [one for one in sheet.detail if one["missing"]]
    rest = sum(len(one["missing"]) for one in lacking)
    last = "，补齐后“七个有”全部达到" if rest == 1 else ""
    found = []
    for one in lacking:
        pieces = one["missing"]
        if len(pieces) <= NAMED:
            note = f"“{one['label']}”还没有达到{last}"
            found += [Task(text, note, late=True, url=url, due=datetime.date.min) for text, url in pieces]
            continue
        words, note = f"补齐“{one['label']}”：{one['state']}", "，".join(text for text, _ in pieces)
        url = f"{reverse('studios:criteria', args=[sheet.pk])}#{one['key']}"
        found.append(Task(words, note, late=True, url=url, due=datetime.date.min))
    return found


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


def _left_over(studio: Studio, today: datetime.date, items: list[dict[str, Any]]) -> list[Task]:
    """What the plan of last year left undone."""
    year = today.year - 1
    plan = f"{reverse('ledger:plan', args=[studio.pk])}?year={year}"
    found = []
    for item in items:
        note, month = f"{year} 年计划 {item['due_month']} 月完成，已过期", datetime.date(year, item["due_month"], 28)
        found.append(Task(item["title"], note, late=True, url=f"{plan}#item-{item['pk']}", due=month))
    return found


def _projects(studio: Studio, today: datetime.date, projects: list[Project]) -> list[Task]:
    """Those that should be finished."""
    found = []
    for project in projects:
        due = project.due_on
        if not due or due > today + AHEAD or project.status not in UNFINISHED:
            continue
        late, url = due < today, reverse("ledger:project", args=[studio.pk, project.pk])
        note = f"项目 {_day(due, today)}到期{'，已过期' if late else ''}"
        found.append(Task(project.title, note, late=late, url=url, due=due))
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


def _appraisals(today: datetime.date, rows: list[HeadLine]) -> list[Task]:
    """Appraisals that are open, and what they told to put right."""
    found = []
    for row in rows:
        if row.since is None:
            url = reverse("appraisal:case", args=[row.a])
            found.append(Task(f"{row.c} 年综合鉴定", row.b, late=False, url=url))
            continue
        late = row.since < today
        note = f"{_day(row.since, today)}{'，已过期' if late else '前报告'}"
        url = reverse("appraisal:rectification", args=[row.a])
        found.append(Task(f"{row.c} 年综合鉴定要求的整改", note, late=late, url=url, due=row.since))
    return found


def _day(day: datetime.date, today: datetime.date) -> str:
    return f"{day.month}月{day.day}日" if day.year == today.year else f"{day.year}年{day.month}月{day.day}日"
