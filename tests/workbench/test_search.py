"""Search: four kinds, each only what the reader sees."""

from __future__ import annotations

from typing import Any

import pytest

from lingjun.workbench.queries.search import search
from tests.workbench.cost import cost

URL = "/search/"


def counts(user: Any, words: str) -> dict[str, int]:
    return {kind: found.count for kind, found in search(user, words).items() if found.count}


def test_each_kind_is_found_by_name_number_and_initials(filing: Any) -> None:
    cast = filing.cast
    case = filing.named("陈海川")
    plaque = case.studio.plaques.get().number
    city = cast.city_officer
    assert counts(city, "陈海川") == {"cases": 1, "studios": 1}
    assert counts(city, "chc") == {"cases": 1, "studios": 1}
    assert counts(city, "ＣＨＣ") == {"cases": 1, "studios": 1}
    assert counts(city, case.number) == {"cases": 1}
    assert counts(city, plaque) == {"studios": 1}
    assert counts(city, "lgmt") == {"organizations": 1}
    assert counts(city, "郑文斌") == {"people": 1}
    assert counts(city, "zwb") == {"people": 1}
    assert counts(city, "没有这个") == {}


def test_nobody_finds_what_they_do_not_see(filing: Any) -> None:
    cast = filing.cast
    filing.named("陈海川")
    for person in ("district_officer", "grid_clerk", "stranger"):
        assert counts(getattr(cast, person), "陈海川") == {}, person
    assert counts(cast.port_clerk, "陈海川") == {"cases": 1, "studios": 1}
    assert counts(cast.industry_officer, "林晓燕") == {}
    assert "people" not in search(cast.port_clerk, "许文龙")


def test_a_held_decision_cannot_be_searched_for(filing: Any) -> None:
    cast = filing.cast
    filing.held()
    for words in ("同意创建", "待公布", "已定"):
        assert counts(cast.industry_officer, words) == {}
    page = cast.client(cast.port_clerk).get(f"{URL}?q=chc").content.decode()
    assert "待市总工会审核" in page
    assert "待公布" not in page


def test_the_page_says_what_to_do_when_empty(cast: Any) -> None:
    client = cast.client(cast.city_officer)
    assert "写名称、编号" in client.get(URL).content.decode()
    page = client.get(f"{URL}?q=%3Cb%3Echy").content.decode()
    assert "没有找到“&lt;b&gt;chy”" in page
    assert client.post(URL).status_code == 405


@pytest.mark.parametrize("person", ["city_officer", "port_clerk"])
def test_the_search_costs_the_same_for_one_and_for_three(filing: Any, person: str) -> None:
    client = filing.cast.client(getattr(filing.cast, person))
    filing.named("陈海川")
    one = cost(client, f"{URL}?q=劳模")
    filing.named("黄秀兰")
    filing.submitted("林秋月")
    assert cost(client, f"{URL}?q=劳模") == one <= 12
