"""Money: balances by source carried over the years, warnings that never block, the final statement."""

from __future__ import annotations

import datetime
import io
import zipfile
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core.errors import Invalid
from lingjun.studios import actions, money
from lingjun.studios.models import Expense, Grant


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


@pytest.fixture
def clerk(filing: Any) -> Any:
    return filing.cast.port_clerk


def grant(clerk: Any, studio: Any, year: int = 2013, amount: str = "10000", **values: Any) -> Grant:
    values = {
        "year": year, "source": "unit", "amount": Decimal(amount), "received_on": datetime.date(year, 2, 1),
    } | values  # fmt: skip
    return actions.add(actor=clerk, studio_id=studio.pk, model=Grant, values=values)


def spend(clerk: Any, line: Grant, amount: str, on: str = "2013-03-01", use: str = "equipment") -> Expense:
    values = {
        "grant": line, "on": datetime.date.fromisoformat(on), "use": use, "what": f"事项{amount}",
        "amount": Decimal(amount),
    }  # fmt: skip
    return actions.add_expense(actor=clerk, studio_id=line.studio_id, values=values)


def test_what_is_left_is_carried_over_by_source(clerk: Any, studio: Any) -> None:
    unit, city = grant(clerk, studio), grant(clerk, studio, amount="20000.10", source="city")
    grant(clerk, studio, year=2014, amount="5000")
    spend(clerk, unit, "4000.05")
    spend(clerk, unit, "1000", on="2014-01-05", use="training")
    spend(clerk, city, "0.10", on="2014-12-31")
    taken_out = spend(clerk, city, "999")
    actions.remove_expense(actor=clerk, line_id=taken_out.pk)
    first, second = money.account(studio, 2013), money.account(studio, 2014)
    assert (first.total.opening, first.total.income, first.total.spent, first.total.closing) == (
        0, Decimal("30000.10"), Decimal("4000.05"), Decimal("26000.05"),
    )  # fmt: skip
    lines = dict(second.shown)
    unit_fund = lines["单位专项经费"]
    assert (unit_fund.opening, unit_fund.income, unit_fund.spent, unit_fund.closing) == (
        Decimal("5999.95"), Decimal(5000), Decimal(1000), Decimal("9999.95"),
    )  # fmt: skip
    assert lines["市总工会补助"].closing == Decimal(20000)
    assert second.uses == {"equipment": {"city": Decimal("0.10")}, "training": {"unit": Decimal(1000)}}
    assert money.account(studio, 2015).total.opening == second.total.closing
    assert all(isinstance(line.closing, Decimal) for line in second.sources.values())


def test_what_is_noticed_follows_the_money(clerk: Any, studio: Any) -> None:
    line = grant(clerk, studio, amount="1000", uses=["equipment"])
    first, second = spend(clerk, line, "600"), spend(clerk, line, "600", on="2013-04-01")
    assert (first.warning, second.warning) == ("", "这笔经费只剩 400.00 元，超支 200.00 元。")
    other = spend(clerk, line, "1", on="2014-04-01", use="reward")
    assert "“奖励激励”不在这笔经费允许的用途内（设备采购）。" in other.warning
    assert "不在经费年度（2013 年）内" in other.warning
    early = spend(clerk, line, "1", on="2012-12-01")
    assert "早于经费到账（2013-02-01）" in early.warning
    actions.remove_expense(actor=clerk, line_id=first.pk)
    second.refresh_from_db()
    assert second.warning == ""
    actions.change_grant(actor=clerk, line_id=line.pk, values={"uses": [], "amount": Decimal(500)})
    second.refresh_from_db()
    other.refresh_from_db()
    assert "只剩 499.00 元" in second.warning
    assert "允许的用途" not in other.warning


def test_a_grant_that_was_spent_from_stays(clerk: Any, studio: Any) -> None:
    line = grant(clerk, studio)
    spent = spend(clerk, line, "1")
    with pytest.raises(Invalid, match="还有 1 条支出"):
        actions.remove_grant(actor=clerk, line_id=line.pk)
    line.refresh_from_db()
    assert line.removed_at is None
    actions.remove_expense(actor=clerk, line_id=spent.pk)
    actions.remove_grant(actor=clerk, line_id=line.pk)
    with pytest.raises(Invalid):
        actions.restore_expense(actor=clerk, line_id=spent.pk)


def test_money_of_another_studio_is_not_spent(filing: Any, clerk: Any, studio: Any) -> None:
    foreign = grant(clerk, filing.named("黄秀兰").studio)
    values = {"grant": foreign, "on": datetime.date(2013, 3, 1), "use": "other", "what": "甲", "amount": Decimal(1)}
    with pytest.raises(Invalid) as refused:
        actions.add_expense(actor=clerk, studio_id=studio.pk, values=values)
    assert "grant" in refused.value.errors
    page = filing.cast.client(clerk).post(
        reverse("studios:expense_new", args=[studio.pk]), values | {"grant": foreign.pk, "on": "2013-03-01"}
    )
    assert page.status_code == 422
    assert not Expense.objects.exists()
    values["grant"] = grant(clerk, studio)
    values["amount"] = Decimal(-5)
    with pytest.raises(Invalid):
        actions.add_expense(actor=clerk, studio_id=studio.pk, values=values)


