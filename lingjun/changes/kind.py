"""Change as a kind of case (clause 二.1): the unit files, unions say their opinion, the federation decides."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any, ClassVar

from django.urls import reverse

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds
from lingjun.cases.kinds import Finding, Kind, StepPlan, Words
from lingjun.cases.marks import digest_of
from lingjun.changes.checks import check
from lingjun.changes.effects import take_effect
from lingjun.changes.queries import own_case_ids
from lingjun.changes.words import facts
from lingjun.core.errors import Refused
from lingjun.studios.queries import own_studio_ids

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.notices.models import Round


class ChangeCase(Kind):
    """变更: leader, name, unit, revocation."""

    key = "change"
    label = "变更"
    prefix = "BG"
    words = Words(
        noun="变更",
        paper="变更申报",
        done="已变更",
        refused="不同意变更",
        publish="变更",
        done_next="变更已经生效，档案同日更新。",
        fill_next="核对后提交，先由单位工会主席签意见。",
        todo=(("签意见", "去签意见"), ("签意见", "去签意见"), ("决定", "去决定")),
    )
    form_relation = "change"
    sections: ClassVar = {"change": "变更内容"}

    def steps(self, round: Round) -> list[StepPlan]:
        """The flow of the notice version the standing round was opened under."""
        return [StepPlan.of(step) for step in round.content.flow("change").steps if not step.optional]

    def snapshot(self, case: Case) -> dict[str, Any]:
        """What was filed, as people read it: label → words."""
        return {"facts": facts(case.change)}

    def digest(self, case: Case, content: dict[str, Any], version: int) -> str:
        return digest_of(case.number, version, content["facts"])

    def findings(self, case: Case) -> list[Finding]:
        """What stands in the way, and what the reader should look at. A few queries."""
        return check(case.change, case.round.content)

    def unprintable(self, text: str) -> str:
        """Nothing of a change is printed yet by the unit: any character may stand."""
        del text
        return ""

    def print_form(self, case: Case, form: str, *, held: bool) -> bytes:
        """A change has no form of its own: the decision is the federation's letter."""
        raise Refused(f"{case.number} 是变更，没有表格可打。")

    def may_fill(self, user: User, case: Case) -> str | None:
        """As the file of the studio: chair and clerk all of the unit, leader and liaison their own."""
        if holds(user, Role.UNIT_CHAIR, case.unit) or holds(user, Role.UNIT_CLERK, case.unit):
            return None
        if not own_studio_ids(user) or case.pk in own_case_ids(user):
            return None
        return f"这件由{case.subject_name}的人员填写，您可以看，不能改。"

    def finish(self, case: Case, *, actor: User, decision_number: str, decided_on: datetime.date) -> None:
        take_effect(case=case, actor=actor, decision_number=decision_number, decided_on=decided_on)

    def url(self, case: Case) -> str:
        return reverse("changes:case", args=[case.number])

    def fill_url(self, case: Case) -> str:
        return reverse("changes:case", args=[case.number])


CHANGE = ChangeCase()
