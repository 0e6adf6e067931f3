"""Numbers of achievements: patents with their check digit, software registrations, standards.

What is wrong with one is said in Chinese, by ValueError.

Patents: form by the rules of the patent office for application numbers in use since 2003-10-01 (YYYY T NNNNNNN.C;
T: 1 invention, 2 utility model, 3 design, 8 and 9 international applications for the first two) and before
(YY T NNNNN.C). The check digit weighs the digits 2 to 9 and again from 2, modulo 11; 10 is X.
"""

from __future__ import annotations

import re
from typing import Final

from django.utils import timezone

from lingjun.core.text import compact, squeeze

_PATENT: Final = re.compile(r"(?:ZL|CN)?(\d{12}|\d{8})(?:\.?([0-9X]))?")
_PUBLICATION: Final = re.compile(r"CN(\d{7}|\d{9})([ABCUYSD]\d?)")
_SOFTWARE: Final = re.compile(r"(\d{4})SR(\d{5,8})")
_SOFTWARE_CERTIFICATE: Final = re.compile(r"软著登字第?(\d{5,8})号?")
_STANDARD: Final = re.compile(
    r"(?P<body>GB/T|GB/Z|GB|GJB|DB\d{2,6}/T|DB\d{2,6}|"
    r"[TQ]/(?:[A-Z]{1,12}|[A-Z0-9]{2,12}(?= ))|[A-Z]{2,3}/[TZ]|[A-Z]{2,3})"
    r" ?(?P<number>\d{1,6}(?:\.\d{1,3}){0,2})-(?P<year>\d{4})"
)
_AROUND: Final = re.compile(r" ?([/.-]) ?")
_DASHES: Final = re.compile("[\u2010-\u2015\u2212~～—－]+")
FIRST_PATENT_YEAR: Final = 1985
KINDS: Final = {"invention": "18", "utility": "29", "design": "3"}
"""The digit for the kind in an application number, by AchievementKind."""
_KIND_WORDS: Final = {"1": "发明", "8": "发明", "2": "实用新型", "9": "实用新型", "3": "外观设计"}
_PUBLISHED: Final = {"1": "invention", "2": "utility", "3": "design"}


def plain(text: str) -> str:
    """Half width, no blanks, one kind of dash, capitals."""
    return _DASHES.sub("-", compact(text)).upper()


def check_digit(digits: str) -> str:
    """The character behind the dot: 0 to 9 or X."""
    total = sum(int(digit) * (place % 8 + 2) for place, digit in enumerate(digits))
    return "0123456789X"[total % 11]


def patent(text: str, kind: str) -> tuple[str, str]:
    """(as printed, key) of an application, patent or publication number of this AchievementKind."""
    words = plain(text).removeprefix("专利号").removeprefix("申请号").lstrip(":")
    if match := _PUBLICATION.fullmatch(words):
        if len(words) < 13 and _PUBLISHED.get(match[1][0]) not in (kind, None):
            raise ValueError(f"授权公告号 {words} 不是{_kind_words(kind)}的，请核对类型。")
        return words, f"CN{match[1]}"
    match = _PATENT.fullmatch(words)
    if match is None:
        raise ValueError("专利号写法不对。例：ZL201210123456.8（12 位数字加 1 位校验位），或授权公告号 CN102345678B。")
    digits, check = match[1], match[2]
    wanted = check_digit(digits)
    _patent_year(digits)
    letter = digits[4] if len(digits) == 12 else digits[2]
    if letter not in _KIND_WORDS:
        place = 5 if len(digits) == 12 else 3
        raise ValueError(f"专利号第 {place} 位是 {letter}，应为 1（发明）、2（实用新型）或 3（外观设计）。")
    if letter not in KINDS.get(kind, letter):
        raise ValueError(f"这个号是{_KIND_WORDS[letter]}专利的，与所选类型不符，请核对号码或类型。")
    if check is None:
        raise ValueError(f"少了小数点后的校验位。按前面的数字算应为 {wanted}，请对照证书核对后补上。")
    if check != wanted:
        raise ValueError(f"校验位不对：按前面的数字算应为 {wanted}，填的是 {check}。请对照证书核对。")
    lead = "ZL" if words.startswith("ZL") else "CN" if words.startswith("CN") else ""
    return f"{lead}{digits}.{check}", digits


def _kind_words(kind: str) -> str:
    return _KIND_WORDS[KINDS[kind][0]] + "专利"


def _patent_year(digits: str) -> None:
    year = int(digits[:4]) if len(digits) == 12 else int(f"19{digits[:2]}" if digits[0] in "89" else f"20{digits[:2]}")
    if not FIRST_PATENT_YEAR <= year <= timezone.localdate().year:
        raise ValueError(f"专利号开头的年份 {year} 不对，请核对。")


def software(text: str) -> tuple[str, str]:
    """(as printed, key) of a registration number (2013SR012345) or of its certificate (软著登字第0512345号)."""
    words = plain(text).removeprefix("登记号").lstrip(":")
    if match := _SOFTWARE.fullmatch(words):
        if not 1992 <= int(match[1]) <= timezone.localdate().year:
            raise ValueError(f"登记号开头的年份 {match[1]} 不对，请核对。")
        return words, words
    if match := _SOFTWARE_CERTIFICATE.fullmatch(words):
        return f"软著登字第{match[1]}号", f"RZ{match[1]}"
    raise ValueError("登记号写法不对。例：2013SR012345，或软著登字第0512345号。")


def standard(text: str) -> tuple[str, str]:
    """(as printed, key): GB/T 12345-2020, DB35/T 1234-2013, JT/T 123.1-2012, T/XXX 12-2020, Q/XXX 001-2013."""
    words = _AROUND.sub(r"\1", _DASHES.sub("-", squeeze(text))).upper()
    match = _STANDARD.fullmatch(words)
    if match is None:
        raise ValueError(
            "标准号写法不对。例：GB/T 12345-2020、DB35/T 1234-2013、JT/T 123-2012、T/XMGK 12-2020、Q/XLG 001-2013。"
        )
    year = int(match["year"])
    if not 1950 <= year <= timezone.localdate().year + 1:
        raise ValueError(f"标准号的年份 {year} 不对，请核对。")
    return f"{match['body']} {match['number']}-{match['year']}", words.replace(" ", "")
