"""Revoking a batch: proposed by one, decided by another, all or none; then plaques come back against a receipt."""

from __future__ import annotations

import datetime
import io
import zipfile
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.changes import actions
from lingjun.changes.models import Recall, RevocationBatch
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.studios.models import Studio

pytestmark = pytest.mark.django_db


def decide(changing: Any, batch: Any, actor: Any) -> Any:
    today = timezone.localdate()
    return actions.decide_batch(
        actor=actor, batch_id=batch.pk, decision_number="厦工〔2026〕31号", decided_on=today,
        hand_back_by=today + datetime.timedelta(days=30), text="同意撤销。",
    )  # fmt: skip


def test_the_proposer_does_not_decide_and_the_other_one_does(changing: Any) -> None:
    batch = changing.revocation()
    with pytest.raises(NotYours, match="另一位"):
        decide(changing, batch, changing.cast.city_officer)
    decide(changing, batch, changing.cast.city_colleague)
    changing.studio.refresh_from_db()
    assert changing.studio.status == "revoked"
    assert set(Recall.objects.values_list("due_on", flat=True)) == {timezone.localdate() + datetime.timedelta(days=30)}
    with pytest.raises(MovedOn):
        decide(changing, batch, changing.cast.city_colleague)


def test_one_that_cannot_be_revoked_stops_the_whole_batch(changing: Any) -> None:
    second = Studio.objects.get(case=changing.filing.named("林志远"))
    batch = changing.revocation(changing.studio, second)
    Studio.objects.filter(pk=second.pk).update(status="revoked")
    with pytest.raises(Invalid, match="已经撤销"):
        decide(changing, batch, changing.cast.city_colleague)
    changing.studio.refresh_from_db()
    assert (changing.studio.status, Recall.objects.count()) == ("active", 0)


def test_dropping_leaves_everything_and_frees_the_studio(changing: Any) -> None:
    batch = changing.revocation()
    actions.drop_batch(actor=changing.cast.city_officer, batch_id=batch.pk, reason="上级同意保留。")
    changing.studio.refresh_from_db()
    assert changing.studio.status == "active"
    assert changing.draft() is not None


@pytest.mark.parametrize("who", ["industry_officer", "port_chair", "administrator"])
def test_nobody_else_proposes(changing: Any, who: str) -> None:
    with pytest.raises(NotYours):
        actions.propose_revocation(
            actor=getattr(changing.cast, who), federation=changing.cast.city, studio_ids=[changing.studio.pk],
            title="x", reason="other", reason_text="x",
        )  # fmt: skip
    assert changing.cast.client(getattr(changing.cast, who)).get(reverse("changes:propose")).status_code == 403


def test_a_studio_that_is_not_there_is_refused_in_words(changing: Any) -> None:
    officer = changing.cast.client(changing.cast.city_officer)
    form = {"pick": [changing.studio.pk, 999_999], "title": "一批", "reason": "other", "reason_text": "不再具备条件"}
    answer = officer.post(reverse("changes:propose"), form)
    assert answer.status_code == 422
    assert "勾选的工作室有的已经不在名册里" in answer.content.decode()
    assert not RevocationBatch.objects.exists()


def test_a_whole_batch_is_more_than_one_page(changing: Any) -> None:
    for leader in ("林志远", "黄秀兰"):
        changing.filing.named(leader)
    officer = changing.cast.client(changing.cast.city_officer)
    page = reverse("changes:propose") + "?size=12"
    body = {"every": "1", "title": "清理一批", "reason": "clean_up", "reason_text": "按上级规定清理。"}
    assert officer.post(page + "&q=%E6%B2%A1%E6%9C%89%E8%BF%99%E4%B8%AA", body).status_code == 422, "nothing found"
    assert officer.post(page, body).status_code == 302
    assert set(Studio.objects.filter(changes__batch__isnull=False)) == set(Studio.objects.all())


def test_the_one_studio_a_page_leads_to_is_ticked(changing: Any) -> None:
    changing.filing.named("林志远")
    officer = changing.cast.client(changing.cast.city_officer)
    one = officer.get(reverse("changes:propose"), {"q": "林志远"}).content.decode()
    assert 'name="pick"' in one
    assert "checked" in one.split('name="pick"')[1].split(">")[0]
    both = officer.get(reverse("changes:propose")).content.decode()
    assert not any("checked" in part.split(">")[0] for part in both.split('name="pick"')[1:])


def test_a_plaque_comes_back_once_against_a_receipt(changing: Any) -> None:
    decide(changing, changing.revocation(), changing.cast.city_colleague)
    recall = Recall.objects.get(item="plaque")
    with pytest.raises(Invalid):
        actions.receive(
            actor=changing.cast.city_officer, recall_id=recall.pk, received_from="周敏",
            received_on=timezone.localdate() + datetime.timedelta(days=1),
        )  # fmt: skip
    officer = changing.cast.client(changing.cast.city_officer)
    page = reverse("changes:receive", args=[recall.pk])
    body = {"received_on": timezone.localdate(), "received_from": "周敏", "note": "边角磕损"}
    assert officer.post(page, body).status_code == 302
    assert officer.post(page, body).status_code == 422, "it came back once"
    word = officer.get(reverse("changes:receipt", args=[recall.pk]))
    with zipfile.ZipFile(io.BytesIO(word.content)) as parts:
        text = parts.read("word/document.xml").decode()
    assert all(words in text for words in ("陈海川劳模创新工作室", "周敏", recall.number))


def test_who_hands_back_sees_the_list_and_the_receipt_but_no_button_of_the_officer(changing: Any) -> None:
    decide(changing, changing.revocation(), changing.cast.city_colleague)
    recall = Recall.objects.get(item="plaque")
    enter, receipt = (reverse(f"changes:{name}", args=[recall.pk]) for name in ("receive", "receipt"))
    chair = changing.cast.client(changing.cast.port_chair)
    page = chair.get(reverse("changes:recalls")).content.decode()
    assert recall.number in page
    assert enter not in page
    assert enter in changing.cast.client(changing.cast.city_officer).get(reverse("changes:recalls")).content.decode()
    actions.receive(
        actor=changing.cast.city_officer, recall_id=recall.pk, received_from="周敏", received_on=timezone.localdate()
    )
    done = chair.get(reverse("changes:recalls"), {"state": "done"}).content.decode()
    assert receipt in done
    assert chair.get(receipt).status_code == 200
