"""Two people press at once, in real parallel transactions, on whichever database the suite runs."""

from __future__ import annotations

import threading
import time

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone

from lingjun.cases.actions import approve, publish_together, reject, withdraw
from lingjun.cases.models import Case, Opinion
from lingjun.core.errors import MovedOn, NotYours, Refused
from lingjun.creation.kind import CREATION

PATIENCE = 300  # seconds after which two wait in a circle, on however busy a machine


@pytest.mark.django_db(transaction=True)
def test_one_decider_wins_and_the_other_is_told(filing, cast):
    case = filing.at_city()
    seen = (case.state, case.version)
    start = threading.Barrier(2)
    outcomes: dict[str, object] = {}

    def press(name, verb, **words):
        try:
            start.wait(timeout=PATIENCE)
            outcomes[name] = verb(actor=getattr(cast, name), case_id=case.pk, seen=seen, **words).state
        except Refused as refusal:
            outcomes[name] = refusal
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=("city_officer", approve), kwargs={"text": "同意创建。"}),
        threading.Thread(target=press, args=("city_colleague", reject), kwargs={"reason": "场所不固定。"}),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert sorted(isinstance(outcome, MovedOn) for outcome in outcomes.values()) == [False, True]
    refusal = next(outcome for outcome in outcomes.values() if isinstance(outcome, MovedOn))
    assert refusal.message
    assert Opinion.objects.filter(step__key="city_decision").count() == 1
    assert Case.objects.get(pk=case.pk).events.filter(step_title__contains="市总").count() == 1


@pytest.mark.django_db(transaction=True)
def test_numbers_are_never_given_twice(filing, cast):
    from lingjun.creation import actions

    numbers: list[str] = []
    start = threading.Barrier(4)

    def open_one():
        try:
            start.wait(timeout=PATIENCE)
            numbers.append(actions.start(actor=cast.port_clerk, round=filing.round, unit=cast.port).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert len(numbers) == len(set(numbers)) == 4


@pytest.mark.django_db(transaction=True)
def test_publishing_a_round_and_a_unit_withdrawing_do_not_wait_in_a_circle(filing, cast, monkeypatch):
    """Naming writes the trail, then turns to the next case: by then that one must be locked already."""
    first, second = filing.held("陈海川"), filing.held("周一鸣")
    first_named, done = threading.Event(), CREATION.finish
    outcomes: dict[str, object] = {}

    def finish(case, **facts):
        done(case, **facts)
        if case.pk == first.pk:
            first_named.set()
            time.sleep(0.5)  # the unit presses now

    monkeypatch.setattr(CREATION, "finish", finish, raising=False)

    def press(name, verb, after=None, **facts):
        try:
            if after:
                assert after.wait(timeout=PATIENCE)
            outcomes[name] = verb(**facts)
        except (DatabaseError, Refused) as problem:
            outcomes[name] = problem
        finally:
            connection.close()

    threads = [
        threading.Thread(
            target=press, args=("city", publish_together),
            kwargs={
                "actor": cast.city_officer, "case_ids": [second.pk, first.pk], "decision_number": "厦工〔2026〕8号",
                "decided_on": timezone.localdate(),
            },
        ),
        threading.Thread(
            target=press, args=("unit", withdraw, first_named), kwargs={"actor": cast.port_clerk, "case_id": second.pk}
        ),
    ]  # fmt: skip
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=PATIENCE)
    assert isinstance(outcomes["city"], list), outcomes["city"]
    assert isinstance(outcomes["unit"], NotYours), outcomes["unit"]
    assert set(Case.objects.values_list("state", flat=True)) == {"named"}
