"""Every page of the product, for every role, on a desk and on a phone: axe, no sideways scroll, nothing in the console.

The pages come from the table of addresses (`tests/routes/`). Each is asked by every role; a page goes into the browser
when it shows an element that no page of the same address has shown before, so that nothing is looked at twice. Width is
measured at a desk and on a phone; axe looks at every such page at a desk, at the first of an address on a phone too.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import html
from playwright.sync_api import Page

from tests.routes.guard import Route
from tests.routes.table import ROUTES
from tests.routes.world import World

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the same pages on every database; the flows run on both"),
]

ROLES = (
    "city_officer", "port_clerk", "industry_officer", "port_chair", "port_liaison", "administrator", "auditor",
    "district_officer", "grid_clerk", "expert", "stranger",
)  # fmt: skip
"""Who sees most comes first."""

WIDTHS = (1280, 390)
HEIGHT = 844
UNSAFE_TO_REPEAT = frozenset({"accounts:sign_out", "accounts:sign_out_elsewhere", "accounts:password_change"})
"""They end the sessions of this test."""


@pytest.fixture
def world(transactional_db: None, as_user: Callable[..., Client]) -> World:
    return World(as_user)


@pytest.fixture
def look(axe: Callable[[Page], None], fits: Callable[[Page], None]) -> Callable[..., list[str]]:
    """What is wrong with the page as it stands, at both widths; `closely`: axe on the phone as well."""

    def at(page: Page, *, closely: bool) -> list[str]:
        found = []
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            for check in (fits, axe) if closely or width == WIDTHS[0] else (fits,):
                try:
                    check(page)
                except AssertionError as error:
                    found.append(f"{width} px: {error}")
        page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        return found

    return at


class Seen:
    """Elements that have been looked at, by address."""

    def __init__(self) -> None:
        self.elements: dict[str, set[tuple[str, ...]]] = defaultdict(set)

    def anything_new(self, name: str, text: str) -> bool:
        """Whether the page shows a kind of element in a place where it has not been seen; remembers it."""
        fresh = set(_elements(text)) - self.elements[name]
        self.elements[name] |= fresh
        return bool(fresh)


def _elements(text: str) -> Iterator[tuple[str, ...]]:
    """Tag, class and role of each element with those of the one around it."""
    for element in html.fromstring(text.encode()).iter():
        if isinstance(element.tag, str):
            around = element.getparent()
            around = element if around is None else around
            yield (
                element.tag, element.get("class", ""), element.get("role", ""), element.get("type", ""),
                str(around.tag), around.get("class", ""), *sorted(name for name in element.attrib if "aria" in name),
            )  # fmt: skip


def _is_page(response: Any) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and b"<html" in response.content


def test_every_page_for_every_role(
    world: World, open_page: Callable[..., Page], look: Callable[..., list[str]], watch: Any
) -> None:
    watch.allow("answer 403")
    watch.allow("answer 500: GET")  # the style guide shows that page as an example
    watch.allow("status of")
    seen, wrong, names, looked = Seen(), [], set[str](), 0
    for person in ROLES:
        client, page = world.cast.as_user(world.users[person]), open_page(world.users[person])
        for route in (route for route in ROUTES if route.method == "GET" and person in route.allowed | route.told):
            url = route.url(world.ids)
            response = client.get(url)
            if response.streaming:
                response.close()
            elif _is_page(response) and seen.anything_new(route.name, response.content.decode()):
                page.goto(url)
                looked += 1
                wrong += [f"{person} {line}" for line in look(page, closely=route.name not in names)]
                names.add(route.name)
    assert looked > len({route.name for route in ROUTES}) / 3
    assert not wrong, "\n".join(wrong)


def test_every_answer_to_a_form(
    world: World, open_page: Callable[..., Page], look: Callable[..., list[str]], watch: Any
) -> None:
    """Forms sent empty, and steps that ask before they act: their answers are pages too."""
    watch.allow("answer 4")
    watch.allow("status of 4")
    seen, wrong, looked = Seen(), [], 0
    page = open_page()
    for route in ROUTES:
        if route.method != "POST" or route.public or not route.allowed or route.name in UNSAFE_TO_REPEAT:
            continue
        client = world.cast.as_user(world.users[min(route.allowed)])
        for response in _answers(client, route, world):
            if _is_page(response) and seen.anything_new(route.name, response.content.decode()):
                show(page, route.url(world.ids), response)
                looked += 1
                wrong += [f"{route.label} {line}" for line in look(page, closely=False)]
    assert looked > 10
    assert not wrong, "\n".join(wrong)


def _answers(client: Client, route: Route, world: World) -> Iterator[Any]:
    """To an empty form, and to a step nobody has confirmed yet."""
    yield client.post(route.url(world.ids), {})
    body = route.body(world)
    if body.pop("confirmed", None):
        yield client.post(route.url(world.ids), body)


def show(page: Page, url: str, response: Any) -> None:
    """The answer in the browser, under the policy it came with."""
    headers = {name: value for name, value in response.items() if name in {"Content-Type", "Content-Security-Policy"}}
    address = url.partition("?")[0]
    page.route(
        lambda wanted: wanted.partition("?")[0].endswith(address),
        lambda asked: asked.fulfill(body=response.content, headers=headers, status=response.status_code),
        times=1,
    )
    page.goto(url)
