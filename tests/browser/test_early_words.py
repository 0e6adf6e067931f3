"""Words typed while a page's scripts are still on their way, as on a poor connection, are kept like all others."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from lingjun.creation.actions import start
from lingjun.creation.content import Content
from lingjun.creation.models import Application
from tests.browser.conftest import until
from tests.browser.test_activity import SAID, draft
from tests.filing import Filing

pytestmark = pytest.mark.django_db(transaction=True)


@contextmanager
def before_scripts(page: Page, url: str, name: str) -> Iterator[None]:
    """The page stands and can be written on; its script comes when the block ends."""
    held: list[Route] = []
    due = False

    def hold(route: Route) -> None:
        if due:
            route.continue_()
        else:
            held.append(route)

    page.route(f"**/js/{name}*.js", hold)
    page.goto(url, wait_until="commit")
    yield
    until(page, lambda: bool(held))
    due = True
    for route in held:
        route.continue_()


def test_on_the_form_of_a_creation(filing: Filing, cast: Any, open_page: Callable[..., Page]) -> None:
    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    page = open_page(cast.port_clerk)
    with before_scripts(page, reverse("creation:fill", args=[case.number, "leader"]), "fill"):
        page.get_by_label("姓名", exact=True).fill("陈海川")
    expect(page.locator("#saved")).to_contain_text("已自动保存")
    assert Content.from_dict(Application.objects.get(case=case).content).leader.name == "陈海川"


def test_on_a_new_activity_beside_the_draft_of_last_time(
    filing: Filing, cast: Any, open_page: Callable[..., Page]
) -> None:
    entry = reverse("ledger:activity_new", args=[filing.named().studio.pk])
    page = open_page(cast.port_liaison, phone=True)
    with before_scripts(page, entry, "activity"):
        page.locator("textarea[name=text]").fill(SAID)
    until(page, lambda: bool(draft(page)))
    page.goto("about:blank")
    with before_scripts(page, entry, "activity"):
        page.locator("textarea[name=text]").fill("又补一句。")
    expect(page.locator("textarea[name=text]")).to_have_value(re.compile(f"{re.escape(SAID)}\n又补一句。"))
