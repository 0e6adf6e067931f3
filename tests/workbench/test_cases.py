"""办件: filters, columns, what is not published, what the list costs."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.models import Case
from lingjun.notices.models import Round
from lingjun.workbench.forms import CaseFilterForm
from lingjun.workbench.queries.cases import filtered
from lingjun.workbench.tables import columns_for
from tests.workbench.cost import cost

LIST = "/cases/"
BELOW = ("industry_officer", "port_chair", "port_clerk", "administrator", "auditor")


def names(user: Any, query: str = "") -> set[str]:
    """Leaders of the cases a filter leaves."""
    form = CaseFilterForm(QueryDict(query), user=user)
    return {case.subject_name.removesuffix("劳模创新工作室") for case in filtered(user, form.wanted)}


def test_a_list_shows_what_the_reader_sees_and_nothing_else(filing: Any) -> None:
    cast = filing.cast
    filing.draft("陈海川")
    filing.draft("黄秀兰", unit=cast.grid, actor=cast.grid_clerk)
    everything = {"陈海川", "黄秀兰"}
    seen = {
        "city_officer": everything, "administrator": everything, "auditor": everything,
        "industry_officer": {"陈海川"}, "port_chair": {"陈海川"}, "port_liaison": {"陈海川"},
        "district_officer": {"黄秀兰"}, "grid_clerk": {"黄秀兰"}, "stranger": set(),
    }  # fmt: skip
    for person, expected in seen.items():
        assert names(getattr(cast, person)) == expected, person
        page = cast.client(getattr(cast, person)).get(LIST).content.decode()
        assert {name for name in everything if name in page} == expected, person


def test_an_officer_above_is_offered_the_steps_of_rounds_below(filing: Any) -> None:
    cast = filing.cast
    filing.at_city("陈海川")
    filing.draft("黄秀兰", unit=cast.grid, actor=cast.grid_clerk)
    Round.objects.filter(pk=filing.round.pk).update(organizer=cast.industry)
    assert names(cast.city_officer, "state=city_decision") == {"陈海川"}


def test_filters_narrow_by_state_union_words_and_pinyin(filing: Any) -> None:
    cast = filing.cast
    filing.at_city("陈海川")
    filing.draft("黄秀兰", unit=cast.grid, actor=cast.grid_clerk)
    city = cast.city_officer
    assert names(city, "state=city_decision") == {"陈海川"}
    assert names(city, "state=draft") == {"黄秀兰"}
    assert names(city, f"union={cast.district.pk}") == {"黄秀兰"}
    assert names(city, "q=chc") == {"陈海川"}
    assert names(city, "q=HXL") == {"黄秀兰"}
    assert names(city, "q=鹭港 陈海") == {"陈海川"}
    assert names(city, "q=zzz") == set()
    assert names(city, "industry=D") == {"黄秀兰"}
    assert names(city, f"year={filing.round.year}") == {"陈海川", "黄秀兰"}
    assert names(city, f"round={filing.round.pk}&mine=on") == {"陈海川"}


def test_a_value_nobody_offered_is_said_and_never_widens_in_silence(filing: Any) -> None:
    filing.draft()
    page = filing.cast.client(filing.cast.city_officer).get(f"{LIST}?state=nonsense").content.decode()
    assert "没有这个选项，没有按它筛选" in page


def test_only_the_overdue(filing: Any) -> None:
    cast = filing.cast
    late, fine = filing.submitted("陈海川"), filing.submitted("黄秀兰")
    Case.objects.filter(pk=late.pk).update(due_at=timezone.now() - datetime.timedelta(days=2))
    Case.objects.filter(pk=fine.pk).update(due_at=timezone.now() + datetime.timedelta(days=2))
    assert names(cast.city_officer, "late=on") == {"陈海川"}
    page = cast.client(cast.city_officer).get(f"{LIST}?late=on").content.decode()
    assert "单位工会逾期 2 天" in page


def test_held_decisions_stay_with_the_federation(filing: Any) -> None:
    """Same rows, same label, same counts for everybody below as if the decision had not been taken."""
    from lingjun.cases.actions import decide_later

    cast = filing.cast
    filing.held("陈海川")
    refused = filing.at_city("黄秀兰")
    decide_later(actor=cast.city_officer, case_id=refused.pk, verdict="reject", text="没有固定场所。")
    filing.at_city("林秋月")
    everyone = {"陈海川", "黄秀兰", "林秋月"}
    assert names(cast.city_officer, "state=held") == {"陈海川", "黄秀兰"}
    assert names(cast.city_officer, "state=city_decision") == {"林秋月"}
    assert names(cast.city_officer, "mine=on") == {"林秋月"}
    for person in BELOW:
        user = getattr(cast, person)
        assert names(user, "state=city_decision") == everyone, person
        assert names(user, "state=held") == everyone  # no such filter: passed over, and said on the page
        client = cast.client(user)
        for query in ("", "?state=city_decision", "?sort=-changed", "?cols=state,changed,due,submitted"):
            page = client.get(LIST + query).content.decode()
            assert page.count("待市总工会审核") >= 3
            for word in ("待公布", "已定", "不予命名，", "同意创建", "没有固定场所", "最近变化"):
                assert word not in page, (person, query, word)
    city = cast.client(cast.city_officer).get(LIST).content.decode()
    assert "已同意，待公布" in city
    assert "拟不予命名，待公布" in city


def test_a_held_case_past_its_day_is_overdue_to_those_below(filing: Any) -> None:
    case = filing.held()
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() - datetime.timedelta(days=2))
    assert names(filing.cast.industry_officer, "late=on") == {"陈海川"}
    assert names(filing.cast.city_officer, "late=on") == set()


def test_a_held_decision_taken_back_leaves_no_trace_below(filing: Any) -> None:
    from lingjun.cases.actions import approve, take_back

    cast = filing.cast
    case = filing.at_city()
    Case.objects.filter(pk=case.pk).update(due_at=timezone.now() + datetime.timedelta(days=1))
    views = [
        (cast.port_clerk, "/"),
        (cast.industry_officer, LIST),
        (cast.port_clerk, f"/creation/{case.number}/"),
    ]

    def seen() -> list[str]:
        pages = [cast.client(user).get(url).content.decode() for user, url in views]
        return [re.sub(r'name="csrf\S+" \S+', "", page) for page in pages]

    before = seen()
    approve(actor=cast.city_officer, case_id=case.pk, text="同意创建。")
    assert seen() == before
    take_back(actor=cast.city_officer, case_id=case.pk)
    assert seen() == before
    assert "收回意见" in cast.client(cast.city_officer).get(f"/creation/{case.number}/").content.decode()


def test_who_decides_nothing_gets_no_boxes_to_tick(filing: Any) -> None:
    filing.submitted()
    for person, boxes in (("city_officer", True), ("port_chair", True), ("port_clerk", False), ("auditor", False)):
        page = filing.cast.client(getattr(filing.cast, person)).get(LIST).content.decode()
        assert ('name="pick"' in page) is boxes, person


def test_columns_stand_in_the_address_and_are_remembered(filing: Any) -> None:
    cast = filing.cast
    filing.draft()
    client = cast.client(cast.city_officer)
    response = client.post(
        reverse("workbench:columns"), {"col": ["number", "round", "nonsense"], "query": "q=chc&size=50"}
    )
    assert response.url == f"{LIST}?q=chc&size=50&cols=number,round"
    page = client.get(LIST).content.decode()
    assert 'data-label="批次"' in page
    assert 'data-label="单位"' not in page
    assert 'data-label="单位"' in client.get(f"{LIST}?cols=unit").content.decode()
    other = cast.client(cast.city_colleague).get(LIST).content.decode()
    assert 'data-label="批次"' not in other
    assert client.get(reverse("workbench:columns")).status_code == 405


@pytest.mark.parametrize("person", ["city_officer", "industry_officer", "port_clerk"])
def test_the_list_costs_the_same_for_two_rows_and_for_fifty(filing: Any, person: str) -> None:
    cast = filing.cast
    client = cast.client(getattr(cast, person))
    first = filing.at_city("甲")
    filing.draft("乙")
    few = cost(client, f"{LIST}?size=50")
    kept = list(first.steps.all())
    for number in range(48):
        first.pk, first.number = None, f"CJ-2099-{number:04d}"
        first._state.adding = True
        first.save(force_insert=True)
        for step in kept:
            step.pk, step.case = None, first
            step._state.adding = True
        type(kept[0]).objects.bulk_create(kept)
    assert Case.objects.count() == 50
    assert cost(client, f"{LIST}?size=50") == few


def test_the_list_costs_the_auditor_the_same_for_one_row_and_for_four(filing: Any) -> None:
    """Who reads no forms is asked about by ids: no query for a row."""
    filing.submitted("甲一")
    client = filing.cast.client(filing.cast.auditor)
    one = cost(client, LIST)
    for leader in ("乙一", "乙二", "乙三"):
        filing.submitted(leader)
    assert cost(client, LIST) == one


def test_every_column_costs_the_list_no_further_query(filing: Any) -> None:
    """Batch, trade and district are read with the rows, and only where their columns are shown."""
    case = filing.submitted("甲一")
    client = filing.cast.client(filing.cast.city_officer)
    every = ",".join(column.key for column in columns_for(filing.cast.city_officer))
    assert cost(client, f"{LIST}?cols={every}") == cost(client, f"{LIST}?cols=number")
    assert case.round.name in client.get(f"{LIST}?cols={every}").content.decode().partition("<tbody>")[2]
    with CaptureQueriesContext(connection) as asked:
        client.get(f"{LIST}?cols=number")
    rows = next(query["sql"] for query in asked if '"cases_case"."number"' in query["sql"])
    assert "notices_round" not in rows
    assert "industry" not in rows
