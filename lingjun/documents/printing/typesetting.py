"""PDF/A-2b out of a Typst template and plain data, set in a process beside this one (`child.py`, `typesetter.py`).

Data reaches the template as JSON text in `sys.inputs.data`: markup inside it stays inert. Same data, same bytes.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from lingjun.documents.printing import child
from lingjun.documents.printing.fonts import font_folder

log = logging.getLogger(__name__)


class TypesettingError(RuntimeError):
    """The template itself is wrong: a fault of the program, with the typesetter's diagnostic as text."""


def typeset(template: Path, data: Mapping[str, Any]) -> bytes:
    """One PDF/A-2b with embedded, subset fonts and selectable text; about 10 ms once warm.

    `data` must be JSON-able. Texts in it are expected to have passed `fonts.printable` and `families_for`.
    Raises TypesettingError, and child.NotTypeset when limits of time, memory or patience are met.
    """
    asked = {
        "template": str(template.resolve()),
        "folder": str(font_folder()),
        "data": json.dumps(data, ensure_ascii=False),
    }
    head, pdf = child.ask(asked)
    if "wrong" in head:
        raise TypesettingError(head["wrong"])
    for warning in head["warnings"]:
        log.warning("typesetting: %s", warning)
    return pdf
