"""People in and out of a team: rights, dates, roles, one record for one person."""

from __future__ import annotations

import datetime
import io
from typing import Any

import docx
import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.studios import people, roster
from lingjun.studios.actions import appointing, growth
from lingjun.studios.actions import people as facts_of_people
from lingjun.studios.actions import team as acting
from lingjun.studios.models import Member, Promotion, Studio, StudioAppointment, StudioStatus, Worker
from tests.workbench.cost import cost

DAY = datetime.date(2013, 5, 8)


@pytest.fixture
def studio(filing: Any) -> Studio:
    """陈海川 and 成员1 to 成员3, all since 2012-10-26."""
    studio: Studio = filing.named("陈海川").studio
    Member.objects.filter(studio=studio).update(joined_on=datetime.date(2012, 10, 26))
    return studio


def joined(filing: Any, studio: Studio, name: str = "林新人", **options: Any) -> Member:
    known = {"name": name, "birth": "1990-01", **options.pop("values", {})}
    defaults = {"role": "member", "joined_on": DAY, "values": known}
    return acting.add_member(actor=filing.cast.port_clerk, studio_id=studio.pk, **(defaults | options))


def names(studio: Studio, day: datetime.date) -> list[str]:
    return [person.name for person in roster.Team(studio).on(day)]


def test_a_filtered_roster_counts_whom_it_shows(filing: Any, studio: Any) -> None:
    joined(filing, studio, role="backbone")
    client, url = filing.cast.client(filing.cast.port_clerk), reverse("studios:team", args=[studio.pk])
    whole = client.get(url).content.decode()
    assert "共 5 人　领衔人 1 人　骨干 1 人　成员 3 人" in whole
    some = client.get(url, {"role": "backbone"}).content.decode()
    assert "共 1 人　骨干 1 人　<a" in some


