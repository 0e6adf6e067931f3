"""The yearly plan: one a year, ticked off by activities or by hand, started from last year's, kept by the unit."""

from __future__ import annotations

import datetime
import uuid
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.ledger import actions
from lingjun.ledger.models import Activity, Plan, PlanItem
from lingjun.ledger.queries.plan import row_of, year_plan
from lingjun.organizations.actions import create
from lingjun.studios import actions as lines
from lingjun.studios.models import Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
YEAR = TODAY().year


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def plan_of(studio: Studio, actor: Any, year: int = YEAR) -> Plan:
    values = {"year": year, "goal": "完成防摇改造。", "adopted_on": datetime.date(year, 1, 5)}
    return lines.add(actor=actor, studio_id=studio.pk, model=Plan, values=values)


def item_of(plan: Plan, actor: Any, title: str = "组织第二阶段试运行", month: int = 12, **other: Any) -> PlanItem:
    values = {"plan": plan, "title": title, "due_month": month} | other
    return lines.add(actor=actor, studio_id=plan.studio_id, model=PlanItem, values=values)


def activity(item: PlanItem | None, studio: Studio, day: datetime.date) -> Activity:
    return Activity.objects.create(
        studio=studio, token=uuid.uuid4(), kind="meeting", held_on=day, text="复核参数", plan_item=item
    )


def test_one_plan_a_year_also_after_it_was_removed(studio: Studio, cast: Any) -> None:
    plan = plan_of(studio, cast.port_clerk)
    with pytest.raises(Invalid, match="已经有了"):
        plan_of(studio, cast.port_chair)
    lines.remove(actor=cast.port_clerk, model=Plan, line_id=plan.pk)
    with pytest.raises(Invalid, match="恢复后再改"):
        plan_of(studio, cast.port_chair)
    plan_of(studio, cast.port_chair, YEAR + 1)
    for year in (1989, YEAR + 2):
        with pytest.raises(Invalid, match="年度填"):
            lines.add(
                actor=cast.port_clerk, studio_id=studio.pk, model=Plan,
                values={"year": year, "goal": "x", "adopted_on": TODAY()},
            )  # fmt: skip


def test_an_item_names_a_month_and_somebody_of_the_studio(studio: Studio, cast: Any) -> None:
    plan = plan_of(studio, cast.port_clerk)
    outsider = Worker.objects.create(name="外人", unit=cast.grid)
    for wrong, words in (({"month": 13}, "1 到 12"), ({"month": 0}, "1 到 12"), ({"worker": outsider}, "外人不是")):
        with pytest.raises(Invalid, match=words):
            item_of(plan, cast.port_clerk, **wrong)
    assert item_of(plan, cast.port_clerk, worker=studio.leader).worker == studio.leader


def test_an_item_of_another_studios_plan_is_refused(studio: Studio, filing: Filing, cast: Any) -> None:
    other = filing.named("林晓峰").studio
    plan = plan_of(other, cast.port_clerk)
    with pytest.raises(Invalid, match="不在本工作室"):
        lines.add(
            actor=cast.port_clerk, studio_id=studio.pk, model=PlanItem,
            values={"plan": plan, "title": "别家的", "due_month": 3},
        )  # fmt: skip


def test_activities_tick_an_item_off_and_take_the_tick_along(studio: Studio, cast: Any) -> None:
    """The day is that of the first standing activity; the tick goes with the last of them."""
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    yesterday = TODAY() - datetime.timedelta(days=1)
    later, earlier = activity(item, studio, TODAY()), activity(item, studio, yesterday)
    actions.fulfil(item=item, activity=later)
    item.refresh_from_db()
    assert item.done_on == yesterday
    Activity.objects.filter(pk=earlier.pk).update(removed_at=timezone.now())
    actions.settle(item_ids=[item.pk, None])
    item.refresh_from_db()
    assert item.done_on == TODAY()
    Activity.objects.filter(pk=later.pk).update(plan_item=None)
    actions.settle(item_ids=[item.pk])
    item.refresh_from_db()
    assert item.done_on is None


