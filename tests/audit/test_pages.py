"""The trail on screen: the auditor's alone, filtered, paged by sequence, secrets masked, names that outlive people."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from lingjun.audit import queries, verbs
from lingjun.audit.actions import record
from lingjun.audit.models import Entry
from lingjun.core.masking import HIDDEN
from tests.cast import PEOPLE, Cast


def test_only_the_auditor_reads_it(cast: Cast) -> None:
    first = Entry.objects.order_by("sequence").values_list("pk", flat=True)[0]
    for address in (reverse("audit:list"), reverse("audit:entry", args=[first])):
        opened = {who for who in PEOPLE if cast.client(getattr(cast, who)).get(address).status_code == 200}
        assert opened == {"auditor"}
        assert cast.client(cast.administrator).get(address).status_code == 403
    assert cast.client(cast.auditor).get(reverse("audit:entry", args=[9999])).status_code == 404


def test_it_says_who_what_and_from_where(cast: Cast) -> None:
    from lingjun.accounts.actions import set_active

    set_active(actor=cast.port_chair, user=cast.port_liaison, active=False, note="离职")
    page = cast.client(cast.auditor).get(reverse("audit:list"), {"person": "许文龙"}).content.decode()
    for words in ("停用账号", "吴小帆", "离职", "单位工会主席"):
        assert words in page
    assert "新设组织" not in page.split("<tbody>")[1]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        ({"verb": "case.approve"}, 2),
        ({"subject": "第 1 件"}, 1),
        ({"person": "系统"}, 2),
        ({"since": datetime.date(2999, 1, 1)}, 0),
        ({"until": datetime.date(2000, 1, 1)}, 0),
        ({"address": "192.0.2.1"}, 0),
    ],
)
def test_filters(db: None, wanted: dict[str, Any], count: int) -> None:
    for number in (1, 2):
        record(actor=None, verb="case.approve", subject=None, subject_name=f"第 {number} 件")
    assert queries.filtered(**wanted).count() == count


def test_days_are_local_and_both_included(db: None) -> None:
    record(actor=None, verb="x", subject=None)
    Entry.objects.update(at=datetime.datetime(2013, 5, 7, 16, 30, tzinfo=datetime.UTC))
    day = datetime.date(2013, 5, 8)
    assert queries.filtered(since=day, until=day).count() == 1
    assert queries.filtered(until=day - datetime.timedelta(days=1)).count() == 0


def test_paging_goes_there_and_back(db: None) -> None:
    for _ in range(120):
        record(actor=None, verb="x", subject=None)
    everything = Entry.objects.all()
    first = queries.page(everything)
    assert (first.entries[0].sequence, first.newer, first.older) == (120, None, 71)
    second = queries.page(everything, before=71)
    assert ([entry.sequence for entry in second.entries][::49], second.newer, second.older) == ([70, 21], 70, 21)
    last = queries.page(everything, before=21)
    assert (len(last.entries), last.older) == (20, None)
    back = queries.page(everything, after=20)
    assert [entry.sequence for entry in back.entries] == [entry.sequence for entry in second.entries]
    top = queries.page(everything, after=70)
    assert (top.entries[0].sequence, top.newer, top.older) == (120, None, 71)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_for_any_rows(cast: Cast, django_assert_num_queries: Any, count: int) -> None:
    for _ in range(count):
        record(actor=cast.port_clerk, verb="x", subject=cast.port)
    client = cast.client(cast.auditor)
    with django_assert_num_queries(4):
        client.get(reverse("audit:list"), {"verb": "", "person": "周敏"})


def test_secrets_and_phones_are_masked_at_any_depth(db: None) -> None:
    entry = record(
        actor=None,
        verb="x",
        subject=None,
        new={"password": "hunter2", "api_token": "abc", "leader": {"phone": "13900000001"}, "phones": ["0592-2200002"]},
    )
    assert entry.new == {
        "password": HIDDEN, "api_token": HIDDEN, "leader": {"phone": "139****0001"}, "phones": ["0592-****002"],
    }  # fmt: skip


def test_an_entry_outlives_the_person_and_the_thing(cast: Cast) -> None:
    entry = record(actor=cast.stranger, verb="x", subject=cast.stranger)
    cast.stranger.delete()
    entry.refresh_from_db()
    assert (entry.actor_name, entry.subject_name, entry.subject_type) == ("过路人", "过路人", "accounts.user")
    page = cast.client(cast.auditor).get(reverse("audit:entry", args=[entry.pk]))
    assert "过路人" in page.content.decode()


def test_long_and_odd_values_are_kept_short_and_plain(db: None) -> None:
    entry = record(
        actor=None, verb="v" * 99, subject=None, subject_name="名" * 300, note="a\0b",
        new={"when": datetime.date(2013, 5, 8), "ratio": 0.1, "set": {"b", "a"}, "nothing": None},
    )  # fmt: skip
    entry.refresh_from_db()
    assert (len(entry.verb), len(entry.subject_name), entry.note) == (50, 200, "ab")
    assert entry.new == {"when": "2013-05-08", "ratio": "0.1", "set": ["a", "b"], "nothing": None}


def test_values_from_people_cannot_become_markup(cast: Cast) -> None:
    record(actor=None, verb="x", subject=None, subject_name="<b>粗</b>", new={"name": "<script>"})
    last = Entry.objects.order_by("-sequence").values_list("pk", flat=True)[0]
    page = cast.client(cast.auditor).get(reverse("audit:entry", args=[last])).content.decode()
    assert "<script>" not in page.split("</head>")[1]
    assert "&lt;b&gt;粗" in page


def test_a_verb_has_one_name() -> None:
    verbs.add({"test.one": "试"})
    verbs.add({"test.one": "试"})
    with pytest.raises(ValueError, match=r"test\.one"):
        verbs.add({"test.one": "别的"})
    assert verbs.label("test.unknown") == "test.unknown"


def test_codes_are_shown_as_words(cast: Cast) -> None:
    from lingjun.organizations.actions import update

    update(actor=None, organization=cast.port, changes={"nature": "institution", "contact_name": "周敏"})
    last = Entry.objects.order_by("-sequence").values_list("pk", flat=True)[0]
    page = cast.client(cast.auditor).get(reverse("audit:entry", args=[last]))
    assert page.context["changes"] == [("单位性质", "国有企业", "事业单位"), ("联系人", "", "周敏")]


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "0013-05-08", "2026-02-30"])
@pytest.mark.parametrize("end", ["since", "until"])
def test_days_no_trail_can_hold_are_told(cast: Cast, day: str, end: str) -> None:
    answer = cast.client(cast.auditor).get(reverse("audit:list"), {end: day})
    assert answer.status_code == 200
