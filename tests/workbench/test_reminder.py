"""催办函: what is open, listed for the unions that recommended it; nothing that is decided, nothing of others."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from lingjun.cases.models import Case
from lingjun.core.dates import to_chinese
from lingjun.core.workdays import add_workdays
from lingjun.workbench.papers import reminder as papers
from tests.appraising import Appraising
from tests.letters import ReadLetter, words

LETTER = "/cases/reminder.docx"


def fetch(cast: Any, user: Any, query: str = "") -> ReadLetter:
    answer = cast.client(user).get(LETTER + query)
    assert answer.status_code == 200, answer.content.decode()[:200]
    return ReadLetter(answer.content)


def day(on: datetime.date) -> str:
    return to_chinese(on.isoformat())


def test_the_federation_urges_the_unions_in_a_letter_with_a_list(filing: Any) -> None:
    cast, today = filing.cast, timezone.localdate()
    open_, late = filing.submitted("陈海川"), filing.recommended_by_unit("黄秀兰")
    Case.objects.filter(pk=late.pk).update(due_at=timezone.now() - datetime.timedelta(days=1))
    filing.named("林志远")
    filing.draft("郑志强")
    filing.at_city("何国强")
    filing.held("吴建国")
    letter = fetch(cast, cast.city_officer)
    assert "厦工函〔" in letter.text
    assert letter.paragraphs[-1] is not None
    assert f"截至{day(today)}，" in letter.text
    assert "还有2件没有办结（名单见附件）" in letter.text, (
        "neither the named, the decided, the unit's own draft nor what waits for us"
    )
    assert f"已过期限的，请于{day(add_workdays(today, papers.GRACE))}前办结；未到期限的" in letter.text
    assert f"一、{cast.industry.name}（2件）" in letter.paragraphs
    assert [row[1] for row in letter.cells] == ["工作室名称", "黄秀兰劳模创新工作室", "陈海川劳模创新工作室"]
    open_.refresh_from_db()
    assert letter.cells[2][3] == open_.state_label


def test_its_first_page_is_that_of_a_note(filing: Any) -> None:
    filing.submitted()
    letter = fetch(filing.cast, filing.cast.city_officer)
    assert words(letter.parts["word/header3.xml"]) == filing.cast.city.name, "no 文件 in the mark"
    assert words(letter.parts["word/footer3.xml"]) == "", "the first page has no number"


def test_a_union_urges_the_units_it_recommended(filing: Any) -> None:
    filing.submitted()
    letter = fetch(filing.cast, filing.cast.industry_officer)
    assert letter.paragraphs.count(filing.cast.industry.name) == 1
    assert f"{filing.cast.port.name}工会：" in letter.paragraphs
    assert "厦工函" not in letter.text, "the sign of the federation is not the union's"


def test_a_round_gives_the_letter_its_name(filing: Any) -> None:
    year = Appraising(filing, ("陈海川",))
    year.opened()
    letter = fetch(year.cast, year.cast.city_officer, f"?round={year.round.pk}")
    assert any(f"关于催办{year.round.name}的函" in words.replace("\n", "") for words in letter.paragraphs)
    assert len(letter.cells) == 2


def test_who_may_not_urge_and_what_is_too_much_is_told(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cast = filing.cast
    assert cast.client(cast.port_chair).get(LETTER).status_code == 403
    nothing = cast.client(cast.city_officer).get(LETTER)
    assert (nothing.status_code, "没有要催办的" in nothing.content.decode()) == (400, True)
    filing.submitted("陈海川")
    filing.submitted("黄秀兰")
    monkeypatch.setattr(papers, "MOST", 1)
    assert "一封函最多列 1 件" in cast.client(cast.city_officer).get(LETTER).content.decode()
    assert cast.client(cast.city_officer).get(f"{LETTER}?q=hxl").status_code == 200


@pytest.mark.parametrize("many", [1, 3])
def test_the_letter_asks_as_much_for_many(filing: Any, many: int, django_assert_max_num_queries: Any) -> None:
    for leader in ("陈海川", "黄秀兰", "林志远")[:many]:
        filing.submitted(leader)
    client = filing.cast.client(filing.cast.city_officer)
    client.get("/cases/")
    with django_assert_max_num_queries(9):
        assert client.get(LETTER).status_code == 200


def test_the_desk_offers_it_to_who_may_urge(filing: Any) -> None:
    year = Appraising(filing, ("陈海川",))
    year.opened()
    for who, offered in (("city_officer", True), ("industry_officer", True), ("port_chair", False)):
        page = year.cast.client(getattr(year.cast, who)).get(f"/appraisal/rounds/{year.round.pk}/").content.decode()
        assert ("催办函" in page, "催办未提交的" in page) == (offered, offered), who
