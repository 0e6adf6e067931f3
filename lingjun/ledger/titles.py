"""Titles compared: what is left of a title when signs, blanks and empty lead-ins are gone."""

from __future__ import annotations

import difflib
import re
from typing import Final

from lingjun.core.text import compact

HEAD: Final = 8
"""Characters of head and tail that are kept as index."""
ALIKE: Final = 0.85
_SIGNS: Final = re.compile(r"[\W_]+")
_LEAD: Final = re.compile(r"^(?:一种|基于|关于)+")


def title_key(title: str) -> str:
    """ "一种“岸桥”防摇装置 (V2)" -> "岸桥防摇装置v2". The title itself where nothing would be left."""
    key = _SIGNS.sub("", compact(title).lower())
    return (_LEAD.sub("", key) or key or compact(title).lower())[:200]


def similarity(one: str, other: str) -> float:
    """0 to 1; cheap bounds first, so that what is far apart costs little."""
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    if matcher.real_quick_ratio() < ALIKE or matcher.quick_ratio() < ALIKE:
        return 0.0
    return matcher.ratio()
