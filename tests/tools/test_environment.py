"""Settings from outside: what is wrong is refused by name with a hint, in every branch."""

from __future__ import annotations

import secrets

import pytest
from django.core.exceptions import ImproperlyConfigured

from lingjun.config import environment as env
from lingjun.config.database import database_settings

GOOD_KEY = secrets.token_urlsafe(60)


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in env.KNOWN:
        monkeypatch.delenv(name, raising=False)


def test_a_name_nobody_reads_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    env.check_names()
    monkeypatch.setenv("LINGJUN_SECRETKEY", "x")
    with pytest.raises(ImproperlyConfigured, match="LINGJUN_SECRETKEY: unknown setting"):
        env.check_names()


@pytest.mark.parametrize("key", ["", "kq7", "x" * 80, "demo-" + GOOD_KEY])
def test_a_weak_key_is_refused_in_production_and_never_printed(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    monkeypatch.setenv("LINGJUN_SECRET_KEY", key)
    with pytest.raises(ImproperlyConfigured, match="LINGJUN_SECRET_KEY") as refused:
        env.secret_key("production")
    assert not key or key not in str(refused.value)
    assert env.secret_key("demo")


def test_a_good_key_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGJUN_SECRET_KEY", GOOD_KEY)
    assert env.secret_key("production") == GOOD_KEY


@pytest.mark.parametrize(
    ("address", "secure", "taken"),
    [
        ("https://lingjun.example.cn", True, "https://lingjun.example.cn"),
        ("https://lingjun.example.cn/", True, "https://lingjun.example.cn"),
        ("https://lingjun.example.cn:8443", True, "https://lingjun.example.cn:8443"),
        ("http://127.0.0.1:8000", False, "http://127.0.0.1:8000"),
        ("http://lingjun.example.cn", True, None),
        ("lingjun.example.cn", True, None),
        ("lingjun.example.cn", False, None),
        ("https://", True, None),
        ("https://lingjun.example.cn/site", True, None),
        ("https://lingjun.example.cn?x", True, None),
        ("https://lingjun.example.cn:99999", True, None),
        ("javascript:alert(1)", False, None),
    ],
)
def test_the_address_of_the_site(
    monkeypatch: pytest.MonkeyPatch, address: str, secure: bool, taken: str | None
) -> None:  # fmt: skip
    """Links in mails and the origin of forms are made of it."""
    monkeypatch.setenv("LINGJUN_SITE_URL", address)
    if taken is not None:
        assert env.origin("LINGJUN_SITE_URL", None, secure=secure) == taken
        return
    with pytest.raises(ImproperlyConfigured, match=r"LINGJUN_SITE_URL.*Hint"):
        env.origin("LINGJUN_SITE_URL", None, secure=secure)


@pytest.mark.parametrize("address", ["nonsense", "gopher://x", "smtp://user:password@host:port"])
def test_mail_that_goes_nowhere_is_refused_without_its_password(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    monkeypatch.setenv("LINGJUN_MAIL_URL", address)
    with pytest.raises(ImproperlyConfigured, match="LINGJUN_MAIL_URL") as refused:
        env.mail("LINGJUN_MAIL_URL", "consolemail://")
    assert "secret" not in str(refused.value)


def test_mail_by_smtp(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINGJUN_MAIL_URL", "smtp+tls://user:password@mail.example.cn:587")
    found = env.mail("LINGJUN_MAIL_URL", "consolemail://")
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"], found["EMAIL_USE_TLS"]) == ("mail.example.cn", 587, True)


@pytest.mark.parametrize("value", ["2", "ja", "-"])
def test_a_flag_is_one_or_nought(monkeypatch: pytest.MonkeyPatch, value: str) -> None:
    monkeypatch.setenv("LINGJUN_DEBUG", value)
    with pytest.raises(ImproperlyConfigured, match="LINGJUN_DEBUG"):
        env.flag("LINGJUN_DEBUG")


@pytest.mark.parametrize(
    ("value", "taken"), [("5", 5), ("720", 720), ("4", None), ("721", None), ("²", None), ("3.5", None)]
)
def test_minutes_are_within_bounds(monkeypatch: pytest.MonkeyPatch, value: str, taken: int | None) -> None:
    monkeypatch.setenv("LINGJUN_IDLE_MINUTES", value)
    if taken:
        assert env.whole("LINGJUN_IDLE_MINUTES", 30, least=5, most=720) == taken
        return
    with pytest.raises(ImproperlyConfigured, match="LINGJUN_IDLE_MINUTES"):
        env.whole("LINGJUN_IDLE_MINUTES", 30, least=5, most=720)


@pytest.mark.parametrize("url", ["mysql://root@host/db", "postgres", "sqlite:db"])
def test_an_unknown_database_is_refused(url: str, tmp_path) -> None:
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        database_settings(url, tmp_path)


def test_postgresql_is_asked_without_compiling_and_as_the_address_says(tmp_path) -> None:
    options = database_settings("postgres://u@h:5432/db?sslmode=require", tmp_path)["OPTIONS"]
    assert options == {"options": "-c jit=off", "sslmode": "require"}
