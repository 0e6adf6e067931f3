"""The report of an appraisal saves itself, and sending it comes last: no save overtakes it, none follows it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Request, Route, expect

from lingjun.appraisal import actions
from lingjun.appraisal.models import Appraisal
from lingjun.cases.models import Case
from tests.appraising import REPORT, Appraising
from tests.browser.conftest import until
from tests.browser.test_main_path import confirm

pytestmark = pytest.mark.django_db(transaction=True)
LATER = REPORT + "年底又在两台门机上试用，效果一样。"


@pytest.fixture
def case(filing: Any) -> Case:
    """With the unit; what is to be told beside the report is written already."""
    case = Appraising(filing).opened()[0]
    actions.save_report(
        actor=filing.cast.port_clerk, case_id=case.pk, values={"problems": "无", "next_year": "再带徒三人。"}
    )
    return case


@pytest.fixture
def page(open_page: Callable[..., Page], filing: Any, case: Case) -> Page:
    """The clerk's page of the report."""
    page = open_page(filing.cast.port_clerk)
    page.goto(reverse("appraisal:fill", args=[case.number]))
    return page


@pytest.fixture
def posts(page: Page, case: Case) -> list[str]:
    """What the page posts from now on, in order: 'save' or 'submit'."""
    sent: list[str] = []
    names = {reverse(f"appraisal:{name}", args=[case.number]): name for name in ("save", "submit")}

    def note(request: Request) -> None:
        if request.method == "POST":
            sent.append(names.get("/" + request.url.split("/", 3)[3], request.url))

    page.on("request", note)
    return sent


def written(case: Case) -> str:
    return Appraisal.objects.get(case=case).report


def send(page: Page) -> None:
    page.get_by_role("button", name="送单位工会").click()
    confirm(page, "送单位工会")


def sent(page: Page, case: Case, report: str) -> None:
    """The page says so, the case is with the union, and its words are those on the page."""
    expect(page.locator("#messages")).to_contain_text("已送")
    case.refresh_from_db()
    assert case.state == "unit_appraisal"
    assert case.version == 1
    assert case.appraisal.report == report


def test_words_sent_before_the_pause_go_with_the_sending_alone(page: Page, case: Case, posts: list[str]) -> None:
    page.clock.install()
    page.clock.pause_at(datetime.datetime.now(datetime.UTC) + datetime.timedelta(minutes=1))  # pressed within the pause
    page.get_by_label("领衔人自评").fill(REPORT)
    send(page)
    sent(page, case, REPORT)
    page.clock.resume()
    page.wait_for_timeout(2000)  # longer than the pause after which the page would save
    assert posts == ["submit"]


def test_the_sending_waits_for_a_save_under_way(page: Page, case: Case, posts: list[str]) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/save/", hold)
    box = page.get_by_label("领衔人自评")
    with page.expect_request("**/save/"):
        box.fill(REPORT)
    box.fill(LATER)
    send(page)
    page.wait_for_timeout(1500)
    assert posts == ["save"]
    case.refresh_from_db()
    assert case.state == "draft"

    held[0].continue_()
    sent(page, case, LATER)
    page.wait_for_timeout(2000)
    assert posts == ["save", "submit"]
    assert len(held) == 1


def test_words_typed_last_are_kept_when_the_page_is_left(page: Page, case: Case) -> None:
    page.get_by_label("领衔人自评").fill(REPORT)
    page.goto("/")
    until(page, lambda: written(case) == REPORT)  # the page left behind is answered later than the next one
    page.goto(reverse("appraisal:fill", args=[case.number]))
    expect(page.get_by_label("领衔人自评")).to_have_value(REPORT)


def test_words_typed_before_the_page_is_ready_are_saved_too(page: Page, case: Case) -> None:
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/js/appraisal*.js", hold)
    page.reload(wait_until="commit")
    page.get_by_label("领衔人自评").fill(LATER)
    until(page, lambda: bool(held))
    for route in held:
        route.continue_()
    expect(page.locator("#saved")).to_contain_text("已保存")
    assert written(case) == LATER
