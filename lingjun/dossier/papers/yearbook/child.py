"""Typesetting a book in a process of its own, so that its memory goes back when it ends.

`python -m lingjun.dossier.papers.yearbook.child FOLDER pdf docx` reads FOLDER/book.json, writes book.pdf and
book.docx beside it, and report.json: characters no font holds, pages, and the peak of its own memory. The PDF is always
made: Word's contents take their page numbers from it.
"""

from __future__ import annotations

import json
import shutil
import sys
from pathlib import Path
from typing import Any, Final

import pypdfium2

from lingjun.documents.printing import fonts
from lingjun.documents.printing.photos import put_photos, stand_in
from lingjun.documents.printing.typesetter import typeset_file
from lingjun.dossier.papers.yearbook.glyphs import Glyphs
from lingjun.dossier.papers.yearbook.word import write_word

TEMPLATE: Final = Path(__file__).with_name("yearbook.typ")


def main(arguments: list[str]) -> int:
    """Entry of the process."""
    folder, wanted = Path(arguments[0]), set(arguments[1:])
    book = json.loads((folder / "book.json").read_text("utf-8"))
    report: dict[str, Any] = {}
    pages = _pdf(folder, book, report)
    if "docx" in wanted:
        write_word(book, pages, folder, folder / "book.docx")
    report["peak"] = peak_memory()
    (folder / "report.json").write_text(json.dumps(report, ensure_ascii=False), "utf-8")
    return 0


def peak_memory() -> int:
    """Bytes this process had at most. Not `ru_maxrss`: a child begins with its parent's."""
    status = Path("/proc/self/status")
    lines = status.read_text("ascii", "replace").splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM:")), 0)


def _pdf(folder: Path, book: dict[str, Any], report: dict[str, Any]) -> list[int]:
    """Writes book.pdf; gives the page number of each heading that stands in the contents."""
    press = folder / "press"
    press.mkdir()
    glyphs = Glyphs(fonts.shelf())
    data = glyphs.dressed(book)
    report["holes"] = glyphs.holes
    photos = {
        photo["number"]: folder / photo["name"]
        for part in book["parts"]
        for block in part["blocks"]
        if block["kind"] == "photos"
        for photo in block["items"]
    }
    for number, path in photos.items():
        (press / path.name).write_bytes(stand_in(number))
    (press / "book.json").write_text(json.dumps(data, ensure_ascii=False), "utf-8")
    shutil.copyfile(TEMPLATE, press / TEMPLATE.name)
    typeset_file(press / TEMPLATE.name, press / "book.pdf", fonts.font_folder())
    pages = _pages(press / "book.pdf", report)
    put_photos(press / "book.pdf", folder / "book.pdf", photos)
    shutil.rmtree(press)
    return pages


def _pages(path: Path, report: dict[str, Any]) -> list[int]:
    """Numbers as printed at the foot: the first heading stands on page 1."""
    document = pypdfium2.PdfDocument(path)
    report["pages"] = len(document)
    places = []
    for mark in document.get_toc(max_depth=2):
        destination = mark.get_dest()
        places.append(destination.get_index() if destination else 0)
    document.close()
    return [place - places[0] + 1 for place in places]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
