"""The list of cases as a table: columns, and what each row says to this reader."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.rules import holds_any
from lingjun.cases import rules
from lingjun.cases.enums import Rest, Verdict
from lingjun.cases.kinds import get as get_kind
from lingjun.cases.kinds import kind_of
from lingjun.core.codes import AREAS, INDUSTRY
from lingjun.core.listing import ListColumn
from lingjun.notices.enums import Level
from lingjun.workbench.queries.cases import QUIET, federations_of, orders_for

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case, CaseStep

COLUMNS: Final = (
    ListColumn("unit", "所在单位"),
    ListColumn("recommender", "推荐工会"),
    ListColumn("kind", "种类"),
    ListColumn("number", "办件编号", sort="number"),
    ListColumn("state", "状态"),
    ListColumn("due", "期限", sort="due"),
    ListColumn("submitted", "最近提交", sort="submitted", first="down", less=True),
    ListColumn("changed", "最近变化", default=False, sort="changed", first="down", less=True),
    ListColumn("version", "提交次数", default=False, right=True),
    ListColumn("industry", "所属行业", default=False),
    ListColumn("area", "所在区", default=False),
    ListColumn("round", "批次", default=False),
    ListColumn("opened", "建立时间", default=False),
)
TONES: Final = {Rest.NAMED: "ok", Rest.REJECTED: "bad", Rest.RETURNED: "warn"}


def columns_for(user: User) -> list[ListColumn]:
    """Units need no column for themselves; the time of the last change only for who sees held decisions."""
    hidden = set() if "changed" in orders_for(user) else {"changed"}
    officer = holds_any(user, Role.CITY_OFFICER) or holds_any(user, Role.ADMINISTRATOR) or holds_any(user, Role.AUDITOR)
    if not officer:
        hidden.add("recommender")
    if not officer and not holds_any(user, Role.DISTRICT_OFFICER):
        hidden.add("unit")
    return [column for column in COLUMNS if column.key not in hidden]


@dataclasses.dataclass(frozen=True, slots=True)
class CaseRow:
    """A case as this reader may know it. `who`: whose the open step is, for a deadline that is over.

    `url`: "" for who reads no forms. `is_held`: decided, not published, and the reader may know.
    """

    case: Case
    url: str
    label: str
    tone: str
    who: str
    is_mine: bool
    is_late: bool
    is_held: bool

    @property
    def due(self) -> datetime.datetime | None:
        """The deadline that still matters: none once ended, or decided as far as the reader may know."""
        return None if self.case.is_final or self.is_held else self.case.due_at

    @property
    def industry(self) -> str:
        return INDUSTRY.label(self.case.unit.industry)

    @property
    def area(self) -> str:
        return AREAS.label(self.case.unit.area_code)


def case_rows(user: User, cases: Iterable[Case]) -> list[CaseRow]:
    """Rows of `queries.cases.with_rows`: no further query."""
    federations = set(federations_of(user))
    return [_row(user, case, held=case.is_held and case.federation_id in federations) for case in cases]


def _row(user: User, case: Case, *, held: bool) -> CaseRow:
    step = rules.open_step(case)
    mine = not held and step is not None and rules.responsible(user, step)
    kind = kind_of(case)
    fills = case.is_editable and rules.may_fill(user, case) is None
    return CaseRow(
        case=case,
        url="" if kind.may_read(user, case) else kind.fill_url(case) if fills else kind.url(case),
        label=state_label(case, held=held),
        tone="now" if held or mine else TONES.get(Rest(case.state), "") if case.state in Rest.values else "",
        who=whose(user, case, step),
        is_mine=mine,
        is_late=not held and is_late(case),
        is_held=held,
    )


def state_label(case: Case, *, held: bool) -> str:
    """The public label, or for who may see it what was decided and not yet published."""
    return held_label(case.kind, case.held_verdict) if held else case.state_label


def held_label(kind: str, verdict: str) -> str:
    """What was decided and not yet published, in the words of the kind."""
    favourable, not_so = get_kind(kind).words.held
    return favourable if verdict == Verdict.APPROVE else not_so


def is_late(case: Case) -> bool:
    return case.state not in QUIET and case.due_at is not None and case.due_at < timezone.now()


def whose(user: User, case: Case, step: CaseStep | None) -> str:
    """Short name of whom the case waits for; "" when it waits for the reader."""
    if step is None:
        return "" if rules.may_fill(user, case) is None else "单位"
    if rules.responsible(user, step):
        return ""
    return step.organization.label if step.level != Level.UNIT else "单位工会"
