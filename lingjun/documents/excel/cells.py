"""Values as cells of a sheet's XML: one function for each kind of value, and nothing asked twice.

Text is always an inline string, so that nothing in it becomes a formula, a link or markup.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, NamedTuple
from xml.sax.saxutils import escape

from django.utils import timezone

from .columns import column_letters

CELL_LIMIT: Final = 32_767
"""Characters (UTF-16 units) Excel keeps in one cell."""
RISKY: Final = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet may take for the beginning of a formula."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_SPECIAL: Final = re.compile(r"^[=+\-@\s]|[&<>]|_x|\s$")
"""In printable text: what has to be marked, escaped or kept from being trimmed. Most texts have nothing of it."""
_CODED: Final = re.compile(r"(_x[0-9a-fA-F]{4}_)")
"""What Excel would read as the code of a character."""
_EPOCH: Final = date(1899, 12, 31)
_DAY: Final = 86_400


class Marks(NamedTuple):
    """Numbers of the styles in the workbook."""

    cell: str
    risky: str
    number: str
    money: str
    date: str
    minute: str


def clean(text: str) -> str:
    """Text a cell can hold: one kind of line end, no control characters, at most 32 767 characters."""
    if text.isprintable():
        return text[:CELL_LIMIT]
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:CELL_LIMIT]


def row_maker(columns: int, marks: Marks) -> Callable[[int, Sequence[Any], str], str]:
    """Gives the function that makes one row: number from 0, values, further attributes of the row."""
    makers = _Makers(marks)
    letters = [f'<c r="{column_letters(index)}' for index in range(columns)]

    def row(number: int, values: Sequence[Any], attributes: str) -> str:
        place = number + 1
        cells = [
            f"{letter}{place}{makers[value.__class__](value)}" for letter, value in zip(letters, values, strict=False)
        ]
        return f'<row r="{place}"{attributes}>{"".join(cells)}</row>'

    return row


class _Makers(dict[type, Callable[[Any], str]]):
    """From the class of a value to what makes its cell, found once for each class."""

    def __init__(self, marks: Marks) -> None:
        super().__init__()
        blank, number, money = f'" s="{marks.cell}"/>', f'" s="{marks.number}"><v>', f'" s="{marks.money}"><v>'
        day, minute = f'" s="{marks.date}"><v>', f'" s="{marks.minute}"><v>'
        usual, risky = (f'" s="{mark}" t="inlineStr"><is><t' for mark in (marks.cell, marks.risky))
        zone = timezone.get_current_timezone()

        def text(value: str) -> str:
            if value.isprintable() and len(value) < CELL_LIMIT // 2 and not _SPECIAL.search(value):
                return f"{usual}>{value}</t></is></c>" if value else blank
            return f"{risky if value.startswith(RISKY) else usual}{_escaped(value)}</t></is></c>"

        def moment(value: datetime) -> str:
            local = value.astimezone(zone) if timezone.is_aware(value) else value
            seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
            return f"{minute}{_serial(local) + seconds / _DAY:.16G}</v></c>"

        def quantity(value: float | Decimal, style: str = number) -> str:
            if not math.isfinite(value):
                raise ValueError(f"{value} is no number for a cell")
            return f"{style}{float(value):.16G}</v></c>"

        self._kinds: tuple[tuple[type | tuple[type, ...], Callable[[Any], str]], ...] = (
            (str, text),
            (bool, lambda value: text("是" if value else "否")),
            (int, lambda value: f"{number}{value:.16G}</v></c>"),
            (float, quantity),
            (Decimal, lambda value: quantity(value, money)),
            (datetime, moment),
            (date, lambda value: f"{day}{_serial(value)}</v></c>"),
            (type(None), lambda _: blank),
            (object, lambda value: text(str(value))),
        )

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        self[kind] = maker = next(maker for kinds, maker in self._kinds if issubclass(kind, kinds))
        return maker


def _escaped(value: str) -> str:
    """Rest of the tag and the words, for text with something special in it."""
    words = clean(value)
    if len(words) > CELL_LIMIT // 2:
        words = words.encode("utf-16-le")[: 2 * CELL_LIMIT].decode("utf-16-le", "ignore")
    kept = ' xml:space="preserve"' if words[:1].isspace() or words[-1:].isspace() else ""
    return f"{kept}>" + escape(_CODED.sub(r"_x005F\1", words))


def _serial(day: date) -> int:
    """Excel's number of a day: it believes in 29 February 1900."""
    days = day.toordinal() - _EPOCH.toordinal()
    return days + 1 if days > 59 else days
