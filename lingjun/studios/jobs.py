"""Large exports of the register. Found by `core.jobs` when the queue is used."""

from __future__ import annotations

import tempfile

from django.http import QueryDict

from lingjun.accounts.jobs import owner_of
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job, periodic
from lingjun.core.models import StoredFile
from lingjun.studios.actions import EXPORT
from lingjun.studios.actions.exporting import EXPORT_CRITERIA
from lingjun.studios.criteria import listing
from lingjun.studios.criteria.sheet import BATCH, due_ids, refresh_many
from lingjun.studios.forms import StudioFilterForm
from lingjun.studios.forms.criteria import CriteriaFilterForm
from lingjun.studios.papers import file_name, write_summary
from lingjun.studios.papers.criteria import write_criteria
from lingjun.studios.queries import filtered, ordered

DUE_AT_ONCE = 1_000
"""Sheets computed in one go of the periodic task."""


@job(EXPORT)
def export(progress: Progress) -> StoredFile:
    """The filtered studios as 汇总表, as the owner sees them now."""
    user = owner_of(progress)
    form = StudioFilterForm(QueryDict(progress.params.get("query", "")), user=user)
    studios = ordered(filtered(user, form.wanted), "plaque")
    progress.start(studios.order_by().count())
    with tempfile.TemporaryFile() as stream:
        count = write_summary(stream, user=user, studios=studios, on_row=progress.step)
        stored = store_generated(name=file_name("工作室汇总表"), content=stream, owner_id=progress.owner_id)
    progress.say(f"共 {count} 个。")
    return stored


@periodic(300, "studios.criteria")
def refresh_criteria() -> int:
    """Sheets whose day has come, a bounded number at a time: the night of New Year brings them all."""
    count = 0
    while count < DUE_AT_ONCE and (ids := due_ids(BATCH)):
        count += refresh_many(ids)
    return count


@job(EXPORT_CRITERIA)
def export_criteria(progress: Progress) -> StoredFile:
    """The filtered table of the seven criteria, as the owner sees it now."""
    user = owner_of(progress)
    form = CriteriaFilterForm(QueryDict(progress.params.get("query", "")), user=user)
    sheets = listing.ordered(listing.filtered(user, form.wanted), "-named")
    progress.start(sheets.order_by().count())
    with tempfile.TemporaryFile() as stream:
        count = write_criteria(stream, sheets=sheets, on_row=progress.step)
        stored = store_generated(name=file_name("七个有一览"), content=stream, owner_id=progress.owner_id)
    progress.say(f"共 {count} 个。")
    return stored
