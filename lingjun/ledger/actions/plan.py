"""What changes the yearly plan: items ticked off by activities or by hand, last year's items as a start."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max, Min
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn
from lingjun.ledger.actions.base import locked_line, write
from lingjun.ledger.models import Activity, Plan, PlanItem
from lingjun.studios import criteria
from lingjun.studios.actions import writable_studio
from lingjun.studios.actions.records import validate

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio


def fulfil(*, item: PlanItem | None, activity: Activity) -> None:
    """An activity that was just saved fulfils an item of its studio's plan (None: none). Raises Invalid.

    Part of the verb that saves the activity, which holds the studio's lock and writes the trail.
    """
    if item is None:
        return
    if item.studio_id != activity.studio_id or item.removed_at is not None:
        raise Invalid({"plan_item": "这条计划事项不在本工作室，或者已经移除。"})
    settle(item_ids=[item.pk])


def settle(*, item_ids: Iterable[int | None]) -> None:
    """Tick items off, or take the tick away, as their standing activities say; what was ticked by hand stays.

    To be called after an activity was saved, moved to another day or item, removed or put back, with the ids of the
    items before and after; None is passed over.
    """
    for item in PlanItem.objects.filter(pk__in={pk for pk in item_ids if pk}, done_note=""):
        first = Activity.standing.filter(plan_item=item).aggregate(day=Min("held_on"))["day"]
        if item.done_on != first:
            item.done_on = first
            item.save(update_fields=["done_on", "changed_at"])


@transaction.atomic
def tick(*, actor: User, item_id: int, done_on: datetime.date, note: str) -> PlanItem:
    """Tick an item off by hand. The note says how it was done. Raises MovedOn where that is said already."""
    studio, item = locked_line(actor, PlanItem, item_id)
    if item.done_on is not None:
        raise MovedOn(f"“{item}”已经勾掉了（{item.done_on:%Y-%m-%d}）。")
    if not note.strip():
        raise Invalid({"done_note": "没有对应的活动，请写一句怎么完成的。"})
    write(actor, studio, item, "tick", {"done_on": done_on, "done_note": note.strip()})
    return item


@transaction.atomic
def untick(*, actor: User, item_id: int) -> PlanItem:
    """Take back a tick made by hand; activities that fulfil the item tick it off again at once."""
    studio, item = locked_line(actor, PlanItem, item_id)
    if item.done_on is not None and not item.by_hand:
        raise MovedOn("这一条是由活动勾掉的，请到那次活动里改。")
    write(actor, studio, item, "untick", {"done_on": None, "done_note": ""})
    settle(item_ids=[item.pk])
    criteria.refresh(studio)
    item.refresh_from_db()
    return item


@transaction.atomic
def copy_items(*, actor: User, studio_id: int, year: int) -> int:
    """Last year's items and goal as a start for this year's plan; what stands there already is not copied again.

    Gives the number of new items. Raises NotYours, Closed, Invalid.
    """
    studio = writable_studio(actor, studio_id)
    older = Plan.standing.filter(studio=studio, year=year - 1).first()
    if older is None:
        raise Invalid({"": f"{year - 1} 年没有工作计划，没有可以复制的事项。"})
    plan = _plan_of(actor, studio, year, goal=older.goal)
    known = set(PlanItem.standing.filter(plan=plan).values_list("title", flat=True))
    rows = [item for item in PlanItem.standing.filter(plan=older).select_related("worker") if item.title not in known]
    for row in rows:
        item = PlanItem(
            studio=studio, plan=plan, created_by=actor, title=row.title, due_month=row.due_month, worker=row.worker,
            position=row.position,
        )  # fmt: skip
        try:
            validate(item)
        except Invalid:
            item.worker = None
            validate(item)
        item.save(force_insert=True)
    audit(
        actor=actor, verb="plan.copy", subject=plan, subject_name=f"{plan}",
        new={"items": [row.title for row in rows]},
    )  # fmt: skip
    criteria.refresh(studio)
    return len(rows)


@transaction.atomic
def add_item(*, actor: User, studio_id: int, values: dict[str, Any]) -> PlanItem:
    """An item by the year of its plan, opened when there is none. `values`: year, title, due_month, worker …"""
    studio = writable_studio(actor, studio_id)
    rest = dict(values)
    plan = _plan_of(actor, studio, rest.pop("year"))
    last = PlanItem.objects.filter(plan=plan).aggregate(last=Max("position"))["last"] or 0
    item = PlanItem(studio=studio, plan=plan, created_by=actor, position=last + 1, **rest)
    validate(item)
    item.save(force_insert=True)
    audit(actor=actor, verb="planitem.add", subject=item, subject_name=f"{item}"[:200], new={"plan": f"{plan}"})
    criteria.refresh(studio)
    return item


def _plan_of(actor: User, studio: Studio, year: int, *, goal: str = "") -> Plan:
    """The year's plan, opened when there is none. Raises Invalid for a year out of bounds or a removed plan."""
    plan = Plan.standing.filter(studio=studio, year=year).first()
    if plan is None:
        plan = Plan(studio=studio, year=year, goal=goal, adopted_on=timezone.localdate(), created_by=actor)
        validate(plan)
        plan.save(force_insert=True)
        audit(actor=actor, verb="plan.add", subject=plan, subject_name=f"{plan}", new={"year": year})
    return plan
