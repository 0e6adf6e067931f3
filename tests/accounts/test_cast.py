"""The cast stands as its picture says, and the interfaces every app uses answer for it."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser

from lingjun.accounts import queries, rules
from tests.cast import Cast


def test_paths_follow_the_tree(cast: Cast) -> None:
    assert cast.city.path == f"{cast.city.pk}/"
    assert cast.port.path == f"{cast.city.pk}/{cast.industry.pk}/{cast.port.pk}/"


@pytest.mark.parametrize(
    ("who", "where"),
    [
        ("city_officer", "city"),
        ("administrator", "city"),
        ("auditor", "city"),
        ("district_officer", "district"),
        ("industry_officer", "industry"),
        ("port_chair", "port"),
        ("port_liaison", "port"),
        ("grid_clerk", "grid"),
    ],
)
def test_scope_is_the_subtree_of_the_organization(cast: Cast, who: str, where: str) -> None:
    assert queries.scope_paths(getattr(cast, who)) == [getattr(cast, where).path]


def test_a_stranger_sees_nothing(cast: Cast) -> None:
    for nobody in (cast.stranger, AnonymousUser()):
        assert queries.scope_paths(nobody) == []
        assert not queries.organizations_visible_to(nobody).exists()
        assert queries.open_appointments(nobody) == []


def test_a_district_sees_its_own_units_only(cast: Cast) -> None:
    assert set(queries.organizations_visible_to(cast.district_officer)) == {cast.district, cast.grid}
    assert set(queries.organizations_visible_to(cast.grid_clerk)) == {cast.grid}


def test_an_expert_sees_no_subtree(cast: Cast) -> None:
    from lingjun.accounts.models import Appointment

    Appointment.objects.create(user=cast.stranger, organization=cast.port, role="expert", started_on="2012-01-01")
    assert queries.scope_paths(cast.stranger) == []


def test_appointments_cost_one_query_per_user(cast: Cast, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        assert rules.is_city_officer(cast.city_officer, cast.port)
        assert rules.officer_of(cast.city_officer, cast.city)
        assert queries.open_appointments(cast.city_officer)[0].organization.name == "厦门市总工会"
        assert cast.city_officer.role_label == "市总工会经办人"


def test_ended_future_and_locked_posts_do_not_count(cast: Cast) -> None:
    cast.port_clerk.appointments.update(ended_on="2012-02-01")
    cast.grid_clerk.appointments.update(started_on="2999-01-01")
    cast.grid_chair.is_active = False
    for user in (cast.port_clerk, cast.grid_clerk, cast.grid_chair):
        assert queries.open_appointments(user) == []


def test_a_removed_leading_digit_is_no_relative(cast: Cast) -> None:
    """Path "1/2/" must not match "1/20/…": the closing slash decides."""
    cast.grid.path = f"{cast.industry.path[:-1]}0/"
    assert not rules.officer_above(cast.industry_officer, cast.grid)


def test_users_with_role(cast: Cast) -> None:
    assert set(queries.users_with_role(cast.port, "unit_chair", "liaison")) == {cast.port_chair, cast.port_liaison}
    cast.port_chair.is_active = False
    cast.port_chair.save()
    assert set(queries.users_with_role(cast.port, "unit_chair")) == set()
