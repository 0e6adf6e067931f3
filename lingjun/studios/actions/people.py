"""What is known of a person, and their honours. A changed grade or title is growth (`actions.growth`), not this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lingjun.audit.actions import record as audit
from lingjun.core.codes import HONOUR_LEVELS, highest, honour_level
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.text import squeeze
from lingjun.studios import criteria, facts, rules
from lingjun.studios.actions.records import plain
from lingjun.studios.models import Honour, Member, Promotion, PromotionKind, Studio, StudioStatus, Worker

if TYPE_CHECKING:
    from lingjun.accounts.models import User

HONOUR_FIELDS = ("text", "level", "year", "awarding_body")


@transaction.atomic
def correct_worker(*, actor: User, worker_id: int, values: Mapping[str, Any], seen: str = "") -> Worker:
    """Put right what was typed wrong, without a promotion. `seen`: `facts_of` of the page.

    The last promotion follows, so that its “变为” says what the record says. Raises NotYours, Invalid, MovedOn.
    """
    worker = _locked(actor, worker_id)
    if seen and seen != facts_of(worker):
        raise MovedOn(f"{worker.name}的资料刚被别人改过，请刷新后再改；您填的内容还在页面上。")
    cleaned = facts.clean_all(values)
    changed = {name: value for name, value in cleaned.items() if value != getattr(worker, name)}
    if not changed:
        return worker
    if "name" in changed and Studio.objects.filter(leader=worker, status=StudioStatus.ACTIVE).exists():
        raise Invalid({"name": "工作室以领衔人姓名命名，改姓名要办“更名”，不在这里改。"})
    for kind in PromotionKind.values:
        if kind in changed:
            last = Promotion.standing.filter(worker=worker, kind=kind).order_by("-on", "-pk").first()
            if last is not None and last.new == getattr(worker, kind):
                if not changed[kind] or last.old == changed[kind]:
                    raise Invalid({kind: f"{last.on} 登记过晋升，请先移除那条成长记录。"})
                last.new = changed[kind]
                last.save(update_fields=["new", "changed_at"])
    old = {name: getattr(worker, name) for name in changed}
    for name, value in changed.items():
        setattr(worker, name, value)
    worker.save(update_fields=list(changed))
    audit(actor=actor, verb="worker.correct", subject=worker, old=old, new=changed)
    refresh_studios(worker)
    return worker


def facts_of(worker: Worker) -> str:
    """What a page showed of a person, as text to compare."""
    return "|".join(getattr(worker, field) for field in facts.FIELDS)


@transaction.atomic
def add_honour(*, actor: User, worker_id: int, values: Mapping[str, Any]) -> Honour:
    """An honour of a person; the level is read from the words where it is left out. Raises NotYours, Invalid."""
    worker = _locked(actor, worker_id)
    honour = _filled(Honour(worker=worker), values)
    honour.save(force_insert=True)
    audit(
        actor=actor, verb="honour.add", subject=honour, subject_name=f"{worker.name}：{honour.text}",
        new=plain(honour, HONOUR_FIELDS),
    )  # fmt: skip
    _note_highest(worker)
    return honour


@transaction.atomic
def change_honour(*, actor: User, honour_id: int, values: Mapping[str, Any]) -> Honour:
    """Other words, level, year or body."""
    worker = _locked(actor, Honour.objects.values_list("worker_id", flat=True).get(pk=honour_id))
    honour = Honour.objects.get(pk=honour_id)
    old = plain(honour, HONOUR_FIELDS)
    _filled(honour, values)
    new = plain(honour, HONOUR_FIELDS)
    if old != new:
        honour.save(update_fields=list(HONOUR_FIELDS))
        audit(
            actor=actor, verb="honour.change", subject=honour, subject_name=f"{worker.name}：{honour.text}", old=old,
            new=new,
        )  # fmt: skip
        _note_highest(worker)
    return honour


@transaction.atomic
def remove_honour(*, actor: User, honour_id: int) -> Honour:
    """Take out an honour that was entered wrongly; the trail keeps its words."""
    worker = _locked(actor, Honour.objects.values_list("worker_id", flat=True).get(pk=honour_id))
    honour = Honour.objects.get(pk=honour_id)
    audit(
        actor=actor, verb="honour.remove", subject=honour, subject_name=f"{worker.name}：{honour.text}",
        old=plain(honour, HONOUR_FIELDS),
    )  # fmt: skip
    honour.delete()
    _note_highest(worker)
    return honour


def _filled(honour: Honour, values: Mapping[str, Any]) -> Honour:
    errors: dict[str, str] = {}
    text, body = squeeze(str(values.get("text") or "")), squeeze(str(values.get("awarding_body") or ""))
    level, year = str(values.get("level") or ""), values.get("year")
    if not text or len(text) > 200:
        errors["text"] = "称号最多 200 个字。" if text else "请填称号。"
    if level and level not in HONOUR_LEVELS:
        errors["level"] = "级别请从列表里选。"
    if year is not None and not 1949 <= int(year) <= timezone.localdate().year:
        errors["year"] = f"年份应在 1949 至 {timezone.localdate().year} 之间。"
    if len(body) > 100:
        errors["awarding_body"] = "授予机关最多 100 个字。"
    if errors:
        raise Invalid(errors)
    honour.text, honour.level, honour.year, honour.awarding_body = text, level or honour_level(text), year, body
    return honour


def _note_highest(worker: Worker) -> None:
    """The register filters by the leader's highest honour: its copy on the studios follows, and so does 有团队."""
    best = highest(list(worker.honours.values_list("level", flat=True)))
    Studio.objects.filter(leader=worker).exclude(leader_honour=best).update(leader_honour=best)
    for studio in Studio.objects.filter(leader=worker).order_by("pk"):
        criteria.refresh(studio)


def _locked(actor: User, worker_id: int) -> Worker:
    worker = Worker.objects.select_for_update(of=("self",)).select_related("unit").get(pk=worker_id)
    if reason := rules.may_write_worker(actor, worker):
        raise NotYours(reason)
    return worker


def refresh_studios(worker: Worker, besides: Studio | None = None) -> None:
    """Grades and education count in 有团队 of every studio the person is in; `besides` is one that wrote about them."""
    current = Q(pk__in=Member.objects.filter(worker=worker, left_on__isnull=True).values("studio_id"))
    for studio in Studio.objects.filter(current | Q(pk=besides.pk) if besides else current).order_by("pk"):
        criteria.refresh(studio)
