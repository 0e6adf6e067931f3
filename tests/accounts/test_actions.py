"""Accounts from above, appointments with history: allowed, not yours, wrong, already done."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from lingjun.accounts import actions, passwords, rules
from lingjun.accounts.models import Appointment, User
from lingjun.audit.models import Entry
from lingjun.core.errors import Invalid, MovedOn, NotYours
from tests.cast import Cast

TOP_DOWN = {
    ("administrator", "city_officer", "city"),
    ("administrator", "administrator", "city"),
    ("administrator", "auditor", "city"),
    ("city_officer", "district_officer", "district"),
    ("city_officer", "district_officer", "industry"),
    ("city_officer", "expert", "port"),
    ("district_officer", "unit_chair", "grid"),
    ("district_officer", "unit_clerk", "grid"),
    ("industry_officer", "unit_chair", "port"),
    ("port_chair", "liaison", "port"),
    ("port_chair", "leader", "port"),
}
"""Everything the cast may give among the posts below; all other combinations are refused."""


def test_everybody_appoints_one_level_down_and_nothing_else(cast: Cast) -> None:
    posts = {(role, place) for _, role, place in TOP_DOWN}
    people = ("administrator", "auditor", "city_officer", "district_officer", "industry_officer", "port_chair")
    people += ("port_clerk", "port_liaison", "grid_chair", "stranger")
    given = {
        (who, role, place)
        for who in people
        for role, place in posts
        if rules.may_appoint(getattr(cast, who), role, getattr(cast, place))
    }
    assert given == TOP_DOWN


def test_a_role_needs_its_kind_of_organization(cast: Cast) -> None:
    assert not rules.may_appoint(cast.city_officer, "district_officer", cast.port)
    assert not rules.may_appoint(cast.administrator, "city_officer", cast.district)
    with pytest.raises(Invalid) as refused:
        actions.open_appointment(actor=None, user=cast.stranger, role="unit_chair", organization=cast.city)
    assert set(refused.value.errors) == {"role"}


def open_account(cast: Cast, actor: Any, **changes: Any) -> actions.Issued:
    facts = {"name": "陈海川", "role": "unit_clerk", "organization": cast.port, "phone": "13911110000"}
    return actions.create_account(actor=actor, **(facts | changes))


def test_a_union_opens_a_unit_account(cast: Cast) -> None:
    issued = open_account(cast, cast.industry_officer, title="干事")
    user = User.objects.get(username="chenhaichuan")
    assert user.check_password(issued.password)
    assert user.must_change_password
    assert user.created_by == cast.industry_officer
    post = user.appointments.get()
    assert (post.role, post.organization, post.title, post.started_on) == (
        "unit_clerk", cast.port, "干事", timezone.localdate(),
    )  # fmt: skip
    assert issued.password not in repr(issued)
    assert issued.password not in str(list(Entry.objects.values()))


@pytest.mark.parametrize("who", ["district_officer", "city_officer", "port_clerk", "administrator", "stranger"])
def test_others_do_not(cast: Cast, who: str) -> None:
    before = User.objects.count()
    with pytest.raises(NotYours):
        open_account(cast, getattr(cast, who))
    assert User.objects.count() == before


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"username": "port_clerk"}, "username"),
        ({"username": "陈海川"}, "username"),
        ({"username": "13911110000"}, "username"),
        ({"phone": "123"}, "phone"),
        ({"phone": "0592-2200002"}, "phone"),
        ({"phone": "139 0000 0001"}, "phone"),
        ({"email": "nobody"}, "email"),
        ({"started_on": datetime.date(2999, 1, 1)}, "started_on"),
    ],
)
def test_wrong_data_is_refused_at_its_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    before = (User.objects.count(), Entry.objects.count())
    with pytest.raises(Invalid) as refused:
        open_account(cast, cast.industry_officer, **changes)
    assert set(refused.value.errors) == {field}
    assert (User.objects.count(), Entry.objects.count()) == before


def test_the_same_name_gets_the_next_account(cast: Cast) -> None:
    open_account(cast, cast.industry_officer)
    assert open_account(cast, cast.industry_officer, phone="").user.username == "chenhaichuan2"


def test_initial_passwords_are_strong_and_different() -> None:
    made = {passwords.initial() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.VarietyValidator().validate(password)
        assert len(password) == 14
        assert not set(password) & set("0O1lIio")


def test_the_page_shows_the_password_once(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    facts = {"name": "陈海川", "role": "unit_clerk", "organization": cast.port.pk}
    answer = client.post(reverse("accounts:new"), facts)
    password = answer.context["issued"].password
    assert password in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    user = User.objects.get(name="陈海川")
    assert password not in client.get(reverse("accounts:detail", args=[user.pk])).content.decode()


def test_the_page_refuses_a_unit_of_another_union(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    answer = client.post(
        reverse("accounts:new"), {"name": "陈海川", "role": "unit_clerk", "organization": cast.grid.pk}
    )  # fmt: skip
    assert list(answer.context["form"].errors) == ["organization"]
    assert not User.objects.filter(name="陈海川").exists()


@pytest.mark.parametrize("role", ["administrator", "auditor"])
def test_separate_roles_are_held_alone(cast: Cast, role: str) -> None:
    with pytest.raises(Invalid):
        actions.open_appointment(actor=None, user=cast.city_officer, role=role, organization=cast.city)
    with pytest.raises(Invalid):
        actions.open_appointment(actor=None, user=cast.administrator, role="expert", organization=cast.city)
    actions.open_appointment(actor=None, user=cast.stranger, role=role, organization=cast.city)


def test_after_the_end_of_business_one_may_become_auditor(cast: Cast) -> None:
    for post in cast.city_colleague.appointments.all():
        actions.end_appointment(actor=None, appointment=post)
    actions.open_appointment(
        actor=cast.administrator, user=cast.city_colleague, role="auditor", organization=cast.city
    )  # fmt: skip
    assert cast.city_colleague.appointments.count() == 2


def test_the_same_post_twice_is_refused(cast: Cast) -> None:
    with pytest.raises(MovedOn):
        actions.open_appointment(actor=None, user=cast.port_clerk, role="unit_clerk", organization=cast.port)


def test_a_closed_organization_takes_nobody(cast: Cast) -> None:
    cast.port.is_active = False
    with pytest.raises(Invalid) as refused:
        actions.open_appointment(actor=None, user=cast.stranger, role="liaison", organization=cast.port)
    assert set(refused.value.errors) == {"organization"}


def test_ending_keeps_history_and_takes_the_rights_at_once(cast: Cast) -> None:
    post = cast.port_clerk.appointments.get()
    assert rules.may_fill(cast.port_clerk, cast.port)
    actions.end_appointment(actor=cast.industry_officer, appointment=post, note="调离")
    cast.port_clerk.refresh_from_db()
    assert not rules.may_fill(cast.port_clerk, cast.port)
    assert Appointment.objects.get(pk=post.pk).ended_on == timezone.localdate()
    entry = Entry.objects.get(verb="appointment.end")
    assert (entry.subject_name, entry.note, entry.old["role"]) == ("周敏", "调离", "unit_clerk")
    with pytest.raises(MovedOn):
        actions.end_appointment(actor=cast.industry_officer, appointment=post)
    actions.open_appointment(
        actor=cast.industry_officer, user=cast.port_clerk, role="unit_clerk", organization=cast.port
    )
    assert cast.port_clerk.appointments.count() == 2


@pytest.mark.parametrize("who", ["district_officer", "city_officer", "port_chair", "port_clerk", "administrator"])
def test_not_everybody_ends_it(cast: Cast, who: str) -> None:
    with pytest.raises(NotYours):
        actions.end_appointment(actor=getattr(cast, who), appointment=cast.port_clerk.appointments.get())


def test_nobody_ends_their_own_last_post(cast: Cast) -> None:
    post = cast.administrator.appointments.get()
    with pytest.raises(Invalid):
        actions.end_appointment(actor=cast.administrator, appointment=post)
    actions.open_appointment(actor=cast.administrator, user=cast.stranger, role="administrator", organization=cast.city)
    with pytest.raises(Invalid):
        actions.end_appointment(actor=cast.administrator, appointment=post)
    actions.end_appointment(actor=cast.stranger, appointment=post)


def test_the_administrator_keeps_every_account_but_the_own(cast: Cast) -> None:
    for user in (cast.city_officer, cast.port_liaison, cast.auditor, cast.stranger):
        assert rules.may_keep_account(cast.administrator, user), user
    assert not rules.may_keep_account(cast.administrator, cast.administrator)
    assert not rules.may_keep_account(cast.auditor, cast.port_liaison)


def test_an_account_with_a_higher_post_is_not_the_lower_ones(cast: Cast) -> None:
    assert rules.may_keep_account(cast.port_chair, cast.port_liaison)
    actions.open_appointment(actor=None, user=cast.port_liaison, role="unit_chair", organization=cast.grid)
    cast.port_liaison.refresh_from_db()
    assert not rules.may_keep_account(cast.port_chair, cast.port_liaison)
    with pytest.raises(NotYours):
        actions.reset_password(actor=cast.port_chair, user=cast.port_liaison)


def test_stopping_twice_says_so(cast: Cast) -> None:
    actions.set_active(actor=cast.port_chair, user=cast.port_liaison, active=False, note="离职")
    with pytest.raises(MovedOn):
        actions.set_active(actor=cast.port_chair, user=cast.port_liaison, active=False)
    actions.set_active(actor=cast.port_chair, user=cast.port_liaison, active=True)
    verbs = list(Entry.objects.order_by("sequence").values_list("verb", flat=True))
    assert verbs[-2:] == ["account.lock", "account.activate"]


def test_unlocking_what_is_not_locked(cast: Cast) -> None:
    with pytest.raises(MovedOn):
        actions.unlock(actor=cast.port_chair, user=cast.port_liaison)


def test_correcting_data(cast: Cast) -> None:
    actions.update_account(
        actor=cast.port_chair, user=cast.port_liaison, changes={"name": "吴帆", "phone": "139 1111 2222"}
    )
    cast.port_liaison.refresh_from_db()
    assert (cast.port_liaison.name, cast.port_liaison.phone) == ("吴帆", "13911112222")
    entry = Entry.objects.get(verb="account.update")
    assert entry.new == {"name": "吴帆", "phone": "139****2222"}
    with pytest.raises(NotYours):
        actions.update_account(actor=cast.grid_chair, user=cast.port_liaison, changes={"name": "别人"})


def test_own_phone_is_ones_own_but_not_the_name(cast: Cast) -> None:
    me = cast.port_liaison
    actions.update_account(actor=me, user=me, changes={"phone": "13911112222", "email": ""})
    with pytest.raises(NotYours):
        actions.update_account(actor=me, user=me, changes={"name": "主席"})


def test_a_consequence_is_asked_before_it_happens(cast: Cast) -> None:
    client = cast.client(cast.industry_officer)
    address = reverse("accounts:stop", args=[cast.port_clerk.pk])
    assert "停用周敏" in client.post(address).content.decode()
    cast.port_clerk.refresh_from_db()
    assert cast.port_clerk.is_active
    assert client.post(address, {"confirmed": "1"}).status_code == 302
    cast.port_clerk.refresh_from_db()
    assert not cast.port_clerk.is_active


@pytest.mark.parametrize("name", ["accounts:stop", "accounts:reset_password", "accounts:unlock", "accounts:let_in"])
def test_buttons_refuse_beside_and_below(cast: Cast, name: str) -> None:
    address = reverse(name, args=[cast.port_clerk.pk])
    codes = {
        who: cast.client(getattr(cast, who)).post(address, {"confirmed": "1"}).status_code
        for who in ("district_officer", "grid_chair", "port_chair", "port_liaison", "city_officer")
    }
    assert codes == {
        "district_officer": 404, "grid_chair": 404, "port_chair": 403, "port_liaison": 403, "city_officer": 403,
    }  # fmt: skip


def test_appointing_on_the_page(cast: Cast) -> None:
    client = cast.client(cast.port_chair)
    address = reverse("accounts:appoint", args=[cast.port_liaison.pk])
    facts = {"role": "leader", "organization": cast.port.pk, "started_on": "2013-05-08"}
    assert client.post(address, facts).status_code == 302
    assert cast.port_liaison.appointments.filter(role="leader", started_on="2013-05-08").exists()
    assert client.post(address, facts).status_code == 409
    assert client.post(address, {"role": "unit_chair", "organization": cast.port.pk}).status_code == 422


def test_a_foreign_appointment_is_not_found(cast: Cast) -> None:
    post = cast.grid_clerk.appointments.get()
    address = reverse("accounts:end_appointment", args=[cast.port_clerk.pk, post.pk])
    assert cast.client(cast.industry_officer).post(address, {"confirmed": "1"}).status_code == 404
    post.refresh_from_db()
    assert post.ended_on is None
