"""整改 that did not pass: the federation orders it anew with another day, or begins a revocation."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts.models import Notification
from lingjun.appraisal import actions
from lingjun.appraisal.models import Rectification
from lingjun.appraisal.queries import open_rectifications
from lingjun.audit.models import Entry
from lingjun.core.errors import Invalid, MovedOn, NotYours
from tests.appraising import Appraising, checked, reported


def days(number: int) -> datetime.date:
    return timezone.localdate() + datetime.timedelta(days=number)


@pytest.fixture
def failed(appraising: Appraising) -> Rectification:
    cast = appraising.cast
    appraising.published("rectify")
    row = Rectification.objects.get()
    return checked(cast, reported(cast, row), passed=False, finding="制度没有上墙。")


def again(appraising: Appraising, row: Rectification, **values: Any) -> Rectification:
    facts = {"actor": appraising.cast.city_officer, "demands": "六项制度上墙。", "due_on": days(30)} | values
    return actions.order_again(rectification_id=row.pk, **facts)


def test_it_is_ordered_anew_and_what_was_before_stays_readable(
    appraising: Appraising, failed: Rectification, django_capture_on_commit_callbacks: Any
) -> None:
    cast, first_due = appraising.cast, failed.due_on
    with django_capture_on_commit_callbacks(execute=True):
        row = again(appraising, failed, seen="failed")
    row.refresh_from_db()
    assert (row.state, row.demands, row.due_on, row.times) == ("open", "六项制度上墙。", days(30), 2)
    assert (row.report, row.finding, row.reported_by, row.checked_by) == ("", "", None, None)
    [kept] = row.earlier
    assert (kept["demands"], kept["due_on"]) == ("补齐六项制度，补记台账。", first_due.isoformat())
    assert (kept["report"], kept["reported_by"]) == ("六项制度已补齐。", cast.port_clerk.name)
    assert (kept["finding"], kept["checked_by_name"]) == ("制度没有上墙。", cast.industry_officer.name)
    entry = Entry.objects.get(verb="rectification.again")
    assert (entry.actor_name, entry.new["times"]) == (cast.city_officer.name, 2)
    for user in (cast.port_clerk, cast.port_chair, cast.industry_officer):
        assert Notification.objects.filter(user=user, text__contains="第 2 次整改").exists()
    page = cast.client(cast.port_clerk).get(url(row)).content.decode()
    for words in (
        "第 2 次整改",
        "六项制度上墙。",
        "补齐六项制度，补记台账。",
        "六项制度已补齐。",
        "制度没有上墙。",
        "报整改",
    ):
        assert words in page
    assert [one.pk for one in open_rectifications(cast.port_clerk)] == [row.pk], "it waits for the unit again"


def test_the_second_time_goes_the_same_way(appraising: Appraising, failed: Rectification) -> None:
    cast = appraising.cast
    again(appraising, failed)
    actions.report_rectification(actor=cast.port_clerk, rectification_id=failed.pk, report="已上墙。", seen="open")
    row = actions.check_rectification(
        actor=cast.industry_officer, rectification_id=failed.pk, passed=False, finding="只上了四项。"
    )
    row = again(appraising, row, demands="补两项。")
    assert [kept["finding"] for kept in row.earlier] == ["制度没有上墙。", "只上了四项。"]
    actions.report_rectification(actor=cast.port_clerk, rectification_id=row.pk, report="六项齐了。")
    done = actions.check_rectification(
        actor=cast.industry_officer, rectification_id=row.pk, passed=True, finding="齐全。"
    )
    assert (done.get_state_display(), done.times) == ("复查通过", 3)
    page = cast.client(cast.industry_officer).get(url(done)).content.decode()
    assert page.index("第 2 次整改") < page.index("第 1 次整改")
    with pytest.raises(NotYours, match="复查通过"):
        again(appraising, done)


@pytest.mark.parametrize("who", ["city_colleague", "industry_officer", "port_chair", "district_officer"])
def test_only_the_federation_orders_it(appraising: Appraising, failed: Rectification, who: str) -> None:
    actor = getattr(appraising.cast, who)
    if who == "city_colleague":
        assert again(appraising, failed, actor=actor).state == "open"
        return
    with pytest.raises(NotYours, match="由厦门市总工会决定"):
        again(appraising, failed, actor=actor)


def test_what_cannot_be_is_refused(appraising: Appraising, failed: Rectification) -> None:
    for values, field in (
        ({"demands": " "}, "demands"), ({"due_on": timezone.localdate()}, "due_on"), ({"due_on": days(367)}, "due_on"),
    ):  # fmt: skip
        with pytest.raises(Invalid) as refusal:
            again(appraising, failed, **values)
        assert set(refusal.value.errors) == {field}
    again(appraising, failed, seen="failed")
    with pytest.raises(MovedOn, match="整改中"):
        again(appraising, failed, seen="failed", actor=appraising.cast.city_colleague)


def test_its_page_offers_both_ways_to_the_federation_only(appraising: Appraising, failed: Rectification) -> None:
    cast = appraising.cast
    order = reverse("appraisal:rectification_again", args=[failed.appraisal.case.number])
    for officer in (cast.industry_officer, cast.port_clerk):
        page = cast.client(officer).get(url(failed)).content.decode()
        assert order not in page
        assert "启动撤销" not in page
        assert "复查未通过以后怎么办，由厦门市总工会决定" in page
    client = cast.client(cast.city_officer)
    page = client.get(url(failed)).content.decode()
    assert order in page
    revoke = f"{reverse('changes:propose')}?"
    assert revoke in page
    assert "reason=appraisal" in page
    answer = client.post(order, {"demands": "", "due_on": days(9), "seen": "failed"})
    assert answer.status_code == 422
    answer = client.post(order, {"demands": "制度上墙。", "due_on": days(9), "seen": "failed"}, follow=True)
    assert "已开出第 2 次整改" in answer.content.decode()
    late = cast.client(cast.city_colleague).post(
        order, {"demands": "制度上墙。", "due_on": days(9), "seen": "failed"}, follow=True
    )
    assert "现在是“整改中”" in late.content.decode()
    assert Rectification.objects.get().times == 2


def url(row: Rectification) -> str:
    return reverse("appraisal:rectification", args=[row.appraisal.case.number])
