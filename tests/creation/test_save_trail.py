"""Saving while typing is told by the trail: once for each person and section in half an hour."""

from __future__ import annotations

import dataclasses
import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit import actions as audit
from lingjun.audit.models import Entry
from lingjun.creation.actions import dismiss_remark, save_section
from lingjun.creation.content import Content
from lingjun.creation.models import Application

pytestmark = pytest.mark.django_db


def saved() -> list[tuple[str, str]]:
    entries = Entry.objects.filter(verb="creation.save").order_by("sequence")
    return list(entries.values_list("actor_name", "note"))


def test_one_entry_for_each_person_and_section_in_half_an_hour(
    filing: Any, cast: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    case = filing.draft()
    Entry.objects.all().delete()
    leader = Content.from_dict(Application.objects.get(case=case).content).leader

    def typed(actor: Any, post: str) -> None:
        save_section(actor=actor, case_id=case.pk, section="leader", part=dataclasses.replace(leader, post=post))

    for post in ("桥", "桥吊", "桥吊司机长"):
        typed(cast.port_clerk, post)
    assert saved() == [(cast.port_clerk.name, "“劳模本人”")]
    typed(cast.port_liaison, "桥吊队长")
    unit = Content.from_dict(Application.objects.get(case=case).content).unit
    save_section(actor=cast.port_clerk, case_id=case.pk, section="unit", part=unit)
    assert len(saved()) == 2, "the liaison's own; a save that changes nothing is none"
    save_section(
        actor=cast.port_clerk, case_id=case.pk, section="unit", part=dataclasses.replace(unit, chair_name="林文清")
    )
    assert saved()[2:] == [(cast.port_clerk.name, "“单位与工作室”")]
    later = timezone.now() + audit.TYPING + datetime.timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    typed(cast.port_clerk, "班长")
    assert len(saved()) == 4


def test_the_trail_says_it_in_chinese(filing: Any, cast: Any) -> None:
    filing.draft()
    page = cast.client(cast.auditor).get(reverse("audit:list"), {"verb": "creation.save"}).content.decode()
    assert "填写申报表" in page
    assert "“劳模本人”" in page
    assert "陈海川劳模创新工作室" in page


def test_a_remark_looked_at_is_told(filing: Any, cast: Any) -> None:
    case = filing.draft()
    reading = [{"field": "industry", "message": "行业“码头”不在目录里。", "original": "码头"}]
    Application.objects.filter(case=case).update(reading=reading)
    dismiss_remark(actor=cast.port_clerk, case_id=case.pk, position=0, field="industry")
    assert Entry.objects.get(verb="creation.remark").note == "行业“码头”不在目录里。"
