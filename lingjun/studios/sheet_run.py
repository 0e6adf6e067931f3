"""Reading a list in: the dry run does what the real run does and takes it back; the real run is all or nothing."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max
from django.forms.utils import ErrorDict

from lingjun.audit.actions import record as audit
from lingjun.core.errors import Closed, Invalid, MovedOn, NotYours, Refused
from lingjun.documents.excel import Column, Sheet, cell_address, cell_text, match_headings, records
from lingjun.studios import actions, criteria
from lingjun.studios.queries import content_of
from lingjun.studios.sheet_values import Reader, plain

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio
    from lingjun.studios.sheets import ListSheet

MAX_ROWS = 500
COMPARED = 5_000
"""Lines of the list a new row is compared with."""


@dataclasses.dataclass(frozen=True, slots=True)
class Line:
    """One filled row: texts by column key, addresses of the cells, the row number as Excel shows it."""

    number: int
    values: dict[str, str]
    addresses: dict[str, str]


@dataclasses.dataclass(slots=True)
class Outcome:
    """What became of one row. `errors`: column key ("" for the row) to message; `same`: stands in the list."""

    line: Line
    columns: Sequence[Column]
    errors: dict[str, str] = dataclasses.field(default_factory=dict)
    same: bool = False
    warning: str = ""

    @property
    def messages(self) -> list[tuple[str, str]]:
        """(address, message) of every error: ("C7", "请从列表里选…")."""
        return [
            (self.line.addresses.get(key, f"第 {self.line.number} 行"), message) for key, message in self.errors.items()
        ]

    @property
    def lead(self) -> str:
        """What names the row: the first column that is not a choice, else the first filled one."""
        named = [column for column in self.columns if not column.choices and column.required] or list(self.columns)
        words = (self.line.values.get(column.key, "") for column in [*named, *self.columns])
        return next((text for text in words if text), "")

    @property
    def cells(self) -> list[tuple[str, str, bool]]:
        """(label, text, wrong) of the filled and the wrong cells."""
        return [
            (column.label, self.line.values.get(column.key, ""), column.key in self.errors)
            for column in self.columns
            if self.line.values.get(column.key) or column.key in self.errors
        ]


@dataclasses.dataclass(frozen=True, slots=True)
class Reading:
    """A table read: its lines, headings nobody asked for (address, heading), what was done with merged cells."""

    lines: list[Line]
    unknown: list[tuple[str, str]]
    merged: tuple[str, ...] = ()


def read(table: Sheet, listing: ListSheet, studio: Studio) -> Reading:
    """Filled rows of a table. Raises Refused when it is no such list, lacks a needed column, or is empty."""
    columns = listing.columns(studio, content_of(studio))
    headings = match_headings(table, columns)
    if headings.missing:
        raise Refused(f"表头少了：{'、'.join(column.label for column in headings.missing)}。请用模板填写。")
    lines = [
        Line(row.number, row.values, {key: cell_address(row.row, place) for key, place in row.columns.items()})
        for row in records(table, columns, headings)
    ]
    if not lines:
        raise Refused("表里没有填任何内容。")
    if len(lines) > MAX_ROWS:
        raise Refused(f"表里有 {len(lines)} 行，一次最多 {MAX_ROWS} 行，请分开上传。")
    return Reading(lines, list(headings.unknown.items()), headings.merged)


class _TakenBackError(Exception):
    """Leaves the transaction without keeping anything."""


def run(*, user: User, studio: Studio, listing: ListSheet, lines: list[Line], newest: int | None) -> list[Outcome]:
    """Save all rows, or none when one is wrong. `newest`: `newest_of` the list at the dry run, None for a dry run.

    Raises NotYours, Closed, and MovedOn when the list grew since the dry run (also by pressing twice).
    """
    content = content_of(studio)
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic(), criteria.once():
            locked = actions.writable_studio(user, studio.pk)
            if newest is not None and newest_of(studio, listing) != newest:
                raise MovedOn(f"试读以后，“{listing.label}”里又添了内容。请把表重新上传试读。")
            outcomes = _rows(user, studio, content, listing, lines)
            if newest is None or any(outcome.errors for outcome in outcomes):
                raise _TakenBackError
            count = sum(not outcome.same for outcome in outcomes)
            audit(
                actor=user, verb="sheet.import", subject=locked, subject_name=f"{studio.name}：{listing.label}"[:200],
                new={"list": listing.key, "count": count},
            )  # fmt: skip
    except _TakenBackError:
        pass
    return outcomes


def newest_of(studio: Studio, listing: ListSheet) -> int:
    """The highest key of the list: it changes whenever a line is added."""
    return int(listing.model.objects.filter(studio=studio).aggregate(top=Max("pk"))["top"] or 0)


def _rows(user: User, studio: Studio, content: NoticeContent, listing: ListSheet, lines: list[Line]) -> list[Outcome]:
    columns = listing.columns(studio, content)
    reader = Reader(listing.form(studio=studio, content=content), columns)
    standing = {
        tuple(plain(cell_text(row.get(column.key))) for column in columns)
        for row in islice(listing.rows(studio, content), COMPARED)
    }
    outcomes = [Outcome(line, columns) for line in lines]
    for outcome in outcomes:
        values = outcome.line.values
        outcome.same = tuple(plain(values.get(column.key, "")) for column in columns) in standing
        if outcome.same:
            continue
        data, outcome.errors = reader.data(values)
        form = listing.form(data, studio=studio, content=content)
        if form.is_valid() and not outcome.errors:
            outcome.errors, outcome.warning = _saved(user, studio, listing, form.values, columns)
        for name, message in _form_errors(form.errors, columns).items():
            outcome.errors.setdefault(name, message)
    return outcomes


def _saved(
    user: User, studio: Studio, listing: ListSheet, values: dict[str, Any], columns: Sequence[Column]
) -> tuple[dict[str, str], str]:
    """Save one row; what model and verb say against it, by column, and what the saved line itself warns of."""
    try:
        with transaction.atomic():
            if listing.save is None:
                line: object = actions.add(actor=user, studio_id=studio.pk, model=listing.model, values=values)
            else:
                line = listing.save(actor=user, studio_id=studio.pk, values=values)
    except Invalid as refused:
        labels = {column.key for column in columns}
        return {(name if name in labels else ""): message for name, message in refused.errors.items()}, ""
    except (NotYours, Closed):
        raise
    except Refused as refused:
        return {"": refused.message}, ""
    return {}, str(getattr(line, "warning", "") or "")


def _form_errors(errors: ErrorDict, columns: Sequence[Column]) -> dict[str, str]:
    """By column; what belongs to no column goes to the row. An empty needed cell is said by its heading."""
    labels = {column.key: column for column in columns}
    found: dict[str, str] = {}
    for name, problems in errors.as_data().items():
        column = labels.get(name)
        words = []
        for problem in problems:
            if problem.code == "required" and column:
                words.append(f"{'请选' if column.choices else '请填'}{column.label}。")
            else:
                words += [str(message) for message in problem.messages]
        found[name if column else ""] = found.get(name if column else "", "") + "".join(words)
    return found
