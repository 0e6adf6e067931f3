"""Mentorships of a studio for its list, and how an apprentice rose while one lasted."""

from __future__ import annotations

import dataclasses
import datetime
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from django.db.models import Count, F, Q, QuerySet
from django.utils import timezone

from lingjun.core.codes import SKILL_GRADES, TITLES
from lingjun.ledger.models import Mentorship, MentorshipOutcome
from lingjun.studios.models import Promotion, PromotionKind

if TYPE_CHECKING:
    from lingjun.studios.models import Studio

STATES: Final = {
    "open": ("在带", Q(outcome="")),
    "completed": ("出师", Q(outcome=MentorshipOutcome.COMPLETED)),
    "ended": ("续带、终止", Q(outcome__in=[MentorshipOutcome.RENEWED, MentorshipOutcome.STOPPED])),
}
RISES: Final = {PromotionKind.SKILL: SKILL_GRADES, PromotionKind.TITLE: TITLES}


@dataclasses.dataclass(frozen=True, slots=True)
class Rise:
    """One step up of the apprentice during the agreement, in words."""

    on: datetime.date
    kind: str
    old: str
    new: str

    @property
    def words(self) -> str:
        return f"{self.old}升{self.new}" if self.old else f"取得{self.new}"


def listed(studio: Studio, state: str) -> QuerySet[Mentorship]:
    """Those that go on first, soonest due on top; then those that ended. `state`: a key of STATES, else all.

    Adds `check_count`.
    """
    found = Mentorship.standing.filter(studio=studio).select_related("mentor", "apprentice")
    if state in STATES:
        found = found.filter(STATES[state][1])
    counted = found.annotate(check_count=Count("checks", filter=Q(checks__removed_at=None)))
    return counted.order_by(F("ended_on").desc(nulls_first=True), "due_on", "id")


def rises_of(mentorships: Sequence[Mentorship]) -> dict[int, list[Rise]]:
    """By mentorship: grades and titles its apprentice gained between its first and last day. One query for all."""
    apprentices = {line.apprentice_id for line in mentorships}
    rows: defaultdict[int, list[Promotion]] = defaultdict(list)
    for row in Promotion.standing.filter(worker_id__in=apprentices, kind__in=list(RISES)).order_by("on", "id"):
        rows[row.worker_id].append(row)
    today = timezone.localdate()
    return {
        line.pk: [
            Rise(row.on, row.get_kind_display(), _label(row, row.old), _label(row, row.new))
            for row in rows[line.apprentice_id]
            if line.started_on <= row.on <= (line.ended_on or today)
        ]
        for line in mentorships
    }


def _label(row: Promotion, code: str) -> str:
    return RISES[PromotionKind(row.kind)].label(code)