def test_recording_an_activity_ticks_its_item_off_and_removing_it_takes_the_tick(studio: Studio, cast: Any) -> None:
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    values = {"kind": "meeting", "held_on": TODAY(), "text": "复核", "attendees": [], "guests": 0, "plan_item": item}
    row, _ = actions.record_activity(
        actor=cast.port_liaison, studio_id=studio.pk, token=uuid.uuid4(), values=values
    )  # fmt: skip
    item.refresh_from_db()
    assert item.done_on == TODAY()
    actions.remove_activity(actor=cast.port_liaison, activity_id=row.pk)
    item.refresh_from_db()
    assert item.done_on is None


def test_an_activity_of_another_studio_fulfils_nothing(studio: Studio, filing: Filing, cast: Any) -> None:
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    other = filing.named("林晓峰").studio
    with pytest.raises(Invalid, match="不在本工作室"):
        actions.fulfil(item=item, activity=activity(None, other, TODAY()))


def test_by_hand_only_with_a_note_and_only_once(studio: Studio, cast: Any) -> None:
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    with pytest.raises(Invalid, match="怎么完成"):
        actions.tick(actor=cast.port_clerk, item_id=item.pk, done_on=TODAY(), note="  ")
    with pytest.raises(Invalid, match="不能晚于今天"):
        actions.tick(
            actor=cast.port_clerk, item_id=item.pk, done_on=TODAY() + datetime.timedelta(days=1), note="完成"
        )  # fmt: skip
    actions.tick(actor=cast.port_clerk, item_id=item.pk, done_on=TODAY(), note="随设备大修一并完成")
    with pytest.raises(MovedOn, match="已经勾掉"):
        actions.tick(actor=cast.port_chair, item_id=item.pk, done_on=TODAY(), note="又一次")
    actions.settle(item_ids=[item.pk])
    item.refresh_from_db()
    assert (item.done_on, item.by_hand) == (TODAY(), True), "no activity, yet the hand's tick stays"
    assert Entry.objects.filter(verb="planitem.tick").count() == 1


def test_the_hands_tick_taken_back_leaves_what_activities_say(studio: Studio, cast: Any) -> None:
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    actions.tick(actor=cast.port_clerk, item_id=item.pk, done_on=TODAY(), note="先勾上")
    row = activity(item, studio, TODAY() - datetime.timedelta(days=2))
    assert actions.untick(actor=cast.port_clerk, item_id=item.pk).done_on == row.held_on
    with pytest.raises(MovedOn, match="由活动勾掉"):
        actions.untick(actor=cast.port_clerk, item_id=item.pk)


def test_last_years_items_are_a_start_once(studio: Studio, cast: Any) -> None:
    older = plan_of(studio, cast.port_clerk, YEAR - 1)
    for month, title in ((3, "春季点检培训"), (9, "秋季攻关例会")):
        item_of(older, cast.port_clerk, title, month, worker=studio.leader)
    gone = item_of(older, cast.port_clerk, "不要了的")
    lines.remove(actor=cast.port_clerk, model=PlanItem, line_id=gone.pk)
    moved = Worker.objects.create(name="调走的", unit=cast.port)
    item_of(older, cast.port_clerk, "调走的人负责的", 5, worker=moved)
    other = create(actor=None, parent=cast.industry, kind="unit", name="厦门另一示例单位")
    Worker.objects.filter(pk=moved.pk).update(unit=other)
    assert actions.copy_items(actor=cast.port_clerk, studio_id=studio.pk, year=YEAR) == 3
    assert actions.copy_items(actor=cast.port_chair, studio_id=studio.pk, year=YEAR) == 0
    plan = Plan.standing.get(studio=studio, year=YEAR)
    copied = {item.title: item for item in PlanItem.standing.filter(plan=plan)}
    assert set(copied) == {"春季点检培训", "秋季攻关例会", "调走的人负责的"}
    assert copied["春季点检培训"].worker == studio.leader
    assert copied["调走的人负责的"].worker is None, "not of the unit any more"
    assert plan.goal == older.goal
    with pytest.raises(Invalid, match="没有工作计划"):
        actions.copy_items(actor=cast.port_clerk, studio_id=studio.pk, year=YEAR - 1)


