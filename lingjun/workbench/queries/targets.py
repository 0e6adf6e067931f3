"""创建目标: how many studios each recommending union has, against what the notice in force asks (clause 三 of 80号)."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Count, Q
from django.utils import timezone

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import organizations_of
from lingjun.cases.enums import FINAL_STATES, Rest
from lingjun.cases.models import Case
from lingjun.notices.queries import in_force_or_none
from lingjun.organizations.enums import OrganizationKind
from lingjun.organizations.queries import federation_of, recommenders
from lingjun.studios.models import Studio, StudioStatus

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lingjun.accounts.models import User
    from lingjun.notices.schema import NoticeContent, Target
    from lingjun.organizations.models import Organization

GAPS: Final = (3, 5)
"""Places where the tally of targets shows a gap (static/css/lingjun.css, `.tally.goal`)."""


@dataclasses.dataclass(frozen=True, slots=True)
class TargetRow:
    """One union: named and in force, under way, and what is still missing when all under way are named."""

    union: Organization
    named: int
    in_hand: int
    minimum: int
    maximum: int

    @property
    def missing(self) -> int:
        return max(0, self.minimum - self.named - self.in_hand)

    @property
    def shown_in_hand(self) -> int:
        """Hatched squares that fit in the tally."""
        return max(0, min(self.in_hand, max(self.maximum, self.named) - self.named))

    @property
    def words(self) -> str:
        if self.named >= self.minimum:
            return "已达到"
        return f"还缺 {self.missing} 个" if self.missing else "在办够数"

    @property
    def tone(self) -> str:
        if self.named >= self.minimum:
            return "ok"
        return "warn" if self.missing else "idle"


@dataclasses.dataclass(frozen=True, slots=True)
class TargetTable:
    """The whole: `past` are sentences on targets whose day is over, `groups` (heading, rows)."""

    target: Target
    number: str
    groups: tuple[tuple[str, tuple[TargetRow, ...]], ...]
    past: tuple[str, ...]
    with_gaps: bool

    @property
    def rows(self) -> list[TargetRow]:
        return [row for _, rows in self.groups for row in rows]

    @property
    def named(self) -> int:
        return sum(row.named for row in self.rows)

    @property
    def least(self) -> int:
        """What all unions together owe."""
        return sum(row.minimum for row in self.rows)

    @property
    def day(self) -> str:
        """ "2013 年底" of the label "到 2013 年底"."""
        return self.target.label.removeprefix("到").strip()

    @property
    def is_over(self) -> bool:
        """The day of the target has passed: what is missing is made up for."""
        return self.target.deadline < timezone.localdate()

    @property
    def short(self) -> list[TargetRow]:
        """Unions that miss the target even when all under way are named."""
        return [row for row in self.rows if row.missing]


def target_table(user: User) -> TargetTable | None:
    """For an officer: all unions of the federation, or the own union. None for others and without a notice.

    Five queries whatever the number of unions.
    """
    federation = next(iter(organizations_of(user, Role.CITY_OFFICER)), None)
    own = organizations_of(user, Role.DISTRICT_OFFICER)
    if federation is None:
        federation = federation_of(own[0]) if own else None
        unions = own
    else:
        unions = list(recommenders(federation))
    version = in_force_or_none(federation) if federation else None
    target = _current(version.parsed) if version else None
    if version is None or target is None:
        return None
    unions = [union for union in unions if union.kind in target.kinds]
    return _table(version.parsed, target, unions)


def _current(content: NoticeContent) -> Target | None:
    """The next target to meet; the last one when all days are over."""
    today = timezone.localdate()
    ahead = [target for target in content.targets if target.deadline >= today]
    return min(ahead, key=lambda target: target.deadline) if ahead else (content.targets or (None,))[-1]


def _table(content: NoticeContent, target: Target, unions: list[Organization]) -> TargetTable:
    ids = [union.pk for union in unions]
    past = [one for one in content.targets if one.deadline < timezone.localdate()]
    in_time = {f"by_{at}": Count("id", filter=Q(named_on__lte=one.deadline)) for at, one in enumerate(past)}
    studios = Studio.objects.filter(recommender__in=ids, status=StudioStatus.ACTIVE).order_by()
    counted: Iterable[Any] = studios.values("recommender").annotate(n=Count("id"), **in_time)
    named: dict[int, dict[str, int]] = {row["recommender"]: row for row in counted}
    under_way = Case.objects.filter(recommender__in=ids, kind="creation").exclude(state__in=[*FINAL_STATES, Rest.DRAFT])
    in_hand = dict(under_way.order_by().values_list("recommender").annotate(n=Count("id")))
    rows = [
        TargetRow(
            union,
            named.get(union.pk, {}).get("n", 0),
            in_hand.get(union.pk, 0),
            target.minimum,
            target.maximum or target.minimum,
        )
        for union in unions
    ]
    groups = [
        ("区", [row for row in rows if row.union.kind == OrganizationKind.DISTRICT_UNION]),
        ("产业、系统", [row for row in rows if row.union.kind == OrganizationKind.INDUSTRIAL_UNION]),
    ]
    return TargetTable(
        target,
        content.heading.number,
        tuple((heading, tuple(found)) for heading, found in groups if found),
        tuple(_met(one, at, named, len(unions)) for at, one in enumerate(past)),
        with_gaps={one.minimum for one in content.targets} <= set(GAPS),
    )


def _met(target: Target, at: int, named: dict[int, dict[str, int]], unions: int) -> str:
    """ "2012 年底每家 3 个以上：12 家中 11 家按时达到。"."""
    met = sum(row[f"by_{at}"] >= target.minimum for row in named.values())
    return f"{target.label.removeprefix('到').strip()}每家 {target.words}：{unions} 家中 {met} 家按时达到。"
