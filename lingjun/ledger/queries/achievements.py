"""Lists of achievements: of one studio, and of every studio a person sees, bounded at any size."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import Count, Exists, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from lingjun.accounts.queries import whole_tree
from lingjun.core import search_index
from lingjun.core.text import squeeze
from lingjun.ledger.achievement_kinds import KindRules, rules
from lingjun.ledger.models import Achievement, Adoption
from lingjun.studios.queries import visible_to as studios_visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

FEW_STUDIOS: Final = 2_000
"""Up to so many studios are asked for by their keys, so that the database reads their lines and no others."""
LOOKED_THROUGH: Final = 20_000
"""A word that very many achievements hold is looked for in so many of the newest that the other filters leave."""
MOST_WORDS: Final = 5


class Found(NamedTuple):
    """The same achievements twice: to be read in order, and to be counted up to a bound."""

    rows: QuerySet[Achievement]
    counted: QuerySet[Achievement]


def scope(user: User, union: int | None = None, *, within: str = "") -> Found:
    """Standing achievements of the studios the user sees (of one union, below one federation). One cheap query is made
    at once.

    A small scope goes by keys of studios and the index (studio, day). A large one goes along the index of days, asking
    of each line whether its studio belongs: its lines are dense there. To be counted, where order does not matter, it
    goes from the studios. The whole tree goes without any condition.
    """
    rows = Achievement.standing.all()
    if union is None and not within and whole_tree(user):
        return Found(rows, rows)
    studios = studios_visible_to(user).order_by()
    if union is not None:
        studios = studios.filter(recommender_id=union)
    if within:
        studios = studios.filter(unit_path__under=within)
    ids = list(studios.values_list("pk", flat=True)[: FEW_STUDIOS + 1])
    if len(ids) <= FEW_STUDIOS:
        rows = rows.filter(studio_id__in=ids)
        return Found(rows, rows)
    dense = rows.filter(Exists(studios.filter(pk=OuterRef("studio_id"))))
    return Found(dense, rows.filter(studio__in=studios.values("pk")))


def filtered(user: User, wanted: dict[str, Any]) -> Found:
    """By union, kind, status, year and words; empty values do nothing. With words both are the same."""
    found = scope(user, wanted.get("union"), within=wanted.get("within") or "")
    conditions = {name: wanted[name] for name in ("kind", "status") if wanted.get(name)}
    if year := wanted.get("year"):
        conditions["achieved_on__range"] = (datetime.date(year, 1, 1), datetime.date(year, 12, 31))
    rows, counted = (one.filter(**conditions).order_by("-achieved_on", "-id") for one in found)
    if words := wanted.get("q"):
        rows = counted = with_words(rows, words)
    return Found(rows, counted)


def with_words(rows: QuerySet[Achievement], words: str) -> QuerySet[Achievement]:
    """Every word in title, number or first author, from the index; a common one (`search_index.is_common`) is met soon,
    going from the newest, and looked for no further back than the day of the LOOKED_THROUGH-th.
    """
    found = search_index.matching(rows, " ".join(squeeze(words).split()[:MOST_WORDS]))
    if not search_index.is_common(found):
        return found
    edge = rows.values_list("achieved_on", flat=True)[LOOKED_THROUGH : LOOKED_THROUGH + 1]
    return found.filter(achieved_on__gte=day) if (day := next(iter(edge), None)) else found


def containing(rows: QuerySet[Achievement], words: str) -> QuerySet[Achievement]:
    """Every word in title, number or first author. Reads every row: for one studio, or a bounded list."""
    for word in squeeze(words).split()[:MOST_WORDS]:
        rows = rows.filter(Q(title__icontains=word) | Q(number__icontains=word) | Q(first_author__contains=word))
    return rows


def with_adoptions(rows: QuerySet[Achievement]) -> QuerySet[Achievement]:
    """Adds `adopters` (how many took it up), counted only for the rows that are read."""
    taken = Adoption.standing.filter(achievement=OuterRef("pk")).order_by().values("achievement")
    return rows.annotate(adopters=Coalesce(Subquery(taken.annotate(n=Count("id")).values("n")), 0))


def years(rows: QuerySet[Achievement]) -> list[int]:
    """From the newest to the oldest: one query."""
    ends = rows.order_by().aggregate(first=Min("achieved_on"), last=Max("achieved_on"))
    return list(range(ends["last"].year, ends["first"].year - 1, -1)) if ends["last"] else []


def rules_of(achievement: Achievement) -> KindRules:
    """What its kind calls things."""
    return rules(achievement.kind)


def details_of(achievement: Achievement) -> list[tuple[str, str]]:
    """(label, value) of the kind's own fields that are filled; days as people write them."""
    details = achievement.details if isinstance(achievement.details, dict) else {}
    found = []
    for detail in rules(achievement.kind).details:
        value = str(details.get(detail.key) or "")
        if detail.type == "date" and len(value) == len("2013-05-08"):
            day = datetime.date.fromisoformat(value)
            value = f"{day.year}年{day.month}月{day.day}日"
        if value:
            found.append((detail.label, value))
    return found
