"""What holds for grades: which there are, what 整改 needs, and 优秀 ≤ N % of a round."""

from __future__ import annotations

import dataclasses
from collections import Counter
from typing import TYPE_CHECKING, Any

from lingjun.appraisal.models import Appraisal, Grade
from lingjun.cases.models import Opinion
from lingjun.core.errors import Invalid
from lingjun.notices.enums import ParameterKey
from lingjun.notices.models import Round

if TYPE_CHECKING:
    from lingjun.cases.models import Case

LONGEST_DEMANDS = 3000


def check_grade(extra: dict[str, Any]) -> None:
    """Raises Invalid where no grade is chosen, or 整改 says not what is demanded."""
    if extra.get("grade") not in Grade.values:
        raise Invalid({"grade": "请选等次：优秀、合格、整改或撤销。"})
    demands = str(extra.get("demands", "")).strip()
    if extra["grade"] == Grade.RECTIFY and not demands:
        raise Invalid({"demands": "请写整改要求：改什么、改到什么样。"})
    if len(demands) > LONGEST_DEMANDS:
        raise Invalid({"demands": f"最多 {LONGEST_DEMANDS} 字，现在 {len(demands)} 字。"})


@dataclasses.dataclass(frozen=True, slots=True)
class Share:
    """How many of the graded are 优秀, and how many the notice allows."""

    counts: dict[str, int]
    percent: int

    @property
    def graded(self) -> int:
        return sum(self.counts.values())

    @property
    def excellent(self) -> int:
        return self.counts.get(Grade.EXCELLENT, 0)

    @property
    def most(self) -> int:
        """Whole studios only: 20 % of 14 are 2."""
        return self.graded * self.percent // 100

    @property
    def too_many(self) -> int:
        return max(0, self.excellent - self.most)

    @property
    def words(self) -> str:
        """优秀 3/15（最多 20%，3 个）."""
        return f"优秀 {self.excellent}/{self.graded}（最多 {self.percent}%，{self.most} 个）"

    @property
    def rows(self) -> list[tuple[str, int]]:
        return [(grade.label, self.counts.get(grade.value, 0)) for grade in Grade]


def percent_of(round_: Round) -> int:
    return round_.content.parameter(ParameterKey.EXCELLENT_PERCENT)


def held_grades(round_id: int, *, only: list[int] | None = None) -> dict[int, str]:
    """Case id → grade decided and not published. One query."""
    opinions = Opinion.objects.filter(case__round=round_id, case__is_held=True, is_published=False, is_superseded=False)
    if only is not None:
        opinions = opinions.filter(case__in=only)
    return {case_id: extra.get("grade", "") for case_id, extra in opinions.values_list("case_id", "extra")}


def published_counts(round_id: int) -> Counter[str]:
    rows = Appraisal.objects.filter(case__round=round_id).exclude(grade="").values_list("grade", flat=True)
    return Counter(rows)


def share_of(round_: Round) -> Share:
    """Of everything graded in the round, published or not. Two queries."""
    counts = published_counts(round_.pk) + Counter(held_grades(round_.pk).values())
    return Share(dict(counts), percent_of(round_))


def check_share(cases: list[Case]) -> None:
    """What becomes public keeps the share, with what is public of the round already. Raises Invalid with the sum."""
    for round_id in sorted({case.round_id for case in cases}):
        # Whoever publishes another part of the round at this moment waits for this one.
        round_ = Round.objects.select_for_update(of=("self",)).select_related("notice_version").get(pk=round_id)
        chosen = [case.pk for case in cases if case.round_id == round_id]
        counts = published_counts(round_id) + Counter(held_grades(round_id, only=chosen).values())
        share = Share(dict(counts), percent_of(round_))
        if share.too_many:
            raise Invalid(
                {
                    "cases": f"优秀 {share.excellent} 个，共评 {share.graded} 个，"
                    f"按 {share.percent}% 最多 {share.most} 个，"
                    f"多了 {share.too_many} 个，不能公布。请改评，或与其余的一起公布。"
                }
            )
