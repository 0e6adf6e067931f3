"""On a phone, with a finger: the union chair decides from the workbench, the clerk fills in and sends a photo."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lingjun.creation.actions import start
from tests.browser.conftest import until
from tests.browser.test_fill import content
from tests.browser.test_main_path import STUDIO, confirm, printed, scan
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_chair_decides_on_the_way(
    filing: Filing, open_page: Callable[..., Page], fits: Callable[[Page], None], shot: Callable[[Page, str], None]
) -> None:
    case = filing.submitted()
    page = open_page(filing.cast.port_chair, phone=True)
    page.goto("/")
    fits(page)
    shot(page, "phone-workbench")
    page.get_by_role("link", name=STUDIO).first.tap()
    page.get_by_role("link", name="去作决定").tap()
    expect(page.locator("#decide")).to_be_in_viewport()
    phrase = page.locator("#decide [data-phrase]").nth(1)
    words = phrase.inner_text()
    phrase.tap()
    expect(page.locator("#id_text")).to_have_value(words)
    page.locator("#decide").get_by_role("button", name="同意申报", exact=True).tap()
    expect(page.get_by_role("dialog")).to_be_in_viewport()
    shot(page, "phone-asked")
    confirm(page, "同意申报")
    expect(page.locator("#messages")).to_contain_text(re.compile(r"已同意.*可在 \d\d:\d\d 前收回"))
    fits(page)
    case.refresh_from_db()
    assert case.state == "recommendation"
    page.get_by_role("button", name="收回意见").tap()
    confirm(page, "收回意见")
    expect(page.locator("#messages")).to_contain_text("已收回")
    case.refresh_from_db()
    assert case.state == "unit_opinion"


def test_the_clerk_types_and_the_index_leads_on(
    filing: Filing, open_page: Callable[..., Page], fits: Callable[[Page], None], shot: Callable[[Page, str], None]
) -> None:
    case = start(actor=filing.cast.port_clerk, round=filing.round, unit=filing.cast.port)
    page = open_page(filing.cast.port_clerk, phone=True)
    page.goto(reverse("creation:fill", args=[case.number, "leader"]))
    page.get_by_label("姓名", exact=True).fill("陈海川")
    page.get_by_label("联系电话").fill("１３９００００００１")
    expect(page.locator("#saved")).to_contain_text("已自动保存")
    page.locator("details.phone-only > summary").tap()
    page.get_by_role("link", name=re.compile("成员名单")).first.tap()
    page.wait_for_url("**/roster/")
    fits(page)
    row = page.locator("[data-line]").first
    row.locator("[data-field=name]").fill("林小满")
    row.locator("[data-field=gender]").select_option("女")
    until(page, lambda: [one.gender for one in content(case).roster] == ["女"])  # each cell is saved when it is left
    expect(page.locator("#saved")).to_contain_text("已自动保存")
    expect(page.locator("#sum")).to_contain_text("合计")
    shot(page, "phone-roster")
    found = content(case)
    assert (found.leader.name, found.roster[0].name, found.roster[0].gender) == ("陈海川", "林小满", "女")


def test_a_photo_of_the_stamped_page_goes_up_from_the_phone(
    filing: Filing, open_page: Callable[..., Page], fits: Callable[[Page], None], tmp_path: Path, shot: Any
) -> None:
    case = filing.submitted()
    page = open_page(filing.cast.port_clerk, phone=True)
    page.goto(reverse("creation:fill", args=[case.number, "stamped"]))
    page.locator("#id_copy").set_input_files(scan(printed(page), tmp_path / "photo.jpg"))
    page.get_by_role("button", name="上传盖章件").tap()
    expect(page.locator("#messages")).to_contain_text("核对码相符")
    expect(page.locator(".proofs li")).to_have_count(1)
    fits(page)
    shot(page, "phone-stamped")
    assert case.stamped_copies.get().result == "matched"
