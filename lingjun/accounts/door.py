"""What the sign-in page tells strangers. Higher apps add their part when they start; this app must not import them."""

from __future__ import annotations

from collections.abc import Callable

from lingjun.organizations.models import Organization

Figure = tuple[str, int, str]
"""Label, number, unit: ("已命名工作室", 51, "个")."""

_figures: list[Callable[[Organization], list[Figure]]] = []
_basis: list[Callable[[Organization], str]] = []


def add_figures(source: Callable[[Organization], list[Figure]]) -> None:
    """Figures of a federation; each source costs its own queries on every showing of the door."""
    _figures.append(source)


def add_basis(source: Callable[[Organization], str]) -> None:
    """The number of the notice in force ("厦工〔2012〕80号"), "" when there is none."""
    _basis.append(source)


def figures(federation: Organization) -> list[Figure]:
    """All figures that are not zero."""
    return [figure for source in _figures for figure in source(federation) if figure[1]]


def basis(federation: Organization) -> str:
    """The first basis that is not empty."""
    return next(filter(None, (source(federation) for source in _basis)), "")
