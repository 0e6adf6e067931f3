"""What the home page reads. Every function costs the same however many rows there are."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, prefetch_related_objects
from django.utils import timezone

from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.accounts.models import Notification, OutboxMail, User
from lingjun.accounts.queries import notifications_of, open_appointments, organizations_of, users_visible_to
from lingjun.cases.actions.overseeing import REMIND_PAUSE
from lingjun.cases.enums import EDITABLE_STATES, FINAL_STATES, Rest, Verb, Verdict
from lingjun.cases.kinds import all_kinds
from lingjun.cases.kinds import get as get_kind
from lingjun.cases.models import Case, Contribution, Event, Opinion
from lingjun.cases.queries import for_list, handled_by, open_steps, visible_to, waiting_for, with_course
from lingjun.cases.rules import may_fill
from lingjun.core.models import Job, JobStatus
from lingjun.notices.models import Round, RoundKind
from lingjun.notices.queries import open_rounds, organizations_above
from lingjun.studios.models import Studio
from lingjun.studios.queries import for_list as studios_for_list
from lingjun.studios.queries import visible_to as studios_visible_to
from lingjun.workbench.queries.cases import federations_of, held_q, late_q, ordered

if TYPE_CHECKING:
    from collections.abc import Iterable


MOST: Final = 50
"""Rows of one kind that the page looks at; the rest is in the lists."""
OVERDUE_SHOWN: Final = 3
SOON_DAYS: Final = 7
AFTERWARDS: Final = datetime.timedelta(days=120)
"""How long a round that has closed keeps its place on the home page."""
KEPT_DRAFT: Final = datetime.timedelta(days=14)
"""A draft whose round closed longer ago is in the list, no longer on the home page."""
DECISIONS: Final = (Verb.APPROVE, Verb.RETURN, Verb.REJECT, Verb.NAME, Verb.TAKE_BACK)


def to_decide(user: User) -> list[Case]:
    """Cases whose open step is the user's, most urgent first, without it (`load_steps`); `filled` tells that the user
    filled it in."""
    own = Contribution.objects.filter(case=OuterRef("pk"), user=user)
    waiting = waiting_for(user).exclude(state__in=EDITABLE_STATES).exclude(held_q(user))
    return list(ordered(for_list(waiting).annotate(filled=Exists(own)), "due")[:MOST])


def load_steps(cases: Iterable[Case]) -> None:
    """The step each case waits for, of all of them in one query."""
    prefetch_related_objects(list(cases), open_steps())


def waiting_count(user: User) -> int:
    """Counted up to a hundred."""
    return waiting_for(user).exclude(held_q(user))[:100].count()


def to_fill(user: User) -> list[Case]:
    """Drafts and returned cases of the user's unit; `returned_for` is the reason of the last return."""
    units = [unit.pk for unit in organizations_of(user, *FILLING_ROLES)]
    if not units:
        return []
    back = Opinion.objects.filter(case=OuterRef("pk"), verdict=Verdict.RETURN).order_by("-id")
    recent = Q(due_at__isnull=True) | Q(due_at__gte=timezone.now() - KEPT_DRAFT)
    cases = Case.objects.filter(recent, unit__in=units, state__in=EDITABLE_STATES)
    reasons = {
        "returned_for": Subquery(back.values("text")[:1]),
        "returned_by": Subquery(back.values("organization_name")[:1]),
    }
    found = ordered(for_list(cases).annotate(**reasons), "due")[:MOST]
    return [case for case in found if may_fill(user, case) is None]


def held_by_round(user: User) -> list[dict[str, Any]]:
    """Decided and not published, by round, for officers of the federation."""
    held = Case.objects.filter(held_q(user)).order_by()
    rows: QuerySet[Any, Any] = held.values("round", "kind", "round__name", "round__city_closes_at")
    rows = rows.annotate(n=Count("id"))
    return list(rows.order_by(F("round__city_closes_at").asc(nulls_last=True), "round")[:MOST])


def overdue_of_others(user: User) -> tuple[list[Case], int]:
    """Overdue cases the user may remind, without their step (`load_steps`), and how many there are (up to a hundred);
    `reminded` within the pause."""
    oversees = Q(federation_id__in=federations_of(user)) | Q(
        recommender_id__in=[union.pk for union in organizations_of(user, Role.DISTRICT_OFFICER)]
    )
    cases = Case.objects.filter(oversees, late_q(user)).exclude(pk__in=waiting_for(user).values("pk"))
    pause = Event.objects.filter(case=OuterRef("pk"), verb=Verb.REMIND, at__gt=timezone.now() - REMIND_PAUSE)
    shown = list(ordered(for_list(cases).annotate(reminded=Exists(pause)), "due")[:OVERDUE_SHOWN])
    return shown, cases.order_by()[:100].count() if len(shown) == OVERDUE_SHOWN else len(shown)


