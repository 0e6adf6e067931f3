"""A patent registered at a desk: its number checked, one much like it shown, money and users beside it."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lingjun.ledger import actions
from lingjun.ledger.models import Achievement
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_patent_with_one_like_it(
    filing: Filing, cast: Any, open_page: Callable[..., Page], watch: Any, fits: Any, shot: Any, axe: Any
) -> None:
    studio, other = filing.named().studio, filing.named("李二").studio
    actions.record_achievement(
        actor=cast.port_liaison, studio_id=other.pk,
        values={
            "kind": "utility", "title": "一种岸桥吊具防摇装置", "number": "ZL201220123456.3", "status": "granted",
            "achieved_on": datetime.date(2013, 3, 20), "details": {"patentee": "鹭港码头"},
        },
    )  # fmt: skip
    watch.allow("422")
    watch.allow("409")

    def look(page: Page, name: str) -> None:
        page.set_viewport_size({"width": 1280, "height": 800})
        axe(page)
        shot(page, f"desk-{name}")
        page.set_viewport_size({"width": 390, "height": 844})
        fits(page)
        shot(page, f"phone-{name}")
        page.set_viewport_size({"width": 1280, "height": 800})

    page = open_page(cast.port_liaison)
    page.goto(reverse("ledger:studio_achievements", args=[studio.pk]))
    page.get_by_role("link", name="登记成果").first.click()
    look(page, "achievement-kinds")
    page.get_by_role("link", name="实用新型专利").click()
    page.get_by_label("名称", exact=True).fill("岸桥吊具防摇装置")
    page.get_by_label("申请号或专利号").fill("ZL201320123457.1")
    page.get_by_label("状态").select_option("granted")
    page.get_by_label("申请或授权日期").fill("2013-05-08")
    page.get_by_label("专利权人").fill("厦门鹭港集装箱码头有限公司")
    page.get_by_role("checkbox", name="陈海川").check()
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator(".summary")).to_contain_text("校验位不对：按前面的数字算应为")
    look(page, "achievement-form")
    right = re.search(r"应为 ([0-9X])", page.locator(".summary").inner_text())
    assert right
    page.get_by_label("申请号或专利号").fill(f"ZL201320123457.{right[1]}")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("像这几条")
    expect(page.get_by_role("alert")).to_contain_text("李二劳模创新工作室")
    look(page, "achievement-alike")
    page.get_by_label("为什么不是同一项").fill("机型不同，结构另行设计")
    page.get_by_role("button", name="不是同一项，登记").click()
    expect(page.locator("#messages")).to_contain_text("已登记成果")
    page.get_by_role("link", name="登记效益").click()
    for basis in ("cost", "cost", "profit"):
        page.goto(reverse("ledger:benefit_new", args=[studio.pk]) + f"?achievement={_newest()}")
        page.get_by_label("口径").select_option(basis)
        page.get_by_label("金额（元）").fill("125000")
        page.get_by_label("自", exact=True).fill("2013-01-01")
        page.get_by_label("至", exact=True).fill("2013-12-31")
        page.get_by_label("怎么算的").fill("年作业 1,200 箱，每箱省 104 元。")
        page.get_by_label("谁证明").fill("本单位财务部")
        if basis == "profit":
            look(page, "benefit-form")
        page.get_by_role("button", name="登记", exact=True).click()
        expect(page.locator("#messages")).to_contain_text("已登记经济效益")
    page.goto(reverse("ledger:adoption_new", args=[studio.pk]) + f"?achievement={_newest()}")
    page.get_by_label("应用单位").fill("厦门东渡码头有限公司")
    page.get_by_label("自", exact=True).fill("2013-06-01")
    page.get_by_label("效果").fill("吊具回摆从 4 次降到 2 次。")
    page.get_by_role("button", name="登记", exact=True).click()
    expect(page.locator("#messages")).to_contain_text("已登记")
    page.goto(reverse("ledger:achievement", args=[studio.pk, _newest()]))
    expect(page.locator(".totals tbody tr")).to_have_count(2)
    expect(page.locator(".totals")).to_contain_text("250,000.00")
    look(page, "achievement")
    page.goto(reverse("ledger:studio_achievements", args=[studio.pk]))
    expect(page.locator("main")).to_contain_text("推广 1 家")
    look(page, "achievements")
    page = open_page(cast.city_officer)
    page.goto(reverse("ledger:achievements"))
    page.get_by_label("名称、编号或完成人").fill("防摇")
    page.get_by_role("button", name="筛选").click()
    expect(page.locator("tbody tr")).to_have_count(2)
    look(page, "library")


def _newest() -> int:
    return int(Achievement.objects.order_by("-pk").values_list("pk", flat=True)[0])
