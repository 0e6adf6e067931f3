"""整改: the unit reports, a union looks again; not passed, the federation may order it anew."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.actions import notify
from lingjun.accounts.enums import Role
from lingjun.appraisal import rules
from lingjun.appraisal.models import Rectification, RectificationState
from lingjun.audit.actions import record
from lingjun.cases.actions.base import people_at, people_of_unit
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.studios.models import StudioStatus

if TYPE_CHECKING:
    from lingjun.accounts.models import User

LONGEST_REPORT = 5000
LONGEST_FINDING = 3000
LONGEST_DAYS = 366


def _locked(rectification_id: int) -> Rectification:
    return (
        Rectification.objects.select_for_update(of=("self",))
        .select_related("studio__unit", "appraisal__case__unit", "appraisal__case__recommender",
                        "appraisal__case__federation")
        .get(pk=rectification_id)
    )  # fmt: skip


def _refuse_if_moved(rectification: Rectification, seen: str | None) -> None:
    if seen is not None and rectification.state != seen:
        who = f"{rectification.checked_by_name}已经复查，" if rectification.checked_by_name else ""
        raise MovedOn(f"{who}现在是“{rectification.get_state_display()}”。")


@transaction.atomic
def report_rectification(*, actor: User, rectification_id: int, report: str, seen: str | None = None) -> Rectification:
    """The studio's people say what they have put right; also after the day.

    Raises NotYours, MovedOn, Closed, Invalid.
    """
    row = _locked(rectification_id)
    _refuse_if_moved(row, seen)
    if reason := rules.may_report(actor, row):
        raise NotYours(reason)
    if row.studio.status == StudioStatus.REVOKED:
        raise Closed(f"{row.studio.name}已经撤销，不用再报整改。")
    row.report = _words("report", report, "请写整改报告：逐条写明改了什么。", LONGEST_REPORT)
    row.state, row.reported_at, row.reported_by = RectificationState.REPORTED, timezone.now(), actor
    row.save(update_fields=["report", "state", "reported_at", "reported_by"])
    record(actor=actor, verb="rectification.report", subject=row, subject_name=str(row))
    case = row.appraisal.case
    _tell(row, people_at(case.recommender, Role.DISTRICT_OFFICER), f"{row.studio.name}已报整改，请复查。")
    return row


@transaction.atomic
def check_rectification(
    *, actor: User, rectification_id: int, passed: bool, finding: str, seen: str | None = None
) -> Rectification:
    """Passed or failed, with what was found.

    Raises NotYours (who wrote the report, another's union), MovedOn, Invalid.
    """
    row = _locked(rectification_id)
    _refuse_if_moved(row, seen)
    if reason := rules.may_check(actor, row):
        raise NotYours(reason)
    row.finding = _words("finding", finding, "请写复查意见。", LONGEST_FINDING)
    row.state = RectificationState.PASSED if passed else RectificationState.FAILED
    row.checked_at, row.checked_by, row.checked_by_name = timezone.now(), actor, actor.name[:50]
    row.save(update_fields=["finding", "state", "checked_at", "checked_by", "checked_by_name"])
    record(
        actor=actor, verb="rectification.check", subject=row, subject_name=str(row),
        new={"state": row.state, "finding": row.finding[:500]},
    )  # fmt: skip
    case = row.appraisal.case
    people = [*_people_here(row), *([] if passed else people_at(case.federation, Role.CITY_OFFICER))]
    _tell(row, people, f"{row.studio.name}整改{row.get_state_display()}：{row.finding[:120]}")
    return row


@transaction.atomic
def order_again(
    *, actor: User, rectification_id: int, demands: str, due_on: datetime.date, seen: str | None = None
) -> Rectification:
    """Another 整改 with a deadline of its own; what was demanded, reported and found before stays readable.

    Raises NotYours, MovedOn, Invalid (demands, due_on).
    """
    row = _locked(rectification_id)
    _refuse_if_moved(row, seen)
    if reason := rules.may_order_again(actor, row):
        raise NotYours(reason)
    demands = _words("demands", demands, "请写整改要求：改什么、改到什么样。", LONGEST_FINDING)
    today = timezone.localdate()
    if not 0 < (due_on - today).days <= LONGEST_DAYS:
        raise Invalid({"due_on": f"期限最早是明天，最晚在 {LONGEST_DAYS} 天以内。"})
    before = {name: _plain(getattr(row, name)) for name in Rectification.KEPT}
    row.earlier = [*row.earlier, before | {"reported_by": row.reported_by.name if row.reported_by else ""}]
    row.demands, row.due_on, row.state = demands, due_on, RectificationState.OPEN
    row.report = row.finding = row.checked_by_name = ""
    row.reported_at = row.reported_by = row.checked_at = row.checked_by = None
    row.save(update_fields=["earlier", "demands", "due_on", "state", "report", "finding", "checked_by_name",
                            "reported_at", "reported_by", "checked_at", "checked_by"])  # fmt: skip
    record(
        actor=actor, verb="rectification.again", subject=row, subject_name=str(row),
        old={"due_on": before["due_on"], "finding": before["finding"][:500]},
        new={"times": row.times, "due_on": due_on.isoformat(), "demands": demands[:500]},
    )  # fmt: skip
    people = [*_people_here(row), *people_at(row.appraisal.case.recommender, Role.DISTRICT_OFFICER)]
    _tell(row, people, f"{row.studio.name}第 {row.times} 次整改，{due_on:%Y-%m-%d} 前报：{demands[:120]}")
    return row


def _plain(value: Any) -> str:
    """As a JSON column keeps it."""
    return value.isoformat() if isinstance(value, datetime.date) else str(value or "")


def _people_here(row: Rectification) -> list[User]:
    """Who answers for the studio at the unit that has it now."""
    case = row.appraisal.case
    return people_of_unit(case) if row.studio.unit_id == case.unit_id else people_at(row.studio.unit, Role.UNIT_CHAIR)


def _words(field: str, text: str, asking: str, most: int) -> str:
    text = text.replace("\r\n", "\n").strip()
    if not text:
        raise Invalid({field: asking})
    if len(text) > most:
        raise Invalid({field: f"最多 {most} 字，现在 {len(text)} 字。"})
    return text


def _tell(row: Rectification, people: list[User], text: str) -> None:
    url = reverse("appraisal:rectification", args=[row.appraisal.case.number])
    transaction.on_commit(lambda: notify(users=people, text=text, url=url))
