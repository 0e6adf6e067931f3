"""Dates as people write them, to ISO text and back. Nothing is guessed: two-digit years and nonsense give None."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from lingjun.core.text import compact

_NUMERALS = ("〇零○", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
_DIGITS = {char: str(value) for value, chars in enumerate(_NUMERALS) for char in chars}
_CHINESE = "〇零○一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾廿卅"
_NUMERAL = re.compile(f"[{_CHINESE}]+")
_SEPARATED = re.compile(r"^(\d{4})[年./\-–—_,，、](\d{1,2})(?:[月./\-–—_,，、](\d{1,2})[日号]?|月)?[份.]?$")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?")
_SOLID = re.compile(r"^(\d{4})(\d{2})(\d{2})?$")
_YEAR = re.compile(r"^(\d{4})年?$")
_TAIL = re.compile(r"(?:出生|生人|生|前后|(?:星期|周|礼拜)[1-6日天]|00:00(?::00)?|T00:00:00)$")
_HEAD = re.compile(r"^(?:公元|生于|出生于|出生)")


def parse_loose(text: str, *, year_alone: bool = False) -> str | None:
    """ISO text for a date in any usual wording, to the precision it was written in.

    "1978.11", "1978年11月", "一九七八年十一月", "197811" -> "1978-11"; "2012年8月16日", "2012/8/16", "20120816" ->
    "2012-08-16". A year alone ("1978年") gives "1978" only when `year_alone` is set. Impossible dates, years before
    1900 or after 2100, and anything else give None.
    """
    if match := _ISO.fullmatch(text):  # as stored, and as most long tables have it
        return _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    words = _chinese_to_digits(compact(text))
    words = _HEAD.sub("", words)
    while (shorter := _TAIL.sub("", words)) != words:
        words = shorter
    match = _SEPARATED.match(words) or _SOLID.match(words)
    if match:
        return _iso(int(match[1]), int(match[2]), int(match[3]) if match[3] else None)
    if year_alone and (match := _YEAR.match(words)) and 1900 <= int(match[1]) <= 2100:
        return match[1]
    return None


def is_month_ambiguous(text: str) -> bool:
    """Whether a spreadsheet number like 1978.1 may have been typed as 1978.10: Excel drops the zero."""
    return bool(re.match(r"^(19|20)\d{2}\.1$", text))


def problem(text: str) -> str:
    """What is wrong with a written date, in words for people; "" when it can be read."""
    if parse_loose(text):
        return ""
    if re.match(r"^\d{4}年?$", compact(text)):
        return f"“{text.strip()}”缺月份，请写成 1978-11 或 1978年11月"
    return f"“{text.strip()}”认不出来，请写成 1978-11 或 1978年11月"


def to_chinese(iso: str) -> str:
    """ "1978-11" -> "1978年11月", "2012-08-16" -> "2012年8月16日", "1978" -> "1978年"; anything else unchanged."""
    parts = iso.split("-")
    if not all(part.isdecimal() for part in parts) or len(parts) > 3:
        return iso
    return "".join(f"{int(part)}{unit}" for part, unit in zip(parts, "年月日", strict=False))


def to_dotted(iso: str) -> str:
    """ "1978-11" -> "1978.11", "2012-08-16" -> "2012.8.16"."""
    return ".".join(str(int(part)) if part.isdecimal() else part for part in iso.split("-"))


def month_of(iso: str) -> str:
    """Cut to the month: what may be shown where the birth day is nobody's business."""
    return iso[:7]


def from_date(day: date | None) -> str:
    """ISO text of a date, "" for None."""
    return day.isoformat() if day else ""


def to_date(iso: str) -> date | None:
    """A full ISO date as `date`; None for a month, a year, "" or nonsense."""
    try:
        return date.fromisoformat(iso) if len(iso) == 10 else None
    except ValueError:
        return None


@lru_cache(maxsize=4096)  # a long table says the same months over and over
def _iso(year: int, month: int, day: int | None) -> str | None:
    if not 1900 <= year <= 2100:
        return None
    try:
        checked = date(year, month, day or 1)
    except ValueError:
        return None
    return checked.isoformat() if day else f"{year:04d}-{month:02d}"


def _chinese_to_digits(words: str) -> str:
    """Chinese numerals to digits: 二〇一二 by digit, 二十三 and 廿三 by value."""
    return _NUMERAL.sub(lambda match: _number(match[0]), words)


def _number(numeral: str) -> str:
    numeral = numeral.replace("拾", "十").replace("廿", "二十").replace("卅", "三十")
    if "十" in numeral:
        tens, _, units = numeral.partition("十")
        if len(tens) <= 1 and len(units) <= 1:
            return str(int(_DIGITS.get(tens, "1")) * 10 + int(_DIGITS.get(units, "0")))
    return "".join(_DIGITS.get(char, char) for char in numeral)
