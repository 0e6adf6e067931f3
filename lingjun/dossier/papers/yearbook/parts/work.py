"""计划、项目、活动 of the year (clause 二.6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import Final

from django.utils import timezone

from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Part, Table, Text, facts
from lingjun.dossier.papers.yearbook.words import dash, day, dotted, listed, span, yuan
from lingjun.dossier.papers.yearbook.year import Year
from lingjun.ledger.models import Activity, ActivityKind, Milestone, Plan, PlanItem, Project, ProjectStatus
from lingjun.ledger.models.projects import UNFINISHED
from lingjun.ledger.project_days import of_year

STEPS: Final = ("approved_on", "started_on", "trial_on", "accepted_on", "applied_on", "stopped_on")
"""Days that move a project on."""


def plan(year: Year) -> Part:
    """The year's plan: goal, items by due month, ticks with the day."""
    found = Plan.standing.filter(studio=year.studio, year=year.year).first()
    if found is None:
        return Part("工作计划", (), f"没有登记 {year.year} 年工作计划。")
    year.line(found, "02", found.adopted_on, f"{found.year} 年工作计划")
    items = list(PlanItem.standing.filter(plan=found).select_related("worker"))
    year.know(item.worker for item in items if item.worker)
    done = [item for item in items if item.done_on and item.done_on <= year.on]
    blocks: list[Block] = [facts(("制定日期", day(found.adopted_on)))]
    if found.goal:
        blocks += [Heading("年度目标"), Text(found.goal)]
    blocks.append(Heading("计划事项"))
    if not items:
        return Part("工作计划", (*blocks, Text("没有列事项。", quiet=True)))
    blocks.append(Text(f"共 {len(items)} 项，已完成 {len(done)} 项。"))
    rows = tuple(
        (
            f"{item.due_month} 月",
            item.title,
            year.person(item.worker).name if item.worker else "—",
            f"✓ {item.done_on:%m.%d}" if item in done else "未完成" if _late(item, year) else "—",
            dash(item.done_note),
        )
        for item in items
    )
    columns = (
        Column("完成月份", 11, "center"), Column("事项", 44), Column("负责人", 12), Column("完成", 13, "center"),
        Column("说明", 20),
    )  # fmt: skip
    return Part("工作计划", (*blocks, Table(columns, rows)))


def _late(item: PlanItem, year: Year) -> bool:
    return year.is_over or item.due_month < year.on.month


def projects(year: Year) -> Part:
    """Projects under way at some time of the year, with their milestones."""
    found = Project.standing.filter(of_year(year.first, year.on), studio=year.studio)
    rows = list(found.select_related("lead").order_by("position", "id"))
    if not rows:
        return Part("创新（攻关）项目", (), f"{year.year} 年没有项目。")
    year.know(row.lead for row in rows if row.lead)
    year.know_ids(pk for row in rows for pk in row.people)
    milestones: dict[int, list[Milestone]] = defaultdict(list)
    for one in Milestone.standing.filter(project__in=rows):
        milestones[one.project_id].append(one)
    states = Counter(_status(year, row) for row in rows)
    blocks: list[Block] = [
        Text(f"共 {len(rows)} 项：{listed(f'{label} {number} 项' for label, number in states.items())}。")
    ]
    for row in rows:
        blocks += _project(year, row, milestones[row.pk])
    return Part("创新（攻关）项目", tuple(blocks))


def _status(year: Year, row: Project) -> str:
    """The status on the last day: steps taken later are passed over."""
    later = [step for step in STEPS if (on := getattr(row, step)) and on > year.on]
    return ProjectStatus(row.reached(without=later) if later else row.status).label


