"""What the bench holds the pages against is the same at every size."""

from __future__ import annotations

import pytest
from django.db import connection

from bench.site.probes import LISTS, rows_of

pytestmark = pytest.mark.django_db


@pytest.mark.skipif(connection.vendor != "sqlite", reason="asks SQLite how it would do it")
@pytest.mark.parametrize("model", LISTS)
def test_a_plain_list_goes_along_an_index_and_sorts_nothing(model: str) -> None:
    plan = rows_of(model).explain()
    assert "USING INDEX" in plan
    assert "TEMP B-TREE" not in plan
