"""Days, money and lists as the book prints them."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from decimal import Decimal

from lingjun.dossier.papers.yearbook.book import NOTHING


def day(value: datetime.date | None) -> str:
    """2026年5月7日; "" for None."""
    return f"{value.year}年{value.month}月{value.day}日" if value else ""


def dotted(value: datetime.date | None) -> str:
    """2026.05.07 for columns; a dash for None."""
    return f"{value:%Y.%m.%d}" if value else NOTHING


def span(first: datetime.date | None, last: datetime.date | None, *, open_end: str = "今") -> str:
    """2026.05.07—2026.06.30; "" when neither is known."""
    if first is None and last is None:
        return ""
    return f"{f'{first:%Y.%m.%d}' if first else ''}—{f'{last:%Y.%m.%d}' if last else open_end}"


def yuan(amount: Decimal | None) -> str:
    """12,000.00; a dash for None."""
    return NOTHING if amount is None else f"{amount:,.2f}"


def listed(names: Iterable[str]) -> str:
    """甲、乙、丙."""
    return "、".join(name for name in names if name)


def dash(text: str) -> str:
    """The words, or a dash."""
    return text or NOTHING
