"""Lists of a studio file as Excel knows them: one description serves template, export, and reading in.

An app registers its lists when it starts; `studios/views/sheets.py` gives each of them a template with drop-downs and a
sample row, an export, and an import with dry run, errors by cell and all-or-nothing saving through `actions.add`.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lingjun.documents.excel import Column
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.forms.records import RecordForm
    from lingjun.studios.models import Studio, StudioRecord


@dataclasses.dataclass(frozen=True, kw_only=True)
class ListSheet:
    """`columns` are asked per studio, because choices come from its notice and its people; keys are names of fields
    of `form`. `rows` gives the values to export, as people read them (labels, not codes). `sample` is the example row.

    `save` defaults to `actions.add` with the form's values; a list with its own verb names it.
    """

    key: str
    label: str
    tab: str
    back: str
    model: type[StudioRecord]
    form: type[RecordForm]
    columns: Callable[[Studio, NoticeContent], Sequence[Column]]
    rows: Callable[[Studio, NoticeContent], Iterable[dict[str, Any]]]
    sample: dict[str, str]
    save: Callable[..., object] | None = None


_SHEETS: dict[str, ListSheet] = {}


def register(sheet: ListSheet) -> None:
    """Called by an app's `ready()`. `back` is the name of the address of the list's page (argument: studio id)."""
    _SHEETS[sheet.key] = sheet


def get(key: str) -> ListSheet | None:
    return _SHEETS.get(key)
