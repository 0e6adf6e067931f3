"""What the plan of a demo studio says is done by an activity of that very thing, not by whatever came that month."""

from __future__ import annotations

import datetime

import pytest

from lingjun.demo import agenda, stories
from lingjun.demo.days import span
from lingjun.demo.ledger import Book, Share
from lingjun.ledger.models import Activity
from lingjun.studios.models import Studio
from tests.filing import Filing

ALL = Share(range(99), range(0), range(0), range(0))


@pytest.mark.parametrize("story", stories.load().values(), ids=lambda story: story.unit)
def test_topics_do_what_they_are_about_and_once(story: stories.Story) -> None:
    items = [title for _, title in story.plan]
    pairs = agenda.matched(items, story.activities)
    assert len(set(pairs.values())) == len(pairs)
    for place, number in pairs.items():
        kind, title, text, *_ = story.activities[place]
        assert agenda.kind_of(items[number]) in {"meeting", kind} or kind == "service", (items[number], title)
        shared = {items[number][at : at + 2] for at in range(len(items[number]) - 1)}
        assert any(pair in title + text for pair in shared - agenda.COMMON), (items[number], title)


def test_a_training_is_not_done_by_an_exchange() -> None:
    text = "模拟机培训的安排也谈到了。"
    assert agenda.matched(["模拟机培训"], [("exchange", "模拟机培训交流", text, "攻关室", 0)]) == {}
    assert agenda.matched(["模拟机培训"], [("training", "模拟机首训", text, "培训角", 0)]) == {0: 0}
    assert agenda.matched(["绳索更换"], [("meeting", "电气房温升", "看曲线。", "攻关室", 0)]) == {}


@pytest.mark.django_db
def test_a_year_ticks_its_plan_in_the_month_it_was_due(filing: Filing) -> None:
    studio, story = filing.named().studio, stories.load()["厦门鹭港集装箱码头有限公司"]
    named = datetime.date(2013, 4, 20)
    Studio.objects.filter(pk=studio.pk).update(named_on=named, named_year=2013)
    studio.members.update(joined_on=named)
    studio.refresh_from_db()
    part = span(2014, named)
    assert part is not None
    Book(filing.cast.port_clerk, studio, story, part, ALL).write()
    rows = list(Activity.standing.filter(studio=studio).select_related("plan_item"))
    ticked = [row for row in rows if row.plan_item]
    assert len(rows) == len(story.activities) + 11, (
        "one each, and a meeting every month that has a 26th inside the year"
    )
    assert 8 <= len(ticked) <= len(story.plan)
    for row in ticked:
        assert row.plan_item is not None
        title = row.plan_item.title
        assert row.held_on.month == row.plan_item.due_month
        assert row.kind in {agenda.kind_of(title), "meeting", "service"} or agenda.kind_of(title) == "meeting", title
        assert title in row.title or agenda.matched([title], [(row.kind, row.title, row.text, "", 0)]), title
