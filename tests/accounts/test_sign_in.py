"""The door: who gets in, what failures cost, how one gets out."""

from __future__ import annotations

import time
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from lingjun.accounts import actions
from lingjun.accounts.actions.sessions import ADDRESS_LIMIT
from lingjun.accounts.models import SignIn, User
from lingjun.audit.models import Entry
from tests.cast import PASSWORD, Cast

DOOR = "/sign-in/"


def knock(client: Client, username: str, password: str = PASSWORD, **more: Any) -> Any:
    return client.post(more.pop("path", DOOR), {"username": username, "password": password}, **more)


def inside(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("name", ["port_clerk", "Port_Clerk", " port_clerk ", "13900000006"])
def test_account_name_and_mobile_open_the_door(cast: Cast, client: Client, name: str) -> None:
    response = knock(client, name)
    assert inside(client)
    assert response.status_code == 302
    assert client.session["_auth_user_id"] == str(cast.port_clerk.pk)


@pytest.mark.parametrize(
    ("name", "password"), [("port_clerk", "wrong"), ("nobody", PASSWORD), ("", ""), ("port_clerk", "")]
)
def test_wrong_or_missing_words_do_not(cast: Cast, client: Client, name: str, password: str) -> None:
    assert knock(client, name, password).status_code == 200
    assert not inside(client)


def test_one_message_for_a_wrong_password_and_an_unknown_account(cast: Cast, client: Client) -> None:
    wrong, unknown = knock(client, "port_clerk", "wrong"), knock(client, "nobody", "wrong")
    assert (
        wrong.context["form"].non_field_errors() == unknown.context["form"].non_field_errors() == ["账号或密码不对。"]
    )


def test_an_unknown_name_costs_one_hash_like_a_known_one(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    from lingjun.accounts.backends import AccountBackend

    hashed: list[str] = []
    real = User.set_password
    monkeypatch.setattr(User, "set_password", lambda self, raw: (hashed.append(raw), real(self, raw))[1])
    assert AccountBackend().authenticate(None, username="nobody", password="guess") is None
    assert hashed == ["guess"]


def test_a_shared_phone_is_no_account_name(cast: Cast, client: Client) -> None:
    User.objects.filter(pk=cast.grid_clerk.pk).update(phone=cast.port_clerk.phone)
    knock(client, cast.port_clerk.phone)
    assert not inside(client)


def test_a_stopped_account_stays_outside_and_falls_out(cast: Cast, client: Client) -> None:
    knock(client, "port_clerk")
    assert client.get("/inbox/").status_code == 200
    actions.set_active(actor=cast.administrator, user=cast.port_clerk, active=False)
    assert client.get("/inbox/").status_code == 302
    knock(client, "port_clerk")
    assert not inside(client)


def test_five_wrong_passwords_lock_for_this_address_only(cast: Cast, client: Client) -> None:
    typed = ["port_clerk", "PORT_CLERK", " port_clerk", cast.port_clerk.phone, "port_clerk"]
    answers = [knock(client, name, "wrong").status_code for name in typed]
    assert answers == [200, 200, 200, 200, 429]
    locked = knock(client, "port_clerk")
    assert locked.status_code == 429
    assert "锁定 15 分钟" in locked.content.decode()
    assert not inside(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    knock(elsewhere, "port_clerk")
    assert inside(elsewhere)


def test_the_officer_above_ends_the_lock(cast: Cast, client: Client) -> None:
    for _ in range(5):
        knock(client, "port_clerk", "wrong")
    page = cast.client(cast.industry_officer).get(reverse("accounts:detail", args=[cast.port_clerk.pk]))
    assert "解除锁定" in page.content.decode()
    actions.unlock(actor=cast.industry_officer, user=cast.port_clerk)
    knock(client, "port_clerk")
    assert inside(client)


def test_one_address_cannot_try_everybody(cast: Cast, client: Client) -> None:
    for number in range(ADDRESS_LIMIT):
        actions.sign_in_failed(username=f"guess{number}")
    Entry.objects.update(address="127.0.0.1")
    refused = knock(client, "port_clerk")
    assert refused.status_code == 429
    assert not inside(client)
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    knock(elsewhere, "port_clerk")
    assert inside(elsewhere)


def test_sign_ins_and_failures_are_on_the_trail_without_the_password(cast: Cast, client: Client) -> None:
    knock(client, "port_clerk", "my-secret-word")
    knock(client, "hunter2hunter2", "x")
    knock(client, "port_clerk")
    entries = list(Entry.objects.filter(verb__startswith="account.sign_in").order_by("sequence"))
    assert [(entry.verb, entry.subject_name, entry.actor_id) for entry in entries] == [
        ("account.sign_in_failed", "port_clerk", None),
        ("account.sign_in_failed", "hu…", None),
        ("account.sign_in", "周敏", cast.port_clerk.pk),
    ]
    assert {entry.address for entry in entries} == {"127.0.0.1"}
    assert not any("my-secret-word" in f"{entry.old}{entry.new}{entry.note}{entry.subject_name}" for entry in entries)


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/me/sessions/", "/me/sessions/"),
        ("https://evil.example/", "/"),
        ("//evil.example/", "/"),
        ("javascript:1", "/"),
    ],
)
def test_after_the_door_only_this_site(cast: Cast, client: Client, wanted: str, lands: str) -> None:
    assert knock(client, "port_clerk", path=f"{DOOR}?next={wanted}")["Location"] == lands


def test_a_stranger_is_led_to_the_door_and_back(cast: Cast, client: Client) -> None:
    response = client.get("/inbox/?unread=1")
    assert response["Location"] == "/sign-in/?next=%2Finbox%2F%3Funread%3D1"
    assert client.post("/inbox/read/")["Location"] == "/sign-in/"


def test_htmx_of_a_stranger_turns_the_whole_page(cast: Cast, client: Client) -> None:
    response = client.get("/inbox/", headers={"HX-Request": "true"})
    assert (response.status_code, response["HX-Redirect"]) == (204, "/sign-in/")


def test_the_door_is_open_without_an_account(client: Client, db: None) -> None:
    assert client.get(DOOR).status_code == 200


def test_signing_out_takes_a_post_and_ends_the_session(cast: Cast, client: Client) -> None:
    knock(client, "port_clerk")
    assert client.get("/sign-out/").status_code == 405
    assert client.post("/sign-out/")["Location"] == DOOR
    assert not inside(client)
    assert not SignIn.objects.exists()


def test_idle_people_are_signed_out(cast: Cast, client: Client, settings: Any) -> None:
    knock(client, "port_clerk")
    session = client.session
    session["seen"] = int(time.time()) - settings.IDLE_MINUTES * 60 + 30
    session.save()
    asked = int(time.time())
    assert client.get("/inbox/").status_code == 200
    session = client.session
    assert session["seen"] >= asked
    session["seen"] = int(time.time()) - settings.IDLE_MINUTES * 60 - 1
    session.save()
    assert client.get("/inbox/").status_code == 302
    assert "自动退出" in client.get(DOOR).content.decode()


def test_the_first_password_must_go_first(cast: Cast, client: Client) -> None:
    issued = actions.reset_password(actor=cast.industry_officer, user=cast.port_clerk)
    assert knock(client, "port_clerk", issued.password)["Location"] == "/me/password/"
    assert client.get("/inbox/")["Location"] == "/me/password/"
    assert client.get("/help/").status_code == 200
    new = "Lujiang-2013"
    answer = client.post("/me/password/", {"old": issued.password, "new": new, "again": new})
    assert answer.status_code == 302
    assert client.get("/inbox/").status_code == 200
    client.post("/sign-out/")
    knock(client, "port_clerk", issued.password)
    assert not inside(client)
    knock(client, "port_clerk", new)
    assert inside(client)


@pytest.mark.parametrize(
    ("old", "new", "again", "at"),
    [
        ("wrong", "Lujiang-2013", "Lujiang-2013", "old"),
        (PASSWORD, "Lujiang-2013", "Lujiang-2014", "again"),
        (PASSWORD, PASSWORD, PASSWORD, "new"),
        (PASSWORD, "Aa-1", "Aa-1", "new"),
        (PASSWORD, "abcdefghijkl", "abcdefghijkl", "new"),
        (PASSWORD, "1234567890", "1234567890", "new"),
        (PASSWORD, "Port_clerk1", "Port_clerk1", "new"),
        (PASSWORD, "password123", "password123", "new"),
    ],
)
def test_weak_or_mistyped_passwords_are_refused(cast: Cast, old: str, new: str, again: str, at: str) -> None:
    client = cast.client(cast.port_clerk)
    response = client.post("/me/password/", {"old": old, "new": new, "again": again})
    assert list(response.context["form"].errors) == [at]
    cast.port_clerk.refresh_from_db()
    assert cast.port_clerk.check_password(PASSWORD)


def test_changing_the_password_keeps_this_browser_and_ends_the_others(cast: Cast, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        knock(browser, "port_clerk")
    client.post("/me/password/", {"old": PASSWORD, "new": "Lujiang-2013", "again": "Lujiang-2013"})
    assert client.get("/inbox/").status_code == 200
    assert other.get("/inbox/").status_code == 302
    assert [row.session_key for row in SignIn.objects.all()] == [client.session.session_key]


def test_own_browsers_are_listed_and_signed_out(cast: Cast, client: Client) -> None:
    other, stranger = Client(HTTP_USER_AGENT="Mozilla/5.0 (Windows NT 10.0) Chrome/120"), Client()
    knock(client, "port_clerk")
    knock(other, "port_clerk")
    knock(stranger, "grid_clerk")
    page = client.get("/me/sessions/").content.decode()
    assert "Chrome 浏览器，Windows" in page
    assert page.count("这一台") == 1
    foreign = SignIn.objects.get(user=cast.grid_clerk)
    assert client.post(f"/me/sessions/{foreign.pk}/sign-out/").status_code == 409
    assert stranger.get("/inbox/").status_code == 200
    client.post("/me/sessions/sign-out/")
    assert other.get("/inbox/").status_code == 302
    assert client.get("/inbox/").status_code == 200
    assert Session.objects.count() >= 2


def test_the_address_behind_a_proxy_is_what_the_proxy_says(rf: Any, settings: Any) -> None:
    from lingjun.audit.address import of_request

    request = rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "1.2.3.4, 192.0.2.9"})
    settings.BEHIND_PROXY = False
    assert of_request(request) == "10.0.0.1"
    settings.BEHIND_PROXY = True
    assert of_request(request) == "192.0.2.9"
    assert of_request(rf.get("/", REMOTE_ADDR="10.0.0.1", headers={"X-Forwarded-For": "<script>"})) == ""


