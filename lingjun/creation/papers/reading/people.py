"""Boxes about the person: sex, birth, phone, as people write them."""

from __future__ import annotations

import re

from lingjun.core.text import compact, squeeze
from lingjun.documents.reading.dates import NoDate, is_blank_date, parse_date

from .words import one_line, spaced_line

_TICKED = r"[√✓✔☑☒■●]"
_SEX = re.compile(rf"(?:{_TICKED}(?P<before>[男女]))|(?:(?P<after>[男女])(?:\(?{_TICKED}\)?))")
_AGE = re.compile(r"[(,，、](?:现年)?\d{1,3}(?:周?岁)\)?|[(]?(?:现年)\d{1,3}周?岁\)?")
_BORN = re.compile(r"(?:出)?生$")
_SEPARATORS = re.compile(r"[、，,;；/／\n]|\s+或\s*|\s{2,}")
_EXTENSION = re.compile(r"(?:转|-)(\d{1,6})$")
_MOBILE = re.compile(r"1[3-9]\d{9}")
_AREA = re.compile(r"(0(?:10|2\d|[3-9]\d{2}))-?([2-9]\d{6,7})")
_LOCAL = re.compile(r"[2-9]\d{6,7}")
_SERVICE = re.compile(r"[48]00-?\d{3}-?\d{4}|[48]00-?\d{7}")
_LABELLED = re.compile(r"^(?:手机|电话|办公电话|办公|固话|座机|办|宅|移动)[:：]?")


def read_gender(text: str) -> str | None:
    """男 or 女, also ticked ("☑男 □女"). "" is a blank, None is something else."""
    words = compact(text)
    if words.strip("/□()、,，. ") in ("", "男女", "男□女", "男/女", "男、女"):
        return ""
    plain = words.strip("。.、 ")
    if plain in ("男", "男性", "女", "女性"):
        return plain[0]
    ticked = {match["before"] or match["after"] for match in _SEX.finditer(words)}
    return ticked.pop() if len(ticked) == 1 else None


def read_birth(text: str) -> str:
    """YYYY-MM or YYYY-MM-DD, "" for a blank. Raises NoDate. An age in brackets behind the date is let go."""
    if is_blank_date(text) or not spaced_line(text):
        return ""
    plain = " ".join(squeeze(text).split("\n"))
    plain = _AGE.sub("", plain.replace(" (", "(")).strip("() ")
    return parse_date(_BORN.sub("", plain).strip())


def read_phone(text: str) -> tuple[str, bool]:
    """Numbers in one spelling, several parted by "、", and whether every part was understood."""
    words = one_line(text)
    if not words:
        return "", True
    parts = [part for part in _SEPARATORS.split(squeeze(text.replace("\n", "、"))) if part.strip()]
    numbers = [_phone(part) for part in parts]
    if all(numbers):
        return "、".join(numbers), True
    return words if re.search(r"\d", words) else "", False


def _phone(text: str) -> str:
    """One number: mobile, area code and number, local or service number, with an extension; "" for anything else."""
    plain = re.sub(r"[\s·.]", "", _LABELLED.sub("", text.strip()))
    plain = re.sub("[－—–‐―−]", "-", plain)
    plain = re.sub(r"^\((0\d{2,3})\)-?", r"\1-", plain)
    plain = re.sub(r"^(?:\+|00)86-?", "", plain)
    digits = plain.replace("-", "")
    if _MOBILE.fullmatch(digits):
        return digits
    if _AREA.fullmatch(plain) or _LOCAL.fullmatch(plain) or _SERVICE.fullmatch(plain):
        return plain
    if _LOCAL.fullmatch(digits) and plain.count("-") == 1 and len(digits) == 7 + (len(plain.split("-")[0]) == 4):
        return digits
    match = _EXTENSION.search(plain)
    if match:
        head = plain[: match.start()].rstrip("-")
        if _AREA.fullmatch(head) or _LOCAL.fullmatch(head):
            return f"{head}转{match[1]}"
    return ""


__all__ = ["NoDate", "read_birth", "read_gender", "read_phone"]
