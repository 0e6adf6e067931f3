"""What the federation's letters have in common: lists by recommending union, numbers, days, addressees."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final, Protocol, TypeVar

from lingjun.core.dates import to_chinese
from lingjun.documents.printing.letter import Table

if TYPE_CHECKING:
    from lingjun.notices.schema import NoticeContent
    from lingjun.organizations.models import Organization

DRAFT: Final = "代拟稿：尚未决定，不得印发"
NO_DAY: Final = "　　年　月　日"
"""Room for a day that is not decided yet."""
MOST_NAMED: Final = 5
"""So many addressees are named one by one; more are named together."""
NUMERALS: Final = "一二三四五六七八九"
PARTS: Final = {"一": "第一部分", "二": "第二部分", "三": "第三部分"}


class Recommended(Protocol):
    """What stands under the union that recommended it."""

    @property
    def union(self) -> Organization: ...
    @property
    def unit(self) -> str: ...


AnyLine = TypeVar("AnyLine", bound=Recommended)


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One studio as the letter lists it; `plaque` "" where none is recalled."""

    union: Organization
    name: str
    leader: str
    unit: str
    plaque: str = ""


def numeral(number: int) -> str:
    """1 to 99 as 一 to 九十九."""
    tens, ones = divmod(number, 10)
    return f"{NUMERALS[tens - 1] if tens > 1 else ''}{'十' if tens else ''}{NUMERALS[ones - 1] if ones else ''}"


def by_union(lines: Iterable[AnyLine]) -> list[tuple[Organization, list[AnyLine]]]:
    """Unions in the order of the tree's lists, their studios in the order given."""
    found: dict[int, tuple[Organization, list[AnyLine]]] = {}
    for line in lines:
        found.setdefault(line.union.pk, (line.union, []))[1].append(line)
    return sorted(found.values(), key=lambda group: (group[0].sort_order, group[0].pk))


def listing(lines: Sequence[Line], *, leader: str, plaques: bool = False) -> list[Table]:
    """A table for each union, counted in its caption; numbers run through. `leader`: 领衔人 in the notice's wording."""
    columns = [("序号", 7), ("工作室名称", 33), (leader, 14), ("所在单位", 46)]
    if plaques:
        columns = [("序号", 7), ("工作室名称", 30), (leader, 11), ("所在单位", 36), ("牌匾编号", 16)]
    made, number = [], 0
    for place, (union, rows) in enumerate(by_union(lines), start=1):
        cells = []
        for row in rows:
            number += 1
            cells.append([str(number), row.name, row.leader, row.unit, *([row.plaque or "无"] if plaques else [])])
        made.append(Table(columns, cells, caption=f"{numeral(place)}、{union.name}（{len(rows)}个）"))
    return made


def counts(lines: Sequence[Line]) -> str:
    """ "湖里区总工会推荐3个，港口工会推荐2个"."""
    return "，".join(f"{union.name}推荐{len(rows)}个" for union, rows in by_union(lines))


def day(on: datetime.date | None) -> str:
    """The day in words, or room for it."""
    return to_chinese(on.isoformat()) if on else NO_DAY


def number(decided: str, content: NoticeContent, year: int) -> str:
    """The number of the decision; for a draft the federation's sign with room for it, as the notice is numbered."""
    sign, bracket, _ = content.heading.number.partition("〔")
    return decided or f"{sign if bracket else ''}〔{year}〕　号"


def unions_of(lines: Sequence[Recommended], content: NoticeContent) -> str:
    """To whom: the unions named one by one, many of them as the notice addresses them."""
    unions = [union.name for union, _ in by_union(lines)]
    return "、".join(unions) if len(unions) <= MOST_NAMED else "，".join(content.heading.addressees)


def units_of(lines: Sequence[Recommended]) -> str:
    """Who gets a copy: the unions of the units."""
    units = list(dict.fromkeys(f"{line.unit}工会" for line in lines if line.unit))
    return "，".join(units) if len(units) <= MOST_NAMED else "各有关单位工会"


def cited(content: NoticeContent, clause: str = "") -> str:
    """ "《…的通知》（厦工〔2012〕80号）第二部分第3项"."""
    part, _, item = clause.partition(".")
    place = PARTS.get(part, "") + (f"第{item}项" if item.isdigit() else "")
    return f"《{content.heading.title}》（{content.heading.number}）{place}"
