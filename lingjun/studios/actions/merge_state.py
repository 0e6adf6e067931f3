"""What two records of a person are before and after they become one: kept with the merge, compared before its undo."""

from __future__ import annotations

import json
from typing import Any, Final

from django.core import serializers
from django.db import models
from django.db.models import Value

from lingjun.studios import facts, people
from lingjun.studios.models import Honour, Member, Promotion, Worker

OWN: Final[tuple[type[models.Model], ...]] = (Member, Honour, Promotion)
"""Rows that are about nobody else: any change of theirs is a change of the person."""
CHANGED: Final[tuple[type[models.Model], ...]] = (Member, Honour)
"""Of these a merge changes and drops rows, besides pointing them elsewhere."""


def pointers() -> list[tuple[type[models.Model], str]]:
    """(model, field) of every foreign key to a person, in whichever app."""
    return [
        (relation.related_model, relation.field.name)
        for relation in Worker._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and isinstance(relation, models.ManyToOneRel)
    ]


def key(model: type[models.Model], field: str) -> str:
    """ "ledger.project.lead"."""
    return f"{model._meta.label_lower}.{field}"


def pointing(worker_id: int) -> dict[str, list[int]]:
    """Keys of the rows that point at a person, by `key`; only where there are any. One query."""
    first, *rest = [
        model._base_manager.filter(**{f"{field}_id": worker_id}).order_by().values_list(Value(key(model, field)), "pk")
        for model, field in pointers()
    ]
    found: dict[str, list[int]] = {}
    for name, pk in sorted(first.union(*rest, all=True)):
        found.setdefault(name, []).append(pk)
    return found


def rows_of(model: type[models.Model], *worker_ids: int) -> list[dict[str, Any]]:
    """Whole rows of a kind, ready for JSON and for `restore`."""
    rows = model._base_manager.filter(worker_id__in=worker_ids).order_by("pk")
    return list(json.loads(serializers.serialize("json", rows)))


def studios_of(*worker_ids: int) -> set[int]:
    return set(Member.objects.filter(worker_id__in=worker_ids).values_list("studio_id", flat=True))


def state(worker: Worker) -> dict[str, Any]:
    """All that is written about a person, as far as a merge or a person may change it."""
    return {
        "facts": {field: getattr(worker, field) for field in facts.FIELDS},
        "rows": pointing(worker.pk),
        "own": {model._meta.label_lower: rows_of(model, worker.pk) for model in OWN},
        "lists": people.lists_of(worker.pk, studios_of(worker.pk)),
    }


def before(keep: Worker, gone: Worker) -> dict[str, Any]:
    """What `restore` needs besides `state` afterwards."""
    return {
        "gone": json.loads(serializers.serialize("json", [gone])),
        "facts": {field: getattr(keep, field) for field in facts.FIELDS},
        "moved": pointing(gone.pk),
        "own": {model._meta.label_lower: rows_of(model, keep.pk, gone.pk) for model in CHANGED},
        "lists": people.lists_of(gone.pk, studios_of(keep.pk, gone.pk)),
    }


def changed_since(worker: Worker, after: dict[str, Any]) -> list[str]:
    """What was written about the person since, in words; nothing when all stands as the merge left it."""
    now = state(worker)
    told = [facts.LABELS[field] for field in facts.FIELDS if now["facts"][field] != after["facts"][field]]
    own = [model for model in OWN if now["own"][model._meta.label_lower] != after["own"][model._meta.label_lower]]
    rows = [model for model, field in pointers() if _rows(now, model, field) != _rows(after, model, field)]
    told += [str(model._meta.verbose_name) for model in (*own, *rows)]
    lists = [row for row in now["lists"] if row not in after["lists"]]
    lists += [row for row in after["lists"] if row not in now["lists"]]
    return list(dict.fromkeys(told + people.list_names(lists)))


def _rows(found: dict[str, Any], model: type[models.Model], field: str) -> list[int]:
    return found["rows"].get(key(model, field), [])


def restore(keep: Worker, done: dict[str, Any]) -> Worker:
    """Everything as it was before the merge; gives back the record that was gone. `keep` is saved."""
    for one in serializers.deserialize("python", done["gone"]):
        one.save(force_insert=True)
    gone = Worker.objects.get(pk=done["gone"][0]["pk"])
    for model, field in pointers():
        if ids := done["moved"].get(key(model, field)):
            model._base_manager.filter(pk__in=ids, **{field: keep}).update(**{field: gone})
    for rows in done["own"].values():
        for one in serializers.deserialize("python", sorted(rows, key=lambda row: row["fields"]["worker"] == keep.pk)):
            one.save()
    people.put_back_lists(done["lists"])
    for field in facts.FIELDS:
        setattr(keep, field, done["facts"][field])
    keep.save(update_fields=list(facts.FIELDS))
    return gone
