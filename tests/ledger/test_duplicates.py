"""An achievement much like another is shown before it is saved, wherever the other stands."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lingjun.core.errors import Invalid
from lingjun.ledger import actions
from lingjun.ledger.models import Achievement
from lingjun.ledger.queries.duplicates import alike
from lingjun.ledger.titles import similarity, title_key
from lingjun.studios.models import Studio
from tests.filing import Filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def studios(filing: Filing, cast: Any) -> tuple[Studio, Studio]:
    """One of the port, one of another district's unit."""
    from lingjun.cases.actions import approve, publish_together

    ours = filing.named("陈海川").studio
    case = filing.submitted("方国栋", unit=cast.grid, actor=cast.grid_clerk)
    case = approve(actor=cast.grid_chair, case_id=case.pk, text="同意申报。")
    case = approve(actor=cast.district_officer, case_id=case.pk, text="同意推荐。")
    case = approve(actor=cast.city_officer, case_id=case.pk, text="同意创建。")
    publish_together(
        actor=cast.city_officer, case_ids=[case.pk], decision_number="厦工〔2026〕9号", decided_on=timezone.localdate()
    )
    return ours, Studio.objects.get(case=case)


def values(title: str, **other: Any) -> dict[str, Any]:
    return {
        "kind": "other", "title": title, "number": "", "status": "granted", "achieved_on": timezone.localdate(),
        "details": {"what": "装置"},
    } | other  # fmt: skip


def record(studio: Studio, actor: Any, title: str, reason: str = "", **other: Any) -> Achievement:
    return actions.record_achievement(actor=actor, studio_id=studio.pk, values=values(title, **other), reason=reason)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("一种岸桥吊具防摇装置", "岸桥吊具防摇装置", True),
        ("岸桥 吊具“防摇”装置（V2）", "岸桥吊具防摇装置V2", True),
        ("岸桥吊具防摇装置的改进", "岸桥吊具防摇装置改进", True),
        ("轮胎式集装箱门式起重机油改电节能技术", "轮胎集装箱门式起重机油改电节能技术", True),
        ("岸桥吊具防摇装置", "岸桥点检三色卡管理法", False),
        ("防摇装置", "防风装置", False),
    ],
)
def test_titles_that_are_nearly_the_same(
    studios: tuple[Studio, Studio], cast: Any, one: str, other: str, same: bool
) -> None:
    ours, theirs = studios
    record(theirs, cast.grid_clerk, one)
    if not same:
        record(ours, cast.port_liaison, other)
        return
    with pytest.raises(actions.Repeated) as told:
        record(ours, cast.port_liaison, other)
    (found,) = told.value.found
    assert (found.title, found.studio_name) == (one, theirs.name)
    kept = record(ours, cast.port_liaison, other, reason="机型不同")
    assert kept.details["repeated"] == "机型不同"


def test_a_removed_one_is_no_duplicate(studios: tuple[Studio, Studio], cast: Any) -> None:
    from lingjun.studios.actions import remove

    ours, theirs = studios
    gone = record(theirs, cast.grid_clerk, "岸桥吊具防摇装置")
    remove(actor=cast.grid_clerk, model=Achievement, line_id=gone.pk)
    assert record(ours, cast.port_liaison, "岸桥吊具防摇装置").pk


def test_the_same_number_elsewhere_is_shown_and_here_refused(studios: tuple[Studio, Studio], cast: Any) -> None:
    ours, theirs = studios
    rights = {"kind": "software", "details": {"owner": "配电公司"}}
    record(theirs, cast.grid_clerk, "配电巡检软件", number="2013SR012345", **rights)
    with pytest.raises(actions.Repeated) as told:
        record(ours, cast.port_liaison, "码头调度软件", number="２０１３SR012345", **rights)
    assert told.value.found[0].words == "编号相同"
    record(ours, cast.port_liaison, "码头调度软件", reason="转让而来", number="2013SR012345", **rights)
    with pytest.raises(Invalid) as refused:
        record(ours, cast.port_liaison, "另一个软件", reason="就是要", number="2013SR012345", **rights)
    assert set(refused.value.errors) == {"number"}


def test_changing_words_asks_only_about_new_ones(studios: tuple[Studio, Studio], cast: Any) -> None:
    ours, theirs = studios
    record(theirs, cast.grid_clerk, "岸桥吊具防摇装置")
    line = record(ours, cast.port_liaison, "岸桥吊具防摇装置", reason="机型不同")
    again = values("岸桥吊具防摇装置", summary="补一句。")
    changed = actions.change_achievement(actor=cast.port_liaison, achievement_id=line.pk, values=again)
    assert (changed.summary, changed.details["repeated"]) == ("补一句。", "机型不同")
    other = record(ours, cast.port_liaison, "轮胎吊油改电")
    with pytest.raises(actions.Repeated):
        actions.change_achievement(actor=cast.port_liaison, achievement_id=other.pk, values=values("岸桥吊具防摇装置"))


def test_the_page_tells_no_more_than_it_may(studios: tuple[Studio, Studio], cast: Any) -> None:
    ours, theirs = studios
    hidden = record(theirs, cast.grid_clerk, "岸桥吊具防摇装置", summary="外单位不该看到的话", first_author="何莉")
    client = cast.client(cast.port_liaison)
    url = reverse("ledger:achievement_new", args=[ours.pk]) + "?kind=other"
    body = {
        "title": "岸桥吊具防摇装置", "number": "", "status": "granted", "achieved_on": timezone.localdate().isoformat(),
        "d_what": "装置", "project": "", "first_author": "",
    }  # fmt: skip
    asked = client.post(url, body)
    page = asked.content.decode()
    assert (asked.status_code, "像这几条" in page, theirs.name in page) == (409, True, True)
    assert ("不该看到" in page, "何莉" in page) == (False, False)
    assert reverse("ledger:achievement", args=[theirs.pk, hidden.pk]) not in page
    assert Achievement.objects.count() == 1
    assert client.post(url, body | {"reason": "机型不同"}).status_code == 302
    assert Achievement.objects.get(studio=ours).details["repeated"] == "机型不同"


def test_looking_for_duplicates_costs_four_bounded_queries(studios: tuple[Studio, Studio]) -> None:
    ours, theirs = studios
    rows = []
    for number in range(700):
        one = Achievement(
            studio=theirs, kind="software", title=f"岸桥吊具防摇控制装置{number}", status="granted",
            number="2013SR012345", achieved_on=timezone.localdate(), details={},
        )  # fmt: skip
        one.set_keys()
        rows.append(one)
    Achievement.objects.bulk_create(rows)
    mine = Achievement(studio=ours, kind="software", title="岸桥吊具防摇控制装置", number="2013SR012345")
    mine.set_keys()
    with CaptureQueriesContext(connection) as seen:
        found = alike(mine)
    assert len(found) == 8
    assert len(seen) <= 4
    assert all("LIMIT" in query["sql"] for query in seen.captured_queries)


def test_titles_without_words_are_kept_apart() -> None:
    assert title_key("（“”）") == "(“”)"
    assert title_key("一种") == "一种"
    assert similarity("岸桥", "轮胎吊油改电") == 0
