"""Changes come in all the year round: a draft of one has no last day, and nothing warns by the standing round's."""

from __future__ import annotations

import datetime
import importlib
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.cases.actions import reopen, submit, withdraw
from lingjun.cases.models import Case
from lingjun.core.errors import Closed
from lingjun.notices.actions import close_round, edit_round, extend
from lingjun.notices.models import Round
from lingjun.workbench.queries import home
from lingjun.workbench.todo import todo_list

pytestmark = pytest.mark.django_db


def standing() -> Round:
    return Round.objects.get(kind="change")


def end(round_: Round, days: int) -> None:
    """The standing round's minutes mean nothing: put them where a call's would hurt."""
    Round.objects.filter(pk=round_.pk).update(closes_at=timezone.now() + datetime.timedelta(days=days))


def test_a_draft_of_a_change_has_no_last_day_and_says_none(changing: Any) -> None:
    cast, case = changing.cast, changing.draft()
    assert case.due_at is None
    clerk = cast.client(cast.port_clerk)
    page = clerk.get(reverse("changes:case", args=[case.number])).content.decode()
    assert case.number in page
    assert "前办理" not in page
    assert str(standing().closes_at.year) not in page
    line = next(item for item in todo_list(cast.port_clerk).items if case.subject_name in item.title)
    assert (line.due, line.line) == (None, f"{standing().name}，填完提交后才开始办理")
    row = clerk.get(reverse("workbench:cases"), {"cols": "due"}).content.decode()
    assert f"{standing().closes_at:%Y-%m-%d}" not in row


@pytest.mark.parametrize("days", [3, -400])
def test_nobody_is_warned_or_refused_when_the_standing_round_ends(changing: Any, days: int) -> None:
    cast, case = changing.cast, changing.draft()
    end(standing(), days)
    for officer in (cast.city_officer, cast.industry_officer):
        assert not any("将截止" in item.title for item in todo_list(officer).items)
        assert not home.closing_rounds(officer, home.opened_rounds(officer))
        assert home.overdue_of_others(officer)[1] == 0
    case = withdraw(actor=cast.port_clerk, case_id=case.pk)
    case = reopen(actor=cast.port_clerk, case_id=case.pk)
    assert (case.state, case.due_at) == ("draft", None)
    case = submit(actor=cast.port_clerk, case_id=case.pk)
    assert case.state == "unit_opinion"
    assert case.due_at is not None, "a step has its own days"


def test_a_creation_draft_keeps_the_last_day_of_its_call(filing: Any) -> None:
    case = filing.draft()
    assert case.due_at == filing.round.closes_at
    assert Case.objects.get(pk=case.pk).due_at is not None


def test_a_standing_round_is_not_closed_prolonged_or_edited(changing: Any) -> None:
    cast = changing.cast
    changing.draft()
    round_ = standing()
    end(round_, -1)
    round_.refresh_from_db()
    assert round_.state == "open"
    with pytest.raises(Closed, match="常年受理"):
        close_round(round=round_, actor=cast.city_officer)
    with pytest.raises(Closed, match="常年受理"):
        edit_round(round=round_, changes={"name": "改名"}, actor=cast.city_officer)
    with pytest.raises(Closed, match="常年受理"):
        extend(
            round=round_, organization=cast.port, closes_at=timezone.now() + datetime.timedelta(days=9), reason="x",
            actor=cast.city_officer,
        )  # fmt: skip
    client = cast.client(cast.city_officer)
    page = client.get(reverse("notices:round", args=[round_.pk])).content.decode()
    assert "常年受理，不设截止" in page
    assert "提前截止" not in page
    assert reverse("notices:round_edit", args=[round_.pk]) not in page
    assert client.get(reverse("notices:round_edit", args=[round_.pk])).status_code == 409
    listed = client.get(reverse("notices:rounds"), {"kind": "change"}).content.decode()
    assert '<span class="muted">不设</span>' in listed
    assert "已截止" not in listed


def test_the_home_page_counts_this_years_changes(changing: Any) -> None:
    changing.draft()
    this = standing()
    last = Round.objects.get(pk=this.pk)
    last.pk, last.year = None, this.year - 1
    last.opens_at, last.closes_at = (day - datetime.timedelta(days=365) for day in (last.opens_at, last.closes_at))
    last.save()
    newest = home.newest_rounds(home.opened_rounds(changing.cast.city_officer))
    assert [row.year for row in newest if row.kind == "change"] == [this.year]


def test_drafts_of_before_lose_theirs_when_the_site_is_brought_up_to_date(changing: Any) -> None:
    from django.apps import apps

    case = changing.draft()
    Case.objects.filter(pk=case.pk).update(due_at=standing().closes_at)
    module = importlib.import_module("lingjun.changes.migrations.0002_drafts_without_last_day")
    module.forget(apps, None)
    case.refresh_from_db()
    assert case.due_at is None
    due = submit(actor=changing.cast.port_clerk, case_id=case.pk).due_at
    module.forget(apps, None)
    case.refresh_from_db()
    assert case.due_at == due is not None, "what the union has to answer keeps its day"
