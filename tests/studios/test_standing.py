"""Plaque and charter: hung where, re-issued by the federation, goals and duties by date."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.studios import actions
from lingjun.studios.models import Charter, Plaque


@pytest.fixture
def studio(filing: Any) -> Any:
    return filing.named().studio


def test_the_unit_hangs_it_and_the_city_reissues_it(filing: Any, studio: Any) -> None:
    cast, old, today = filing.cast, studio.plaques.get(), timezone.localdate()
    client = cast.client(cast.port_liaison)
    hang = reverse("studios:plaque_hang", args=[studio.pk, old.pk])
    assert client.post(hang, {"hung_at": "岸桥维修楼一层正门", "hung_on": "2000-01-01"}).status_code == 422
    assert client.post(hang, {"hung_at": "岸桥维修楼一层正门", "hung_on": str(today)}).status_code == 302
    old.refresh_from_db()
    assert (old.hung_at, old.hung_on) == ("岸桥维修楼一层正门", today)
    new = {"number": "2026-901", "text": studio.name, "issued_on": str(today), "decision_number": "厦工〔2026〕9号",
           "reason": "原匾损坏"}  # fmt: skip
    url = reverse("studios:plaque_reissue", args=[studio.pk, old.pk])
    for person, status in (("port_chair", 403), ("industry_officer", 403), ("grid_chair", 404)):
        assert cast.client(getattr(cast, person)).post(url, new).status_code == status
    officer = cast.client(cast.city_officer)
    assert officer.post(url, new | {"number": old.number}).status_code == 422
    assert officer.post(url, new).status_code == 302
    old.refresh_from_db()
    plaque = Plaque.objects.get(number="2026-901")
    assert (old.recalled_on, plaque.replaces, plaque.hung_at) == (today, old, "")
    page = client.get(reverse("studios:plaque", args=[studio.pk])).content.decode()
    assert "2026-901" in page
    assert old.number in page
    assert "不再使用" in page
    with pytest.raises(MovedOn):
        actions.hang_plaque(actor=cast.port_chair, plaque_id=old.pk, hung_at="门", hung_on=today)


def test_the_city_registers_the_plaque_of_a_studio_that_has_none(filing: Any, studio: Any) -> None:
    """Named before the system, and the list it was read from gave no number."""
    cast, today = filing.cast, timezone.localdate()
    studio.plaques.all().delete()
    new, register = reverse("studios:plaque_new", args=[studio.pk]), reverse("studios:plaque", args=[studio.pk])
    home = reverse("dossier:studio", args=[studio.pk])
    unit, officer = cast.client(cast.port_chair), cast.client(cast.city_officer)
    for url in (home, register):
        told, shown = unit.get(url).content.decode(), officer.get(url).content.decode()
        assert "没有登记牌匾" in told
        assert "统一授牌，也由它登记" in told
        assert new not in told
        assert new in shown
    assert 'class="plaque"' not in unit.get(home).content.decode()
    sent = {"number": f"{today.year}-007", "text": studio.name, "issued_on": str(today),
            "decision_number": "厦工〔2011〕9号"}  # fmt: skip
    for person, status in (("port_chair", 403), ("industry_officer", 403), ("grid_chair", 404)):
        assert cast.client(getattr(cast, person)).post(new, sent).status_code == status
    taken = filing.named("黄秀兰").studio.plaques.get().number
    refused = officer.post(new, sent | {"number": taken})
    assert (refused.status_code, "已经在册" in refused.content.decode()) == (422, True)
    assert officer.post(new, sent | {"issued_on": "1999-01-01"}).status_code == 422
    assert officer.post(new, sent).status_code == 302
    assert studio.plaques.get().number == f"{today.year}-007"
    assert 'class="plaque"' in unit.get(home).content.decode()
    late = officer.post(new, sent | {"number": "2099-001"})
    assert (late.status_code, f"已登记牌匾 {today.year}-007" in late.content.decode()) == (422, True)
    assert studio.plaques.count() == 1
    studio.refresh_from_db()
    assert f"{today.year}-007" in studio.search_key
    assert filing.named("林晓峰").studio.plaques.get().number == f"{today.year}-008", "the series goes on behind it"


def test_a_reissued_plaque_is_found_by_its_number_and_given_out_once(filing: Any, studio: Any) -> None:
    today, old = timezone.localdate(), studio.plaques.get()
    actions.reissue_plaque(
        actor=filing.cast.city_officer, plaque_id=old.pk, number=f"{today.year}-050", text=studio.name,
        issued_on=today, decision_number="厦工〔2026〕9号", reason="遗失",
    )  # fmt: skip
    studio.refresh_from_db()
    assert f"{today.year}-050" in studio.search_key
    assert old.number in studio.search_key
    assert filing.named("林晓峰").studio.plaques.get().number == f"{today.year}-051"


def test_somebody_elses_plaque_is_not_there(filing: Any, studio: Any) -> None:
    foreign = filing.named("黄秀兰").studio.plaques.get()
    client = filing.cast.client(filing.cast.port_clerk)
    assert client.get(reverse("studios:plaque_hang", args=[studio.pk, foreign.pk])).status_code == 404
    with pytest.raises(NotYours):
        actions.hang_plaque(
            actor=filing.cast.grid_clerk, plaque_id=foreign.pk, hung_at="门", hung_on=timezone.localdate()
        )


def test_the_charter_of_any_day(filing: Any, studio: Any) -> None:
    cast = filing.cast
    client = cast.client(cast.port_clerk)
    new = reverse("studios:charter_new", args=[studio.pk])
    assert client.post(new, {"since": "2013-01-01"}).status_code == 422
    for since, goal in (("2013-01-01", "旧目标"), ("2014-01-01", "新目标")):
        assert client.post(new, {"since": since, "structure": "领衔人一名", "goal": goal}).status_code == 302
    assert client.get(new).context["form"]["goal"].value() == "新目标"
    url = reverse("studios:plaque", args=[studio.pk])
    for query, goal in (("", "新目标"), ("?on=2013-12-31", "旧目标"), ("?on=2012-12-31", None)):
        charter = client.get(url + query).context["charter"]
        assert (charter.goal if charter else None) == goal
    with pytest.raises(Invalid):
        actions.add(
            actor=cast.port_clerk, studio_id=studio.pk, model=Charter,
            values={"since": datetime.date(2014, 1, 1), "duties": "甲"},
        )  # fmt: skip
    assert cast.client(cast.city_officer).get(new).status_code == 403
