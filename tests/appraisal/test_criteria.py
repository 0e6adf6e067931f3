"""Check “单位综合鉴定” of clause 二.3: which paper counts, from which day to which."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.utils import timezone

from lingjun.appraisal.models import WrittenAppraisal
from lingjun.core.errors import Invalid
from lingjun.studios import actions as studio_actions
from lingjun.studios import criteria
from lingjun.studios.models import Studio
from lingjun.studios.queries import with_head
from tests.appraising import Appraising


def answer(studio: Any, on: datetime.date) -> Any:
    """The check's line on a day."""
    subject = criteria.subject_of(with_head(Studio.objects.all()).get(pk=studio.pk), on)
    lines = [line for result in criteria.evaluate(subject) for line in result.lines]
    return next(line.answer for line in lines if line.rule.key == "unit_appraisal")


@pytest.fixture
def older(appraising: Appraising) -> Any:
    """A studio named years ago."""
    studio = appraising.studios[0]
    Studio.objects.filter(pk=studio.pk).update(named_on=datetime.date(2012, 11, 20), named_year=2012)
    return studio


def test_a_studio_named_this_year_is_not_asked_yet(appraising: Appraising) -> None:
    found = answer(appraising.studios[0], timezone.localdate())
    assert not found.applies
    assert "未满一年" in found.words


def test_without_a_paper_the_year_is_named(older: Any) -> None:
    today = timezone.localdate()
    found = answer(older, today)
    assert (found.value, found.applies) == (0, True)
    assert found.missing[0].text == f"缺上一年度（{today.year - 1} 年）的书面综合鉴定"


def test_the_opinion_given_here_counts_from_its_day(appraising: Appraising, older: Any) -> None:
    appraising.at_union()
    today = timezone.localdate()
    assert answer(older, today).value == 1
    assert answer(older, today - datetime.timedelta(days=1)).value == 0, "the file of yesterday had none"
    assert answer(older, today + datetime.timedelta(days=500)).value == 0, "older than the period"


def test_a_paper_from_outside_counts_with_its_words_until_it_is_taken_out(appraising: Appraising, older: Any) -> None:
    clerk = appraising.cast.port_clerk
    values = {"year": 2013, "dated_on": datetime.date(2014, 1, 20), "conclusion": "活动正常，作用发挥较好。"}
    line = studio_actions.add(actor=clerk, studio_id=older.pk, model=WrittenAppraisal, values=values)
    assert answer(older, datetime.date(2014, 6, 1)).value == 1
    assert answer(older, datetime.date(2014, 1, 1)).value == 0
    studio_actions.remove(actor=clerk, model=WrittenAppraisal, line_id=line.pk)
    assert answer(older, datetime.date(2014, 6, 1)).value == 0
    empty = values | {"conclusion": ""}
    studio_actions.add(actor=clerk, studio_id=older.pk, model=WrittenAppraisal, values=empty)
    assert answer(older, datetime.date(2014, 6, 1)).value == 0, "neither words nor a file"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"year": 2013, "dated_on": datetime.date(2999, 1, 1)}, "不能晚于今天"),
        ({"year": 2013, "dated_on": datetime.date(2012, 12, 1)}, "不会写在 2012 年"),
        ({"year": 2099, "dated_on": datetime.date(2020, 1, 1)}, "还没有到"),
    ],
)
def test_a_paper_with_an_impossible_day_is_refused(older: Any, appraising: Appraising, values: Any, words: str) -> None:
    with pytest.raises(Invalid, match=words):
        studio_actions.add(actor=appraising.cast.port_clerk, studio_id=older.pk, model=WrittenAppraisal, values=values)
