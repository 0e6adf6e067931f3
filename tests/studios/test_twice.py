"""A button pressed twice, two people at one plaque, and what people type: marks nobody sees, Chinese signs, papers."""

from __future__ import annotations

import datetime
import io
import re
from decimal import Decimal
from typing import Any

import docx
import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.studios import actions
from lingjun.studios.actions import twice
from lingjun.studios.models import Expense, Grant, Premises
from lingjun.studios.papers import statement


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


def test_a_form_sent_twice_is_one_line(filing: Any, studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    client, today = filing.cast.client(filing.cast.port_clerk), str(timezone.localdate())
    new = reverse("studios:grant_new", args=[studio.pk])
    money = {"year": today[:4], "source": "unit", "amount": "5", "received_on": today}
    answers = [client.post(new, money) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0]["Location"] == answers[1]["Location"]
    grant = Grant.standing.get()
    client.post(new, money | {"amount": "6"})
    assert Grant.standing.count() == 2
    spent = {"on": today, "grant": grant.pk, "use": "training", "what": "教材", "amount": "1.50", "voucher": "记-1"}
    for _ in range(2):
        assert client.post(reverse("studios:expense_new", args=[studio.pk]), spent).status_code == 302
    line = Expense.standing.get()
    actions.remove_expense(actor=filing.cast.port_clerk, line_id=line.pk)
    client.post(reverse("studios:expense_new", args=[studio.pk]), spent)
    assert Expense.standing.count() == 1
    monkeypatch.setattr(twice, "TWICE", datetime.timedelta(0))
    client.post(reverse("studios:expense_new", args=[studio.pk]), spent)
    assert Expense.standing.count() == 2


def test_a_page_opened_anew_adds_an_equal_line(filing: Any, studio: Any) -> None:
    client, today = filing.cast.client(filing.cast.port_clerk), str(timezone.localdate())
    new = reverse("studios:grant_new", args=[studio.pk])
    money = {"year": today[:4], "source": "unit", "amount": "5", "received_on": today}
    for number in (1, 2):
        shown = client.get(new).context["form"]["seen"].value()
        for _ in range(2):
            assert client.post(new, money | {"seen": shown}).status_code == 302
        assert Grant.standing.count() == number


@pytest.mark.parametrize("seen", ["2026-13-45T00:00", "2026-01-01T00:00", "0001-01-01T00:00+14:00", "x"])
def test_an_odd_moment_is_no_error(filing: Any, studio: Any, seen: str) -> None:
    client, today = filing.cast.client(filing.cast.port_clerk), str(timezone.localdate())
    money = {"year": today[:4], "source": "unit", "amount": "5", "received_on": today, "seen": seen}
    for _ in range(2):
        assert client.post(reverse("studios:grant_new", args=[studio.pk]), money).status_code == 302
    grant = Grant.standing.get()
    answer = client.post(reverse("studios:grant_edit", args=[studio.pk, grant.pk]), money | {"amount": "6"})
    assert answer.status_code in {302, 422}


def test_another_persons_same_line_is_a_line(filing: Any, studio: Any) -> None:
    place = {"address": "甲楼", "area": "10", "since": str(timezone.localdate())}
    for person in (filing.cast.port_clerk, filing.cast.port_chair):
        filing.cast.client(person).post(reverse("studios:premises_new", args=[studio.pk]), place)
    assert Premises.standing.count() == 2


def test_the_slower_of_two_at_one_plaque_is_told(filing: Any, studio: Any) -> None:
    cast, plaque, today = filing.cast, studio.plaques.get(), timezone.localdate()
    url = reverse("studios:plaque_hang", args=[studio.pk, plaque.pk])
    seen = cast.client(cast.port_clerk).get(url).context["form"]["seen"].value()
    typed = {"hung_on": str(today), "seen": seen}
    assert cast.client(cast.port_chair).post(url, typed | {"hung_at": "一层大厅，正对大门"}).status_code == 302
    slower = cast.client(cast.port_clerk).post(url, typed | {"hung_at": "二层"})
    assert slower.status_code == 422
    assert "刚被别人改过" in slower.content.decode()
    assert 'value="二层"' in slower.content.decode()
    plaque.refresh_from_db()
    assert plaque.hung_at == "一层大厅，正对大门"


def test_marks_nobody_sees_are_not_kept(filing: Any, studio: Any) -> None:
    client = filing.cast.client(filing.cast.port_clerk)
    new = reverse("studios:premises_new", args=[studio.pk])
    place = {"area": "10", "since": str(timezone.localdate())}
    client.post(new, place | {"address": "\u202e楼甲\u2069，一层\u200f"})
    assert Premises.standing.get().address == "楼甲，一层"
    empty = client.post(new, place | {"address": "\u202e\u2066"})
    assert empty.status_code == 422
    assert Premises.standing.count() == 1


def test_a_missing_field_is_said_once(filing: Any, studio: Any) -> None:
    client = filing.cast.client(filing.cast.port_clerk)
    url = reverse("ledger:achievement_new", args=[studio.pk])
    form = client.post(f"{url}?kind=suggestion", {"kind": "suggestion", "title": "点检卡"}).context["form"]
    assert form.errors
    assert all(len(found) == 1 for found in form.errors.values()), form.errors


def test_nobody_is_led_to_a_file_of_the_form_they_may_not_open(filing: Any, studio: Any) -> None:
    """Every picture and link that is shown opens; the auditor is told why the others do not."""
    pages = [reverse(f"studios:{name}", args=[studio.pk]) for name in ("premises", "funds", "regulations", "carried")]
    found = {}
    for person in ("industry_officer", "auditor"):
        client = filing.cast.client(getattr(filing.cast, person))
        text = "".join(client.get(page).content.decode() for page in pages)
        found[person] = set(re.findall(r'(?:href|src)="(/studios/materials/[^"]+)"', text))
        for url in found[person]:
            answer = client.get(url)
            assert answer.status_code == 200, url
            assert b"".join(answer)
        assert ("由本单位、推荐工会和市总工会查阅" in text) is (person == "auditor")
    assert found["auditor"] < found["industry_officer"]


def test_a_list_prints_with_the_height_its_words_need(filing: Any, studio: Any) -> None:
    values = {"address": "东渡路" * 60, "area": 10, "since": timezone.localdate()}
    actions.add(actor=filing.cast.port_clerk, studio_id=studio.pk, model=Premises, values=values)
    answer = filing.cast.client(filing.cast.port_clerk).post(
        reverse("studios:sheet_export", args=[studio.pk, "premises"])
    )
    page = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    assert page.row_dimensions[2].height > 40


def test_a_year_of_very_many_expenses_still_adds_up(filing: Any, studio: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk, today = filing.cast.port_clerk, timezone.localdate()
    money = {"year": today.year, "source": "unit", "amount": Decimal(100), "received_on": today}
    grant = actions.add(actor=clerk, studio_id=studio.pk, model=Grant, values=money)
    for number in range(3):
        spent = {"grant": grant, "on": today, "use": "training", "what": f"教材{number}", "amount": Decimal(7)}
        actions.add_expense(actor=clerk, studio_id=studio.pk, values=spent)
    monkeypatch.setattr(statement, "MOST_LINES", 1)
    url = reverse("studios:statement_word", args=[studio.pk, today.year])
    paper = docx.Document(io.BytesIO(filing.cast.client(clerk).get(url).content))
    rows = [[cell.text for cell in row.cells] for row in paper.tables[-1].rows]
    assert [(row[0], row[-1]) for row in rows[-2:]] == [("其余 2 笔", "14.00"), ("合计 3 笔", "21.00")]
