"""Long work of the creation form."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.urls import reverse

from lingjun.audit.actions import record
from lingjun.cases.enums import Verb
from lingjun.cases.models import Case, Event
from lingjun.cases.queries import with_course
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job, periodic
from lingjun.core.models import Job, JobStatus
from lingjun.creation import reading_job  # noqa: F401 - registers its work on import
from lingjun.creation.naming import ARCHIVE, archive_later
from lingjun.creation.papers import archive
from lingjun.documents.archive import validate_bag
from lingjun.studios.actions import keep_archive
from lingjun.studios.models import Studio


@job(ARCHIVE)
def archive_form(progress: Progress) -> None:
    """Builds, validates and keeps the BagIt package of a named case. Runs again safely: the last one counts.

    The package belongs to the studio, not to the job: whoever may read it downloads it there.
    """
    progress.start(1)
    case = with_course(Case.objects.all()).get(pk=progress.params["case"])
    studio = Studio.objects.select_related("leader").get(case=case)
    with tempfile.TemporaryDirectory() as scratch:
        package = archive.build(case, studio, Path(scratch) / f"{case.number}.zip")
        validate_bag(package)
        with package.open("rb") as content:
            name = f"{case.number}-{studio.name}.zip"
            kept = store_generated(name=name, content=content, owner_id=progress.owner_id)
    keep_archive(studio=studio, file=kept)
    record(actor=None, verb="creation.archive", subject=case, subject_name=str(case), new={"sha256": kept.sha256})
    progress.step()
    progress.finish(url=reverse("dossier:studio", args=[studio.pk]))


@periodic(24 * 3600, "creation.archive_again")
def archive_again() -> int:
    """Named studios whose form is not archived, after a killed worker or a full disk, are tried once more each day.

    一式1份，由市总工会存档 (note of the attachment): none may be missing. Number of jobs put in.
    """
    waiting = set(
        Job.objects.filter(kind=ARCHIVE, status__in=[JobStatus.QUEUED, JobStatus.RUNNING])
        .order_by()
        .values_list("params__case", flat=True)
    )
    missing = Event.objects.filter(
        verb=Verb.NAME, case__kind="creation", case__studio__archive=None, actor__isnull=False
    )
    put = 0
    for event in missing.exclude(actor=None).select_related("case__studio").order_by("id")[:100]:
        if event.case_id not in waiting and getattr(event.case, "studio", None):
            waiting.add(event.case_id)
            archive_later(studio=event.case.studio, case=event.case, owner_id=event.actor_id or 0)
            put += 1
    return put
