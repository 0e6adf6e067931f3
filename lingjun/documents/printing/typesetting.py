"""PDF/A-2b out of a Typst template and plain data.

Data reaches the template as JSON text in `sys.inputs.data`: markup inside it stays inert. Same data, same bytes.
"""

from __future__ import annotations

import functools
import json
import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typst

from lingjun.documents.printing.fonts import Shelf, shelf

STANDARD: typst.PDFStandard = "a-2b"
log = logging.getLogger(__name__)


class TypesettingError(RuntimeError):
    """The template itself is wrong: a fault of the program, with the typesetter's diagnostic as text."""


class Press:
    """One compiler for one template and one shelf of fonts; threads take turns (two at once are no faster)."""

    def __init__(self, template: Path, fonts: typst.Fonts) -> None:
        self.turn = threading.Lock()
        self.compiler = typst.Compiler(input=template, root=template.parent, font_paths=fonts, ignore_system_fonts=True)

    def print(self, data: str) -> bytes:
        """PDF bytes for one JSON document. Raises TypesettingError."""
        with self.turn:
            try:
                pdf, warnings = self.compiler.compile_with_warnings(
                    format="pdf", sys_inputs={"data": data}, pdf_standards=STANDARD, timestamp=0
                )
            except typst.TypstError as error:
                raise TypesettingError(error.diagnostic or error.message) from error
        for warning in warnings:
            log.warning("typesetting: %s", warning.message)
        if not isinstance(pdf, bytes):
            raise TypesettingError("the typesetter returned no document")
        return pdf


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """One PDF/A-2b with embedded, subset fonts and selectable text; about 10 ms once warm.

    `data` must be JSON-able. Texts in it are expected to have passed `fonts.printable` and `families_for`.
    """
    return _press(template, shelf()).print(json.dumps(data, ensure_ascii=False))


def typeset_file(template: Path, target: Path) -> None:
    """A long document as PDF/A-2b straight to a file; the template reads its data from files beside it.

    For a process of its own: the compiler's memory goes back only when the process ends. Raises TypesettingError.
    """
    try:
        _, warnings = typst.compile_with_warnings(
            template, output=target, root=template.parent, font_paths=shelf().fonts, ignore_system_fonts=True,
            format="pdf", pdf_standards=STANDARD, timestamp=0,
        )  # fmt: skip
    except typst.TypstError as error:
        raise TypesettingError(error.diagnostic or error.message) from error
    for warning in warnings:
        log.warning("typesetting: %s", warning.message)


def _press(template: Path, fonts: Shelf) -> Press:
    return _presses(template.resolve(), fonts.folder)


@functools.lru_cache(maxsize=32)
def _presses(template: Path, folder: Path) -> Press:
    return Press(template, shelf().fonts)
