"""Values of the boxes: what is kept of the words as typed, and what is only paper."""

from __future__ import annotations

import re
import unicodedata

from lingjun.core.text import compact

#: Full-width letters and digits become half-width; punctuation stays as typed. Look-alike radicals, which come with
#: text copied out of PDF files, become the characters they look like.
_TABLE: dict[int, str | None] = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF3B),
                                                                       *range(0xFF41, 0xFF5B))}  # fmt: skip
_TABLE |= {code: unicodedata.normalize("NFKC", chr(code)) for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFADA))}
_TABLE |= dict.fromkeys((0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2065), 0xFEFF), None)
_TABLE |= dict.fromkeys((0x3164, 0xFFA0), " ")

_CJK = "\u3007\u3400-\u9fff\U00020000-\U0003ffff"
_BETWEEN_CJK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
#: A line that ends or begins with Chinese was only wrapped there.
_WRAPPED = re.compile(rf"(?<=[{_CJK}，、；：。）”])\n|\n(?=[{_CJK}（“])")
_BLANKS = re.compile(r"[^\S\n]+")
_RULED = re.compile(r"_{2,}|＿+")
_SEAL = re.compile(
    r"[（(〔\[]\s*(?:公\s*章|盖\s*章|盖\s*公\s*章|签\s*章|签\s*字|签\s*名|签\s*字\s*盖\s*章|章|印\s*章)\s*[)）〕\]]"
)
_NOTHING = re.compile(r"[\s/／\\—–\-－_·.。、，,;；:：×…]*")


def tidy(text: str) -> str:
    """One or more lines as typed: no invisible marks, no ruled blanks, no doubled blanks, no empty lines."""
    text = _BLANKS.sub(" ", _RULED.sub(" ", text.translate(_TABLE)))
    lines = (line.strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def one_line(text: str) -> str:
    """`tidy` on one line, without blanks between Chinese characters: 王　强 is 王强. A dash alone is nothing."""
    text = _BETWEEN_CJK.sub("", _WRAPPED.sub("", tidy(text))).replace("\n", " ")
    return "" if _NOTHING.fullmatch(text) else text


def spaced_line(text: str) -> str:
    """`tidy` on one line; blanks stay, for they may part two entries. A dash alone is nothing."""
    text = tidy(text).replace("\n", " ")
    return "" if _NOTHING.fullmatch(text) else text


def without_seal(text: str) -> str:
    """The form's own （公章）, （盖章） and their kin are where a seal goes, not words."""
    return _SEAL.sub(" ", text)


def quote(text: str, limit: int = 40) -> str:
    """The original's words for a message: one line, shortened in the middle of long ones."""
    flat = " ".join(tidy(text).split())
    return f"“{flat}”" if len(flat) <= limit else f"“{flat[: limit - 1]}…”"


def same(first: str, second: str) -> bool:
    """Whether two texts say the same but for blanks and width."""
    return compact(first) == compact(second)