def rounds_to_enter(user: User) -> list[Round]:
    """Open creation rounds in which no case of the user's unit is under way."""
    unit = next(iter(organizations_of(user, *FILLING_ROLES)), None)
    if unit is None:
        return []
    own = Case.objects.filter(round=OuterRef("pk"), unit=unit).exclude(state=Rest.WITHDRAWN)
    return list(open_rounds(RoundKind.CREATION, unit).exclude(Exists(own))[:5])


def opened_rounds(user: User) -> list[Round]:
    """Rounds that have opened for the user's unions, those that close last first, with their notices. One query.

    Contents of notices are not fetched: `NoticeVersion.parsed` does so once per process.
    """
    rounds = Round.objects.filter(
        organizer_id__in=organizations_above(user), kind__in=[kind.key for kind in all_kinds()],
        opens_at__lte=timezone.now(),
    )  # fmt: skip
    with_notice = rounds.select_related("notice_version").defer("notice_version__content")
    return list(with_notice.order_by("-closes_at", "id")[:200])


def closing_rounds(user: User, opened: list[Round]) -> list[tuple[Round, int]]:
    """Rounds that close within a week and how many drafts of them are in the user's scope. One query, or none."""
    now = timezone.now()
    week = now + datetime.timedelta(days=SOON_DAYS)
    soon = sorted(
        (one for one in opened if not one.stands and now <= one.closes_at <= week),
        key=lambda one: (one.closes_at, one.pk),
    )
    closing = soon[:5]
    if not closing:
        return []
    drafts = visible_to(user).filter(round__in=closing, state=Rest.DRAFT).order_by().values_list("round")
    counted = dict(drafts.annotate(n=Count("id")))
    return [(one, counted[one.pk]) for one in closing if one.pk in counted]


def newest_rounds(opened: list[Round]) -> list[Round]:
    """For each kind of case the open round that closes next, else the one that closed last. Creation first.

    What closed longer ago than AFTERWARDS is left out, except for creation. Of those that stand, the newest.
    """
    now = timezone.now()
    best: dict[str, tuple[bool, float, int]] = {}
    for round_ in opened:
        away = (round_.closes_at - now).total_seconds()
        if away >= -AFTERWARDS.total_seconds() or round_.kind == RoundKind.CREATION:
            mark = (False, -away, round_.pk) if round_.stands else (away < 0, abs(away), round_.pk)
            best[round_.kind] = min(best.get(round_.kind, mark), mark)
    by_id = {round_.pk: round_ for round_ in opened}
    return [by_id[best[kind.key][-1]] for kind in all_kinds() if kind.key in best]


def flows_of(user: User, rounds: list[Round]) -> list[Flow]:
    """Counts by state of the cases the user sees in these rounds. One query."""
    rows = _counted(user, [round_.pk for round_ in rounds]) if rounds else []
    return [_flow(user, round_, [row for row in rows if row["round"] == round_.pk]) for round_ in rounds]


@dataclasses.dataclass(frozen=True, slots=True)
class FlowStep:
    """One number of `.flow`. `state` and `held` are the filter of the list behind it."""

    state: str
    label: str
    count: int
    is_mine: bool


@dataclasses.dataclass(frozen=True, slots=True)
class Flow:
    """One round on the home page: its steps with numbers, and how many cases are under way."""

    round: Round
    steps: list[FlowStep]
    under_way: int
    noun: str


def _counted(user: User, rounds: list[int]) -> list[dict[str, Any]]:
    rows: QuerySet[Any, Any] = visible_to(user).filter(round__in=rounds).order_by()
    return list(rows.values("round", "state", "is_held", "federation").annotate(n=Count("id")))


