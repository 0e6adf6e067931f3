"""A person's own jobs: list, progress, cancelling, the file that came out. Nobody sees another's: 404."""

from __future__ import annotations

import uuid

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from lingjun.core.files import file_response
from lingjun.core.models import Job

from . import queue

PAGE_SIZE = 30
ROWS_SHOWN = 500
"""Results shown on the page; a job with more gives a file."""


def own_jobs(request: HttpRequest) -> QuerySet[Job]:
    """Jobs the signed-in person started, latest first; results are not loaded."""
    if request.user.pk is None:
        return Job.objects.none()
    return Job.objects.filter(owner_id=request.user.pk).select_related("result_file").order_by("-created_at")


@require_safe
def job_list(request: HttpRequest) -> HttpResponse:
    """后台任务: what is under way and what is done. Finished jobs are kept for thirty days."""
    page = Paginator(own_jobs(request).defer("results", "params"), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "core/jobs.html", {"page": page})


@require_safe
def job_page(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """One job with its bar and the result of every row, failures first."""
    job = _own(request, job_id)
    rows = sorted(job.results, key=lambda row: bool(row.get("ok")))
    failed = sum(not row.get("ok") for row in rows)
    context = {"job": job, "rows": rows[:ROWS_SHOWN], "hidden": max(0, len(rows) - ROWS_SHOWN), "failed": failed}
    return render(request, "core/job.html", context)


@require_safe
def job_progress(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """The block with the bar, asked for every second; when the job has ended, the page is loaded anew."""
    job = _own(request, job_id)
    response = render(request, "core/parts/job.html", {"job": job})
    if job.is_final:
        response["HX-Refresh"] = "true"
    return response


@require_POST
def job_cancel(request: HttpRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask the job to stop; what it has done stays done."""
    job = _own(request, job_id)
    queue.cancel(job.pk)
    return redirect("core:job", job_id=job.pk)


@require_safe
def job_file(request: HttpRequest, job_id: uuid.UUID) -> FileResponse:
    """The file the job made."""
    job = _own(request, job_id)
    if job.result_file is None:
        raise Http404
    return file_response(job.result_file)


def _own(request: HttpRequest, job_id: uuid.UUID) -> Job:
    return get_object_or_404(own_jobs(request), pk=job_id)
