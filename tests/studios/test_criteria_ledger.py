"""The checks that the ledger answers, and the sheet that keeps all of them."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingjun.ledger.models import (
    Achievement,
    Activity,
    Adoption,
    Benefit,
    Mentorship,
    Plan,
    PlanItem,
    Project,
)
from lingjun.studios import actions, criteria
from lingjun.studios.criteria.sheet import due_ids, refresh_many
from lingjun.studios.jobs import refresh_criteria
from lingjun.studios.models import CriteriaSheet, Regulation, Standing, Studio
from tests.dossier.life import lively
from tests.studios.test_criteria import DAY, ask, missing, of, studio

__all__ = ["studio"]


def held(studio: Studio, day: datetime.date) -> Activity:
    return Activity.objects.create(studio=studio, kind="meeting", held_on=day, text="复核参数", attendance=9)


def test_a_silent_ledger_is_told_on_the_day_it_falls_silent(studio: Studio) -> None:
    first = studio.named_on + 10 * DAY
    held(studio, first)
    assert ask(studio, "ledger_alive", first + 89 * DAY).is_met
    line = ask(studio, "ledger_alive", first + 90 * DAY)
    assert not line.is_met
    assert missing(line)[0].startswith("近 90 天台账没有记录，最近一条是")
    assert ask(studio, "ledger_alive", first).answer.until == first + 90 * DAY
    assert not ask(studio, "ledger_alive", first - DAY).is_met


def test_the_plan_is_of_the_year_and_of_its_day(studio: Studio) -> None:
    year = timezone.localdate().year - 1
    adopted = datetime.date(year, 2, 1)
    plan = Plan.objects.create(studio=studio, year=year, adopted_on=adopted)
    assert missing(ask(studio, "yearly_plan", adopted)) == [f"{year} 年计划里还没有事项"]
    for month, done in ((3, adopted + 40 * DAY), (4, None)):
        PlanItem.objects.create(studio=studio, plan=plan, title="例会", due_month=month, done_on=done)
    assert ask(studio, "yearly_plan", adopted + 40 * DAY).words == "计划 2 条，完成 1 条"
    assert ask(studio, "yearly_plan", adopted).words == "计划 2 条，完成 0 条"
    assert missing(ask(studio, "yearly_plan", adopted - DAY)) == [f"缺 {year} 年工作计划"]
    assert ask(studio, "yearly_plan", adopted).answer.until == datetime.date(year + 1, 1, 1)


def test_projects_count_until_they_are_stopped(studio: Studio) -> None:
    Project.objects.filter(studio=studio).delete()
    begun = studio.named_on + 30 * DAY
    Project.objects.create(
        studio=studio, title="防摇", started_on=begun, stopped_on=begun + 60 * DAY, status="stopped", stop_reason="并入"
    )
    assert not ask(studio, "projects", begun - DAY).is_met
    assert ask(studio, "projects", begun).words == "项目累计 1 项，在研 1 项"
    assert not ask(studio, "projects", begun + 60 * DAY).is_met


def test_achievements_adoptions_and_benefits_by_basis(studio: Studio) -> None:
    day = studio.named_on + 30 * DAY
    row = Achievement.objects.create(studio=studio, kind="method", title="稳钩操作法", status="in_use", achieved_on=day)
    assert not ask(studio, "achievements", day - DAY).is_met
    assert missing(ask(studio, "achievements", day)) == ["成果还没有登记经济效益和口径"]
    for basis, amount in (("cost", 100_000), ("cost", 50_000), ("profit", 70_000)):
        Benefit.objects.create(
            studio=studio, achievement=row, basis=basis, amount=amount, period_from=day, period_to=day + 9 * DAY,
            method="差额", certifier="财务部",
        )  # fmt: skip
    evidence = [one.text for one in ask(studio, "achievements", day + 9 * DAY).answer.evidence]
    assert set(evidence[1:]) == {"节约成本 15.0 万元", "新增利润 7.0 万元"}
    Adoption.objects.create(
        studio=studio, achievement=row, adopter="海沧港区", since=day + DAY, until=day + 5 * DAY, effect="少停机"
    )
    assert not ask(studio, "adoptions", day).is_met
    assert ask(studio, "adoptions", day + 9 * DAY).is_met


def test_an_apprentice_counts_once_and_while_in_hand(studio: Studio) -> None:
    someone = studio.members.exclude(role="leader")[0].worker
    begun = studio.named_on + 10 * DAY
    for trade in ("桥吊司机", "电工"):
        Mentorship.objects.create(
            studio=studio, mentor=studio.leader, apprentice=someone, trade=trade, goal="升技师", started_on=begun,
            due_on=begun + 100 * DAY, ended_on=begun + 200 * DAY,
        )  # fmt: skip
    assert ask(studio, "mentorships", begun).answer.value == 1
    late = ask(studio, "mentorships", begun + 150 * DAY)
    assert late.is_met
    assert "还没有出徒结论" in missing(late)[0]
    assert not ask(studio, "mentorships", begun + 200 * DAY).is_met
    assert of(studio, "team", begun + 200 * DAY).standing == Standing.MET, "not required: advice only"


def test_every_action_keeps_the_sheet(studio: Studio, filing: Any) -> None:
    sheet = CriteriaSheet.objects.get(studio=studio)
    assert sheet.counts["regulations"] == "0/6"
    values = {"kind": "study", "title": "学习制度", "effective_on": timezone.localdate() - DAY}
    line = actions.add(actor=filing.cast.port_liaison, studio_id=studio.pk, model=Regulation, values=values)
    sheet.refresh_from_db()
    assert (sheet.counts["regulations"], sheet.regulations) == ("1/6", Standing.PARTIAL)
    actions.remove(actor=filing.cast.port_liaison, model=Regulation, line_id=line.pk)
    sheet.refresh_from_db()
    assert sheet.counts["regulations"] == "0/6"
    assert sheet.due_on is not None
    assert sheet.due_on > timezone.localdate()


@pytest.mark.parametrize("rich", [False, True])
def test_a_refresh_is_few_queries_and_one_upsert(studio: Studio, rich: bool) -> None:
    if rich:
        lively(studio)
    with CaptureQueriesContext(connection) as seen:
        criteria.refresh(studio)
    statements = [one["sql"] for one in seen if "criteriasheet" in one["sql"] and one["sql"].startswith("INSERT")]
    assert len(statements) == 1
    assert len(seen) <= 25, "\n".join(one["sql"][:120] for one in seen)


def test_time_alone_brings_a_sheet_up_again(studio: Studio) -> None:
    today = timezone.localdate()
    CriteriaSheet.objects.filter(studio=studio).update(due_on=today, met=7)
    assert due_ids(9) == [studio.pk]
    assert refresh_criteria() == 1
    assert due_ids(9) == []
    assert CriteriaSheet.objects.get(studio=studio).met < 7


def test_the_command_computes_what_is_missing(studio: Studio, capsys: pytest.CaptureFixture[str]) -> None:
    CriteriaSheet.objects.all().delete()
    call_command("criteria")
    assert CriteriaSheet.objects.filter(studio=studio).exists()
    assert "已重算 1 个" in capsys.readouterr().out
    call_command("criteria")
    assert "已重算 0 个" in capsys.readouterr().out
    assert refresh_many([studio.pk]) == 1


def test_a_full_file_meets_what_the_notice_asks(studio: Studio) -> None:
    """Everything but last year's appraisal, which the appraisal app answers for."""
    full = lively(studio, lacking="")
    standings = {one["key"]: one["standing"] for one in full.sheet.detail}
    assert {key for key, standing in standings.items() if standing != Standing.MET} <= {"regulations"}
    kept = full.sheet
    assert (kept.counts["team"], kept.counts["projects"], kept.counts["mentorships"]) == (4, 2, 1)
    assert kept.last_entry_on is not None
    assert kept.met == sum(standing == Standing.MET for standing in standings.values())
