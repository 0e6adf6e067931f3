"""What a studio has, walked as its clerk walks it: places, regulations, money, plaque, Excel; on both screens."""

from __future__ import annotations

import datetime
import io
import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image, ImageDraw
from playwright.sync_api import Page, expect

from lingjun.studios import actions, regulation_texts
from lingjun.studios.models import Charter, Equipment, Grant, Premises, Studio
from lingjun.studios.queries import content_of
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)

EQUIPMENT = [
    ("computers", "绘图工作站", "T3600", 2, "17600"), ("literature", "起重机设计手册", "", 6, "1280"),
    ("tools", "激光对中仪", "XA-2", 1, "32000"), ("network", "千兆交换机", "S5700", 1, "3600"),
    ("tools", "液压扳手", "", 3, None),
]  # fmt: skip
EXPENSES = [
    ("equipment", "激光对中仪 1 台", "32000", "厦门某仪器有限公司", "记-0312"),
    ("training", "赴上海港学习岸桥远程操控", "8460.5", "", "记-0420"),
    ("reward", "季度创新奖", "3000", "", ""),
    ("development", "防摇系统传感器", "165000", "厦门某自动化有限公司", "记-0518"),
]


def photo() -> bytes:
    stream = io.BytesIO()
    image = Image.new("RGB", (1200, 800), "#c9d6df")
    ImageDraw.Draw(image).rectangle((200, 300, 1000, 700), fill="#7a8b99")
    image.save(stream, "JPEG")
    return stream.getvalue()


@pytest.fixture
def studio(filing: Filing) -> Studio:
    """A studio with something of everything, and something wrong with some of it."""
    studio, clerk, today = filing.named().studio, filing.cast.port_clerk, timezone.localdate()
    year, first = today.year, datetime.date(today.year, 1, 1)
    place = {"address": "厦门市东渡路1号岸桥维修楼一层", "use": "攻关、实训", "area": Decimal("86.5")}
    line = actions.add(
        actor=clerk, studio_id=studio.pk, model=Premises, values=place | {"since": datetime.date(2012, 10, 1)}
    )
    actions.add(
        actor=clerk, studio_id=studio.pk, model=Premises,
        values={"address": "东渡路1号培训中心 203", "area": 40, "since": datetime.date(2012, 1, 1),
                "until": datetime.date(2012, 10, 1)},
    )  # fmt: skip
    for number in range(3):
        actions.add_material(
            actor=clerk, studio_id=studio.pk, about=line, purpose="photo",
            upload=ContentFile(photo(), name=f"正门{number + 1}.jpg"), caption="正门" if not number else "",
        )  # fmt: skip
    for kind, name, model, quantity, value in EQUIPMENT:
        actions.add(
            actor=clerk, studio_id=studio.pk, model=Equipment,
            values={"kind": kind, "name": name, "model": model, "quantity": quantity, "location": "一层攻关室",
                    "value": Decimal(value) if value else None, "since": datetime.date(2013, 3, 1), "keeper": "成员2"},
        )  # fmt: skip
    for option in content_of(studio).regulations[:4]:
        text = regulation_texts.start(studio, option.key)
        assert text
        for started in (2012, 2014) if option.key == "study" else (2013,):
            values = {"kind": option.key, "title": text.title, "text": text.text, "issued_by": studio.unit.name,
                      "effective_on": datetime.date(started, 1, 1), "is_posted": started == 2013}  # fmt: skip
            actions.add_regulation(actor=clerk, studio_id=studio.pk, values=values)
    fund = {"year": year, "source": "unit", "amount": Decimal(200000), "received_on": first}
    grant = actions.add(
        actor=clerk, studio_id=studio.pk, model=Grant,
        values=fund | {"uses": ["equipment", "development", "training"], "basis": f"公司办〔{year}〕6号"},
    )  # fmt: skip
    actions.add(
        actor=clerk, studio_id=studio.pk, model=Grant,
        values=fund | {"source": "city", "year": year - 1, "amount": Decimal(20000),
                       "received_on": datetime.date(year - 1, 6, 1)},
    )  # fmt: skip
    for number, (use, what, amount, payee, voucher) in enumerate(EXPENSES, 1):
        actions.add_expense(
            actor=clerk, studio_id=studio.pk,
            values={"grant": grant, "on": min(datetime.date(year, 1, 8 + number), today), "use": use, "what": what,
                    "amount": Decimal(amount), "payee": payee, "voucher": voucher},
        )  # fmt: skip
    for since, goal in (
        (2012, "三年内培养高级技师 3 名。"),
        (2014, "把岸桥故障停机时间压到每月 2 小时以内。\n每年完成攻关项目 3 项。"),
    ):
        actions.add(
            actor=clerk, studio_id=studio.pk, model=Charter,
            values={"since": datetime.date(since, 1, 1), "goal": goal,
                    "structure": "领衔人 陈海川，负责全面工作。\n下设攻关、培训两个组，联络员 1 名。"},
        )  # fmt: skip
    return studio


