"""One activity in a minute, on a phone: a photo that fails once, no network, and what stays in the browser."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Page, Route, expect

from lingjun.ledger import actions
from lingjun.ledger.models import Activity, Plan, PlanItem
from lingjun.studios.models import Studio
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)
ONCE = "const every = setInterval; window.setInterval = (work, pause) => (pause < 10000 ? every(work, pause) : 0);"
"""The page tries again by itself every 15 or 20 seconds: on a slow machine before one has seen that it had to."""
SAID = "复核第 3 台岸桥防摇参数，把吊具回摆从 4 次降到 2 次，定下周复测。"


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


def photo(folder: Path, name: str, colour: str, size: tuple[int, int] = (900, 600)) -> Path:
    path = folder / name
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, "JPEG")
    path.write_bytes(out.getvalue())
    return path


def draft(page: Page) -> str:
    return str(
        page.evaluate(
            "Object.entries(localStorage).filter(([k]) => k.startsWith('lj-activity:')).map(e => e[1]).join()"
        )
    )


def open_entry(open_page: Callable[..., Page], studio: Studio, user: Any) -> Page:
    page = open_page(user, phone=True)
    page.add_init_script(ONCE)
    page.goto(reverse("ledger:activity_new", args=[studio.pk]))
    return page


def test_one_minute_with_a_photo_that_fails_once(
    studio: Studio,
    cast: Any,
    open_page: Callable[..., Page],
    watch: Any,
    tmp_path: Path,
    fits: Any,
    shot: Any,
    axe: Any,
) -> None:
    plan = Plan.objects.create(studio=studio, year=studio.named_on.year, adopted_on=studio.named_on)
    PlanItem.objects.create(studio=studio, plan=plan, title="防摇复测", due_month=12)
    page = open_entry(open_page, studio, cast.port_liaison)
    failing = {"left": 1}

    def once(route: Route) -> None:
        failing["left"] -= 1
        route.abort() if failing["left"] >= 0 else route.continue_()

    page.route(
        "**/activities/photos/**", lambda route: once(route) if route.request.method == "POST" else route.continue_()
    )
    watch.allow("request failed")
    watch.allow("ERR_FAILED")
    page.get_by_role("radio", name="技术交流").tap()
    page.locator("#id_text").fill(SAID)
    page.locator("#id_photo").set_input_files(
        [photo(tmp_path, "1.jpg", "#EFE8DB"), photo(tmp_path, "2.jpg", "#7A6F62", (3200, 2400))]
    )
    expect(page.locator(".photos .failed")).to_have_count(1)
    expect(page.get_by_role("button", name="重试")).to_be_visible()
    expect(page.locator("#saved")).to_contain_text(re.compile(r"草稿已存 \d\d:\d\d"))
    expect(page.locator("[data-preview]")).to_contain_text("技术交流　第 1 次")
    expect(page.locator("[data-preview]")).to_contain_text(SAID)
    fits(page)
    shot(page, "phone-activity-failed")
    page.get_by_role("button", name="重试").tap()
    expect(page.locator(".photos .sent")).to_have_count(2)
    fits(page)
    axe(page)
    shot(page, "phone-activity-filled")
    page.get_by_role("button", name="记入台账").tap()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    expect(page.locator("#messages")).to_contain_text("已记入台账")
    expect(page.locator(".album li")).to_have_count(2)
    fits(page)
    shot(page, "phone-activity-page")
    activity = Activity.objects.get()
    assert (activity.text, activity.kind, activity.photos) == (SAID, "exchange", 2)
    assert draft(page) == "", "nothing is left in the browser"
    page.locator(".album a").first.tap()
    expect(page.get_by_role("dialog").locator("img")).to_be_visible()


def test_without_a_network_the_words_stay_and_go_by_themselves(
    studio: Studio, cast: Any, open_page: Callable[..., Page], watch: Any
) -> None:
    page = open_entry(open_page, studio, cast.port_liaison)
    watch.allow("ERR_INTERNET_DISCONNECTED")
    page.locator("#id_text").fill(SAID)
    page.context.set_offline(True)
    page.get_by_role("button", name="记入台账").tap()
    expect(page.locator("#saved")).to_contain_text("没有网络，已存在这台手机上，联网后自动上传")
    assert SAID in draft(page)
    page.context.set_offline(False)
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    assert Activity.objects.get().text == SAID


def test_an_answer_that_is_lost_does_not_record_twice(
    studio: Studio, cast: Any, open_page: Callable[..., Page], watch: Any
) -> None:
    page = open_entry(open_page, studio, cast.port_liaison)
    watch.allow("ERR_FAILED")
    lost = {"left": 1}

    def lose(route: Route) -> None:
        if route.request.method == "POST" and lost["left"]:
            lost["left"] = 0
            route.fetch()  # it arrives, and the answer does not
            route.abort()
        else:
            route.continue_()

    page.route("**/activities/new/", lose)
    page.locator("#id_text").fill(SAID)
    page.get_by_role("button", name="记入台账").tap()
    expect(page.locator("#saved")).to_contain_text("已存在这台手机上")
    page.get_by_role("button", name="记入台账").tap()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    assert Activity.objects.count() == 1


def test_a_draft_comes_back_with_its_photos_and_goes_with_signing_out(
    studio: Studio, cast: Any, open_page: Callable[..., Page], tmp_path: Path, shot: Any
) -> None:
    page = open_entry(open_page, studio, cast.port_liaison)
    page.locator("#id_text").fill(SAID)
    page.locator("#id_photo").set_input_files([photo(tmp_path, "1.jpg", "#EFE8DB")])
    expect(page.locator(".photos .sent")).to_have_count(1)
    expect(page.locator("#saved")).to_contain_text("草稿已存")
    page.reload()
    expect(page.locator("#draft-note")).to_contain_text("已接上没记完的草稿")
    expect(page.locator("#id_text")).to_have_value(SAID)
    expect(page.locator(".photos .sent img")).to_be_visible()
    shot(page, "phone-activity-draft")
    page.locator("details.menu > summary").tap()
    page.locator("details.menu").get_by_role("button", name="退出登录").tap()
    page.get_by_role("dialog").get_by_role("button", name="清掉，退出登录").tap()
    page.wait_for_url("**/sign-in/**")
    assert draft(page) == ""


def test_a_wrong_field_is_named_and_the_rest_stays(
    studio: Studio, cast: Any, open_page: Callable[..., Page], watch: Any
) -> None:
    page = open_entry(open_page, studio, cast.port_liaison)
    watch.allow("422")
    page.locator("#id_text").fill(SAID)
    page.locator("#id_held_on").fill("2099-01-01")
    page.get_by_role("button", name="记入台账").tap()
    expect(page.locator("#entry-errors")).to_contain_text("还没到这一天")
    expect(page.locator("#id_text")).to_have_value(SAID)
    assert not Activity.objects.exists()


def test_the_pages_at_a_desk(
    studio: Studio, cast: Any, open_page: Callable[..., Page], tmp_path: Path, fits: Any, shot: Any, axe: Any
) -> None:
    team = list(studio.members.values_list("worker_id", flat=True))
    for day in range(1, 4):
        actions.record_activity(
            actor=cast.port_liaison, studio_id=studio.pk, token=f"00000000-0000-4000-8000-00000000000{day}",
            values={
                "kind": "meeting", "held_on": studio.named_on, "text": SAID, "attendees": team, "place": "3 号泊位现场",
            },
        )  # fmt: skip
    page = open_page(cast.port_liaison)
    page.goto(reverse("ledger:activity_new", args=[studio.pk]))
    page.locator("#id_text").fill(SAID)
    expect(page.locator("[data-preview]")).to_contain_text("第 4 次")
    page.locator("#id_photo").set_input_files([photo(tmp_path, "1.jpg", "#EFE8DB")])
    expect(page.locator(".photos .sent")).to_have_count(1)
    axe(page)
    fits(page)
    shot(page, "desk-activity-new")
    page.get_by_role("button", name="记入台账").click()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    axe(page)
    shot(page, "desk-activity-page")
    page.goto(reverse("ledger:activities", args=[studio.pk]))
    expect(page.locator(".act")).to_have_count(4)
    axe(page)
    shot(page, "desk-activities")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page)
    shot(page, "phone-activities")
