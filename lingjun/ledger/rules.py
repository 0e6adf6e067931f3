"""What may be done next with a line of the ledger. Who may is `studios.rules.may_write`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from lingjun.ledger.models import ProjectStatus

if TYPE_CHECKING:
    from lingjun.ledger.models import Project

TAKEN_BACK: Final[dict[str, dict[str, Any]]] = {
    ProjectStatus.APPROVED: {"approved_on": None, "approved_by": ""},
    ProjectStatus.UNDER_WAY: {"started_on": None},
    ProjectStatus.TRIAL: {"trial_on": None},
    ProjectStatus.ACCEPTED: {"accepted_on": None, "accepted_by": "", "verdict": ""},
    ProjectStatus.APPLIED: {"applied_on": None},
    ProjectStatus.STOPPED: {"stopped_on": None, "stop_reason": ""},
}
"""What a step had set, and what taking it back clears."""


def previous(project: Project) -> str | None:
    """The status before the last step; None where there was none, as for a project carried over from the form."""
    if project.status not in TAKEN_BACK:
        return None
    if project.status == ProjectStatus.UNDER_WAY and not project.approved_on:
        return None
    before = project.reached(without=tuple(TAKEN_BACK[project.status]))
    return None if before == project.status else before
