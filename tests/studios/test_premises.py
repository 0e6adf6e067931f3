"""Places and equipment: what is in use today, what is missing, retired lines kept."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.core.errors import Invalid
from lingjun.studios import actions
from lingjun.studios.models import Equipment, Premises


def test_places_and_facilities_of_today(filing: Any) -> None:
    studio, clerk = filing.named().studio, filing.cast.port_clerk
    today = timezone.localdate()
    past, later = today - datetime.timedelta(days=9), today + datetime.timedelta(days=9)
    for address, area, since, until in (("甲楼", 86, past, None), ("乙楼", 40, past, today), ("丙楼", 30, later, None)):
        values = {"address": address, "area": area, "since": since, "until": until}
        actions.add(actor=clerk, studio_id=studio.pk, model=Premises, values=values)
    for kind, quantity, until in (("computers", 2, None), ("computers", 5, today), ("tools", 1, later)):
        values = {"kind": kind, "name": f"{kind}{quantity}", "quantity": quantity, "since": past, "until": until}
        actions.add(actor=clerk, studio_id=studio.pk, model=Equipment, values=values)
    client = filing.cast.client(filing.cast.industry_officer)
    url = reverse("studios:premises", args=[studio.pk])
    page = client.get(url)
    assert (page.context["area"], page.context["in_use"]) == (86, 1)
    assert [pieces for _, pieces in page.context["kinds"]] == [0, 1, 0, 2, 0]
    assert page.context["missing"] == ["专业资料", "信息网络", "实验仪器"]
    assert [line.name for line, _, _ in page.context["rows"]] == ["computers2", "tools1"]
    assert [line.name for line, _, _ in client.get(f"{url}?retired=1").context["rows"]] == ["computers5"]
    assert [line.name for line, _, _ in client.get(f"{url}?kind=tools").context["rows"]] == ["tools1"]
    assert "登记设施" not in page.content.decode()


def test_dates_that_cannot_be_and_an_undo(filing: Any) -> None:
    studio, clerk = filing.named().studio, filing.cast.port_clerk
    values = {"address": "甲楼", "area": 86, "since": datetime.date(2013, 1, 1), "until": datetime.date(2012, 1, 1)}
    with pytest.raises(Invalid) as refused:
        actions.add(actor=clerk, studio_id=studio.pk, model=Premises, values=values)
    assert refused.value.errors == {"until": "停用早于启用，请核对两个日期。"}
    line = actions.add(actor=clerk, studio_id=studio.pk, model=Premises, values=values | {"until": None})
    client = filing.cast.client(clerk)
    page = client.post(reverse("studios:premises_remove", args=[studio.pk, line.pk]), follow=True)
    restore = reverse("studios:premises_restore", args=[studio.pk, line.pk])
    assert f'action="{restore}"' in page.content.decode()
    assert not Premises.standing.exists()
    client.post(restore)
    assert Premises.standing.get() == line


def test_what_was_removed_is_found_again_on_its_list(filing: Any) -> None:
    """Not only in the message right after: by those who keep the file, on the list it was taken from."""
    studio = filing.named("陈海川").studio
    actor, today = filing.cast.port_clerk, timezone.localdate()
    values = {"kind": "computers", "name": "旧电脑", "model": "", "quantity": 1, "value": None, "since": today,
              "location": "", "keeper": "", "until": None}  # fmt: skip
    line = actions.add(actor=actor, studio_id=studio.pk, model=Equipment, values=values)
    url = reverse("studios:premises", args=[studio.pk])
    edit = reverse("studios:equipment_edit", args=[studio.pk, line.pk])
    actions.remove(actor=actor, model=Equipment, line_id=line.pk)
    writer, reader = filing.cast.client(actor), filing.cast.client(filing.cast.industry_officer)
    assert f'href="{edit}"' in writer.get(url).content.decode()
    assert f'href="{edit}"' not in reader.get(url).content.decode()
    actions.restore(actor=actor, model=Equipment, line_id=line.pk)
    assert "移除过的" not in writer.get(url).content.decode()
