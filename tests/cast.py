"""The fixed cast of every test: a small federation with everyone who could act, and somebody who must not.

    市总工会 (city_officer, city_colleague, administrator, auditor)
    ├── 思明区总工会 (district_officer) ── 筼筜配电 grid (grid_chair, grid_clerk)
    └── 港口产业工会 (industry_officer) ── 鹭港码头 port (port_chair, port_clerk, port_liaison)

`stranger` has an account and no appointment. Everybody's password is PASSWORD and need not be changed.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client

PASSWORD = "correct-horse-battery"


@dataclass
class Cast:
    """Organizations and people by name; `client(user)` is that person's browser."""

    city: Any
    district: Any
    industry: Any
    port: Any
    grid: Any
    city_officer: Any
    city_colleague: Any
    district_officer: Any
    industry_officer: Any
    port_chair: Any
    port_clerk: Any
    port_liaison: Any
    grid_chair: Any
    grid_clerk: Any
    administrator: Any
    auditor: Any
    stranger: Any
    as_user: Callable[..., Client] = field(repr=False)
    password: str = PASSWORD

    def client(self, user: Any, **headers: Any) -> Client:
        """A browser signed in as `user`; it refuses malformed HTML."""
        return self.as_user(user, **headers)


PEOPLE = {
    "city_officer": ("王静宜", "city_officer", "city"),
    "city_colleague": ("李建华", "city_officer", "city"),
    "district_officer": ("林晓燕", "district_officer", "district"),
    "industry_officer": ("郑文斌", "district_officer", "industry"),
    "port_chair": ("许文龙", "unit_chair", "port"),
    "port_clerk": ("周敏", "unit_clerk", "port"),
    "port_liaison": ("吴小帆", "liaison", "port"),
    "grid_chair": ("方国栋", "unit_chair", "grid"),
    "grid_clerk": ("何莉", "unit_clerk", "grid"),
    "administrator": ("唐毅", "administrator", "city"),
    "auditor": ("沈洁", "auditor", "city"),
    "stranger": ("过路人", None, None),
}
"""Key -> name, role, organization."""


def organizations() -> dict[str, Any]:
    """The five organizations, opened by the system through the real action."""
    from lingjun.core import credit_code
    from lingjun.organizations.actions import create

    city = create(actor=None, parent=None, kind="federation", name="厦门市总工会", short_name="市总工会")
    district = create(
        actor=None, parent=city, kind="district_union", name="厦门市思明区总工会", short_name="思明区", code="350203"
    )
    industry = create(
        actor=None, parent=city, kind="industrial_union", name="厦门市港口产业工会", short_name="港口产业", code="GK"
    )
    port = create(
        actor=None,
        parent=industry,
        kind="unit",
        name="厦门鹭港集装箱码头有限公司",
        short_name="鹭港码头",
        credit_code=credit_code.make("91", "350200", "M0001F0C"),
        nature="state_enterprise",
        industry="G",
        chair_name="许文龙",
    )
    grid = create(
        actor=None,
        parent=district,
        kind="unit",
        name="厦门筼筜配电服务有限公司",
        short_name="筼筜配电",
        credit_code=credit_code.make("91", "350203", "M0002G0D"),
        nature="private_enterprise",
        industry="D",
        chair_name="方国栋",
    )
    return {"city": city, "district": district, "industry": industry, "port": port, "grid": grid}


@pytest.fixture
def cast(db: None, as_user: Callable[..., Client]) -> Cast:
    """See the module's picture."""
    from lingjun.accounts.models import Appointment, User

    places = organizations()
    people: dict[str, Any] = {}
    for number, (key, (name, role, place)) in enumerate(PEOPLE.items(), 1):
        user = User.objects.create_user(
            key,
            PASSWORD,
            name=name,
            phone=f"139000000{number:02d}",
            email=f"{key}@example.org",
            must_change_password=False,
        )
        if role:
            Appointment.objects.create(
                user=user, organization=places[str(place)], role=role, started_on=datetime.date(2012, 1, 1)
            )
        people[key] = user
    return Cast(**places, **people, as_user=as_user)
