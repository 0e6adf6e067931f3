"""Many keys as one value: the same rows as `__in`, on both databases, whatever the number of keys."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lingjun.core.listed import Listed
from lingjun.organizations.models import Organization


@pytest.mark.parametrize("take", [0, 1, 3])
def test_the_rows_of_the_keys_and_no_others(cast: Any, take: int) -> None:
    keys = list(Organization.objects.order_by("pk").values_list("pk", flat=True)[:take])
    rows = Organization.objects.filter(Listed("pk", [*keys, 10**12]), is_active=True).order_by("pk")
    assert [row.pk for row in rows] == keys
    below = Organization.objects.filter(Listed("parent", [cast.industry.pk]))
    assert set(below) == set(Organization.objects.filter(parent__in=[cast.industry.pk]))
    assert not Organization.objects.filter(Listed("pk", [])).exists()


def test_postgresql_gets_them_as_one(cast: Any) -> None:
    with CaptureQueriesContext(connection) as asked:
        list(Organization.objects.filter(Listed("pk", range(3))))
    assert ("ANY(" in asked[0]["sql"]) is (connection.vendor == "postgresql")
