"""Passwords: what is strong enough, and the first one that is handed over."""

from __future__ import annotations

import secrets
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

GROUPS = ("abcdefghjkmnpqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789")
"""Without 0 O 1 l I i o: an initial password is often read out on the telephone."""

LONG = 16
KINDS = 3


SHORTEST = 10
RULES = (
    f"不少于 {SHORTEST} 个字符。",
    f"要有大写字母、小写字母、数字、符号中的 {KINDS} 种，或者不少于 {LONG} 个字符。",
    "不要用姓名、账号、手机号，也不要用“password”这类常见密码。",
)
MESSAGES = {
    "password_too_short": f"密码至少要有 {SHORTEST} 个字符。",
    "password_too_similar": "密码和姓名、账号、手机号或邮箱太像。",
    "password_too_common": "这个密码太常见，容易被猜到。",
    "password_entirely_numeric": "密码不能全是数字。",
}
"""Django's validators by their code, in the words of this product."""


def problem(password: str, user: Any) -> str:
    """Why a password is too weak for this person; "" when it is strong enough. All validators of the settings."""
    try:
        validate_password(password, user)
    except ValidationError as error:
        return "".join(MESSAGES.get(one.code or "", "".join(one.messages)) for one in error.error_list)
    return ""


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
        return RULES[1]


def initial() -> str:
    """ "kmR4-tw8P-x3Hz": 12 random characters, about 69 bits, strong by the rule above."""
    while True:
        letters = [secrets.choice("".join(GROUPS)) for _ in range(12)]
        if all(any(letter in group for letter in letters) for group in GROUPS):
            return "-".join("".join(letters[start : start + 4]) for start in (0, 4, 8))
