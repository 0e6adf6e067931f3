"""The pages of filling in: who sees them, what they show, what a save answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
SECTIONS = ("unit", "leader", "roster", "projects", "evidence", "check", "stamped")


def fill_url(case: Any, section: str) -> str:
    return reverse("creation:fill", args=[case.number, section])


@pytest.mark.parametrize("section", SECTIONS)
def test_every_section_opens_for_the_unit_and_shows_the_paper(filing, cast, section):
    case = filing.draft()
    answer = cast.client(cast.port_clerk).get(fill_url(case, section))
    assert answer.status_code == 200
    page = answer.content.decode()
    assert "form-2012" in page
    assert "陈海川劳模创新工作室" in page
    assert 'aria-current="step"' in page


@pytest.mark.parametrize("section", SECTIONS)
def test_a_new_draft_opens_without_reproaches(filing, cast, section):
    from lingjun.creation.actions import start

    case = start(actor=cast.port_clerk, round=filing.round, unit=cast.port)
    answer = cast.client(cast.port_clerk).get(fill_url(case, section))
    assert answer.status_code == 200
    if section in {"leader", "roster", "projects"}:
        assert "还有" not in answer.content.decode().split('id="trouble"')[1].split("</div>")[0]
