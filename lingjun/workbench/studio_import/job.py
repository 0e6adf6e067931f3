"""A long list as a job. Registered by `workbench.jobs`."""

from __future__ import annotations

from django.urls import reverse

from lingjun.accounts.jobs import owner_of
from lingjun.core.jobs import Progress, job
from lingjun.studios.actions import importing
from lingjun.studios.models import ImportBatch, ImportState
from lingjun.workbench.studio_import import run


@job(importing.JOB)
def import_studios(progress: Progress) -> None:
    """The rows of a batch that has begun; an interrupted run goes on where it stopped."""
    user = owner_of(progress)
    batch = ImportBatch.objects.select_related("federation", "file").get(pk=progress.params["batch"])
    if batch.state != ImportState.RUNNING:
        return
    outcomes = run.dry_run(batch)
    progress.start(progress.job.total)
    progress.finish(url=reverse("workbench:studio_import_batch", args=[batch.pk]))
    batch = run.commit(
        actor=user, batch=batch, outcomes=outcomes, only_good=bool(progress.params["only_good"]), progress=progress
    )
    left = f"，{len(batch.refused)} 行没有导入" if batch.refused else ""
    progress.say(f"已导入 {batch.count} 个工作室{left}。")
