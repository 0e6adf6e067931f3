"""Two records of one person become one, with everything that points at them, in every app; and its undo."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Count, OuterRef, Subquery
from django.utils import timezone

from lingjun.accounts import rules as account_rules
from lingjun.audit.actions import record as audit
from lingjun.core.codes import highest
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.studios import criteria, facts, people
from lingjun.studios.actions import merge_state
from lingjun.studios.models import Honour, Member, MemberRole, Studio, Worker
from lingjun.studios.models.people import Merge

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@transaction.atomic
def merge_workers(*, actor: User, keep_id: int, gone_id: int) -> Worker:
    """Everything of `gone` goes to `keep`, whose blanks it fills; then `gone` is no more. The trail keeps what it said.

    Only records of one unit with the same name, by its chair or clerk. Raises NotYours, Invalid, MovedOn.
    """
    studios = merge_state.studios_of(keep_id, gone_id)
    keep, gone = _locked(studios, keep_id, gone_id)
    if not account_rules.may_contact(actor, keep.unit):
        raise NotYours(f"合并{keep.name}的记录由{keep.unit.name}的工会主席或经办人办理。")
    if keep.unit_id != gone.unit_id or keep.name != gone.name:
        raise Invalid({"": "只有同一单位、同名的两条记录可以合并。"})
    old = {field: getattr(gone, field) for field in facts.FIELDS}
    done = merge_state.before(keep, gone)
    moved = people.merge_lists(keep.pk, gone.pk, studios)
    try:
        with transaction.atomic():
            _repoint(keep, gone)
    except IntegrityError as error:
        raise Invalid({"": "两条记录都登记在同一件事上，请先在那里去掉一条。"}) from error
    moved |= {name: len(ids) for name, ids in done["moved"].items()}
    _one_row_at_a_time(keep, studios)
    _drop_same_honours(keep)
    blanks = [field for field in facts.FIELDS if not getattr(keep, field) and getattr(gone, field)]
    for field in blanks:
        setattr(keep, field, getattr(gone, field))
    if blanks:
        keep.save(update_fields=blanks)
    gone.delete()
    done["after"] = merge_state.state(keep)
    Merge.objects.create(keep=keep.pk, unit=keep.unit, done=done, merged_by_name=actor.name[:50])
    audit(
        actor=actor, verb="worker.merge", subject=keep, old=old | {"worker": gone_id},
        new={"filled": blanks, "moved": {name: count for name, count in moved.items() if count}},
    )  # fmt: skip
    _refresh(studios, keep)
    return keep


@transaction.atomic
def unmerge_workers(*, actor: User, merge_id: int) -> Worker:
    """Undo of a merge: both records as they were, with everything that pointed at them; gives the one that was gone.

    Raises NotYours, MovedOn (undone already, merged again), Closed (something was written on the person since).
    """
    keep_id = Merge.objects.values_list("keep", flat=True).get(pk=merge_id)
    studios = merge_state.studios_of(keep_id)
    (keep,) = _locked(studios, keep_id)
    merge = Merge.objects.select_for_update().get(pk=merge_id)
    if not account_rules.may_contact(actor, keep.unit):
        raise NotYours(f"拆开{keep.name}的记录由{keep.unit.name}的工会主席或经办人办理。")
    if merge.undone_at is not None:
        raise MovedOn(f"{keep.name}的这次合并已经拆开了。")
    if reason := why_not_unmerge(merge, keep):
        raise Closed(reason)
    gone = merge_state.restore(keep, merge.done)
    merge.undone_at = timezone.now()
    merge.save(update_fields=["undone_at"])
    audit(actor=actor, verb="worker.unmerge", subject=keep, new={"worker": gone.pk, "merge": merge.pk})
    _refresh(studios, keep, gone)
    return gone


def why_not_unmerge(merge: Merge, keep: Worker) -> str | None:
    """What was written on the person since the merge stands in the way; None when nothing was."""
    if keep.unit_id != merge.unit_id:
        return f"合并以后，{keep.name}已经转到{keep.unit.name}，不能拆开。"
    if changed := merge_state.changed_since(keep, merge.done["after"]):
        return f"合并以后，{keep.name}的{'、'.join(changed)}有新的改动，不能拆开；请另建一条记录，再逐条改过去。"
    return None


def _locked(studios: set[int], *worker_ids: int) -> list[Worker]:
    """The studios' files first, as every writer of a file does; then the records, in the order asked for."""
    list(Studio.objects.select_for_update(of=("self",)).filter(pk__in=studios).order_by("pk").values_list("pk"))
    found = Worker.objects.select_for_update(of=("self",)).select_related("unit").filter(pk__in=worker_ids)
    rows = {row.pk: row for row in found.order_by("pk")}
    if len(rows) < max(len(worker_ids), len(set(worker_ids))):
        raise MovedOn("要办的记录已经不在，可能刚被合并。请刷新后再看。")
    return [rows[pk] for pk in worker_ids]


