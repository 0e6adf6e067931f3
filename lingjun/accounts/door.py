"""What the site tells of itself: figures at the sign-in page, the notice it rests on at the foot of every page.

Higher apps add their part when they start; this app must not import them.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet, Value

from lingjun.organizations.models import Organization

Figure = tuple[str, int, str]
"""Label, number, unit: ("已命名工作室", 51, "个")."""

_figures: list[Callable[[Organization], list[Figure]]] = []
Numbers = Callable[[Any, datetime.date], QuerySet[Any, Any]]
"""From a federation (key or expression) and a day to the numbers of its notices in force, the one that counts first."""

_basis: list[Numbers] = []


def add_figures(source: Callable[[Organization], list[Figure]]) -> None:
    """Figures of a federation; each source costs its own queries on every showing of the door."""
    _figures.append(source)


def add_basis(source: Numbers) -> None:
    """Where the number of the notice in force ("厦工〔2012〕80号") comes from: rows of that column, not asked yet."""
    _basis.append(source)


def figures(federation: Organization) -> list[Figure]:
    """All figures that are not zero."""
    return [figure for source in _figures for figure in source(federation) if figure[1]]


def basis(federation: Any, on: datetime.date) -> QuerySet[Any, Any]:
    """One row and column, the number; none without a notice in force. No query: it stands inside another one."""
    nobody = Organization.objects.none().values_list(Value(""))
    return _basis[0](federation, on)[:1] if _basis else nobody
