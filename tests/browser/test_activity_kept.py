"""Photos that could not be sent stay on the phone, for their person alone, until they have arrived: once."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, Route, expect

from lingjun.ledger.actions import drop_staged_photos
from lingjun.ledger.models import Activity, StagedPhoto
from lingjun.ledger.queries.activities import ABOUT
from lingjun.studios.models import Material, Studio
from tests.browser.conftest import sign_in
from tests.browser.test_activity import ONCE, SAID, draft, photo
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)
PHOTOS = "**/activities/photos/**"
KEPT = """() => new Promise((done) => {
  const request = indexedDB.open("lj-photos", 1);
  request.onupgradeneeded = () => { request.transaction.abort(); };
  request.onerror = () => done(0);
  request.onsuccess = () => {
    const all = request.result.transaction("bytes").objectStore("bytes").count();
    all.onsuccess = () => { request.result.close(); done(all.result); };
  };
})"""
CHANGE = """(change) => new Promise((done) => {
  const request = indexedDB.open("lj-photos", 1);
  request.onsuccess = () => {
    const rows = request.result.transaction("photos", "readwrite").objectStore("photos");
    rows.openCursor().onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor) { request.result.close(); done(); return; }
      cursor.update({ ...cursor.value, ...change });
      cursor.continue();
    };
  };
})"""


@pytest.fixture
def studio(filing: Filing) -> Studio:
    found: Studio = filing.named().studio
    return found


@pytest.fixture
def entry(studio: Studio) -> str:
    return reverse("ledger:activity_new", args=[studio.pk])


@pytest.fixture
def phone(open_page: Callable[..., Page], cast: Any, watch: Any) -> BrowserContext:
    """The phone of the liaison; what it cannot send is what these tests are about."""
    for words in ("ERR_FAILED", "request failed", "ERR_INTERNET_DISCONNECTED"):
        watch.allow(words)
    context = open_page(cast.port_liaison, phone=True).context
    context.add_init_script(ONCE)
    return context


def no_photo_gets_through(phone: BrowserContext) -> None:
    phone.route(PHOTOS, lambda route: route.abort() if route.request.method == "POST" else route.continue_())


def write(phone: BrowserContext, entry: str, folder: Path, *, photos: int = 1) -> Page:
    page = phone.new_page()
    page.goto(entry)
    page.locator("#id_text").fill(SAID)
    files = [photo(folder, f"{n}.jpg", f"#EF{n}8DB") for n in range(photos)]
    page.locator("#id_photo").set_input_files(files)
    expect(page.locator(".photos .failed")).to_have_count(photos)
    expect(page.locator("[data-kept]")).to_contain_text(f"{photos} 张照片还没传上去，存在这台手机上")
    return page


def test_a_page_that_was_closed_comes_back_with_its_photos_and_sends_them_once(
    phone: BrowserContext, entry: str, studio: Studio, tmp_path: Path, fits: Any, shot: Any, axe: Any
) -> None:
    no_photo_gets_through(phone)
    page = write(phone, entry, tmp_path, photos=2)
    fits(page)
    axe(page)
    shot(page, "phone-kept-failed")
    page.close()
    page = phone.new_page()
    page.goto(reverse("ledger:home"))
    hint = page.locator("[data-unsent]")
    expect(hint).to_contain_text("有 1 条活动还没有寄出")
    expect(hint).to_contain_text("有 2 张照片")
    fits(page)
    axe(page)
    shot(page, "phone-kept-ledger")
    hint.get_by_role("link", name="接着写，寄出").tap()
    expect(page.locator("#id_text")).to_have_value(SAID)
    expect(page.locator(".photos li img")).to_have_count(2)
    assert page.locator(".photos li img").first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 900
    shot(page, "phone-kept-reopened")
    expect(page.locator(".photos .failed")).to_have_count(2)  # each has had its try
    phone.unroute(PHOTOS)
    page.get_by_role("button", name="重试").first.tap()
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(page.locator(".photos .sent")).to_have_count(2)
    expect(page.locator("[data-kept]")).to_be_hidden()
    assert page.evaluate(KEPT) == 0, "what has arrived is not kept any longer"
    page.reload()
    expect(page.locator(".photos .sent")).to_have_count(2)
    page.get_by_role("button", name="记入台账").tap()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    activity = Activity.objects.get()
    assert (activity.text, activity.photos, Material.objects.filter(about=ABOUT).count()) == (SAID, 2, 2)
    assert draft(page) == ""
    page.goto(reverse("ledger:activities", args=[studio.pk]))
    expect(page.locator("[data-unsent]")).to_be_hidden()


def test_a_photo_whose_answer_was_lost_stands_once(phone: BrowserContext, entry: str, tmp_path: Path) -> None:
    def lose(route: Route) -> None:
        if route.request.method == "POST":
            route.fetch()  # it arrives, and the answer does not
            route.abort()
        else:
            route.continue_()

    phone.route(PHOTOS, lose)
    write(phone, entry, tmp_path).close()
    phone.unroute(PHOTOS)
    page = phone.new_page()
    page.goto(entry)
    expect(page.locator(".photos .sent")).to_have_count(1)
    expect(page.locator(".photos li img")).to_have_count(1)
    page.get_by_role("button", name="记入台账").tap()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    kept, staged = Material.objects.filter(about=ABOUT).count(), StagedPhoto.objects.count()
    assert (Activity.objects.get().photos, kept, staged) == (1, 1, 0)


def test_photos_of_a_recorded_activity_go_on_from_its_page(
    phone: BrowserContext, entry: str, studio: Studio, tmp_path: Path, fits: Any, shot: Any
) -> None:
    no_photo_gets_through(phone)
    page = write(phone, entry, tmp_path)
    page.get_by_role("button", name="记入台账").tap()
    expect(page.locator("#saved")).to_contain_text("已记入台账。还有 1 张照片没有传上去")
    shot(page, "phone-kept-recorded")
    page.close()
    page = phone.new_page()
    page.goto(reverse("ledger:activities", args=[studio.pk]))
    hint = page.locator("[data-unsent]")
    expect(hint).to_contain_text("文字已记入台账，还差 1 张照片")
    fits(page)
    shot(page, "phone-kept-list")
    page.goto("/")
    expect(hint).to_contain_text("有 1 条活动还没有寄出")
    fits(page)
    shot(page, "phone-kept-home")
    page.goto(entry)
    expect(page.locator("#id_text")).to_have_value("")
    expect(page.locator(".photos li img")).to_have_count(0)
    page.goto("/")
    phone.unroute(PHOTOS)
    hint.get_by_role("link", name="接着传照片").tap()
    expect(page.locator(".album li")).to_have_count(1)
    assert Activity.objects.get().photos == 1
    assert page.evaluate(KEPT) == 0
    page.goto("/")
    expect(hint).to_be_hidden()


def test_what_was_pressed_without_a_network_is_sent_after_reopening(
    phone: BrowserContext, entry: str, tmp_path: Path
) -> None:
    page = phone.new_page()
    page.goto(entry)
    phone.set_offline(True)
    page.locator("#id_text").fill(SAID)
    page.locator("#id_photo").set_input_files([photo(tmp_path, "1.jpg", "#EFE8DB")])
    expect(page.locator(".photos .failed")).to_have_count(1)
    page.get_by_role("button", name="记入台账").tap()
    expect(page.locator("#saved")).to_contain_text("没有网络，已存在这台手机上，联网后自动上传")
    page.close()
    phone.set_offline(False)
    page = phone.new_page()
    page.goto(entry)
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    expect(page.locator(".album li")).to_have_count(1)
    activity = Activity.objects.get()
    assert (activity.text, activity.photos, page.evaluate(KEPT), draft(page)) == (SAID, 1, 0, "")


def test_somebody_else_on_the_same_phone_sees_and_sends_nothing(
    phone: BrowserContext, entry: str, studio: Studio, cast: Any, live_server: Any, tmp_path: Path
) -> None:
    no_photo_gets_through(phone)
    write(phone, entry, tmp_path).close()
    phone.unroute(PHOTOS)
    sent: list[str] = []
    phone.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    sign_in(phone, cast.port_clerk, live_server.url)
    page = phone.new_page()
    for url in ("/", reverse("ledger:home"), reverse("ledger:activities", args=[studio.pk]), entry):
        page.goto(url)
        page.wait_for_load_state("networkidle")
        expect(page.locator("[data-unsent]:not([hidden]), #draft-note:not([hidden]), .photos li img")).to_have_count(0)
    expect(page.locator("#id_text")).to_have_value("")
    page.locator("details.menu > summary").tap()
    page.locator("details.menu").get_by_role("button", name="退出登录").tap()
    page.wait_for_url("**/sign-in/**")
    assert all(url.endswith("/sign-out/") for url in sent)
    assert not StagedPhoto.objects.exists()
    sign_in(phone, cast.port_liaison, live_server.url)
    page.goto(entry)
    expect(page.locator(".photos .sent")).to_have_count(1)
    expect(page.locator("#id_text")).to_have_value(SAID)


@pytest.mark.parametrize(("pressed", "left"), [("留着，退出登录", 1), ("清掉，退出登录", 0)], ids=["stays", "goes"])
def test_signing_out_asks_what_to_do_with_it(
    phone: BrowserContext, entry: str, tmp_path: Path, fits: Any, shot: Any, axe: Any, pressed: str, left: int
) -> None:
    no_photo_gets_through(phone)
    page = write(phone, entry, tmp_path)
    page.locator("details.menu > summary").tap()
    page.locator("details.menu").get_by_role("button", name="退出登录").tap()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("还有 1 条活动没有寄出")
    fits(page)
    axe(page)
    shot(page, "phone-kept-leaving")
    dialog.get_by_role("button", name=pressed).tap()
    page.wait_for_url("**/sign-in/**")
    assert (page.evaluate(KEPT), bool(draft(page))) == (left, bool(left))


def test_photos_that_waited_on_the_server_for_a_week_are_asked_for_again(
    phone: BrowserContext, entry: str, tmp_path: Path, fits: Any, shot: Any
) -> None:
    page = phone.new_page()
    page.goto(entry)
    page.locator("#id_text").fill(SAID)
    page.locator("#id_photo").set_input_files([photo(tmp_path, f"{n}.jpg", f"#EF{n}8DB") for n in range(2)])
    expect(page.locator(".photos .sent")).to_have_count(2)
    expect(page.locator("#saved")).to_contain_text("草稿已存")
    page.close()
    first = StagedPhoto.objects.order_by("pk")[0]
    StagedPhoto.objects.filter(pk=first.pk).update(added_at=timezone.now() - datetime.timedelta(days=8))
    assert drop_staged_photos() == 1
    page = phone.new_page()
    page.goto(entry)
    expect(page.locator("#draft-note")).to_contain_text("有 1 张照片传上来满 7 天还没有记入，已经清掉，请再选一次。")
    expect(page.locator("#id_text")).to_have_value(SAID)
    expect(page.locator(".photos .sent")).to_have_count(1)
    fits(page)
    shot(page, "phone-kept-a-week")


def test_without_a_store_the_page_says_so_and_works_as_ever(
    phone: BrowserContext, entry: str, tmp_path: Path, shot: Any
) -> None:
    phone.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); };")
    tries = {"left": 1}

    def once(route: Route) -> None:
        tries["left"] -= 1
        route.abort() if tries["left"] >= 0 else route.continue_()

    phone.route(PHOTOS, lambda route: once(route) if route.request.method == "POST" else route.continue_())
    page = phone.new_page()
    page.goto(entry)
    page.locator("#id_text").fill(SAID)
    page.locator("#id_photo").set_input_files([photo(tmp_path, "1.jpg", "#EFE8DB")])
    expect(page.locator("[data-kept]")).to_contain_text("这个浏览器存不住照片")
    shot(page, "phone-kept-private")
    page.get_by_role("button", name="重试").tap()
    expect(page.locator(".photos .sent")).to_have_count(1)
    expect(page.locator("[data-kept]")).to_be_hidden()
    page.get_by_role("button", name="记入台账").tap()
    page.wait_for_url(re.compile(r"/activities/\d+/$"))
    assert Activity.objects.get().photos == 1


def test_a_full_store_says_so_and_an_old_one_is_emptied(phone: BrowserContext, entry: str, tmp_path: Path) -> None:
    no_photo_gets_through(phone)
    page = write(phone, entry, tmp_path)
    page.evaluate(CHANGE, {"size": 60 * 1024 * 1024})
    page.locator("#id_photo").set_input_files([photo(tmp_path, "2.jpg", "#7A6F62")])
    expect(page.locator("[data-kept]")).to_contain_text("已存满 60 MB，有 1 张存不下")
    assert page.evaluate(KEPT) == 1
    page.evaluate(CHANGE, {"at": 0})
    page.goto(reverse("ledger:home"))
    page.wait_for_function(f"({KEPT})().then((left) => left === 0)")


def test_a_draft_can_be_thrown_away(phone: BrowserContext, entry: str, tmp_path: Path) -> None:
    no_photo_gets_through(phone)
    write(phone, entry, tmp_path).close()
    page = phone.new_page()
    page.goto(reverse("ledger:home"))
    page.locator("[data-unsent]").get_by_role("button", name="不要了").tap()
    page.get_by_role("dialog").get_by_role("button", name="不要了").tap()
    expect(page.locator("[data-unsent]")).to_be_hidden()
    assert (page.evaluate(KEPT), draft(page)) == (0, "")
