"""Signing in and out, own password, own browsers. Failures are kept in the trail and counted per address."""

from __future__ import annotations

import datetime
import time

from django.contrib.auth import login, logout, update_session_auth_hash
from django.contrib.sessions.models import Session
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from lingjun.accounts import passwords
from lingjun.accounts.models import SignIn, User
from lingjun.audit import address
from lingjun.audit.actions import record
from lingjun.audit.models import Entry
from lingjun.core.errors import Invalid, MovedOn

FAILED = "account.sign_in_failed"
ADDRESS_LIMIT = 30
ADDRESS_WINDOW = datetime.timedelta(minutes=15)
"""Wrong passwords from one address, whatever the account: 30 in 15 minutes (a whole office shares one address)."""

BACKEND = "lingjun.accounts.backends.AccountBackend"


def too_many_failures() -> bool:
    """The present address has used up its tries; one indexed count. Unknown addresses are never stopped here."""
    here = address.current.get()
    since = timezone.now() - ADDRESS_WINDOW
    recent = Entry.objects.filter(at__gte=since, verb=FAILED, address=here)
    return bool(here) and recent[:ADDRESS_LIMIT].count() >= ADDRESS_LIMIT


@transaction.atomic
def sign_in(*, request: HttpRequest, user: User) -> None:
    """Begin a session for somebody who proved to be `user`."""
    login(request, user, backend=BACKEND)
    record(actor=user, verb="account.sign_in", subject=user)


@transaction.atomic
def sign_in_failed(*, username: str) -> None:
    """Keep a failed try. Of an unknown account name only the beginning: people type passwords into the wrong field."""
    user = User.objects.filter(username=username).first()
    name = user.username if user else f"{username[:2]}…"
    record(actor=None, verb=FAILED, subject=user, subject_name=name, note="" if user else "没有这个账号")


@transaction.atomic
def sign_out(*, request: HttpRequest) -> None:
    """End the present session; a second press does nothing."""
    user = request.user
    if isinstance(user, User):
        SignIn.objects.filter(session_key=request.session.session_key).delete()
        record(actor=user, verb="account.sign_out", subject=user)
    logout(request)


@transaction.atomic
def change_password(*, request: HttpRequest, user: User, old: str, new: str) -> None:
    """The person's own new password; other browsers are signed out. Raises Invalid (old, new)."""
    row = User.objects.select_for_update().get(pk=user.pk)
    errors: dict[str, str] = {}
    if not row.check_password(old):
        errors["old"] = "现在的密码不对。"
    elif old == new:
        errors["new"] = "新密码要和现在的不同。"
    if weak := passwords.problem(new, row):
        errors.setdefault("new", weak)
    if errors:
        raise Invalid(errors)
    row.set_password(new)
    row.must_change_password = False
    row.save(update_fields=["password", "must_change_password"])
    before = request.session.session_key
    update_session_auth_hash(request, row)
    SignIn.objects.filter(session_key=before).update(session_key=request.session.session_key)
    close_sessions(row, keep=request.session.session_key)
    record(actor=row, verb="account.change_password", subject=row)


@transaction.atomic
def sign_out_elsewhere(*, user: User, keep: str | None, sign_in_id: int | None = None) -> int:
    """Sign out one of the own other browsers, or all of them. Returns how many. Raises MovedOn when it is gone."""
    closed = close_sessions(user, keep=keep, sign_in_id=sign_in_id)
    if sign_in_id is not None and not closed:
        raise MovedOn("那台设备已经退出。")
    record(actor=user, verb="account.sign_out_elsewhere", subject=user, new={"browsers": closed})
    return closed


def close_sessions(user: User, *, keep: str | None = None, sign_in_id: int | None = None) -> int:
    """End sessions of a user: all, all but `keep`, or one. No right is asked here."""
    rows = SignIn.objects.filter(user=user)
    if keep is not None:
        rows = rows.exclude(session_key=keep)
    if sign_in_id is not None:
        rows = rows.filter(pk=sign_in_id)
    keys = list(rows.values_list("session_key", flat=True))
    Session.objects.filter(session_key__in=keys).delete()
    SignIn.objects.filter(session_key__in=keys).delete()
    return len(keys)


def remember(*, request: HttpRequest, user: User) -> None:
    """Note a new session for the list of own browsers; called by Django's `user_logged_in`."""
    request.session["seen"] = int(time.time())
    SignIn.objects.filter(user=user).exclude(session_key__in=Session.objects.values("session_key")).delete()
    SignIn.objects.update_or_create(
        session_key=request.session.session_key,
        defaults={
            "user": user,
            "address": address.current.get(),
            "device": request.META.get("HTTP_USER_AGENT", "")[:200],
        },
    )
