"""催办函: what is still open, in one letter to the unions that recommended it, ready for number and seal."""

from __future__ import annotations

import dataclasses
import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import organizations_of
from lingjun.cases.enums import FINAL_STATES, Rest
from lingjun.cases.kinds import all_kinds
from lingjun.cases.kinds import get as get_kind
from lingjun.cases.queries import open_steps
from lingjun.cases.rules import open_step, oversees
from lingjun.core.errors import NotYours, Refused
from lingjun.core.workdays import add_workdays
from lingjun.documents.printing.letter import Attachment, Letter, Table, Text, word
from lingjun.organizations.queries import path_ids
from lingjun.studios.papers import letters
from lingjun.workbench.queries.cases import held_q, ordered

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from lingjun.accounts.models import User
    from lingjun.cases.models import Case
    from lingjun.organizations.models import Organization

MOST: Final = 500
"""Cases one letter lists."""
GRACE: Final = 5
"""Working days that whoever is late is given."""
COLUMNS: Final = (("序号", 7), ("工作室名称", 28), ("所在单位", 31), ("现在", 17), ("期限", 17))


@dataclasses.dataclass(frozen=True, slots=True)
class _Line:
    """One open case as the letter lists it."""

    union: Organization
    name: str
    unit: str
    state: str
    due: datetime.datetime | None


def reminder(user: User, cases: QuerySet[Case]) -> bytes:
    """Word file about the cases that wait for somebody below the user's union, whom they may remind. Three queries.

    A draft is urged where a union opened it; one that a unit has begun by itself and not handed in is its own affair.
    Raises NotYours for who oversees nothing, Refused for none and for more than a letter lists.
    """
    issuer = _issuer(user)
    own = [kind.key for kind in all_kinds() if kind.unit_withdraws]
    waiting = cases.exclude(state__in=FINAL_STATES).exclude(held_q(user)).exclude(state=Rest.DRAFT, kind__in=own)
    waiting = waiting.select_related("unit", "recommender", "federation", "round")
    found = list(ordered(waiting.prefetch_related(open_steps()), "due")[: MOST + 1])
    if len(found) > MOST:
        raise Refused(f"一封函最多列 {MOST} 件，请按批次或推荐工会筛选后分开生成。")
    own_line = path_ids(issuer.path)
    mine = [case for case in found if oversees(user, case) and not _waits_for(case, own_line)]
    if not mine:
        raise Refused("没有要催办的：筛选出来的都已办结，或正等本会和上级办理。")
    return word(_letter(issuer, mine))


def _issuer(user: User) -> Organization:
    """The federation of a city officer, else the union of a district officer."""
    for role in (Role.CITY_OFFICER, Role.DISTRICT_OFFICER):
        for organization in organizations_of(user, role):
            return organization
    raise NotYours("催办由区、产业工会或市总工会办理。")


def _waits_for(case: Case, organizations: list[int]) -> bool:
    """Whether the next opinion is one of these organizations'; a case with its unit waits for none of them."""
    step = open_step(case)
    return step is not None and step.organization_id in organizations


def _letter(issuer: Organization, cases: list[Case]) -> Letter:
    lines = [
        _Line(case.recommender, case.subject_name, case.unit.name, case.state_label, case.due_at) for case in cases
    ]
    content, today = cases[0].round.content, timezone.localdate()
    federation = issuer.pk == cases[0].federation_id
    number = letters.number("", content, today.year)
    return Letter(
        issuer=issuer.name, number=number.replace("〔", "函〔", 1) if federation else number[number.index("〔") :],
        title=[issuer.name, "关于催办", _subject(cases), "的函"],
        to=letters.unions_of(lines, content) if federation else letters.units_of(lines),
        body=[Text(_open(cases, lines, today, federation=federation)), _asked(lines, today)],
        dated=letters.day(today), attachments=[Attachment("没有办结的办件", _listing(lines))], note=True,
    )  # fmt: skip


def _subject(cases: list[Case]) -> str:
    """The round where all are of one, else the kind, else 办件."""
    rounds, kinds = {case.round_id: case.round.name for case in cases}, {case.kind for case in cases}
    if len(rounds) == 1 and not cases[0].round.stands:
        return rounds.popitem()[1]
    return f"劳模创新工作室{get_kind(kinds.pop()).label if len(kinds) == 1 else '办件'}"


def _open(cases: list[Case], lines: list[_Line], today: datetime.date, *, federation: bool) -> str:
    groups = letters.by_union(lines)
    shares = "，".join(f"{union.name}推荐的{len(rows)}件" for union, rows in groups)
    where = ""
    if federation and len(groups) > 1:
        where = f"，其中{shares}" if len(groups) <= letters.MOST_NAMED else f"，涉及{len(groups)}家推荐工会"
    return f"截至{letters.day(today)}，{_subject(cases)}还有{len(lines)}件没有办结{where}（名单见附件）。"


def _asked(lines: list[_Line], today: datetime.date) -> Text:
    """By when: whoever is late within GRACE working days, the others by their own day."""
    now = timezone.now()
    late = [line.due is not None and line.due < now for line in lines]
    until = letters.day(add_workdays(today, GRACE))
    words = []
    if any(late):
        words.append(f"已过期限的，请于{until}前办结")
    if any(line.due for line, over in zip(lines, late, strict=True) if not over):
        words.append("未到期限的，请按附件所列期限办理")
    asked = f"{'；'.join(words)}。" if words else ""
    return Text(f"请督促有关单位抓紧办理。{asked}确有困难的，请书面说明原因。")


def _listing(lines: list[_Line]) -> list[Table]:
    made, number = [], 0
    for place, (union, rows) in enumerate(letters.by_union(lines), start=1):
        cells: list[list[Any]] = []
        for row in rows:
            number += 1
            due = f"{timezone.localtime(row.due):%Y.%m.%d}" if row.due else "无"
            cells.append([str(number), row.name, row.unit, row.state, due])
        made.append(Table(COLUMNS, cells, caption=f"{letters.numeral(place)}、{union.name}（{len(rows)}件）"))
    return made
