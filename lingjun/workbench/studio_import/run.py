"""The real run: rows in small transactions with their projects; all, or only the good ones. And the sheet of errors."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from django.db import transaction

from lingjun.accounts.models import User
from lingjun.core.errors import Invalid, Refused
from lingjun.core.jobs.progress import Interrupted, LostClaim, Progress
from lingjun.documents.excel import Column, write_table
from lingjun.ledger.actions import carry_over_projects
from lingjun.ledger.models import Project
from lingjun.studios import criteria
from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch
from lingjun.workbench.studio_import import checking, mapping
from lingjun.workbench.studio_import.checking import Outcome
from lingjun.workbench.studio_import.mapping import Table

AT_ONCE: Final = 40
"""Longer lists become a job with a progress bar."""
STOPPED: Final = "中途停下，没有导入。"
TOGETHER: Final = 5
"""Rows of one transaction: writers of other pages wait no longer than these take."""


def table_of(batch: ImportBatch) -> Table:
    """The batch's list with its columns. Raises Refused."""
    with batch.file.content.open("rb") as stream:
        return mapping.read_table(stream.read(), batch.mapping, mapping.remembered_headings(batch))


def dry_run(batch: ImportBatch, table: Table | None = None) -> list[Outcome]:
    """Every row with errors and warnings. Raises Refused."""
    table = table or table_of(batch)
    return checking.check(batch.federation, table.lines(), mapping.remembered_unions(batch))


def commit(
    *, actor: User, batch: ImportBatch, outcomes: list[Outcome], only_good: bool, progress: Progress | None = None
) -> ImportBatch:
    """Import the rows of a batch that has begun. Rows an interrupted run made are passed over.

    With `only_good` false nothing stays when a row turns out wrong: raises Refused after taking the rest back.
    """
    if progress is not None:
        outcomes = [outcome for outcome in outcomes if not progress.seen(str(outcome.number))]
    refused = [row_refused(outcome) for outcome in outcomes if outcome.new is None]
    refused += _refused_before(progress)
    left = [outcome for outcome in outcomes if outcome.new is not None]
    try:
        for piece in list(_pieces(left)):
            refused += _piece(actor, batch, piece, progress)
            left = left[len(piece) :]
            if refused and not only_good:
                raise Refused(f"第 {refused[0]['row']} 行没有导入：{refused[0]['messages'][0][1]}整批没有导入。")
    except (Interrupted, LostClaim):
        raise
    except Exception:
        if not only_good:
            importing.fall_back(batch_id=batch.pk)
        else:
            refused += [{"row": outcome.number, "messages": [["", STOPPED]]} for outcome in left]
            importing.end(actor=actor, batch_id=batch.pk, refused=refused)
        raise
    return importing.end(actor=actor, batch_id=batch.pk, refused=refused)


def row_refused(outcome: Outcome) -> dict[str, Any]:
    """A row that was left out, as the batch keeps it."""
    return {"row": outcome.number, "messages": [list(line) for line in outcome.error_lines]}


def errors_sheet(table: Table, refused: list[dict[str, Any]]) -> bytes:
    """The rows that were left out as they stood, with what is wrong beside them: corrected, it may be sent again."""
    places = list(table.headings)
    columns = [Column("why", mapping.WHY, 60), *(Column(str(at), table.headings[at], 18) for at in places)]
    stream = io.BytesIO()
    write_table(stream, sheet="没有导入的行", columns=columns, rows=_wrong_rows(table, refused, places))
    return stream.getvalue()


def _wrong_rows(table: Table, refused: list[dict[str, Any]], places: list[int]) -> Iterator[dict[str, str]]:
    for one in refused:
        row = table.sheet.rows[one["row"] - 1] if 0 < one["row"] <= len(table.sheet.rows) else []
        cells = {str(at): row[at] for at in places if at < len(row)}
        yield {"why": "；".join(f"{address} {words}" for address, words in one["messages"])} | cells


def _piece(
    actor: User, batch: ImportBatch, piece: list[Outcome], progress: Progress | None
) -> list[dict[str, Any]]:  # fmt: skip
    """Rows of one transaction, with what the job says of them."""
    refused: list[dict[str, Any]] = []
    made: list[importing.Made] = []
    with transaction.atomic(), criteria.once():
        for outcome in piece:
            try:
                with transaction.atomic():
                    made.append(_one(actor, batch, outcome))
            except Invalid as wrong:
                outcome.errors |= wrong.errors
                refused.append(row_refused(outcome))
            except Refused as wrong:
                outcome.errors["name"] = wrong.message
                refused.append(row_refused(outcome))
        importing.note_made(batch_id=batch.pk, made=made)
        for outcome in piece if progress is not None else ():
            _record(progress, outcome)
    return refused


def _record(progress: Progress | None, outcome: Outcome) -> None:
    words = "；".join(outcome.errors.values())
    text = f"第 {outcome.number} 行 {outcome.line.values['name'][:40]}{f'：{words}' if words else ''}"
    if progress is not None:
        progress.record(key=str(outcome.number), ok=not outcome.errors, text=text)


def _one(actor: User, batch: ImportBatch, outcome: Outcome) -> importing.Made:
    if outcome.new is None:
        raise Invalid(outcome.errors)
    studio, made = importing.import_studio(actor=actor, batch=batch, row=outcome.new)
    if outcome.projects:
        carry_over_projects(
            studio=studio, rows=[(title, "") for title in outcome.projects], started_on=outcome.new.named_on, source=""
        )
        made["ledger.project"] = list(Project.objects.filter(studio=studio).values_list("pk", flat=True))
    return made


def _refused_before(progress: Progress | None) -> list[dict[str, Any]]:
    """Rows an interrupted run had refused."""
    rows = progress.results if progress is not None else []
    return [{"row": int(row["key"]), "messages": [["", row["text"]]]} for row in rows if not row["ok"]]


def _pieces(outcomes: list[Outcome]) -> Iterator[list[Outcome]]:
    for start in range(0, len(outcomes), TOGETHER):
        yield outcomes[start : start + TOGETHER]
