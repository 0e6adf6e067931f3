"""The way into the ledger: the own studio at once, a choice of several, an officer's area; and who sees which lines."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.ledger.models import Activity, Mentorship, Milestone, Plan, PlanItem, Project
from lingjun.ledger.queries import visible_to, whole_tree
from lingjun.ledger.queries.home import due_in, own_studios, recent_entries
from lingjun.organizations.actions import create
from lingjun.studios.models import Member, Studio, StudioAppointment
from tests.filing import Filing

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate  # asked anew: midnight may pass before a test begins
HOME = "ledger:home"


def ago(days: int) -> datetime.date:
    return TODAY() - datetime.timedelta(days=days)


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def activity(studio: Studio, text: str = "复核防摇参数", day: datetime.date | None = None, **other: Any) -> Activity:
    return Activity.objects.create(studio=studio, kind="meeting", held_on=day or TODAY(), text=text, **other)


def test_one_studio_is_there_at_once_and_several_are_a_choice(studio: Studio, filing: Filing, cast: Any) -> None:
    client = cast.client(cast.port_liaison)
    page = client.get(reverse(HOME)).content.decode()
    assert "记一次活动" in page
    assert reverse("ledger:activity_new", args=[studio.pk]) in page
    other = filing.named("林晓峰").studio
    page = client.get(reverse(HOME)).content.decode()
    assert studio.name in page
    assert other.name in page
    StudioAppointment.objects.create(user=cast.port_liaison, studio=other, role="liaison")
    StudioAppointment.objects.create(user=cast.port_chair, studio=other, role="leader")
    liaison = type(cast.port_liaison).objects.get(pk=cast.port_liaison.pk)
    assert set(own_studios(liaison)) == {other}, "a liaison's own"
    assert set(own_studios(cast.port_chair)) == {studio, other}, "the chair keeps all of the unit"
    Studio.objects.filter(pk=studio.pk).update(status="revoked")
    assert set(own_studios(cast.port_chair)) == {other}


def test_a_unit_without_a_studio_is_told_where_to_begin(cast: Any) -> None:
    assert "还没有命名的工作室" in cast.client(cast.grid_clerk).get(reverse(HOME)).content.decode()


def test_officers_see_what_came_last_in_their_area(studio: Studio, cast: Any) -> None:
    activity(studio)
    gone = activity(studio, "移除了的", removed_at=timezone.now())
    for person, sees in (
        (cast.city_officer, True), (cast.industry_officer, True), (cast.district_officer, False),
        (cast.auditor, True), (cast.stranger, False),
    ):  # fmt: skip
        page = cast.client(person).get(reverse(HOME)).content.decode()
        assert ("复核防摇参数" in page) == sees, person
        assert gone.text not in page


def test_the_whole_tree_is_read_without_a_condition_and_a_part_through_its_studios(studio: Studio, cast: Any) -> None:
    row = activity(studio)
    for person, sees, whole in (
        (cast.city_officer, {row}, True), (cast.administrator, {row}, True), (cast.industry_officer, {row}, False),
        (cast.port_clerk, {row}, False), (cast.district_officer, set(), False), (cast.grid_chair, set(), False),
        (cast.stranger, set(), False),
    ):  # fmt: skip
        assert (set(visible_to(person, Activity)), whole_tree(person)) == (sees, whole), person
    assert "studios_studio" not in str(visible_to(cast.city_officer, Activity).query)


def test_a_second_root_is_not_the_first_ones(studio: Studio, cast: Any) -> None:
    create(actor=None, parent=None, kind="federation", name="另一座城市总工会")
    activity(studio)
    officer = type(cast.city_officer).objects.get(pk=cast.city_officer.pk)
    assert not whole_tree(officer)
    assert visible_to(officer, Activity).count() == 1


def test_a_part_of_the_tree_gets_the_newest_of_many_studios(studio: Studio, filing: Filing, cast: Any) -> None:
    other = filing.named("林晓峰").studio
    for day in range(9):
        activity(studio, f"旧的{day}", ago(100 + day))
    newest = activity(other, "最新的", ago(1))
    found = recent_entries(cast.industry_officer)
    assert (found[0].words, found[0].studio, len(found)) == (newest.text, other.name, 10)
    assert [one.on for one in found] == sorted((one.on for one in found), reverse=True)


def test_what_is_due_comes_by_day_and_only_while_it_is_open(studio: Studio, cast: Any) -> None:
    facts: dict[str, Any] = {"studio": studio}
    plan = Plan.objects.create(**facts, year=TODAY().year - 1, goal="x", adopted_on=TODAY())
    PlanItem.objects.create(**facts, plan=plan, title="去年没做", due_month=11)
    PlanItem.objects.create(**facts, plan=plan, title="去年做了", due_month=12, done_on=TODAY())
    first, second = (member.worker for member in Member.objects.filter(studio=studio).order_by("id")[:2])
    project = Project.objects.create(**facts, title="在研到期", status="under_way", due_on=ago(-3))
    Project.objects.create(**facts, title="已验收到期", status="accepted", accepted_on=TODAY(), due_on=ago(3))
    Project.objects.create(**facts, title="远的", status="under_way", due_on=ago(-90))
    stopped = Project.objects.create(**facts, title="中止", status="stopped", due_on=ago(3))
    Milestone.objects.create(**facts, project=project, title="首台改造", due_on=ago(5))
    Milestone.objects.create(**facts, project=project, title="做完的", due_on=ago(5), done_on=TODAY())
    Milestone.objects.create(**facts, project=stopped, title="中止的节点", due_on=ago(5))
    Mentorship.objects.create(
        **facts, mentor=first, apprentice=second, trade="维修", goal="x", started_on=ago(400), due_on=ago(-10)
    )
    found = due_in(studio)
    assert [(one.kind, one.words) for one in found] == [
        ("计划事项", "去年没做"), ("项目节点", "首台改造"), ("项目", "在研到期"),
        ("师带徒", f"{first.name}带{second.name}期满，记出徒结论"),
    ]  # fmt: skip
    page = cast.client(cast.city_officer).get(reverse("ledger:studio", args=[studio.pk])).content.decode()
    assert "首台改造" in page
    assert reverse("ledger:activity_new", args=[studio.pk]) not in page, "an officer reads"
