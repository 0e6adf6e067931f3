"""Rows of many tables in one statement: what the fields would have read, for the keys of the hour."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db.models import Sum

from lingjun.core.gathering import Gathering, Lines, objects
from lingjun.core.written import day, number
from lingjun.studios.models import CriteriaSheet, Grant, Plaque, Studio, Tenure

STUDIO, YEAR, SINCE = number(1), number(2), day(1)
GRANT = ("pk", "studio", "year", "amount", "received_on", "created_at", "removed_at", "basis")
SHEET = ("pk", "met", "is_active", "detail", "counts", "computed_at")
TENURE = ("pk", "name", "leader", "since", "until", "leader__name")


def _written() -> list[Lines]:
    grants = Grant.objects.filter(studio=STUDIO)
    summed = grants.order_by().values("year").annotate(total=Sum("amount"))
    return [
        Lines(GRANT, [grants.filter(year=YEAR, received_on__gte=SINCE)]),
        Lines(SHEET, [CriteriaSheet.objects.filter(pk=STUDIO)]),
        Lines(TENURE, [Tenure.objects.filter(studio=STUDIO)]),
        Lines(("year", "total"), [summed]),
        Lines(("studio",), [Plaque.objects.filter(studio=STUDIO), Tenure.objects.filter(studio=STUDIO)]),
    ]


@pytest.fixture
def studio(filing: Any) -> Studio:
    """Money of two years: an amount that a float would not keep, a small one, one before the day asked."""
    studio: Studio = filing.named("陈海川").studio
    for year, month, amount in ((2024, 3, "1234.50"), (2025, 3, "99999999.99"), (2025, 5, "0.07"), (2025, 1, "1")):
        Grant.objects.create(
            studio=studio, year=year, source="unit", amount=Decimal(amount), received_on=datetime.date(year, month, 1)
        )
    return studio


def asked(gathering: Gathering, studio: Studio, year: int, since: datetime.date) -> list[Any]:
    return gathering.ask({STUDIO: studio.pk, YEAR: year, SINCE: since})


def test_rows_come_as_the_fields_read_them(studio: Studio) -> None:
    grants, sheets, tenures, sums, keys = asked(Gathering(_written), studio, 2025, datetime.date(2025, 2, 1))
    wanted = Grant.objects.filter(studio=studio, year=2025, received_on__month__gte=2)
    assert sorted(map(tuple, grants)) == sorted(wanted.values_list(*GRANT))
    assert list(map(tuple, sheets)) == list(CriteriaSheet.objects.filter(pk=studio.pk).values_list(*SHEET))
    assert list(map(tuple, tenures)) == list(Tenure.objects.filter(studio=studio).values_list(*TENURE))
    assert sorted(map(tuple, sums)) == [(2024, Decimal("1234.50")), (2025, Decimal("100000001.06"))]
    assert keys == [[studio.pk]] * (studio.plaques.count() + studio.tenures.count())


def test_it_is_written_once_and_asked_anew(studio: Studio, filing: Any, django_assert_num_queries: Any) -> None:
    written = []

    def write() -> list[Lines]:
        written.append(1)
        return _written()

    gathering = Gathering(write)
    asked(gathering, studio, 2025, datetime.date(2025, 2, 1))
    Grant.objects.filter(studio=studio, year=2024).update(amount=5)
    with django_assert_num_queries(1):
        grants, *_ = asked(gathering, studio, 2024, datetime.date(2024, 1, 1))
    assert [row[GRANT.index("amount")] for row in grants] == [Decimal(5)]
    other = filing.named("黄秀兰").studio
    grants, [sheet], *_ = asked(gathering, other, 2025, datetime.date(2025, 1, 1))
    assert not grants
    assert sheet[0] == other.pk
    assert written == [1]


def test_objects_stand_in_the_order_of_their_model(studio: Studio, django_assert_num_queries: Any) -> None:
    grants, _, tenures, *_ = asked(Gathering(_written), studio, 2025, datetime.date(2025, 1, 1))
    with django_assert_num_queries(0):
        found = objects(Grant, GRANT, grants)
        [tenure] = objects(Tenure, TENURE, tenures)
        assert [row.received_on.month for row in found] == [5, 3, 1]
        assert (tenure.leader.pk, tenure.leader.name) == (studio.leader_id, "陈海川")
    assert found[0].source == "unit"
    with pytest.raises(ValueError, match="received_on"):
        objects(Grant, ("pk", "amount"), [])
