"""Days that cannot be, words of an answer that was changed, and what other cases do while a studio changes."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.appraisal.queries import not_submitted
from lingjun.cases.actions import submit
from lingjun.changes import actions
from lingjun.changes.models import Change
from lingjun.changes.words import becomes, consequences, facts
from lingjun.core.errors import Invalid
from lingjun.studios.models import Member, Studio, Tenure
from tests.appraising import Appraising

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


def older(changing: Any, *, years: int = 3) -> datetime.date:
    """The studio is some years old."""
    since = timezone.localdate() - years * 365 * DAY
    studio = changing.studio
    Studio.objects.filter(pk=studio.pk).update(named_on=since)
    studio.tenures.update(since=since)
    studio.members.update(joined_on=since)
    studio.plaques.update(issued_on=since)
    studio.refresh_from_db()
    return since


def refused(changing: Any, **values: Any) -> dict[str, str]:
    case = changing.draft(**changing.values(**values))
    with pytest.raises(Invalid) as refusal:
        submit(actor=changing.cast.port_clerk, case_id=case.pk)
    errors: dict[str, str] = refusal.value.errors
    return errors


def test_no_change_begins_before_the_last_one_did(changing: Any) -> None:
    since = older(changing)
    changing.decided(**changing.values(effective_on=since + 400 * DAY))
    changing.draft(
        "rename", reason="other", reason_text="改写法。", new_name="成员1劳模工作室", effective_on=since + DAY
    )
    case = Change.objects.get(studio=changing.studio, kind="rename").case
    with pytest.raises(Invalid) as refusal:
        submit(actor=changing.cast.port_clerk, case_id=case.pk)
    assert "上一次变动" in refusal.value.errors["effective_on"]


def test_a_revocation_before_the_last_change_is_refused(changing: Any) -> None:
    since = older(changing)
    changing.decided(**changing.values(effective_on=since + 400 * DAY))
    batch = changing.revocation()
    with pytest.raises(Invalid) as refusal:
        actions.decide_batch(
            actor=changing.cast.city_colleague, batch_id=batch.pk, decision_number="厦工〔2026〕31号",
            decided_on=since + 10 * DAY, hand_back_by=timezone.localdate(), text="同意撤销。",
        )  # fmt: skip
    assert "decided_on" in refusal.value.errors
    changing.studio.refresh_from_db()
    assert changing.studio.status == "active"
    assert not Tenure.objects.filter(until__lt=since + 400 * DAY, name=changing.studio.name).exists()


def test_a_change_that_begins_later_is_not_decided_before_its_day(changing: Any) -> None:
    """Deciding makes it so at once: nobody is leader from a day that has not come."""
    case = changing.at_city(**changing.values(effective_on=timezone.localdate() + 40 * DAY))
    with pytest.raises(Invalid) as refusal:
        actions.approve(
            actor=changing.cast.city_officer, case_id=case.pk, text="同意。", dated_on=None,
            decision_number="厦工〔2026〕20号",
        )  # fmt: skip
    assert "还没有到" in "".join(refusal.value.errors.values())


def test_a_successor_who_joined_after_the_day_is_refused(changing: Any) -> None:
    since = older(changing)
    Member.objects.filter(studio=changing.studio, worker=changing.members[0]).update(joined_on=since + 600 * DAY)
    errors = refused(changing, effective_on=since + 400 * DAY)
    assert "加入" in errors["effective_on"]


def test_a_name_typed_for_another_outcome_says_nothing(changing: Any) -> None:
    kept = changing.draft(**changing.values(outcome="keep_name")).change
    assert "工作室名称" not in becomes(kept)
    assert not any("改名" in line for line in consequences(kept))
    kept.outcome = "revoke"
    assert "领衔人" not in becomes(kept)
    assert not any("领衔人" in label for label in facts(kept))


def test_the_page_tells_why_a_decision_did_not_hold(changing: Any) -> None:
    case = changing.at_city(**changing.values(effective_on=timezone.localdate() + 40 * DAY))
    client = changing.cast.client(changing.cast.city_officer)
    answer = client.post(
        reverse("changes:decide", args=[case.number, "approve"]),
        {"seen_state": case.state, "seen_version": case.version, "text": "同意。", "decision_number": "厦工〔2026〕2号",
         "dated_on": timezone.localdate()},
    )  # fmt: skip
    assert answer.status_code == 422
    assert "还没有到" in answer.content.decode()


def test_a_kept_name_is_no_way_round_the_honour(changing: Any) -> None:
    """Clause 二.1: a studio bears the name of a model worker, also when the name comes by a second change."""
    changing.decided(**changing.values(outcome="keep_name", new_leader=changing.members[1], new_name=""))
    case = changing.draft(
        "rename",
        reason="other",
        reason_text="随负责人改名。",
        new_name="成员2劳模创新工作室",
        effective_on=timezone.localdate(),
    )
    with pytest.raises(Invalid, match="劳模先进荣誉"):
        submit(actor=changing.cast.port_clerk, case_id=case.pk)


def test_an_open_appraisal_ends_with_the_studio(changing: Any) -> None:
    year = Appraising(changing.filing, leaders=())
    held = year.graded("excellent")
    batch = changing.revocation()
    actions.decide_batch(
        actor=changing.cast.city_colleague, batch_id=batch.pk, decision_number="厦工〔2026〕31号",
        decided_on=timezone.localdate(), hand_back_by=timezone.localdate(), text="同意撤销。",
    )  # fmt: skip
    held.refresh_from_db()
    assert (held.state, held.is_held, held.appraisal.grade) == ("withdrawn", False, "")
    page = changing.cast.client(changing.cast.port_chair).get(f"/appraisal/{held.number}/").content.decode()
    assert "工作室已经撤销" in page
    assert "优秀" not in page
    assert not not_submitted(changing.cast.city_officer, year.round).exists()


def test_the_old_plaque_is_called_what_it_says(changing: Any) -> None:
    before = changing.studio.name
    changing.decided()
    page = changing.cast.client(changing.cast.city_officer).get(reverse("changes:recalls")).content.decode()
    assert before in page
