"""Bulk steps: the same action for each row, one result per row."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.cases.models import Case

BULK = "/cases/bulk/"


def ask(client: Any, verb: str, *cases: Any, **more: Any) -> Any:
    return client.post(BULK, {"do": verb, "pick": [case.pk for case in cases], **more})


def press(client: Any, verb: str, *cases: Any, **more: Any) -> str:
    """The confirmation page's own form, sent; gives the page of results."""
    page = ask(client, verb, *cases, **more)
    seen = [f"{plan.row.case.pk}:{plan.row.case.state}:{plan.row.case.version}" for plan in page.context["able"]]
    answer = client.post(
        BULK,
        {"do": verb, "confirmed": "1", "pick": [one.split(":")[0] for one in seen], "seen": seen, **more},
        follow=True,
    )
    return str(answer.content.decode())


def test_approve_many_with_one_phrase_and_date(filing: Any) -> None:
    cast = filing.cast
    one, two = filing.recommended_by_unit("陈海川"), filing.recommended_by_unit("黄秀兰")
    client = cast.client(cast.industry_officer)
    page = ask(client, "approve", one, two).content.decode()
    assert "批量同意 2 件" in page
    assert "经审核，材料齐全、情况属实，同意推荐。" in page  # a usual phrase of the notice
    assert Case.objects.filter(state="recommendation").count() == 2  # the question did nothing
    today = timezone.localdate()
    result = press(client, "approve", one, two, text="经审核，同意推荐。", dated_on=today.isoformat())
    assert "办成 2 件" in result
    for case in (one, two):
        case.refresh_from_db()
        assert case.state == "city_decision"
        opinion = case.opinions.get(step__key="recommendation")
        assert (opinion.text, opinion.dated_on, opinion.signer) == ("经审核，同意推荐。", today, cast.industry_officer)
    assert Entry.objects.filter(verb="case.approve", actor_id=cast.industry_officer.pk).count() == 2


def test_rows_that_are_not_the_readers_are_named_and_left(filing: Any) -> None:
    cast = filing.cast
    mine, at_unit, named = filing.recommended_by_unit("陈海川"), filing.submitted("黄秀兰"), filing.named("林秋月")
    client = cast.client(cast.industry_officer)
    page = ask(client, "approve", mine, at_unit, named).content.decode()
    assert "批量同意 1 件" in page
    assert f"由{cast.port.union_name}办理。" in page
    assert "现在是“已命名”，不用审核。" in page


def test_a_foreign_row_is_not_there_at_all(filing: Any) -> None:
    cast = filing.cast
    case = filing.recommended_by_unit()
    response = ask(cast.client(cast.district_officer), "approve", case)
    assert response.status_code == 302
    answer = cast.client(cast.district_officer).post(
        BULK,
        {"do": "approve", "confirmed": "1", "pick": [case.pk], "seen": [f"{case.pk}:recommendation:1"], "text": "同意",
         "dated_on": timezone.localdate().isoformat()},
    )  # fmt: skip
    assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == "recommendation"


def test_who_was_slower_is_told_row_by_row(filing: Any) -> None:
    from lingjun.cases.actions import approve

    cast = filing.cast
    fast, slow = filing.at_city("陈海川"), filing.at_city("黄秀兰")
    client = cast.client(cast.city_colleague)
    page = ask(client, "approve", fast, slow)
    seen = [plan.seen for plan in page.context["able"]]
    approve(actor=cast.city_officer, case_id=slow.pk, text="同意创建。")
    answer = client.post(
        BULK,
        {"do": "approve", "confirmed": "1", "pick": [fast.pk, slow.pk], "seen": seen, "text": "同意创建。",
         "dated_on": timezone.localdate().isoformat()},
        follow=True,
    ).content.decode()  # fmt: skip
    assert "办成 1 件" in answer
    assert "没有办成" in answer
    fast.refresh_from_db()
    assert fast.is_held


def test_nobody_approves_what_they_filled_in(filing: Any) -> None:
    case = filing.submitted(actor=filing.cast.port_chair)
    page = ask(filing.cast.client(filing.cast.port_chair), "approve", case).content.decode()
    assert "您参与了填写，请由本会另一位负责人办理。" in page
    assert "批量同意 0 件" in page


def test_return_many_with_reason_and_parts(filing: Any) -> None:
    cast = filing.cast
    one, two = filing.recommended_by_unit("陈海川"), filing.recommended_by_unit("黄秀兰")
    client = cast.client(cast.industry_officer)
    wrong = client.post(
        BULK,
        {
            "do": "return",
            "confirmed": "1",
            "pick": [one.pk],
            "seen": [f"{one.pk}:recommendation:1"],
            "reason": "缺照片",
        },
    )
    assert wrong.status_code == 422
    assert "请选要改的部分。" in wrong.content.decode()
    result = press(client, "return", one, two, reason="缺场所照片", sections=["evidence", "roster"])
    assert "办成 2 件" in result
    for case in (one, two):
        case.refresh_from_db()
        assert (case.state, case.returned_sections) == ("returned", ["evidence", "roster"])


def test_remind_many_and_not_twice(filing: Any) -> None:
    cast = filing.cast
    one, two, ended = filing.submitted("陈海川"), filing.submitted("黄秀兰"), filing.named("林秋月")
    client = cast.client(cast.city_officer)
    assert "已经办结（已命名）。" in ask(client, "remind", one, two, ended).content.decode()
    assert "办成 2 件" in press(client, "remind", one, two)
    assert "办成 0 件" in press(client, "remind", one, two)


@pytest.mark.parametrize("verb", ["", "reject", "delete"])
def test_other_verbs_are_refused(filing: Any, verb: str) -> None:
    case = filing.at_city()
    assert ask(filing.cast.client(filing.cast.city_officer), verb, case).status_code == 400
    assert filing.cast.client(filing.cast.city_officer).get(BULK).status_code == 405


def test_results_belong_to_the_reader(filing: Any) -> None:
    cast = filing.cast
    case = filing.submitted()
    press(cast.client(cast.city_officer), "remind", case)
    assert cast.client(cast.city_colleague).get(reverse("workbench:bulk_done")).status_code == 302
