"""The helpers themselves: they must see what they are there to see."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.watch import Watch

FRAME = """<!doctype html><html lang="zh-CN"><head><title>示例</title><link rel="icon" href="data:,">
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>示例</h1>{}</main></body></html>"""
POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
HEADERS = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}


def show(page: Page, body: str) -> None:
    """Answer the next request with a page of our own under a policy as strict as the product's."""
    page.route("**/planted", lambda route: route.fulfill(body=FRAME.format(body), headers=HEADERS))
    page.goto("/planted")


@pytest.mark.parametrize(
    ("body", "word"),
    [
        ("<p style='color: red'>a</p>", "Content Security Policy"),
        ("<script>var a = 1</script>", "Content Security Policy"),
        ('<img src="/nowhere.png" alt="">', "404"),
    ],
)
def test_watch_sees_what_the_browser_reports(page: Page, watch: Watch, body: str, word: str) -> None:
    show(page, body)
    page.wait_for_load_state("networkidle")
    assert any(word in line for line in watch.complaints)
    with pytest.raises(AssertionError, match="the browser complained"):
        watch.verdict()
    watch.allow("")


def test_axe_works_under_the_policy_and_finds_a_field_without_a_label(page: Page, axe: Callable[..., None]) -> None:
    show(page, "<p>示例</p>")
    axe(page)
    page.unroute("**/planted")
    show(page, '<input name="unlabelled">')
    with pytest.raises(AssertionError, match="label"):
        axe(page)


def test_fits_sees_a_page_that_scrolls_sideways(open_page: Callable[..., Page], fits: Callable[[Page], None]) -> None:
    page: Any = open_page(phone=True)
    show(page, '<canvas width="300"></canvas>')
    fits(page)
    page.unroute("**/planted")
    show(page, '<canvas width="3000"></canvas>')
    with pytest.raises(AssertionError, match="wide on a screen of 390 px"):
        fits(page)
