"""The achievement library on a phone: one line of filters until more are asked for, with and without scripts."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, expect

from tests.browser.conftest import sign_in
from tests.cast import Cast
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_filters_fold_on_a_phone(browser: Browser, live_server: Any, cast: Cast, filing: Filing, scripts: bool) -> None:
    filing.named()
    context = browser.new_context(viewport={"width": 390, "height": 844}, java_script_enabled=scripts, locale="zh-CN")
    sign_in(context, cast.city_officer, live_server.url)
    page = context.new_page()
    url = live_server.url + reverse("ledger:achievements")
    page.goto(url)
    form = page.locator("form.filters")
    expect(form.get_by_label("类型")).to_be_hidden()
    box = form.bounding_box()
    assert box is not None
    assert box["height"] < 160, "words and two buttons"
    form.get_by_text("更多条件").click()
    form.get_by_label("类型").select_option("paper")
    form.get_by_role("button", name="筛选").click()
    page.wait_for_url("**kind=paper**")
    expect(form.get_by_label("类型")).to_be_visible()
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(url)
    expect(form.get_by_label("类型")).to_be_visible()
    expect(form.get_by_text("更多条件")).to_be_hidden()
    context.close()
