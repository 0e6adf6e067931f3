"""A button pressed twice, where no script holds the second press back: the line is written once."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

from django.db import transaction
from django.utils import timezone

from lingjun.studios.actions.records import writable_studio
from lingjun.studios.models import StudioRecord

if TYPE_CHECKING:
    from lingjun.accounts.models import User

Line = TypeVar("Line", bound=StudioRecord)

TWICE: Final = datetime.timedelta(seconds=10)
"""Where no page says when it was shown: nobody types the same line again as fast as this."""


def just_added(
    *, actor: User, studio_id: int, model: type[Line], values: dict[str, Any], shown: datetime.datetime | None = None
) -> Line | None:
    """The line this person has added last, with the very same values, since the page was `shown`: a page opened anew
    may add an equal line. One query."""
    last = model.objects.filter(studio=studio_id, created_by=actor).order_by("-pk").first()
    if last is None or last.removed_at is not None or last.created_at <= (shown or timezone.now() - TWICE):
        return None
    return last if all(getattr(last, name) == value for name, value in values.items()) else None


@transaction.atomic
def add_once(
    add: Callable[..., Line],
    *,
    actor: User,
    studio_id: int,
    model: type[Line],
    values: dict[str, Any],
    shown: datetime.datetime | None = None,
) -> Line:
    """`add`, or what was `just_added`. For forms; a table keeps its equal rows. Raises what `add` raises."""
    studio = writable_studio(actor, studio_id)
    found = just_added(actor=actor, studio_id=studio.pk, model=model, values=values, shown=shown)
    return found or add(actor=actor, studio_id=studio.pk, model=model, values=values)
