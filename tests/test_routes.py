"""Every address has a guard, and the guard holds: for each person of the cast, for anonymous visitors, for wrong ids.

The table stands in `tests/routes/`. One city serves all of it: it is built once, and each test undoes what it did.
"""

from __future__ import annotations

import dataclasses
import re
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import connection, reset_queries, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from lingjun.core.refusals import PAGES
from tests.conftest import StrictClient
from tests.routes.growth import grow
from tests.routes.guard import EVERYBODY, Route
from tests.routes.table import NO_ADDRESS, ROUTES
from tests.routes.world import World

pytestmark = pytest.mark.django_db

WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP|TRUNCATE|MERGE)\b", re.IGNORECASE)
SESSION = '"django_session"'
STILL_THERE = re.compile(r'SAVEPOINT|RELEASE|UPDATE "django_session"')
"""The one table a GET may write: when somebody was last active, and messages that have been shown."""

METHODS: dict[str, set[str]] = defaultdict(set)
for _route in ROUTES:
    METHODS[_route.name].add(_route.method)
GENERIC = PAGES[403].lines[0]


def label(route: Route) -> str:
    return route.label


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    """One city in a transaction that is never committed."""

    def as_user(user: Any, **headers: Any) -> Client:
        client = Client(**headers)
        client.force_login(user)
        return client

    with django_db_blocker.unblock(), transaction.atomic():
        yield World(as_user)
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(world: World) -> dict[str, Client]:
    """Everybody's browser, signed in."""
    return {name: world.cast.as_user(user) for name, user in world.users.items()}


@pytest.fixture(autouse=True)
def files_of_this_test(world: World) -> None:
    """The city's files stay where they were put, in the throwaway home of all tests."""


