"""The studio page and its brief: who sees what, one year at a time, and what it costs."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import pypdf
import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.appraisal.models import Appraisal, Rectification
from lingjun.ledger.models import Achievement, Activity, Benefit, Mentorship, Plan, PlanItem, Project
from lingjun.ledger.queries.home import due_in
from lingjun.studios.models import CriteriaSheet, Grant, Honour, Member, Studio, Tenure, Worker
from tests.dossier.life import lively, photograph
from tests.workbench.cost import cost


@pytest.fixture
def studio(filing: Any) -> Studio:
    return lively(filing.named("陈海川").studio)


def page_of(client: Any, studio: Studio, query: str = "") -> str:
    answer = client.get(reverse("dossier:studio", args=[studio.pk]) + query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_tells_the_year(filing: Any, studio: Studio) -> None:
    client = filing.cast.client(filing.cast.port_liaison)
    page = page_of(client, studio)
    for words in (
        "悬挂于岸桥维修楼一层正门", "福建省五一劳动奖章（2008年）", "高级技师，桥吊司机", "缺“奖励激励”制度",
        "单位专项经费 20.0 万元，已用 7.3 万元", "市总工会补助 5.0 万元，已用 8600 元", "节约成本", "312.4 万元",
        "推广 2 家", "第 3 台试运行", "记一次活动", "陈海川带成员1：写出徒结论", "第 3 台验收",
    ):  # fmt: skip
        assert words in page, words
    last = page_of(client, studio, f"?year={timezone.localdate().year - 1}")
    assert "第 3 台验收" not in last
    assert "还没有记活动" in last
    for asked in ("1901", "x", "9999"):
        assert "第 3 台验收" in page_of(client, studio, f"?year={asked}")


def test_figures_of_the_year_are_sums(filing: Any, studio: Studio) -> None:
    today = timezone.localdate()
    context = filing.cast.client(filing.cast.city_officer).get(reverse("dossier:studio", args=[studio.pk])).context
    rows = Activity.objects.filter(studio=studio, held_on__year=today.year)
    figures = {one.label: one.value for one in context["figures"]}
    assert figures[f"活动（{sum(row.attendance for row in rows)} 人次）"] == str(rows.count())
    assert figures["已用经费"] == "8.2"
    months = context["months"]
    assert [month.held for month in months] == [rows.filter(held_on__month=n).count() for n in range(1, 13)]
    assert sum(month.open for month in months) == PlanItem.objects.filter(studio=studio, done_on=None).count()


def test_who_only_reads_has_no_forms(filing: Any, studio: Studio) -> None:
    page = page_of(filing.cast.client(filing.cast.city_officer), studio)
    for name in ("ledger:activity_new", "ledger:project_new", "studios:regulation_new"):
        assert reverse(name, args=[studio.pk]) not in page
    assert reverse("dossier:yearbook", args=[studio.pk, timezone.localdate().year]) in page
    assert reverse("dossier:brief", args=[studio.pk]) in page


def test_amounts_of_different_bases_stand_apart(filing: Any, studio: Studio) -> None:
    row = Achievement.objects.filter(studio=studio)[0]
    today = timezone.localdate()
    Benefit.objects.create(
        studio=studio, achievement=row, basis="profit", amount=Decimal(70_000), period_from=today, period_to=today,
        method="差额", certifier="财务部",
    )  # fmt: skip
    page = page_of(filing.cast.client(filing.cast.city_officer), studio)
    assert "312.4 万元" in page
    assert "7.0 万元" in page
    assert "319.4" not in page


def test_what_an_appraisal_told_to_put_right_is_due(filing: Any, studio: Studio) -> None:
    year = timezone.localdate().year - 1
    row = Appraisal.objects.create(case=studio.case, studio=studio, year=year, grade="rectify")
    assert "要求的整改" not in page_of(filing.cast.client(filing.cast.port_chair), studio)
    Rectification.objects.create(
        appraisal=row, studio=studio, demands="补制度。", due_on=timezone.localdate() - datetime.timedelta(days=1)
    )
    page = page_of(filing.cast.client(filing.cast.port_chair), studio)
    assert f"{year} 年综合鉴定要求的整改" in page
    assert "已过期" in page


def test_what_is_late_in_the_ledger_is_late_on_the_page(filing: Any, studio: Studio) -> None:
    """A project past its day, and what the plan of last year left undone: as the ledger's own list tells them."""
    today = timezone.localdate()
    past = today - datetime.timedelta(days=30)
    Project.objects.create(studio=studio, title="岸桥防摇", status="under_way", started_on=past, due_on=past)
    plan = Plan.objects.create(studio=studio, year=today.year - 1, goal="目标", adopted_on=past)
    PlanItem.objects.create(studio=studio, plan=plan, title="编写操作手册", due_month=12)
    page = page_of(filing.cast.client(filing.cast.port_chair), studio)
    assert f"{today.year - 1} 年计划 12 月完成，已过期" in page
    assert "编写操作手册" in page
    assert "到期，已过期" in page
    titles = {row.words for row in due_in(studio)}
    assert {"编写操作手册", "岸桥防摇"} <= titles


