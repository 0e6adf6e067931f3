"""A leader retires: the unit files, three levels answer, the studio carries another name, the plaque comes back."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lingjun.changes.models import Change, Recall
from lingjun.studios.models import Honour, Studio

pytestmark = pytest.mark.django_db(transaction=True)


def confirm(page: Page, words: str) -> None:
    page.get_by_role("dialog").get_by_role("button", name=words, exact=True).click()


def test_a_leader_change_from_the_unit_to_the_receipt(
    open_page: Callable[..., Page], cast: Any, filing: Any, shot: Any, axe: Any, fits: Any
) -> None:
    studio = Studio.objects.get(case=filing.named())
    successor = studio.members.exclude(worker=studio.leader)[0].worker
    Honour.objects.create(worker=successor, text="厦门市劳动模范", level="city_model", year=2022)

    clerk = open_page(cast.port_clerk, phone=True)
    clerk.goto(reverse("changes:history", args=[studio.pk]))
    axe(clerk)
    fits(clerk)
    shot(clerk, "change-history-phone")
    clerk.get_by_role("link", name="领衔人变动").click()
    clerk.get_by_label("退休", exact=True).check()
    clerk.get_by_label("情况说明").fill("陈海川同志到龄退休，由成员1接替。")
    clerk.get_by_label("续任（换领衔人并更名）").check()
    clerk.get_by_label("由谁接替").select_option(label=successor.name)
    clerk.get_by_label("新名称").fill("成员2劳模创新工作室")
    clerk.get_by_label("生效日期").fill(f"{studio.named_on:%Y-%m-%d}")
    axe(clerk)
    fits(clerk)
    shot(clerk, "change-form-phone")
    clerk.get_by_role("button", name="存为草稿").click()
    expect(clerk.get_by_text(f"名称要以领衔人姓名“{successor.name}”开头")).to_be_visible()
    expect(clerk.get_by_role("button", name="提交")).to_have_count(0)
    clerk.get_by_role("region", name="核对").get_by_role("link", name="修改").click()
    expect(clerk).to_have_url(re.compile(r"/edit/#id_new_name$"))
    clerk.get_by_label("新名称").fill(f"{successor.name}劳模创新工作室")
    clerk.get_by_role("button", name="存为草稿").click()
    axe(clerk)
    clerk.get_by_role("button", name="提交").click()
    expect(clerk.get_by_text("已提交")).to_be_visible()
    shot(clerk, "change-case-phone")

    address = reverse("changes:case", args=[Change.objects.get().case.number])
    for user in (cast.port_chair, cast.industry_officer):
        page = open_page(user)
        page.goto(address)
        page.get_by_role("button", name="同意变更", exact=True).click()
        shot(page, "change-chair")
        confirm(page, "同意变更")
        expect(page.get_by_text("已同意，现在是")).to_be_visible()
    city = open_page(cast.city_officer)
    city.goto(address)
    axe(city)
    fits(city)
    shot(city, "change-decide")
    city.get_by_label("决定文号").fill("厦工〔2026〕20号")
    city.get_by_role("button", name="同意变更", exact=True).click()
    confirm(city, "同意变更")
    expect(city.get_by_text("已变更").first).to_be_visible()
    shot(city, "change-done")

    studio.refresh_from_db()
    assert studio.name == f"{successor.name}劳模创新工作室"
    city.goto(reverse("changes:history", args=[studio.pk]))
    expect(city.get_by_text("陈海川劳模创新工作室").first).to_be_visible()
    shot(city, "change-history")
    city.goto(reverse("changes:recalls"))
    axe(city)
    shot(city, "recalls")
    city.get_by_role("link", name="登记收到").click()
    city.get_by_label("交回人").fill("周敏")
    city.get_by_role("button", name="登记收到").click()
    expect(city.get_by_role("link", name="打印回执（Word）")).to_be_visible()
    assert Recall.objects.get().received_by_name == cast.city_officer.name

    city.goto(reverse("changes:propose"))
    axe(city)
    fits(city)
    shot(city, "revoke-propose")
    city.get_by_label(f"选中{studio.name}").check()
    city.get_by_label("事由").fill("撤销一批")
    city.get_by_label("缘由", exact=True).select_option(label="按上级规定清理")
    city.get_by_label("情况说明").fill("按上级规定清理。")
    city.get_by_role("button", name="提出撤销选中的").click()
    confirm(city, "提出撤销")
    expect(city.get_by_text("请本会另一位负责人决定").first).to_be_visible()
    colleague = open_page(cast.city_colleague)
    colleague.goto(city.url)
    axe(colleague)
    fits(colleague)
    shot(colleague, "revoke-batch")
    colleague.get_by_label("决定文号").fill("厦工〔2026〕31号")
    colleague.get_by_role("button", name="决定撤销").click()
    confirm(colleague, "决定撤销")
    expect(colleague.get_by_text("牌匾和证书列入收回清单").first).to_be_visible()
    studio.refresh_from_db()
    assert studio.status == "revoked"