def _project(year: Year, row: Project, milestones: list[Milestone]) -> list[Block]:
    line = year.line(row, "02", row.approved_on or row.started_on, row.title)
    accepted = row.accepted_on if row.accepted_on and row.accepted_on <= year.on else None
    state = _status(year, row)
    in_hand = row.status in UNFINISHED and year.on >= timezone.localdate()
    stopped = row.stopped_on if row.stopped_on and row.stopped_on <= year.on else None
    stage = row.stage if in_hand else ""
    blocks: list[Block] = [
        Heading(f"{line.number}　{row.title}"),
        facts(
            ("方向", row.get_direction_display()),
            ("来源", row.get_source_display()),
            ("进展", f"{state}{f'，{stage}' if stage else ''}"),
            ("负责人", year.person(row.lead).name if row.lead else ""),
            ("参加人员", listed(year.names(row.people))),
            ("立项", f"{day(row.approved_on)}{f'，{row.approved_by}' if row.approved_by else ''}"),
            ("起止", span(row.started_on, row.accepted_on or row.due_on)),
            ("投入", f"{yuan(row.budget)} 元" if row.budget is not None else ""),
            ("要解决的问题", row.problem),
            ("试运行", day(row.trial_on) if row.trial_on and row.trial_on <= year.on else ""),
            ("验收", "，".join(filter(None, (day(accepted), row.accepted_by, row.verdict))) if accepted else ""),
            ("推广应用", day(row.applied_on) if row.applied_on and row.applied_on <= year.on else ""),
            ("中止", f"{day(stopped)}，{row.stop_reason}" if stopped else ""),
            ("成效", row.result),
        ),
    ]
    if milestones:
        rows = tuple(
            (one.title, dotted(one.due_on), dotted(one.done_on if one.done_on and one.done_on <= year.on else None),
             dash(one.note))
            for one in milestones
        )  # fmt: skip
        columns = (
            Column("节点", 38),
            Column("计划日期", 16, "center"),
            Column("完成日期", 16, "center"),
            Column("说明", 30),
        )
        blocks.append(Table(columns, rows))
        for one in milestones:
            if year.files(one):
                year.line(one, "02", one.done_on or one.due_on, f"{row.title} {one.title}")
    return [*blocks, *year.photos(row, most=12)]


def activities(year: Year) -> Part:
    """The year's activities by month, each with its number, people, words and pictures."""
    rows = list(
        Activity.standing.filter(**year.within("held_on"), studio=year.studio)
        .select_related("project", "plan_item")
        .order_by("held_on", "id")
    )
    if not rows:
        return Part("活动", (), f"{year.year} 年没有记活动。")
    year.know_ids(pk for row in rows for pk in row.attendees)
    kinds = Counter(row.kind for row in rows)
    said = listed(f"{kind.label} {kinds[kind.value]} 次" for kind in ActivityKind if kinds[kind.value])
    people = sum(row.attendance for row in rows)
    months = {row.held_on.month for row in rows}
    blocks: list[Block] = [
        Text(f"全年 {len(rows)} 次，{people} 人次：{said}。" if year.is_over else
             f"截至{day(year.on)} {len(rows)} 次，{people} 人次：{said}。")
    ]  # fmt: skip
    empty = [f"{month} 月" for month in range(1, year.on.month + 1) if month not in months]
    if empty:
        blocks.append(Text(f"没有活动记录的月份：{'、'.join(empty)}。", quiet=True))
    month = 0
    for row in rows:
        if row.held_on.month != month:
            month = row.held_on.month
            number = sum(1 for other in rows if other.held_on.month == month)
            blocks.append(Heading(f"{month} 月（{number} 次）"))
        blocks += _activity(year, row)
    return Part("活动", tuple(blocks))


def _activity(year: Year, row: Activity) -> list[Block]:
    line = year.line(row, "03", row.held_on, str(row))
    names = year.names(row.attendees)
    guests = f"外单位 {row.guests} 人" if row.guests else ""
    who = f"{len(names)} 人：{listed(names)}" if names else ""
    blocks: list[Block] = [
        Heading(f"{line.number}　{row}", level=3),
        facts(
            ("日期、地点", "，".join(filter(None, (day(row.held_on), row.place)))),
            ("种类", row.get_kind_display()),
            ("参加的人", "；".join(filter(None, (who, guests)))),
            ("项目", row.project.title if row.project else ""),
            ("完成计划事项", row.plan_item.title if row.plan_item else ""),
        ),
    ]
    if row.text and row.text != row.title:
        blocks.append(Text(row.text))
    return [*blocks, *year.photos(row, str(row)[:30])]
