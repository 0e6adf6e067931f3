"""Money in and out. What is noticed about an expense is kept on the line and follows every change of its grant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection, transaction

from lingjun.core.errors import Invalid
from lingjun.studios import money
from lingjun.studios.actions import records
from lingjun.studios.models import Expense, Grant

if TYPE_CHECKING:
    from lingjun.accounts.models import User

READ = (*money.Spent._fields, "warning")


@transaction.atomic
def add_expense(*, actor: User, studio_id: int, values: dict[str, Any], model: type[Expense] = Expense) -> Expense:
    """A new expense, with its warnings on the line. Raises NotYours, Closed, Invalid."""
    line = records.add(actor=actor, studio_id=studio_id, model=model, values=values)
    return _noticed(line)


@transaction.atomic
def change_expense(*, actor: User, line_id: int, values: dict[str, Any], **options: Any) -> Expense:
    """Other values; both grants are looked at again when the money comes from another one."""
    before = Expense.objects.values_list("grant_id", flat=True).get(pk=line_id)
    options.setdefault("model", Expense)
    line: Expense = records.change(actor=actor, line_id=line_id, values=values, **options)
    if before != line.grant_id:
        _look_again(Grant.objects.get(pk=before))
    return _noticed(line)


@transaction.atomic
def remove_expense(*, actor: User, line_id: int, model: type[Expense] = Expense) -> Expense:
    line = records.remove(actor=actor, model=model, line_id=line_id)
    return _noticed(line)


@transaction.atomic
def restore_expense(*, actor: User, line_id: int, model: type[Expense] = Expense) -> Expense:
    line = records.restore(actor=actor, model=model, line_id=line_id)
    return _noticed(line)


@transaction.atomic
def change_grant(*, actor: User, line_id: int, values: dict[str, Any], **options: Any) -> Grant:
    """Other values for a grant; its expenses are looked at again."""
    options.setdefault("model", Grant)
    line: Grant = records.change(actor=actor, line_id=line_id, values=values, **options)
    _look_again(line)
    return line


@transaction.atomic
def remove_grant(*, actor: User, line_id: int, model: type[Grant] = Grant) -> Grant:
    """Take a grant out. Raises Invalid while something was spent from it."""
    line = records.remove(actor=actor, model=model, line_id=line_id)
    count = Expense.standing.filter(grant=line).count()
    if count:
        raise Invalid({"": f"{line}下面还有 {count} 条支出。请先把这些支出移除，或改到别的经费。"})
    return line


def _noticed(line: Expense) -> Expense:
    _look_again(line.grant)
    line.refresh_from_db(fields=["warning"])
    return line


def _look_again(grant: Grant) -> None:
    """One query reads what warnings are made of, one statement writes those that changed."""
    lines = list(Expense.standing.filter(grant=grant).order_by("on", "pk").values_list(*READ))
    found = money.noticed(grant, map(money.Spent._make, (line[:-1] for line in lines)))
    stale = [(words, line[0]) for line in lines if (words := found[line[0]]) != line[-1]]
    if stale:
        # As one statement with many values: a CASE of thousands of lines costs the ORM seconds.
        with connection.cursor() as cursor:
            cursor.executemany(f'UPDATE "{Expense._meta.db_table}" SET warning = %s WHERE id = %s', stale)  # noqa: S608 - our table
