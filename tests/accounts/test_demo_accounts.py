"""Demo accounts have a password everybody knows: a production site refuses to start with them, and them at the door."""

from typing import Any

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError
from django.test import RequestFactory

from lingjun.accounts.backends import AccountBackend
from lingjun.accounts.models import User
from tools.prepare import refuse_open_demo

PASSWORD = "Known-to-everybody-1"


@pytest.fixture
def account(db: None) -> User:
    user = User(username="shili", name="示例甲", is_demo=True, must_change_password=False)
    user.set_password(PASSWORD)
    user.save()
    return user


def enter(user: User) -> Any:
    return authenticate(RequestFactory().post("/sign-in/"), username=user.username, password=PASSWORD)


@pytest.mark.parametrize(
    ("production", "is_demo", "enters"), [(False, True, True), (True, False, True), (True, True, False)]
)
def test_at_the_door(account: User, settings: Any, production: bool, is_demo: bool, enters: bool) -> None:
    User.objects.update(is_demo=is_demo)
    settings.PRODUCTION = production
    assert (enter(account) is not None) == enters
    assert (AccountBackend().get_user(account.pk) is not None) == enters


def test_at_the_start(account: User, settings: Any) -> None:
    refuse_open_demo()
    settings.PRODUCTION = True
    with pytest.raises(CommandError, match="demo city"):
        refuse_open_demo()
    User.objects.update(is_demo=False)
    refuse_open_demo()
