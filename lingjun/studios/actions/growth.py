"""Growth of people (clauses 一第2段 and 二.5): a new grade, title, education, political status or post, with its day.

A promotion changes the worker; a typing error is put right by `people.correct_worker` instead and is no growth.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.text import one_line
from lingjun.studios import criteria, facts, rules
from lingjun.studios.actions.people import refresh_studios
from lingjun.studios.actions.records import plain, writable_studio
from lingjun.studios.models import Promotion, PromotionKind, Studio, Worker
from lingjun.studios.queries import content_of

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@transaction.atomic
def promote(
    *,
    actor: User,
    studio_id: int,
    worker_id: int,
    kind: str,
    new: str,
    on: datetime.date,
    growth: str = "",
    note: str = "",
) -> Promotion:
    """Note what somebody of this team became on a day. `old` is what held before that day, also for days long past.

    For who keeps the person's record too, as `people.correct_worker`: a guest's growth is noted by their own unit.
    Raises NotYours, Closed, Invalid (by field: kind, new, on, growth).
    """
    studio = writable_studio(actor, studio_id)
    worker = _locked_worker(actor, studio, worker_id)
    if kind not in PromotionKind.values:
        raise Invalid({"kind": "请选变化的是哪一项。"})
    try:
        value = facts.clean(kind, new)
    except ValueError as error:
        raise Invalid({"new": str(error)}) from error
    _refuse(studio, on, growth, value)
    later = _later(worker, kind, on)
    old = later.old if later else getattr(worker, kind)
    if old == value:
        raise Invalid({"new": f"{worker.name}当时已经是“{facts.words(kind, value)}”。"})
    promotion = Promotion.objects.create(
        worker=worker, studio=studio, kind=kind, old=old, new=value, on=on, growth=growth, note=one_line(note)[:200],
        created_by=actor,
    )  # fmt: skip
    _set_after(worker, promotion, value, later)
    audit(
        actor=actor, verb="promotion.add", subject=promotion, subject_name=f"{worker.name}",
        old={kind: facts.words(kind, old)}, new={kind: facts.words(kind, value), "on": str(on), "growth": growth},
    )  # fmt: skip
    refresh_studios(worker, studio)
    return promotion


@transaction.atomic
def describe_promotion(*, actor: User, promotion_id: int, growth: str, note: str) -> Promotion:
    """Another kind of growth or note; day and value are put right by removing and noting again."""
    studio, promotion, _ = _locked(actor, promotion_id)
    if promotion.removed_at is not None:
        raise MovedOn("这一条已经被移除，请先恢复。")
    _refuse(studio, promotion.on, growth, promotion.new)
    old = plain(promotion, ("growth", "note"))
    promotion.growth, promotion.note = growth, one_line(note)[:200]
    new = plain(promotion, ("growth", "note"))
    if old != new:
        promotion.save(update_fields=["growth", "note", "changed_at"])
        audit(actor=actor, verb="promotion.change", subject=promotion, old=old, new=new)
        criteria.refresh(studio)
    return promotion


@transaction.atomic
def remove_promotion(*, actor: User, promotion_id: int) -> Promotion:
    """As if it had not been: what came after now follows what was before. Raises NotYours as `promote` does."""
    studio, promotion, worker = _locked(actor, promotion_id)
    _refuse_stranger(actor, worker)
    if promotion.removed_at is None:
        promotion.removed_at = timezone.now()
        promotion.save(update_fields=["removed_at", "changed_at"])
        _set_after(worker, promotion, promotion.old, _later(worker, promotion.kind, promotion.on, promotion.pk))
        audit(
            actor=actor, verb="promotion.remove", subject=promotion, old=plain(promotion, ("kind", "old", "new", "on"))
        )
        refresh_studios(worker, studio)
    return promotion


@transaction.atomic
def restore_promotion(*, actor: User, promotion_id: int) -> Promotion:
    """Undo of `remove_promotion`."""
    studio, promotion, worker = _locked(actor, promotion_id)
    _refuse_stranger(actor, worker)
    if promotion.removed_at is not None:
        later = _later(worker, promotion.kind, promotion.on, promotion.pk)
        promotion.old = later.old if later else getattr(worker, promotion.kind)
        if promotion.old == promotion.new:
            raise Invalid({"": f"{worker.name}已经是“{facts.words(promotion.kind, promotion.new)}”，不用恢复。"})
        promotion.removed_at = None
        promotion.save(update_fields=["removed_at", "old", "changed_at"])
        _set_after(worker, promotion, promotion.new, later)
        audit(actor=actor, verb="promotion.restore", subject=promotion)
        refresh_studios(worker, studio)
    return promotion


def _locked(actor: User, promotion_id: int) -> tuple[Studio, Promotion, Worker]:
    studio_id = Promotion.objects.values_list("studio_id", flat=True).get(pk=promotion_id)
    studio = writable_studio(actor, studio_id)
    promotion = Promotion.objects.select_related("worker").get(pk=promotion_id)
    worker = Worker.objects.select_for_update(of=("self",)).select_related("unit").get(pk=promotion.worker_id)
    promotion.worker = worker
    return studio, promotion, worker


def _locked_worker(actor: User, studio: Studio, worker_id: int) -> Worker:
    workers = Worker.objects.select_for_update(of=("self",)).select_related("unit")
    worker = workers.filter(pk=worker_id, memberships__studio=studio).first()
    if worker is None:
        raise NotYours("这个人不在这个工作室的名单里。")
    _refuse_stranger(actor, worker)
    return worker


def _refuse_stranger(actor: User, worker: Worker) -> None:
    """What somebody becomes changes their record, which other studios read too."""
    if reason := rules.may_write_worker(actor, worker):
        raise NotYours(reason)


def _later(worker: Worker, kind: str, on: datetime.date, after: int | None = None) -> Promotion | None:
    """The next standing promotion of the same kind. On one day, the order of noting counts."""
    found = Promotion.standing.filter(worker=worker, kind=kind, on__gte=on).order_by("on", "pk")
    for promotion in found:
        if promotion.on > on or (after is not None and promotion.pk > after):
            return promotion
    return None


def _set_after(worker: Worker, promotion: Promotion, value: str, later: Promotion | None) -> None:
    """What holds after `promotion`: the worker's today, or where the next promotion starts from."""
    if later is None:
        setattr(worker, promotion.kind, value)
        worker.save(update_fields=[promotion.kind])
    else:
        later.old = value
        later.save(update_fields=["old", "changed_at"])


def _refuse(studio: Studio, on: datetime.date, growth: str, value: str) -> None:
    errors: dict[str, str] = {}
    if not value:
        errors["new"] = "请填变为什么。"
    if on > timezone.localdate():
        errors["on"] = "日期不能晚于今天。"
    elif on.year < 1950:
        errors["on"] = "年份太早，请核对。"
    options = {option.key: option.label for option in content_of(studio).growth}
    if growth and growth not in options:
        errors["growth"] = f"成长方向请选{'、'.join(options.values())}。"
    if errors:
        raise Invalid(errors)
