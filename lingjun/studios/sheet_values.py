"""Cells of a spreadsheet as a form's fields want them: what people write becomes what a browser would have sent."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from django import forms
from django.utils.datastructures import MultiValueDict

from lingjun.core import dates
from lingjun.core.text import compact, to_half_width
from lingjun.documents.excel import Column
from lingjun.studios.forms.records import RecordForm

YES: Final = frozenset({"是", "有", "对", "已", "√", "✓", "✔", "☑", "y", "yes", "true", "1", "1.0"})
NO: Final = frozenset(
    {"否", "无", "不是", "没有", "未", "×", "✗", "✘", "☐", "n", "no", "false", "0", "0.0", "-", "—", "/"}
)
_MANY: Final = re.compile(r"[、，,;；\n]+")
_NUMBER: Final = re.compile(
    r"^(?:约|共|计|人民币|rmb)?[¥￥]?([-+]?)(\d[\d,]*(?:\.\d+)?|\.\d+)(万|亿|千万|百万|千)?(?:[^\d.,+\-~～至]{0,8})$"
)
_TIMES: Final = {"千": 1_000, "万": 10_000, "百万": 1_000_000, "千万": 10_000_000, "亿": 100_000_000}


class CellError(Exception):
    """What is wrong with one cell, for the person who filled it."""


class Reader:
    """Turns the rows of one list into form data. What the choices are called is looked up once for the whole list."""

    def __init__(self, form: RecordForm, columns: Iterable[Column]) -> None:
        self.columns = [column for column in columns if column.key in form.fields]
        self.fields = form.fields
        self.initial = {
            name: form.get_initial_for_field(field, name) for name, field in form.fields.items() if name != "seen"
        }
        self._known: dict[str, dict[str, list[str]]] = {}

    def data(self, values: dict[str, str]) -> tuple[MultiValueDict[str, Any], dict[str, str]]:
        """(form data, errors by column key). Fields that are no column, and empty cells of optional columns, get the
        form's first value."""
        found: MultiValueDict[str, Any] = MultiValueDict()
        errors: dict[str, str] = {}
        asked = {column.key: column for column in self.columns}
        for name, field in self.fields.items():
            column = asked.get(name)
            text = values.get(name, "").strip() if column else ""
            if not text:
                value = None if column and column.required else self.initial.get(name)
                found.setlist(name, _as_sent(value))
                continue
            try:
                found.setlist(name, self._cell(name, field, text, column))
            except CellError as wrong:
                errors[name] = str(wrong)
        return found, errors

    def _cell(self, name: str, field: forms.Field, text: str, column: Column | None) -> list[str]:
        label = column.label if column else name
        if isinstance(field, (forms.ModelMultipleChoiceField, forms.MultipleChoiceField)):
            parts = [part for part in _MANY.split(text) if part.strip()]
            return [self._choice(name, field, part, label) for part in parts]
        if isinstance(field, (forms.ModelChoiceField, forms.ChoiceField)):
            return [self._choice(name, field, text, label)]
        if isinstance(field, forms.BooleanField):
            return ["on"] if _yes(text, label) else []
        if isinstance(field, forms.DateField):
            return [_day(text)]
        if isinstance(field, (forms.IntegerField, forms.DecimalField, forms.FloatField)):
            return [number(text, in_ten_thousands="万" in label)]
        return [text]

    def _choice(self, name: str, field: Any, text: str, label: str) -> str:
        if name not in self._known:
            self._known[name] = _choices(field)
        found = self._known[name].get(compact(text).lower(), [])
        if len(found) == 1:
            return found[0]
        if found:
            raise CellError(f"有 {len(found)} 个“{text.strip()}”，分不清是哪一个。请在页面上逐条登记，或写清楚。")
        usual = [words for words in dict.fromkeys(self._labels(field)) if words][:12]
        more = " 等" if len(usual) == 12 else ""
        hint = f"请从列表里选：{'、'.join(usual)}{more}。" if usual else "现在还没有可选的。"
        raise CellError(f"{label}没有“{text.strip()[:30]}”。{hint}")

    def _labels(self, field: Any) -> list[str]:
        if isinstance(field, forms.ModelChoiceField):
            return [str(getattr(one, "sheet_label", "") or field.label_from_instance(one)) for one in _rows(field)[:12]]
        return [str(label) for value, label in _flat(field.choices) if value not in {"", None}]


