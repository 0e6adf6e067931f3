"""A project's course: each step in its state, days in order, people of the studio, steps taken back."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.ledger import actions
from lingjun.ledger.models import Milestone, Project, ProjectStatus
from lingjun.ledger.queries.projects import course, listed
from lingjun.ledger.rules import previous
from lingjun.studios import actions as lines
from lingjun.studios.models import Studio, Worker
from tests.filing import Filing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate  # asked anew: midnight may pass before a test begins


def ago(days: int) -> datetime.date:
    return TODAY() - datetime.timedelta(days=days)


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def project(studio: Studio, actor: Any, **values: Any) -> Project:
    facts = {"title": "桥吊点检“三色卡”管理", "direction": "management"} | values
    return lines.add(actor=actor, studio_id=studio.pk, model=Project, values=facts)


def test_the_whole_course_leaves_its_trail(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    assert row.status == ProjectStatus.PROPOSED
    options = {"actor": cast.port_liaison, "project_id": row.pk}
    actions.approve(**options, approved_on=ago(90), approved_by="公司技术部")
    actions.start(**options, started_on=ago(80), due_on=TODAY())
    actions.trial(**options, trial_on=ago(20), stage="第 3 台试运行")
    done = actions.accept(
        **options, accepted_on=ago(5), accepted_by="公司技术部", verdict="通过验收", result="停机减半"
    )
    assert (done.status, done.verdict, done.result) == (ProjectStatus.ACCEPTED, "通过验收", "停机减半")
    done = actions.apply(**options, applied_on=TODAY(), result="三个班组采用")
    assert done.status == ProjectStatus.APPLIED
    assert [(one.label, one.mark) for one in course(done)] == [
        ("立项", "done"), ("开始", "done"), ("试运行", "done"), ("验收", "done"), ("推广应用", "done"),
    ]  # fmt: skip
    told = Entry.objects.filter(subject_id=str(row.pk), verb__startswith="project.").order_by("sequence")
    assert [entry.verb.partition(".")[2] for entry in told] == ["add", "approve", "start", "trial", "accept", "apply"]


def steps() -> dict[str, dict[str, Any]]:
    return {
        "approve": {"approved_on": TODAY(), "approved_by": "技术部"},
        "start": {"started_on": TODAY()},
        "trial": {"trial_on": TODAY()},
        "accept": {"accepted_on": TODAY(), "accepted_by": "技术部", "verdict": "通过"},
        "apply": {"applied_on": TODAY(), "result": "推广"},
        "stop": {"stopped_on": TODAY(), "stop_reason": "条件不具备"},
    }


ALLOWED = {
    "proposed": {"approve", "stop"},
    "approved": {"start", "stop"},
    "under_way": {"trial", "accept", "stop"},
    "trial": {"accept", "stop"},
    "accepted": {"apply"},
    "applied": set(),
    "stopped": set(),
}


@pytest.mark.parametrize("status", ALLOWED)
def test_a_step_begins_only_where_it_belongs(status: str, studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    days = {"accepted_on": ago(1), "accepted_by": "技术部"} if status in {"accepted", "applied"} else {}
    for verb, values in steps().items():
        Project.objects.filter(pk=row.pk).update(
            status=status, **({"stopped_on": None, "approved_on": None, "approved_by": "", "started_on": None,
            "trial_on": None, "accepted_on": None, "accepted_by": "", "applied_on": None} | days)
        )  # fmt: skip
        act = getattr(actions, verb)
        if verb in ALLOWED[status]:
            assert act(actor=cast.port_clerk, project_id=row.pk, **values).status != status
        else:
            with pytest.raises(MovedOn):
                act(actor=cast.port_clerk, project_id=row.pk, **values)


def test_days_stand_in_order_and_not_in_the_future(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk, approved_on=ago(10), approved_by="技术部", started_on=ago(9))
    options = {"actor": cast.port_clerk, "project_id": row.pk}
    with pytest.raises(Invalid, match="验收日期不能早于开始日期"):
        actions.accept(**options, accepted_on=ago(30), accepted_by="技术部", verdict="通过")
    with pytest.raises(Invalid, match="不能晚于今天"):
        actions.accept(**options, accepted_on=ago(-1), accepted_by="技术部", verdict="通过")
    with pytest.raises(Invalid, match="请填验收单位"):
        actions.accept(**options, accepted_on=TODAY(), accepted_by="", verdict="通过")
    with pytest.raises(Invalid, match="中止原因"):
        actions.stop(**options, stopped_on=TODAY(), stop_reason="")
    for wrong in ({"due_on": ago(20), "started_on": ago(9)}, {"budget": -1}, {"approved_by": "技术部"}):
        with pytest.raises(Invalid):
            project(studio, cast.port_clerk, **wrong)
    row.refresh_from_db()
    assert row.status == ProjectStatus.UNDER_WAY, "nothing of a refused step stays"


def test_a_new_project_stands_where_its_days_say(studio: Studio, cast: Any) -> None:
    accepted = {"started_on": ago(99), "accepted_on": ago(9), "accepted_by": "技术部"}
    for values, status in (
        ({}, "proposed"),
        ({"approved_on": ago(9), "approved_by": "技术部"}, "approved"),
        ({"started_on": ago(9)}, "under_way"),
        (accepted, "accepted"),
        (accepted | {"applied_on": TODAY()}, "applied"),
        ({"started_on": ago(9), "stopped_on": ago(1), "stop_reason": "停产"}, "stopped"),
    ):
        assert project(studio, cast.port_clerk, **values).status == status
    with pytest.raises(Invalid, match="先验收"):
        project(studio, cast.port_clerk, started_on=ago(9), applied_on=TODAY())


def test_the_last_step_is_taken_back_by_who_saw_it(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk, approved_on=ago(9), approved_by="技术部", started_on=ago(8))
    options = {"actor": cast.port_clerk, "project_id": row.pk}
    actions.accept(**options, accepted_on=TODAY(), accepted_by="技术部", verdict="通过")
    with pytest.raises(MovedOn, match="已验收"):
        actions.take_back(**options, seen="under_way")
    back = actions.take_back(**options, seen="accepted")
    assert (back.status, back.accepted_on, back.accepted_by, back.verdict) == ("under_way", None, "", "")
    assert actions.take_back(**options, seen="under_way").status == "approved"
    assert actions.take_back(**options, seen="approved").status == "proposed"
    with pytest.raises(MovedOn, match="没有可以退回"):
        actions.take_back(**options, seen="proposed")


def test_a_carried_over_project_goes_on_from_under_way(studio: Studio, cast: Any) -> None:
    """Of the creation form: under way without a topic approval, so there is nothing before it."""
    row = studio.projects.get()
    assert (row.source, row.status, previous(row)) == ("form", "under_way", None)
    done = actions.accept(
        actor=cast.port_clerk, project_id=row.pk, accepted_on=TODAY(), accepted_by="技术部", verdict="通过"
    )  # fmt: skip
    assert (done.status, previous(done)) == ("accepted", "under_way")
    page = cast.client(cast.port_clerk).get(reverse("ledger:project_edit", args=[studio.pk, row.pk]))
    assert "创建申报表" in page.content.decode()
    new = cast.client(cast.port_clerk).get(reverse("ledger:project_new", args=[studio.pk]))
    assert "创建申报表" not in new.content.decode()


def test_people_are_of_the_studio_or_its_unit(studio: Studio, cast: Any) -> None:
    outsider = Worker.objects.create(name="外单位的人", unit=cast.grid)
    colleague = Worker.objects.create(name="同事", unit=cast.port)
    for wrong in ({"lead": outsider}, {"people": [studio.leader_id, outsider.pk]}, {"people": [10**9]}):
        with pytest.raises(Invalid, match="不是本工作室成员"):
            project(studio, cast.port_clerk, **wrong)
    row = project(studio, cast.port_clerk, lead=studio.leader, people=[colleague.pk])
    assert row.people == [colleague.pk]


def test_only_the_unit_moves_a_project_on(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    for person in (cast.city_officer, cast.industry_officer, cast.district_officer, cast.grid_clerk, cast.stranger):
        for verb, values in steps().items():
            with pytest.raises(NotYours):
                getattr(actions, verb)(actor=person, project_id=row.pk, **values)
    Studio.objects.filter(pk=studio.pk).update(status="revoked")
    with pytest.raises(Closed):
        actions.approve(actor=cast.port_clerk, project_id=row.pk, **steps()["approve"])


def test_a_removed_project_moves_no_further(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    lines.remove(actor=cast.port_clerk, model=Project, line_id=row.pk)
    with pytest.raises(MovedOn, match="已经被移除"):
        actions.approve(actor=cast.port_clerk, project_id=row.pk, **steps()["approve"])
    assert row.pk not in {one.pk for one in listed(studio, "")}
    page = cast.client(cast.port_clerk).get(reverse("ledger:project", args=[studio.pk, row.pk]))
    assert "已经移除" in page.content.decode()


def test_milestones_belong_to_a_project_of_the_studio(studio: Studio, filing: Filing, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    other = filing.named("林晓峰").studio
    with pytest.raises(Invalid, match="不在本工作室"):
        lines.add(
            actor=cast.port_clerk, studio_id=other.pk, model=Milestone,
            values={"project": row, "title": "节点", "due_on": TODAY()},
        )  # fmt: skip
    made = lines.add(
        actor=cast.port_clerk, studio_id=studio.pk, model=Milestone,
        values={"project": row, "title": "首台改造", "due_on": ago(3)},
    )  # fmt: skip
    client = cast.client(cast.port_clerk)
    url = reverse("ledger:milestone_done", args=[studio.pk, made.pk])
    assert "逾期" in client.get(reverse("ledger:project", args=[studio.pk, row.pk])).content.decode()
    assert client.post(url).status_code == 302
    made.refresh_from_db()
    assert made.done_on == TODAY()
    client.post(url)
    made.refresh_from_db()
    assert made.done_on is None
    assert client.post(reverse("ledger:milestone_done", args=[other.pk, made.pk])).status_code == 404


def test_a_milestone_says_which_day_it_loses_and_two_clicks_are_one(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    made = lines.add(
        actor=cast.port_clerk, studio_id=studio.pk, model=Milestone,
        values={"project": row, "title": "首台改造", "due_on": ago(3), "done_on": ago(5)},
    )  # fmt: skip
    client, day = cast.client(cast.port_clerk), ago(5)
    url = reverse("ledger:milestone_done", args=[studio.pk, made.pk])
    page = client.get(reverse("ledger:project", args=[studio.pk, row.pk])).content.decode()
    assert f"完成日期 {day.year}年{day.month}月{day.day}日 会去掉" in page
    answer = client.post(url, {"seen": day.isoformat()}, follow=True).content.decode()
    assert f"改回没有完成，原来记的是 {day.isoformat()} 完成" in answer
    assert client.post(url, {"seen": day.isoformat()}).status_code == 409
    made.refresh_from_db()
    assert made.done_on is None
    client.post(url, {"seen": ""})
    assert client.post(url, {"seen": ""}).status_code == 409
    made.refresh_from_db()
    assert made.done_on == TODAY()


def test_a_step_on_its_page_keeps_what_was_typed(studio: Studio, cast: Any) -> None:
    row = project(studio, cast.port_clerk)
    client = cast.client(cast.port_clerk)
    url = reverse("ledger:project_step", args=[studio.pk, row.pk, "approve"])
    refused = client.post(url, {"approved_on": ago(-3).isoformat(), "approved_by": "公司技术部"})
    body = refused.content.decode()
    assert (refused.status_code, "公司技术部" in body, "不能晚于今天" in body) == (422, True, True)
    assert client.post(url, {"approved_on": TODAY().isoformat(), "approved_by": "公司技术部"}).status_code == 302
    assert "已立项" in client.get(url).content.decode(), "the page of a step that is over says where the project stands"
    late = client.post(url, {"approved_on": TODAY().isoformat(), "approved_by": "又一次"})
    assert late.status_code == 409
    row.refresh_from_db()
    assert row.approved_by == "公司技术部"


def test_the_form_ticks_people(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_clerk)
    ids = list(studio.members.values_list("worker_id", flat=True))
    sent = {"title": "新课题", "direction": "technical", "lead": ids[0], "people": ids[1:], "budget": "46000"}
    assert client.post(reverse("ledger:project_new", args=[studio.pk]), sent).status_code == 302
    row = Project.standing.get(title="新课题")
    assert (row.lead_id, row.people, row.status) == (ids[0], ids[1:], "proposed")
    page = client.get(reverse("ledger:projects", args=[studio.pk])).content.decode()
    assert "4.6" in page
    outsider = Worker.objects.create(name="外人", unit=cast.grid)
    refused = client.post(reverse("ledger:project_new", args=[studio.pk]), sent | {"people": [outsider.pk]})
    assert refused.status_code == 422


def test_a_milestone_taken_out_is_not_ticked(filing: Any) -> None:
    studio = filing.named("陈海川").studio
    project = studio.projects.first()
    step = Milestone.objects.create(
        studio=studio, project=project, title="首台", due_on=timezone.localdate(), removed_at=timezone.now()
    )
    with pytest.raises(MovedOn, match="移除"):
        actions.finish_milestone(actor=filing.cast.port_clerk, milestone_id=step.pk)


def test_leaving_a_new_line_leads_back_to_what_it_belongs_to(filing: Filing, studio: Studio) -> None:
    client = filing.cast.client(filing.cast.port_clerk)
    found = project(studio, filing.cast.port_clerk)
    new = reverse("ledger:milestone_new", args=[studio.pk])
    assert client.get(f"{new}?project={found.pk}").context["back_url"] == reverse(
        "ledger:project", args=[studio.pk, found.pk]
    )
    assert client.get(new).context["back_url"] == reverse("ledger:projects", args=[studio.pk])
    plan = reverse("ledger:plan", args=[studio.pk])
    goal = client.get(f"{reverse('ledger:plan_new', args=[studio.pk])}?year=2027").context["back_url"]
    assert goal == f"{plan}?year=2027"
    assert client.get(f"{reverse('ledger:plan_item_new', args=[studio.pk])}?year=2011").context["back_url"] == plan


def test_a_plan_with_its_goal_goes_on_to_its_items(filing: Filing, studio: Studio) -> None:
    client = filing.cast.client(filing.cast.port_clerk)
    new = reverse("ledger:plan_new", args=[studio.pk])
    answer = client.post(new, {"year": "2027", "goal": "攻关两项", "adopted_on": f"{TODAY():%Y-%m-%d}"})
    assert answer.url == f"{reverse('ledger:plan', args=[studio.pk])}?year=2027"