def _flow(user: User, round_: Round, rows: list[dict[str, Any]]) -> Flow:
    """Below the federation a case decided and not published counts where everybody sees it: at the decision step."""
    sees, counts, held = set(federations_of(user)), dict[str, int](), 0
    for row in rows:
        if row["is_held"] and row["federation"] in sees:
            held += row["n"]
        else:
            counts[row["state"]] = counts.get(row["state"], 0) + row["n"]
    posts = {post.role for post in open_appointments(user)}
    level_role = {"unit": Role.UNIT_CHAIR, "recommender": Role.DISTRICT_OFFICER, "federation": Role.CITY_OFFICER}
    content, words = round_.content, get_kind(round_.kind).words
    creates = round_.kind == RoundKind.CREATION
    draft, done = (content.statuses.draft, content.statuses.named) if creates else (words.draft, words.done)
    flow = [
        FlowStep(step.key, step.waiting_label, counts.get(step.key, 0), level_role.get(step.level) in posts)
        for step in get_kind(round_.kind).steps(round_)
        if step.kind != "naming"
    ]
    if sees and round_.kind != RoundKind.CHANGE:  # a change takes effect with its decision
        flow.append(FlowStep("held", "已定待公布", held, is_mine=False))
    if not sees or not creates:
        flow.insert(0, FlowStep(Rest.DRAFT, draft, counts.get(Rest.DRAFT, 0), is_mine=False))
    if creates or counts.get(Rest.RETURNED):
        flow.append(FlowStep(Rest.RETURNED, content.statuses.returned, counts.get(Rest.RETURNED, 0), is_mine=False))
    flow.append(FlowStep(Rest.NAMED, done, counts.get(Rest.NAMED, 0), is_mine=False))
    under_way = held + sum(n for state, n in counts.items() if state not in {*FINAL_STATES, Rest.DRAFT})
    return Flow(round_, flow, under_way, words.noun)


def recent_decisions(user: User) -> list[Event]:
    """What the user and colleagues of the same union decided last; what is not published, for the federation only.

    Two queries, one along the index of people and one along that of unions: together they would sort every decision.
    """
    unions = [union.union_name for union in organizations_of(user)]
    decided = Event.objects.filter(
        Q(is_published=True) | Q(case__federation_id__in=federations_of(user)),
        Exists(visible_to(user).filter(pk=OuterRef("case_id"))),
        verb__in=DECISIONS,
    )
    newest = decided.select_related("case").order_by("-id")
    found = {event.pk: event for part in ({"actor": user}, {"organization_name__in": unions})
             for event in newest.filter(**part)[:5]}  # fmt: skip
    return sorted(found.values(), key=lambda event: -event.pk)[:5]


def recent_changes(user: User) -> list[Event]:
    """What happened lately to the newest cases of the user's unit, as far as it is published. Two queries."""
    cases = list(visible_to(user).order_by("-changed_at", "-id").values_list("pk", flat=True)[:MOST])
    events = Event.objects.filter(case_id__in=cases, is_published=True)
    return list(events.select_related("case").order_by("-id")[:5])


def recently_handled(user: User) -> QuerySet[Event]:
    """Everything the user did, for the page 我经手的; the case is linked only while the user sees it."""
    return handled_by(user).annotate(visible=Exists(visible_to(user).filter(pk=OuterRef("case_id"))))


def news(user: User) -> list[Notification]:
    """Unread lines of the inbox."""
    return list(notifications_of(user).filter(read_at__isnull=True)[:4])


def own_cases(user: User) -> list[Case]:
    """The unit's cases with their course: those under way first."""
    return list(with_course(visible_to(user)).order_by(F("finished_at").desc(nulls_first=True), "-id")[:3])


def own_studios(user: User) -> list[Studio]:
    return list(studios_for_list(studios_visible_to(user)).order_by("-named_on", "-id")[:3])


def account_figures(user: User) -> list[tuple[str, int, str]]:
    """For the administrator: accounts with something to do about them, mails and jobs that failed. Five queries."""
    users = users_visible_to(user).order_by()
    week = timezone.now() - datetime.timedelta(days=7)
    return [
        ("在用账号", users.filter(is_active=True)[:10_000].count(), "个"),
        ("待改初始密码", users.filter(is_active=True, must_change_password=True)[:10_000].count(), "个"),
        ("已停用", users.filter(is_active=False)[:10_000].count(), "个"),
        (
            "没有寄出的邮件",
            OutboxMail.objects.filter(sent_at__isnull=True).exclude(last_error="")[:1_000].count(),
            "封",
        ),
        (
            "一周内没做完的任务",
            Job.objects.filter(status=JobStatus.FAILED, finished_at__gte=week)[:1_000].count(),
            "个",
        ),
    ]
