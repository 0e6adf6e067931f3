"""Rows as several pages show them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import open_appointments
from lingjun.appraisal.figures import flat
from lingjun.appraisal.kind import APPRAISAL
from lingjun.appraisal.models import Grade
from lingjun.cases.enums import Rest
from lingjun.cases.rules import may_fill

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.cases.models import Case

TONES = {Grade.EXCELLENT: "ok", Grade.QUALIFIED: "ok", Grade.RECTIFY: "warn", Grade.REVOKE: "bad"}
STATES = {Rest.NAMED: "ok", Rest.RETURNED: "warn", Rest.WITHDRAWN: "", Rest.REJECTED: "bad", Rest.DRAFT: ""}


@dataclasses.dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as this reader may know it. `grade` and `is_held` tell what is not published only to the federation."""

    case: Case
    url: str
    figures: dict[str, Any]
    grade: str
    grade_tone: str
    is_held: bool
    label: str
    tone: str
    held_grade: str = ""

    @property
    def seen(self) -> str:
        """State, version and unpublished grade the page showed."""
        return f"{self.case.pk}:{self.case.state}:{self.case.version}:{self.held_grade}"


def case_rows(user: User, cases: Iterable[Case], grades: dict[int, str] | None = None) -> list[CaseRow]:
    """`grades`: decided and not published, for who may see them. No query."""
    sees = {post.organization_id for post in open_appointments(user) if post.role == Role.CITY_OFFICER}
    return [_row(user, case, (grades or {}).get(case.pk, ""), sees=case.federation_id in sees) for case in cases]


def _row(user: User, case: Case, decided: str, *, sees: bool) -> CaseRow:
    held = case.is_held and sees
    grade = case.appraisal.grade or (decided if held else "")
    resting = case.state in Rest.values
    return CaseRow(
        case=case,
        url=APPRAISAL.fill_url(case) if may_fill(user, case) is None else APPRAISAL.url(case),
        figures=flat(case.appraisal.figures) if case.version else {},
        grade=Grade(grade).label if grade else "",
        grade_tone=TONES.get(Grade(grade), "") if grade else "",
        is_held=held,
        label="已评，待公布" if held else case.state_label,
        held_grade=decided if held else "",
        tone="now" if held else STATES.get(Rest(case.state), "") if resting else "",
    )
