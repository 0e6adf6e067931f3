"""The trail is whole, or the first fault is named."""

from __future__ import annotations

import threading
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, transaction

from lingjun.audit import chain
from lingjun.audit.actions import record
from lingjun.audit.models import Entry, Head
from lingjun.organizations.models import Organization

pytestmark = pytest.mark.django_db


def write(count: int) -> None:
    for number in range(1, count + 1):
        record(actor=None, verb="case.approve", subject=None, subject_name=f"第 {number} 件", new={"number": number})


def verify() -> tuple[int, str]:
    """Exit code and everything printed by the command."""
    out, err = StringIO(), StringIO()
    try:
        call_command("verify_audit", stdout=out, stderr=err)
    except SystemExit as stop:
        return int(str(stop.code)), out.getvalue() + err.getvalue()
    return 0, out.getvalue() + err.getvalue()


def test_an_empty_trail_is_whole() -> None:
    assert chain.verify() == chain.Verdict(0)


def test_a_whole_trail_says_how_many() -> None:
    write(3)
    code, words = verify()
    assert code == 0
    assert "共 3 条" in words
    assert [entry.sequence for entry in Entry.objects.order_by("sequence")] == [1, 2, 3]


def test_a_changed_entry_is_named() -> None:
    write(4)
    Entry.objects.filter(sequence=2).update(subject_name="别的件")
    code, words = verify()
    assert code == 1
    assert "第 2 条" in words


@pytest.mark.parametrize("field", ["actor_name", "address", "verb", "note", "actor_role", "subject_id", "subject_type"])
def test_every_text_is_covered(field: str) -> None:
    write(2)
    Entry.objects.filter(sequence=1).update(**{field: "x"})
    assert chain.verify().broken_at == 1


def test_a_changed_entry_with_a_new_hash_breaks_the_next() -> None:
    write(3)
    entry = Entry.objects.get(sequence=2)
    entry.note = "改过"
    entry.hash = chain.digest(entry)
    entry.save()
    assert chain.verify().broken_at == 3


@pytest.mark.parametrize("sequence", [1, 2, 3])
def test_a_missing_entry_is_named_even_the_last(sequence: int) -> None:
    write(3)
    Entry.objects.filter(sequence=sequence).delete()
    code, words = verify()
    assert code == 1
    assert f"第 {sequence} 条" in words


def test_a_rewritten_end_is_found_by_the_head() -> None:
    write(2)
    entry = Entry.objects.get(sequence=2)
    entry.note = "改过"
    entry.hash = chain.digest(entry)
    entry.save()
    assert chain.verify().broken_at == 2


def test_a_missing_head_is_found() -> None:
    write(2)
    Head.objects.all().delete()
    assert chain.verify().broken_at == 2


def test_verifying_costs_two_queries(django_assert_num_queries: Any) -> None:
    write(5)
    with django_assert_num_queries(2):
        assert chain.verify().whole == 5


@pytest.mark.django_db(transaction=True)
def test_writers_at_once_leave_one_whole_chain() -> None:
    gate = threading.Barrier(4)
    failures: list[Exception] = []

    def writer() -> None:
        try:
            gate.wait()
            for _ in range(5):
                with transaction.atomic():
                    Organization.objects.create(name="x", kind="unit")
                    record(actor=None, verb="test", subject=None)
        except Exception as error:  # noqa: BLE001 - reported by the assertion below
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=writer) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert chain.verify().whole == 20


@pytest.mark.django_db(transaction=True)
def test_a_refused_action_leaves_no_entry() -> None:
    write(1)

    @transaction.atomic
    def refused() -> None:
        record(actor=None, verb="test", subject=None)
        raise RuntimeError

    with pytest.raises(RuntimeError):
        refused()
    write(1)
    assert chain.verify().whole == 2
