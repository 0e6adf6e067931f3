"""Passwords: what is strong enough, and the first one that is handed over."""

from __future__ import annotations

import secrets
from typing import Any

from django.core.exceptions import ValidationError

GROUPS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")
"""Without 0 O 1 l I i o: an initial password is often read out on the telephone."""

LONG = 16
KINDS = 3


class VarietyValidator:
    """Three of: small letters, capitals, digits, signs; or 16 characters and more (GB/T 22239 level 2, 身份鉴别)."""

    def validate(self, password: str, user: Any = None) -> None:
        kinds = (
            any(char.islower() for char in password),
            any(char.isupper() for char in password),
            any(char.isdigit() for char in password),
            any(not char.isalnum() for char in password),
        )
        if len(password) < LONG and sum(kinds) < KINDS:
            raise ValidationError(self.get_help_text(), code="password_too_plain")

    def get_help_text(self) -> str:
        return f"要有大写字母、小写字母、数字、符号中的 {KINDS} 种，或者不少于 {LONG} 个字符。"


def initial() -> str:
    """ "kmR4-tw8P-x3Hz": 12 random characters, about 69 bits, strong by the rule above."""
    while True:
        letters = [secrets.choice("".join(GROUPS)) for _ in range(12)]
        if all(any(letter in group for letter in letters) for group in GROUPS):
            return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))
