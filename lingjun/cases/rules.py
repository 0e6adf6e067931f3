"""Who may do what with a case, and why not. Each rule answers with the reason in Chinese, or None when allowed."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from django.utils import timezone

from lingjun.accounts import rules as account_rules
from lingjun.accounts.enums import FILLING_ROLES, Role
from lingjun.cases import kinds
from lingjun.cases.enums import Rest, Verdict
from lingjun.cases.models import Contribution
from lingjun.notices.enums import Level, StepAction, StepKind

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep, Opinion
    from lingjun.notices.models import Round
    from lingjun.organizations.models import Organization

ROLE_OF_LEVEL = {
    Level.UNIT: Role.UNIT_CHAIR,
    Level.RECOMMENDER: Role.DISTRICT_OFFICER,
    Level.FEDERATION: Role.CITY_OFFICER,
}
TAKE_BACK_MINUTES = 30
OPEN = "open_steps"
"""Where `cases.queries.open_steps` puts what it found."""
RETURN_DAYS = 5
"""Working days a unit has to correct a returned case (parameter, not the notice's words)."""


def open_step(case: Case) -> CaseStep | None:
    """The step the case waits for; None while it rests. Uses prefetched steps, or the open ones of a list (OPEN)."""
    found = getattr(case, OPEN, None)
    return next((step for step in (case.steps.all() if found is None else found) if step.key == case.state), None)


def of_unit(user: User, case: Case) -> str | None:
    """Who acts for the unit of a case: a filling post there, and what the kind adds to it (whose studio it is)."""
    if not any(account_rules.holds(user, role, case.unit) for role in FILLING_ROLES):
        return f"这件由{case.unit.name}填写，您可以看，不能改。"
    return kinds.kind_of(case).may_fill(user, case)


def may_open_for(user: User, round: Round, unit: Organization) -> str | None:
    """An officer opens cases for units below: of the round's organizer, or of a union above the unit."""
    if account_rules.holds(user, Role.CITY_OFFICER, round.organizer) or account_rules.officer_above(user, unit):
        return None
    return f"为{unit.name}建立办件，由市总工会或它的上级工会办理。"


def may_fill(user: User, case: Case) -> str | None:
    """Only people of the unit, and only while the case is with the unit."""
    if reason := of_unit(user, case):
        return reason
    if not case.is_editable:
        return f"这件现在是“{case.state_label}”，不能修改。"
    return None


def contributed(user: User, case: Case) -> bool:
    """Whether the user filled anything in. One query."""
    return Contribution.objects.filter(case=case, user=user).exists()


def holds_verdict(step: CaseStep, following: CaseStep | None) -> bool:
    """Whether an answer here stays unseen until it is published: before the naming, or as the notice says."""
    if following is not None:
        return following.kind == StepKind.NAMING
    return StepAction.PUBLISH in step.verbs and step.kind != StepKind.NAMING


def responsible(user: User, step: CaseStep) -> bool:
    return account_rules.holds(user, ROLE_OF_LEVEL[Level(step.level)], step.organization)


def may_decide(user: User, case: Case, step: CaseStep | None) -> str | None:
    """The responsible post of the open step decides, never somebody who filled the case in (no self-approval)."""
    if step is None:
        return f"这件现在是“{case.state_label}”，不用审核。"
    if not responsible(user, step):
        return f"这件由{step.organization.union_name}办理，您可以看，不能改。"
    if contributed(user, case):
        return "您参与了本件的填写，按规定不能自己审自己，请由本会另一位负责人办理。"
    return None


def may_withdraw(user: User, case: Case) -> str | None:
    if of_unit(user, case):
        return f"只有{case.unit.name}能撤回这件{kinds.kind_of(case).words.noun}。"
    if not kinds.kind_of(case).unit_withdraws:
        return f"{kinds.kind_of(case).words.noun}由上级工会统一开具，不能撤回；要改，请上级工会退回。"
    if case.is_final:
        return f"这件已经办结（{case.state_label}），不能撤回。"
    return None


def may_reopen(user: User, case: Case) -> str | None:
    """A withdrawn case by its unit, a rejected one by the federation."""
    words = kinds.kind_of(case).words
    if case.state == Rest.WITHDRAWN:
        if not of_unit(user, case):
            return None
        return f"只有{case.unit.name}能重新打开这件{words.noun}。"
    if case.state == Rest.REJECTED:
        if account_rules.holds(user, Role.CITY_OFFICER, case.federation):
            return None
        return f"{words.refused}的办件只有市总工会能重新打开。"
    return f"这件现在是“{case.state_label}”，不用重新打开。"


def oversees(user: User, case: Case) -> bool:
    """An officer of the recommender or the federation of the case: may remind and extend."""
    return account_rules.holds(user, Role.CITY_OFFICER, case.federation) or account_rules.holds(
        user, Role.DISTRICT_OFFICER, case.recommender
    )


def may_stamp(user: User, case: Case) -> str | None:
    """Stamped copies come from the unit or from the unions above it."""
    if not of_unit(user, case) or oversees(user, case):
        return None
    return f"盖章件由{case.unit.name}或上级工会上传。"


def may_extend(user: User, case: Case) -> str | None:
    if not oversees(user, case):
        return "延期由区、产业工会或市总工会办理。"
    if case.is_final:
        return f"这件已经办结（{case.state_label}）。"
    return None


def may_take_back(user: User, case: Case, last: Opinion | None) -> str | None:
    """The last opinion, by its signer, within 30 minutes and before anybody acted after it."""
    superseded = last is not None and last.is_superseded and last.verdict != Verdict.RETURN
    if last is None or last.signer_id != user.pk or superseded:
        return "没有可以收回的意见。"
    if timezone.now() - last.decided_at > datetime.timedelta(minutes=TAKE_BACK_MINUTES):
        return f"已过 {TAKE_BACK_MINUTES} 分钟，不能收回。"
    if case.state == Rest.NAMED:
        return "已经公布，不能收回。"
    return None


def may_release(user: User, case: Case) -> str | None:
    """Officers of the federation may answer anew what is decided and not published; not who filled the case in."""
    if not account_rules.holds(user, Role.CITY_OFFICER, case.federation):
        return "改定由市总工会办理。"
    if not case.is_held:
        return f"这件现在是“{case.state_label}”，没有待公布的决定。"
    if contributed(user, case):
        return "您参与了本件的填写，按规定不能自己审自己，请由本会另一位负责人办理。"
    return None


def sees_held(user: User, case: Case) -> bool:
    """Decisions not yet published are visible in the federation only."""
    return account_rules.holds(user, Role.CITY_OFFICER, case.federation)
