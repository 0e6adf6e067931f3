"""Signing in by account name or mobile phone."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from lingjun.accounts.models import User
from lingjun.accounts.queries import person_of_session
from lingjun.core.text import compact


def typed_name(text: str) -> str:
    """What was typed as account or phone, as it is looked up."""
    return compact(text).lower()


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The name wrong tries are counted under: the account's, whether it was typed in capitals or as a phone."""
    source = credentials or request.POST
    typed = typed_name(str(source.get("username") or ""))
    if not typed.isdecimal():
        return typed
    return User.objects.filter(phone=typed).values_list("username", flat=True).first() or typed


class AccountBackend(BaseBackend):
    """Time tells nothing: unknown names, ambiguous phones and locked accounts cost one hash like a wrong password."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **kwargs: Any
    ) -> User | None:
        if not username or password is None:
            return None
        try:
            user = User.objects.get_by_natural_key(typed_name(username))
        except (User.DoesNotExist, User.MultipleObjectsReturned):
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active and not _is_open(user) else None

    def get_user(self, user_id: int) -> User | None:
        """The signed-in person of a session, with what pages say around their content; None once locked."""
        user = person_of_session(user_id)
        return None if user is None or _is_open(user) else user


def _is_open(user: User) -> bool:
    """A demo account, whose password everybody knows, on a production site."""
    return bool(settings.PRODUCTION) and user.is_demo