@contextmanager
def undone() -> Iterator[list[str]]:
    """Gives the writing statements of its block, all undone at its end."""
    written: list[str] = []

    def look(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        if WRITING.match(sql) and SESSION not in sql.partition("WHERE")[0]:
            written.append(sql[:300])
        return execute(sql, params, many, context)

    with ExitStack() as stack:
        stack.enter_context(transaction.atomic())
        stack.enter_context(connection.execute_wrapper(look))
        yield written
        transaction.set_rollback(True)


def _same(browser: Client, *, strict: bool = False) -> Client:
    """The same session in a new window: what a request does to its cookies stays there. HTML is checked once."""
    window = StrictClient() if strict else Client()
    window.cookies = deepcopy(browser.cookies)
    return window


def ask(client: Client, route: Route, world: World) -> Any:
    client.raise_request_exception = False
    url = route.url(world.ids)
    response = client.get(url) if route.method == "GET" else client.post(url, route.body(world))
    if response.streaming:
        assert b"".join(response.streaming_content), f"{url} gave an empty file"
    return response


def test_every_address_stands_in_the_table() -> None:
    found = set(_names(get_resolver()))
    listed = {route.name for route in ROUTES} | NO_ADDRESS
    assert found - listed == set(), "addresses without a guard in tests/routes/"
    assert listed - found == set(), "addresses in tests/routes/ that are gone"
    assert len({(route.label, route.query, route.allowed) for route in ROUTES}) == len(ROUTES)


def _names(resolver: URLResolver, space: str = "") -> Iterator[str]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _names(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            yield f"{space}{entry.name}"


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_exactly_these_people_get_in(route: Route, world: World, browsers: dict[str, Client]) -> None:
    """The cast asks; looking writes nothing, a refused act neither, and a reader is told why."""
    got, wanted, loud, before = {}, {}, [], _files() if route.method == "GET" else set()
    strict = next((person for person in askers(route) if person in route.allowed), "")
    for person in askers(route):
        with undone() as written:
            response = ask(_same(browsers[person], strict=person == strict), route, world)
        got[person], wanted[person] = response.status_code, route.expected(person)
        if written and (route.method == "GET" or person not in route.allowed):
            loud.append(f"{person} made it write: {written[0]}")
        if response.status_code == 403 and not route.public and GENERIC in response.content.decode():
            loud.append(f"{person} is not told why")
    assert got == wanted
    assert not loud, "\n".join(loud)
    assert route.method == "POST" or _files() == before, "looking left files"


def askers(route: Route) -> list[str]:
    """Everybody for the first row of an address; for further rows one of each outcome (one guard serves them all)."""
    if next(other for other in ROUTES if (other.name, other.method) == (route.name, route.method)) is route:
        return sorted(EVERYBODY)
    return sorted({route.expected(person): person for person in sorted(EVERYBODY)}.values())


def _files() -> set[str]:
    return {str(path) for root in (settings.MEDIA_ROOT, settings.ARCHIVE_ROOT) for path in Path(root).rglob("*")}


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_strangers_without_an_account_come_to_the_door(route: Route, world: World) -> None:
    with undone() as written:
        response = ask(Client(), route, world)
    if route.public:
        door_itself = (route.name, route.method) == ("accounts:sign_in", "GET")
        assert response.status_code == (200 if door_itself else route.answer)
        return
    door, here = reverse("accounts:sign_in"), quote(route.url(world.ids), safe="")
    assert (response.status_code, written) == (302, [])
    assert response["Location"] == (f"{door}?next={here}" if route.method == "GET" and here != "%2F" else door)


@pytest.mark.parametrize("route", ROUTES, ids=label)
def test_no_address_stands_in_the_way_of_another(route: Route, world: World) -> None:
    assert resolve(route.url(world.ids).partition("?")[0]).view_name == route.name


@pytest.mark.parametrize("name", sorted(METHODS))
def test_other_methods_are_refused(name: str, world: World, browsers: dict[str, Client]) -> None:
    """GET of what only acts, POST to what only shows, and methods nobody uses."""
    route = next(route for route in ROUTES if route.name == name)
    person = min(route.allowed or route.told)
    url = route.url(world.ids)
    for method in {"GET", "POST"} - METHODS[name] | {"PUT", "DELETE", "PATCH"}:
        with undone() as written:
            response = _same(browsers[person]).generic(method, url)
        assert (method, response.status_code, written) == (method, 405, [])


WRONG = {
    "number": ("CJ-2026-9999", "CJ-1-1", "x" * 300, "创-0", "%00", "..", "%2e%2e"),
    "int": ("0", "999999999", "9" * 19, "9" * 40),
    "uuid": (str(uuid.uuid4()),),
    "section": ("nowhere", "%00", "__class__"),
}


def wrong_addresses(route: Route, ids: dict[str, Any]) -> Iterator[str]:
    """The address with one part at a time replaced by what does not exist or cannot be read."""
    kwargs = route.kwargs(ids)
    for key, value in kwargs.items():
        whole = str(value).isdecimal()
        kind = "uuid" if key.endswith(("job_id", "file_id")) else "int" if whole else key if key in WRONG else "section"
        right = quote(str(value))
        for word in WRONG[kind]:
            url = reverse(route.name, kwargs=kwargs)
            head, found, tail = url.rpartition(f"/{right}") if key != "number" else url.partition(f"/{right}")
            if found and (not tail or tail[0] in "/."):
                yield f"{head}/{word}{tail}"


@pytest.mark.parametrize("route", [route for route in ROUTES if route.at and not route.public], ids=label)
def test_wrong_ids_are_not_found(route: Route, world: World, browsers: dict[str, Client]) -> None:
    person = min(route.allowed or route.told)
    client = browsers[person]
    client.raise_request_exception = True
    asked = 0
    for url in wrong_addresses(route, world.ids):
        with undone() as written:
            response = client.get(url) if route.method == "GET" else client.post(url, route.body(world))
        allowed = {404} if route.rest == 404 else {404, route.rest}
        assert response.status_code in allowed, f"{url}: {response.status_code}"
        assert not written, f"{url}: {written}"
        asked += 1
    assert asked


PARTS_OF_OTHERS = [
    ("creation:evidence_remove", {"number": "draft", "attachment_id": "named_proof"}),
    ("creation:evidence_remove", {"number": "draft", "attachment_id": "grid_draft_proof"}),
    ("creation:file", {"number": "draft", "file_id": "named_file"}),
    ("creation:file", {"number": "draft", "file_id": "grid_draft_file"}),
    ("creation:stamped_copy", {"number": "recommending", "copy_id": "grid_submitted_copy"}),
    ("creation:stamped_preview", {"number": "recommending", "copy_id": "grid_submitted_copy"}),
    ("creation:stamped_remove", {"number": "recommending", "copy_id": "grid_submitted_copy"}),
    ("accounts:end_appointment", {"user_id": "helper", "appointment_id": "stopped_post"}),
    ("accounts:mark_read", {"notification_id": "grid_chair_message"}),
    ("core:job", {"job_id": "grid_chair_job"}),
    ("core:job_file", {"job_id": "grid_chair_job"}),
    ("core:job_cancel", {"job_id": "grid_chair_waiting_job"}),
]


@pytest.mark.parametrize(("name", "at"), PARTS_OF_OTHERS, ids=str)
def test_a_part_of_something_else_is_not_found(
    name: str, at: dict[str, str], world: World, browsers: dict[str, Client]
) -> None:
    """The whole is the asker's to see, the part belongs to another: as if it were not there."""
    route = next(route for route in ROUTES if route.name == name)
    other = dataclasses.replace(route, at=at)
    for person in {"port_clerk", "industry_officer", "city_officer"} & route.allowed or {min(route.allowed)}:
        with undone() as written:
            assert ask(_same(browsers[person]), other, world).status_code == 404
        assert not written


ASKED = (
    "q", "page", "size", "sort", "cols", "columns", "status", "state", "kind", "union", "round", "year", "honour",
    "late", "unread", "before", "after", "under", "role", "organization", "with", "version", "thumb", "next",
    "since", "until", "verb", "actor", "industry", "due",
)  # fmt: skip
ODD = ("%00", "-1", "9" * 30, "%27%22%3C", "x" * 3000)


@pytest.mark.parametrize("name", sorted({route.name for route in ROUTES if route.method == "GET" and not route.public}))
def test_odd_questions_get_an_answer(name: str, world: World, browsers: dict[str, Client]) -> None:
    """Nothing people or robots put behind the question mark breaks a page."""
    route = next(route for route in ROUTES if (route.name, route.method) == (name, "GET"))
    client = browsers[min(route.allowed)]
    client.raise_request_exception = True
    path = route.url(world.ids).partition("?")[0]
    for value in ODD:
        with undone() as written:
            response = client.get(path, QUERY_STRING="&".join(f"{key}={value}" for key in ASKED))
            assert not response.streaming or b"".join(response.streaming_content)
        assert response.status_code in {200, 302, 400, 404}, value[:20]
        assert not written


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST" and route.allowed], ids=label)
def test_odd_input_is_refused_not_broken(route: Route, world: World, browsers: dict[str, Client]) -> None:
    """Empty and absurd values in every field: refused or cleaned, never an error page."""
    body = route.body(world)
    for value in ("", "\x00", "9" * 30, "长" * 5000, "{}"):
        client = _same(browsers[min(route.allowed)])
        with undone():
            response = client.post(route.url(world.ids), dict.fromkeys(body, value))
        assert response.status_code < 500, value[:20]


MOST_QUERIES = {
    "workbench:home": 18, "creation:review": 17, "workbench:search": 12, "studios:criteria": 8, "dossier:studio": 7,
    "appraisal:case": 32, "appraisal:fill": 32, "appraisal:print": 32, "appraisal:desk": 16,
}  # fmt: skip
"""Of the pages that put much together; a draft of an appraisal counts a whole year and asks the seven criteria.

Any other page: OTHER_PAGES, session, person, menu and inbox included.
"""

OTHER_PAGES = 12


def test_no_page_costs_more_when_there_is_more(world: World, browsers: dict[str, Client]) -> None:
    """Queries of every page with one row more on each list and with three: the same number, and never many."""
    pages = [
        (person, route.name, route.url(world.ids))
        for route in ROUTES
        if route.method == "GET" and route.answer == 200 and not route.public
        for person in {"city_officer", "port_chair"} & route.allowed or {min(route.allowed)}
    ]
    with undone():
        grow(world, 1)
        before = {page: _cost(browsers[page[0]], page[2]) for page in pages}
        grow(world, 2)
        grow(world, 3)
        after = {page: _cost(browsers[page[0]], page[2]) for page in pages}
    grown = [f"{page}: {before[page]} queries, then {after[page]}" for page in pages if before[page] != after[page]]
    assert not grown, "\n".join(grown)
    assert not {page: cost for page, cost in after.items() if cost > MOST_QUERIES.get(page[1], OTHER_PAGES)}


def _cost(client: Client, url: str) -> int:
    """Queries of a second visit, when content types and the like are known.

    The note once a minute that somebody is still there falls on whichever page is asked then: it does not count.
    """
    for _ in range(2):
        reset_queries()  # the log holds 9,000, and is counted from its end
        with CaptureQueriesContext(connection) as seen:
            response = client.get(url)
            assert not response.streaming or b"".join(response.streaming_content)
        assert response.status_code == 200, url
    return sum(not STILL_THERE.match(query["sql"]) for query in seen.captured_queries)
