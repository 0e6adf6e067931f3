"""One box for everything: cases, studios, organizations, people with an account; each by its own `visible_to`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet

from lingjun.accounts.queries import accounts_page, organizations_visible_to, users_visible_to
from lingjun.accounts.rules import roles_to_appoint
from lingjun.cases.queries import visible_to as cases_visible_to
from lingjun.core.pinyin import keys
from lingjun.core.text import squeeze
from lingjun.organizations.queries import search as search_organizations
from lingjun.studios.queries import for_list as studios_for_list
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
    """Results by kind, only of what the user sees. Two queries a kind, one more for names by their sound."""
    plain = squeeze(words)
    cases = matching(cases_visible_to(user), plain)
    studios = studios_matching(studios_visible_to(user), plain)
    organizations = search_organizations(organizations_visible_to(user), plain)
    found = {
        "cases": _found(cases, with_rows(cases).order_by("-id")),
        "studios": _found(studios, studios_for_list(studios).order_by("-named_on", "-id")),
        "organizations": _found(organizations, organizations.order_by("id")),
    }
    if roles_to_appoint(user):
        people = _people(user, plain)
        found["people"] = _found(people, accounts_page(people))
    return found


def _found(counted: QuerySet[Any], rows: QuerySet[Any]) -> Found:
    count = counted.order_by()[: COUNTED + 1].count()
    return Found(list(rows[:SHOWN]) if count else [], count)


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
