"""Every page of accounts and organizations opens for who may, and for nobody else."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from tests.cast import Cast

OFFICERS = {"city_officer", "district_officer", "industry_officer", "administrator"}
EVERYBODY = OFFICERS | {"port_chair", "port_clerk", "port_liaison", "grid_chair", "auditor", "stranger"}


def status(cast: Cast, who: str, name: str, *args: Any) -> int:
    return int(cast.client(getattr(cast, who)).get(reverse(name, args=args)).status_code)


@pytest.mark.parametrize(
    "name", ["accounts:profile", "accounts:password_change", "accounts:sessions", "accounts:inbox"]
)
def test_own_pages_open_for_everybody(cast: Cast, name: str) -> None:
    assert {who: status(cast, who, name) for who in EVERYBODY} == dict.fromkeys(EVERYBODY, 200)


@pytest.mark.parametrize("name", ["accounts:list", "accounts:new"])
def test_accounts_are_for_those_who_appoint(cast: Cast, name: str) -> None:
    opened = {who for who in EVERYBODY if status(cast, who, name) == 200}
    assert opened == OFFICERS | {"port_chair", "grid_chair"}
    assert status(cast, "port_clerk", name) == 403


def test_an_account_is_seen_from_above_and_not_from_beside(cast: Cast) -> None:
    page = ("accounts:detail", cast.port_clerk.pk)
    for who in ("city_officer", "industry_officer", "port_chair", "administrator"):
        assert status(cast, who, *page) == 200, who
    for who in ("district_officer", "grid_chair"):
        assert status(cast, who, *page) == 404, who
    for who in ("port_clerk", "port_liaison", "auditor", "stranger"):
        assert status(cast, who, *page) == 403, who
    assert status(cast, "city_officer", "accounts:detail", 10**30) == 404


def test_the_edit_page_is_for_who_keeps_the_account(cast: Cast) -> None:
    page = ("accounts:edit", cast.port_clerk.pk)
    for who, code in (
        ("industry_officer", 200),
        ("administrator", 200),
        ("city_officer", 403),
        ("district_officer", 404),
    ):
        assert status(cast, who, *page) == code, who


ORGANIZATION_PAGES = ["organizations:detail", "organizations:edit", "organizations:new", "organizations:move"]


@pytest.mark.parametrize("name", ORGANIZATION_PAGES)
def test_another_districts_unit_does_not_exist(cast: Cast, name: str) -> None:
    for who in ("district_officer", "grid_chair", "stranger"):
        assert status(cast, who, name, cast.port.pk) == 404, who
    assert status(cast, "city_officer", name, 0) == 404


def test_who_may_edit_an_organization(cast: Cast) -> None:
    found = {who: status(cast, who, "organizations:edit", cast.port.pk) for who in EVERYBODY}
    may = {who for who, code in found.items() if code == 200}
    assert may == {"city_officer", "industry_officer", "port_chair", "port_clerk"}
    assert {found[who] for who in ("administrator", "auditor", "port_liaison")} == {403}


def test_only_the_city_moves(cast: Cast) -> None:
    assert status(cast, "city_officer", "organizations:move", cast.port.pk) == 200
    assert status(cast, "industry_officer", "organizations:move", cast.port.pk) == 403


def test_a_unit_has_nothing_below(cast: Cast) -> None:
    assert status(cast, "city_officer", "organizations:new", cast.port.pk) == 403
    assert status(cast, "industry_officer", "organizations:new", cast.industry.pk) == 200


def test_the_leading_group_is_the_unions_own(cast: Cast) -> None:
    name = "organizations:leading_group"
    assert status(cast, "industry_officer", name, cast.industry.pk) == 200
    assert status(cast, "city_officer", name, cast.industry.pk) == 200
    assert status(cast, "district_officer", name, cast.industry.pk) == 404
    assert status(cast, "port_chair", name, cast.industry.pk) == 404
    assert status(cast, "industry_officer", name, cast.port.pk) == 403


def test_the_tree_shows_one_level_and_finds_by_initials(cast: Cast) -> None:
    client = cast.client(cast.city_officer)
    words = client.get(reverse("organizations:tree")).content.decode()
    assert "港口产业工会" in words
    assert "鹭港集装箱" not in words
    found = client.get(reverse("organizations:tree"), {"q": "lgmt"}).content.decode()
    assert "鹭港集装箱" in found
    assert "筼筜" not in found
    below = client.get(reverse("organizations:tree"), {"under": cast.district.pk}).content.decode()
    assert "筼筜" in below


def test_the_tree_of_a_district_ends_at_its_border(cast: Cast) -> None:
    client = cast.client(cast.district_officer)
    assert "筼筜" in client.get(reverse("organizations:tree")).content.decode()
    assert "鹭港集装箱" not in client.get(reverse("organizations:tree"), {"q": "厦门"}).content.decode()
    assert client.get(reverse("organizations:tree"), {"under": cast.industry.pk}).status_code == 404


def test_a_detail_page_of_every_kind(cast: Cast) -> None:
    for organization in (cast.city, cast.district, cast.port):
        assert status(cast, "city_officer", "organizations:detail", organization.pk) == 200


POSTS = [
    "accounts:appoint", "accounts:reset_password", "accounts:unlock", "accounts:stop", "accounts:let_in",
    "accounts:sign_out", "accounts:mark_all_read", "accounts:sign_out_elsewhere",
    "organizations:close", "organizations:reopen",
]  # fmt: skip


@pytest.mark.parametrize("name", POSTS)
def test_reading_changes_nothing(cast: Cast, name: str) -> None:
    args = [cast.port.pk] if "organizations" in name else [cast.port_clerk.pk]
    if name in {"accounts:sign_out", "accounts:mark_all_read", "accounts:sign_out_elsewhere"}:
        args = []
    assert cast.client(cast.city_officer).get(reverse(name, args=args)).status_code == 405


def rows(cast: Cast, count: int) -> None:
    from lingjun.accounts.actions import create_account

    for number in range(count):
        create_account(
            actor=None, name=f"新人{number}", role="liaison", organization=cast.port, username=f"new_{number}"
        )


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_accounts_costs_the_same_for_any_rows(
    cast: Cast, django_assert_num_queries: Any, count: int
) -> None:
    rows(cast, count)
    client = cast.client(cast.industry_officer)
    with django_assert_num_queries(6):
        client.get(reverse("accounts:list"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_tree_costs_the_same_for_any_rows(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    from lingjun.organizations.actions import create

    for number in range(count):
        create(actor=None, parent=cast.industry, kind="unit", name=f"厦门示例{number}公司")
    client = cast.client(cast.industry_officer)
    with django_assert_num_queries(7):
        client.get(reverse("organizations:tree"))


@pytest.mark.parametrize("count", [1, 3])
def test_the_inbox_costs_the_same_for_any_rows(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    from lingjun.accounts.actions import notify

    for number in range(count):
        notify(users=[cast.port_clerk], text=f"第 {number} 条", url="/inbox/", mail=False)
    client = cast.client(cast.port_clerk)
    with django_assert_num_queries(5):
        client.get(reverse("accounts:inbox"))


def test_open_posts_come_first_on_every_database(cast: Cast) -> None:
    """Blank ends sort first on SQLite and last on PostgreSQL, unless it is said."""
    from lingjun.accounts.models import Appointment
    from lingjun.accounts.queries import accounts_page, posts_in_order, users_visible_to

    day = datetime.date(2013, 1, 1)
    ended = Appointment.objects.create(
        user=cast.port_clerk, organization=cast.port, role="liaison", started_on=day, ended_on=day
    )
    assert [post.ended_on for post in posts_in_order(cast.port_clerk.appointments.all())] == [None, day]
    [row] = [one for one in accounts_page(users_visible_to(cast.port_chair)) if one == cast.port_clerk]
    assert row.all_posts[-1] == ended


@pytest.mark.parametrize("address", ["?under=²", "?under=" + "9" * 30, "?q=" + "鹭 " * 700, "?under=-1"])
def test_odd_questions_to_the_tree(cast: Cast, address: str) -> None:
    answer = cast.client(cast.city_officer).get(reverse("organizations:tree") + address)
    assert answer.status_code in {200, 404}
