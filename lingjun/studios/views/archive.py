"""The package kept when a studio was named."""

from __future__ import annotations

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import NotYours
from lingjun.core.files import file_response
from lingjun.studios.queries import visible_to
from lingjun.studios.rules import may_read_archive


@require_safe
def archive(request: SignedInRequest, studio_id: int) -> FileResponse:
    """BagIt, one zip; 404 for strangers and while it is not made, the reason for readers who may not have it."""
    studio = get_object_or_404(visible_to(request.user).select_related("unit", "archive"), pk=studio_id)
    if reason := may_read_archive(request.user, studio):
        raise NotYours(reason)
    if studio.archive is None:
        raise Http404
    return file_response(studio.archive)
