"""Projects of a studio for its list, and the course of one."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Final

from django.db.models import Case, IntegerField, QuerySet, Value, When

from lingjun.ledger.models import Project, ProjectStatus
from lingjun.ledger.models.projects import UNFINISHED
from lingjun.studios.models import Worker

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

STATES: Final = {
    "open": ("在办", UNFINISHED),
    "done": ("已验收", (ProjectStatus.ACCEPTED, ProjectStatus.APPLIED)),
    "stopped": ("已中止", (ProjectStatus.STOPPED,)),
}


def listed(studio: Studio, state: str) -> QuerySet[Project]:
    """Those in hand first, then by their start, newest first. `state`: a key of STATES, anything else means all."""
    projects = Project.standing.filter(studio=studio).select_related("lead")
    if state in STATES:
        projects = projects.filter(status__in=STATES[state][1])
    rank = Case(When(status__in=UNFINISHED, then=Value(0)), default=Value(1), output_field=IntegerField())
    return projects.annotate(rank=rank).order_by("rank", "-started_on", "position", "-id")


def people_of(project: Project) -> list[Worker]:
    """Those who take part, in the order they were ticked. One query, none for nobody."""
    ids = [pk for pk in project.people or [] if isinstance(pk, int)]
    found = Worker.objects.in_bulk(ids) if ids else {}
    return [found[pk] for pk in ids if pk in found]


@dataclasses.dataclass(frozen=True, slots=True)
class Passed:
    """A step of the course. `mark`: done, halted or todo."""

    label: str
    day: datetime.date | None
    words: str
    mark: str


def course(project: Project) -> list[Passed]:
    """立项, 开始, 试运行, 验收, 推广应用, as far as they were taken; those to come without a day; 中止 last."""
    steps = [
        ("立项", project.approved_on, f"{project.approved_by}批准" if project.approved_by else ""),
        ("开始", project.started_on, f"计划 {project.due_on:%Y-%m-%d} 完成" if project.due_on else ""),
        ("试运行", project.trial_on, ""),
        ("验收", project.accepted_on, "　".join(filter(None, (project.accepted_by, project.verdict)))),
        ("推广应用", project.applied_on, ""),
    ]
    stopped = project.status == ProjectStatus.STOPPED
    last = max((at for at, (_, day, _) in enumerate(steps) if day), default=-1)
    found = [
        Passed(label, day, words, "done" if day else "todo")
        for at, (label, day, words) in enumerate(steps)
        if day or (at > last and not stopped)
    ]
    if stopped:
        found.append(Passed("中止", project.stopped_on, project.stop_reason, "halted"))
    return found
