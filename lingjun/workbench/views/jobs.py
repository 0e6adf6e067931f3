"""Long work: its progress, its result, its end."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.files import file_response
from lingjun.core.jobs import cancel as cancel_job
from lingjun.core.listing import page_of
from lingjun.core.models import Job
from lingjun.workbench.queries.jobs import visible_to

SHOWN_RESULTS = 500


def own_job(request: SignedInRequest, job_id: uuid.UUID) -> Job:
    """404 for everybody but the owner."""
    return get_object_or_404(visible_to(request.user), pk=job_id)


@require_safe
def jobs(request: SignedInRequest) -> HttpResponse:
    """The reader's jobs; they are kept for thirty days."""
    page = page_of(request, visible_to(request.user).defer("results", "params"))
    return render(request, "workbench/jobs/list.html", {"page": page})


@never_cache
@require_safe
def job(request: SignedInRequest, job_id: uuid.UUID) -> HttpResponse:
    """One job. Asked by htmx every second for its bar; when it ends, the page loads once more with the results."""
    found = own_job(request, job_id)
    if request.headers.get("HX-Request") == "true":
        response = render(request, "workbench/jobs/_progress.html", {"job": found})
        if found.is_final:
            response["HX-Refresh"] = "true"
        return response
    rows = found.results if found.is_final else []
    failed = [row for row in rows if not row.get("ok")]
    done = [row for row in rows if row.get("ok")]
    context = {"job": found, "rows": [*failed, *done][:SHOWN_RESULTS], "failed": len(failed), "count": len(rows)}
    return render(request, "workbench/jobs/job.html", context)


@require_POST
def cancel(request: SignedInRequest, job_id: uuid.UUID) -> HttpResponse:
    """Ask the job to stop at its next step."""
    found = own_job(request, job_id)
    if cancel_job(found.pk):
        messages.success(request, "已要求停下，做完手上这一项就停。")
    else:
        messages.info(request, "这项任务已经结束了。")
    return redirect("workbench:job", found.pk)


@require_safe
def job_file(request: SignedInRequest, job_id: uuid.UUID) -> FileResponse:
    """The file the job made."""
    found = own_job(request, job_id)
    if found.result_file is None:
        raise Http404
    return file_response(found.result_file)
