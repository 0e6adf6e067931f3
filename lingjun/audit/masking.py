"""What an entry may keep: plain JSON that reads back the same from both databases, secrets and phones masked."""

from __future__ import annotations

import datetime
import uuid
from decimal import Decimal
from typing import Any

from lingjun.core.masking import HIDDEN, mask_phone

_SECRET_PARTS = ("password", "token", "secret", "cookie", "session_key", "密码")
_PHONE_PARTS = ("phone", "mobile", "手机", "电话")


def text(value: object, limit: int) -> str:
    """Without NUL (PostgreSQL refuses it), at most `limit` characters."""
    return str(value).replace("\0", "")[:limit]


def plain(value: Any, key: str = "") -> Any:
    """`value` as JSON knows it. Fractions become text: jsonb and SQLite write floating numbers differently."""
    lowered = key.lower()
    if value not in (None, "") and any(part in lowered for part in _SECRET_PARTS):
        return HIDDEN
    if isinstance(value, dict):
        return {text(name, 200): plain(item, str(name)) for name, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
        return [plain(item, key) for item in items]
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    if isinstance(value, float | Decimal | uuid.UUID):
        return str(value)
    words = str(value).replace("\0", "")
    return mask_phone(words) if words and any(part in lowered for part in _PHONE_PARTS) else words
