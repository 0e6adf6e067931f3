"""Sign-in, accounts, organizations and the trail as people see them: axe, no sideways scroll, the first password."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from lingjun.accounts import actions
from lingjun.accounts.models import User
from tests.cast import Cast

pytestmark = pytest.mark.django_db(transaction=True)


def pages(cast: Cast) -> dict[str, list[str]]:
    """Who -> addresses."""
    actions.keep_leading_group(
        actor=cast.industry_officer,
        organization=cast.industry,
        members=[{"name": "郑文斌", "post": "主席", "duty": "组长"}],
    )
    actions.notify(
        users=[cast.industry_officer], text="陈海川劳模创新工作室的申报表被退回。", url="/inbox/", mail=False
    )
    return {
        "industry_officer": [
            reverse("accounts:inbox"),
            reverse("accounts:profile"),
            reverse("accounts:sessions"),
            reverse("accounts:password_change"),
            reverse("accounts:list"),
            reverse("accounts:list") + "?q=没有这个人",
            reverse("accounts:new"),
            reverse("accounts:detail", args=[cast.port_clerk.pk]),
            reverse("accounts:edit", args=[cast.port_clerk.pk]),
            reverse("organizations:tree"),
            reverse("organizations:tree") + "?q=zzz",
            reverse("organizations:detail", args=[cast.industry.pk]),
            reverse("organizations:edit", args=[cast.port.pk]),
            reverse("organizations:new", args=[cast.industry.pk]),
            reverse("organizations:leading_group", args=[cast.industry.pk]),
            reverse("workbench:account_import"),
        ],
        "city_officer": [
            reverse("organizations:move", args=[cast.port.pk]),
            reverse("organizations:detail", args=[cast.port.pk]),
        ],
        "administrator": [reverse("accounts:detail", args=[cast.city_officer.pk])],
        "auditor": [reverse("audit:list"), reverse("audit:entry", args=[3]), reverse("audit:list") + "?person=没有"],
    }


@pytest.mark.parametrize("phone", [False, True])
def test_every_page_is_accessible_and_fits(
    cast: Cast, open_page: Callable[..., Page], axe: Any, fits: Any, phone: bool
) -> None:
    for who, addresses in pages(cast).items():
        page = open_page(getattr(cast, who), phone=phone)
        for address in addresses:
            answer = page.goto(address)
            assert answer is not None
            assert answer.status == 200, address
            fits(page)
            if not phone:
                axe(page)


def test_a_new_account_from_the_officer_to_its_own_password(cast: Cast, open_page: Callable[..., Page]) -> None:
    officer = open_page(cast.industry_officer)
    officer.goto(reverse("accounts:new"))
    officer.get_by_label("姓名").fill("陈海川")
    officer.get_by_label("身份").select_option(label="单位工会经办人")
    officer.get_by_label("所在组织").select_option(label="厦门鹭港集装箱码头有限公司")
    officer.get_by_role("button", name="开通账号").click()
    expect(officer.get_by_role("heading", level=1)).to_have_text("已为陈海川开通账号")
    name, password = officer.locator(".credentials").all_inner_texts()

    person = open_page()
    person.goto(reverse("accounts:inbox"))
    person.get_by_label("账号或手机号").fill(name)
    person.get_by_label("密码", exact=True).fill(password)
    person.get_by_role("button", name="登录").click()
    expect(person.get_by_role("heading", level=1)).to_have_text("先换一个您自己的密码")
    person.get_by_label("现在的密码").fill(password)
    person.get_by_label("新密码", exact=True).fill("Lujiang-2013")
    person.get_by_label("再输一遍新密码").fill("Lujiang-2013")
    person.get_by_role("button", name="修改密码").click()
    expect(person.locator("#messages")).to_contain_text("密码已修改")
    assert not User.objects.get(username=name).must_change_password


def test_stopping_an_account_asks_first(cast: Cast, open_page: Callable[..., Page], axe: Any) -> None:
    page = open_page(cast.industry_officer)
    page.goto(reverse("accounts:detail", args=[cast.port_clerk.pk]))
    page.get_by_role("button", name="停用账号").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("停用周敏的账号？")
    axe(page)
    page.get_by_role("button", name="停用账号").click()
    expect(page.locator("#messages")).to_contain_text("已停用周敏的账号")
