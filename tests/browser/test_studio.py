"""The studio page, its seven criteria on a day, and the table of all, as people see them at both sizes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.dossier.life import lively, photograph

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("phone", [False, True])
def test_the_pages_of_a_studio_are_accessible_and_fit(
    filing: Any, open_page: Callable[..., Page], axe: Any, fits: Any, shot: Any, phone: bool
) -> None:
    studio = lively(filing.named("陈海川").studio)
    photograph(studio)
    young = filing.named("黄秀兰").studio
    at = [studio.pk]
    addresses = {
        "studio": reverse("dossier:studio", args=at),
        "studio-last-year": f"{reverse('dossier:studio', args=at)}?year={studio.named_year}",
        "studio-young": reverse("dossier:studio", args=[young.pk]),
        "criteria": reverse("studios:criteria", args=at),
        "criteria-then": f"{reverse('studios:criteria', args=at)}?on={studio.named_year}-02-01",
        "table": reverse("studios:criteria_table"),
        "table-lacks": f"{reverse('studios:criteria_table')}?criterion=regulations",
        "table-nobody": f"{reverse('studios:criteria_table')}?q=zzz",
    }
    for person, names in {
        "port_liaison": list(addresses)[:5],
        "city_officer": ["studio", *list(addresses)[5:]],
    }.items():
        page = open_page(getattr(filing.cast, person), phone=phone)
        for name in names:
            page.goto(addresses[name])
            fits(page)
            axe(page)
            shot(page, f"{name}-{person}-{'390' if phone else '1280'}")


def test_the_missing_piece_leads_to_where_it_is_put_right(filing: Any, open_page: Callable[..., Page]) -> None:
    studio = lively(filing.named("陈海川").studio)
    page = open_page(filing.cast.port_liaison)
    page.goto(reverse("dossier:studio", args=[studio.pk]))
    page.get_by_role("list").filter(has=page.get_by_role("heading", name="有牌匾")).get_by_role(
        "link", name="缺“奖励激励”制度"
    ).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("制度")
    assert "kind=incentives" in page.url