def test_only_the_units_people_write_the_team(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    for person in ("port_chair", "port_clerk", "port_liaison"):
        member = acting.add_member(
            actor=getattr(cast, person), studio_id=studio.pk, role="member", joined_on=DAY, values={"name": person}
        )
        assert member.worker.unit == cast.port
    for person in ("city_officer", "industry_officer", "grid_chair", "administrator"):
        with pytest.raises(NotYours):
            acting.add_member(
                actor=getattr(cast, person), studio_id=studio.pk, role="member", joined_on=DAY, values={"name": "甲"}
            )
    Studio.objects.filter(pk=studio.pk).update(status=StudioStatus.REVOKED)
    with pytest.raises(Closed):
        joined(filing, studio)
    assert set(Entry.objects.filter(verb="member.join").values_list("actor_name", flat=True)) == {
        "许文龙", "周敏", "吴小帆",
    }  # fmt: skip


def test_the_leader_comes_and_goes_by_a_change_case_only(filing: Any, studio: Studio) -> None:
    leader = studio.members.get(role="leader")
    for verb in (
        lambda: joined(filing, studio, role="leader"),
        lambda: acting.change_role(actor=filing.cast.port_chair, member_id=leader.pk, role="member", on=DAY),
        lambda: acting.leave(actor=filing.cast.port_chair, member_id=leader.pk, on=DAY, reason="退休"),
        lambda: acting.strike_member(actor=filing.cast.port_chair, member_id=leader.pk),
    ):
        with pytest.raises(Invalid, match="领衔人变更"):
            verb()
    member = joined(filing, studio)
    with pytest.raises(Invalid, match="领衔人变更"):
        acting.change_role(actor=filing.cast.port_chair, member_id=member.pk, role="leader", on=DAY)


def test_a_role_ends_and_another_begins_on_the_same_day(filing: Any, studio: Studio) -> None:
    actor = filing.cast.port_clerk
    first = joined(filing, studio)
    later = datetime.date(2014, 1, 1)
    second = acting.change_role(actor=actor, member_id=first.pk, role="backbone", on=later)
    first.refresh_from_db()
    assert (first.left_on, second.joined_on, second.position) == (later, later, first.position)
    team = roster.Team(studio)
    roles = {day: [p.member.role for p in team.on(day) if p.name == "林新人"] for day in (DAY, later)}
    assert roles == {DAY: ["member"], later: ["backbone"]}
    assert [person.since for person in team.on(later) if person.name == "林新人"] == [DAY]
    assert [row.left for row in team.years(datetime.date(2014, 12, 31)) if row.year == 2014] == [0]
    with pytest.raises(MovedOn):
        acting.change_role(actor=actor, member_id=first.pk, role="liaison", on=later)
    with pytest.raises(Invalid):
        acting.change_role(actor=actor, member_id=second.pk, role="liaison", on=DAY)


def test_leaving_needs_a_reason_and_can_be_taken_back(filing: Any, studio: Studio) -> None:
    actor = filing.cast.port_clerk
    member = joined(filing, studio)
    with pytest.raises(Invalid):
        acting.leave(actor=actor, member_id=member.pk, on=DAY, reason="  ")
    with pytest.raises(Invalid):
        acting.leave(actor=actor, member_id=member.pk, on=timezone.localdate() + datetime.timedelta(1), reason="调离")
    on = datetime.date(2014, 3, 1)
    acting.leave(actor=actor, member_id=member.pk, on=on, reason="调离")
    assert "林新人" in names(studio, on - datetime.timedelta(1))
    assert "林新人" not in names(studio, on)
    with pytest.raises(MovedOn):
        acting.leave(actor=actor, member_id=member.pk, on=on, reason="调离")
    again = joined(filing, studio, worker_id=member.worker_id, joined_on=datetime.date(2015, 1, 1))
    with pytest.raises(Invalid):
        acting.come_back(actor=actor, member_id=member.pk)
    acting.strike_member(actor=actor, member_id=again.pk)
    acting.come_back(actor=actor, member_id=member.pk)
    assert "林新人" in names(studio, timezone.localdate())


def test_nobody_is_in_one_team_twice_at_a_time(filing: Any, studio: Studio) -> None:
    member = joined(filing, studio)
    with pytest.raises(Invalid, match="已经在这个工作室"):
        joined(filing, studio, worker_id=member.worker_id)
    with pytest.raises(Invalid, match="已经有林新人的记录"):
        joined(filing, studio)
    other = joined(filing, studio, is_another=True)
    assert other.worker_id != member.worker_id


def test_one_person_in_two_studios_is_one_record(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    member = joined(filing, studio, values={"phone": "13900000009"})
    second = filing.named("黄秀兰").studio
    known = people.namesakes(cast.port_clerk, second, "林新人", birth="1990-01-02")
    assert [worker.pk for worker in known] == [member.worker_id]
    assert [row.studio_id for row in known[0].open_memberships] == [studio.pk]  # type: ignore[attr-defined]
    assert people.namesakes(cast.port_clerk, second, "林新人", birth="1980-01") == []
    joined(filing, second, worker_id=member.worker_id, values={"education": "本科", "phone": "13900000001"})
    member.worker.refresh_from_db()
    assert (member.worker.education, member.worker.phone) == ("20", "13900000009"), "blanks are filled, nothing else"
    assert Worker.objects.filter(name="林新人").count() == 1
    outsider = joined(filing, studio, "方外人", values={"employer": "某研究所"})
    assert people.namesakes(cast.port_clerk, second, "方外人", employer="某 研究所") == [outsider.worker]
    assert people.namesakes(cast.port_clerk, second, "方外人", employer="别的所") == []
    assert people.namesakes(cast.grid_clerk, second, "林新人") == []


def test_a_stranger_to_the_writer_cannot_be_taken_in_by_number(filing: Any, studio: Studio) -> None:
    hidden = Worker.objects.create(unit=filing.cast.grid, name="电工")
    with pytest.raises(Invalid, match="没有找到"):
        joined(filing, studio, worker_id=hidden.pk)


def test_days_typed_wrong_are_put_right_by_the_faster_only(filing: Any, studio: Studio) -> None:
    actor = filing.cast.port_clerk
    member = joined(filing, studio)
    seen = acting.state_of(member)
    day = datetime.date(2013, 4, 1)
    acting.correct_member(
        actor=actor, member_id=member.pk, joined_on=day, left_on=None, left_reason="", seen=seen
    )  # fmt: skip
    with pytest.raises(MovedOn):
        acting.correct_member(
            actor=actor, member_id=member.pk, joined_on=DAY, left_on=None, left_reason="", seen=seen
        )  # fmt: skip
    member.refresh_from_db()
    assert member.joined_on == day


def test_accounts_are_named_by_chair_or_clerk_and_then_keep_only_their_studio(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    second = filing.named("黄秀兰").studio
    with pytest.raises(NotYours):
        appointing.name_writer(actor=cast.port_liaison, studio_id=second.pk, user_id=cast.port_liaison.pk)
    with pytest.raises(Invalid):
        appointing.name_writer(actor=cast.port_chair, studio_id=second.pk, user_id=cast.grid_clerk.pk)
    made = appointing.name_writer(actor=cast.port_chair, studio_id=second.pk, user_id=cast.port_liaison.pk)
    with pytest.raises(MovedOn):
        appointing.name_writer(actor=cast.port_chair, studio_id=second.pk, user_id=cast.port_liaison.pk)
    liaison = type(cast.port_liaison).objects.get(pk=cast.port_liaison.pk)
    with pytest.raises(NotYours):
        acting.add_member(actor=liaison, studio_id=studio.pk, role="member", joined_on=DAY, values={"name": "甲"})
    appointing.release_writer(actor=cast.port_clerk, appointment_id=made.pk)
    assert not StudioAppointment.objects.exists()


def test_adding_asks_whether_a_namesake_is_the_same_person(filing: Any, studio: Studio) -> None:
    member = joined(filing, studio)
    second = filing.named("黄秀兰").studio
    client = filing.cast.client(filing.cast.port_clerk)
    url = reverse("studios:member_new", args=[second.pk])
    data = {"name": "林新人", "role": "member", "joined_on": "2013.5", "birth": "1990年1月", "education": "本科"}
    page = client.post(url, data)
    assert page.status_code == 422
    assert "是同一个人吗" in page.content.decode()
    assert client.post(url, data | {"same": str(member.worker_id)}).status_code == 302
    assert second.members.get(worker=member.worker).joined_on == datetime.date(2013, 5, 1)
    bad = client.post(url, data | {"name": "乙", "education": "火星大学", "joined_on": "上个月"}).content.decode()
    assert "“火星大学”认不出来" in bad
    assert "“上个月”认不出来" in bad


def test_the_roster_stays_fast_with_three_hundred_people(filing: Any, studio: Studio) -> None:
    unit = studio.unit
    workers = Worker.objects.bulk_create(
        Worker(unit=unit, name=f"员工{n}", gender="1", birth="1985-06", education="20") for n in range(300)
    )
    Member.objects.bulk_create(
        Member(studio=studio, worker=worker, role="member", joined_on=DAY, position=n)
        for n, worker in enumerate(workers, start=10)
    )
    Promotion.objects.bulk_create(
        Promotion(worker=worker, studio=studio, kind="education", old="30", new="20", on=DAY) for worker in workers
    )
    client = filing.cast.client(filing.cast.port_clerk)
    url = reverse("studios:team", args=[studio.pk])
    assert cost(client, url) <= 12
    page = client.get(url)
    assert len(page.context["rows"]) == 25
    assert (page.context["total"], page.context["college"]) == (304, 304)
    before = client.get(url, {"on": "2013-05-07"})
    assert before.context["total"] == 4
    assert len(client.get(url, {"q": "员工29"}).context["rows"]) == 11


def test_honours_follow_the_leader_into_the_register(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    leader = studio.leader
    for honour in list(leader.honours.all()):
        facts_of_people.remove_honour(actor=cast.port_chair, honour_id=honour.pk)
    studio.refresh_from_db()
    assert studio.leader_honour == ""
    made = facts_of_people.add_honour(
        actor=cast.port_liaison, worker_id=leader.pk, values={"text": "福建省劳动模范", "year": 2011}
    )
    assert made.level == "province_model"
    studio.refresh_from_db()
    assert studio.leader_honour == "province_model"
    for person in ("city_officer", "grid_chair"):
        with pytest.raises(NotYours):
            facts_of_people.add_honour(actor=getattr(cast, person), worker_id=leader.pk, values={"text": "甲"})
    with pytest.raises(Invalid):
        facts_of_people.change_honour(actor=cast.port_chair, honour_id=made.pk, values={"text": "", "year": 1800})


def test_the_person_page_masks_and_hides(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    member = joined(filing, studio, values={"phone": "13900000009"})
    url = reverse("studios:worker", args=[member.worker_id])
    assert "13900000009" in cast.client(cast.industry_officer).get(url).content.decode()
    masked = cast.client(cast.auditor).get(url).content.decode()
    assert "13900000009" not in masked
    assert "1990-01" not in masked
    for person in ("district_officer", "grid_chair", "stranger"):
        assert cast.client(getattr(cast, person)).get(url).status_code == 404


def test_a_promotion_is_no_correction(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    member = joined(filing, studio, values={"skill_grade": "高级工"})
    growth.promote(
        actor=cast.port_clerk, studio_id=studio.pk, worker_id=member.worker_id, kind="skill_grade", new="技师",
        on=datetime.date(2014, 6, 1), growth="skill",
    )  # fmt: skip
    facts_of_people.correct_worker(
        actor=cast.port_clerk, worker_id=member.worker_id, values={"name": "林新人", "education": "大专"}
    )
    assert Promotion.standing.count() == 1
    facts_of_people.correct_worker(
        actor=cast.port_clerk, worker_id=member.worker_id, values={"name": "林新人", "skill_grade": "高级技师"}
    )
    assert Promotion.standing.get().new == "senior_technician"
    with pytest.raises(Invalid, match="更名"):
        facts_of_people.correct_worker(actor=cast.port_clerk, worker_id=studio.leader_id, values={"name": "陈川"})


def test_the_printed_roster_repeats_its_heading_and_masks_birth(filing: Any, studio: Studio) -> None:
    url = reverse("studios:team_roster", args=[studio.pk, "docx"])
    papers = {}
    for person in ("port_clerk", "auditor"):
        answer = filing.cast.client(getattr(filing.cast, person)).get(url + "?on=2013-05-08")
        papers[person] = docx.Document(io.BytesIO(b"".join(answer.streaming_content)))
    [table] = papers["port_clerk"].tables
    assert "w:tblHeader" in table.rows[0]._tr.xml
    assert [cell.text for cell in table.rows[1].cells][:5] == ["1", "陈海川", "领衔人", "男", "1971.3"]
    assert "共 4 人" in papers["port_clerk"].paragraphs[-3].text
    assert papers["auditor"].tables[0].rows[1].cells[4].text == "1971年"


def test_a_wrong_day_is_corrected_from_the_page_that_shows_it(filing: Any, studio: Studio) -> None:
    """With what the page itself sends: its mark of a row without an end survives the form."""
    member = joined(filing, studio)
    client = filing.cast.client(filing.cast.port_clerk)
    page = client.get(reverse("studios:member", args=[studio.pk, member.pk]))
    sent = {bound.html_name: bound.value() or "" for bound in page.context["days_form"]}
    answer = client.post(
        reverse("studios:member_correct", args=[studio.pk, member.pk]), sent | {"days-joined_on": "2013-06-01"}
    )
    assert answer.status_code == 302
    member.refresh_from_db()
    assert member.joined_on == datetime.date(2013, 6, 1)


def test_a_pressed_change_of_role_that_chose_none_changes_none(filing: Any, studio: Studio) -> None:
    member = joined(filing, studio)
    page = filing.cast.client(filing.cast.port_clerk).get(reverse("studios:member", args=[studio.pk, member.pk]))
    assert page.context["role_form"]["role"].value() == "member"


def test_a_row_another_one_followed_does_not_offer_to_go_on(filing: Any, studio: Studio) -> None:
    member = joined(filing, studio)
    now = acting.change_role(
        actor=filing.cast.port_clerk, member_id=member.pk, role="backbone", on=datetime.date(2014, 1, 1)
    )
    client = filing.cast.client(filing.cast.port_clerk)
    back, page = (reverse(f"studios:{name}", args=[studio.pk, member.pk]) for name in ("member_back", "member"))
    assert back not in client.get(page).content.decode()
    answer = client.post(back, follow=True)
    assert answer.status_code == 200
    assert "已经在这个工作室" in answer.content.decode()
    acting.strike_member(actor=filing.cast.port_clerk, member_id=now.pk)
    assert back in client.get(page).content.decode()
