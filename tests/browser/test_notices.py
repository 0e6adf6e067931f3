"""Notices and rounds in a real browser: nothing scrolls sideways, axe has no complaint, the folds and forms work."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from lingjun.notices.actions import extend, load_content, load_notice, open_round
from lingjun.notices.models import NoticeVersion, Round
from lingjun.notices.schema import parse
from tests.notices.conftest import DATA

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def city(cast: Any) -> Any:
    """The cast with both notices and a round with an extension."""
    now = timezone.now()
    version = load_notice(
        text=(DATA / "xiamen-2012-80.toml").read_text("utf-8"), actor=cast.city_officer, organization=cast.city
    )
    load_content(
        content=parse((DATA / "demo-current.toml").read_text("utf-8")), actor=cast.city_officer, organization=cast.city
    )
    round_ = open_round(
        notice_version=version, kind="creation", name="今年创建申报", year=now.year, organizer=cast.city,
        opens_at=now - timedelta(days=9), closes_at=now + timedelta(days=9), review_closes_at=now + timedelta(days=20),
        actor=cast.city_officer, quotas={str(cast.district.pk): 4, str(cast.industry.pk): 3},
    )  # fmt: skip
    extend(
        round=round_,
        organization=cast.port,
        closes_at=now + timedelta(days=12),
        reason="台风停工",
        actor=cast.city_officer,
    )
    return cast


@pytest.mark.parametrize("phone", [False, True], ids=["desktop", "phone"])
@pytest.mark.parametrize("who", ["city_officer", "port_chair"])
def test_pages_are_sound(
    *,
    city: Any,
    open_page: Callable[..., Page],
    axe: Callable[..., None],
    fits: Callable[[Page], None],
    shot: Callable[[Page, str], None],
    who: str,
    phone: bool,
) -> None:
    version, round_ = NoticeVersion.objects.order_by("pk")[0], Round.objects.get()
    later = NoticeVersion.objects.order_by("pk")[1]
    addresses = {
        "in_force": "/notices/",
        "compare": f"/notices/versions/{later.pk}/compare/",
        "rounds": "/notices/rounds/",
        "round": f"/notices/rounds/{round_.pk}/",
    }
    if who == "city_officer":
        addresses |= {
            "edit": f"/notices/versions/{version.pk}/edit/",
            "load": "/notices/load/",
            "round_new": "/notices/rounds/new/",
        }
    page = open_page(getattr(city, who), phone=phone)
    for name, address in addresses.items():
        page.goto(address)
        fits(page)
        axe(page)
        shot(page, f"{name}-{who}-{390 if phone else 1280}")


def test_a_threshold_is_raised_on_screen(
    city: Any, open_page: Callable[..., Page], shot: Callable[[Page, str], None], watch: Any
) -> None:
    watch.allow("422")
    page = open_page(city.city_officer)
    page.goto("/notices/")
    page.get_by_role("link", name="修改").click()
    page.locator("#criterion-team > summary").click()
    field = page.locator("#id_criteria-4-checks-1-minimum")
    field.fill("-2")
    page.get_by_role("button", name="存为新的一版").click()
    expect(page.locator("#id_criteria-4-checks-1-minimum-error")).to_contain_text("不能小于 0")
    shot(page, "edit-wrong-1280")
    field.fill("5")
    page.get_by_role("button", name="存为新的一版").click()
    expect(page.get_by_text("已存为第 2 版")).to_be_visible()
    expect(page.get_by_text("成员（含领衔人）：至少 5 人")).to_be_visible()
