"""Evidence: files under the criteria of the notice, and giving out every file of a case."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lingjun.core.errors import Invalid, NotYours
from lingjun.core.files import delete_stored, file_response, store_upload, thumbnail_response
from lingjun.core.models import StoredFile
from lingjun.creation.actions import add_evidence, evidence_keys, remove_evidence
from lingjun.creation.forms.filling import line
from lingjun.creation.views import fill, fill_state

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

    from lingjun.creation.views.fill_state import Desk

MOST_AT_ONCE = 20


@require_POST
def add(request: HttpRequest, number: str) -> HttpResponse:
    """One or several files under one kind of evidence; what can be kept is kept, the rest is named with the reason."""
    desk = fill_state.load(request, number)
    if reason := desk.lock("evidence"):
        raise NotYours(reason)
    key = request.POST.get("key", "")
    if key not in evidence_keys(desk.case):
        raise Http404
    path = f"evidence.{key}"
    uploads = request.FILES.getlist("files")
    if not uploads:
        return fill.show(request, desk, "evidence", status=422, refusals={path: "请选择文件。"})
    if len(uploads) > MOST_AT_ONCE:
        return fill.show(request, desk, "evidence", status=422, refusals={path: f"一次最多 {MOST_AT_ONCE} 个文件。"})
    caption = line(request.POST.get("caption", ""))[:100]
    refused = [words for upload in uploads if (words := _keep(desk, key, upload, caption))]
    kept = len(uploads) - len(refused)
    if kept:
        messages.success(request, f"已上传 {kept} 个文件。")
    if refused:
        desk = fill_state.load(request, number)
        return fill.show(request, desk, "evidence", status=422, refusals={path: "".join(refused)})
    return redirect(f"{reverse('creation:fill', args=[number, 'evidence'])}#id_{path}")


def _keep(desk: Desk, key: str, upload: UploadedFile, caption: str) -> str:
    """Stores one file; "" when it was kept, else the reason with its name."""
    try:
        file = store_upload(upload=upload, purpose="evidence", owner_id=desk.user.pk)
        try:
            add_evidence(actor=desk.user, case_id=desk.case.pk, key=key, file=file, caption=caption)
        except Exception:
            delete_stored(file)
            raise
    except Invalid as refusal:
        return f"“{(upload.name or '')[:60]}”没有收下：{''.join(refusal.errors.values())}"
    return ""


@require_POST
def remove(request: HttpRequest, number: str, attachment_id: int) -> HttpResponse:
    """Takes a file out of the list; 404 for a file of another case."""
    desk = fill_state.load(request, number)
    if reason := desk.lock("evidence"):
        raise NotYours(reason)
    row = desk.case.attachments.filter(pk=attachment_id).first()
    if row is None:
        raise Http404
    remove_evidence(actor=desk.user, case_id=desk.case.pk, attachment_id=attachment_id)
    messages.success(request, f"已移除“{row}”。")
    return redirect(f"{reverse('creation:fill', args=[number, 'evidence'])}#id_evidence.{row.key}")


@require_safe
def serve(request: HttpRequest, number: str, file_id: uuid.UUID) -> HttpResponseBase:
    """A file that belongs to the case: evidence (removed ones too, for earlier submissions) or the Word form."""
    desk = fill_state.load(request, number)
    mine = desk.application.source_id == file_id or desk.case.attachments.filter(file_id=file_id).exists()
    stored = StoredFile.objects.filter(pk=file_id).first() if mine else None
    if stored is None:
        raise Http404
    return thumbnail_response(stored) if request.GET.get("thumb") == "1" else file_response(stored, inline=True)
