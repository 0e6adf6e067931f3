"""Opening accounts top-down and keeping them: data, password, lock."""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Mapping
from typing import Any

from axes.utils import reset as reset_attempts
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator, MaxLengthValidator
from django.db import IntegrityError, transaction

from lingjun.accounts import passwords, rules
from lingjun.accounts.actions.appointments import open_appointment
from lingjun.accounts.actions.sessions import close_sessions
from lingjun.accounts.models import User
from lingjun.audit.actions import record
from lingjun.core import phones, pinyin
from lingjun.core.errors import Invalid, MovedOn, NotYours
from lingjun.core.text import compact, squeeze
from lingjun.organizations.models import Organization

EDITABLE = ("name", "phone", "email")
LONGEST_EMAIL = 254


@dataclasses.dataclass(frozen=True, slots=True)
class Issued:
    """A new or reset account with the password to hand over; it is shown once and stored nowhere."""

    user: User
    password: str = dataclasses.field(repr=False)


def create_account(
    *,
    actor: User | None,
    name: str,
    role: str,
    organization: Organization,
    username: str = "",
    phone: str = "",
    email: str = "",
    title: str = "",
    started_on: datetime.date | None = None,
    is_demo: bool = False,
    trial: bool = False,
) -> Issued:
    """Open an account with its first appointment. An empty `username` becomes the name in pinyin, numbered if taken.

    The slow hash is made before the transaction, so that SQLite's one writer never waits for it. A `trial` is for
    callers that roll back: no hash, no usable password.
    Raises NotYours when the actor may not give this role there, Invalid for wrong or taken data.
    """
    password = passwords.initial()
    hashed = make_password(None if trial else password)
    user = User(name=squeeze(name), phone=phones.normalise(phone), email=squeeze(email), is_demo=is_demo)
    with transaction.atomic():
        if actor is not None and not rules.may_appoint(actor, role, organization):
            raise NotYours(f"{organization.label}的这一身份不由您开通。")
        user.username = compact(username).lower() or free_username(user.name)
        user.created_by, user.password = actor, hashed
        _refuse(user)
        _insert(user)
        facts = {"username": user.username, **_facts(user, EDITABLE)}
        record(actor=actor, verb="account.create", subject=user, new=facts)
        open_appointment(
            actor=actor, user=user, role=role, organization=organization, title=title, started_on=started_on
        )  # fmt: skip
    return Issued(user, password)


@transaction.atomic
def update_account(*, actor: User | None, user: User, changes: Mapping[str, Any]) -> User:
    """Correct name, phone or mail of an account one keeps; phone and mail also of one's own."""
    row = locked(user)
    own = actor is not None and actor.pk == row.pk and "name" not in changes
    if not own:
        must_keep(actor, row)
    before = _facts(row, changes)
    cleaners = {"phone": phones.normalise}
    for name in changes:
        if name not in EDITABLE:
            raise TypeError(f"not editable: {name}")
        setattr(row, name, cleaners.get(name, squeeze)(str(changes[name])))
    _refuse(row)
    after = _facts(row, changes)
    changed = [name for name in after if after[name] != before[name]]
    if changed:
        row.save(update_fields=changed)
        record(
            actor=actor,
            verb="account.update",
            subject=row,
            old={name: before[name] for name in changed},
            new={name: after[name] for name in changed},
        )
    return row


def reset_password(*, actor: User | None, user: User) -> Issued:
    """A new initial password; every browser is signed out, a lock-out after wrong tries ends."""
    password = passwords.initial()
    hashed = make_password(password)
    with transaction.atomic():
        row = locked(user)
        must_keep(actor, row)
        row.password, row.must_change_password = hashed, True
        row.save(update_fields=["password", "must_change_password"])
        close_sessions(row)
        record(actor=actor, verb="account.reset_password", subject=row)
        _forget_failures(row)
    return Issued(row, password)


@transaction.atomic
def unlock(*, actor: User | None, user: User) -> User:
    """End the lock-out after wrong passwords; the password stays."""
    row = locked(user)
    must_keep(actor, row)
    if not _forget_failures(row):
        raise MovedOn(f"{row.name}的账号没有被锁定。")
    record(actor=actor, verb="account.unlock", subject=row)
    return row


@transaction.atomic
def set_active(*, actor: User | None, user: User, active: bool, note: str = "") -> User:
    """Stop an account (signed out everywhere, appointments stay on record) or let it in again."""
    row = locked(user)
    must_keep(actor, row)
    if row.is_active == active:
        raise MovedOn(f"{row.name}的账号已经{'启用' if active else '停用'}。")
    row.is_active = active
    row.save(update_fields=["is_active"])
    if not active:
        close_sessions(row)
    record(actor=actor, verb="account.activate" if active else "account.lock", subject=row, note=note)
    return row


def free_username(name: str) -> str:
    """ "陈海川" -> "chenhaichuan", "chenhaichuan2" when taken. One query."""
    base = pinyin.full(name, name=True)[:40] or "user"
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    number = 1
    while (username := base if number == 1 else f"{base}{number}") in taken:
        number += 1
    return username


def must_keep(actor: User | None, user: User) -> None:
    if actor is not None and not rules.may_keep_account(actor, user):
        raise NotYours(f"{user.name}的账号不归您管理。")


def locked(user: User) -> User:
    row = User.objects.select_for_update().filter(pk=user.pk).first()
    if row is None:
        raise MovedOn("这个账号已经删除。")
    return row


def _insert(user: User) -> None:
    try:
        with transaction.atomic():
            user.save(force_insert=True)
    except IntegrityError as error:
        raise Invalid({"username": f"账号“{user.username}”刚刚被占用，请换一个。"}) from error


def _forget_failures(user: User) -> int:
    return int(reset_attempts(username=user.username) or 0)


def _refuse(user: User) -> None:
    errors: dict[str, str] = {}
    if not user.name or len(user.name) > 50:
        errors["name"] = "请填姓名，最多 50 个字。"
    if not (2 <= len(user.username) <= 50 and user.username.isascii() and user.username.replace("_", "").isalnum()):
        errors["username"] = "账号用 2 至 50 个小写字母、数字或下划线。"
    elif user.username.isdigit():
        errors["username"] = "账号不能全是数字，免得和手机号混。"
    elif User.objects.filter(username=user.username).exclude(pk=user.pk).exists():
        errors["username"] = f"账号“{user.username}”已有人用，请换一个，或留空由系统取名。"
    if user.phone and not phones.is_mobile(user.phone):
        errors["phone"] = "请填 11 位手机号。"
    elif user.phone and (other := User.objects.filter(phone=user.phone).exclude(pk=user.pk).first()):
        errors["phone"] = f"这个手机号已是{other.name}的账号，请在那个账号下添加任职。"
    if user.email:
        try:
            EmailValidator()(user.email)
            MaxLengthValidator(LONGEST_EMAIL)(user.email)
        except ValidationError:
            errors["email"] = "邮箱认不出来，请核对。"
    if errors:
        raise Invalid(errors)


def _facts(user: User, names: Any) -> dict[str, Any]:
    return {name: getattr(user, name) for name in names}
