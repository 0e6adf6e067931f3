"""Scans of printed forms: kept and read in one go, looked at as a picture."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse

from lingjun.core.files import delete_stored, store_upload
from lingjun.documents.scans import ScanRefused, preview_jpeg, read_marks

if TYPE_CHECKING:
    from django.core.files.base import File

    from lingjun.core.models import StoredFile


@contextmanager
def kept_scan(upload: File[Any], *, owner_id: int, prefix: str) -> Iterator[tuple[StoredFile, list[str]]]:
    """The stored file and the codes on it that begin with `prefix`; an error inside leaves nothing behind.

    Raises Invalid for a file of another kind, ScanRefused for one that cannot be read.
    """
    file = store_upload(upload=upload, purpose="stamped", owner_id=owner_id)
    try:
        with file.content.open("rb") as content:
            marks = read_marks(content.read(), prefix=prefix)
        yield file, marks
    except Exception:
        delete_stored(file)
        raise


def preview_response(file: StoredFile) -> HttpResponse:
    """The first page as a picture, upright, without position data; 404 where there is none to show."""
    try:
        with file.content.open("rb") as content:
            picture = preview_jpeg(content.read())
    except (ScanRefused, OSError) as error:
        raise Http404 from error
    return HttpResponse(picture, content_type="image/jpeg", headers={"Cache-Control": "private, max-age=3600"})
