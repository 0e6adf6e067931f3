"""A request that passed the gate of `accounts.middleware`: its user is a person with an account."""

from __future__ import annotations

from django.http import HttpRequest

from lingjun.accounts.models import User


class SignedInRequest(HttpRequest):
    """For type checking: views behind the gate never see an anonymous user."""

    user: User
