"""汇总表 of studios: place, money, work and results of each (field.md 2.4), in a bounded number of statements."""

from __future__ import annotations

import datetime
import io
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lingjun.ledger.models import Achievement, Benefit, Mentorship, Project
from lingjun.studios.models import Grant, Premises, Studio
from lingjun.studios.papers import write_summary
from lingjun.studios.papers.summary import WIDTHS, columns

DAY = datetime.timedelta(days=1)


def fill(studio: Studio) -> None:
    today = timezone.localdate()
    new_year = datetime.date(today.year, 1, 1)
    for area, until in (("40.5", None), ("20", None), ("500", today)):
        Premises.objects.create(studio=studio, address="港区", area=Decimal(area), since=new_year - DAY, until=until)
    for source, amount, year in (
        ("unit", 80000, today.year), ("unit", 20000, today.year), ("city", 5000, today.year),
        ("unit", 7, today.year - 1),
    ):  # fmt: skip
        Grant.objects.create(studio=studio, source=source, amount=amount, year=year, received_on=new_year)
    taken = Grant.objects.create(studio=studio, source="unit", amount=9, year=today.year, received_on=new_year)
    Grant.objects.filter(pk=taken.pk).update(removed_at=timezone.now())
    Project.objects.bulk_create(
        Project(studio=studio, title=f"课题{n}", status=status, started_on=new_year, **{day: today} if day else {})
        for n, (status, day) in enumerate(
            (("under_way", ""), ("under_way", ""), ("accepted", "accepted_on"), ("stopped", "stopped_on"))
        )
    )
    Project.objects.filter(title="课题1").update(removed_at=timezone.now())
    made = Achievement.objects.bulk_create(
        Achievement(studio=studio, kind=kind, title=kind, status="granted", achieved_on=new_year)
        for kind in ("invention", "invention", "utility", "design", "method", "paper")
    )
    for basis, amount, end in (
        ("cost", 300000, new_year), ("cost", 10000, new_year), ("sales", 4000, new_year), ("cost", 1, new_year - DAY),
    ):  # fmt: skip
        Benefit.objects.create(
            studio=studio, achievement=made[0], basis=basis, amount=amount, period_from=end, period_to=end,
            method="单价乘数量", certifier="财务部",
        )  # fmt: skip
    first, second = [member.worker for member in studio.members.all()[:2]]
    for outcome in ("", "completed"):
        Mentorship.objects.create(
            studio=studio, mentor=first, apprentice=second, trade="电工", started_on=new_year, due_on=today + DAY,
            outcome=outcome, goal="独立检修",
        )  # fmt: skip


def book(user: Any) -> Any:
    stream = io.BytesIO()
    write_summary(stream, user=user, studios=Studio.objects.order_by("id"))
    return openpyxl.load_workbook(stream).active


def rows(sheet: Any) -> list[dict[str, Any]]:
    lines = list(sheet.iter_rows(min_row=2, values_only=True))
    return [dict(zip(lines[0], line, strict=True)) for line in lines[1:]]


def test_place_money_work_and_results_stand_beside_each_studio(filing: Any) -> None:
    fill(filing.named("陈海川").studio)
    base = rows(book(filing.cast.city_officer))[0]["在研项目"]
    filing.named("黄秀兰")
    row, other = rows(book(filing.cast.city_officer))
    year = timezone.localdate().year
    got = {label: row[label] for label in (
        "场所面积（平方米）", f"{year}年单位专项经费（元）", f"{year}年市总工会补助（元）", f"{year}年经费", "累计成果",
        "其中专利", "发明专利", "实用新型专利", "外观设计专利", "先进操作法", "在带师徒（对）",
        f"{year}年节约成本（元）", f"{year}年新增销售额（元）", f"{year}年新增利润（元）", f"{year}年经济效益",
    )}  # fmt: skip
    assert list(got.values()) == [
        60.5, 100000, 5000, "单位专项经费 10.0 万元；市总工会补助 5000 元", 6, 4, 2, 1, 1, 1, 1, 310000, 4000, None,
        "节约成本 31.0 万元；新增销售额 4000 元",
    ]  # fmt: skip
    assert (row["在研项目"], row["累计项目"]) == (base, other["累计项目"] + 2), (
        "one is in hand, one accepted, one stopped"
    )
    assert base == other["在研项目"] + 1
    assert (other["累计成果"], other["其中专利"], other["场所面积（平方米）"], other[f"{year}年经费"]) == (
        0,
        0,
        None,
        None,
    )
    assert not any("效益" in label and "合计" in label for label in row)


@pytest.mark.parametrize("filled", [False, True])
def test_one_statement_for_each_figure_and_two_hundred_studios(filing: Any, filled: bool) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            book(filing.cast.city_officer)
        return len(queries)

    one = filing.named("陈海川").studio
    alone = asked()
    for leader in ("黄秀兰", "林秋月"):
        filing.named(leader)
    if filled:
        fill(one)
    assert asked() == alone <= 12


def test_its_printed_part_is_read_on_one_a4_across(filing: Any) -> None:
    filing.named("陈海川")
    sheet = book(filing.cast.city_officer)
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$2:$2"
    last = openpyxl.utils.cell.coordinate_from_string(sheet.print_area.split(":")[1].replace("$", ""))[0]
    assert openpyxl.utils.column_index_from_string(last) == len(WIDTHS)
    assert [column.key for column in columns(2026)[: len(WIDTHS)]] == list(WIDTHS)
    keys = [column.key for column in columns(2026)]
    assert len(keys) == len(set(keys))
    wide = sum(width + 0.71 for width in WIDTHS.values())  # 150 letters of 11 points fill an A4 across
    assert 11 * 150 / wide > 6.5, "points of a letter once the columns are brought to one page's width"
