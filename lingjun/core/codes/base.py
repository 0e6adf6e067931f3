"""Code lists: the database keeps codes, screens and papers show labels."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache
from typing import TYPE_CHECKING

from lingjun.core.text import compact, to_half_width, without_brackets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_PARTS = re.compile(r"[/、,，;；|]|或")
#: A bracketed remark with one of these changes the meaning, so it is not dropped: "本科（肄业）", "技师（高级）".
_QUALIFIES = re.compile("在读|肄业|结业|未毕业|高级|中级|初级|副高|正高|助理|预备|[一二三四五特]级|相当|待遇|原|曾|拟")
_SHORT = 40
_MARKS = re.compile(r"[·•.。:：\-—_“”\"'‘’]")


@dataclasses.dataclass(frozen=True, slots=True)
class Code:
    """One value. `words` are further common wordings of the same thing; `common` puts it into the short list."""

    code: str
    label: str
    words: tuple[str, ...] = ()
    group: str = ""
    common: bool = True


class CodeList:
    """An ordered list of codes.

    `find` recognises only known wordings: nothing is guessed. `suffixes` are endings that add nothing
    ("毕业", "学历") and may be left off before looking up.
    """

    def __init__(self, name: str, source: str, codes: Iterable[Code], *, suffixes: tuple[str, ...] = ()) -> None:
        self.name = name
        self.source = source
        self.codes: tuple[Code, ...] = tuple(codes)
        self._suffixes = suffixes
        self._by_code = {code.code: code for code in self.codes}
        if len(self._by_code) != len(self.codes):
            raise ValueError(f"{name}: a code appears twice")
        self._remembered = lru_cache(maxsize=1024)(self._find)
        self._by_word: dict[str, str] = {}
        for code in self.codes:
            for word in (code.code, code.label, *code.words):
                known = self._by_word.setdefault(_key(word), code.code)
                if known != code.code:
                    raise ValueError(f"{name}: {word!r} means both {known} and {code.code}")

    def __iter__(self) -> Iterator[Code]:
        return iter(self.codes)

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    @property
    def choices(self) -> list[tuple[str, str]]:
        """(code, label) of every value, in the standard's order."""
        return [(code.code, code.label) for code in self.codes]

    @property
    def common_choices(self) -> list[tuple[str, str]]:
        """(code, label) of the everyday values: what a drop-down should offer."""
        return [(code.code, code.label) for code in self.codes if code.common]

    @property
    def labels(self) -> list[str]:
        """Labels of the everyday values, for Excel drop-downs."""
        return [code.label for code in self.codes if code.common]

    def label(self, code: str) -> str:
        """Label of a code; text that is not a code comes back unchanged (free text stays readable), "" stays ""."""
        entry = self._by_code.get(code)
        return entry.label if entry else code

    def group(self, code: str) -> str:
        """Group of a code, "" for an unknown one."""
        entry = self._by_code.get(code)
        return entry.group if entry else ""

    def find(self, text: str) -> str | None:
        """Code for a wording people use, or None.

        Blanks, full width, bracketed remarks and empty endings do not matter. Several wordings joined by
        "/" or "、" count only when all of them mean the same code ("大学本科/学士"). Rosters say the same few
        words over and over: short ones are looked up once.
        """
        return self._remembered(text) if len(text) <= _SHORT else self._find(text)

    def _find(self, text: str) -> str | None:
        whole = self._one(text)
        if whole is not None:
            return whole
        parts = [part for part in _PARTS.split(without_brackets(text)) if part.strip()]
        if len(parts) < 2:
            return None
        found = {self._one(part) for part in parts}
        return found.pop() if len(found) == 1 else None

    def _one(self, text: str) -> str | None:
        plain = without_brackets(to_half_width(text))
        keys = [_key(text)] if _QUALIFIES.search(_remarks(text)) else [_key(text), _key(plain)]
        for candidate in keys:
            key = candidate
            while key:
                if key in self._by_word:
                    return self._by_word[key]
                key = self._shorter(key)
        return None

    def _shorter(self, key: str) -> str:
        """The key without one empty ending, "" when it has none."""
        return next((key.removesuffix(s) for s in self._suffixes if key.endswith(s) and key != s), "")


def _remarks(text: str) -> str:
    """What stands inside brackets."""
    return "".join(re.findall(r"[(（\[【〔]([^)）\]】〕]*)", text))


def _key(text: str) -> str:
    return _MARKS.sub("", compact(text)).replace("(", "").replace(")", "").upper()
