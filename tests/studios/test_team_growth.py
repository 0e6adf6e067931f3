"""Growth: what a worker was on any day, in whichever order it was noted; and two records that become one."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from lingjun.audit.models import Entry
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.ledger.models import Activity, ActivityKind, Project
from lingjun.studios import roster
from lingjun.studios.actions import growth, merging, people
from lingjun.studios.actions import team as acting
from lingjun.studios.criteria.sheet import compute
from lingjun.studios.models import CriteriaSheet, Honour, Material, Member, Promotion, Studio, Worker
from lingjun.studios.queries import with_head
from tests.routes.world import picture

JOINED = datetime.date(2012, 10, 26)


@pytest.fixture
def studio(filing: Any) -> Studio:
    studio: Studio = filing.named("陈海川").studio
    Member.objects.filter(studio=studio).update(joined_on=JOINED)
    return studio


def taken_in(filing: Any, studio: Studio, name: str = "林新人", **known: str) -> Member:
    return acting.add_member(
        actor=filing.cast.port_clerk, studio_id=studio.pk, role="member", joined_on=JOINED,
        values={"name": name, **known},
    )  # fmt: skip


def risen(filing: Any, studio: Studio, worker: int, new: str, year: int, **more: Any) -> Promotion:
    facts = {"kind": "skill_grade", "growth": "skill"} | more
    return growth.promote(
        actor=filing.cast.port_clerk, studio_id=studio.pk, worker_id=worker, new=new, on=datetime.date(year, 6, 1),
        **facts,
    )  # fmt: skip


def grades(studio: Studio, worker: int, *years: int) -> list[str]:
    """Grade at the end of each year."""
    team = roster.Team(studio)
    return [
        next(person.skill_grade for person in team.on(datetime.date(year, 12, 31)) if person.worker.pk == worker)
        for year in years
    ]


def test_promotions_in_any_order_give_the_same_past(filing: Any, studio: Studio) -> None:
    worker = taken_in(filing, studio, skill_grade="中级工").worker_id
    risen(filing, studio, worker, "技师", 2018)
    early = risen(filing, studio, worker, "高级工（三级）", 2015)
    years = (2013, 2015, 2017, 2018, 2020)
    expected = ["intermediate_worker", "senior_worker", "senior_worker", "technician", "technician"]
    assert grades(studio, worker, *years) == expected
    growth.remove_promotion(actor=filing.cast.port_clerk, promotion_id=early.pk)
    assert grades(studio, worker, *years) == ["intermediate_worker"] * 3 + ["technician"] * 2
    growth.restore_promotion(actor=filing.cast.port_clerk, promotion_id=early.pk)
    assert grades(studio, worker, *years) == expected
    last = Promotion.standing.get(new="technician")
    growth.remove_promotion(actor=filing.cast.port_clerk, promotion_id=last.pk)
    assert Worker.objects.get(pk=worker).skill_grade == "senior_worker"
    assert grades(studio, worker, *years) == ["intermediate_worker"] + ["senior_worker"] * 4


def test_what_cannot_be_is_refused(filing: Any, studio: Studio) -> None:
    worker = taken_in(filing, studio, skill_grade="技师").worker_id
    for wrong, field in (
        ({"new": "技师", "year": 2015}, "new"),
        ({"new": "大师", "year": 2015}, "new"),
        ({"new": "高级技师", "year": 2090}, "on"),
        ({"new": "高级技师", "year": 2015, "growth": "heroic"}, "growth"),
        ({"new": "高级技师", "year": 2015, "kind": "phone"}, "kind"),
    ):
        with pytest.raises(Invalid) as refused:
            risen(filing, studio, worker, **wrong)  # type: ignore[arg-type]
        assert set(refused.value.errors) == {field}
    outside = Worker.objects.create(unit=studio.unit, name="不在队")
    with pytest.raises(NotYours):
        risen(filing, studio, outside.pk, "技师", 2015)
    assert not Promotion.objects.exists()


def test_composition_and_ages_are_those_of_the_day(filing: Any, studio: Studio) -> None:
    worker = taken_in(filing, studio, skill_grade="高级工", education="大专", birth="1990-06", gender="女").worker_id
    risen(filing, studio, worker, "首席技师", 2016)
    risen(filing, studio, worker, "本科", 2017, kind="education", growth="learning")
    before = roster.Team(studio).composition(datetime.date(2013, 12, 31))
    after = roster.Team(studio).composition(datetime.date(2018, 5, 31))
    assert (before.total, after.total) == (5, 5)
    assert (before.counts["senior_worker"], before.counts["college"]) == (1, 1)
    assert (after.counts["senior_worker"], after.counts["college"]) == (0, 0)
    assert after.counts["senior_technician"] == before.counts["senior_technician"] + 1, "printed under 高级技师"
    page = filing.cast.client(filing.cast.port_clerk).get(reverse("studios:team", args=[studio.pk]) + "?on=2013-12-31")
    [(person, count, title)] = [row for row in page.context["rows"] if row[0].name == "林新人"]
    assert (person.skill_grade, count.age, title) == ("senior_worker", 23, "高级工")


def test_growth_is_counted_by_year_and_kind(filing: Any, studio: Studio) -> None:
    first = taken_in(filing, studio, skill_grade="高级工").worker_id
    risen(filing, studio, first, "技师", 2023)
    risen(filing, studio, first, "工程师", 2023, kind="title", growth="knowledge")
    member = Member.objects.get(worker=first)
    acting.leave(actor=filing.cast.port_clerk, member_id=member.pk, on=datetime.date(2024, 2, 1), reason="调离")
    years = {row.year: row for row in roster.Team(studio).years(datetime.date(2025, 3, 1))}
    assert (years[2022].size, years[2023].size, years[2024].size) == (5, 5, 4)
    assert (years[2022].technicians, years[2023].technicians) == (1, 2)
    assert (years[2023].promotions, years[2023].growth) == (2, {"skill": 1, "knowledge": 1})
    assert (years[2024].left, years[2024].promotions, years[2025].left) == (1, 0, 0)


def test_the_certificate_is_kept_behind_the_promotion(filing: Any, studio: Studio) -> None:
    member = taken_in(filing, studio)
    client = filing.cast.client(filing.cast.port_clerk)
    url = reverse("studios:member_promote", args=[studio.pk, member.pk])
    data = {"kind": "skill_grade", "new": "一级/高级技师", "on": "2014年6月1日", "growth": "skill"}
    assert client.post(url, data | {"certificate": SimpleUploadedFile("证书.png", picture())}).status_code == 302
    line = Promotion.standing.get()
    assert (line.new, line.old) == ("senior_technician", "")
    assert Material.objects.get(about="studios.promotion", about_id=line.pk).file.name == "证书.png"
    program = SimpleUploadedFile("证书.png", b"MZ\x90\x00" + b"\x00" * 200)
    answer = client.post(url, data | {"new": "特级技师", "on": "2015-06-01", "certificate": program}, follow=True)
    assert "证书没有收下" in answer.content.decode()
    assert Promotion.standing.count() == 2


def test_two_records_of_a_person_become_one_with_everything(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    keep = taken_in(filing, studio, birth="1990-01").worker
    second = filing.named("黄秀兰").studio
    gone = acting.add_member(
        actor=cast.port_clerk, studio_id=second.pk, role="backbone", joined_on=JOINED, is_another=True,
        values={"name": "林新人", "phone": "13900000009"},
    ).worker  # fmt: skip
    Member.objects.create(studio=studio, worker=gone, role="backbone", joined_on=datetime.date(2014, 1, 1))
    for worker in (keep, gone):
        Honour.objects.create(worker=worker, text="市劳动模范", year=2011)
    risen(filing, second, gone.pk, "技师", 2015)
    project = Project.objects.create(studio=second, title="甲", lead=gone, people=[gone.pk, 900])
    activity = Activity.objects.create(
        studio=studio, kind=ActivityKind.MEETING, held_on=JOINED, text="乙", attendees=[keep.pk, gone.pk], attendance=2
    )
    merging.merge_workers(actor=cast.port_chair, keep_id=keep.pk, gone_id=gone.pk)
    assert not Worker.objects.filter(pk=gone.pk).exists()
    project.refresh_from_db()
    activity.refresh_from_db()
    assert (project.lead_id, project.people) == (keep.pk, [keep.pk, 900])
    assert (activity.attendees, activity.attendance) == ([keep.pk], 1)
    keep.refresh_from_db()
    assert (keep.phone, keep.birth, keep.honours.count(), keep.promotions.count()) == ("13900000009", "1990-01", 1, 1)
    rows = Member.objects.filter(worker=keep, studio=studio).order_by("joined_on")
    assert [(row.role, row.left_on) for row in rows] == [("member", datetime.date(2014, 1, 1)), ("backbone", None)]
    assert Entry.objects.get(verb="worker.merge").old["phone"]
    with pytest.raises(MovedOn):
        merging.merge_workers(actor=cast.port_chair, keep_id=keep.pk, gone_id=gone.pk)


def test_only_namesakes_of_one_unit_merge_and_only_by_their_unit(filing: Any, studio: Studio) -> None:
    cast = filing.cast
    one = Worker.objects.create(unit=cast.port, name="甲")
    same, other = Worker.objects.create(unit=cast.port, name="甲"), Worker.objects.create(unit=cast.grid, name="甲")
    named_otherwise = Worker.objects.create(unit=cast.port, name="乙")
    for person in ("port_liaison", "industry_officer", "city_officer", "grid_chair"):
        with pytest.raises(NotYours):
            merging.merge_workers(actor=getattr(cast, person), keep_id=one.pk, gone_id=same.pk)
    for wrong in (other, named_otherwise):
        with pytest.raises(Invalid):
            merging.merge_workers(actor=cast.port_chair, keep_id=one.pk, gone_id=wrong.pk)
    client = cast.client(cast.port_chair)
    assert client.get(reverse("studios:worker_merge", args=[one.pk, other.pk])).status_code == 404
    assert client.post(reverse("studios:worker_merge", args=[one.pk, same.pk])).status_code == 302


def test_a_list_of_members_comes_in_from_excel(filing: Any, studio: Studio) -> None:
    from lingjun.studios import sheets
    from lingjun.studios.queries import content_of
    from lingjun.studios.sheet_run import Line, newest_of, run

    listing = sheets.get("members")
    assert listing is not None
    known = taken_in(filing, studio, "旧人", birth="1980-02").worker
    second = filing.named("黄秀兰").studio
    rows = [
        {"name": "旧人", "role": "骨干", "joined_on": "2013年5月8日", "birth": "1980.02", "education": "大专"},
        {"name": "新人", "role": "成员", "joined_on": "2013.5", "skill_grade": "三级工", "gender": "女"},
    ]
    lines = [Line(at, row, {}) for at, row in enumerate(rows, start=2)]
    for newest in (None, newest_of(second, listing)):
        outcomes = run(user=filing.cast.port_clerk, studio=second, listing=listing, lines=lines, newest=newest)
        assert [outcome.errors for outcome in outcomes] == [{}, {}]
    assert second.members.get(worker=known).role == "backbone"
    assert second.members.get(worker__name="新人").worker.skill_grade == "senior_worker"
    again = [{"name": "旧人", "role": "领衔人", "joined_on": "2013-05-08"}]
    [refused] = run(
        user=filing.cast.port_clerk, studio=second, listing=listing, lines=[Line(2, again[0], {})], newest=None
    )
    assert refused.errors
    exported = list(listing.rows(second, content_of(second)))
    assert {row["name"] for row in exported} >= {"旧人", "新人", "黄秀兰"}


def test_what_a_merge_moves_is_asked_in_one_query(filing: Any, studio: Studio, django_assert_num_queries: Any) -> None:
    member = taken_in(filing, studio)
    risen(filing, studio, member.worker_id, "技师", 2015)
    with django_assert_num_queries(1):
        found = dict(merging.points_at(member.worker))
    assert found == {"成员": 1, "成长记录": 1}


def test_a_rise_noted_in_one_studio_counts_in_every_studio_of_the_person(filing: Any, studio: Studio) -> None:
    """One person, one record: both sheets follow at once, and both know the grade of a day before."""
    other: Studio = filing.named("王小明").studio
    worker = taken_in(filing, studio, skill_grade="高级工").worker_id
    acting.add_member(
        actor=filing.cast.port_clerk, studio_id=other.pk, role="member", joined_on=JOINED, worker_id=worker
    )
    before = [CriteriaSheet.objects.get(studio=one).counts["skilled"] for one in (studio, other)]
    promotion = risen(filing, studio, worker, "技师", 2018)
    assert [CriteriaSheet.objects.get(studio=one).counts["skilled"] for one in (studio, other)] == [
        number + 1 for number in before
    ]
    days = (datetime.date(2017, 1, 1), datetime.date(2019, 1, 1))
    for one, number in zip((studio, other), before, strict=True):
        loaded = with_head(Studio.objects.all()).get(pk=one.pk)
        assert [compute(loaded, day).counts["skilled"] for day in days] == [number, number + 1]
    growth.remove_promotion(actor=filing.cast.port_clerk, promotion_id=promotion.pk)
    assert [CriteriaSheet.objects.get(studio=one).counts["skilled"] for one in (studio, other)] == before


def test_the_sheet_follows_the_leaders_honours(filing: Any, studio: Studio) -> None:
    def told() -> list[str]:
        [team] = [one for one in CriteriaSheet.objects.get(studio=studio).detail if one["key"] == "team"]
        return [words for words in team["words"] if "荣誉" in words]

    actor = filing.cast.port_clerk
    for honour in studio.leader.honours.all():
        people.remove_honour(actor=actor, honour_id=honour.pk)
    assert told() == ["领衔人没有登记荣誉"]
    people.add_honour(actor=actor, worker_id=studio.leader_id, values={"text": "2010年全国劳动模范", "year": 2010})
    assert told() == ["领衔人荣誉 1 项"]


def test_only_who_keeps_a_person_notes_what_they_became(filing: Any, studio: Studio) -> None:
    """One of the port's who is in a studio of the grid too: the grid writes its roster, not the person's record."""
    cast = filing.cast
    member = taken_in(filing, studio, skill_grade="中级工")
    line = risen(filing, studio, member.worker_id, "高级工", 2015)
    studio.unit = cast.grid  # the studio went to another unit, and the person, in another studio there, stayed
    studio.unit_path = cast.grid.path
    studio.save(update_fields=["unit", "unit_path"])
    said = f"{member.worker.name}的资料由{cast.port.name}填写，您可以看，不能改。"
    acts = (
        lambda: growth.promote(
            actor=cast.grid_clerk, studio_id=studio.pk, worker_id=member.worker_id, kind="skill_grade", new="技师",
            on=datetime.date(2018, 6, 1), growth="skill",
        ),
        lambda: growth.remove_promotion(actor=cast.grid_clerk, promotion_id=line.pk),
        lambda: people.correct_worker(
            actor=cast.grid_clerk, worker_id=member.worker_id, values={"name": "林新人", "skill_grade": "技师"}
        ),
    )  # fmt: skip
    for act in acts:
        with pytest.raises(NotYours, match=said):
            act()
    client = cast.client(cast.grid_clerk)
    address = reverse("studios:member_promote", args=[studio.pk, member.pk])
    for page in (reverse("studios:member", args=[studio.pk, member.pk]), address,
                 reverse("studios:promotion", args=[studio.pk, line.pk])):  # fmt: skip
        assert said in client.get(page).content.decode()
    assert address not in client.get(reverse("studios:member", args=[studio.pk, member.pk])).content.decode()
    body = {"kind": "skill_grade", "new": "技师", "on": "2018-06-01", "growth": "skill"}
    answer = client.post(address, body)
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert Worker.objects.get(pk=member.worker_id).skill_grade == "senior_worker"
    assert Promotion.standing.count() == 1
    Worker.objects.filter(pk=member.worker_id).update(unit=cast.grid)
    assert acts[0]().new == "technician"
