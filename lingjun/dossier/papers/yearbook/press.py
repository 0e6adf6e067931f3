"""From a book to its files in one folder: pictures scaled one by one, then typeset in a child process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.conf import settings

from lingjun.core.models import StoredFile
from lingjun.dossier.papers.yearbook.book import Book, Photo, plain
from lingjun.dossier.papers.yearbook.pictures import scale

CHUNK: Final = 100
WAIT: Final = 0.3
"""Seconds between looks at the child."""
PATIENCE: Final = 1200.0


class PressError(RuntimeError):
    """The child failed: its last words."""


def prepare(book: Book, folder: Path, *, on_photo: Callable[[], None] = lambda: None) -> list[str]:
    """Scale the pictures into `folder` and write book.json. Captions of pictures that could not be read.

    One picture in memory at a time; a picture that stands twice is scaled once.
    """
    wanted = list(book.photos())
    ids = list(dict.fromkeys(photo.file for photo in wanted))
    scaled: dict[str, Photo] = {}
    for start in range(0, len(ids), CHUNK):
        found = StoredFile.objects.in_bulk(ids[start : start + CHUNK])
        for stored in (found[key] for key in sorted(found, key=str)):
            photo = scale(stored, folder, len(scaled))
            if photo:
                scaled[str(stored.pk)] = photo
            on_photo()
    lost = [photo.caption or "照片" for photo in wanted if photo.file not in scaled]
    (folder / "book.json").write_text(json.dumps(plain(book, scaled), ensure_ascii=False), "utf-8")
    return lost


def typeset(folder: Path, *, word: bool, on_wait: Callable[[], None] = lambda: None) -> dict[str, Any]:
    """Run the child; gives its report. `on_wait` may raise to stop the work: the child is ended with it."""
    command = [sys.executable, "-m", "lingjun.dossier.papers.yearbook.child", str(folder), *(["docx"] if word else [])]
    environment = {**os.environ, "LINGJUN_FONTS": str(settings.FONT_DIR), "PYTHONPATH": str(settings.BASE_DIR)}
    errors = folder / "errors.txt"
    with errors.open("wb") as told:
        child = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=told)
        try:
            end = time.monotonic() + PATIENCE
            while child.poll() is None:
                if time.monotonic() > end:
                    raise PressError("took too long")
                on_wait()
                time.sleep(WAIT)
        finally:
            if child.poll() is None:
                child.kill()
                child.wait()
    if child.returncode:
        raise PressError(errors.read_text("utf-8", "replace")[-2000:])
    report: dict[str, Any] = json.loads((folder / "report.json").read_text("utf-8"))
    return report
