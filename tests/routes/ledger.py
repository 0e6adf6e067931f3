"""Addresses of the ledger's entry pages, plan, projects, mentorships."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any, Final

from django.utils import timezone

from tests.routes.guard import ABOVE, EVERYBODY, LINE, PORT, Route, act, view

STUDIO = {"studio_id": "studio"}
DAYS: Final = [datetime.timedelta(days=days) for days in (400, 200, 30)]


def prepare(world: Any) -> None:
    """Of the studio: a plan with items of every kind, projects in each state, mentorships going on and ended."""
    from lingjun.ledger.models import Mentorship, Milestone, Plan, PlanItem, Project, StageCheck
    from lingjun.studios.models import Studio

    studio = Studio.objects.get(pk=world.ids["studio"])
    actor, today = world.cast.port_clerk, timezone.localdate()
    first, second = (member.worker for member in studio.members.order_by("id")[:2])
    facts: dict[str, Any] = {"studio": studio, "created_by": actor}
    plan = Plan.objects.create(**facts, year=today.year, goal="示例目标", adopted_on=today)
    Plan.objects.create(**facts, year=today.year - 1, goal="去年", adopted_on=today)
    item = PlanItem.objects.create(**facts, plan=plan, title="没做的", due_month=12, worker=first)
    ticked = PlanItem.objects.create(
        **facts, plan=plan, title="手工勾掉的", due_month=1, done_on=today, done_note="完成"
    )  # fmt: skip
    world.ids |= {"plan": plan.pk, "plan_item": item.pk, "plan_item_ticked": ticked.pk}
    days = [today - day for day in DAYS]
    for key, reached in {
        "proposed": {},
        "approved": {"approved_on": days[0], "approved_by": "技术部"},
        "under_way": {"approved_on": days[0], "approved_by": "技术部", "started_on": days[1]},
        "accepted": {"started_on": days[0], "accepted_on": days[2], "accepted_by": "技术部"},
    }.items():
        project = Project.objects.create(
            **facts, title=f"项目{key}", direction="technical", status=key, lead=first, people=[second.pk], **reached
        )  # fmt: skip
        world.ids[f"project_{key}"] = project.pk
    milestone = Milestone.objects.create(
        **facts, project_id=world.ids["project_under_way"], title="节点", due_on=today - datetime.timedelta(days=1)
    )
    agreement = {"mentor": first, "apprentice": second, "trade": "桥吊司机", "goal": "独立排故"}
    going = Mentorship.objects.create(**facts, **agreement, started_on=days[0], due_on=today)
    ended = Mentorship.objects.create(
        **facts, **agreement, started_on=days[0], due_on=days[1], ended_on=days[1], outcome="completed"
    )
    check = StageCheck.objects.create(**facts, mentorship=going, on=days[2], content="电气排故", mark="passed")
    world.ids |= {
        "milestone": milestone.pk, "mentorship": going.pk, "mentorship_ended": ended.pk, "stage_check": check.pk,
    }  # fmt: skip


def more(world: Any, number: int) -> None:
    """The `number`th further line of each list, with its parts, in the studio."""
    from lingjun.ledger.models import (
        Achievement,
        Activity,
        Mentorship,
        Milestone,
        Plan,
        PlanItem,
        Project,
        StageCheck,
    )
    from lingjun.studios.models import Promotion, Studio

    studio, today = Studio.objects.get(pk=world.ids["studio"]), timezone.localdate()
    first, second = (member.worker for member in studio.members.order_by("id")[:2])
    facts: dict[str, Any] = {"studio": studio, "created_by": world.cast.port_clerk}
    Plan.objects.create(**facts, year=today.year - 1 - number, goal="更早", adopted_on=today)
    item = PlanItem.objects.create(
        **facts, plan_id=world.ids["plan"], title=f"又一条{number}", due_month=number, worker=first, done_on=today
    )  # fmt: skip
    PlanItem.objects.create(**facts, plan_id=world.ids["plan"], title=f"逾期{number}", due_month=1, worker=second)
    project = Project.objects.create(
        **facts, title=f"又一个项目{number}", direction="technical", lead=first, started_on=today, due_on=today,
        people=[first.pk, second.pk],
    )  # fmt: skip
    for owner in (project.pk, world.ids["project_under_way"]):
        Milestone.objects.create(**facts, project_id=owner, title=f"节点{number}", due_on=today)
        Activity.objects.create(
            **facts, kind="meeting", held_on=today, text=f"活动{number}", project_id=owner, plan_item=item
        )  # fmt: skip
        Achievement.objects.create(
            **facts, kind="paper", title=f"成果{number}", status="granted", achieved_on=today, project_id=owner
        )  # fmt: skip
    line = Mentorship.objects.create(
        **facts, mentor=first, apprentice=second, trade="桥吊司机", goal="排故", started_on=today - DAYS[0],
        due_on=today,
    )  # fmt: skip
    for owner in (line.pk, world.ids["mentorship"]):
        StageCheck.objects.create(**facts, mentorship_id=owner, on=today, content=f"考核{number}", mark="passed")
    Promotion.objects.create(
        **facts, worker=second, kind="skill_grade", old="senior_worker", new="technician", on=today
    )  # fmt: skip


def _today(**fields: Any) -> Callable[[Any], dict[str, Any]]:
    """A body; a value True stands for today."""

    def data(world: Any) -> dict[str, Any]:
        today = timezone.localdate().isoformat()
        return {key: today if value is True else world.ids.get(value, value) for key, value in fields.items()}

    return data


def _person(position: int) -> Callable[[Any], int]:
    def found(world: Any) -> int:
        from lingjun.studios.models import Member

        members = Member.objects.filter(studio_id=world.ids["studio"]).order_by("id")
        return int(members[position].worker_id)

    return found


def _agreement(world: Any) -> dict[str, Any]:
    day = timezone.localdate()
    return {
        "number": "1 号", "mentor": _person(0)(world), "apprentice": _person(1)(world), "trade": "桥吊司机",
        "started_on": day.isoformat(), "due_on": day.replace(year=day.year + 2, day=1).isoformat(), "goal": "独立排故",
        "target_grade": "technician", "allowance": "300",
    }  # fmt: skip


LINES = (
    ("plan", "plan", _today(year="2020", goal="目标", adopted_on=True)),
    ("plan_item", "plan_item", _today(plan="plan", title="又一条", due_month="6", worker="")),
    ("project", "project_under_way", _today(title="新项目", direction="technical", approved_on=True, started_on=True)),
    ("milestone", "milestone", _today(project="project_under_way", title="节点", due_on=True)),
    ("mentorship", "mentorship", _agreement),
    ("stage_check", "stage_check", _today(mentorship="mentorship", on=True, content="排故", mark="passed")),
)
STEPS = (
    ("approve", "project_proposed", _today(approved_on=True, approved_by="技术部")),
    ("start", "project_approved", _today(started_on=True)),
    ("trial", "project_under_way", _today(trial_on=True, stage="第一台")),
    ("accept", "project_under_way", _today(accepted_on=True, accepted_by="技术部", verdict="通过")),
    ("apply", "project_accepted", _today(applied_on=True, result="三家应用")),
    ("stop", "project_proposed", _today(stopped_on=True, stop_reason="改由外单位做")),
)


def _rows() -> list[Route]:
    rows = []
    for key, line, data in LINES:
        at = STUDIO | {"line_id": line}
        rows += [
            act(f"ledger:{key}_new", STUDIO, may=PORT, told=ABOVE, data=data),
            view(f"ledger:{key}_new", STUDIO, sees=PORT, told=ABOVE),
            view(f"ledger:{key}_edit", at, sees=PORT, told=ABOVE),
            act(f"ledger:{key}_edit", at, may=PORT, told=ABOVE, data=data),
            act(f"ledger:{key}_remove", at, may=PORT, told=ABOVE),
            act(f"ledger:{key}_restore", at, may=PORT, told=ABOVE),
        ]
    for verb, project, data in STEPS:
        at = STUDIO | {"project_id": project, "verb": f"={verb}"}
        rows.append(view("ledger:project_step", at, sees=PORT, told=ABOVE))
        rows.append(act("ledger:project_step", at, may=PORT, told=ABOVE, data=data))
    return rows


LEDGER: Final[list[Route]] = [
    view("ledger:home", sees=EVERYBODY),
    view("ledger:studio", STUDIO, sees=LINE),
    view("ledger:plan", STUDIO, sees=LINE),
    act("ledger:plan_copy", STUDIO, may=PORT, told=ABOVE, data={}),
    act(
        "ledger:plan_tick", STUDIO | {"line_id": "plan_item"}, may=PORT, told=ABOVE,
        data=_today(done_on=True, done_note="完成"),
    ),
    act("ledger:plan_untick", STUDIO | {"line_id": "plan_item_ticked"}, may=PORT, told=ABOVE),
    view("ledger:projects", STUDIO, sees=LINE),
    view("ledger:project", STUDIO | {"project_id": "project_under_way"}, sees=LINE),
    act(
        "ledger:project_take_back", STUDIO | {"project_id": "project_approved"}, may=PORT, told=ABOVE,
        data={"seen": "approved"},
    ),
    act("ledger:milestone_done", STUDIO | {"line_id": "milestone"}, may=PORT, told=ABOVE),
    view("ledger:mentorships", STUDIO, sees=LINE),
    view("ledger:mentorship", STUDIO | {"mentorship_id": "mentorship"}, sees=LINE),
    view("ledger:mentorship_word", STUDIO | {"mentorship_id": "mentorship"}, sees=LINE),
    act(
        "ledger:mentorship_conclude", STUDIO | {"mentorship_id": "mentorship"}, may=PORT, told=ABOVE,
        data=_today(outcome="completed", ended_on=True, note="达到高级工"),
    ),
    act("ledger:mentorship_reopen", STUDIO | {"mentorship_id": "mentorship_ended"}, may=PORT, told=ABOVE),
    *_rows(),
]  # fmt: skip
