"""How the table is written: who gets in by GET (`view`), who may act by POST (`act`), for everybody."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping
from typing import Any, Final

from django.urls import reverse

CITY: Final = frozenset({"city_officer", "city_colleague"})
FEDERATION: Final = CITY | {"administrator", "auditor"}
"""Administrator and auditor read what lies under the federation; they act on nothing of it."""

UNIONS: Final = frozenset({"district_officer", "industry_officer"})
ABOVE: Final = FEDERATION | {"industry_officer"}
"""Who reads the port's things from above."""

PORT: Final = frozenset({"port_chair", "port_clerk", "port_liaison"})
GRID: Final = frozenset({"grid_chair", "grid_clerk"})
LINE: Final = ABOVE | PORT
"""Everybody who may see what belongs to the port; the district and the grid are the other line."""

POSTED: Final = FEDERATION | UNIONS | PORT | GRID | {"expert"}
EVERYBODY: Final = POSTED | {"stranger"}

Address = Mapping[str, Any] | Callable[[Any], Mapping[str, Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Route:
    """One way to ask one address.

    `at`: parts of the address; a part that is a word of `World.ids` stands for that thing, "=text" for itself.
    `allowed` get `answer`, `told` get 403 with a reason in Chinese, all others get `rest`; `others` names those whom
    a form stops for another reason (status to people). `public`: no sign-in.
    """

    name: str
    method: str
    at: Mapping[str, str]
    allowed: frozenset[str]
    told: frozenset[str]
    answer: int
    rest: int
    data: Callable[[Any], Mapping[str, Any]] | Mapping[str, Any]
    query: str = ""
    public: bool = False
    others: Mapping[int, frozenset[str]] = dataclasses.field(default_factory=dict)

    @property
    def label(self) -> str:
        parts = ",".join(str(part) for part in self.at.values())
        return f"{self.method} {self.name}" + (f"[{parts}]" if parts else "")

    def kwargs(self, ids: Mapping[str, Any]) -> dict[str, Any]:
        return {key: word[1:] if word.startswith("=") else ids[word] for key, word in self.at.items()}

    def url(self, ids: Mapping[str, Any]) -> str:
        return reverse(self.name, kwargs=self.kwargs(ids)) + self.query

    def body(self, world: Any) -> dict[str, Any]:
        """What is sent: made anew for each request, since files are read to their end."""
        return dict(self.data(world) if callable(self.data) else self.data)

    def expected(self, person: str) -> int:
        if person in self.allowed:
            return self.answer
        found = next((status for status, people in self.others.items() if person in people), None)
        return found or (403 if person in self.told else self.rest)


def view(
    name: str,
    at: Mapping[str, str] | None = None,
    *,
    sees: frozenset[str] | set[str],
    told: frozenset[str] | set[str] = frozenset(),
    answer: int = 200,
    rest: int = 404,
    query: str = "",
    public: bool = False,
) -> Route:
    """GET: `sees` get the page, `told` are told why not (403), the rest get 404."""
    return Route(name, "GET", at or {}, frozenset(sees), frozenset(told), answer, rest, {}, query, public)


def act(
    name: str,
    at: Mapping[str, str] | None = None,
    *,
    may: frozenset[str] | set[str],
    told: frozenset[str] | set[str] = frozenset(),
    data: Callable[[Any], Mapping[str, Any]] | Mapping[str, Any] | None = None,
    answer: int = 302,
    rest: int = 404,
    query: str = "",
    public: bool = False,
    others: Mapping[int, frozenset[str]] | None = None,
) -> Route:
    """POST with input that holds, so that only the person differs: `may` act, `told` get 403, the rest 404."""
    return Route(
        name, "POST", at or {}, frozenset(may), frozenset(told), answer, rest, data or {}, query, public, others or {}
    )
