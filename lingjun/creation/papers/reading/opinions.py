"""An opinion box: the words, and the date beside the seal, in one cell or several."""

from __future__ import annotations

import dataclasses
import re

from lingjun.documents.reading.dates import NoDate, is_blank_date, parse_date

from .words import quote, tidy, without_seal

_SEAL_WORD = r"(?:盖\s*章|公\s*章|签\s*章|签\s*字|签\s*名)"
#: The end of a line that is, or wants to be, a date: 2012年8月16日, 二〇一二年八月, 2012.8.16, "年  月  日".
_DIGIT = "[0-9０-９〇零○oOＯ一二三四五六七八九十廿]"
_TAIL = re.compile(
    rf"(?:(?<=[\s。，；,;:：!！.）)])|^)(?:日\s*期\s*[:：]\s*)?"
    rf"(?P<date>(?:{_DIGIT}[{_DIGIT[1:-1]}\s]*)?年\s*(?:{_DIGIT}[{_DIGIT[1:-1]}\s]*)?月\s*(?:{_DIGIT}[{_DIGIT[1:-1]}\s]*)?[日号]?"
    r"|[12１２][0-9０-９]{3}\s*[.．/／\-－—、]\s*[0-9０-９]{1,2}(?:\s*[.．/／\-－—、]\s*[0-9０-９]{1,2})?)[\s。]*$"
)
#: Whose seal or signature goes here, with nothing filled in.
_EMPTY_SIGNATURE = re.compile(r"\s*(?:[单位工会主席负责人经办领导基层所在]{2,10})?\s*[:：]?\s*")


@dataclasses.dataclass(slots=True)
class Opinion:
    """Text and ISO date of a box. `unread` is a message about a date that was written but not understood."""

    text: str
    date: str
    unread: str


def read_opinion(text: str) -> Opinion:
    """Take the box apart. The last date at the end of a line is the date of the seal."""
    lines = [without_seal(line).rstrip() for line in text.split("\n") if not _is_paper(line)]
    lines = [line for line in lines if line.strip()]
    date, unread = "", ""
    for index in range(len(lines) - 1, -1, -1):
        match = _tail(lines[index])
        joined = False
        if match is None and index and _is_half_date(lines[index]):
            match = _tail(lines[index - 1] + lines[index])
            joined = match is not None
        if match is None:
            continue
        where = index - 1 if joined else index
        rest = (lines[where] + lines[index] if joined else lines[index])[: match.start()]
        date, unread = _date(match["date"])
        lines[where : index + 1] = [rest] if rest.strip() else []
        break
    words = tidy("\n".join(line for line in lines if not is_blank_date(line)))
    return Opinion(words, date, unread)


def _tail(line: str) -> re.Match[str] | None:
    """A date at the end of a line; further than 60 characters from the end no date begins."""
    return _TAIL.search(line, max(len(line) - 60, 0))


def _is_half_date(line: str) -> bool:
    return (
        len(line) < 60
        and re.fullmatch(rf"\s*{_DIGIT}*\s*[年月]?\s*{_DIGIT}*\s*月?\s*{_DIGIT}*\s*[日号]?\s*", line) is not None
    )


def _is_paper(line: str) -> bool:
    """What the form prints for a seal or signature, with nothing filled in."""
    bare = re.sub(_SEAL_WORD, " ", without_seal(line))
    return re.search(_SEAL_WORD, line) is not None and _EMPTY_SIGNATURE.fullmatch(bare) is not None


def _date(text: str) -> tuple[str, str]:
    """ISO date and message: a date without a day is said, not made up."""
    if is_blank_date(text):
        return "", ""
    try:
        date = parse_date(text)
    except NoDate as reason:
        return "", f"落款日期写的是{quote(text)}，{reason}，请您填上。"
    if len(date) == 7:
        return "", f"落款日期写的是{quote(text)}，缺日，请您填上。"
    return date, ""
