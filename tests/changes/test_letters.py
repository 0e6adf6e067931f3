"""撤销决定 as Word: a draft until another officer has decided, then the decision, nothing typed twice."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.changes import actions
from lingjun.changes.models import Recall
from lingjun.core.dates import to_chinese
from lingjun.core.workdays import add_workdays
from lingjun.studios.models import Studio
from tests.letters import ReadLetter

pytestmark = pytest.mark.django_db


def fetch(changing: Any, name: str, *args: Any, who: str = "city_officer") -> Any:
    return changing.cast.client(getattr(changing.cast, who)).get(reverse(f"changes:{name}", args=args))


def leaving(changing: Any, **other: Any) -> Any:
    """At the federation: the leader retires and the studio is to end with that."""
    values = changing.values(new_leader=None, new_name="", outcome="revoke", **other)
    return changing.at_city(**values)


def test_a_batch_is_a_draft_and_then_the_decision(changing: Any) -> None:
    second = Studio.objects.get(case=changing.filing.named("林志远"))
    batch = changing.revocation(changing.studio, second)
    response = fetch(changing, "batch_letter", batch.pk)
    draft = ReadLetter(response.content)
    assert "%EF%BC%88%E4%BB%A3%E6%8B%9F%E7%A8%BF%EF%BC%89" in response["Content-Disposition"]
    assert "代拟稿" in draft.head
    assert f"〔{timezone.localdate().year}〕　号" in draft.text
    assert "请有关单位于　　年　月　日前" in draft.text
    assert "根据厦工〔2026〕30号，经研究，决定撤销“陈海川劳模创新工作室”等2个工作室的命名（名单见附件）" in draft.text

    today = timezone.localdate()
    due = today + datetime.timedelta(days=30)
    actions.decide_batch(
        actor=changing.cast.city_colleague, batch_id=batch.pk, decision_number="厦工〔2026〕31号", decided_on=today,
        hand_back_by=due, text="同意撤销。",
    )  # fmt: skip
    final = ReadLetter(fetch(changing, "batch_letter", batch.pk).content)
    day = to_chinese(today.isoformat())
    assert (final.head, "厦工〔2026〕31号" in final.paragraphs, day in final.paragraphs) == ("", True, True)
    assert f"请有关单位于{to_chinese(due.isoformat())}前" in final.text
    assert f"自{day}起，上述工作室不再使用原名称" in final.text
    assert "按上级规定清理。" in final.paragraphs, "the reason once, in the words it was typed"
    assert f"一、{changing.studio.recommender.name}（2个）" in final.paragraphs
    plaques = [studio.plaques.get().number for studio in (changing.studio, second)]
    assert final.cells == [
        ["序号", "工作室名称", "领衔人", "所在单位", "牌匾编号"],
        ["1", "陈海川劳模创新工作室", "陈海川", changing.studio.unit.name, plaques[0]],
        ["2", "林志远劳模创新工作室", "林志远", changing.studio.unit.name, plaques[1]],
    ]
    assert "13900000001" not in final.text, "no telephone leaves with the letter"


def test_the_list_is_counted_by_recommending_union(changing: Any) -> None:
    second, third = (Studio.objects.get(case=changing.filing.named(name)) for name in ("林志远", "周一鸣"))
    Studio.objects.filter(pk=second.pk).update(recommender=changing.cast.district)
    read = ReadLetter(fetch(changing, "batch_letter", changing.revocation(changing.studio, second, third).pk).content)
    industry, district = changing.cast.industry.name, changing.cast.district.name
    assert {f"{industry}推荐2个", f"{district}推荐1个"} <= set(read.text.replace("。", "，").split("，"))
    captions = [line for line in read.paragraphs if line.endswith("个）")]
    assert sorted(line[2:] for line in captions) == sorted([f"{industry}（2个）", f"{district}（1个）"])
    assert [row[0] for row in read.cells if row[0] != "序号"] == ["1", "2", "3"]


def test_one_studio_has_no_list_and_cites_its_clause(changing: Any) -> None:
    case = leaving(changing, reason_text="陈海川同志到龄退休。\n团队没有合适人选。")
    draft = ReadLetter(fetch(changing, "letter", case.number).content)
    assert "代拟稿" in draft.head
    assert not draft.cells
    assert f"{changing.cast.city.name}关于撤销\n“陈海川劳模创新工作室”命名的决定" in draft.text
    assert "团队没有合适人选。" in draft.paragraphs
    assert "（厦工〔2012〕80号）第二部分第1项“有牌匾”" in draft.text
    done = actions.approve(
        actor=changing.cast.city_officer, case_id=case.pk, text="同意。", dated_on=None,
        decision_number="厦工〔2026〕20号",
    )  # fmt: skip
    final = ReadLetter(fetch(changing, "letter", done.number).content)
    assert (final.head, "厦工〔2026〕20号" in final.paragraphs) == ("", True)
    assert "　　年" not in final.text
    assert f"牌匾编号{changing.studio.plaques.get().number}" in final.text


def test_the_pages_offer_what_there_is(changing: Any) -> None:
    batch = changing.revocation()
    url = reverse("changes:batch_letter", args=[batch.pk])
    case = batch.changes.get().case
    assert "代拟稿（Word）" in fetch(changing, "batch", batch.pk).content.decode()
    single = fetch(changing, "letter", case.number)
    assert (single.status_code, single["Location"]) == (302, url)
    actions.drop_batch(actor=changing.cast.city_officer, batch_id=batch.pk, reason="上级同意保留。")
    assert url not in fetch(changing, "batch", batch.pk).content.decode()
    assert fetch(changing, "batch_letter", batch.pk).status_code == 409
    assert fetch(changing, "letter", case.number).status_code == 302


def test_no_letter_before_the_federation_has_it_nor_for_another_change(changing: Any) -> None:
    early = changing.draft(reason="retirement", reason_text="退休。", outcome="revoke")
    assert fetch(changing, "letter", early.number).status_code == 409
    assert "decision.docx" not in fetch(changing, "case", early.number).content.decode()


def test_a_change_of_leader_has_no_decision_to_revoke(changing: Any) -> None:
    case = changing.at_city()
    assert fetch(changing, "letter", case.number).status_code == 409
    assert "decision.docx" not in fetch(changing, "case", case.number).content.decode()


@pytest.mark.parametrize(("who", "status"), [("city_colleague", 200), ("industry_officer", 403), ("port_chair", 403),
                                             ("auditor", 403), ("grid_chair", 404)])  # fmt: skip
def test_only_the_federation_prints(changing: Any, who: str, status: int) -> None:
    case = leaving(changing)
    assert fetch(changing, "letter", case.number, who=who).status_code == status
    shown = "decision.docx" in fetch(changing, "case", case.number, who=who).content.decode()
    assert shown == (status == 200)


def test_a_hostile_name_stays_a_name(changing: Any) -> None:
    name = "陈<w:t>&" + "长" * 80
    Studio.objects.filter(pk=changing.studio.pk).update(name=name)
    changing.studio.refresh_from_db()
    read = ReadLetter(fetch(changing, "batch_letter", changing.revocation().pk).content)
    assert f"“{name}”" in read.text


def test_it_costs_the_same_for_many(changing: Any, django_assert_max_num_queries: Any) -> None:
    from lingjun.changes.papers import revocation_of_batch

    others = [Studio.objects.get(case=changing.filing.named(name)) for name in ("甲甲", "乙乙", "丙丙")]
    batch = changing.revocation(changing.studio, *others)
    with django_assert_max_num_queries(3):
        revocation_of_batch(batch)


def decide_page(changing: Any, case: Any, **other: Any) -> Any:
    """The federation's officer answers on the page of one change."""
    body = {
        "seen_state": case.state, "seen_version": case.version, "text": "同意变更。",
        "dated_on": timezone.localdate(), "decision_number": "厦工〔2026〕40号",
    }  # fmt: skip
    url = reverse("changes:decide", args=[case.number, "approve"])
    return changing.cast.client(changing.cast.city_officer).post(url, body | other)


