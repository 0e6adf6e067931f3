"""Importing a city's own list in a real browser: mapping, dry run, import, undo."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lingjun.studios.models import Studio
from tests.workbench.test_studio_import import HEADINGS, book, row

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_list_comes_in_and_off_again(filing: Any, open_page: Any, axe: Any, fits: Any, shot: Any) -> None:
    cast = filing.cast
    names = {"名称": "室名", "推荐工会": "片区"}
    lines = [
        row(1),
        row(2, 领衔劳模="", 政治面貌="当员"),
        row(3, 推荐工会="一片"),
        row(4, 名称="精工创新工作室", 主要项目="3"),
    ]
    upload = book(
        [{names.get(key, key): value for key, value in line.items()} for line in lines],
        tuple(names.get(heading, heading) for heading in HEADINGS), title="全市劳模创新工作室一览表",
    )  # fmt: skip
    file = {"name": "全市名单.xlsx", "mimeType": "application/octet-stream", "buffer": upload.read()}
    page = open_page(cast.city_officer)
    page.goto(reverse("studios:list"))
    page.get_by_role("link", name="导入已有工作室").first.click()
    shot(page, "import-1280")
    page.get_by_label("工作室名单").set_input_files(file)
    page.get_by_role("button", name="试读名单").click()
    page.get_by_role("heading", name="哪一列是什么").wait_for()
    axe(page)
    page.get_by_label("室名导入成").select_option(label="工作室名称")
    page.get_by_label("片区导入成").select_option(label="推荐单位")
    shot(page, "import-mapping-1280")
    mapping = page.url
    page.get_by_role("button", name="试读", exact=True).click()
    page.get_by_role("heading", name="试读 4 行").wait_for()
    page.get_by_label("一片").select_option(label="港口产业")
    axe(page)
    shot(page, "import-trial-1280")
    trial = page.url
    phone = open_page(cast.city_officer, phone=True)
    for url, name in ((reverse("workbench:studio_import"), ""), (mapping, "-mapping"), (trial, "-trial")):
        phone.goto(url)
        fits(phone)
        axe(phone)
        shot(phone, f"import{name}-390")
    page.get_by_role("button", name="照这样认").click()
    page.get_by_text("已对应 1 个推荐单位").wait_for()
    page.get_by_role("button", name="只导入没有问题的 3 行").click()
    page.get_by_role("heading", name="已导入 3 个工作室").wait_for()
    axe(page)
    shot(page, "import-done-1280")
    assert Studio.objects.count() == 3
    page.get_by_role("button", name="撤回导入").click()
    page.get_by_role("heading", level=1, name="撤回“全市名单.xlsx”导入的 3 个工作室？").wait_for()
    shot(page, "import-ask-1280")
    page.get_by_role("button", name="撤回导入").click()
    page.get_by_text("已撤回“全市名单.xlsx”的导入").wait_for()
    assert not Studio.objects.exists()
