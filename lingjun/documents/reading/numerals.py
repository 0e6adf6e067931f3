"""Chinese numerals as people write them in forms: 十二, 二〇一二, 一百零五, 廿三, 叁拾."""

from __future__ import annotations

_DIGITS = {char: value for value, chars in enumerate(
    ("〇零○Ｏ0", "一壹1", "二两贰2", "三叁3", "四肆4", "五伍5", "六陆6", "七柒7", "八捌8", "九玖9")
) for char in chars}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000, "万": 10000}
_TENS = {"廿": "二十", "卅": "三十"}

#: Every character of a number, for regular expressions.
NUMERAL_CHARS = "〇零○一壹二两贰三叁四肆五伍六陆七柒八捌九玖十拾百佰千仟廿卅"


def to_int(text: str) -> int | None:
    """Value of Arabic digits or a Chinese numeral below 100,000; None when `text` is not one, whole and well-formed."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 9 else None
    for short, long in _TENS.items():
        text = text.replace(short, long)
    if not text or any(char not in _DIGITS and char not in _UNITS for char in text):
        return None
    if not any(char in _UNITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text)) if len(text) <= 9 else None
    return _with_units(text)


def _with_units(text: str) -> int | None:
    total, digit, last_unit = 0, None, 100_000
    for char in text:
        if char in _DIGITS:
            if digit:  # two digits without a unit between them
                return None
            digit = _DIGITS[char]
            continue
        unit = _UNITS[char]
        if unit >= last_unit:
            return None
        if digit is None and total == 0 and unit == 10:
            digit = 1
        if not digit:
            return None
        total, digit, last_unit = total + digit * unit, None, unit
    return total + (digit or 0)
