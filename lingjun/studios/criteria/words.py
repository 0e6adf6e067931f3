"""How answers are worded: days, money, numbers, and the pages they point to."""

from __future__ import annotations

import datetime
from decimal import Decimal

from django.utils.http import urlencode

from lingjun.studios import tabs

_NUMERALS = "零一二三四五六七八九十"


def numeral(number: int) -> str:
    """五; digits beyond ten."""
    return _NUMERALS[number] if 0 <= number <= 10 else str(number)


def day(value: datetime.date) -> str:
    """2013年5月8日."""
    return f"{value.year}年{value.month}月{value.day}日"


def short_day(value: datetime.date, on: datetime.date) -> str:
    """5月8日 within the year of `on`."""
    return f"{value.month}月{value.day}日" if value.year == on.year else day(value)


def money(amount: Decimal | float) -> str:
    """20.0 万元; below 10,000 in yuan."""
    exact = Decimal(amount)
    if abs(exact) >= 10_000:
        return f"{exact / 10_000:.1f} 万元"
    return f"{exact:.2f}".rstrip("0").rstrip(".") + " 元"


def number(value: Decimal | float) -> str:
    """86 for 86.0, 86.5 as it is."""
    return f"{Decimal(value):.1f}".rstrip("0").rstrip(".") if value else "0"


def page(name: str, studio_id: int, **query: str | int) -> str:
    """The address of a page of this studio."""
    url = tabs.address(name, studio_id)
    return f"{url}?{urlencode(query)}" if query else url


def tab(key: str, studio_id: int, **query: str | int) -> str:
    """The page of a part of the file, "" while no app has registered it."""
    url = tabs.url(key, studio_id)
    return f"{url}?{urlencode(query)}" if url and query else url


def line(name: str, studio_id: int, line_id: int) -> str:
    """The page of one line of the file: evidence leads to the thing itself, not to its list."""
    return tabs.line_address(name, studio_id, line_id)


def quoted(text: str) -> str:
    """“…”, with ‘…’ for quotation marks inside."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"
