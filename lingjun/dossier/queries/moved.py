"""A studio that went to another unit, as the old one may go on reading it: what there was up to the move.

Nothing of later is in it: lines are those written and last touched before the change took effect, cases those of
the reader's own scope. The name is the one of then. A team of a past day can be corrected later, so it is left to
the papers of the cases, which never change.
"""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Q, QuerySet
from django.utils import timezone

from lingjun.cases import queries as case_queries
from lingjun.cases.enums import Rest
from lingjun.cases.kinds import kind_of, relations
from lingjun.cases.models import Case
from lingjun.ledger.models import Achievement, Activity, Project
from lingjun.studios.models import Tenure
from lingjun.studios.queries import left_behind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import StudioRecord

MOST: Final = 50
"""Lines of a kind and cases that are shown; more of them are counted."""


@dataclasses.dataclass(frozen=True, slots=True)
class Lines:
    """What the ledger held of one kind: (words, day), how many in all, how many were touched since."""

    label: str
    rows: list[tuple[str, datetime.date | None]]
    count: int
    touched: int


@dataclasses.dataclass(frozen=True, slots=True)
class Left:
    """What the old unit reads. `cases`: with the address, "" for who reads no forms."""

    tenure: Tenure
    unit_now: str
    decision_number: str
    cases: list[tuple[Case, str]]
    ledger: list[Lines]


def left_file(user: User, studio_id: int) -> Left | None:
    """The last time the studio was of the user's scope; None where it never was, and while it still is."""
    if studio_id >= 2**63:  # more than a key can be
        return None
    tenure = left_behind(user).filter(studio=studio_id).select_related("leader", "unit").first()
    if tenure is None or tenure.until is None:
        return None
    following = Tenure.objects.filter(studio=studio_id, pk__gt=tenure.pk).order_by("pk").first()
    minute = _minute(studio_id, tenure)
    return Left(
        tenure=tenure,
        unit_now=following.unit_name if following else "",
        decision_number=following.decision_number if following else "",
        cases=_cases(user, studio_id),
        ledger=[
            _lines("项目", Project, studio_id, minute, "started_on"),
            _lines("活动", Activity, studio_id, minute, "held_on"),
            _lines("成果", Achievement, studio_id, minute, "achieved_on"),
        ],
    )


def _minute(studio_id: int, tenure: Tenure) -> datetime.datetime:
    """When the change took effect in the system; the beginning of its day where no case tells."""
    ended = Case.objects.filter(
        kind="change", state=Rest.NAMED, change__studio=studio_id, change__effective_on=tenure.until,
        change__new_unit__isnull=False, unit=tenure.unit_id,
    )  # fmt: skip
    found = ended.order_by("-finished_at").values_list("finished_at", flat=True).first()
    day = tenure.until or timezone.localdate()
    return found or timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def _cases(user: User, studio_id: int) -> list[tuple[Case, str]]:
    own = Q(studio=studio_id) | Q(appraisal__studio=studio_id) | Q(change__studio=studio_id)
    seen = case_queries.for_list(case_queries.visible_to(user)).filter(own).select_related(*relations())
    cases = seen.order_by("-opened_at", "-id")[:MOST]
    return [(case, "" if kind_of(case).may_read(user, case) else kind_of(case).url(case)) for case in cases]


def _lines(label: str, model: type[StudioRecord], studio_id: int, minute: datetime.datetime, day: str) -> Lines:
    then: QuerySet[Any] = model.objects.filter(
        Q(removed_at__isnull=True) | Q(removed_at__gt=minute), studio=studio_id, created_at__lte=minute
    )
    same = then.filter(changed_at__lte=minute).order_by(f"-{day}", "-id")
    rows = [(str(row), getattr(row, day)) for row in same[: MOST + 1]]
    count = len(rows) if len(rows) <= MOST else same.count()
    return Lines(label, rows[:MOST], count, then.filter(changed_at__gt=minute).count())
