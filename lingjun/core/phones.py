"""Telephone numbers of the mainland: mobile 11 digits, landline with area code, extension allowed."""

from __future__ import annotations

import re

from lingjun.core.text import compact

_MOBILE = re.compile(r"^1[3-9]\d{9}$")
_LANDLINE = re.compile(r"^(?P<area>0(?:10|2\d|[3-9]\d{2}))-?(?P<number>[2-8]\d{6,7})(?:-(?P<extension>\d{1,6}))?$")
_LOCAL = re.compile(r"^[2-8]\d{6,7}(?:-\d{1,6})?$")
_PREFIX = re.compile(r"^(?:\+|00)86-?")
_EXTENSION = re.compile(r"(?:转|ext\.?|分机|[*#])", re.IGNORECASE)
_DASHES = re.compile(r"[‐‑‒–—―－~～]")


def normalise(text: str) -> str:
    """One number as it is stored: 13900000001, 0592-2200002, 0592-2200002-801. Unknown shapes come back tidied only."""
    number = _EXTENSION.sub("-", _DASHES.sub("-", compact(text)))
    number = _PREFIX.sub("", number)
    number = re.sub(r"^\((0\d{2,3})\)", r"\1-", number).replace("(", "").replace(")", "")
    digits = number.replace("-", "")
    if _MOBILE.match(digits):
        return digits
    if match := _LANDLINE.match(number):
        parts = [match["area"], match["number"], match["extension"]]
        return "-".join(part for part in parts if part)
    return number


def is_mobile(text: str) -> bool:
    """Whether this is a mobile number: the only kind a text message reaches."""
    return bool(_MOBILE.match(normalise(text)))


def is_valid(text: str) -> bool:
    """Mobile, landline with area code, or local landline."""
    return not problem(text)


def problem(text: str) -> str:
    """What is wrong with one number, in words for people; "" when it holds."""
    number = normalise(text)
    if not number:
        return "请填联系电话"
    if _MOBILE.match(number) or _LANDLINE.match(number) or _LOCAL.match(number):
        return ""
    digits = sum(char.isdecimal() for char in number)
    if number.startswith("1") and digits == len(number):
        return f"手机号是 11 位，这里是 {digits} 位" if digits != 11 else "手机号的前两位不对，请核对"
    return "电话认不出来，请填 11 位手机号，或区号加号码，如 0592-2200002"


def mask(text: str) -> str:
    """Middle hidden: 139****0001, 0592-****002. What is no telephone number is hidden whole."""
    number = normalise(text)
    if not number:
        return ""
    if _MOBILE.match(number):
        return f"{number[:3]}****{number[-4:]}"
    if match := _LANDLINE.match(number):
        return f"{match['area']}-****{match['number'][-3:]}"
    return "****" + number[-3:] if _LOCAL.match(number) else "****"
