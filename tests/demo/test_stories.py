"""The demo's years are data: every word of them must pass the rules the product has for people."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from django.utils import timezone

from lingjun.demo import days, stories
from lingjun.demo.city import UNITS
from lingjun.demo.stories import Story
from lingjun.ledger.achievement_kinds import rules
from lingjun.ledger.models import AchievementKind, ActivityKind, BenefitBasis, ProjectDirection
from lingjun.ledger.titles import title_key
from lingjun.studios.models import Use

STORIES = list(stories.load().values())
AUTOMATIC = {"patentee"}
FACILITIES = {"literature", "tools", "network", "computers", "instruments"}
GOALS = {"proposed", "under_way", "trial", "accepted", "applied"}


@pytest.fixture(params=STORIES, ids=[story.unit for story in STORIES])
def story(request: pytest.FixtureRequest) -> Story:
    return request.param  # type: ignore[no-any-return]


def test_every_story_is_of_a_unit_of_the_city() -> None:
    assert len(STORIES) == 13
    assert {story.unit for story in STORIES} <= {unit.name for unit in UNITS}


def test_codes_are_those_of_the_product(story: Story) -> None:
    assert {row[0] for row in story.activities} <= set(ActivityKind.values)
    assert {row[0] for row in story.achievements} <= set(AchievementKind.values)
    assert {row[1] for row in story.benefits} <= set(BenefitBasis.values)
    assert {row[0] for row in story.expenses} <= set(Use.values)
    assert {row[0] for row in story.equipment} <= FACILITIES
    assert {row[1] for row in story.projects} <= set(ProjectDirection.values)
    assert {row[4] for row in story.projects} <= GOALS
    assert all(1 <= month <= 12 for month, _ in story.plan)


def test_achievements_have_the_fields_of_their_kind(story: Story) -> None:
    for kind, title, _, project, details in story.achievements:
        asked = {detail.key for detail in rules(kind).details if detail.required} - AUTOMATIC
        assert asked <= details.keys(), title
        for detail in rules(kind).details:
            if detail.choices and detail.key in details:
                assert details[detail.key] in detail.choices, title
        assert 0 <= project <= len(story.projects)


def test_what_refers_to_an_achievement_finds_it(story: Story) -> None:
    for number in [row[0] for row in story.benefits] + [row[0] for row in story.adoptions]:
        assert 1 <= number <= len(story.achievements)


def test_nobody_spends_more_than_the_fund(story: Story) -> None:
    assert sum(row[3] for row in story.expenses) * 1.1 <= story.fund


def test_no_two_achievements_of_the_city_are_taken_for_one() -> None:
    keys = Counter(title_key(row[1]) for story in STORIES for row in story.achievements)
    assert not [key for key, number in keys.items() if number > 1]


def test_a_story_is_told_in_other_words_than_the_next() -> None:
    texts = Counter(row[2] for story in STORIES for row in story.activities)
    assert not [text for text, number in texts.items() if number > 1]


@pytest.mark.parametrize("year", [2013, 2020, timezone.localdate().year])
def test_days_of_a_year_are_work_days_inside_it(year: int) -> None:
    part = days.span(year, datetime.date(2013, 4, 20))
    if part is None:
        pytest.skip("the year has just begun")
    found = [part.at(number / 50) for number in range(51)]
    assert all(day.weekday() < 5 and day.year == year for day in found)
    assert part.first <= found[0]
    assert found == sorted(found)
    assert found[-1] < timezone.localdate()


def test_a_year_before_the_naming_is_none() -> None:
    assert days.span(2012, datetime.date(2013, 4, 20)) is None
    assert days.span(timezone.localdate().year + 1, datetime.date(2013, 4, 20)) is None
