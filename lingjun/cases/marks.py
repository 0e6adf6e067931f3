"""The code on printed pages: `LJ1:<case number>:<version>:<digest>`, and how a found one compares with a case."""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

from lingjun.cases.kinds import kind_of
from lingjun.cases.models import CopyCheck

if TYPE_CHECKING:
    from lingjun.cases.models import Case

PREFIX = "LJ1"
DIGEST_LENGTH = 12
_OURS = re.compile(rf"{PREFIX}:[0-9A-Z-]{{1,20}}:[0-9]{{1,5}}:[0-9A-Za-z]{{1,64}}")
"""Anybody can print a code: what does not look like one of ours is none."""


def digest_of(number: str, version: int, said: Any) -> str:
    """First digits of SHA-256 over number, version and what the paper says (JSON data)."""
    text = json.dumps([number, version, said], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:DIGEST_LENGTH].upper()


def payload(number: str, version: int, digest: str) -> str:
    return f"{PREFIX}:{number}:{version}:{digest}"


def compare(case: Case, marks: list[str]) -> tuple[CopyCheck, str, str]:
    """(result, the mark that was used, Chinese message). One query for the digest."""
    ours = [mark for mark in marks if _OURS.fullmatch(mark)]
    if not ours:
        return CopyCheck.NO_CODE, "", "没有读到核对码。请把右下角的二维码拍清楚、拍完整，再传一次。"
    same = [mark for mark in ours if mark.split(":")[1] == case.number]
    if not same:
        other = ours[0].split(":")[1]
        return CopyCheck.OTHER, ours[0], f"这张盖章件是办件 {other} 的，本件是 {case.number}。请核对后上传本件的。"
    digests = {str(version): digest for version, digest in case.submissions.values_list("version", "digest")}
    current = [mark for mark in same if mark.split(":")[2] == str(case.version)]
    if not current:
        version = same[0].split(":")[2]
        text = f"这张盖章件是第 {version} 版的，{kind_of(case).words.paper}已改到第 {case.version} 版。"
        return CopyCheck.OLDER, same[0], text + f"请打印第 {case.version} 版，重新盖章。"
    if not any(mark.split(":")[3] == digests.get(str(case.version)) for mark in current):
        return CopyCheck.ALTERED, current[0], "核对码与系统里的内容不符，请重新打印后盖章。"
    return CopyCheck.MATCHED, current[0], "核对码相符。"
