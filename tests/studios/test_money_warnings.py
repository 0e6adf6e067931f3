"""Warnings of a grant with very many expenses: right on every line, and no dearer in statements than of a few."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from lingjun.studios import actions, money
from lingjun.studios.models import Expense, Grant

DAY = datetime.date(2013, 3, 1)


@pytest.fixture
def grant(filing: Any) -> Grant:
    return actions.add(
        actor=filing.cast.port_clerk, studio_id=filing.named().studio.pk, model=Grant,
        values={
            "year": 2013, "source": "unit", "amount": Decimal(1000), "received_on": datetime.date(2013, 2, 1),
            "uses": ["equipment"],
        },
    )  # fmt: skip


def unseen(grant: Grant, count: int) -> None:
    """Expenses that came from elsewhere: nobody has looked at them."""
    Expense.objects.bulk_create(
        Expense(
            studio=grant.studio, grant=grant, on=DAY + datetime.timedelta(days=n % 400), amount=Decimal(n + 1) / 4,
            use="equipment" if n % 3 else "reward", what=f"事项{n}",
        )
        for n in range(count)
    )  # fmt: skip


def right(grant: Grant) -> bool:
    """Each line warns of what it is, after all before it."""
    spent = Decimal(0)
    for line in Expense.standing.filter(grant=grant).order_by("on", "pk"):
        words = money.warnings(grant, use=line.use, on=line.on, amount=line.amount, spent_before=spent)
        if line.warning != "".join(words):
            return False
        spent += line.amount
    return True


def spend(actor: Any, grant: Grant, day: datetime.date = DAY) -> tuple[Expense, list[str]]:
    values = {"grant": grant, "on": day, "use": "equipment", "what": "轴承", "amount": Decimal(7)}
    with CaptureQueriesContext(connection) as asked:
        line = actions.add_expense(actor=actor, studio_id=grant.studio_id, values=values)
    return line, [one["sql"] for one in asked]


def test_an_expense_among_hundreds_costs_as_many_statements_as_among_three(filing: Any, grant: Grant) -> None:
    clerk = filing.cast.port_clerk
    unseen(grant, 3)
    _, few = spend(clerk, grant)
    unseen(grant, 900)
    assert not right(grant)
    line, many = spend(clerk, grant, datetime.date(2013, 1, 5))
    assert len(many) <= len(few)
    assert right(grant)
    assert "早于经费到账" in line.warning
    assert "超支" in Expense.objects.order_by("on", "pk").last().warning  # type: ignore[union-attr]
    _, last = spend(clerk, grant, datetime.date(2014, 6, 1))
    assert [sql[:8] for sql in last if "SET warning" in sql] == ["1 times:"], "only the new line is written"
    assert right(grant)


def test_every_line_follows_a_change_of_the_grant_in_one_statement(filing: Any, grant: Grant) -> None:
    unseen(grant, 500)
    with CaptureQueriesContext(connection) as asked:
        grant = actions.change_grant(
            actor=filing.cast.port_clerk, line_id=grant.pk, values={"uses": ["training"], "amount": Decimal(50)}
        )
    assert right(grant)
    assert sum("studios_expense" in one["sql"] and "UPDATE" in one["sql"] for one in asked) == 1
    before = list(Expense.standing.order_by("on", "pk"))
    actions.remove_expense(actor=filing.cast.port_clerk, line_id=before[0].pk)
    assert right(grant)
