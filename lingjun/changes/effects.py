"""The effect of a decided change on the studio file, and the recall that follows from it."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.dateparse import parse_date

from lingjun.changes.models import Change, ChangeKind, ChangeOutcome, Recall, RecallItem
from lingjun.changes.words import revokes
from lingjun.core.errors import Invalid
from lingjun.core.workdays import add_workdays
from lingjun.organizations import actions as organizations
from lingjun.studios.actions import changing
from lingjun.studios.models import Studio

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case

HAND_BACK_DAYS = 20
"""Working days to hand a plaque back where the decision names no day; no rule was found (field research 1.6)."""


def take_effect(*, case: Case, actor: User, decision_number: str, decided_on: datetime.date) -> None:
    """Inside the transaction that ends the case. Number and hand-back day may stand in the deciding opinion."""
    change: Change = case.change
    said = case.opinions.filter(is_superseded=False).order_by("-pk").values_list("extra", flat=True).first() or {}
    number = decision_number or str(said.get("decision_number", ""))
    on = change.effective_on or decided_on
    if on > timezone.localdate():
        raise Invalid({"": f"生效日期 {on:%Y-%m-%d} 还没有到。决定后立即生效，请到那天再定，或者退回改生效日期。"})
    plaques = list(change.studio.plaques.filter(recalled_on__isnull=True).values_list("number", flat=True))
    facts = {"actor": actor, "on": on, "decision_number": number, "reason": change.get_reason_display()}
    studio = _apply(change, facts)
    change.effective_on, change.decision_number = on, number
    change.save(update_fields=["effective_on", "decision_number", "changed_at"])
    if revokes(change) or studio.name != change.before.get("工作室名称", studio.name):
        due = parse_date(str(said.get("hand_back_by", ""))) or add_workdays(decided_on, HAND_BACK_DAYS)
        _recall(change, plaques, decided_on, due, certificate=revokes(change))


def _apply(change: Change, facts: dict[str, object]) -> Studio:
    studio_id = change.studio_id
    if revokes(change):
        return changing.revoke(studio_id=studio_id, **facts)  # type: ignore[arg-type]
    if change.kind == ChangeKind.LEADER and change.new_leader is not None:
        keeps = change.outcome == ChangeOutcome.KEEP_NAME
        name = change.studio.name if keeps else change.new_name
        return changing.change_leader(
            studio_id=studio_id, leader=change.new_leader, name=name, stays=change.former_stays, **facts  # type: ignore[arg-type]
        )  # fmt: skip
    if change.kind == ChangeKind.RENAME:
        return changing.rename(studio_id=studio_id, name=change.new_name, **facts)  # type: ignore[arg-type]
    if change.new_unit is not None:
        return changing.move_to_unit(studio_id=studio_id, unit=change.new_unit, **facts)  # type: ignore[arg-type]
    return _unit_renamed(change, facts)


def _unit_renamed(change: Change, facts: dict[str, object]) -> Studio:
    """The unit carries its new name; every studio in force there begins a tenure under it."""
    unit = organizations.update(
        actor=facts["actor"], organization=change.studio.unit, changes={"name": change.new_unit_name}
    )
    moved = change.studio
    for studio_id in Studio.objects.filter(unit=unit, status="active").order_by("pk").values_list("pk", flat=True):
        studio = changing.move_to_unit(studio_id=studio_id, unit=unit, **facts)  # type: ignore[arg-type]
        moved = studio if studio.pk == change.studio_id else moved
    return moved


def _recall(
    change: Change, plaques: list[str], ordered_on: datetime.date, due: datetime.date, *, certificate: bool
) -> None:
    items = [(RecallItem.PLAQUE, number) for number in plaques]
    if certificate:
        items.append((RecallItem.CERTIFICATE, change.studio.decision_number))
    Recall.objects.bulk_create(
        Recall(
            studio=change.studio, change=change, item=item, number=number[:40], ordered_on=ordered_on, due_on=due,
            decision_number=change.decision_number,
        )
        for item, number in items
    )  # fmt: skip
