"""Hiding personal data and secrets on the way out (个人信息保护法: the least that is needed)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lingjun.core.phones import mask as mask_phone

__all__ = ["HIDDEN", "mask_birth", "mask_email", "mask_name", "mask_phone", "mask_secrets"]

HIDDEN = "••••••"
_SECRET_WORDS = ("password", "secret", "token", "passcode", "otp", "recovery", "session", "csrf", "cookie", "api_key")


def mask_birth(iso: str) -> str:
    """Only the year: "1971-03-05" -> "1971年"."""
    return f"{iso[:4]}年" if iso else ""


def mask_name(name: str) -> str:
    """First character kept: 陈海川 -> 陈**. Not for publicity lists, which show names in full."""
    return name[:1] + "*" * (len(name) - 1)


def mask_email(address: str) -> str:
    """li.jianhua@example.org -> l***@example.org."""
    local, at, domain = address.partition("@")
    return f"{local[:1]}***@{domain}" if at else HIDDEN if address else ""


def mask_secrets(data: Mapping[str, Any]) -> dict[str, Any]:
    """A copy with the values of secret-looking keys hidden, at any depth: what an audit entry may keep."""
    return {key: _masked(key, value) for key, value in data.items()}


def _masked(key: str, value: Any) -> Any:
    if any(word in key.lower() for word in _SECRET_WORDS):
        return HIDDEN if value not in (None, "") else value
    if isinstance(value, Mapping):
        return mask_secrets(value)
    if isinstance(value, list | tuple):
        return [_masked(key, item) for item in value]
    return value