def test_old_names_stay_readable(filing: Any, studio: Studio) -> None:
    assert 'id="past"' not in page_of(filing.cast.client(filing.cast.auditor), studio)
    today = timezone.localdate()
    studio.tenures.update(until=today)
    Tenure.objects.create(
        studio=studio, name="吴小帆劳模创新工作室", leader=studio.leader, unit=studio.unit, unit_name=studio.unit.name,
        since=today,
    )  # fmt: skip
    page = page_of(filing.cast.client(filing.cast.auditor), studio)
    assert 'id="past"' in page
    assert "吴小帆劳模创新工作室" in page


def test_a_studio_without_a_sheet_has_a_page(filing: Any, studio: Studio) -> None:
    CriteriaSheet.objects.all().delete()
    client = filing.cast.client(filing.cast.city_officer)
    assert "还没有计算" in page_of(client, studio)
    for name in ("studios:criteria", "studios:regulations", "dossier:brief"):
        assert client.get(reverse(name, args=[studio.pk])).status_code == 200


@pytest.mark.parametrize("person", ["city_officer", "port_chair", "port_liaison", "auditor"])
def test_fifteen_queries_whatever_the_file_holds(filing: Any, studio: Studio, person: str) -> None:
    client = filing.cast.client(getattr(filing.cast, person))
    url = reverse("dossier:studio", args=[studio.pk])
    young = filing.named("黄秀兰").studio
    assert cost(client, reverse("dossier:studio", args=[young.pk])) <= 15
    before = cost(client, url)
    assert before <= 15
    photograph(studio)
    today = timezone.localdate()
    for number in range(12):
        worker = Worker.objects.create(name=f"新人{number}", unit=studio.unit)
        Member.objects.create(studio=studio, worker=worker, joined_on=studio.named_on)
        Honour.objects.create(worker=studio.leader, text=f"荣誉{number}")
        Project.objects.create(studio=studio, title=f"项目{number}", started_on=studio.named_on)
        Achievement.objects.create(studio=studio, kind="qc", title=f"成果{number}", status="in_use", achieved_on=today)
        Grant.objects.create(studio=studio, year=today.year, source="other", amount=1, received_on=today)
        Mentorship.objects.create(
            studio=studio, mentor=studio.leader, apprentice=worker, trade="电工", goal="升级", started_on=today,
            due_on=today + datetime.timedelta(days=9),
        )  # fmt: skip
    assert cost(client, url) == before


def test_the_brief_is_one_page_without_personal_data(filing: Any, studio: Studio) -> None:
    for number in range(40):
        worker = Worker.objects.create(name=f"新人{number}", unit=studio.unit)
        Member.objects.create(studio=studio, worker=worker, joined_on=studio.named_on)
        Project.objects.create(studio=studio, title="很长的项目名称" * 12, started_on=studio.named_on)
        Achievement.objects.create(
            studio=studio, kind="suggestion", title="很长的成果名称" * 12, status="granted",
            achieved_on=timezone.localdate(),
        )  # fmt: skip
        Honour.objects.create(worker=studio.leader, text="全国交通运输行业技术能手标兵")
    answer = filing.cast.client(filing.cast.industry_officer).get(reverse("dossier:brief", args=[studio.pk]))
    assert answer["Content-Type"] == "application/pdf"
    paper = pypdf.PdfReader(io.BytesIO(answer.content))
    assert len(paper.pages) == 1
    text = paper.pages[0].extract_text()
    assert "陈海川劳模创新工作室" in text
    assert "13900000001" not in text
    assert "1971" not in text
    assert filing.cast.client(filing.cast.grid_chair).get(answer.request["PATH_INFO"]).status_code == 404
