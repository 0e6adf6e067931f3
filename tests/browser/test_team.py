"""The team in a real browser: adding somebody who is known already, a promotion, the team of a past day."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from lingjun.studios.actions import team as acting
from lingjun.studios.models import Member, Promotion

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_team_is_kept(filing: Any, open_page: Any, watch: Any, axe: Any, fits: Any, shot: Any) -> None:
    watch.allow("422")
    cast = filing.cast
    studio, second = filing.named("陈海川").studio, filing.named("黄秀兰").studio
    Member.objects.all().update(joined_on=datetime.date(2020, 3, 1))
    known = {"name": "林新人", "birth": "1990-01", "skill_grade": "高级工", "education": "大专", "gender": "女"}
    acting.add_member(
        actor=cast.port_clerk, studio_id=second.pk, role="member", joined_on=datetime.date(2021, 5, 8), values=known
    )
    page = open_page(cast.port_clerk)
    page.goto(reverse("studios:team", args=[studio.pk]))
    page.get_by_role("link", name="加成员").first.click()
    page.get_by_label("姓名").fill("林新人")
    page.get_by_label("加入日期").fill("2022-02-01")
    shot(page, "member-new-1280")
    page.get_by_role("button", name="加入团队").click()
    expect(page.get_by_text("是同一个人吗")).to_be_visible()
    axe(page)
    shot(page, "member-same-1280")
    page.get_by_role("button", name="加入团队").click()
    page.get_by_text("林新人已加入").wait_for()
    page.get_by_role("link", name=re.compile("林新人的变动")).click()
    axe(page)
    shot(page, "member-1280")
    page.get_by_role("link", name="登记成长").click()
    page.get_by_label("变为").fill("技师")
    page.get_by_label("日期").fill("2023-06-01")
    page.get_by_label("成长方向").select_option(label="技能型")
    shot(page, "promote-1280")
    page.get_by_role("button", name="登记成长").click()
    page.get_by_text("已登记林新人的成长：技师").wait_for()
    assert Promotion.standing.get().old == "senior_worker"
    team = reverse("studios:team", args=[studio.pk])
    for name, phone in (("1280", False), ("390", True)):
        view = open_page(cast.port_chair, phone=phone)
        for path, what in (
            (team, "team"), (f"{team}?on=2022-12-31", "team-past"),
            (reverse("studios:worker", args=[Member.objects.filter(worker__name="林新人")[0].worker_id]), "worker"),
            (reverse("studios:writers", args=[studio.pk]), "writers"),
            (reverse("studios:promotions", args=[studio.pk]), "promotions"),
            (reverse("studios:member_new", args=[studio.pk]), "new"),
        ):  # fmt: skip
            view.goto(path)
            fits(view)
            axe(view)
            shot(view, f"{what}-{name}")


def test_a_long_office_stays_within_the_header(open_page: Any, cast: Any, fits: Any) -> None:
    cast.industry.name = "厦门市商贸旅游餐饮服务行业联合产业工会"
    cast.industry.save(update_fields=["name"])
    page = open_page(cast.industry_officer)
    page.goto("/")
    fits(page)
    header, user = page.locator("header.top").bounding_box(), page.locator(".user > summary").bounding_box()
    assert header["y"] <= user["y"]
    assert user["y"] + user["height"] <= header["y"] + header["height"]
    assert page.locator(".user > summary > span").first.get_attribute("title").startswith(cast.industry.name)
