"""Who drafted a change does not decide it, by the page or by the verb."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from lingjun.cases.actions import submit
from lingjun.changes.actions import approve, open_change
from lingjun.core.errors import NotYours


def test_a_chair_who_drafted_it_is_refused_with_the_reason(changing: Any) -> None:
    chair = changing.cast.port_chair
    case = open_change(actor=chair, studio_id=changing.studio.pk, kind="leader", values=changing.values())
    case = submit(actor=chair, case_id=case.pk)
    before = (case.state, case.version)
    with pytest.raises(NotYours) as refused:
        approve(actor=chair, case_id=case.pk, text="同意。", dated_on=None)
    page = changing.cast.client(chair).get(reverse("changes:case", args=[case.number])).content.decode()
    assert reverse("changes:decide", args=[case.number, "approve"]) not in page
    assert str(refused.value) in page
    case.refresh_from_db()
    assert (case.state, case.version) == before
