"""What the command `read_form` does, needing neither Django's start nor a database: a form is read in 0.2 s."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from lingjun.creation.papers.reading import read_form
from lingjun.creation.papers.reading.listing import listing
from lingjun.documents.reading import UnreadableDocument

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Exit code of a refusal.
REFUSED = 2


def answer(path: Path, *, as_json: bool) -> tuple[int, str]:
    """Exit code, and what to print: the form on stdout (0), or a one-line refusal on stderr (2)."""
    try:
        form = read_form(path, path.name)
    except UnreadableDocument as refusal:
        return REFUSED, refusal.message
    return 0, json.dumps(form.to_dict(), ensure_ascii=False) if as_json else listing(form)


def main(arguments: Sequence[str]) -> int | None:
    """Run `FILE [--json]` and give the exit code; None for any other arguments, which are Django's to explain."""
    files = [argument for argument in arguments if argument != "--json"]
    if len(files) != 1 or files[0].startswith("-"):
        return None
    code, text = answer(Path(files[0]), as_json=len(files) < len(arguments))
    stream = sys.stderr if code else sys.stdout
    stream.buffer.write(text.encode("utf-8", "replace") + b"\n")
    stream.flush()
    return code
