"""Which lines of the ledger a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import QuerySet

from lingjun.accounts.queries import scope_paths
from lingjun.organizations.models import Organization
from lingjun.studios.models import StudioRecord
from lingjun.studios.queries import visible_to as studios_visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Line = TypeVar("Line", bound=StudioRecord)


def visible_to(user: User, model: type[Line]) -> QuerySet[Line]:
    """Standing lines of the studios the user sees.

    A narrow scope goes through the studios; somebody who sees the whole tree gets no condition on studios at all, so
    that the newest of nine million lines come from the index of their day. One cheap query for such a person,
    else none.
    """
    lines: QuerySet[Line] = model.standing.all()
    return lines if whole_tree(user) else lines.filter(studio__in=studios_visible_to(user).order_by().values("pk"))


def whole_tree(user: User) -> bool:
    """Whether the user's scope is every studio there is: its path is the only root. One query per user object."""
    known: bool | None = getattr(user, "sees_whole_tree", None)
    if known is None:
        roots = [path for path in scope_paths(user) if path.count("/") == 1]
        known = bool(roots) and not Organization.objects.filter(parent=None).exclude(path__in=roots).exists()
        user.sees_whole_tree = known  # type: ignore[attr-defined]
    return known
