"""A year's appraisal as people walk it: one click, report, opinion, union, grade, publication, 整改, re-check."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from lingjun.appraisal.models import Appraisal, Rectification
from lingjun.cases.models import Case
from tests.appraising import REPORT
from tests.browser.test_main_path import confirm, printed, scan
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


def life(studio: Any, actor: Any) -> None:
    """A little of a year in the ledger."""
    from lingjun.ledger.models import Achievement, Activity, Benefit

    today = timezone.localdate()
    for number in range(6):
        Activity.objects.create(
            studio=studio, created_by=actor, kind="meeting", held_on=today, text=f"第 {number + 1} 次攻关例会",
            attendance=5 + number,
        )  # fmt: skip
    done = Achievement.objects.create(
        studio=studio, created_by=actor, kind="utility", title="岸桥防摇装置", number="ZL202620000001.0",
        status="granted", achieved_on=today,
    )  # fmt: skip
    Benefit.objects.create(
        studio=studio, created_by=actor, achievement=done, basis="cost", amount=860_000,
        period_from=datetime.date(today.year, 1, 1), period_to=today, method="按单箱能耗核算", certifier="财务部",
    )  # fmt: skip


def test_from_the_round_to_the_second_look(
    filing: Filing, open_page: Callable[..., Page], watch: Any, fits: Callable[[Page], None], axe: Callable[..., None],
    shot: Callable[[Page, str], None], tmp_path: Path,
) -> None:  # fmt: skip
    from lingjun.studios.models import Studio

    watch.allow("422")  # publication over the share is refused: that is what is looked at
    cast = filing.cast
    filing.named("陈海川")
    life(Studio.objects.get(), cast.port_clerk)

    # The city opens the round on the ordinary page, then one case for every studio with one click.
    city = open_page(cast.city_officer)
    city.goto(f"{reverse('notices:round_new')}?kind=appraisal")
    city.get_by_label("种类").select_option("appraisal")
    now = timezone.localtime()
    city.get_by_label("名称", exact=True).fill(f"{now.year} 年度考核")
    city.get_by_label("年度", exact=True).fill(str(now.year))
    city.locator("[name=opens_at]").fill((now - datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"))
    city.locator("[name=closes_at]").fill((now + datetime.timedelta(days=30)).strftime("%Y-%m-%dT%H:%M"))
    city.locator("main form button[type=submit]").first.click()
    city.get_by_role("link", name="年度考核", exact=True).first.click()
    city.get_by_role("link", name=f"{now.year} 年度考核").click()
    shot(city, "01-round-before")
    city.get_by_role("button", name="为全部在册工作室开具综合鉴定").click()
    confirm(city, "开具")
    expect(city.locator("#messages")).to_contain_text("已开具 1 件")
    case = Case.objects.get(kind="appraisal")
    shot(city, "02-desk-open")

    # The clerk writes the report; it saves itself, the figures stand beside it.
    clerk = open_page(cast.port_clerk)
    clerk.goto("/")
    shot(clerk, "03-home-clerk")
    clerk.get_by_role("link", name="继续填写").first.click()
    expect(clerk.locator(".year-figures")).to_contain_text("6 次，参加 45 人次")
    expect(clerk.locator(".year-figures")).to_contain_text("节约成本 86.0 万元")
    clerk.get_by_label("领衔人自评").fill(REPORT)
    expect(clerk.locator("#saved")).to_contain_text("已保存")
    clerk.get_by_label("存在的问题").fill("青年骨干偏少。")
    clerk.get_by_label("下一年打算").fill("推广到六台岸桥，再带徒三人。")
    axe(clerk)
    shot(clerk, "04-report")
    clerk.get_by_role("button", name="送单位工会").click()
    confirm(clerk, "送单位工会")
    expect(clerk.locator("#messages")).to_contain_text("已送")
    assert Appraisal.objects.get(case=case).figures["activities"] == 6

    # The chair writes the unit's opinion on a phone and sends the stamped sheet back.
    chair = open_page(cast.port_chair, phone=True)
    chair.goto("/")
    chair.get_by_role("link", name="去鉴定").first.tap()
    expect(chair.locator("#decide")).to_be_visible()
    fits(chair)
    chair.locator("#id_text").fill("本年度活动正常开展，攻关见成效，作用发挥较好。")
    shot(chair, "05-chair-phone")
    chair.locator("#decide").get_by_role("button", name="提交综合鉴定", exact=True).tap()
    confirm(chair, "提交综合鉴定")
    expect(chair.locator("#messages")).to_contain_text("已签署")
    chair.locator("#id_file").set_input_files(scan(printed(chair), tmp_path / "photo.jpg"))
    chair.get_by_role("button", name="上传盖章件").tap()
    expect(chair.locator("#messages")).to_contain_text("核对码相符")
    shot(chair, "06-chair-stamped")

    union = open_page(cast.industry_officer)
    union.goto("/")
    union.get_by_role("link", name="去复核").first.click()
    shot(union, "07-union")
    union.locator("#decide").get_by_role("button", name="同意", exact=True).click()
    confirm(union, "同意")
    expect(union.locator("#messages")).to_contain_text("待市总工会评定")

    # The desk: 优秀 for the only studio is over the share; the page says so, publication refuses it with the sum.
    city.goto("/")
    city.get_by_role("link", name="去评定").first.click()
    row = city.locator("input[name=pick]").first
    row.check()
    city.get_by_label("优秀", exact=True).check()
    expect(city.locator("[data-share-words]")).to_contain_text("优秀 1/1，最多 0 个，多了 1 个")
    axe(city)
    shot(city, "08-desk")
    city.get_by_role("button", name="评定等次").click()
    confirm(city, "评定")
    expect(city.locator("#messages")).to_contain_text("已评为优秀 1 个")
    shot(city, "09-desk-graded")
    city.get_by_role("link", name="去公布 1 个等次").click()
    city.get_by_label("考核通报文号").fill("厦工〔2026〕30号")
    city.get_by_role("button", name="公布所选").click()
    confirm(city, "公布")
    expect(city.locator("main")).to_contain_text("优秀 1 个，共评 1 个，按 20% 最多 0 个，多了 1 个")
    shot(city, "10-refused")
    union.reload()
    assert "优秀" not in union.locator("main").inner_text()

    # Graded anew with demands, published, and the rectification opens.
    city.goto(reverse("appraisal:desk", args=[case.round_id]))
    city.locator("input[name=pick]").first.check()
    city.get_by_label("整改", exact=True).check()
    city.get_by_label("整改要求").fill("补齐六项制度并上墙。")
    city.get_by_role("button", name="评定等次").click()
    confirm(city, "评定")
    expect(city.locator("#messages")).to_contain_text("已评为整改 1 个")
    city.get_by_role("link", name="去公布 1 个等次").click()
    shot(city, "11-publish")
    city.get_by_label("考核通报文号").fill("厦工〔2026〕30号")
    city.get_by_role("button", name="公布所选").click()
    confirm(city, "公布")
    expect(city.locator("#messages")).to_contain_text("已公布 1 个")
    assert Appraisal.objects.get(case=case).grade == "rectify"

    clerk.goto("/")
    clerk.get_by_role("link", name="去报整改").first.click()
    clerk.get_by_label("整改报告").fill("六项制度已修订发布，10月20日上墙。")
    clerk.locator("input[type=file]").set_input_files(tmp_path / "photo.jpg")
    clerk.get_by_role("button", name="上传", exact=True).click()
    expect(clerk.locator(".materials")).to_contain_text("1 个")
    shot(clerk, "12-rectification")
    axe(clerk)
    clerk.get_by_role("button", name="报整改", exact=True).click()
    confirm(clerk, "报整改")
    expect(clerk.locator("#messages")).to_contain_text("复查")

    union.goto("/")
    union.get_by_role("link", name="去复查").first.click()
    union.get_by_label("复查意见").fill("现场看过，制度齐全。")
    shot(union, "13-recheck")
    union.get_by_role("button", name="复查通过").click()
    confirm(union, "复查通过")
    expect(union.locator("#messages")).to_contain_text("复查通过")
    assert Rectification.objects.get().state == "passed"
    for page, name in ((chair, "phone"), (city, "wide")):
        for url, part in (
            (reverse("appraisal:list"), "list"),
            (reverse("appraisal:case", args=[case.number]), "case"),
            (reverse("appraisal:studio", args=[Studio.objects.get().pk]), "studio"),
            (reverse("appraisal:rectification", args=[case.number]), "rectification"),
            (reverse("appraisal:rectifications"), "rectifications"),
            (reverse("appraisal:desk", args=[case.round_id]), "desk"),
            (reverse("workbench:cases"), "cases"),
            ("/", "home"),
        ):
            page.goto(url)
            fits(page)
            shot(page, f"20-{part}-{name}")
