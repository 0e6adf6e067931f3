"""Who files and decides changes, and who keeps the recall of plaques. Answers: why not, or None when allowed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import Role
from lingjun.cases.enums import Rest
from lingjun.cases.rules import contributed
from lingjun.changes.words import revokes
from lingjun.notices.enums import Level
from lingjun.studios import rules as studio_rules

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.changes.models import Change, RevocationBatch
    from lingjun.organizations.models import Organization
    from lingjun.studios.models import Studio


def may_file(user: User, studio: Studio) -> str | None:
    """The unit's own people file changes of a studio that is in force."""
    return studio_rules.may_write(user, studio)


def may_revoke(user: User, federation: Organization) -> str | None:
    """Revocation starts with the federation that named the studio."""
    if account_rules.holds(user, Role.CITY_OFFICER, federation):
        return None
    return f"撤销由{federation.name}提出和决定，您可以看，不能办。"


def may_decide_batch(user: User, batch: RevocationBatch) -> str | None:
    """Another officer than the one who proposed it: nobody approves their own proposal."""
    if reason := may_revoke(user, batch.federation):
        return reason
    if batch.decided_at or batch.dropped_at:
        return "这一批已经办结。"
    if batch.proposed_by_id == user.pk or any(contributed(user, change.case) for change in batch.changes.all()[:1]):
        return "这一批由您提出，按规定不能自己审自己，请由本会另一位负责人决定。"
    return None


def why_no_letter(change: Change) -> str | None:
    """The letter of a revocation: a draft once it waits for the federation, the decision afterwards."""
    case = change.case
    if not revokes(change):
        return "这件变更不撤销工作室，没有撤销决定。"
    if case.state == Rest.NAMED:
        return None
    if any(step.key == case.state and step.level == Level.FEDERATION for step in case.steps.all()):
        return None
    return f"现在是“{case.state_label}”，到市总工会决定时才拟撤销决定。"


def why_no_batch_letter(batch: RevocationBatch) -> str | None:
    """A batch that was dropped has no decision to print."""
    return "这一批已经作罢，没有撤销决定。" if batch.dropped_at else None
