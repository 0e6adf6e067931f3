"""The typesetter's own process: it alone loads typst and font tables, so that their memory is never a web worker's.

`python -m lingjun.documents.printing.typesetter` answers lines of JSON on its input until that is closed, which the
end of its parent does too. It leaves by itself after IDLE seconds without work or PAGES answers, and is ended by the
system when one answer takes longer than SECONDS or more than MEMORY. No Django in here.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import resource
import select
import signal
import sys
from pathlib import Path
from typing import Any, Final

import typst

STANDARD: Final[typst.PDFStandard] = "a-2b"
SECONDS, IDLE, PAGES, MEMORY = 20, 60, 500, 1 << 30
log = logging.getLogger(__name__)


def main() -> int:
    """Answer one request after the other: a line of JSON in; a line of JSON and as many bytes as it tells out."""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the parent, whose end closes the input
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not stand among the answers
    for _ in range(PAGES):
        if not select.select([sys.stdin], [], [], IDLE)[0] or not (line := sys.stdin.buffer.readline()):
            return 0
        signal.alarm(SECONDS)
        head, body = _answer(json.loads(line))
        signal.alarm(0)
        out.write(json.dumps({**head, "size": len(body)}).encode() + b"\n" + body)
        out.flush()
    return 0


def _answer(asked: dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    match asked:
        case {"fonts": folder}:
            found = [(info.family, info.path, info.index) for info in _fonts(Path(folder)).fonts() if info.path]
            return {}, json.dumps(found).encode()
        case {"characters": files}:
            return {}, json.dumps(_characters(files)).encode()
    try:
        pdf, warnings = _compiler(Path(asked["template"]), Path(asked["folder"])).compile_with_warnings(
            format="pdf", sys_inputs={"data": asked["data"]}, pdf_standards=STANDARD, timestamp=0
        )
    except typst.TypstError as error:
        return {"wrong": error.diagnostic or error.message}, b""
    if not isinstance(pdf, bytes):
        return {"wrong": "the typesetter returned no document"}, b""
    return {"warnings": [warning.message for warning in warnings]}, pdf


@functools.lru_cache(maxsize=4)
def _fonts(folder: Path) -> typst.Fonts:
    paths: list[Path] = [folder] if folder.is_dir() else []
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)


@functools.lru_cache(maxsize=32)
def _compiler(template: Path, folder: Path) -> typst.Compiler:
    return typst.Compiler(input=template, root=template.parent, font_paths=_fonts(folder), ignore_system_fonts=True)


def _characters(files: list[tuple[str, int]]) -> list[tuple[int, int]]:
    """Runs of code points, first and last, that all of the files hold."""
    from fontTools.ttLib import TTFont  # noqa: PLC0415 - a page is set without it

    held: set[int] | None = None
    for path, index in files:
        with TTFont(path, fontNumber=index, lazy=True) as font:
            codes = set(font.getBestCmap() or {})
        held = codes if held is None else held & codes
    runs: list[tuple[int, int]] = []
    for code in sorted(held or ()):
        if runs and runs[-1][1] == code - 1:
            runs[-1] = (runs[-1][0], code)
        else:
            runs.append((code, code))
    return runs


def typeset_file(template: Path, target: Path, folder: Path) -> None:
    """A long document as PDF/A-2b straight to a file; the template reads its data from files beside it.

    Only for a process of its own (a yearbook's). Raises typst.TypstError.
    """
    _, warnings = typst.compile_with_warnings(
        template, output=target, root=template.parent, font_paths=_fonts(folder), ignore_system_fonts=True,
        format="pdf", pdf_standards=STANDARD, timestamp=0,
    )  # fmt: skip
    for warning in warnings:
        log.warning("typesetting: %s", warning.message)


if __name__ == "__main__":
    sys.exit(main())