def number(text: str, *, in_ten_thousands: bool = False) -> str:
    """ "１,２００.５０元" -> "1200.50", "12.5万元" -> "125000", "3 台" -> "3". CellError for anything unclear.

    `in_ten_thousands`: the column itself counts in 万, so the word is only its unit.
    """
    words = compact(text).lower()
    match = _NUMBER.match(words)
    if match is None:
        raise CellError(f"“{text.strip()[:30]}”不是一个数，请只填数字。")
    sign, digits, times = match.groups()
    if "," in digits and not re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", digits):
        raise CellError(f"“{text.strip()[:30]}”的逗号位置不对，请只填数字。")
    value = Decimal(f"{sign}{digits.replace(',', '')}")
    if times and not (in_ten_thousands and times == "万"):
        value *= _TIMES[times]
    return f"{value.normalize():f}" if times else f"{value:f}"


def _day(text: str) -> str:
    """ISO day. A day is needed: a month alone is refused, since nothing is guessed."""
    iso = dates.parse_loose(text)
    if iso is None or len(iso) != len("2013-05-08"):
        short = "要写到日，" if iso else "认不出来，"
        raise CellError(f"“{text.strip()[:30]}”{short}请写成 2013-05-08 或 2013年5月8日。")
    return iso


def _yes(text: str, label: str) -> bool:
    words = compact(text).lower()
    if words in YES or words == compact(label):
        return True
    if words in NO:
        return False
    raise CellError(f"{label}请填“是”或“否”。")


def _choices(field: Any) -> dict[str, list[str]]:
    """Value by everything a choice is called: label, name, the value itself. Several values where a name is shared."""
    known: dict[str, list[str]] = {}

    def learn(words: Any, value: str) -> None:
        key = compact(str(words)).lower()
        if key and value not in known.setdefault(key, []):
            known[key].append(value)

    if isinstance(field, forms.ModelChoiceField):
        for one in _rows(field):
            value = str(field.prepare_value(one))
            names = {str(field.label_from_instance(one)), str(one)}
            names |= {str(getattr(one, attribute, "") or "") for attribute in ("name", "sheet_label")}
            worker = getattr(one, "worker", None)
            for words in names | ({str(worker)} if worker is not None else set()):
                learn(words, value)
        return known
    for value, label in _flat(field.choices):
        if value in {"", None}:
            continue
        learn(label, str(value))
    for value, _ in _flat(field.choices):
        if compact(str(value)).lower() not in known:
            learn(value, str(value))
    return known


def _rows(field: forms.ModelChoiceField) -> list[Any]:
    """What may be chosen, with nothing asked twice per list (the caller keeps it)."""
    return list(field.queryset.all()) if field.queryset is not None else []


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    rows: list[tuple[Any, Any]] = []
    for value, label in choices:
        rows += list(label) if isinstance(label, (list, tuple)) else [(value, label)]
    return rows


def _as_sent(value: Any) -> list[str]:
    """A first value as a browser would send it."""
    if callable(value):
        value = value()
    if value is None or value is False or value == "":
        return []
    if value is True:
        return ["on"]
    if isinstance(value, (list, tuple, set)):
        return [str(one) for one in value]
    return [str(getattr(value, "pk", value))]


def plain(text: str) -> str:
    """A cell as it is compared with the list's own: half width, no blanks, numbers without their last zeros."""
    words = compact(to_half_width(text))
    if re.fullmatch(r"[-+]?\d[\d,]*(?:\.\d+)?", words):
        value = Decimal(words.replace(",", ""))
        return f"{value.normalize():f}" if value else "0"
    iso = dates.parse_loose(words) if len(words) <= 12 else None
    return iso or words
