"""Two people at one 整改: the slower is told who was faster, on the page, with what they had typed."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.appraisal import actions
from lingjun.appraisal.models import Rectification
from tests.appraising import Appraising, checked, reported

TYPED = "第 3 台岸桥的记录已经补齐。"


def failed(cast: Any, row: Rectification) -> Rectification:
    return checked(cast, row, passed=False, finding="没上墙。")


def again(cast: Any, row: Rectification) -> Rectification:
    due = timezone.localdate() + datetime.timedelta(days=20)
    return actions.order_again(actor=cast.city_officer, rectification_id=row.pk, demands="上墙。", due_on=due)


STEPS = [
    (reported, "rectification_report", [], "port_chair", "report", "open", "待复查"),
    (failed, "rectification_check", ["passed"], "city_officer", "finding", "reported", "复查未通过"),
    (again, "rectification_again", [], "city_colleague", "demands", "failed", "整改中"),
]


@pytest.mark.parametrize("at", [0, 1, 2], ids=["report", "check", "again"])
def test_the_slower_reads_what_it_is_now_and_loses_no_word(appraising: Appraising, at: int) -> None:
    cast = appraising.cast
    appraising.published("rectify")
    row = Rectification.objects.get()
    for faster, *_ in STEPS[: at + 1]:
        row = faster(cast, row)
    _, name, more, who, field, seen, now = STEPS[at]
    url = reverse(f"appraisal:{name}", args=[row.appraisal.case.number, *more])
    due = {"due_on": timezone.localdate() + datetime.timedelta(days=9)}
    before = Rectification.objects.values().get()
    answer = cast.client(getattr(cast, who)).post(url, {field: TYPED, "seen": seen} | due)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"现在是“{now}”" in page
    assert "您刚才写的没有交上" in page
    assert TYPED in page
    assert Rectification.objects.values().get() == before


@pytest.mark.parametrize("at", [0, 1, 2], ids=["report", "check", "again"])
def test_nothing_typed_and_nothing_to_do_any_more(appraising: Appraising, at: int) -> None:
    cast = appraising.cast
    appraising.published("rectify")
    row = Rectification.objects.get()
    for faster, *_ in STEPS[: at + 1]:
        row = faster(cast, row)
    _, name, more, who, field, seen, _ = STEPS[at]
    url = reverse(f"appraisal:{name}", args=[row.appraisal.case.number, *more])
    answer = cast.client(getattr(cast, who)).post(url, {field: "", "seen": seen})
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "现在是“" in page or "已经复查过" in page
    assert "您刚才写的没有交上" not in page
