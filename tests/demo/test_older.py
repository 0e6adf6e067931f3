"""The years of the studios named before the notice: data the product's own lists take in, on any day of the year."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest

from lingjun.demo import organizations, register, rounds
from lingjun.demo.city import DISTRICTS, INDUSTRIES, UNITS
from lingjun.demo.clock import at, office_hour
from lingjun.demo.older import Older, load
from lingjun.demo.stories import load as load_stories
from lingjun.ledger.models import Achievement, Activity, Plan, PlanItem, Project
from lingjun.ledger.titles import title_key
from lingjun.studios.models import Expense, Regulation, Studio

OLDER = load()
DAYS = ("10-09", "11-30")
"""Fewest days of the year the last rows of a story may have."""


@pytest.fixture(params=OLDER, ids=[story.unit for story in OLDER])
def story(request: pytest.FixtureRequest) -> Older:
    found: Older = request.param
    return found


def test_the_list_is_of_two_dozen_units_and_people_of_their_own() -> None:
    assert 20 <= len(OLDER) <= 24
    assert {story.union for story in OLDER} == {code for _, _, code in (*DISTRICTS, *INDUSTRIES)}
    assert not {story.unit for story in OLDER} & {unit.name for unit in UNITS}
    assert len({story.leader[0] for story in OLDER}) == len({story.unit for story in OLDER}) == len(OLDER)


def test_every_year_has_a_team_a_plan_projects_and_six_to_twelve_activities(story: Older) -> None:
    assert len(story.team) >= 3
    assert len(story.plan) >= 4
    assert 1 <= len(story.projects) <= 2
    assert story.milestones
    assert 6 <= len(story.activities) <= 12
    assert len({row[0][:2] for row in story.activities}) >= 5
    assert DAYS[0] <= max(row[0] for row in story.activities) <= DAYS[1]
    assert story.achievements
    assert len({row[0] for row in story.team} | {story.leader[0]}) == len(story.team) + 1


def test_numbers_point_at_what_is_there_and_came_before(story: Older) -> None:
    for day, *_, project, item, _ in story.activities:
        assert 0 <= project <= len(story.projects)
        assert not project or day >= story.projects[project - 1][5]
        assert 0 <= item <= len(story.plan)
    items = [row[6] for row in story.activities if row[6]]
    assert len(set(items)) == len(items)
    for number, _, due, done in story.milestones:
        assert all(day > story.projects[number - 1][5] for day in (due, done) if day)
    for number, _, since, _, _ in story.adoptions:
        assert since > story.achievements[number - 1][3]
    for day, number, *_ in story.expenses:
        assert day >= story.grants[number - 1][2]
    assert {mentor for mentor, *_ in story.mentors} <= {story.leader[0], *(row[0] for row in story.team)}


def test_texts_and_achievements_are_of_their_own() -> None:
    texts = Counter(row[3] for story in OLDER for row in story.activities)
    titles = Counter(title_key(row[1]) for story in OLDER for row in story.achievements)
    titles.update(title_key(row[1]) for story in load_stories().values() for row in story.achievements)
    assert not [words for words, number in (texts + titles).items() if number > 1]


def test_not_every_file_is_complete() -> None:
    for name in ("lacks", "written", "mentors", "benefits", "adoptions", "grants", "place"):
        assert {bool(getattr(story, name)) for story in OLDER} == {True, False}, name


@pytest.mark.django_db
@pytest.mark.parametrize(("month", "day"), [(2, 16), (7, 8), (12, 28)])
def test_lists_are_read_in_on_any_day_of_the_year(month: int, day: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Most of a year stands in July, all of the last one in February, all of this one in December."""
    chosen = [story for story in OLDER if "散货" in story.unit or "电梯" in story.unit]
    monkeypatch.setattr(register, "load", lambda: chosen)
    today = datetime.date(2026, month, day)
    with at(office_hour(today, 12)):
        city = organizations.build()
        rounds.build(city)
        register.build(city)
    for story in chosen:
        studio = Studio.objects.get(unit__name=story.unit)
        held = Activity.standing.filter(studio=studio)
        year = today.year if month >= 7 else today.year - 1
        assert held.count() == sum(f"{year}-{row[0]}" < today.isoformat() for row in story.activities)
        assert not held.filter(attendees=[]).exists()
        assert not held.filter(held_on__gte=today).exists()
        assert Plan.standing.filter(studio=studio, year=today.year).exists()
        assert PlanItem.standing.filter(studio=studio, done_on__isnull=False).exists()
        assert Regulation.standing.filter(studio=studio).count() == 6 - len(story.lacks)
        assert Project.standing.filter(studio=studio, title=story.projects[0][0]).exists()
        if month != 7:
            assert Achievement.standing.filter(studio=studio).count() == len(story.achievements)
            assert Expense.standing.filter(studio=studio, warning__contains="允许的用途").exists()
