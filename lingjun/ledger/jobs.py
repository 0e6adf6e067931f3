"""Large exports of the achievement library, and letting go of photos whose entry never came."""

from __future__ import annotations

import tempfile

from django.http import QueryDict

from lingjun.accounts.jobs import owner_of
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job, periodic
from lingjun.core.models import StoredFile
from lingjun.ledger.achievement_papers import write_library
from lingjun.ledger.actions import drop_staged_photos
from lingjun.ledger.actions.achievements import EXPORT
from lingjun.ledger.forms.achievements import AchievementFilterForm
from lingjun.ledger.queries import achievements as queries
from lingjun.studios.papers import file_name


@job(EXPORT)
def export(progress: Progress) -> StoredFile:
    """The filtered achievements, as the owner sees them now."""
    user = owner_of(progress)
    asked = QueryDict(progress.params.get("query", ""))
    year = asked.get("year", "")
    form = AchievementFilterForm(asked, years=[int(year)] if year.isdecimal() and len(year) == 4 else [], user=user)
    rows = queries.filtered(user, form.wanted).rows
    progress.start(rows.order_by().count())
    with tempfile.TemporaryFile() as stream:
        count = write_library(stream, rows=rows, on_row=progress.step)
        stored = store_generated(name=file_name("成果汇总表"), content=stream, owner_id=progress.owner_id)
    progress.say(f"共 {count} 项。")
    return stored


@periodic(24 * 3600, "ledger.staged_photos")
def staged_photos() -> int:
    """Once a day."""
    return drop_staged_photos()