def addresses(studio: Studio) -> dict[str, str]:
    line = studio.regulations.order_by("pk")[1]  # type: ignore[attr-defined]
    of = [studio.pk]
    return {
        "premises": reverse("studios:premises", args=of),
        "premises-edit": reverse("studios:premises_edit", args=[studio.pk, studio.premises.get(until=None).pk]),
        "equipment-new": reverse("studios:equipment_new", args=of),
        "regulations": reverse("studios:regulations", args=of),
        "regulation": reverse("studios:regulation", args=[studio.pk, line.pk]),
        "regulation-new": reverse("studios:regulation_new", args=of) + "?kind=management&start=1",
        "funds": reverse("studios:funds", args=of),
        "grant-new": reverse("studios:grant_new", args=of),
        "expense-new": reverse("studios:expense_new", args=of),
        "plaque": reverse("studios:plaque", args=of),
        "charter-new": reverse("studios:charter_new", args=of),
        "sheet-import": reverse("studios:sheet_import", args=[studio.pk, "equipment"]),
    }


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits(
    filing: Filing, studio: Studio, open_page: Callable[..., Page], axe: Any, fits: Any, shot: Any, phone: bool
) -> None:
    page = open_page(filing.cast.port_clerk, phone=phone)
    for name, address in addresses(studio).items():
        page.goto(address)
        shot(page, f"{name}-{'390' if phone else '1280'}")
        fits(page)
        axe(page)
    reader = open_page(filing.cast.industry_officer, phone=phone)
    for name in ("premises", "regulations", "funds", "plaque"):
        reader.goto(addresses(studio)[name])
        fits(reader)
        axe(reader)
        expect(reader.get_by_role("link", name="登记")).to_have_count(0)


def test_files_come_and_go_without_leaving_the_page(
    filing: Filing, studio: Studio, open_page: Callable[..., Page], watch: Any, shot: Any, tmp_path: Path
) -> None:
    watch.allow("422")
    page = open_page(filing.cast.port_clerk)
    page.goto(addresses(studio)["premises-edit"])
    good, bad = tmp_path / "门口.jpg", tmp_path / "坏的.jpg"
    good.write_bytes(photo())
    bad.write_bytes(b"MZ\x00\x00")
    page.locator("input[type=file]").set_input_files([good, bad])
    page.get_by_role("button", name="上传").click()
    expect(page.locator(".materials")).to_contain_text("已上传 1 个文件")
    expect(page.locator(".materials")).to_contain_text("坏的.jpg：按内容看")
    expect(page.locator(".kept li")).to_have_count(4)
    shot(page, "materials-1280")
    page.get_by_role("button", name=re.compile("移除.*门口")).click()
    expect(page.locator(".kept li")).to_have_count(3)
    page.locator(".materials").get_by_role("button", name="恢复").click()
    expect(page.locator(".kept li")).to_have_count(4)


def test_an_expense_outside_the_rules_is_told_first_and_kept(
    filing: Filing, studio: Studio, open_page: Callable[..., Page], axe: Any, shot: Any
) -> None:
    page = open_page(filing.cast.port_clerk, phone=True)
    page.goto(addresses(studio)["expense-new"])
    page.get_by_label("金额（元）").fill("500")
    page.get_by_label("从哪笔经费").select_option(index=1)
    page.get_by_label("用途").select_option(label="奖励激励")
    page.get_by_label("事项").fill("技术比武奖品")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("不在这笔经费允许的用途内")
    shot(page, "expense-told-390")
    axe(page)
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已登记支出“技术比武奖品”")
    expect(page.locator("main")).to_contain_text("不在这笔经费允许的用途内")


def test_a_list_is_tried_mended_and_read_in(
    filing: Filing, studio: Studio, open_page: Callable[..., Page], axe: Any, fits: Any, shot: Any
) -> None:
    page = open_page(filing.cast.port_clerk)
    head = "种类\t名称\t数量\t配备日期\t备注栏"
    wrong = "实验仪器\t测振仪\t两台\t2013年4月\t"
    right = "实验仪器\t测振仪\t2 台\t2013年4月8日\t"
    page.goto(addresses(studio)["sheet-import"])
    page.get_by_label("或者粘贴").fill(f"{head}\n{wrong}\n办公电脑\t打印机\t1\t2013-04-01\t")
    page.get_by_role("button", name="试读").click()
    expect(page.locator("main")).to_contain_text("1 行有问题，见 C2、D2")
    shot(page, "trial-bad-1280")
    axe(page)
    page.set_viewport_size({"width": 390, "height": 844})
    shot(page, "trial-bad-390")
    fits(page)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.get_by_role("link", name="再传一次").click()
    page.get_by_label("或者粘贴").fill(f"{head}\n{right}\n办公电脑\t打印机\t1\t2013-04-01\t")
    page.get_by_role("button", name="试读").click()
    shot(page, "trial-good-1280")
    axe(page)
    page.get_by_role("button", name="导入 2 条").click()
    expect(page.locator("#messages")).to_contain_text("已导入 2 条设施")
    expect(page.locator("main")).to_contain_text("测振仪")


def test_a_line_taken_out_is_put_back_from_the_message(
    filing: Filing, studio: Studio, open_page: Callable[..., Page], axe: Any, shot: Any
) -> None:
    line = studio.equipment.get(name="液压扳手")
    page = open_page(filing.cast.port_clerk)
    page.goto(reverse("studios:equipment_edit", args=[studio.pk, line.pk]))
    page.get_by_role("button", name="移除这一条").click()
    expect(page.locator("#messages")).to_contain_text("设施“液压扳手”已移除，可以恢复。")
    page.locator("summary", has_text="Excel").nth(1).click()
    shot(page, "undo-1280")
    axe(page)
    page.locator("#messages").get_by_role("button", name="恢复").click()
    expect(page.locator("#messages")).to_contain_text("已恢复设施“液压扳手”")
    expect(page.get_by_role("link", name="液压扳手")).to_be_visible()
