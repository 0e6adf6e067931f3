"""The course of a project: 立项, 开始, 试运行, 验收, 推广应用, or stopped; each step can be taken back."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils import timezone

from lingjun.core.errors import MovedOn
from lingjun.ledger.actions.base import locked_line, write
from lingjun.ledger.models import Milestone, Project, ProjectSource, ProjectStatus
from lingjun.ledger.models.projects import UNFINISHED
from lingjun.ledger.rules import TAKEN_BACK, previous
from lingjun.studios.actions import records

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


def carry_over_projects(
    *,
    studio: Studio,
    rows: Sequence[tuple[str, str]],
    started_on: datetime.date,
    source: str = ProjectSource.FORM,
) -> None:
    """The projects of the creation form (or of an imported list) become the first of the ledger. `rows`: (title,
    direction)."""
    Project.objects.bulk_create(
        Project(
            studio=studio,
            title=title,
            direction=direction,
            source=source,
            started_on=started_on,
            position=position,
        )
        for position, (title, direction) in enumerate(rows, start=1)
    )


def approve(*, actor: User, project_id: int, approved_on: datetime.date, approved_by: str) -> Project:
    """立项: by whom and when."""
    return _step(
        actor, project_id, "approve", {ProjectStatus.PROPOSED}, ProjectStatus.APPROVED,
        approved_on=approved_on, approved_by=approved_by,
    )  # fmt: skip


def start(
    *, actor: User, project_id: int, started_on: datetime.date, due_on: datetime.date | None = None
) -> Project:  # fmt: skip
    """Work begins on an approved project."""
    return _step(
        actor, project_id, "start", {ProjectStatus.APPROVED}, ProjectStatus.UNDER_WAY,
        started_on=started_on, due_on=due_on,
    )  # fmt: skip


def trial(*, actor: User, project_id: int, trial_on: datetime.date, stage: str = "") -> Project:
    """试运行."""
    return _step(
        actor, project_id, "trial", {ProjectStatus.UNDER_WAY}, ProjectStatus.TRIAL, trial_on=trial_on, stage=stage
    )  # fmt: skip


def accept(
    *, actor: User, project_id: int, accepted_on: datetime.date, accepted_by: str, verdict: str, result: str = ""
) -> Project:
    """验收: by whom, when, with which verdict and result."""
    values = {"accepted_on": accepted_on, "accepted_by": accepted_by, "verdict": verdict}
    if result:
        values["result"] = result
    allowed = {ProjectStatus.UNDER_WAY, ProjectStatus.TRIAL}
    return _step(actor, project_id, "accept", allowed, ProjectStatus.ACCEPTED, **values)


def apply(*, actor: User, project_id: int, applied_on: datetime.date, result: str) -> Project:
    """推广应用: since when, to what effect."""
    return _step(
        actor, project_id, "apply", {ProjectStatus.ACCEPTED}, ProjectStatus.APPLIED,
        applied_on=applied_on, result=result,
    )  # fmt: skip


def stop(*, actor: User, project_id: int, stopped_on: datetime.date, stop_reason: str) -> Project:
    """中止, with the reason."""
    return _step(
        actor, project_id, "stop", set(UNFINISHED), ProjectStatus.STOPPED,
        stopped_on=stopped_on, stop_reason=stop_reason,
    )  # fmt: skip


@transaction.atomic
def take_back(*, actor: User, project_id: int, seen: str) -> Project:
    """Undo the last step: the project is where it was before, the step's facts go (the trail keeps them).

    `seen`: the status the page showed. Raises MovedOn when it is another by now, or nothing can be taken back.
    """
    studio, project = locked_line(actor, Project, project_id)
    if project.status != seen:
        raise MovedOn(f"“{project}”现在是“{project.get_status_display()}”，请刷新后再看。")
    before = previous(project)
    if before is None:
        raise MovedOn(f"“{project}”没有可以退回的一步。")
    write(actor, studio, project, "take_back", {"status": before} | TAKEN_BACK[project.status])
    return project


@transaction.atomic
def finish_milestone(
    *, actor: User, milestone_id: int, done_on: datetime.date | None = None, seen: str | None = None
) -> Milestone:
    """Done today (or on that day); asked for a milestone that is done, it is open again.

    `seen`: the day the page showed, "" for none; MovedOn when it is another by now, so that two clicks are one.
    """
    _, line = locked_line(actor, Milestone, milestone_id)
    if seen is not None and seen != (line.done_on.isoformat() if line.done_on else ""):
        now = f"已记 {line.done_on:%Y-%m-%d} 完成" if line.done_on else "已改回没有完成"
        raise MovedOn(f"节点“{line}”{now}，请刷新后再看。")
    day = None if line.done_on else done_on or timezone.localdate()
    return records.change(actor=actor, model=Milestone, line_id=milestone_id, values={"done_on": day})


@transaction.atomic
def _step(
    actor: User, project_id: int, verb: str, allowed: Collection[str], to: ProjectStatus, **values: Any
) -> Project:  # fmt: skip
    """One step on. Raises NotYours, Closed, MovedOn (the project is not where this step begins), Invalid."""
    studio, project = locked_line(actor, Project, project_id)
    if project.status not in allowed:
        begins = "、".join(f"“{ProjectStatus(one).label}”" for one in ProjectStatus.values if one in allowed)
        raise MovedOn(f"“{project}”现在是“{project.get_status_display()}”，这一步要在{begins}时办。")
    write(actor, studio, project, verb, values | {"status": to})
    return project
