"""工作台: what waits for whom, what is not told before it is published, what it costs."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.models import Case
from lingjun.studios.models import StudioStatus
from lingjun.workbench.queries.home import flows_of
from lingjun.workbench.queries.targets import target_table
from lingjun.workbench.todo import FIRST, LATER, WEEK, Todo, todo_list
from tests.workbench.cost import cost

HOME = "/"
EVERYBODY = (
    "city_officer", "city_colleague", "district_officer", "industry_officer", "port_chair", "port_clerk",
    "port_liaison", "grid_chair", "administrator", "auditor", "stranger",
)  # fmt: skip


@pytest.mark.parametrize("person", EVERYBODY)
def test_everybody_has_a_home(filing: Any, person: str) -> None:
    filing.held()
    response = filing.cast.client(getattr(filing.cast, person)).get(HOME)
    assert response.status_code == 200
    assert getattr(filing.cast, person).name in response.content.decode()


def test_each_step_waits_for_its_post_alone(filing: Any) -> None:
    cast = filing.cast
    filing.submitted("陈海川")

    def titles(user: Any) -> list[str]:
        user.forget_posts()
        return [item.title for item in todo_list(user).items if "陈海川" in item.title]

    assert titles(cast.port_chair) == ["签意见：陈海川劳模创新工作室"]
    for person in (cast.port_clerk, cast.industry_officer, cast.district_officer, cast.city_officer, cast.grid_chair):
        assert titles(person) == []


def test_the_home_of_the_city_tells_held_cases_apart_and_others_see_them_under_review(filing: Any) -> None:
    cast = filing.cast
    filing.held("陈海川")
    filing.at_city("黄秀兰")
    city = flows_of(cast.city_officer, [filing.round])[0].steps
    (flow,) = flows_of(cast.industry_officer, [filing.round])
    below, under_way = flow.steps, flow.under_way
    assert {step.state: step.count for step in city}["city_decision"] == 1
    assert {step.state: step.count for step in city}["held"] == 1
    assert {step.state: step.count for step in below}["city_decision"] == 2
    assert "held" not in {step.state for step in below}
    assert under_way == 2
    assert "2 件已定" not in [item.title for item in todo_list(cast.city_officer).items]
    assert any("1 件已定" in item.title for item in todo_list(cast.city_officer).items)
    for person in (cast.industry_officer, cast.port_chair, cast.port_clerk, cast.administrator, cast.auditor):
        page = cast.client(person).get(HOME).content.decode()
        assert "已定" not in page
        assert "待公布" not in page
        assert "同意创建。" not in page  # the held opinion's words


def test_an_overdue_case_of_others_can_be_reminded_by_who_oversees_it(filing: Any) -> None:
    cast = filing.cast
    case = filing.submitted()
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - datetime.timedelta(days=3))
    for person in (cast.industry_officer, cast.city_officer):
        lines = [item for item in todo_list(person).items if item.title.startswith("催办")]
        assert [line.post_url for line in lines] == [reverse("cases:verb", args=[case.number, "remind"])]
        assert lines[0].group == FIRST
    assert not [item for item in todo_list(cast.district_officer).items if item.title.startswith("催办")]
    cast.client(cast.city_officer).post(lines[0].post_url)
    lines = [item for item in todo_list(cast.city_officer).items if item.title.startswith("催办")]
    assert [line.post_url for line in lines] == [""]


def test_a_held_case_past_its_day_looks_late_below_the_federation_only(filing: Any) -> None:
    case = filing.held()
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - datetime.timedelta(days=3))
    assert [item.title for item in todo_list(filing.cast.industry_officer).items] == ["催办：陈海川劳模创新工作室"]
    assert not [item for item in todo_list(filing.cast.city_officer).items if item.title.startswith("催办")]


def test_a_chair_who_filled_in_is_told_that_somebody_else_must_sign(filing: Any) -> None:
    filing.submitted(actor=filing.cast.port_chair)
    [item] = [item for item in todo_list(filing.cast.port_chair).items if item.title.startswith("签意见")]
    assert "您参与了填写" in item.line


def test_a_returned_case_waits_for_the_unit_with_its_reason(filing: Any) -> None:
    from lingjun.cases.actions import return_for_changes

    case = filing.submitted()
    return_for_changes(actor=filing.cast.port_chair, case_id=case.pk, reason="缺场所照片", sections=["evidence"])
    [item] = todo_list(filing.cast.port_clerk).items
    assert item.title == "改好再报：陈海川劳模创新工作室"
    assert "缺场所照片" in item.line


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("days", "group"), [(-3, FIRST), (0, FIRST), (60, LATER), (None, LATER)],
)  # fmt: skip
def test_groups_follow_the_deadline(days: int | None, group: str) -> None:
    due = None if days is None else timezone.now() + datetime.timedelta(days=days, minutes=5)
    assert Todo(due, "x", "", "/", "去看").group == group


@pytest.mark.django_db
def test_an_activity_is_one_tap_from_the_home_of_those_who_keep_the_ledger(filing: Any) -> None:
    cast = filing.cast
    assert "记一次活动" not in cast.client(cast.port_liaison).get(HOME).content.decode()
    studio = filing.named().studio
    entry = reverse("ledger:activity_new", args=[studio.pk])
    assert f'href="{entry}"' in cast.client(cast.port_liaison).get(HOME).content.decode()
    assert cast.client(cast.port_liaison).get(entry).status_code == 200
    assert "记一次活动" not in cast.client(cast.district_officer).get(HOME).content.decode()
    studio.status = StudioStatus.REVOKED
    studio.save(update_fields=["status"])
    assert "记一次活动" not in cast.client(cast.port_liaison).get(HOME).content.decode()


def test_this_week_ends_on_sunday(monkeypatch: pytest.MonkeyPatch) -> None:
    monday = datetime.datetime(2026, 3, 2, 9, 0, tzinfo=timezone.get_default_timezone())
    monkeypatch.setattr(timezone, "now", lambda: monday)
    friday, next_monday = monday + datetime.timedelta(days=4), monday + datetime.timedelta(days=7)
    assert Todo(friday, "x", "", "/", "去看").group == WEEK
    assert Todo(next_monday, "x", "", "/", "去看").group == LATER


def test_targets_count_named_and_in_hand_of_each_union(filing: Any) -> None:
    cast = filing.cast
    filing.named("陈海川")
    filing.held("黄秀兰")
    filing.draft("没有报")
    table = target_table(cast.city_officer)
    assert table is not None
    rows = {row.union.label: (row.named, row.in_hand, row.words) for row in table.rows}
    assert rows == {"思明区": (0, 0, "还缺 5 个"), "港口产业": (1, 1, "还缺 3 个")}
    assert table.target.key == "end_of_2013"
    own = target_table(cast.industry_officer)
    assert own is not None
    assert [row.union.label for row in own.rows] == ["港口产业"]
    assert target_table(cast.port_chair) is None


def test_handled_never_disappears_and_links_only_what_is_still_seen(filing: Any) -> None:
    cast = filing.cast
    case = filing.at_city()
    url = reverse("workbench:handled")
    page = cast.client(cast.industry_officer).get(url).content.decode()
    assert reverse("creation:review", args=[case.number]) in page
    cast.industry_officer.appointments.update(ended_on=timezone.localdate())
    page = cast.client(cast.industry_officer).get(url).content.decode()
    assert "陈海川劳模创新工作室" in page
    assert reverse("creation:review", args=[case.number]) not in page


@pytest.mark.parametrize(
    "person", ["city_officer", "industry_officer", "port_chair", "port_clerk", "administrator", "auditor"]
)
def test_the_home_costs_the_same_with_one_case_and_with_three(filing: Any, person: str) -> None:
    client = filing.cast.client(getattr(filing.cast, person))
    filing.held("甲一")
    filing.at_city("甲二")
    filing.submitted("甲三")
    filing.draft("甲四")
    filing.named("甲五")
    one = cost(client, HOME)
    for name in ("乙", "丙"):
        filing.held(f"{name}一")
        filing.at_city(f"{name}二")
        filing.submitted(f"{name}三")
        filing.draft(f"{name}四")
        filing.named(f"{name}五")
    assert cost(client, HOME) == one
