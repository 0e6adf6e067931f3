"""Two people press at once, in real parallel transactions, on whichever database the suite runs."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from lingjun.cases.actions import approve, reject
from lingjun.cases.models import Case, Opinion
from lingjun.core.errors import MovedOn, Refused


@pytest.mark.django_db(transaction=True)
def test_one_decider_wins_and_the_other_is_told(filing, cast):
    case = filing.at_city()
    seen = (case.state, case.version)
    start = threading.Barrier(2)
    outcomes: dict[str, object] = {}

    def press(name, verb, **words):
        try:
            start.wait(timeout=10)
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
        thread.join(timeout=60)
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
            start.wait(timeout=10)
            numbers.append(actions.start(actor=cast.port_clerk, round=filing.round, unit=cast.port).number)
        finally:
            connection.close()

    threads = [threading.Thread(target=open_one) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(numbers) == len(set(numbers)) == 4
