"""Leader and liaison follow their studio to another unit: rights come from appointments, and so do they."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.models import Appointment, Notification, User
from lingjun.audit.models import Entry
from lingjun.changes.words import consequences
from lingjun.organizations.actions import create
from lingjun.studios.actions.appointing import name_writer
from lingjun.studios.models import Studio, StudioAppointment

pytestmark = pytest.mark.django_db


@pytest.fixture
def merged(changing: Any) -> Any:
    """The unit the port merges into."""
    return create(actor=None, parent=changing.cast.industry, kind="unit", name="厦门港务控股示例有限公司")


@pytest.fixture
def leader(changing: Any) -> Any:
    """The leader's account, at the port."""
    user = User.objects.create_user("follow_leader", "x" * 12, name="陈海川", must_change_password=False)
    appoint(user, changing.cast.port, "leader")
    return user


def appoint(user: Any, unit: Any, role: str) -> Any:
    return Appointment.objects.create(
        user=user, organization=unit, role=role, title="队长", started_on=datetime.date(2020, 1, 1)
    )


def move(changing: Any, unit: Any, on: datetime.date | None = None) -> Any:
    return changing.decided(
        "unit", reason="unit_merged", reason_text="两家合并。", effective_on=on or timezone.localdate(), new_unit=unit
    )


def posts(user: Any) -> set[tuple[str, str, datetime.date | None]]:
    return set(user.appointments.values_list("role", "organization__name", "ended_on"))


def test_leader_and_liaison_follow_chair_and_clerk_do_not(
    changing: Any, merged: Any, leader: Any, django_capture_on_commit_callbacks: Any
) -> None:
    cast, today = changing.cast, timezone.localdate()
    name_writer(actor=cast.port_chair, studio_id=changing.studio.pk, user_id=cast.port_liaison.pk)
    name_writer(actor=cast.port_chair, studio_id=changing.studio.pk, user_id=leader.pk)
    before = {one: posts(one) for one in (cast.port_chair, cast.port_clerk)}
    with django_capture_on_commit_callbacks(execute=True):
        move(changing, merged)
    assert posts(leader) == {("leader", cast.port.name, today), ("leader", merged.name, None)}
    assert posts(cast.port_liaison) == {("liaison", cast.port.name, today), ("liaison", merged.name, None)}
    new = leader.appointments.get(organization=merged)
    assert (new.started_on, new.title) == (today, "队长")
    assert {one: posts(one) for one in before} == before
    for verb in ("appointment.end", "appointment.open"):
        entries = Entry.objects.filter(verb=verb, subject_id=str(leader.pk))
        assert [(one.actor_name, one.note) for one in entries] == [
            (cast.city_officer.name, f"{changing.studio.name}转到{merged.name}")
        ]
    assert Notification.objects.filter(user=leader, text__contains=f"您的任职同日转到{merged.name}领衔人").exists()
    team = reverse("studios:team", args=[changing.studio.pk])
    add = reverse("ledger:activity_new", args=[changing.studio.pk])
    for user in (leader, cast.port_liaison):
        client = cast.client(User.objects.get(pk=user.pk))
        assert [client.get(url).status_code for url in (team, add)] == [200, 200], "it goes on writing its ledger"
    assert cast.client(cast.port_clerk).get(team).status_code == 404


def test_the_change_says_before_who_follows(changing: Any, merged: Any, leader: Any) -> None:
    cast = changing.cast
    name_writer(actor=cast.port_chair, studio_id=changing.studio.pk, user_id=leader.pk)
    name_writer(actor=cast.port_chair, studio_id=changing.studio.pk, user_id=cast.port_liaison.pk)
    case = changing.at_city("unit", reason="unit_merged", reason_text="两家合并。", effective_on=timezone.localdate(),
                            new_unit=merged)  # fmt: skip
    page = cast.client(cast.city_officer).get(reverse("changes:case", args=[case.number])).content.decode()
    told = next(line for line in consequences(case.change) if "任职同日" in line)
    assert told == f"联络员吴小帆、领衔人陈海川的任职同日从{cast.port.name}转到{merged.name}，接着填写档案"
    assert told in page
    assert f"{cast.port.name}的工会主席、经办人不随同转去" in page


