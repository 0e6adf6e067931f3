"""The sheets of many studios at once: what the checks read is fetched for all together.

Each reader of `facts` (and of higher apps) may have a twin: it answers for many subjects of one day with one query.
A reader without a twin is asked studio by studio: slower, never wrong. tests/seed holds the twins to the readers.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.db.models import Model, Q, QuerySet

from lingjun.studios.criteria import facts
from lingjun.studios.criteria.days import end_of
from lingjun.studios.criteria.registry import Subject
from lingjun.studios.criteria.together import LEADER, ON, YEAR, lines_of, objects_of, rows_of
from lingjun.studios.models import (
    Charter,
    Equipment,
    Honour,
    Material,
    Member,
    Plaque,
    Premises,
    Promotion,
    Regulation,
    Tenure,
)

Ids = Sequence[int]
Found = dict[int, Any]
Twin = Callable[[Sequence[Subject], Ids], Found]
TWINS: list[tuple[Callable[[Subject], Any], Twin, Callable[[], Any]]] = []
"""(reader, its twin, what it finds for a studio without any), in the order they may be asked."""


def twin(reader: Callable[[Subject], Any], empty: Callable[[], Any] = list) -> Callable[[Twin], Twin]:
    """Register the function that answers for many subjects what `reader` answers for one."""

    def register(function: Twin) -> Twin:
        TWINS.append((reader, function, empty))
        return function

    return register


def lines(reader: Callable[[Subject], Any], rows: Callable[[], QuerySet[Any]], names: str) -> None:
    """The twin of a reader that gives the rows of the studio, all of them, in the model's order.

    `names`: the columns that are asked for one studio, together with those of other tables.
    """
    TWINS.append((reader, lambda _, ids: by_studio(rows().filter(studio_id__in=ids)), list))
    lines_of(reader, rows, names)


def prepare(subjects: Sequence[Subject]) -> None:
    """Fill the memory of subjects of one day; about thirty queries, however many they are."""
    ids = [subject.studio.pk for subject in subjects]
    for reader, function, empty in TWINS:
        found = function(subjects, ids)
        for subject in subjects:
            known = found.get(subject.studio.pk)
            subject.memo[reader] = empty() if known is None else known


def by_studio(rows: Iterable[Model]) -> dict[int, list[Any]]:
    """Rows parted by their studio, their order kept."""
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.studio_id].append(row)  # type: ignore[attr-defined]
    return found


def parted(rows: Iterable[tuple[Any, ...]]) -> dict[int, list[tuple[Any, ...]]]:
    """The same for plain rows whose first column is the studio, which is left out."""
    found: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for studio_id, *rest in rows:
        found[studio_id].append(tuple(rest))
    return found


def the_day(subjects: Sequence[Subject]) -> datetime.date:
    """All of them are asked about the same one."""
    return subjects[0].on


lines(
    facts.tenures, lambda: Tenure.objects.select_related("leader"),
    "studio name leader since until leader__name leader__skill_grade",
)  # fmt: skip
lines(facts.plaques, Plaque.objects.all, "studio number text issued_on decision_number hung_at hung_on recalled_on")
lines(facts.premises, Premises.standing.all, "studio address use area is_fixed since until")
lines(
    facts.regulations, lambda: Regulation.standing.defer("text"),
    "studio kind title version effective_on ended_on",
)  # fmt: skip
lines(
    facts.members, lambda: Member.objects.select_related("worker"),
    "studio worker role joined_on left_on position worker__name worker__skill_grade",
)  # fmt: skip
lines(
    facts.promotions, lambda: Promotion.standing.select_related("worker"),
    "studio worker kind old new on growth worker__name",
)  # fmt: skip
lines(facts.charters, Charter.standing.all, "studio structure goal duties since")
rows_of(
    facts.equipment, lambda pk: Equipment.standing.filter(studio_id=pk), "kind since until quantity"
)  # fmt: skip
rows_of(
    facts.materials, lambda pk: Material.objects.filter(facts.LOOKED_AT, studio_id=pk),
    "about about_id added_at removed_at", facts.standing_files,
)  # fmt: skip
objects_of(
    facts.special_grants, lambda pk: [facts.unit_grants(YEAR, ON).filter(studio_id=pk)],
    "studio received_on amount basis spent", lambda _, found: sorted(found, key=lambda row: (row.received_on, row.pk)),
)  # fmt: skip


def _of_the_leader(subject: Subject, rows: list[Honour]) -> list[Honour]:
    """Of all who ever led, the one of the day's; after `tenures`, which say who that is."""
    leader = subject.once(facts.head).leader.pk
    return list({row.pk: row for row in rows if row.worker_id == leader}.values())


objects_of(
    facts.honours,
    lambda pk: [
        Honour.objects.filter(worker=LEADER),
        Honour.objects.filter(worker__in=Tenure.objects.filter(studio=pk).order_by().values("leader")),
    ],
    "worker text level year", _of_the_leader,
)  # fmt: skip


@twin(facts.materials, dict)
def materials(subjects: Sequence[Subject], ids: Ids) -> Found:
    over = end_of(the_day(subjects))
    rows = Material.objects.filter(facts.LOOKED_AT, studio_id__in=ids, added_at__lt=over)
    rows = rows.filter(Q(removed_at__isnull=True) | Q(removed_at__gte=over)).order_by()
    found: Found = defaultdict(lambda: defaultdict(int))
    for studio_id, about, about_id in rows.values_list("studio_id", "about", "about_id"):
        found[studio_id][about, about_id] += 1
    return found


@twin(facts.equipment)
def equipment(_: Sequence[Subject], ids: Ids) -> Found:
    rows = Equipment.standing.filter(studio_id__in=ids).order_by()
    return parted(rows.values_list("studio_id", "kind", "since", "until", "quantity"))


@twin(facts.special_grants)
def special_grants(subjects: Sequence[Subject], ids: Ids) -> Found:
    on = the_day(subjects)
    rows = facts.unit_grants(on.year, on).filter(studio_id__in=ids)
    return by_studio(rows.order_by("received_on", "id"))


@twin(facts.honours)
def honours(subjects: Sequence[Subject], _: Ids) -> Found:
    """After `tenures`, which say who leads."""
    leaders = {subject.studio.pk: subject.once(facts.head).leader.pk for subject in subjects}
    rows: dict[int, list[Honour]] = defaultdict(list)
    for row in Honour.objects.filter(worker_id__in=set(leaders.values())):
        rows[row.worker_id].append(row)
    return {studio_id: rows[leader] for studio_id, leader in leaders.items() if leader in rows}
