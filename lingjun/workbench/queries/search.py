"""One box for everything: cases, studios, organizations, people with an account; each by its own `visible_to`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import OuterRef, Q, QuerySet, Subquery

from lingjun.accounts.queries import accounts_page, organizations_visible_to, users_visible_to
from lingjun.accounts.rules import roles_to_appoint
from lingjun.cases.models import Case
from lingjun.cases.queries import visible_to as cases_visible_to
from lingjun.core.pinyin import keys
from lingjun.core.search_index import narrowed_together
from lingjun.core.text import squeeze
from lingjun.organizations.models import Organization
from lingjun.organizations.queries import search as search_organizations
from lingjun.studios.models import Plaque, Studio
from lingjun.studios.queries import matching as studios_matching
from lingjun.studios.queries import visible_to as studios_visible_to
from lingjun.workbench.queries.cases import matching, with_rows

if TYPE_CHECKING:
    from lingjun.accounts.models import User

SHOWN: Final = 5
COUNTED: Final = 100
PEOPLE_BY_SOUND: Final = 3_000
"""Accounts whose names are compared by their sound: names of accounts have no pinyin column."""


@dataclasses.dataclass(frozen=True, slots=True)
class Found:
    """The first rows of one kind and how many there are; `capped` = more than COUNTED."""

    rows: list[Any]
    count: int

    @property
    def capped(self) -> bool:
        return self.count > COUNTED

    @property
    def words(self) -> str:
        return f"{COUNTED} 条以上" if self.capped else f"{self.count} 条"


def search(user: User, words: str) -> dict[str, Found]:
    """Results by kind, only of what the user sees.

    One query asks the index for all kinds, one a kind reads what its rows show (cases: two), one counts the kinds of
    which more is found than shown; one more for names by their sound.
    """
    plain = squeeze(words)
    narrowed = narrowed_together((Case, Studio, Organization), plain)
    cases = matching(cases_visible_to(user), plain, narrowed=narrowed)
    studios = studios_matching(studios_visible_to(user), plain, narrowed=narrowed)
    organizations = search_organizations(organizations_visible_to(user), plain, narrowed=narrowed)
    kinds: dict[str, tuple[QuerySet[Any], QuerySet[Any]]] = {
        "cases": (cases, with_rows(cases).order_by("-id")),
        "studios": (studios, _studio_rows(studios)),
        "organizations": (organizations, organizations.order_by("id")),
    }
    if roles_to_appoint(user):
        people = _people(user, plain)
        kinds["people"] = (people, accounts_page(people))
    rows = {key: list(found[: SHOWN + 1]) for key, (_, found) in kinds.items()}
    counts = _counts({key: kinds[key][0] for key, found in rows.items() if len(found) > SHOWN})
    return {key: Found(found[:SHOWN], counts.get(key, len(found))) for key, found in rows.items()}


def _studio_rows(studios: QuerySet[Studio]) -> QuerySet[Studio]:
    """With what a result shows, the plaque's number as `plaque`: one query."""
    hung = Plaque.objects.filter(studio=OuterRef("pk"), recalled_on__isnull=True).order_by("number").values("number")
    return (
        studios.select_related("unit", "recommender").annotate(plaque=Subquery(hung[:1])).order_by("-named_on", "-id")
    )


def _counts(wanted: dict[str, QuerySet[Any]]) -> dict[str, int]:
    """How many there are of each kind, up to COUNTED and one: one statement for all of them."""
    if not wanted:
        return {}
    parts = [found.order_by().values("pk")[: COUNTED + 1].query.sql_with_params() for found in wanted.values()]
    counted = ", ".join(f"(SELECT COUNT(*) FROM ({sql}) found)" for sql, _ in parts)  # noqa: S608 - Django's own SQL
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {counted}", [one for _, params in parts for one in params])
        return dict(zip(wanted, cursor.fetchone(), strict=True))


def _people(user: User, words: str) -> QuerySet[User]:
    visible = users_visible_to(user)
    by_text = Q(name__icontains=words) | Q(username__icontains=words) | Q(phone=words)
    if not words.isascii() or not words.isalpha():
        return visible.filter(by_text)
    sound = words.lower()
    names = visible.order_by("-id").values_list("pk", "name")[:PEOPLE_BY_SOUND]
    alike = [pk for pk, name in names if _sounds(name, sound)]
    return visible.filter(by_text | Q(pk__in=alike[: COUNTED + 1]))


def _sounds(name: str, sound: str) -> bool:
    both = keys(name, name=True)
    return both.initials.startswith(sound) or both.full.startswith(sound)
