"""七个有 at any date: each check with the pieces it misses, thresholds from the notice."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from lingjun.studios import criteria
from lingjun.studios.criteria.sheet import subject_of
from lingjun.studios.models import (
    Charter,
    Equipment,
    Expense,
    Grant,
    Plaque,
    Premises,
    Regulation,
    Standing,
    Studio,
    Tenure,
)
from lingjun.studios.queries import with_head

DAY = datetime.timedelta(days=1)


@pytest.fixture
def studio(filing: Any) -> Studio:
    """Named two years ago, so that there are past days to ask about."""
    studio: Studio = filing.named("陈海川").studio
    begun = timezone.localdate().replace(month=3, day=1)
    begun = begun.replace(year=begun.year - 2)
    Studio.objects.filter(pk=studio.pk).update(named_on=begun, named_year=begun.year)
    studio.members.update(joined_on=begun)
    studio.plaques.update(issued_on=begun)
    studio.tenures.update(since=begun)
    return read(studio)


def read(studio: Studio) -> Studio:
    return with_head(Studio.objects.all()).get(pk=studio.pk)


def ask(studio: Studio, check: str, on: datetime.date | None = None) -> Any:
    """The line of one check on a day."""
    results = criteria.evaluate(subject_of(read(studio), on or timezone.localdate()))
    return next(line for result in results for line in result.lines if line.rule.key == check)


def of(studio: Studio, key: str, on: datetime.date | None = None) -> Any:
    results = criteria.evaluate(subject_of(read(studio), on or timezone.localdate()))
    return next(result for result in results if result.criterion.key == key)


def missing(line: Any) -> list[str]:
    return [one.text for one in line.missing]


def test_regulations_count_by_the_version_in_force(studio: Studio) -> None:
    kinds = ["activities", "study", "research", "incentives", "management"]
    begun = studio.named_on + 30 * DAY
    for kind in kinds:
        Regulation.objects.create(studio=studio, kind=kind, title=f"{kind}制度", effective_on=begun)
    line = ask(studio, "regulation_kinds")
    assert (line.answer.value, missing(line)) == (5, ["缺“成果转化”制度"])
    assert ask(studio, "regulation_kinds", begun - DAY).answer.value == 0
    repeal = begun + 100 * DAY
    Regulation.objects.create(
        studio=studio, kind="study", title="学习", effective_on=begun + 50 * DAY, ended_on=repeal, version=2
    )
    assert ask(studio, "regulation_kinds", repeal - DAY).answer.value == 5
    after = ask(studio, "regulation_kinds", repeal)
    assert (after.answer.value, missing(after)) == (4, ["缺“学习研究”制度", "缺“成果转化”制度"])
    assert ask(studio, "regulation_kinds", repeal - DAY).answer.until == repeal
    coming = Regulation.objects.create(
        studio=studio, kind="conversion", title="转化", effective_on=timezone.localdate() + 9 * DAY
    )
    assert ask(studio, "regulation_kinds").answer.until == coming.effective_on


def test_a_line_taken_out_counts_on_no_day(studio: Studio) -> None:
    row = Premises.objects.create(studio=studio, address="岸桥楼 201", area=Decimal(86), since=studio.named_on)
    assert ask(studio, "premises_fixed").is_met
    Premises.objects.filter(pk=row.pk).update(removed_at=timezone.now())
    assert not ask(studio, "premises_fixed").is_met
    assert not ask(studio, "premises_fixed", studio.named_on + DAY).is_met


def test_place_area_and_facilities(studio: Studio) -> None:
    moved = studio.named_on + 200 * DAY
    Premises.objects.create(studio=studio, address="旧楼", area=Decimal("40.5"), since=studio.named_on, until=moved)
    Premises.objects.create(studio=studio, address="新楼", area=Decimal(86), since=moved)
    assert ask(studio, "premises_area", moved - DAY).words == "40.5 平方米"
    assert ask(studio, "premises_area", moved).words == "86 平方米"
    Equipment.objects.create(studio=studio, kind="tools", name="扳手", quantity=3, since=moved, until=moved + 9 * DAY)
    Equipment.objects.create(studio=studio, kind="computers", name="电脑", since=moved)
    line = ask(studio, "facility_kinds", moved)
    assert line.answer.value == 2
    assert not line.is_met, "设施齐全: all five kinds the clause names"
    assert missing(line) == ["缺“专业资料”设施", "缺“信息网络”设施", "缺“实验仪器”设施"]
    assert line.answer.until == moved + 9 * DAY
    assert ask(studio, "facility_kinds").answer.value == 1
    result = of(studio, "premises")
    assert result.standing == Standing.PARTIAL
    assert "缺“器材工具”设施" in [one.text for one in result.missing]
    for kind in ("literature", "tools", "network"):
        Equipment.objects.create(studio=studio, kind=kind, name="示例", since=moved)
    assert [one.text for one in of(studio, "premises").missing if "设施" in one.text] == ["缺“实验仪器”设施"]
    Equipment.objects.create(studio=studio, kind="instruments", name="示例", since=moved)
    assert ask(studio, "facility_kinds").is_met
    result = of(studio, "premises")
    assert result.standing == Standing.MET
    assert not result.missing


def test_the_special_fund_is_the_units_own_and_of_the_year(studio: Studio) -> None:
    year = timezone.localdate().year - 1  # over: this one may have begun today
    first, last = datetime.date(year, 1, 10), datetime.date(year, 12, 31)
    Grant.objects.create(studio=studio, year=year, source="city", amount=50_000, received_on=first)
    line = ask(studio, "special_fund", last)
    assert missing(line) == [f"没有登记 {year} 年单位专项经费"]
    grant = Grant.objects.create(studio=studio, year=year, source="unit", amount=200_000, received_on=first)
    Expense.objects.create(studio=studio, grant=grant, on=first + DAY, use="training", what="培训", amount=73_000)
    assert ask(studio, "special_fund", last).words == "专项 20.0 万元，已用 7.3 万元"
    assert ask(studio, "special_fund", first).words == "专项 20.0 万元，已用 0 元"
    assert ask(studio, "special_fund", first - DAY).answer.value == 0
    assert ask(studio, "special_fund", last).answer.until == datetime.date(year + 1, 1, 1)


def test_the_plaque_bears_the_name_of_the_day(studio: Studio) -> None:
    renamed = studio.named_on + 100 * DAY
    old = studio.plaques.get()
    assert ask(studio, "plaque_issued").is_met
    Tenure.objects.filter(studio=studio).update(until=renamed)
    Tenure.objects.create(
        studio=studio, name="吴小帆劳模创新工作室", leader=studio.leader, unit=studio.unit, unit_name=studio.unit.name,
        since=renamed,
    )  # fmt: skip
    assert ask(studio, "plaque_issued", renamed - DAY).is_met
    line = ask(studio, "plaque_issued", renamed)
    assert missing(line) == [f"牌匾 {old.number} 的匾文是“{old.text}”，与现名不符，要换发"]
    Plaque.objects.filter(pk=old.pk).update(recalled_on=renamed + 5 * DAY, hung_at="正门")
    assert ask(studio, "plaque_hung", renamed).is_met
    assert not ask(studio, "plaque_hung", renamed + 5 * DAY).is_met


def test_nothing_of_naming_is_asked_before_it(studio: Studio) -> None:
    before = of(studio, "plaque", studio.named_on - DAY)
    assert (before.standing, before.state, before.missing) == (None, "命名以后才看", [])
    assert before.until == studio.named_on


def test_team_on_a_day_counts_each_person_once(studio: Studio) -> None:
    assert ask(studio, "team_size").answer.value == 4
    joined = studio.named_on + 30 * DAY
    someone = studio.members.exclude(role="leader").first()
    assert someone is not None
    studio.members.filter(pk=someone.pk).update(left_on=joined)
    assert ask(studio, "team_size", joined - DAY).answer.value == 4
    assert ask(studio, "team_size", joined).answer.value == 3
    studio.members.create(worker=someone.worker, role="backbone", joined_on=joined)
    line = ask(studio, "team_size")
    assert line.answer.value == 4
    assert "骨干 1 人" in line.answer.evidence[0].text


def test_duties_name_what_is_not_written(studio: Studio) -> None:
    Charter.objects.create(studio=studio, structure="组长陈海川", goal="", duties=" ", since=studio.named_on)
    assert missing(ask(studio, "duties")) == ["没写“总体目标”", "没写“工作职责”"]
    assert ask(studio, "duties", studio.named_on - DAY).answer.words == "命名以后才看"


def test_a_check_nobody_answers_says_so(studio: Studio, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(criteria.registry.CHECKS, "regulation_kinds")
    line = ask(studio, "regulation_kinds")
    assert (line.answer, line.is_met) == (None, False)
    assert line.words == "“六项制度中已建立”还不能计算"
    assert of(studio, "regulations").standing == Standing.MISSING