def test_the_words_of_a_refusal_are_ours(cast: Cast) -> None:
    client = cast.client(cast.port_clerk)
    found = {}
    for new in ("Aa-1", "port_clerk-1A", "1234567890", "password123"):
        response = client.post("/me/password/", {"old": PASSWORD, "new": new, "again": new})
        found[new] = response.context["form"].errors["new"][0]
    assert found["Aa-1"].startswith("密码至少要有 10 个字符。")
    assert found["port_clerk-1A"] == "密码和姓名、账号、手机号或邮箱太像。"
    assert "密码不能全是数字。" in found["1234567890"]
    assert "这个密码太常见，容易被猜到。" in found["password123"]


def test_the_door_names_the_notice_in_force_and_what_is_named(cast: Cast, client: Client) -> None:
    from django.utils import timezone

    from lingjun.accounts import door
    from lingjun.notices.models import Notice, NoticeVersion

    assert client.get(DOOR).context["site"] == {"owner": "厦门市总工会", "basis": ""}
    notice = Notice.objects.create(
        slug="n", number="厦工〔2012〕80号", title="n", issuer=cast.city, issued_on="2012-06-28",
        effective_on=timezone.localdate(),
    )  # fmt: skip
    NoticeVersion.objects.create(notice=notice, version=1, content={}, digest="x")
    page = client.get(DOOR)
    assert "厦工〔2012〕80号" in page.content.decode()
    assert "figures" in page.context
    assert door.figures(cast.city) == []
