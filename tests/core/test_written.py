"""Written once, asked with other keys each time: the same answers as the query itself."""

from __future__ import annotations

import datetime

import pytest
from django.db.models import F, QuerySet

from lingjun.core.models import Holiday
from lingjun.core.written import Once, day, number


@pytest.mark.django_db
def test_each_question_puts_its_own_keys_in() -> None:
    written = 0

    def rows() -> QuerySet[Holiday]:
        nonlocal written
        written += 1
        return Holiday.objects.filter(day__gte=day(1), pk__lt=number(1)).annotate(again=F("day"))

    made = [Holiday.objects.create(day=datetime.date(2026, 10, n), name="示例") for n in range(1, 5)]
    once = Once(rows)
    for since, below in ((2, made[-1].pk), (4, made[-1].pk + 1), (1, made[0].pk)):
        asked = datetime.date(2026, 10, since)
        found = once.ask({day(1): asked, number(1): below})
        same = Holiday.objects.filter(day__gte=asked, pk__lt=below)
        assert sorted(found, key=lambda one: one.pk) == sorted(same, key=lambda one: one.pk)
        assert [one.again for one in found] == [one.day for one in found]  # type: ignore[attr-defined]
    assert written == 1
