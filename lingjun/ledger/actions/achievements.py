"""What changes achievements: one is recorded after those much like it were shown."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Refused
from lingjun.core.jobs import enqueue
from lingjun.core.text import one_line
from lingjun.ledger.achievement_kinds import rules
from lingjun.ledger.models import Achievement
from lingjun.ledger.queries.duplicates import Alike, alike
from lingjun.studios import actions as file_actions

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lingjun.accounts.models import User
    from lingjun.core.models import Job

LONGEST_REASON = 200
EXPORT = "ledger.export_achievements"


class Repeated(Refused):
    """Others much like it stand somewhere already: `found`. With a reason it may stand all the same."""

    status_code = 409

    def __init__(self, found: Sequence[Alike]) -> None:
        first, more = found[0], f"等 {len(found)} 条" if len(found) > 1 else ""
        super().__init__(f"像“{first.title}”（{first.studio_name}）{more}。确实不是同一项的，请写明理由。")
        self.found = list(found)


@transaction.atomic
def record_achievement(*, actor: User, studio_id: int, values: dict[str, Any], reason: str = "") -> Achievement:
    """A new achievement. Raises NotYours, Closed, Invalid, and Repeated while others are much like it and no `reason`
    says why it stands all the same."""
    studio = file_actions.writable_studio(actor, studio_id)
    values = _with_reason(Achievement(studio=studio), values, reason)
    return file_actions.add(actor=actor, studio_id=studio_id, model=Achievement, values=values)


@transaction.atomic
def change_achievement(
    *, actor: User, achievement_id: int, values: dict[str, Any], reason: str = "", seen: datetime.datetime | None = None
) -> Achievement:
    """Other values; others much like it are asked about again only when title or number changed."""
    studio_id = Achievement.objects.values_list("studio_id", flat=True).get(pk=achievement_id)
    studio = file_actions.writable_studio(actor, studio_id)
    before = Achievement.objects.get(pk=achievement_id)
    draft = Achievement(pk=before.pk, studio=studio)
    same = all(values.get(name, getattr(before, name)) == getattr(before, name) for name in ("kind", "title", "number"))
    if same and "details" in values:
        kept = before.details.get("repeated", "") if isinstance(before.details, dict) else ""
        values = values | {"details": values["details"] | ({"repeated": kept} if kept else {})}
    elif not same:
        values = _with_reason(draft, values, reason)
    return file_actions.change(actor=actor, model=Achievement, line_id=achievement_id, values=values, seen=seen)


def _with_reason(draft: Achievement, values: dict[str, Any], reason: str) -> dict[str, Any]:
    """The values with the reason noted. Raises Repeated; what is wrong with the values themselves is told later."""
    draft.kind, draft.title, draft.number = values["kind"], values["title"], values.get("number", "")
    draft.set_keys()
    found = alike(draft)
    if any(one.same_number and one.studio_id == draft.studio_id for one in found) and rules(draft.kind).family:
        return values  # the model refuses it, whatever the reason
    reason = one_line(reason)[:LONGEST_REASON]
    if found and not reason:
        raise Repeated(found)
    return values | {"details": values.get("details", {}) | ({"repeated": reason} if found else {})}


@transaction.atomic
def export_achievements(*, actor: User, query: str, count: int, later: bool) -> Job | None:
    """Note the export in the trail and, when it is large, hand it to the queue. Rights are asked again by the job."""
    audit(
        actor=actor, verb="achievement.export", subject=None, subject_name="成果汇总表",
        new={"filter": query, "count": count},
    )  # fmt: skip
    if not later:
        return None
    return enqueue(kind=EXPORT, title="导出成果汇总表", owner_id=actor.pk, params={"query": query}, total=0)
