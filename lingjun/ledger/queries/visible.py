"""Which lines of the ledger a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.db.models import QuerySet

from lingjun.accounts.queries import whole_tree
from lingjun.studios.models import StudioRecord
from lingjun.studios.queries import visible_to as studios_visible_to

if TYPE_CHECKING:
    from lingjun.accounts.models import User

__all__ = ["visible_to", "whole_tree"]

Line = TypeVar("Line", bound=StudioRecord)


def visible_to(user: User, model: type[Line]) -> QuerySet[Line]:
    """Standing lines of the studios the user sees.

    A narrow scope goes through the studios; somebody who sees the whole tree gets no condition on studios at all, so
    that the newest of nine million lines come from the index of their day. No query.
    """
    lines: QuerySet[Line] = model.standing.all()
    return lines if whole_tree(user) else lines.filter(studio__in=studios_visible_to(user).order_by().values("pk"))
