"""催办: one click for everybody who has not handed in; and the daily digest, one line a person."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.actions import notify
from lingjun.accounts.enums import Role
from lingjun.accounts.models import Appointment, User
from lingjun.accounts.rules import holds_any
from lingjun.appraisal.models import Appraisal, Rectification, RectificationState
from lingjun.appraisal.queries import KIND, not_submitted
from lingjun.cases import rules as case_rules
from lingjun.cases.actions.base import tell
from lingjun.cases.actions.overseeing import REMIND_PAUSE
from lingjun.cases.enums import EDITABLE_STATES, Verb
from lingjun.cases.models import Contribution
from lingjun.core.errors import NotYours
from lingjun.core.workdays import add_workdays
from lingjun.studios.models import StudioAppointment, StudioStatus

if TYPE_CHECKING:
    from lingjun.notices.models import Round

NEAR_DAYS = 5
"""Working days before the end from which people are reminded by themselves."""
AGAIN = datetime.timedelta(days=3)
MOST = 2_000
"""Cases of one go; the next day takes the rest."""
EACH_DAY = datetime.timedelta(hours=20)


@transaction.atomic
def remind_missing(*, actor: User, round_: Round) -> tuple[int, int]:
    """Everybody of the round in the actor's reach whose report is not in: (cases, people).

    Who was reminded within the pause is passed over; a person with several studios gets one line.
    """
    pause = timezone.now() - REMIND_PAUSE
    cases = not_submitted(actor, round_).select_related("unit", "recommender", "federation", "appraisal")
    found = [case for case in cases.order_by("id")[:MOST] if case_rules.oversees(actor, case)]
    if not found and not (holds_any(actor, Role.CITY_OFFICER) or holds_any(actor, Role.DISTRICT_OFFICER)):
        raise NotYours("催办由区、产业工会或市总工会办理。")
    due = [case for case in found if case.appraisal.reminded_at is None or case.appraisal.reminded_at < pause]
    for case in due:
        tell(case, verb=Verb.REMIND, actor=actor, text=f"催{case.unit.name}：{case.state_label}")
    rows = Appraisal.objects.select_related("case__unit").filter(case__in=[case.pk for case in due])
    people = _send(rows, f"{round_.name}：请尽快写好自评提交")
    rows.update(reminded_at=timezone.now())
    return len(due), people


@transaction.atomic
def remind_due() -> int:
    """Periodic: reports near their end or over it, rectifications near their day. One digest a person. People told."""
    now, today = timezone.now(), timezone.localdate()
    until = add_workdays(today, NEAR_DAYS)
    rested = Q(reminded_at__isnull=True) | Q(reminded_at__lt=now - AGAIN)
    last_day = Q(case__due_at__lt=now + datetime.timedelta(days=1)) & Q(reminded_at__lt=now - EACH_DAY)
    near = timezone.make_aware(datetime.datetime.combine(until, datetime.time.max))
    reports = (
        Appraisal.objects.filter(rested | last_day, case__kind=KIND, case__state__in=EDITABLE_STATES)
        .filter(case__due_at__range=(now - datetime.timedelta(days=14), near))
        .select_related("case__unit")
        .order_by("case__due_at", "pk")[:MOST]
    )
    rectifications = (
        Rectification.objects.filter(state=RectificationState.OPEN, due_on__lte=until)
        .exclude(studio__status=StudioStatus.REVOKED)
        .filter(
            Q(appraisal__reminded_at__isnull=True)
            | Q(appraisal__reminded_at__lt=now - AGAIN)
            | Q(due_on__lte=today, appraisal__reminded_at__lt=now - EACH_DAY)
        )
        .select_related("appraisal__case__unit")
        .order_by("due_on", "pk")[:MOST]
    )
    lines: dict[int, list[str]] = defaultdict(list)
    sent: list[Appraisal] = []
    found = list(reports)
    for appraisal, people in _people(found).items():
        sent.append(appraisal)
        due = timezone.localtime(appraisal.case.due_at) if appraisal.case.due_at else None
        late = due is not None and due < now
        when = "已过期限" if late else f"{due:%m月%d日}截止" if due else "还没有提交"
        words = f"{appraisal.case.subject_name}自评{when}"
        for person in people:
            lines[person].append(words)
    open_rows = {row.appraisal: row for row in rectifications}
    for appraisal, people in _people(open_rows).items():
        sent.append(appraisal)
        due_on = open_rows[appraisal].due_on
        words = f"{appraisal.case.subject_name}整改{'已过期限' if due_on < today else f'{due_on:%m月%d日}到期'}"
        for person in people:
            lines[person].append(words)
    Appraisal.objects.filter(pk__in=[row.pk for row in sent]).update(reminded_at=now)
    users = User.objects.in_bulk(lines)
    for pk, words_of in lines.items():
        more = f"等 {len(words_of)} 件" if len(words_of) > 3 else ""
        notify(
            users=[users[pk]], text=f"年度考核：{'；'.join(words_of[:3])}{more}，请尽快办理。",
            url=reverse("appraisal:list"),
        )  # fmt: skip
    return len(lines)


def _send(appraisals: Iterable[Appraisal], words: str) -> int:
    """One line a person, naming their studios; number of people."""
    found = list(appraisals)
    names: dict[int, list[str]] = defaultdict(list)
    for appraisal, people in _people(found).items():
        for person in people:
            names[person].append(appraisal.case.subject_name)
    users = User.objects.in_bulk(names)
    for pk, studios in names.items():
        more = f"等 {len(studios)} 个" if len(studios) > 3 else ""
        notify(users=[users[pk]], text=f"{words}（{'、'.join(studios[:3])}{more}）。", url=reverse("appraisal:list"))
    return len(names)


def _people(appraisals: Iterable[Appraisal]) -> dict[Appraisal, set[int]]:
    """Chairs of the unit, accounts of the studio, who filled in. Three queries for any number."""
    rows = list(appraisals)
    chairs, studios, fillers = defaultdict(set), defaultdict(set), defaultdict(set)
    posts = Appointment.objects.filter(
        organization__in={row.case.unit_id for row in rows}, role=Role.UNIT_CHAIR, ended_on__isnull=True,
        user__is_active=True,
    )  # fmt: skip
    for unit, user in posts.values_list("organization_id", "user_id"):
        chairs[unit].add(user)
    own = StudioAppointment.objects.filter(studio__in={row.studio_id for row in rows}, user__is_active=True)
    for studio, user in own.values_list("studio_id", "user_id"):
        studios[studio].add(user)
    wrote = Contribution.objects.filter(case__in=[row.case_id for row in rows], user__is_active=True)
    for case, user in wrote.values_list("case_id", "user_id"):
        fillers[case].add(user)
    return {row: chairs[row.case.unit_id] | studios[row.studio_id] | fillers[row.case_id] for row in rows}
