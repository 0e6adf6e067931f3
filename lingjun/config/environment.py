"""Reading the environment: typed, strict, failing at start with a hint.

Every variable the product knows is read here, so that an unknown `LINGJUN_*` name is an error, not a silent typo.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

KNOWN: dict[str, str] = {
    "LINGJUN_HOME": "folder of all data (default: var/ beside manage.py)",
    "LINGJUN_MODE": "demo, production or test (default: demo)",
    "LINGJUN_SECRET_KEY": "at least 50 random characters; required in production",
    "LINGJUN_ALLOWED_HOSTS": "host names, comma separated; required in production",
    "LINGJUN_SITE_URL": "address in mails, e.g. https://lingjun.example.cn; required in production",
    "LINGJUN_BEHIND_PROXY": "1 when a proxy sets X-Forwarded-For and X-Forwarded-Proto",
    "LINGJUN_FONTS": "folder of font files (default: LINGJUN_HOME/fonts)",
    "LINGJUN_MAIL_URL": "consolemail:// or smtp://user:password@host:port (default: console)",
    "LINGJUN_MAIL_FROM": "sender of mails",
    "LINGJUN_IDLE_MINUTES": "minutes without action until sign-out (default 30)",
    "LINGJUN_LOG_LEVEL": "DEBUG, INFO, WARNING or ERROR (default INFO)",
    "LINGJUN_DEBUG": "1 shows tracebacks; never in production",
}
"""Name to hint."""

MODES = ("demo", "production", "test")
TRUE, FALSE = {"1", "true", "yes", "on"}, {"0", "false", "no", "off", ""}
MINIMUM_SECRET = 50


def refuse(name: str, why: str) -> ImproperlyConfigured:
    return ImproperlyConfigured(f"{name}: {why}. Hint: {KNOWN.get(name, 'see docs/operations')}")


def check_names() -> None:
    """Raises ImproperlyConfigured for a LINGJUN_* variable nobody reads."""
    for name in os.environ:
        if name.startswith("LINGJUN_") and name not in KNOWN:
            raise refuse(name, f"unknown setting; known are {', '.join(KNOWN)}")


def text(name: str, default: str | None = None) -> str:
    value = os.environ.get(name, "").strip()
    if value:
        return value
    if default is None:
        raise refuse(name, "must be set")
    return default


def flag(name: str, *, default: bool = False) -> bool:
    value = os.environ.get(name)
    if value is None:
        return default
    lowered = value.strip().lower()
    if lowered in TRUE:
        return True
    if lowered in FALSE:
        return False
    raise refuse(name, f"“{value}” is neither 1 nor 0")


def whole(name: str, default: int, *, least: int, most: int) -> int:
    value = text(name, str(default))
    if not (value.isascii() and value.isdigit()) or not least <= int(value) <= most:
        raise refuse(name, f"“{value}” is not a whole number from {least} to {most}")
    return int(value)


def choice(name: str, default: str, choices: tuple[str, ...]) -> str:
    value = text(name, default)
    if value not in choices:
        raise refuse(name, f"“{value}” is not one of {', '.join(choices)}")
    return value


def folder(name: str, default: Path) -> Path:
    return Path(text(name, str(default))).expanduser().resolve()


def origin(name: str, default: str | None, *, secure: bool) -> str:
    """Scheme and host of the site, without a path; https where `secure`: sessions and forms are bound to it."""
    value = text(name, default).rstrip("/")
    try:
        parts = urlsplit(value)
        known = bool(parts.hostname) and parts.port != 0
    except ValueError:
        known = False
    if not known or parts.scheme not in ({"https"} if secure else {"http", "https"}) or parts.path or parts.query:
        raise refuse(name, f"“{value}” is not an address such as https://lingjun.example.cn")
    return value


def mail(name: str, default: str) -> dict[str, Any]:
    """Where mails go, as Django wants it."""
    value = text(name, default)
    try:
        found: dict[str, Any] = environ.Env.email_url_config(value)
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        raise refuse(name, "is not an address mails can be handed to") from error
    return found


def secret_key(mode: str) -> str:
    """The key in production comes from outside and must be long; a demo or test home uses a fixed, worthless one."""
    if mode != "production":
        return os.environ.get("LINGJUN_SECRET_KEY") or "demo-" + "x" * MINIMUM_SECRET
    value = text("LINGJUN_SECRET_KEY")
    if len(value) < MINIMUM_SECRET or len(set(value)) < 10 or value.startswith("demo-"):
        raise refuse("LINGJUN_SECRET_KEY", "too short or too plain for production")
    return value
