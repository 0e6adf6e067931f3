"""Answers that carry a file. Who may have it is decided by the caller: from the row that points at a stored one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from django.core.files.base import File
from django.db.models.fields.files import FieldFile
from django.http import FileResponse, Http404, HttpResponse
from django.utils.http import content_disposition_header

from .kinds import KINDS

if TYPE_CHECKING:
    from lingjun.core.models import StoredFile

#: What a browser may show in the page; everything else is only saved.
INLINE_TYPES: Final = frozenset({"image/jpeg", "image/png", "image/webp", "application/pdf"})
_LOCKED: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def file_response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """The file itself under its kept name. `inline` only holds for pictures and PDF.

    404 when the bytes are gone from the storage. Never cached by proxies.
    """
    content = _open(stored.content)
    shown = inline and stored.media_type in INLINE_TYPES
    response = FileResponse(content, as_attachment=not shown, filename=stored.name, content_type=stored.media_type)
    response["Content-Length"] = str(stored.size)
    return _hardened(response, pdf=shown and stored.media_type == "application/pdf")


def thumbnail_response(stored: StoredFile) -> FileResponse:
    """The small picture without metadata; 404 when there is none."""
    if not stored.thumbnail:
        raise Http404
    content = _open(stored.thumbnail)
    return _hardened(FileResponse(content, content_type="image/jpeg"), pdf=False)


def display_response(stored: StoredFile) -> FileResponse:
    """A picture at the size of a page, without metadata; the file itself where it is no larger."""
    if not stored.display:
        return file_response(stored, inline=True)
    content = _open(stored.display)
    return _hardened(FileResponse(content, content_type="image/jpeg"), pdf=False)


def made_response(content: bytes, name: str, *, shown: bool = False) -> HttpResponse:
    """A paper made for this reader, never kept by a cache; `shown` in the browser, else saved.

    The end of `name` says what it is: a key of KINDS ("docx", "pdf", "xlsx").
    """
    response = HttpResponse(content, content_type=KINDS[name.rpartition(".")[2]].media_type)
    response["Content-Disposition"] = content_disposition_header(not shown, name) or ""
    response["Cache-Control"] = "private, no-store"
    return response


def _open(kept: FieldFile) -> File[Any]:
    """The bytes from the storage itself: a field just saved would hand out the upload."""
    try:
        return kept.storage.open(kept.name or "", "rb")
    except OSError as error:
        raise Http404 from error


def _hardened(response: FileResponse, *, pdf: bool) -> FileResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, max-age=300"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    if pdf:
        # The browser's PDF viewer does not run in a sandboxed frame; a page of our own may frame it.
        response["Content-Security-Policy"] = "default-src 'none'; object-src 'self'; frame-ancestors 'self'"
        response["X-Frame-Options"] = "SAMEORIGIN"
    else:
        response["Content-Security-Policy"] = _LOCKED
    return response
