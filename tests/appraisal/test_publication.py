"""Two officers before the same page of publication: one publishes, the other reads who was faster."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from lingjun.appraisal import actions
from lingjun.appraisal.models import Appraisal
from lingjun.cases.models import Case
from tests.appraising import Appraising

NUMBER = "厦工〔2026〕30号"


def publish(appraising: Appraising, actor: Any, cases: list[Case]) -> Any:
    """The button of the page, with the rows it showed as 合格."""
    rows = [f"{case.pk}:qualified" for case in cases]
    form = {"case": rows, "decision_number": NUMBER, "decided_on": timezone.localdate().isoformat()}
    return appraising.cast.client(actor).post(f"/appraisal/rounds/{appraising.round.pk}/publish/", form)


def test_while_a_colleague_publishes_the_same_the_page_says_so(
    appraising: Appraising, monkeypatch: pytest.MonkeyPatch
) -> None:
    cast = appraising.cast
    case = appraising.graded()
    real = actions.publish

    def overtaken(**given: Any) -> list[Case]:
        real(**{**given, "actor": cast.city_colleague})
        return real(**given)

    monkeypatch.setattr(actions, "publish", overtaken)
    answer = publish(appraising, cast.city_officer, [case])
    assert answer.status_code == 422
    assert f"{case.subject_name}现在是“已评定”，没有待公布的决定。" in answer.content.decode()
    assert Appraisal.objects.get(case=case).grade == "qualified"


def test_a_page_whose_rows_were_published_meanwhile_publishes_none_of_the_rest(filing: Any) -> None:
    appraising = Appraising(filing, ("陈海川", "王海平"))
    cast = appraising.cast
    cases = [appraising.graded(case=case) for case in appraising.opened()]
    assert publish(appraising, cast.city_colleague, cases[:1]).status_code == 302

    answer = publish(appraising, cast.city_officer, cases)
    assert answer.status_code == 422
    assert f"{cases[0].subject_name}现在是“已评定”" in answer.content.decode()
    assert Appraisal.objects.get(case=cases[1]).grade == ""
    assert publish(appraising, cast.city_officer, cases[1:]).status_code == 302
    assert Appraisal.objects.get(case=cases[1]).grade == "qualified"
