"""The workbench as people see it: every page of it, at both sizes, and the bulk step from box to result."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from lingjun.cases.models import Case
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(filing: Filing) -> Filing:
    """Something at every step, one of it late."""
    filing.draft("林秋月")
    late = filing.submitted("谢国平")
    Case.objects.filter(pk=late.pk).update(due_at=timezone.now() - datetime.timedelta(days=3))
    filing.recommended_by_unit("柯丽华")
    filing.at_city("高振华")
    filing.held("黄秀兰")
    filing.named("陈海川")
    return filing


def pages(city: Filing) -> dict[str, list[str]]:
    """Who -> addresses."""
    studio = Case.objects.get(state="named").studio
    file = reverse("dossier:studio", args=[studio.pk])
    cases, home = reverse("workbench:cases"), reverse("workbench:home")
    return {
        "city_officer": [
            home, cases, f"{cases}?late=on&cols=state,due", f"{cases}?q=zzz", f"{cases}?state=x",
            reverse("studios:list"), f"{reverse('studios:list')}?q=zzz", file, reverse("workbench:search"),
            f"{reverse('workbench:search')}?q=lm", f"{reverse('workbench:search')}?q=zzz", reverse("workbench:handled"),
        ],
        "industry_officer": [home, cases, file],
        "port_chair": [home, cases],
        "port_liaison": [home],
        "grid_clerk": [home, cases, reverse("studios:list")],
        "administrator": [home, file],
        "auditor": [home],
        "stranger": [home, cases],
    }  # fmt: skip


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits(
    city: Filing, open_page: Callable[..., Page], axe: Any, fits: Any, shot: Any, phone: bool
) -> None:
    for person, addresses in pages(city).items():
        page = open_page(getattr(city.cast, person), phone=phone)
        for number, address in enumerate(addresses):
            page.goto(address)
            axe(page)
            fits(page)
            shot(page, f"workbench-{person}-{number}-{'390' if phone else '1280'}")


@pytest.mark.parametrize("phone", [False, True])
def test_a_bulk_step_from_the_box_to_the_result(
    city: Filing, open_page: Callable[..., Page], axe: Any, fits: Any, shot: Any, phone: bool
) -> None:
    page = open_page(city.cast.industry_officer, phone=phone)
    page.goto(reverse("workbench:cases"))
    expect(page.locator("[data-bulk]")).to_be_hidden()
    for name in ("柯丽华", "谢国平"):
        page.get_by_role("checkbox", name=f"选中{name}").check()
    expect(page.locator("[data-bulk]")).to_contain_text("已选 2 件")
    page.get_by_role("button", name="同意", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批量同意 1 件")
    axe(page)
    fits(page)
    page.get_by_role("button", name="经审核，材料齐全、情况属实，同意推荐。").click()
    expect(page.get_by_label("意见", exact=True)).to_have_value("经审核，材料齐全、情况属实，同意推荐。")
    shot(page, f"bulk-{'390' if phone else '1280'}")
    page.get_by_role("button", name="批量同意 1 件").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("批量同意：办成 1 件")
    axe(page)
    fits(page)
    assert Case.objects.get(subject_name__startswith="柯丽华").state == "city_decision"


def test_columns_are_chosen_and_stay(city: Filing, open_page: Callable[..., Page], axe: Any) -> None:
    page = open_page(city.cast.city_officer)
    page.goto(f"{reverse('workbench:cases')}?q=chc")
    page.locator("summary", has_text="选列").click()
    axe(page)
    page.get_by_role("checkbox", name="批次").check()
    page.get_by_role("button", name="按所选显示").click()
    expect(page.get_by_role("columnheader", name="批次")).to_be_visible()
    assert "q=chc" in page.url
    page.goto(reverse("workbench:cases"))
    expect(page.get_by_role("columnheader", name="批次")).to_be_visible()


def test_the_summary_table_is_downloaded(city: Filing, open_page: Callable[..., Page]) -> None:
    page = open_page(city.cast.city_officer)
    page.goto(reverse("workbench:cases"))
    page.locator("summary", has_text="导出").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="汇总表（Excel）").click()
    assert waiting.value.suggested_filename == f"创建申报汇总表 {timezone.localdate():%Y%m%d}.xlsx"
