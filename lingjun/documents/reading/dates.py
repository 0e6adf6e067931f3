"""Dates as people write them: 2012年8月15日, 2013.6, 1978年11月, 20120815, 二〇一二年八月十五日."""

from __future__ import annotations

import calendar
import re

from lingjun.core.text import squeeze

from .numerals import to_int

_CHINESE_YEAR = "[〇零○oO0-9一二三四五六七八九]{4}"
_SHORT = r"(?:\d{1,2}|[〇零○一二三四五六七八九十廿卅]{1,4})"
_MARK = r"[.\-/、,，·。—–‐_]"
_WRITTEN = re.compile(
    rf"(?:公元)?(?P<year>{_CHINESE_YEAR}) ?(?:年|{_MARK}| ) ?(?P<month>{_SHORT})"
    rf"(?: ?(?:月份?|{_MARK}| ) ?(?:(?P<day>{_SHORT}) ?)?[日号]?)?[.。]?"
)
_RUN_TOGETHER = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})?")
_MIDNIGHT = re.compile(r" 0?0:00(:00)?$")
_TWO_DIGITS = re.compile(rf"['’]?\d{{2}} ?(?:年|{_MARK})")
_ONLY_YEAR = re.compile(rf"{_CHINESE_YEAR} ?年?( ?月? ?日?)")
_BLANK = re.compile(r"[\s年月日号./\-_—:：]*(?:20)?[\s年月日号./\-_—:：]*")

FIRST_YEAR, LAST_YEAR = 1900, 2100


class NoDate(ValueError):
    """Not a date. The message is the reason in Chinese, half a sentence: 没认出日期."""


def is_blank_date(text: str) -> bool:
    """Whether this is only the form's own "年  月  日", also with a pre-printed 20."""
    return _BLANK.fullmatch(squeeze(text)) is not None


def parse_date(text: str) -> str:
    """`text` as YYYY-MM-DD, or YYYY-MM without a day ("2012年8月  日" too). Raises NoDate, also for a 31st of June."""
    plain = _MIDNIGHT.sub("", squeeze(text))
    match = _WRITTEN.fullmatch(plain) or _RUN_TOGETHER.fullmatch(plain)
    if match is None:
        if _ONLY_YEAR.fullmatch(plain):
            raise NoDate("只有年份，缺月份")
        if _TWO_DIGITS.match(plain):
            raise NoDate("年份只有两位")
        raise NoDate("没认出日期")
    year = to_int(re.sub("[oO○〇]", "零", match["year"]))
    month = to_int(match["month"])
    day = to_int(match["day"]) if match["day"] else None
    if year is None or month is None or (match["day"] and day is None):
        raise NoDate("没认出日期")
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        raise NoDate("没有这样的日期")
    if day is None:
        return f"{year:04}-{month:02}"
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise NoDate("没有这一天")
    return f"{year:04}-{month:02}-{day:02}"
