"""A real Chromium in front of a live server: what it reports as wrong fails the test, and axe looks at pages.

``open_page(user=None, phone=False)`` gives a page signed in as ``user``; ``page`` is a stranger's at a desktop;
``axe(page)`` asserts WCAG 2.2 A and AA; ``fits(page)`` that nothing scrolls sideways; ``shot(page, name)`` keeps a
picture in the folder named by the environment variable ``SHOTS``.
"""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.watch import Watch
from tools.packages import chromium

# Playwright's synchronous API runs an event loop in this thread; Django would take it for an async caller.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

HERE = Path(__file__).resolve().parent
AXE = HERE.parent.parent / "node_modules" / "axe-core" / "axe.min.js"
ARGUMENTS = [
    *("--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
]
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 800}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
PATIENCE = 30_000  # milliseconds until what has not come will not come: two suites may share two busy cores
expect.set_options(timeout=PATIENCE)  # it does not ask the context
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Every test here is a browser test; without Chromium it is skipped with the reason."""
    absent = pytest.mark.skip(reason="Chromium is not installed")
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not chromium():
                item.add_marker(absent)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run."""
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS, chromium_sandbox=False)
        yield running
        running.close()


@pytest.fixture
def watch() -> Iterator[Watch]:
    """What all pages of this test complained about; ``watch.allow(text)`` names what is meant to happen."""
    seen = Watch()
    yield seen
    seen.verdict()


@pytest.fixture
def open_page(browser: Browser, live_server: Any, watch: Watch, tmp_path: Path) -> Iterator[Callable[..., Page]]:
    """``open_page(user=None, phone=False)``: a page in a fresh profile; relative addresses lead to the live server."""
    contexts: list[BrowserContext] = []

    def opened(user: Any = None, *, phone: bool = False) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            accept_downloads=True,
            **(PHONE if phone else DESKTOP),
        )
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            sign_in(context, user, live_server.url)
        page = context.new_page()
        watch.page(page)
        return page

    yield opened
    for context in contexts:
        context.close()


def sign_in(context: BrowserContext, user: Any, url: str) -> None:
    """Put a session of ``user`` into the browser, without the sign-in page (which has tests of its own)."""
    client = Client()
    client.force_login(user)
    cookie = client.cookies[settings.SESSION_COOKIE_NAME]
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie.value, "url": url}])


def until(page: Page, true: Callable[[], bool]) -> None:
    """Wait for something outside the page, such as what a request that the page sent on its way out has written."""
    deadline = time.monotonic() + PATIENCE / 1000
    while not true() and time.monotonic() < deadline:
        page.wait_for_timeout(100)


@pytest.fixture
def page(open_page: Callable[..., Page]) -> Page:
    """A stranger at a desktop."""
    return open_page()


@pytest.fixture
def axe() -> Callable[..., None]:
    """``axe(page, without=())``: no violation in the page as it stands; ``without`` names rules, each with a reason."""

    def check(page: Page, *, without: tuple[str, ...] = ()) -> None:
        page.evaluate(AXE.read_text())
        options = {
            "runOnly": {"type": "tag", "values": STANDARDS},
            "rules": {rule: {"enabled": False} for rule in without},
            "resultTypes": ["violations"],
        }
        found = page.evaluate("options => axe.run(document, options)", options)["violations"]
        lines = [
            f"{violation['id']}: {violation['help']}\n    {node['html'][:200]}\n    {node['failureSummary']}"
            for violation in found
            for node in violation["nodes"][:5]
        ]
        assert not lines, f"axe on {page.url}:\n" + "\n".join(lines)

    return check


@pytest.fixture
def fits() -> Callable[[Page], None]:
    """``fits(page)``: nothing makes the page scroll sideways."""

    def check(page: Page) -> None:
        # Not window.innerWidth: a phone zooms out until the widest thing fits, and that grows with it.
        seen = page.viewport_size["width"] if page.viewport_size else 0
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= seen, f"{page.url} is {width} px wide on a screen of {seen} px"

    return check


@pytest.fixture
def shot() -> Callable[[Page, str], None]:
    """``shot(page, name)``: keep a picture of the whole page in the folder named by ``SHOTS``; else do nothing."""

    def keep(page: Page, name: str) -> None:
        folder = os.environ.get("SHOTS")
        if folder:
            Path(folder).mkdir(parents=True, exist_ok=True)
            page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)

    return keep
