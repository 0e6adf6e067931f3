"""Achievements: numbers checked, each kind's fields, money never mixed, the library within one's scope."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from lingjun.core import search_index
from lingjun.core.errors import Invalid, NotYours
from lingjun.ledger import actions, numbers
from lingjun.ledger.achievement_kinds import RULES
from lingjun.ledger.enums import AchievementKind
from lingjun.ledger.forms.achievements import read_more
from lingjun.ledger.models import Achievement, Adoption, Benefit
from lingjun.ledger.queries import achievements as queries
from lingjun.ledger.queries.benefits import MixedBases, Total, studio_totals, totals
from lingjun.studios import actions as file_actions
from lingjun.studios.models import Studio
from tests.filing import Filing

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def patent(studio: Studio, actor: Any, **other: Any) -> Achievement:
    values = {
        "kind": "utility", "title": "岸桥吊具防摇装置", "number": "ZL201220123456.3",
        "status": "granted", "achieved_on": datetime.date(2013, 3, 20), "details": {"patentee": "鹭港码头"},
        "authors": [studio.leader_id],
    } | other  # fmt: skip
    return actions.record_achievement(actor=actor, studio_id=studio.pk, values=values)


@pytest.mark.parametrize(
    ("number", "kind", "printed"),
    [
        # The first Chinese patent, and an example in the form that is valid since October 2003.
        ("ZL 2003 1 0100002.X", "invention", "ZL200310100002.X"),
        ("85100001.0", "invention", "85100001.0"),
        ("ＣＮ２００３１０１００００２．Ｘ", "invention", "CN200310100002.X"),
        ("CN102345678B", "invention", "CN102345678B"),
    ],
)
def test_patent_numbers_that_hold(number: str, kind: str, printed: str) -> None:
    assert numbers.patent(number, kind)[0] == printed


@pytest.mark.parametrize(
    ("number", "kind", "reason"),
    [
        ("ZL200310100002.1", "invention", "校验位不对"),
        ("ZL200310100002", "invention", "应为 X"),
        ("ZL200310100002.X", "utility", "发明专利"),
        ("ZL209910100002.5", "invention", "年份"),
        ("ZL200370100002.5", "invention", "第 5 位"),
        ("专利一号", "invention", "写法不对"),
        ("CN202345678U", "invention", "不是发明专利"),
    ],
)
def test_patent_numbers_that_do_not(number: str, kind: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        numbers.patent(number, kind)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("GB／T 12345—2020", "GB/T 12345-2020"), ("db35/t 1234-2013", "DB35/T 1234-2013"),
        ("JT/T123.1-2012", "JT/T 123.1-2012"), ("Q/XLG001-2013", "Q/XLG 001-2013"),
        ("Q/0212XLG 001-2013", "Q/0212XLG 001-2013"),
        ("Q/XLG 001-2013", "Q/XLG 001-2013"), ("T/XMGK 12-2020", "T/XMGK 12-2020"), ("GB 1-2013", "GB 1-2013"),
    ],
)  # fmt: skip
def test_standard_numbers(typed: str, printed: str) -> None:
    assert numbers.standard(typed)[0] == printed


@pytest.mark.parametrize("typed", ["GB12345", "12345-2020", "GB/T 12345-20", "GB/T 1-2099", "标准"])
def test_what_is_no_standard_number(typed: str) -> None:
    with pytest.raises(ValueError, match="标准号"):
        numbers.standard(typed)


def test_software_numbers() -> None:
    assert numbers.software("2013ｓｒ012345") == ("2013SR012345", "2013SR012345")
    assert numbers.software("软著登字第0512345号")[0] == "软著登字第0512345号"
    for wrong in ("SR012345", "2099SR012345"):
        with pytest.raises(ValueError, match="登记号"):
            numbers.software(wrong)


def test_every_kind_has_rules() -> None:
    assert set(RULES) == set(AchievementKind.values)


def test_a_kind_asks_for_its_fields_and_no_other_status(studio: Studio, cast: Any) -> None:
    with pytest.raises(Invalid) as refused:
        patent(studio, cast.port_liaison, details={}, number="", status="granted")
    assert set(refused.value.errors) == {"number", "d_patentee"}
    with pytest.raises(Invalid) as refused:
        patent(studio, cast.port_liaison, kind="award", number="", status="in_use",
               details={"body": "市总工会", "level": "市级"})  # fmt: skip
    assert set(refused.value.errors) == {"status"}
    method = {"trade": "桥吊司机", "since": "2012-05-01", "steps": "一看\n二稳\n三落"}
    with pytest.raises(Invalid) as refused:
        patent(studio, cast.port_liaison, kind="method", number="", authors=[], details=method)
    assert set(refused.value.errors) == {"first_author"}
    assert (
        patent(studio, cast.port_liaison, kind="method", number="", details=method).first_author == studio.leader.name
    )


def test_authors_are_of_this_studio(studio: Studio, filing: Filing, cast: Any) -> None:
    other = filing.named("李二").studio
    with pytest.raises(Invalid) as refused:
        patent(studio, cast.port_liaison, authors=[other.leader_id])
    assert set(refused.value.errors) == {"authors"}
    with pytest.raises(NotYours):
        patent(studio, cast.grid_clerk)


def test_a_changed_number_keeps_its_keys(studio: Studio, cast: Any) -> None:
    line = patent(studio, cast.port_liaison)
    assert line.number_key == "zl:201220123456"
    number = f"201220123457.{numbers.check_digit('201220123457')}"
    actions.change_achievement(
        actor=cast.port_liaison, achievement_id=line.pk,
        values={"kind": "utility", "title": "新名称", "number": number, "details": {"patentee": "鹭港码头"}},
    )  # fmt: skip
    line.refresh_from_db()
    assert (line.number_key, line.title_key, line.number) == ("zl:201220123457", "新名称", number)


def benefit(line: Achievement, actor: Any, basis: str, yuan: str, year: int = 2013, **other: Any) -> Benefit:
    values = {
        "achievement": line, "basis": basis, "amount": Decimal(yuan), "period_from": datetime.date(year, 1, 1),
        "period_to": datetime.date(year, 12, 31), "method": "年作业 1,200 箱", "certifier": "财务部",
    } | other  # fmt: skip
    return file_actions.add(actor=actor, studio_id=line.studio_id, model=Benefit, values=values)


def test_totals_refuse_to_mix_bases_or_periods(studio: Studio, cast: Any) -> None:
    line, actor = patent(studio, cast.port_liaison), cast.port_liaison
    benefit(line, actor, "cost", "100.10")
    benefit(line, actor, "cost", "50")
    benefit(line, actor, "profit", "7")
    benefit(line, actor, "cost", "9", 2014)
    gone = benefit(line, actor, "cost", "1000")
    file_actions.remove(actor=actor, model=Benefit, line_id=gone.pk)
    found = totals(Benefit.standing.filter(achievement=line))
    assert [(one.words, one.amount, one.count) for one in found] == [
        ("2014 年 节约成本", Decimal(9), 1),
        ("2013 年 节约成本", Decimal("150.10"), 2),
        ("2013 年 新增利润", Decimal(7), 1),
    ]
    assert {(one.words, one.amount) for one in studio_totals(studio)} == {(one.words, one.amount) for one in found}
    days = datetime.date(2013, 1, 1), datetime.date(2013, 12, 31)
    for other in (Total("profit", *days, Decimal(1)), Total("cost", days[0], days[0], Decimal(1))):
        with pytest.raises(MixedBases):
            _ = Total("cost", *days, Decimal(1)) + other
    file_actions.remove(actor=actor, model=Achievement, line_id=line.pk)
    assert studio_totals(studio) == []


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"amount": Decimal(0)}, "amount"),
        ({"period_to": datetime.date(2012, 1, 1)}, "period_to"),
        ({"period_to": datetime.date(2099, 1, 1)}, "period_to"),
    ],
)
def test_what_is_wrong_with_a_benefit(studio: Studio, cast: Any, values: dict[str, Any], field: str) -> None:
    line = patent(studio, cast.port_liaison)
    with pytest.raises(Invalid) as refused:
        benefit(line, cast.port_liaison, "cost", "1", **values)
    assert set(refused.value.errors) == {field}


def test_money_and_users_belong_to_an_achievement_of_the_studio(studio: Studio, filing: Filing, cast: Any) -> None:
    other = filing.named("李二").studio
    theirs = patent(other, cast.port_liaison)
    for model, values in (
        (Benefit, {"achievement": theirs, "basis": "cost", "amount": 1, "period_from": datetime.date(2013, 1, 1),
                   "period_to": datetime.date(2013, 2, 1), "method": "x", "certifier": "y"}),
        (Adoption, {"achievement": theirs, "adopter": "甲", "since": datetime.date(2013, 1, 1), "effect": "好"}),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refused:
            file_actions.add(actor=cast.port_liaison, studio_id=studio.pk, model=model, values=values)  # type: ignore[type-var]
        assert set(refused.value.errors) == {"achievement"}


def test_the_page_from_choosing_a_kind_to_the_adopters(studio: Studio, cast: Any) -> None:
    client = cast.client(cast.port_liaison)
    url = reverse("ledger:achievement_new", args=[studio.pk])
    assert "先进操作法" in client.get(url).content.decode()
    shown = client.get(f"{url}?kind=paper").content.decode()
    assert ("刊物" in shown, "专利权人" in shown) == (True, False)
    body = {
        "title": "岸桥防摇控制研究", "number": "", "status": "granted", "achieved_on": "2013-05-01", "project": "",
        "first_author": "陈海川", "d_journal": "", "d_issue": "2013 年第 5 期",
    }  # fmt: skip
    wrong = client.post(f"{url}?kind=paper", body)
    assert (wrong.status_code, "请填刊物" in wrong.content.decode()) == (422, True)
    page = client.post(f"{url}?kind=paper", body | {"d_journal": "港口科技"}, follow=True).content.decode()
    assert ("港口科技" in page, "已发表" in page) == (True, True)
    line = Achievement.objects.get()
    client.post(
        reverse("ledger:adoption_new", args=[studio.pk]),
        {"achievement": line.pk, "adopter": "东渡码头", "since": "2013-06-01", "effect": "少摆两次"},
    )
    assert "推广 1 家" in client.get(reverse("ledger:achievement", args=[studio.pk, line.pk])).content.decode()
    assert "推广 1 家" in client.get(reverse("ledger:studio_achievements", args=[studio.pk])).content.decode()


def test_the_library_shows_words_as_words(studio: Studio, cast: Any) -> None:
    """Its rows are written by hand: nothing people type becomes markup."""
    line = patent(studio, cast.port_clerk)
    sign = '<b class="x">&\'"'
    Achievement.objects.filter(pk=line.pk).update(title=f"岸桥{sign}", number=sign)
    Studio.objects.filter(pk=studio.pk).update(name=f"工作室{sign}")
    page = cast.client(cast.city_officer).get(reverse("ledger:achievements")).content.decode()
    assert sign not in page
    assert page.count("&lt;b class=&quot;x&quot;&gt;&amp;&#x27;&quot;") == 3


def test_the_library_ends_where_the_scope_ends(studio: Studio, cast: Any, filing: Filing) -> None:
    patent(studio, cast.port_liaison)
    gone = patent(studio, cast.port_liaison, kind="other", number="", title="登错了的", details={"what": "x"})
    file_actions.remove(actor=cast.port_liaison, model=Achievement, line_id=gone.pk)
    url = reverse("ledger:achievements")
    for person, sees in (
        (cast.city_officer, True), (cast.industry_officer, True), (cast.port_liaison, True), (cast.auditor, True),
        (cast.district_officer, False), (cast.grid_clerk, False), (cast.stranger, False),
    ):  # fmt: skip
        page = cast.client(person).get(url).content.decode()
        assert ("岸桥吊具防摇装置" in page) is sees, person
        assert "登错了的" not in page
        book = cast.client(person).post(reverse("ledger:achievements_export"))
        rows = load_workbook(io.BytesIO(b"".join(book.streaming_content))).active
        assert any("岸桥吊具防摇装置" in map(str, row) for row in rows.values) is sees


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"q": "防摇"}, 1), ({"q": "防摇 陈海川"}, 1), ({"q": "2012201234"}, 1), ({"q": "油改电"}, 0),
        ({"kind": "paper"}, 0), ({"status": "granted", "year": 2013}, 1),
        ({"year": 2012}, 0), ({"union": 0}, 0),
    ],
)  # fmt: skip
def test_filters_of_the_library(studio: Studio, cast: Any, wanted: dict[str, Any], found: int) -> None:
    patent(studio, cast.port_liaison)
    assert queries.filtered(cast.city_officer, wanted).rows.count() == found
    assert queries.filtered(cast.industry_officer, wanted).rows.count() == found


def test_a_large_scope_goes_through_the_join(studio: Studio, cast: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    patent(studio, cast.port_liaison)
    monkeypatch.setattr(queries, "FEW_STUDIOS", 0)
    for officer, number in ((cast.industry_officer, 1), (cast.district_officer, 0)):
        found = queries.filtered(officer, {})
        assert (found.rows.count(), found.counted.count()) == (number, number)
        assert found.rows is not found.counted


@pytest.mark.parametrize("few", [10_000, 5], ids=["from the index", "a common word"])
def test_words_of_the_library_find_the_same_rows_on_every_page(
    studio: Studio, cast: Any, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    """Many of one day, some with the word; small and large letters; last pages."""
    day = datetime.date(2013, 5, 8)
    rows = Achievement.objects.bulk_create(
        Achievement(
            studio=studio, kind="method", status="named", achieved_on=day - datetime.timedelta(days=number // 30),
            title=f"{number}号" + ("AGV操作法" if number % 2 else "工装"), first_author="陈海川",
        )
        for number in range(120)
    )  # fmt: skip
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE ledger_achievement")
    monkeypatch.setattr(search_index, "FEW", few)
    wanted = sorted((row for row in rows if "操作法" in row.title), key=lambda row: (row.achieved_on, row.pk))[::-1]
    client, url = cast.client(cast.city_officer), reverse("ledger:achievements")
    pages = [client.get(url, {"q": "agv 操作法", "size": 25, "page": page}) for page in (1, 2, 3)]
    assert [row.pk for page in pages for row in page.context["rows"]] == [row.pk for row in wanted]
    told = "只在最近的 20000 项里找" in pages[0].content.decode()
    assert told is (few == 5)
    monkeypatch.setattr(queries, "LOOKED_THROUGH", 40)
    found = client.get(url, {"q": "操作法", "size": 50}).context["rows"]
    near = [row for row in wanted if row.achieved_on >= day - datetime.timedelta(days=1)]
    assert [row.pk for row in found] == [row.pk for row in (near if few == 5 else wanted)][:50]
    assert not client.get(url, {"q": "陈海川操作法"}).context["rows"]


def test_the_words_of_a_kind_are_read_back() -> None:
    assert read_more("专利权人：鹭港码头；授权公告日:2013-05-08\n操作要点：一看；二稳") == {
        "专利权人": "鹭港码头", "授权公告日": "2013-05-08", "操作要点": "一看\n二稳",
    }  # fmt: skip


def test_excel_goes_out_and_comes_in_again(studio: Studio, cast: Any) -> None:
    patent(studio, cast.port_liaison, details={"patentee": "鹭港码头", "granted_on": "2013-03-20"})
    client = cast.client(cast.port_liaison)
    out = client.post(reverse("studios:sheet_export", args=[studio.pk, "achievements"]))
    book = load_workbook(io.BytesIO(b"".join(out.streaming_content)))
    Achievement.objects.all().delete()
    stream = io.BytesIO()
    book.save(stream)
    upload = SimpleUploadedFile("成果.xlsx", stream.getvalue())
    url = reverse("studios:sheet_import", args=[studio.pk, "achievements"])
    page = client.post(url, {"file": upload})
    assert "1 行" in page.content.decode()
    client.post(url, {"rows": page.context["rows"]})
    line = Achievement.objects.get()
    assert (line.title, line.number_key) == ("岸桥吊具防摇装置", "zl:201220123456")
    assert (line.details, line.authors) == ({"patentee": "鹭港码头", "granted_on": "2013-03-20"}, [studio.leader_id])


@pytest.mark.parametrize("key", ["activities", "achievements", "benefits", "adoptions"])
def test_the_sample_of_each_template_is_good(studio: Studio, cast: Any, key: str) -> None:
    """The sample row, taken as a real one, passes the dry run (money and users need their achievement)."""
    from lingjun.documents.excel import read_rows
    from lingjun.studios import sheet_run, sheets

    actions.record_achievement(
        actor=cast.port_liaison, studio_id=studio.pk,
        values={
            "kind": "other", "title": "岸桥吊具防摇装置" if key in {"benefits", "adoptions"} else "别的", "number": "",
            "status": "granted", "achieved_on": timezone.localdate(), "details": {"what": "装置"},
        },
    )  # fmt: skip
    listing = sheets.get(key)
    assert listing is not None
    columns = {column.key: column.label for column in listing.columns(studio, None)}  # type: ignore[arg-type]
    from openpyxl import Workbook

    book = Workbook()
    book.active.append(list(columns.values()))
    book.active.append([listing.sample.get(name, "") for name in columns])
    stream = io.BytesIO()
    book.save(stream)
    lines = sheet_run.read(read_rows(stream.getvalue()), listing, studio).lines
    outcomes = sheet_run.run(user=cast.port_liaison, studio=studio, listing=listing, lines=lines, newest=None)
    assert [outcome.errors for outcome in outcomes] == [{}]