def points_at(worker: Worker) -> list[tuple[str, int]]:
    """(what, how many) of everything that points at a person, for the question before a merge. One query."""
    counts = {}
    for at, (model, field) in enumerate(merge_state.pointers()):
        rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
        counts[f"n{at}"] = Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
    row = Worker.objects.filter(pk=worker.pk).annotate(**counts).values(*counts).get()
    found: dict[str, int] = {}
    for at, (model, _) in enumerate(merge_state.pointers()):
        label = str(model._meta.verbose_name)
        found[label] = found.get(label, 0) + (row[f"n{at}"] or 0)
    return [(label, number) for label, number in found.items() if number]


def _repoint(keep: Worker, gone: Worker) -> None:
    for model, field in merge_state.pointers():
        model._base_manager.filter(**{field: gone}).update(**{field: keep})


def _one_row_at_a_time(keep: Worker, studios: set[int]) -> None:
    """Where both records were in one team, their rows no longer overlap: the leader's row stays whole, of two others
    the earlier ends where the later begins, and equal roles become one."""
    for studio_id in sorted(studios):
        rows = list(Member.objects.filter(studio_id=studio_id, worker=keep).order_by("joined_on", "pk"))
        rows.sort(key=lambda row: (row.role != MemberRole.LEADER, row.joined_on, row.pk))
        kept: list[Member] = []
        for row in rows:
            _fit(row, kept)


def _fit(row: Member, kept: list[Member]) -> None:
    for other in kept:
        if row.joined_on < (other.left_on or row.joined_on.max) and other.joined_on < (
            row.left_on or row.joined_on.max
        ):
            if other.role in {row.role, MemberRole.LEADER} or row.joined_on == other.joined_on:
                if other.role == row.role:
                    other.left_on = (
                        None if other.left_on is None or row.left_on is None else max(other.left_on, row.left_on)
                    )
                    other.joined_on = min(other.joined_on, row.joined_on)
                    other.save(update_fields=["left_on", "joined_on"])
                row.delete()
                return
            earlier, later = sorted((other, row), key=lambda one: one.joined_on)
            earlier.left_on, earlier.left_reason = later.joined_on, f"改任{later.get_role_display()}"
            earlier.save(update_fields=["left_on", "left_reason"])
    kept.append(row)


def _drop_same_honours(keep: Worker) -> None:
    seen: set[tuple[Any, ...]] = set()
    for honour in Honour.objects.filter(worker=keep).order_by("pk"):
        same = (honour.text, honour.year)
        if same in seen:
            honour.delete()
        seen.add(same)


def _refresh(studios: set[int], *workers: Worker) -> None:
    for worker in workers:
        best = highest(list(worker.honours.values_list("level", flat=True)))
        Studio.objects.filter(leader=worker).update(leader_honour=best)
    for studio in Studio.objects.filter(pk__in=studios).order_by("pk"):
        criteria.refresh(studio)
