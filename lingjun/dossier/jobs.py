"""Long work on a studio file. Found by `core.jobs` when the queue is used."""

from __future__ import annotations

import contextlib
import logging
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any, Final

from lingjun.accounts.models import User
from lingjun.core.errors import NotYours
from lingjun.core.files import store_generated
from lingjun.core.jobs import Progress, job
from lingjun.core.models import StoredFile
from lingjun.dossier.actions import YEARBOOK
from lingjun.dossier.papers.yearbook import bundle, press, snapshot
from lingjun.studios.queries import visible_to

SETTING: Final = 10
"""Steps of the progress bar that typesetting stands for."""
SCRATCH: Final = "yearbook-"
"""How folders of a book in the making begin."""
ABANDONED: Final = 24 * 3600
"""Seconds after which such a folder was left by a worker that was killed: no book takes so long."""
log = logging.getLogger(__name__)


@job(YEARBOOK)
def yearbook(progress: Progress) -> StoredFile:
    """The year's book as PDF, Word or zip, as the file stands when the work begins.

    Runs again from the start when its worker was killed: nothing half made is kept. Rights are asked anew.
    """
    studio_id, year, form = (progress.params[key] for key in ("studio", "year", "form"))
    user = User.objects.filter(pk=progress.owner_id, is_active=True).first()
    if user is None or not visible_to(user).filter(pk=studio_id).exists():
        raise NotYours("您现在看不到这个工作室的档案。")
    progress.say("正在读取全年台账。")
    progress.check()
    book = snapshot.read(studio_id, year)
    photos = len({photo.file for photo in book.photos()})
    progress.start(photos + SETTING + (len(book.attachments) if form == "zip" else 0))
    _clear_left_over()
    with tempfile.TemporaryDirectory(prefix=SCRATCH) as scratch:
        folder = Path(scratch)
        progress.say(f"正在处理 {photos} 张照片。")
        lost = press.prepare(book, folder, on_photo=progress.step)
        progress.say("正在排版。")
        report = press.typeset(folder, word=form != "pdf", on_wait=progress.check)
        log.info("yearbook: %d pages, the typesetter took %d MB", report["pages"], report["peak"] >> 20)
        progress.step(SETTING)
        made = folder / f"book.{form}"
        if form == "zip":
            progress.say(f"正在装入 {len(book.attachments)} 个附件。")
            lost += bundle.write_bundle(made, book, folder, title=book.title, on_file=progress.step)
        with made.open("rb") as content:
            kept = store_generated(name=f"{book.title}.{form}", content=content, owner_id=progress.owner_id)
    progress.say(_told(report, lost))
    return kept


def _clear_left_over() -> None:
    """A killed worker leaves its folder with all its pictures behind; the next book takes it away."""
    for folder in Path(tempfile.gettempdir()).glob(f"{SCRATCH}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > ABANDONED:
                shutil.rmtree(folder)


def _told(report: dict[str, Any], lost: list[str]) -> str:
    """What the owner should know of the book: pages, characters without a font, files that are gone."""
    words = [f"共 {report['pages']} 页。"]
    if holes := report["holes"]:
        shown = "、".join(f"“{one['character']}”（见“{one['text']}”）" for one in holes[:3])
        more = f"等 {len(holes)} 个字" if len(holes) > 3 else ""
        words.append(f"{shown}{more}没有字体可以打印，PDF 里印成〓。")
    if lost:
        words.append(f"{len(lost)} 个文件读不出来，没有收进去：{'、'.join(lost[:3])}。")
    return "".join(words)
