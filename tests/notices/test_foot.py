"""At the foot of every page: whose site it is, and the notice in force it rests on."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db


def test_the_foot_of_every_page_names_the_notice_in_force(cast: Any, client: Any, version: Any) -> None:
    foot = f'<span class="nb">依据{version.notice.number}</span>'
    assert foot in client.get("/sign-in/").content.decode()
    assert foot in client.get("/help/").content.decode(), "strangers"
    chair = cast.client(cast.port_chair)
    for url in ("/", "/me/", "/help/", "/nothing-here/"):
        page = chair.get(url).content.decode()
        assert f"{cast.city.name} 主办" in page, url
        assert foot in page, url
    # The statement was written by then: another notice from today on, and tomorrow's day, are both seen.
    newer = type(version.notice).objects.create(
        slug="newer", number="厦工〔2026〕1号", title="新", issuer=cast.city, issued_on="2026-01-01",
        effective_on=timezone.localdate(),
    )  # fmt: skip
    type(version).objects.create(notice=newer, version=1, content=version.content, digest=version.digest)
    for one in (client, chair):
        assert "依据厦工〔2026〕1号" in one.get("/help/").content.decode()
    type(newer).objects.filter(pk=newer.pk).update(effective_on=timezone.localdate() + datetime.timedelta(days=1))
    for one in (client, chair):
        assert foot in one.get("/help/").content.decode()
