"""The fonts an installation has, and which of them can print a text whole.

A character missing from every font would come out as a silent box, so coverage is checked before printing. A text with
one character outside FangSong is printed whole in the next family: one odd glyph in a name looks like a mistake.
"""

from __future__ import annotations

import bisect
import dataclasses
import functools
import json
import os
import unicodedata
from array import array
from collections.abc import Container, Sequence
from pathlib import Path

from django.conf import settings

from lingjun.core.errors import Refused
from lingjun.documents.printing import child

FANGSONG = ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "FandolFang R", "FandolFang")
TITLE_SONG = ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "Noto Serif SC")
SONG = ("Noto Serif SC", "Noto Serif CJK SC", "Source Han Serif SC")
HEI = ("Noto Sans SC", "Noto Sans CJK SC", "Source Han Sans SC")
KAI = ("KaiTi_GB2312", "楷体_GB2312", "FandolKai", "LXGW WenKai")
"""Families by style, an installation's own licensed files first."""

INVISIBLE = {"Cf", "Cc", "Cs"}


class FontsMissing(Refused):
    """The font folder holds nothing usable: an installation fault, not the writer's."""

    status_code = 503


class Unprintable(Refused):
    """No installed font holds these characters. `characters` lists them once each, in reading order."""

    status_code = 422

    def __init__(self, characters: str, text: str) -> None:
        shown = "、".join(f"“{c}”(U+{ord(c):04X})" for c in characters[:5])
        head = text if len(text) <= 20 else f"{text[:20]}…"
        super().__init__(f"“{head}”里的 {shown} 没有字体可以打印，请换一个字或改用文字说明。")
        self.characters = characters


class Runs:
    """Code points as runs, first and last: thirty thousand characters in a few kilobytes."""

    def __init__(self, runs: Sequence[tuple[int, int]]) -> None:
        self.firsts = array("L", [first for first, _ in runs])
        self.lasts = array("L", [last for _, last in runs])

    def __contains__(self, code: object) -> bool:
        if not isinstance(code, int):
            return False
        place = bisect.bisect_right(self.firsts, code) - 1
        return place >= 0 and code <= self.lasts[place]


@dataclasses.dataclass(slots=True)
class Shelf:
    """All fonts of one folder: files by family. The typesetter's process reads what a family holds, on first use."""

    folder: Path
    files: dict[str, list[tuple[str, int]]]
    coverage: dict[str, Container[int]] = dataclasses.field(default_factory=dict)

    def holds(self, family: str) -> bool:
        """Whether the family is installed."""
        return family in self.files

    def characters(self, family: str) -> Container[int]:
        """Code points that every weight of the family holds; empty for a family that is not installed."""
        if family not in self.coverage:
            _, runs = child.ask({"characters": self.files[family]}) if self.holds(family) else ({}, b"[]")
            self.coverage[family] = Runs(json.loads(runs))
        return self.coverage[family]

    def families_for(self, text: str, preferred: Sequence[str]) -> list[str]:
        """Families that print `text` without a hole: one when one holds it all, several only for an odd mixture.

        Order: `preferred`, Song, Hei, then whatever else is installed. Raises Unprintable, or FontsMissing when the
        folder is empty. An empty text takes the first installed family.
        """
        order = [f for f in dict.fromkeys([*preferred, *SONG, *HEI, *sorted(self.files)]) if self.holds(f)]
        if not order:
            raise FontsMissing(f"打印字体没有装好（{self.folder.name} 文件夹是空的），请让管理员重新运行安装。")
        wanted = {ord(c) for c in text if not c.isspace()}
        for family in order:
            held = self.characters(family)
            if all(code in held for code in wanted):
                return [family]
        return self._mixture(text, wanted, order)

    def _mixture(self, text: str, wanted: set[int], order: list[str]) -> list[str]:
        """The shortest run of `order` that together holds every character. Raises Unprintable."""
        chosen: list[str] = []
        left = set(wanted)
        for family in order:
            held = self.characters(family)
            lacking = {code for code in left if code not in held}
            if len(lacking) < len(left):
                chosen.append(family)
                left = lacking
            if not left:
                return chosen
        raise Unprintable("".join(dict.fromkeys(c for c in text if ord(c) in left)), text)


def font_folder() -> Path:
    """`settings.FONT_DIR`; outside Django (benchmarks) LINGJUN_FONTS, then LINGJUN_HOME/fonts, then var/fonts."""
    if settings.configured:
        return Path(settings.FONT_DIR)
    home = os.environ.get("LINGJUN_HOME") or Path(__file__).resolve().parents[3] / "var"
    return Path(os.environ.get("LINGJUN_FONTS") or Path(home) / "fonts")


def shelf() -> Shelf:
    """The shelf of this installation, read once per process and folder."""
    return _shelf(font_folder())


@functools.lru_cache(maxsize=4)
def _shelf(folder: Path) -> Shelf:
    _, found = child.ask({"fonts": str(folder)})
    files: dict[str, list[tuple[str, int]]] = {}
    for family, path, index in json.loads(found):
        files.setdefault(family, []).append((path, index))
    return Shelf(folder=folder, files=files)


def why_unprintable(text: str) -> str:
    """Why these words cannot stand on paper; "" when they can, or while no fonts are installed."""
    try:
        shelf().families_for(printable(text), ())
    except Unprintable as refusal:
        return refusal.message
    except FontsMissing:
        return ""
    return ""


def printable(text: str) -> str:
    """The text as it can stand on paper: line ends as \\n, tabs as blanks, invisible and control characters dropped.

    Private-use characters and characters newer than this Python stay: the coverage check decides on them.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = text.replace("\u2028", "\n").replace("\u2029", "\n").replace("\t", " ")
    kept = (c for c in text if c == "\n" or unicodedata.category(c) not in INVISIBLE)
    return "".join(c for c in kept if not _variation_selector(c)).strip("\n ")


def _variation_selector(character: str) -> bool:
    return "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
