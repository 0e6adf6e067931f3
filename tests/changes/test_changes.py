"""A change takes effect as decided, and nothing of before is overwritten."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.actions import reject, submit
from lingjun.changes import actions
from lingjun.changes.models import Change, Recall
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours
from lingjun.organizations.actions import create
from lingjun.studios.models import Honour

pytestmark = pytest.mark.django_db


def test_a_successor_brings_name_plaque_and_team_and_leaves_the_old_readable(changing: Any) -> None:
    before, old_plaque = changing.studio.name, changing.studio.plaques.get()
    changing.decided()
    studio, today = changing.studio, timezone.localdate()
    assert (studio.name, studio.leader) == ("成员1劳模创新工作室", changing.members[0])
    assert [(row.name, row.until) for row in studio.tenures.order_by("id")] == [(before, today), (studio.name, None)]
    assert studio.leader_honour == "province_model"
    open_rows = studio.members.filter(left_on__isnull=True)
    assert [row.role for row in open_rows.filter(worker=studio.leader)] == ["leader"]
    assert not open_rows.filter(worker__name="陈海川").exists()
    assert studio.members.filter(worker__name="陈海川", left_on=today, left_reason="退休").exists()
    new_plaque = studio.plaques.get(recalled_on__isnull=True)
    assert (new_plaque.text, new_plaque.number != old_plaque.number) == (studio.name, True)
    recall = Recall.objects.get(studio=studio)
    assert (recall.item, recall.number, recall.received_on) == ("plaque", old_plaque.number, None)
    assert "成员1" in studio.search_key
    page = changing.cast.client(changing.cast.district_officer).get(reverse("changes:history", args=[studio.pk]))
    assert page.status_code == 404, "the other union knows nothing of it"
    words = (
        changing.cast.client(changing.cast.port_chair)
        .get(reverse("changes:history", args=[studio.pk]))
        .content.decode()
    )
    assert all(word in words for word in (before, studio.name, old_plaque.number))


def test_keeping_the_name_keeps_the_plaque(changing: Any) -> None:
    before = changing.studio.name
    changing.decided(**changing.values(outcome="keep_name", new_name="", former_stays=True))
    studio = changing.studio
    assert (studio.name, studio.leader) == (before, changing.members[0])
    assert studio.plaques.filter(recalled_on__isnull=True).count() == 1
    assert not Recall.objects.exists()
    assert studio.members.get(worker__name="陈海川", left_on__isnull=True).role == "member"


def test_revoking_instead_of_succeeding_recalls_plaque_and_certificate(changing: Any) -> None:
    changing.decided(**changing.values(outcome="revoke", new_leader=None, new_name="", reason="discipline"))
    studio = changing.studio
    assert (studio.status, studio.revoked_on) == ("revoked", timezone.localdate())
    assert sorted(Recall.objects.values_list("item", flat=True)) == ["certificate", "plaque"]
    with pytest.raises(Closed):
        changing.draft()
    page = changing.cast.client(changing.cast.port_clerk).get(reverse("changes:history", args=[studio.pk]))
    assert "已经撤销" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"new_name": "某某劳模创新工作室"}, "new_name"),
        ({"new_leader": None}, "new_leader"),
        ({"outcome": ""}, "outcome"),
        ({"reason": ""}, "reason"),
        ({"effective_on": datetime.date(1999, 1, 1)}, "effective_on"),
    ],
)
def test_what_does_not_hold_is_told_before_submitting(changing: Any, values: dict[str, Any], field: str) -> None:
    case = changing.draft(**changing.values(**values))
    with pytest.raises(Invalid) as refusal:
        submit(actor=changing.cast.port_clerk, case_id=case.pk)
    assert field in refusal.value.errors


def test_a_successor_without_an_honour_cannot_give_the_studio_a_name(changing: Any) -> None:
    other = changing.members[1]
    case = changing.draft(**changing.values(new_leader=other, new_name=f"{other.name}劳模创新工作室"))
    with pytest.raises(Invalid, match="劳模先进荣誉"):
        submit(actor=changing.cast.port_clerk, case_id=case.pk)


def test_a_refused_change_leaves_the_studio_as_it_was(changing: Any) -> None:
    before = changing.studio.name
    case = reject(actor=changing.cast.city_officer, case_id=changing.at_city().pk, reason="材料不足。")
    changing.studio.refresh_from_db()
    assert (changing.studio.name, changing.studio.tenures.count(), case.state_label) == (before, 1, "不同意变更")
    assert changing.draft() is not None, "another one may be filed"


def test_only_one_change_at_a_time_and_only_by_the_unit(changing: Any) -> None:
    changing.draft()
    with pytest.raises(Invalid, match="没有办完"):
        changing.draft()
    for actor in (changing.cast.city_officer, changing.cast.grid_clerk):
        with pytest.raises(NotYours):
            actions.open_change(actor=actor, studio_id=changing.studio.pk, kind="leader", values={})


def test_the_federation_needs_a_number(changing: Any) -> None:
    case = changing.at_city()
    with pytest.raises(Invalid) as refusal:
        actions.approve(actor=changing.cast.city_officer, case_id=case.pk, text="同意。", dated_on=None)
    assert "decision_number" in refusal.value.errors
    assert Change.objects.get(case=case).decision_number == ""


def test_a_renamed_unit_renames_itself_and_begins_a_tenure_for_each_of_its_studios(changing: Any) -> None:
    changing.decided(
        "unit",
        reason="unit_renamed",
        reason_text="公司更名。",
        effective_on=timezone.localdate(),
        new_unit_name="厦门鹭港码头集团有限公司",
    )
    changing.cast.port.refresh_from_db()
    tenures = list(changing.studio.tenures.order_by("id").values_list("unit_name", flat=True))
    assert changing.cast.port.name == "厦门鹭港码头集团有限公司"
    assert tenures == ["厦门鹭港集装箱码头有限公司", "厦门鹭港码头集团有限公司"]


def test_a_merged_unit_takes_studio_and_people(changing: Any) -> None:
    target = create(actor=None, parent=changing.cast.industry, kind="unit", name="厦门港务控股示例有限公司")
    changing.decided(
        "unit", reason="unit_merged", reason_text="两家合并。", effective_on=timezone.localdate(), new_unit=target
    )
    studio = changing.studio
    assert (studio.unit, studio.unit_path, studio.leader.unit) == (target, target.path, target)
    assert (
        changing.cast.client(changing.cast.port_clerk).get(reverse("changes:history", args=[studio.pk])).status_code
        == 404
    )


def test_pages_of_filing_and_deciding(changing: Any) -> None:
    cast, studio = changing.cast, changing.studio
    clerk = cast.client(cast.port_clerk)
    new = reverse("changes:new", args=[studio.pk, "leader"])
    assert "由谁接替" in clerk.get(new).content.decode()
    values = changing.values()
    answer = clerk.post(new, values | {"new_leader": values["new_leader"].pk, "former_stays": "on"}, follow=True)
    assert "已存为草稿" in answer.content.decode()
    case = Change.objects.get(studio=studio).case
    clerk.post(reverse("changes:submit", args=[case.number]))
    case.refresh_from_db()
    assert case.state == "unit_opinion"
    chair = cast.client(cast.port_chair)
    body = {"seen_state": case.state, "seen_version": case.version, "text": "同意。", "dated_on": timezone.localdate()}
    decide = reverse("changes:decide", args=[case.number, "approve"])
    assert chair.post(decide, body).status_code == 302
    again = chair.post(decide, body, follow=True)
    assert "现在是" in again.content.decode(), "the slower of two is told"


def test_a_studio_is_found_by_its_former_name_and_plaque(changing: Any) -> None:
    old, client = changing.studio.plaques.get().number, changing.cast.client(changing.cast.city_officer)
    changing.decided()
    for words in ("陈海川", "chc", old, "成员1"):
        assert "成员1劳模创新工作室" in client.get(reverse("studios:list"), {"q": words}).content.decode(), words
    assert "成员1劳模创新工作室" not in client.get(reverse("studios:list"), {"q": "林志远"}).content.decode()


def test_a_second_press_of_the_union_is_told_it_is_over_and_asked_for_no_number(changing: Any) -> None:
    case = changing.at_city()
    with pytest.raises(MovedOn, match="待市总工会决定"):
        actions.approve(
            actor=changing.cast.industry_officer, case_id=case.pk, text="同意。", dated_on=timezone.localdate(),
            seen=("recommendation", 1),
        )  # fmt: skip


def test_a_decided_change_names_the_plaque_it_gave_not_one_to_come(changing: Any) -> None:
    city = changing.cast.client(changing.cast.city_officer)
    case = changing.at_city()
    address = reverse("changes:case", args=[case.number])
    assert "换发新牌匾，决定时给新编号" in city.get(address).content.decode()
    actions.approve(
        actor=changing.cast.city_officer, case_id=case.pk, text="同意变更。", dated_on=None,
        decision_number="厦工〔2026〕20号",
    )  # fmt: skip
    page = city.get(address).content.decode()
    given = changing.studio.plaques.get(recalled_on__isnull=True).number
    assert f"<b>{given}</b>" in page
    assert "决定时给新编号" not in page


def test_what_is_still_wrong_leads_to_where_it_is_put_right(changing: Any) -> None:
    Honour.objects.all().delete()
    clerk = changing.cast.client(changing.cast.port_clerk)
    case = changing.draft(**changing.values(reason_text=""))
    page = clerk.get(reverse("changes:case", args=[case.number])).content.decode()
    assert f"{reverse('changes:edit', args=[case.number])}#id_reason_text" in page
    assert f'href="{reverse("studios:worker", args=[changing.members[0].pk])}"' in page


def test_a_studio_without_a_plaque_says_so(changing: Any) -> None:
    clerk = changing.cast.client(changing.cast.port_clerk)
    address = reverse("changes:history", args=[changing.studio.pk])
    assert "还没有登记牌匾" not in clerk.get(address).content.decode()
    changing.studio.plaques.all().delete()
    assert "还没有登记牌匾" in clerk.get(address).content.decode()
