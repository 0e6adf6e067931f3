"""七个有 on screen: each clause of the notice is found there, any day can be asked, and who lacks what is one table."""

from __future__ import annotations

import datetime
import io
from typing import Any

import openpyxl
import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core.jobs import run_next
from lingjun.core.models import Job, JobStatus
from lingjun.studios.criteria.sheet import KEPT
from lingjun.studios.models import CriteriaSheet, Studio, StudioStatus
from lingjun.studios.views import criteria_table
from tests.dossier.life import lively
from tests.workbench.cost import cost

TABLE = "/studios/criteria/"


def text_of(client: Any, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200
    return str(answer.content.decode())


def names(client: Any, query: str = "") -> list[str]:
    return [sheet.studio.name[:3] for sheet in client.get(TABLE + query).context["rows"]]


def test_each_clause_of_the_notice_is_on_screen(filing: Any) -> None:
    studio = filing.named("陈海川").studio
    page = text_of(filing.cast.client(filing.cast.city_officer), reverse("studios:criteria", args=[studio.pk]))
    for number in range(1, 8):
        clause = filing.round.content.clause(f"二.{number}")
        assert clause.text.strip() in page, clause.key
        assert clause.mark in page
    for words in ("缺“成果转化”制度", "没有登记固定场所", "没写“总体目标”", "没有登记牌匾挂在哪里"):
        assert words in page, words


def test_only_who_writes_is_led_to_the_form(filing: Any) -> None:
    studio = filing.named("陈海川").studio
    url, form = reverse("studios:criteria", args=[studio.pk]), reverse("studios:regulation_new", args=[studio.pk])
    assert f"{form}?kind=conversion" in text_of(filing.cast.client(filing.cast.port_liaison), url)
    assert form not in text_of(filing.cast.client(filing.cast.city_officer), url)
    assert filing.cast.client(filing.cast.grid_chair).get(url).status_code == 404


def test_another_day_is_asked_and_a_wrong_one_told(filing: Any) -> None:
    studio = lively(filing.named("陈海川").studio)
    client, url = filing.cast.client(filing.cast.port_chair), reverse("studios:criteria", args=[studio.pk])
    assert "缺“活动开展”制度" not in text_of(client, url)
    before = studio.named_on - datetime.timedelta(days=1)
    page = text_of(client, f"{url}?on={before}")
    assert "缺“活动开展”制度" in page
    assert "这一天还没有命名" in page
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    assert "还没有到这一天，先按今天计算。" in text_of(client, f"{url}?on={tomorrow}")
    assert "日期写成 2013-05-08 这样。" in text_of(client, f"{url}?on=5.8")


def test_who_lacks_what_is_found_by_the_address(filing: Any) -> None:
    cast = filing.cast
    full = lively(filing.named("陈海川").studio, lacking="")
    filing.named("黄秀兰")
    client = cast.client(cast.city_officer)
    assert names(client) == ["黄秀兰", "陈海川"]
    assert names(client, "?sort=-met") == ["陈海川", "黄秀兰"]
    assert names(client, "?criterion=funds") == ["黄秀兰"]
    assert names(client, "?criterion=funds&standing=2") == ["陈海川"]
    assert names(client, "?criterion=ledger&standing=0") == ["黄秀兰"]
    assert names(client, "?criterion=ledger&standing=1") == []
    assert names(client, "?q=chc") == ["陈海川"]
    assert names(client, f"?union={cast.industry.pk}&met={full.sheet.met}") == ["陈海川"]
    Studio.objects.filter(pk=full.pk).update(status=StudioStatus.REVOKED)
    CriteriaSheet.objects.filter(studio=full).update(is_active=False)
    assert names(client) == ["黄秀兰"]
    assert names(client, "?scope=all") == ["黄秀兰", "陈海川"]
    for person in ("district_officer", "grid_chair", "stranger"):
        assert names(cast.client(getattr(cast, person))) == [], person
    assert names(cast.client(cast.industry_officer)) == ["黄秀兰"]


@pytest.mark.parametrize("query", ["criterion=regulations", "criterion=regulations&standing=0", "criterion=plaque"])
def test_the_last_page_of_who_lacks_what_holds_the_last_of_them(filing: Any, query: str) -> None:
    """Many named on one day, some lacking: later pages find their rows by keys, under the same filter."""
    first = filing.named("陈海川").studio
    fields = {
        field.attname: getattr(first, field.attname) for field in Studio._meta.concrete_fields if not field.primary_key
    }
    others = Studio.objects.bulk_create(
        Studio(**fields | {"case_id": None, "name": f"{number}号工作室"}) for number in range(60)
    )
    lacking = []
    for number, studio in enumerate(others):
        key, standing = [("regulations", 0), ("plaque", 1), ("funds", 0)][number % 3]
        CriteriaSheet.objects.create(
            studio=studio, recommender_id=studio.recommender_id, met=6,
            named_on=studio.named_on - datetime.timedelta(days=number // 30),
            **{one: standing if one == key else 2 for one in KEPT},
        )  # fmt: skip
        if key in query:
            lacking.append((number // 30, -studio.pk))
    CriteriaSheet.objects.filter(studio=first).update(regulations=2, plaque=2)
    client = filing.cast.client(filing.cast.city_officer)
    pages = [client.get(f"{TABLE}?size=12&page={page}&{query}").context for page in (1, 2)]
    assert [len(page["rows"]) for page in pages] == [12, 8]
    assert [-sheet.pk for page in pages for sheet in page["rows"]] == [pk for _, pk in sorted(lacking)]


def test_the_sums_above_the_table_are_those_of_the_filter(filing: Any) -> None:
    lively(filing.named("陈海川").studio)
    filing.named("黄秀兰")
    context = filing.cast.client(filing.cast.city_officer).get(TABLE).context
    assert context["figures"]["total"] == 2
    assert {key: number for key, _, number in context["lacks"]} == {
        "plaque": 1, "premises": 1, "regulations": 2, "funds": 1, "team": 0, "ledger": 1, "results": 1,
    }  # fmt: skip


def rows_of(response: Any) -> list[dict[str, Any]]:
    page = openpyxl.load_workbook(io.BytesIO(b"".join(response.streaming_content))).active
    assert page is not None
    lines = list(page.iter_rows(values_only=True))
    return [dict(zip(map(str, lines[1]), line, strict=True)) for line in lines[2:]]


def test_the_table_as_excel(filing: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    lively(filing.named("陈海川").studio)
    filing.named("黄秀兰")
    client = filing.cast.client(filing.cast.industry_officer)
    url = reverse("studios:criteria_export")
    [row] = rows_of(client.post(f"{url}?criterion=funds"))
    assert (row["工作室名称"], row["有经费"], row["有团队"]) == ("黄秀兰劳模创新工作室", "缺 1 项", "达到")
    assert "缺“成果转化”制度" in row["缺什么"]
    assert rows_of(filing.cast.client(filing.cast.grid_chair).post(url)) == []
    monkeypatch.setattr(criteria_table, "AT_ONCE", 0)
    answer = client.post(url)
    job = Job.objects.get(kind="studios.criteria_export")
    assert answer.url == reverse("core:job", args=[job.pk])
    while job.status == JobStatus.QUEUED:
        assert run_next() is not None
        job.refresh_from_db()
    assert (job.status, job.message) == (JobStatus.DONE, "共 2 个。")


def test_the_pages_cost_the_same_for_one_and_for_three(filing: Any) -> None:
    client = filing.cast.client(filing.cast.city_officer)
    studio = filing.named("陈海川").studio
    page = reverse("studios:criteria", args=[studio.pk])
    one, poor = cost(client, TABLE), cost(client, page)
    filing.named("黄秀兰")
    filing.named("林秋月")
    lively(studio)
    assert cost(client, TABLE) == one <= 12
    assert cost(client, page) == poor <= 34
