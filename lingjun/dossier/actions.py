"""What is asked for on a studio file's pages that only read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.db import transaction

from lingjun.audit.actions import record
from lingjun.core.errors import Invalid
from lingjun.core.jobs import enqueue
from lingjun.core.models import Job, JobStatus
from lingjun.dossier.queries.yearbook import years_of

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

YEARBOOK: Final = "dossier.yearbook"
FORMS: Final = {"pdf": "PDF", "docx": "Word", "zip": "zip（PDF、Word 和全部附件）"}


@transaction.atomic
def make_yearbook(*, actor: User, studio: Studio, year: int, form: str) -> Job:
    """Put the making of a yearbook into the queue; the same one still under way is not begun twice.

    `studio` must be visible to the actor. Raises Invalid for a year the studio did not have or an unknown form.
    """
    if year not in years_of(studio):
        raise Invalid({"year": f"{studio.name}没有 {year} 年的台账。"})
    if form not in FORMS:
        raise Invalid({"form": "请选 PDF、Word 或 zip。"})
    params = {"studio": studio.pk, "year": year, "form": form}
    waiting = Job.objects.filter(
        kind=YEARBOOK, owner_id=actor.pk, status__in=[JobStatus.QUEUED, JobStatus.RUNNING], cancel_asked=False,
        params=params,
    )  # fmt: skip
    if job := waiting.first():
        return job
    job = enqueue(
        kind=YEARBOOK, title=f"{studio.name} {year} 年台账年册（{form}）"[:200], owner_id=actor.pk, params=params
    )
    record(
        actor=actor, verb="yearbook.make", subject=studio, subject_name=studio.name, new={"year": year, "form": form}
    )
    return job
