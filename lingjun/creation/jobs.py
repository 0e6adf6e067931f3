"""Long work of the creation form."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.urls import reverse

from lingjun.audit.actions import record
from lingjun.cases.models import Case
from lingjun.cases.queries import with_course
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job
from lingjun.creation import reading_job  # noqa: F401 - registers its work on import
from lingjun.creation.papers import archive
from lingjun.documents.archive import validate_bag
from lingjun.studios.actions import keep_archive
from lingjun.studios.models import Studio


@job("creation.archive")
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
            kept = store_generated(
                name=f"{case.number}-{studio.name}.zip", content=content, media_type="application/zip",
                owner_id=progress.owner_id,
            )  # fmt: skip
    keep_archive(studio=studio, file=kept)
    record(actor=None, verb="creation.archive", subject=case, subject_name=str(case), new={"sha256": kept.sha256})
    progress.step()
    progress.finish(url=reverse("studios:studio", args=[studio.pk]))
