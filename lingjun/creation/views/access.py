"""The accessor is the guard: the function that loads the case decides who may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from lingjun.cases.queries import with_course
from lingjun.core.errors import NotYours
from lingjun.creation.queries import readable_to
from lingjun.creation.rules import may_read_form
from lingjun.studios.models import Studio
from lingjun.studios.rules import may_see_contact

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case


def visible_case(user: User, number: str) -> Case:
    """The creation case with its course and form; 404 for strangers and for a number that does not exist.

    Raises NotYours as `refuse_personal` does.
    """
    case = get_object_or_404(with_course(readable_to(user)).select_related("application"), number=number)
    refuse_personal(user, case)
    return case


def refuse_personal(user: User, case: Case) -> None:
    """Raises NotYours for those whom birth and telephone do not concern; a unit the studio went to since reads it."""
    if reason := may_read_form(user, case):
        studio = Studio.objects.select_related("unit").filter(case=case).first()
        if studio is None or not may_see_contact(user, studio.unit):
            raise NotYours(reason)
