"""Lists of a studio file as Excel knows them: one description serves template, export, and reading in.

How to register a list, in `ready()` of your app::

    sheets.register(ListSheet(
        key="equipment", label="设施", tab="premises", back="studios:premises", model=Equipment, form=EquipmentForm,
        columns=equipment_columns, rows=equipment_rows, sample={"kind": "办公电脑", "name": "工作站", …},
    ))

- `columns(studio, content)` gives `documents.excel.Column`s whose `key` is the name of a field of `form`. `choices` of
  a column are labels (`tuple(Use.labels)`, names of the studio's people); `required` stars it; `note` says how to fill.
  A field of the form that is no column gets its initial value.
- `rows(studio, content)` yields mappings by column key with what people read: labels, names, `date`, `Decimal`, `bool`.
  It should stream (`.iterator()`) and must not ask per row.
- The list page shows the three links: `{% include "studios/_sheet_links.html" with sheet_key="equipment" %}`
  (needs `studio` and `why_not` of the frame in the context).

Reading in turns each cell into what the form's field wants (`sheet_values`): labels to values, dates as people write
them, numbers with units and full-width digits, 是/否, several choices parted by 、, and rows of a ModelChoiceField by
their name (a name that stands twice is refused with the reason; `sheet_label` of the row may tell them apart). Then the
form checks the row, and the dry run really saves it through `save` and takes it back, so that every rule of model and
verb is heard before anything is kept. Errors go to the cell of the column with the field's name, others to the row;
a saved line with a `warning` of its own shows it. A row that stands in the list already, cell for cell, is told and
passed over: an exported list may be added to and sent back.
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

    `save(actor=, studio_id=, values=)` defaults to `actions.add` with the form's values; a list with its own verb names
    it (keyword-only; raises Refused). `personal`: the export is for those who see personal data in full.
    `model` is where new rows land: anything with a `studio` key.
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
    personal: bool = False
    notes: tuple[str, ...] = ()


_SHEETS: dict[str, ListSheet] = {}


def register(sheet: ListSheet) -> None:
    """Called by an app's `ready()`. `back` is the name of the address of the list's page (argument: studio id)."""
    _SHEETS[sheet.key] = sheet


def get(key: str) -> ListSheet | None:
    return _SHEETS.get(key)
