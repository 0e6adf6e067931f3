"""Rounds: opening, editing, extensions, closing; open until the closing minute."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.audit.models import Entry
from lingjun.core.errors import Closed, Invalid, NotYours
from lingjun.notices.actions import close_round, edit_round, extend, open_round
from lingjun.notices.actions.rounds import FARTHEST
from lingjun.notices.models import Extension, Round
from lingjun.notices.queries import open_rounds, rounds_visible_to, with_extension_count
from lingjun.notices.rules import closing_minute, is_open

pytestmark = pytest.mark.django_db


def test_opening_keeps_version_basis_and_required_evidence(cast: Any, make_round: Any, version: Any) -> None:
    round_ = make_round()
    assert round_.notice_version == version
    assert round_.legal_basis == "厦工〔2012〕80号"
    assert "场所照片" in round_.materials
    assert "成果证明" not in round_.materials
    entry = Entry.objects.get(verb="round.open")
    assert (entry.actor_name, entry.subject_name, entry.new["year"]) == ("王静宜", "2013年创建申报", 2013)


@pytest.mark.parametrize("who", ["district_officer", "port_chair", "administrator", "auditor", "stranger"])
def test_only_the_city_officer_keeps_rounds(cast: Any, make_round: Any, minutes: Any, who: str) -> None:
    actor = getattr(cast, who)
    with pytest.raises(NotYours):
        make_round(actor=actor)
    round_ = make_round()
    with pytest.raises(NotYours):
        edit_round(round=round_, changes={"name": "x"}, actor=actor)
    with pytest.raises(NotYours):
        extend(round=round_, organization=cast.port, closes_at=minutes(90), reason="台风", actor=actor)
    with pytest.raises(NotYours):
        close_round(round=round_, actor=actor)
    assert Entry.objects.filter(verb__startswith="round.").count() == 1


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "长" * 101}),
        ("year", {"year": 213}),
        ("kind", {"kind": "party"}),
        ("closes_at", {"closes_at": -60}),
        ("review_closes_at", {"review_closes_at": 59}),
        ("city_closes_at", {"review_closes_at": 90, "city_closes_at": 80}),
        ("city_closes_at", {"city_closes_at": 30}),
        ("quotas", {"quotas": {"1": -1}}),
        ("approval_number", {"approval_number": "号" * 101}),
    ],
)
def test_opening_refuses_by_field(make_round: Any, minutes: Any, field: str, facts: dict[str, Any]) -> None:
    facts = {name: minutes(value) if name.endswith("_at") else value for name, value in facts.items()}
    with pytest.raises(Invalid) as refused:
        make_round(**facts)
    assert set(refused.value.errors) == {field}
    assert not Round.objects.exists()


def test_a_round_is_called_by_the_issuer_of_its_notice(cast: Any, make_round: Any) -> None:
    with pytest.raises(Invalid) as refused:
        make_round(organizer=cast.district, actor=None)
    assert set(refused.value.errors) == {"organizer"}


def test_open_from_the_first_to_the_last_minute(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    assert not is_open(round_, cast.port, minutes(-61))
    assert is_open(round_, cast.port, minutes(-60))
    assert is_open(round_, cast.port, minutes(60))
    assert not is_open(round_, cast.port, minutes(61))


def test_not_open_for_somebody_elses_units(cast: Any, make_round: Any) -> None:
    from lingjun.organizations.actions import create

    other = create(actor=None, parent=None, kind="federation", name="示例市总工会")
    assert not is_open(make_round(), other)


@pytest.mark.parametrize("level", ["port", "industry"])
def test_extension_of_a_unit_or_its_union_prolongs_only_theirs(
    cast: Any, make_round: Any, minutes: Any, level: str
) -> None:
    round_ = make_round()
    extend(
        round=round_,
        organization=getattr(cast, level),
        closes_at=minutes(120),
        reason="台风停工",
        actor=cast.city_officer,
    )
    assert closing_minute(round_, cast.port) == minutes(120)
    assert is_open(round_, cast.port, minutes(120))
    assert not is_open(round_, cast.port, minutes(121))
    assert closing_minute(round_, cast.grid) == minutes(60)
    assert not is_open(round_, cast.grid, minutes(61))
    assert list(open_rounds("creation", cast.port, minutes(100))) == [round_]
    assert list(open_rounds("creation", cast.grid, minutes(100))) == []
    entry = Entry.objects.get(verb="round.extend")
    assert (entry.note, entry.new["organization"]) == ("台风停工", getattr(cast, level).name)


def test_second_extension_replaces_the_first(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    for count in (90, 120):
        extend(round=round_, organization=cast.port, closes_at=minutes(count), reason="台风", actor=cast.city_officer)
    assert Extension.objects.get().closes_at == minutes(120)
    assert with_extension_count(Round.objects.all()).get().extension_count == 1


@pytest.mark.parametrize(
    ("field", "who", "count", "reason"),
    [
        ("closes_at", "port", 60, "台风"),
        ("reason", "port", 90, "  "),
        ("reason", "port", 90, "长" * 201),
        ("organization", "city", 90, "台风"),
    ],
)
def test_extension_refuses_by_field(
    *, cast: Any, make_round: Any, minutes: Any, field: str, who: str, count: int, reason: str
) -> None:
    round_ = make_round()
    with pytest.raises(Invalid) as refused:
        extend(
            round=round_,
            organization=getattr(cast, who),
            closes_at=minutes(count),
            reason=reason,
            actor=cast.city_officer,
        )
    assert set(refused.value.errors) == {field}
    assert not Extension.objects.exists()


def test_extension_into_the_past_is_refused(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round(opens_at=minutes(-200), closes_at=minutes(-100))
    with pytest.raises(Invalid, match="今后"):
        extend(round=round_, organization=cast.port, closes_at=minutes(-10), reason="台风", actor=cast.city_officer)


def test_editing_writes_and_records_only_what_changed(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    edit_round(
        round=round_, changes={"name": "2013年第一批", "closes_at": minutes(60), "note": ""}, actor=cast.city_officer
    )
    round_.refresh_from_db()
    assert round_.name == "2013年第一批"
    entry = Entry.objects.get(verb="round.edit")
    assert (entry.old, entry.new) == ({"name": "2013年创建申报"}, {"name": "2013年第一批"})


@pytest.mark.parametrize("field", ["kind", "notice_version", "organizer"])
def test_kind_version_and_organizer_stay(cast: Any, make_round: Any, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        edit_round(round=make_round(), changes={field: "x"}, actor=cast.city_officer)
    assert set(refused.value.errors) == {field}


def test_deadline_moves_ahead_but_not_into_the_past(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    edit_round(round=round_, changes={"closes_at": minutes(30)}, actor=cast.city_officer)
    with pytest.raises(Invalid) as refused:
        edit_round(round=round_, changes={"closes_at": minutes(-1)}, actor=cast.city_officer)
    assert set(refused.value.errors) == {"closes_at"}


def test_closing_ends_extensions_too(cast: Any, make_round: Any, minutes: Any) -> None:
    round_ = make_round()
    extend(round=round_, organization=cast.port, closes_at=minutes(120), reason="台风", actor=cast.city_officer)
    closed = close_round(round=round_, actor=cast.city_officer)
    assert not is_open(closed, cast.port, minutes(1))
    assert not is_open(closed, cast.grid, minutes(1))
    assert Entry.objects.get(verb="round.close").new["extensions_ended"] == 1
    with pytest.raises(Closed):
        close_round(round=round_, actor=cast.city_colleague)


def test_closing_what_has_not_begun_is_refused(cast: Any, make_round: Any, minutes: Any) -> None:
    with pytest.raises(Closed):
        close_round(round=make_round(opens_at=minutes(30)), actor=cast.city_officer)


def test_open_rounds_by_kind_and_urgency(cast: Any, make_round: Any, minutes: Any) -> None:
    late = make_round(name="late", closes_at=minutes(90))
    soon = make_round(name="soon", closes_at=minutes(20))
    make_round(name="ahead", opens_at=minutes(10))
    make_round(name="over", closes_at=minutes(-10))
    make_round(name="other", kind="commendation")
    assert list(open_rounds("creation", cast.grid)) == [soon, late]


def test_rounds_are_seen_inside_the_federation_only(cast: Any, make_round: Any) -> None:
    round_ = make_round()
    for who in ("city_officer", "district_officer", "port_chair", "port_liaison", "auditor"):
        assert list(rounds_visible_to(getattr(cast, who))) == [round_], who
    assert not rounds_visible_to(cast.stranger).exists()


def test_reading_costs(cast: Any, make_round: Any, django_assert_num_queries: Any) -> None:
    round_ = make_round()
    list(rounds_visible_to(cast.port_chair))
    with django_assert_num_queries(1):
        listed = list(rounds_visible_to(cast.port_chair))
        assert [row.notice_version.notice.number for row in listed] == ["厦工〔2012〕80号"]
    with django_assert_num_queries(0):
        assert is_open(round_, cast.port)
    with django_assert_num_queries(1):
        assert closing_minute(round_, cast.port) == round_.closes_at


def test_open_round_needs_a_saved_version(cast: Any, version: Any, minutes: Any) -> None:
    round_ = open_round(
        notice_version=version, kind="commendation", name="2013年评选", year=2013, organizer=cast.city,
        opens_at=minutes(0), closes_at=minutes(5), actor=None, quotas={str(cast.district.pk): 2}, materials=[],
    )  # fmt: skip
    assert (round_.quota(cast.district.pk), round_.quota(cast.industry.pk), round_.materials) == (2, None, [])


@pytest.mark.parametrize("field", ["closes_at", "review_closes_at", "city_closes_at"])
def test_deadlines_nobody_means_are_refused(make_round: Any, minutes: Any, field: str) -> None:
    """Pages count the working days that are left: until the year 9999 that takes minutes."""
    farthest = timezone.now() + FARTHEST
    with pytest.raises(Invalid) as refused:
        make_round(**{"review_closes_at": None, "city_closes_at": None, field: farthest + timedelta(days=1)})
    assert refused.value.errors[field] == "离现在太远了，请核对年份。"


def test_an_extension_nobody_means_is_refused(cast: Any, make_round: Any) -> None:
    round_ = make_round()
    later = timezone.now() + FARTHEST
    with pytest.raises(Invalid, match="请核对年份"):
        extend(
            round=round_, organization=cast.port, closes_at=later + timedelta(days=1), reason="台风",
            actor=cast.city_officer,
        )  # fmt: skip
    extend(
        round=round_,
        organization=cast.port,
        closes_at=later - timedelta(days=1),
        reason="台风",
        actor=cast.city_officer,
    )


@pytest.mark.parametrize("year", ["0001", "0013", "9999", "20130"])
def test_years_nobody_means_stand_beside_the_field(cast: Any, make_round: Any, year: str) -> None:
    round_ = make_round()
    answer = cast.client(cast.city_officer).post(
        reverse("notices:round_extend", args=[round_.pk]),
        {"organization": cast.port.name, "closes_at": f"{year}-05-01T00:00", "reason": "台风"},
    )
    assert answer.status_code == 422
    assert not Extension.objects.exists()


@pytest.mark.parametrize("query", ["year=²", "year=" + "9" * 5000, "year=-1", "kind=%00&year=2013"])
def test_odd_years_in_the_address(cast: Any, make_round: Any, query: str) -> None:
    make_round()
    client = cast.client(cast.city_officer)
    assert client.get(reverse("notices:rounds"), QUERY_STRING=query).status_code == 200
    version = make_round().notice_version_id
    address = reverse("notices:compare", args=[version])
    assert client.get(address, QUERY_STRING=query.replace("year", "with")).status_code in {200, 404}