def test_warnings_are_shown_first_and_never_in_the_way(filing: Any, clerk: Any, studio: Any) -> None:
    line, client = grant(clerk, studio, amount="100", uses=["training"]), filing.cast.client(clerk)
    url = reverse("studios:expense_new", args=[studio.pk])
    sent = {"grant": line.pk, "on": "2013-03-01", "use": "equipment", "what": "测振仪", "amount": "150"}
    page = client.post(url, sent)
    assert page.status_code == 200
    assert not Expense.objects.exists()
    mark = page.context["mark"]
    words = page.content.decode()
    assert "超支 50.00 元" in words
    assert "“设备采购”不在这笔经费允许的用途内" in words
    again = client.post(url, sent | {"amount": "200", "noticed": mark})
    assert "超支 100.00 元" in again.content.decode(), "other warnings are shown again"
    assert client.post(url, sent | {"noticed": mark}).status_code == 302
    kept = Expense.objects.get()
    assert "超支 50.00 元" in kept.warning
    assert kept.warning[:20] in client.get(reverse("studios:funds", args=[studio.pk]) + "?year=2013").content.decode()
    edit = reverse("studios:expense_edit", args=[studio.pk, kept.pk])
    seen = client.get(edit).context["form"]["seen"].value()
    assert client.post(edit, sent | {"amount": "50", "use": "training", "seen": seen}).status_code == 302
    kept.refresh_from_db()
    assert (kept.amount, kept.warning) == (50, "")


def test_the_final_statement_in_word_and_excel(filing: Any, clerk: Any, studio: Any) -> None:
    line = grant(clerk, studio, amount="10000", uses=["training"])
    grant(clerk, studio, year=2012, amount="300")
    spend(clerk, line, "4000.5")
    client = filing.cast.client(filing.cast.industry_officer)
    word = client.get(reverse("studios:statement_word", args=[studio.pk, 2013]))
    xml = zipfile.ZipFile(io.BytesIO(word.content)).read("word/document.xml").decode()
    for words in ("2013 年度经费决算表", "一、上年结余", "4,000.50", "6,299.50", "领衔人（签字）", "单位工会（盖章）",
                  "不在这笔经费允许的用途内", "支出明细"):  # fmt: skip
        assert words in xml, words
    excel = client.get(reverse("studios:statement_excel", args=[studio.pk, 2013]))
    book: Any = openpyxl.load_workbook(io.BytesIO(b"".join(excel.streaming_content)))
    page, details = book.worksheets
    rows = {str(row[0]).strip(): row[1:] for row in page.iter_rows(min_row=4, values_only=True) if row[0]}
    assert rows["一、上年结余"] == (300, 0, 0, 0, 300)
    assert rows["二、本年收入"][0] == 10000
    assert rows["设备采购"][4] == rows["三、本年支出"][4] == 4000.5
    assert rows["四、年末结余"][4] == 6299.5
    assert "不在这笔经费允许的用途内" in rows["说明"][0]
    assert any(key.startswith("领衔人（签字）") for key in rows)
    assert [cell.value for cell in details[2]][6] == 4000.5
    for year in (1, 2101):
        assert client.get(reverse("studios:statement_word", args=[studio.pk, year])).status_code == 404


def test_money_is_not_spent_tomorrow(filing: Any) -> None:
    studio, actor = filing.named("陈海川").studio, filing.cast.port_clerk
    today = timezone.localdate()
    grant = actions.add(
        actor=actor, studio_id=studio.pk, model=Grant,
        values={"year": today.year, "source": "unit", "amount": 100, "received_on": today},
    )  # fmt: skip
    values = {"grant": grant, "use": "equipment", "what": "工具", "amount": 1}
    actions.add_expense(actor=actor, studio_id=studio.pk, values=values | {"on": today})
    with pytest.raises(Invalid) as refused:
        actions.add_expense(
            actor=actor, studio_id=studio.pk, values=values | {"on": today + datetime.timedelta(days=1)}
        )
    assert refused.value.errors == {"on": "支出的日期不能晚于今天。"}


def test_an_address_with_a_year_of_five_thousand_digits_is_no_year(filing: Any) -> None:
    studio = filing.named("陈海川").studio
    client = filing.cast.client(filing.cast.port_clerk)
    for name in ("studios:funds", "studios:grant_new"):
        assert client.get(reverse(name, args=[studio.pk]), {"year": "9" * 5000}).status_code == 200
    page = client.get(reverse("studios:regulation_new", args=[studio.pk]), {"from": "9" * 5000})
    assert page.status_code == 200