def test_one_revocation_sets_the_day_to_hand_back_as_a_batch_does(changing: Any) -> None:
    case, today = leaving(changing), timezone.localdate()
    default = add_workdays(today, 20)
    page = fetch(changing, "case", case.number).content.decode()
    assert "牌匾、证书交回期限" in page
    assert f'value="{default.isoformat()}"' in page
    early = decide_page(changing, case, hand_back_by=today - datetime.timedelta(days=1))
    assert early.status_code == 422
    assert "交回期限不能早于决定日期" in early.content.decode()
    due = today + datetime.timedelta(days=45)
    assert decide_page(changing, case, hand_back_by=due).status_code == 302
    assert set(Recall.objects.values_list("due_on", flat=True)) == {due}
    letter = ReadLetter(fetch(changing, "letter", case.number).content)
    assert f"请有关单位于{to_chinese(due.isoformat())}前" in letter.text


def test_a_change_without_a_recall_asks_for_no_day(changing: Any) -> None:
    kept = changing.at_city(**changing.values(outcome="keep_name", new_name=""))
    assert "交回期限" not in fetch(changing, "case", kept.number).content.decode()
    assert decide_page(changing, kept).status_code == 302
    assert not Recall.objects.exists()


def test_one_of_a_batch_is_not_decided_alone(changing: Any) -> None:
    case = changing.revocation().changes.get().case
    client = changing.cast.client(changing.cast.city_colleague)
    body = {
        "seen_state": case.state, "seen_version": case.version, "text": "x", "decision_number": "1号", "reason": "x",
        "dated_on": timezone.localdate(), "hand_back_by": timezone.localdate(),
    }  # fmt: skip
    for verdict in ("approve", "reject"):
        answer = client.post(reverse("changes:decide", args=[case.number, verdict]), body)
        assert (answer.status_code, "整批" in answer.content.decode()) == (409, True)
    changing.studio.refresh_from_db()
    assert changing.studio.status == "active"
