"""The pages of filling in: who sees them, what they show, what a save answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lingjun.creation.content import Content
from lingjun.creation.models import Application

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


def test_directions_of_the_notices_are_those_of_the_ledger():
    """A direction chosen on the form is carried over to the ledger as it stands; reading Word finds the same codes."""
    from pathlib import Path

    from lingjun.core.codes import PROJECT_DIRECTIONS
    from lingjun.ledger.models import ProjectDirection
    from lingjun.notices.schema import parse

    for path in (Path(__file__).resolve().parent.parent.parent / "lingjun/notices/data").glob("*.toml"):
        keys = [option.key for option in parse(path.read_text(encoding="utf-8")).directions]
        assert keys == ProjectDirection.values == [code for code, _ in PROJECT_DIRECTIONS.choices], path.name


def test_a_chosen_direction_is_shown_by_its_name_and_kept(filing, cast):
    case = filing.draft()
    client = cast.client(cast.port_clerk)
    page = client.get(fill_url(case, "projects")).content.decode()
    assert '<option value="technical" selected>技术创新</option>' in page
    save = reverse("creation:save", args=[case.number, "projects"])
    client.post(save, {"project.title": ["甲", "乙"], "project.direction": ["service", "nonsense"]})
    rows = Content.from_dict(Application.objects.get(case=case).content).projects
    assert [(row.title, row.direction) for row in rows] == [("甲", "service"), ("乙", "")]
