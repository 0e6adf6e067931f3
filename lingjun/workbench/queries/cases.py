"""The list of cases: who sees unpublished decisions, filters, orders."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, F, OrderBy, OuterRef, Q, QuerySet
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import open_appointments, scope_q, whole_tree
from lingjun.cases.enums import FINAL_STATES, Rest
from lingjun.cases.kinds import all_kinds
from lingjun.cases.models import Case
from lingjun.cases.queries import for_list, open_steps, visible_to, waiting_for
from lingjun.core import search_index
from lingjun.notices.models import NoticeVersion, Round
from lingjun.notices.queries import organizations_above, rounds_visible_to

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lingjun.accounts.models import User

HELD: Final = "held"
"""Value of the filter 状态 that only officers of the federation are offered."""
NAMING: Final = 20
"""Versions of notices that give the filter 状态 its names; a nation has hundreds, which name the steps alike."""
QUIET: Final = frozenset({*FINAL_STATES, Rest.DRAFT})
"""States in which nobody is late: ended, or not yet handed in."""


def federations_of(user: User) -> list[int]:
    """Federations whose unpublished decisions the user may see (`cases.rules.sees_held` for a whole list)."""
    return [post.organization_id for post in open_appointments(user) if post.role == Role.CITY_OFFICER]


def held_q(user: User) -> Q:
    """Decided but not published, as far as the user may know: matches nothing below the federation."""
    return Q(is_held=True, federation_id__in=federations_of(user))


def late_q(user: User, now: datetime.datetime | None = None) -> Q:
    """Overdue. A held case is late to everybody who does not see that it was decided."""
    return Q(due_at__lt=now or timezone.now()) & ~Q(state__in=QUIET) & ~held_q(user)


def matching(
    cases: QuerySet[Case], words: str, *, narrowed: search_index.Narrowed | None = None
) -> QuerySet[Case]:  # fmt: skip
    """By name, number, unit or pinyin initials; every word must match."""
    return search_index.matching(cases, words, narrowed=narrowed)


def filtered(user: User, wanted: dict[str, Any]) -> QuerySet[Case]:
    """Cases the user sees, narrowed by the filters of the address; empty values do nothing. No query yet."""
    cases = matching(visible_to(user), wanted.get("q") or "")
    if within := wanted.get("within"):
        cases = cases.filter(unit_path__under=within)
    state = wanted.get("state")
    if state == HELD:
        cases = cases.filter(held_q(user))
    elif state:
        cases = cases.filter(state=state)
        if state not in Rest.values:  # only a case that waits for somebody can be decided and not published
            cases = cases.exclude(held_q(user))
    columns = {
        "kind": "kind",
        "union": "recommender_id",
        "round": "round_id",
        "year": "round__year",
        "industry": "unit__industry",
        "area": "unit__area_code",
    }
    cases = cases.filter(**{column: wanted[key] for key, column in columns.items() if wanted.get(key)})
    if wanted.get("late"):
        cases = cases.filter(late_q(user))
    if wanted.get("mine"):
        cases = cases.filter(pk__in=waiting_for(user).exclude(held_q(user)).values("pk"))
    return cases


ORDERS: Final = ("submitted", "due", "number", "changed")


def orders_for(user: User) -> tuple[str, ...]:
    """The time of the last change tells when a decision was taken: only for those who see held decisions."""
    return ORDERS if federations_of(user) else ORDERS[:-1]


def ordered(cases: QuerySet[Case], sort: str) -> QuerySet[Case]:
    """`sort` is one of ORDERS, with "-" for descending; cases without the date come last either way."""
    key = sort.removeprefix("-")
    column = {"submitted": "submitted_at", "due": "due_at", "number": "number", "changed": "changed_at"}[key]
    down = sort.startswith("-")
    first = OrderBy(F(column), descending=down, nulls_last=key in {"submitted", "due"} or None)
    return cases.order_by(first, "-id")


def with_rows(cases: QuerySet[Case]) -> QuerySet[Case]:
    """With all a row needs: two queries whatever the number of rows."""
    return for_list(cases).select_related("federation").prefetch_related(open_steps())


def with_list_rows(cases: QuerySet[Case], columns: Iterable[str]) -> QuerySet[Case]:
    """What a row of the list reads with these columns and nothing else; of the steps only the open one. Two queries."""
    joined, read = ["unit", "recommender"], [*ROW, *ORGANIZATIONS]
    for column in columns:
        joined += ["round"] if column == "round" else []
        read += OF_COLUMN.get(column, ())
    return cases.select_related(*joined).prefetch_related(open_steps(*STEP)).only(*read)


ROW: Final = (
    "number", "kind", "subject_name", "unit_path", "federation", "state", "state_label", "version", "due_at", "is_held",
    "held_verdict", "opened_at", "submitted_at", "changed_at", "opened_by", "round",
)  # fmt: skip
ORGANIZATIONS: Final = tuple(
    f"{one}__{name}" for one in ("unit", "recommender") for name in ("name", "short_name", "kind", "path")
)
OF_COLUMN: Final = {"round": ("round__name",), "industry": ("unit__industry",), "area": ("unit__area_code",)}
"""What only these columns read."""
STEP: Final = ("level", "organization__name", "organization__short_name", "organization__kind")


def state_choices(user: User, kind: str = "") -> list[tuple[str, str]]:
    """States in the order of the procedure, of one kind or of all, named by the newest notice the user works under.

    Officers above federations have rounds below them only: the newest NAMING versions give the names. One query.
    """
    chosen = [row for row in all_kinds() if kind in {"", row.key}]
    known = Q(organizer_id__in=organizations_above(user)) | scope_q(user, "organizer__path")
    rounds = Round.objects.filter(Q() if whole_tree(user) else known)
    versions = NoticeVersion.objects.order_by("-notice__effective_on", "-version", "-id")
    # Their keys first, by the indexes of the order: what else a version holds lies behind its long content.
    newest = versions.filter(Exists(rounds.order_by().filter(notice_version=OuterRef("pk")))).values("pk")[:NAMING]
    labels: dict[str, str] = {}
    for version in versions.filter(pk__in=newest).only("digest"):
        flows = {flow.kind: flow for flow in version.parsed.flows}
        for step in (step for row in chosen if row.key in flows for step in flows[row.key].steps):
            if step.kind != "naming" and not step.optional:
                labels.setdefault(step.key, step.waiting_label)
    held = [(HELD, "已定待公布")] if federations_of(user) else []
    return [
        (Rest.DRAFT.value, _joined(row.words.draft for row in chosen)),
        *labels.items(),
        *held,
        (Rest.RETURNED.value, str(Rest.RETURNED.label)),
        (Rest.NAMED.value, _joined(row.words.done for row in chosen)),
        (Rest.REJECTED.value, _joined(row.words.refused for row in chosen)),
        (Rest.WITHDRAWN.value, str(Rest.WITHDRAWN.label)),
    ]


def _joined(labels: Iterable[str]) -> str:
    """ "已命名、已评定": each once."""
    return "、".join(dict.fromkeys(labels))


def round_choices(user: User) -> list[tuple[int, str, int]]:
    """(id, name, year) of the newest fifty rounds. One query."""
    return list(rounds_visible_to(user).order_by("-opens_at", "-id").values_list("pk", "name", "year")[:50])