def test_only_the_unit_writes_and_only_while_the_name_is_in_force(studio: Studio, cast: Any) -> None:
    item = item_of(plan_of(studio, cast.port_clerk), cast.port_clerk)
    for person in (cast.city_officer, cast.industry_officer, cast.grid_chair, cast.administrator, cast.stranger):
        with pytest.raises(NotYours):
            actions.tick(actor=person, item_id=item.pk, done_on=TODAY(), note="完成")
        with pytest.raises(NotYours):
            actions.copy_items(actor=person, studio_id=studio.pk, year=YEAR)
        with pytest.raises(NotYours):
            actions.add_item(
                actor=person, studio_id=studio.pk, values={"year": YEAR, "title": "x", "due_month": 1}
            )  # fmt: skip
    Studio.objects.filter(pk=studio.pk).update(status="revoked")
    with pytest.raises(Closed):
        actions.tick(actor=cast.port_clerk, item_id=item.pk, done_on=TODAY(), note="完成")


def test_what_is_late_shows(studio: Studio, cast: Any) -> None:
    older = plan_of(studio, cast.port_clerk, YEAR - 1)
    rows = {
        "late": item_of(older, cast.port_clerk, "去年没做", 12),
        "ok": item_of(older, cast.port_clerk, "按时", 12, done_on=datetime.date(YEAR - 1, 12, 31), done_note="完成"),
        "late_done": item_of(older, cast.port_clerk, "晚了", 3, done_on=datetime.date(YEAR - 1, 4, 1), done_note="补"),
    }
    assert {key: row_of(item, YEAR - 1).standing for key, item in rows.items()} == {key: key for key in rows}
    this = plan_of(studio, cast.port_clerk)
    assert row_of(item_of(this, cast.port_clerk, "本月", TODAY().month), YEAR).standing == "now"
    shown = year_plan(older, YEAR - 1)
    assert (shown.done, shown.late) == (2, 1)
    page = cast.client(cast.city_officer).get(reverse("ledger:plan", args=[studio.pk]) + f"?year={YEAR - 1}")
    assert "逾期 1 条" in page.content.decode()
    assert "添上" not in page.content.decode(), "an officer reads"


def test_the_page_adds_ticks_and_changes_items(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    page = client.get(reverse("ledger:plan", args=[studio.pk]))
    assert "写年度目标" in page.content.decode()
    sent = {"year": str(YEAR), "goal": "完成防摇改造", "adopted_on": TODAY().isoformat()}
    assert client.post(reverse("ledger:plan_new", args=[studio.pk]), sent).status_code == 302
    plan = Plan.standing.get(studio=studio)
    row = {"plan": plan.pk, "title": "组织试运行", "due_month": "12", "worker": studio.leader_id}
    answer = client.post(reverse("ledger:plan_item_new", args=[studio.pk]), row)
    assert answer["Location"] == reverse("ledger:plan", args=[studio.pk]) + f"?year={YEAR}"
    item = PlanItem.standing.get(plan=plan)
    refused = client.post(reverse("ledger:plan_tick", args=[studio.pk, item.pk]), {"done_on": TODAY().isoformat()})
    assert (refused.status_code, "请填怎么完成的" in refused.content.decode()) == (422, True)
    told = {"done_on": TODAY().isoformat(), "done_note": "随大修完成"}
    assert client.post(reverse("ledger:plan_tick", args=[studio.pk, item.pk]), told).status_code == 302
    assert "随大修完成" in client.get(reverse("ledger:plan", args=[studio.pk])).content.decode()


def test_an_excel_row_opens_the_plan_of_its_year(studio: Studio, cast: Any) -> None:
    values = {"year": YEAR, "title": "从表格来", "due_month": 6, "worker": None, "done_on": None, "done_note": ""}
    item = actions.add_item(actor=cast.port_clerk, studio_id=studio.pk, values=values)
    again = actions.add_item(actor=cast.port_clerk, studio_id=studio.pk, values=values | {"title": "又一条"})
    assert item.plan == again.plan
    assert (item.plan.year, again.position) == (YEAR, 2)
    with pytest.raises(Invalid, match="年度填"):
        actions.add_item(actor=cast.port_clerk, studio_id=studio.pk, values=values | {"year": 20261})
