"""People across studios: who sees whom, whether somebody is known already, and what other apps add about a person."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, Final, Protocol

from django.apps import apps
from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from lingjun.accounts.queries import scope_q
from lingjun.core.text import compact, squeeze
from lingjun.studios.models import Member, Studio, Worker
from lingjun.studios.queries import visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

MOST_NAMESAKES: Final = 20
NAMESAKES_PER_LOOK: Final = 200


def workers_visible_to(user: User) -> QuerySet[Worker]:
    """People kept by an organization of the user's subtree, and everybody in a studio the user sees."""
    kept = scope_q(user, "unit__path")
    if not kept:
        return Worker.objects.all()
    inside = Member.objects.filter(worker=OuterRef("pk"), studio__in=visible_to(user).order_by())
    return Worker.objects.filter(kept | Exists(inside))


def namesakes(user: User, studio: Studio, name: str, *, birth: str = "", employer: str = "") -> list[Worker]:
    """People who may be the one about to be added: of the studio's unit by name, outsiders by name and employer.

    Whoever's birth month is known and another is left out. Those of the unit first, at most 20. Two queries.
    """
    name = squeeze(name)
    if not name:
        return []
    memberships = Member.objects.filter(left_on__isnull=True, studio__in=visible_to(user)).select_related("studio")
    found = (
        workers_visible_to(user)
        .filter(name=name)
        .select_related("unit")
        .prefetch_related(Prefetch("memberships", memberships, to_attr="open_memberships"))
        .order_by("id")[:NAMESAKES_PER_LOOK]
    )
    likely: list[Worker] = [worker for worker in found if _may_be(worker, studio, birth, employer)]
    return sorted(likely, key=lambda worker: worker.unit_id != studio.unit_id)[:MOST_NAMESAKES]


def _may_be(worker: Worker, studio: Studio, birth: str, employer: str) -> bool:
    if birth and worker.birth and birth[:7] != worker.birth[:7]:
        return False
    places = {compact(place) for place in (worker.employer, worker.unit.name, worker.unit.short_name) if place}
    if employer:
        return compact(employer) in places
    return worker.unit_id == studio.unit_id


def twins_of(worker: Worker) -> QuerySet[Worker]:
    """Other records of the same unit with the same name: perhaps the same person, entered twice."""
    return Worker.objects.filter(unit_id=worker.unit_id, name=worker.name).exclude(pk=worker.pk).order_by("id")


@dataclasses.dataclass(frozen=True, slots=True)
class Section:
    """Lines about a person on their page. `lines`: (when, words, address or "")."""

    title: str
    lines: tuple[tuple[str, str, str], ...]


SectionMaker = Callable[["User", Worker], Section | None]
ListRow = list[Any]
"""A line whose list of people holds somebody: [model label, key of the line, the list]."""
_SECTIONS: dict[str, SectionMaker] = {}
_LISTS: dict[str, Lists] = {}


def add_section(key: str, maker: SectionMaker) -> None:
    """An app tells what it knows of a person; called in `ready()`. None for nothing; bounded, two queries at most."""
    _SECTIONS[key] = maker


class Lists(Protocol):
    """An app that keeps people's ids in lists; called inside the transaction of a merge or its undo."""

    def merge(self, keep: int, gone: int, studios: Iterable[int]) -> int:
        """Replace one id in the lines of these studios; number of lines changed."""

    def holding(self, worker: int, studios: Iterable[int]) -> list[ListRow]:
        """Lines of these studios whose list holds a person."""

    def put_back(self, rows: list[ListRow]) -> None:
        """The lists as they were; rows of other apps are passed over."""


def add_merge(key: str, lists: Lists) -> None:
    """Called in `ready()`."""
    _LISTS[key] = lists


def sections(user: User, worker: Worker) -> list[Section]:
    """What the apps tell about a person, in the order they registered."""
    return [section for maker in _SECTIONS.values() if (section := maker(user, worker)) and section.lines]


def merge_lists(keep: int, gone: int, studios: Iterable[int]) -> dict[str, int]:
    """Replace one id in the lists of every app; number of changed lines by key."""
    ids = list(studios)
    return {key: lists.merge(keep, gone, ids) for key, lists in _LISTS.items()}


def lists_of(worker: int, studios: Iterable[int]) -> list[ListRow]:
    """Lines of these studios whose list of people holds somebody, in every app."""
    ids = list(studios)
    return [row for lists in _LISTS.values() for row in lists.holding(worker, ids)]


def put_back_lists(rows: list[ListRow]) -> None:
    """Undo of `merge_lists`."""
    for lists in _LISTS.values():
        lists.put_back(rows)


def list_names(rows: Iterable[ListRow]) -> list[str]:
    """What the lines of these lists are called."""
    return [str(apps.get_model(label)._meta.verbose_name) for label, _, _ in rows]
