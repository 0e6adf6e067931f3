"""The fonts an installation has, and which of them can print a text whole.

A character missing from every font would come out as a silent box, so coverage is checked before printing. A text with
one character outside FangSong is printed whole in the next family: one odd glyph in a name looks like a mistake.
"""

from __future__ import annotations

import dataclasses
import functools
import os
import unicodedata
from collections.abc import Sequence
from pathlib import Path

import typst
from django.conf import settings
from fontTools.ttLib import TTFont

from lingjun.core.errors import Refused

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


@dataclasses.dataclass(slots=True)
class Shelf:
    """All fonts of one folder. `fonts` is handed to the typesetter; coverage is read from the cmap on first use."""

    folder: Path
    fonts: typst.Fonts
    files: dict[str, list[tuple[str, int]]]
    coverage: dict[str, frozenset[int]] = dataclasses.field(default_factory=dict)

    def holds(self, family: str) -> bool:
        """Whether the family is installed."""
        return family in self.files

    def characters(self, family: str) -> frozenset[int]:
        """Code points that every weight of the family holds; empty for a family that is not installed."""
        if family not in self.coverage:
            sets = [_characters(path, index) for path, index in self.files.get(family, [])]
            self.coverage[family] = frozenset.intersection(*sets) if sets else frozenset()
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
            if wanted <= self.characters(family):
                return [family]
        return self._mixture(text, wanted, order)

    def _mixture(self, text: str, wanted: set[int], order: list[str]) -> list[str]:
        """The shortest run of `order` that together holds every character. Raises Unprintable."""
        chosen: list[str] = []
        left = set(wanted)
        for family in order:
            if left & self.characters(family):
                chosen.append(family)
                left -= self.characters(family)
            if not left:
                return chosen
        raise Unprintable("".join(dict.fromkeys(c for c in text if ord(c) in left)), text)


def _characters(path: str, index: int) -> frozenset[int]:
    with TTFont(path, fontNumber=index, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


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
    paths: list[Path] = [folder] if folder.is_dir() else []
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths)
    files: dict[str, list[tuple[str, int]]] = {}
    for info in fonts.fonts():
        if info.path:
            files.setdefault(info.family, []).append((info.path, info.index))
    return Shelf(folder=folder, fonts=fonts, files=files)


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