def test_who_keeps_another_studio_of_the_old_unit_serves_both(changing: Any, merged: Any, leader: Any) -> None:
    cast = changing.cast
    other = Studio.objects.get(case=changing.filing.named("黄秀兰"))
    for studio in (changing.studio, other):
        name_writer(actor=cast.port_chair, studio_id=studio.pk, user_id=cast.port_liaison.pk)
    case = move(changing, merged)
    assert posts(cast.port_liaison) == {("liaison", cast.port.name, None), ("liaison", merged.name, None)}
    assert posts(leader) == {("leader", cast.port.name, None)}, "named to none, and the port has another studio"
    liaison = User.objects.get(pk=cast.port_liaison.pk)
    for studio in (changing.studio, other):
        assert cast.client(liaison).get(reverse("ledger:activity_new", args=[studio.pk])).status_code == 200
    assert case.state_label == "已变更"


def test_the_only_studio_takes_those_who_were_named_to_none(changing: Any, merged: Any, leader: Any) -> None:
    assert not StudioAppointment.objects.exists()
    move(changing, merged)
    today = timezone.localdate()
    for user, role in ((leader, "leader"), (changing.cast.port_liaison, "liaison")):
        assert posts(user) == {(role, changing.cast.port.name, today), (role, merged.name, None)}


def test_a_post_held_there_already_is_not_begun_twice(changing: Any, merged: Any, leader: Any) -> None:
    appoint(leader, merged, "leader")
    move(changing, merged)
    assert posts(leader) == {("leader", changing.cast.port.name, timezone.localdate()), ("leader", merged.name, None)}


def test_a_renamed_unit_changes_no_appointment(changing: Any, leader: Any) -> None:
    before = list(Appointment.objects.order_by("pk").values())
    changing.decided(
        "unit", reason="unit_renamed", reason_text="公司更名。", effective_on=timezone.localdate(),
        new_unit_name="厦门鹭港码头集团有限公司",
    )  # fmt: skip
    assert list(Appointment.objects.order_by("pk").values()) == before
    assert not Notification.objects.filter(text__contains="任职").exists()
    assert not Entry.objects.filter(verb__startswith="appointment.").exists()


def test_nobody_follows_a_change_that_was_refused(changing: Any, merged: Any, leader: Any) -> None:
    from lingjun.cases.actions import reject

    case = changing.at_city("unit", reason="unit_merged", reason_text="两家合并。", effective_on=timezone.localdate(),
                            new_unit=merged)  # fmt: skip
    reject(actor=changing.cast.city_officer, case_id=case.pk, reason="材料不足。")
    assert posts(leader) == {("leader", changing.cast.port.name, None)}


def test_the_form_a_studio_was_named_by_stays_readable_to_those_who_followed(
    changing: Any, merged: Any, leader: Any
) -> None:
    cast, case = changing.cast, changing.studio.case
    pages = [reverse("creation:review", args=[case.number]), reverse("creation:print", args=[case.number, "docx"])]
    before = [cast.client(cast.grid_chair).get(page).status_code for page in pages]
    move(changing, merged)
    for user in (leader, cast.port_chair):
        assert [cast.client(User.objects.get(pk=user.pk)).get(page).status_code for page in pages] == [200, 200]
    assert before == [cast.client(cast.grid_chair).get(page).status_code for page in pages] == [404, 404]
    studio = cast.client(User.objects.get(pk=leader.pk)).get(reverse("dossier:studio", args=[changing.studio.pk]))
    assert pages[0] in studio.content.decode(), "its page leads there"
