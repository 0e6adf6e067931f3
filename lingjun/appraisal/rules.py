"""Who opens, grades and checks again. Each rule answers with the reason in Chinese, or None."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.dateparse import parse_datetime

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import Role
from lingjun.appraisal.models import RectificationState
from lingjun.cases import rules as case_rules
from lingjun.studios.models import StudioStatus
from lingjun.studios.rules import writes

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.appraisal.models import Rectification
    from lingjun.notices.models import Round
    from lingjun.studios.models import Material


def may_open(user: User, round_: Round) -> str | None:
    """Appraisals of a round are opened by the officer of its organizer."""
    if account_rules.holds(user, Role.CITY_OFFICER, round_.organizer):
        return None
    return f"综合鉴定由{round_.organizer.name}统一开具。"


def may_report(user: User, rectification: Rectification) -> str | None:
    """The studio's people report what they have put right."""
    if not writes(user, rectification.studio):
        return f"整改报告由{rectification.studio.unit.name}填写，您可以看，不能改。"
    if rectification.state != RectificationState.OPEN:
        return f"现在是“{rectification.get_state_display()}”，不能再改报告。"
    return None


def files_closed(rectification: Rectification) -> str | None:
    """Its files stand as they were reported: nobody adds or takes out any while and after the union looks."""
    if rectification.state == RectificationState.OPEN:
        return None
    return f"整改报出后，证明材料不能再添、再移除；现在是“{rectification.get_state_display()}”。"


def file_kept(rectification: Rectification, material: Material) -> str | None:
    """What stood behind an earlier report stands for good, also while the next one is written."""
    looked = parse_datetime(rectification.earlier[-1]["checked_at"]) if rectification.earlier else None
    if looked is None or material.added_at > looked:
        return None
    return "这份材料属于以前的整改，已经复查过，不能移除、恢复。"


def may_check(user: User, rectification: Rectification) -> str | None:
    """The recommending union or the federation looks again; nobody who wrote the report."""
    case = rectification.appraisal.case
    if not case_rules.oversees(user, case):
        return f"复查由{case.recommender.name}或{case.federation.name}办理。"
    if rectification.state != RectificationState.REPORTED:
        return (
            f"现在是“{rectification.get_state_display()}”，还不能复查。"
            if (rectification.state == RectificationState.OPEN)
            else f"已经复查过：{rectification.get_state_display()}。"
        )
    if rectification.reported_by_id == user.pk:
        return "整改报告由您填写，请由另一位负责人复查。"
    return None


def may_order_again(user: User, rectification: Rectification) -> str | None:
    """After a failed re-check the federation that graded the year orders another 整改, or revokes. `studio` loaded."""
    case = rectification.appraisal.case
    if not account_rules.holds(user, Role.CITY_OFFICER, case.federation):
        return f"复查未通过以后怎么办，由{case.federation.name}决定。"
    if rectification.state != RectificationState.FAILED:
        return f"现在是“{rectification.get_state_display()}”，复查未通过的才能再次整改。"
    if rectification.studio.status == StudioStatus.REVOKED:
        return f"{rectification.studio.name}已经撤销，不再整改。"
    return None
