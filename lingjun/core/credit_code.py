"""统一社会信用代码 (GB 32100-2015) with its inner organization code (GB 11714-1997).

18 characters: 1 registering department, 1 kind of body, 6 area (GB/T 2260), 9 organization code, 1 check.
"""

from __future__ import annotations

from lingjun.core.text import compact

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
_BODY_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_BODY_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


def normalise(text: str) -> str:
    """Half-width capitals without blanks and hyphens."""
    return compact(text).replace("-", "").upper()


def check_character(first17: str) -> str:
    """Check character over the first 17: (31 - S mod 31) mod 31, so that S mod 31 = 0 gives "0".

    ValueError when a character is outside the standard's 31 (no I, O, S, V, Z).
    """
    if len(first17) != 17:
        raise ValueError("the check needs exactly 17 characters")
    total = sum(_ALPHABET.index(char) * weight for char, weight in zip(first17, _WEIGHTS, strict=True))
    return _ALPHABET[(31 - total % 31) % 31]


def body_check_character(first8: str) -> str:
    """Check of the organization code (GB 11714): 11 - S mod 11, with 10 written X and 11 written 0."""
    total = sum(_BODY_ALPHABET.index(char) * weight for char, weight in zip(first8, _BODY_WEIGHTS, strict=True))
    return "0123456789X0"[11 - total % 11]


def make(department_and_kind: str, area: str, body: str) -> str:
    """A complete code from two characters, six digits and the first eight of the organization code."""
    first17 = f"{department_and_kind}{area}{body}{body_check_character(body)}"
    return first17 + check_character(first17)


def problem(text: str) -> str:
    """What is wrong with a code, in words for people; "" when it holds.

    The inner GB 11714 check is not applied: codes given before 2015 to bodies without one may fail it.
    """
    code = normalise(text)
    if not code:
        return "请填统一社会信用代码"
    if len(code) != 18:
        return f"统一社会信用代码是 18 位，这里是 {len(code)} 位"
    wrong = next((char for char in code if char not in _ALPHABET), "")
    if wrong:
        return f"统一社会信用代码里不会有“{wrong}”，请核对（数字 0、1 容易和字母 O、I 混）"
    if not code[2:8].isdecimal():
        return "统一社会信用代码的第 3 到 8 位是行政区划，应是数字"
    if check_character(code[:17]) != code[17]:
        return "统一社会信用代码的校验位对不上，请核对有没有抄错"
    return ""


def is_valid(text: str) -> bool:
    """Whether `problem` finds nothing."""
    return not problem(text)
