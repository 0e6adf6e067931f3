"""Versions of regulations: each ends where the next begins, and they are counted by day."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction

from lingjun.studios.actions import records
from lingjun.studios.models import Regulation

if TYPE_CHECKING:
    from lingjun.accounts.models import User


@transaction.atomic
def add_regulation(
    *, actor: User, studio_id: int, values: dict[str, Any], model: type[Regulation] = Regulation
) -> Regulation:
    """A new version; the one before it ends on the day this one begins. Raises NotYours, Closed, Invalid."""
    line = records.add(actor=actor, studio_id=studio_id, model=model, values=values)
    return _in_order(line)


@transaction.atomic
def change_regulation(*, actor: User, line_id: int, values: dict[str, Any], **options: Any) -> Regulation:
    """Other values for one version; its neighbours follow a moved day."""
    before = Regulation.objects.defer("text").get(pk=line_id)
    kind, began = before.kind, before.effective_on
    options.setdefault("model", Regulation)
    moves = (values.get("kind", kind), values.get("effective_on", began)) != (kind, began)
    if moves and before.ends_by_itself and values.get("ended_on", before.ended_on) == before.ended_on:
        values = values | {"ended_on": None}  # Nobody typed it: the course below finds it again.
    line: Regulation = records.change(actor=actor, line_id=line_id, values=values, **options)
    if (kind, began) != (line.kind, line.effective_on):
        chain(line.studio_id, kind, gone=began)
    return _in_order(line)


@transaction.atomic
def remove_regulation(*, actor: User, line_id: int, model: type[Regulation] = Regulation) -> Regulation:
    """Take a version out; the one before it goes on until the next."""
    line = records.remove(actor=actor, model=model, line_id=line_id)
    chain(line.studio_id, line.kind, gone=line.effective_on)
    return line


@transaction.atomic
def restore_regulation(*, actor: User, line_id: int, model: type[Regulation] = Regulation) -> Regulation:
    return _in_order(records.restore(actor=actor, model=model, line_id=line_id))


def _in_order(line: Regulation) -> Regulation:
    chain(line.studio_id, line.kind)
    line.refresh_from_db(fields=["version", "ended_on"])
    return line


def chain(studio_id: int, kind: str, *, gone: datetime.date | None = None) -> None:
    """Number the versions of a kind by day and end each where the next begins.

    `gone`: the day a version left; one that ended there goes on again. A version repealed earlier keeps its end.
    """
    lines = list(Regulation.standing.filter(studio_id=studio_id, kind=kind).order_by("effective_on", "id"))
    for number, line in enumerate(lines, 1):
        following = lines[number].effective_on if number < len(lines) else None
        ended_on = None if line.ended_on is not None and line.ended_on == gone else line.ended_on
        if following is not None and (ended_on is None or ended_on > following):
            ended_on = following
        if (line.version, line.ended_on) != (number, ended_on):
            Regulation.objects.filter(pk=line.pk).update(version=number, ended_on=ended_on)
