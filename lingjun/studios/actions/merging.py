"""Two records of one person become one, with everything that points at them, in every app."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, models, transaction
from django.db.models import Count, OuterRef, Subquery

from lingjun.accounts import rules as account_rules
from lingjun.audit.actions import record as audit
from lingjun.core.codes import highest
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.studios import criteria, facts, people
from lingjun.studios.models import Honour, Member, MemberRole, Studio, Worker

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@transaction.atomic
def merge_workers(*, actor: User, keep_id: int, gone_id: int) -> Worker:
    """Everything of `gone` goes to `keep`, whose blanks it fills; then `gone` is no more. The trail keeps what it said.

    Only records of one unit with the same name, by its chair or clerk. Raises NotYours, Invalid, MovedOn.
    """
    rows = {row.pk: row for row in Worker.objects.select_for_update(of=("self",)).select_related("unit")
            .filter(pk__in=(keep_id, gone_id)).order_by("pk")}  # fmt: skip
    if keep_id == gone_id or len(rows) < 2:
        raise MovedOn("两条记录中有一条已经不在，可能刚被合并。请刷新后再看。")
    keep, gone = rows[keep_id], rows[gone_id]
    if not account_rules.may_contact(actor, keep.unit):
        raise NotYours(f"合并{keep.name}的记录由{keep.unit.name}的工会主席或经办人办理。")
    if keep.unit_id != gone.unit_id or keep.name != gone.name:
        raise Invalid({"": "只有同一单位、同名的两条记录可以合并。"})
    old = {field: getattr(gone, field) for field in facts.FIELDS}
    studios = set(Member.objects.filter(worker__in=(keep, gone)).values_list("studio_id", flat=True))
    moved = people.merge_lists(keep.pk, gone.pk, studios)
    try:
        with transaction.atomic():
            moved |= _repoint(keep, gone)
    except IntegrityError as error:
        raise Invalid({"": "两条记录都登记在同一件事上，请先在那里去掉一条。"}) from error
    _one_row_at_a_time(keep, studios)
    _drop_same_honours(keep)
    blanks = [field for field in facts.FIELDS if not getattr(keep, field) and getattr(gone, field)]
    for field in blanks:
        setattr(keep, field, getattr(gone, field))
    if blanks:
        keep.save(update_fields=blanks)
    gone.delete()
    audit(
        actor=actor, verb="worker.merge", subject=keep, old=old | {"worker": gone_id},
        new={"filled": blanks, "moved": {name: count for name, count in moved.items() if count}},
    )  # fmt: skip
    _refresh(keep, studios)
    return keep


def points_at(worker: Worker) -> list[tuple[str, int]]:
    """(what, how many) of everything that points at a person, for the question before a merge. One query."""
    counts = {}
    for at, (model, field) in enumerate(_pointers()):
        rows = model._base_manager.filter(**{field: OuterRef("pk")}).order_by().values(field)
        counts[f"n{at}"] = Subquery(rows.annotate(n=Count("pk")).values("n"), output_field=models.IntegerField())
    row = Worker.objects.filter(pk=worker.pk).annotate(**counts).values(*counts).get()
    found: dict[str, int] = {}
    for at, (model, _) in enumerate(_pointers()):
        label = str(model._meta.verbose_name)
        found[label] = found.get(label, 0) + (row[f"n{at}"] or 0)
    return [(label, number) for label, number in found.items() if number]


def _pointers() -> list[tuple[type[models.Model], str]]:
    """(model, field) of every foreign key to a person, in whichever app."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Worker._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and isinstance(relation, models.ManyToOneRel)
    ]


def _repoint(keep: Worker, gone: Worker) -> dict[str, int]:
    moved: dict[str, int] = {}
    for model, field in _pointers():
        count = model._base_manager.filter(**{field: gone}).update(**{field: keep})
        moved[f"{model._meta.label_lower}.{field}"] = count
    return moved


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


def _refresh(keep: Worker, studios: set[int]) -> None:
    best = highest(list(keep.honours.values_list("level", flat=True)))
    Studio.objects.filter(leader=keep).update(leader_honour=best)
    for studio in Studio.objects.filter(pk__in=studios).order_by("pk"):
        criteria.refresh(studio)
