"""The three composition lines: a number after each word, blanks as None, and nothing guessed.

共  人，平均年龄  岁。其中：男  人，女  人；党员  人，团员  人，民主党派  人，其他  人。 / 大学以上… / 高级工程师…
"""

from __future__ import annotations

import dataclasses
import re
from typing import Final

from lingjun.core.text import compact
from lingjun.creation.paper import Composition, Problem
from lingjun.documents.reading.numerals import NUMERAL_CHARS, to_int

from .words import quote

#: The words printed in front of each number, the attachment's first. Tried longest first.
WORDS: Final[dict[str, tuple[str, ...]]] = {
    "total": ("共", "共计", "共有", "总计", "总数", "合计", "总人数", "成员总数", "人数", "总共"),
    "average_age": ("平均年龄", "平均"),
    "male": ("男", "男性", "男职工"),
    "female": ("女", "女性", "女职工"),
    "party": ("党员", "中共党员", "共产党员", "中国共产党党员", "中国共产党员"),
    "league": ("团员", "共青团员"),
    "democratic": ("民主党派", "民主党派成员", "民主党派人士"),
    "other_politics": ("群众",),
    "university": (
        "大学以上",
        "大学",
        "大学及以上",
        "本科以上",
        "本科及以上",
        "大学本科以上",
        "大学本科及以上",
        "大学本科",
        "本科",
        "大学(本科)以上",
        "大学(含)以上",
        "大学(本科)及以上",
    ),
    "college": ("大专", "专科", "大学专科"),
    "high_school": (
        "高中(中专)",
        "高中",
        "中专",
        "高中/中专",
        "高中、中专",
        "高中或中专",
        "高中及中专",
        "高中中专",
        "中专(高中)",
    ),
    "senior_engineer": ("高级工程师", "高工"),
    "engineer": ("工程师",),
    "senior_technician": ("高级技师",),
    "technician": ("技师",),
    "senior_worker": ("高级工",),
    "intermediate_worker": ("中级工",),
}
_OTHER = ("其他", "其它", "其余")
#: The line each number belongs to, and the field of its 其他.
GROUPS: Final[dict[str, tuple[str, ...]]] = {
    "sex": ("male", "female"),
    "politics": ("party", "league", "democratic", "other_politics"),
    "education": ("university", "college", "high_school", "other_education"),
    "skill": (
        "senior_engineer",
        "engineer",
        "senior_technician",
        "technician",
        "senior_worker",
        "intermediate_worker",
        "other_skill",
    ),
}
_OTHER_OF: Final[dict[str, str]] = {
    name: names[-1] for group, names in GROUPS.items() if group != "sex" for name in names
}
LABELS: Final[dict[str, str]] = {name: words[0] for name, words in WORDS.items()} | {
    "other_politics": "其他（政治面貌）",
    "other_education": "其他（文化程度）",
    "other_skill": "其它（职称等级）",
}

_ALL = sorted(
    [(word, name) for name, words in WORDS.items() for word in words] + [(word, "other") for word in _OTHER],
    key=lambda pair: -len(pair[0]),
)
_NAME_OF: Final[dict[str, str]] = dict(_ALL)
#: A title in front makes another title of it (助理工程师, 主管技师): not one of the form's.
_WORD = re.compile(r"(?<![助理主管副任特首席正级非])(?:" + "|".join(re.escape(word) for word, _ in _ALL) + ")")
_NUMBER = rf"\d+(?:\.\d+)?|[{NUMERAL_CHARS}]+(?:点[{NUMERAL_CHARS}]+)?"
_VALUE = re.compile(
    rf"[:：为有是约]?(?:\((?P<remark>[^()\d]*)\))?\(?(?P<number>{_NUMBER})\)?(?P<unit>周岁|岁|人|名|位|个)?\)?(?P<rest>.*)"
)
_BLANK = re.compile(r"[:：为]?\(?[_\s]*\)?(?:周岁|岁|人|名|位)?")
_NONE = re.compile(r"[:：为]?(?:无|没有)人?")
_LEAD = re.compile("(?:劳模|创新|工作室|团队|现有|成员|人员|职工|目前|本|构成|情况)*")
_STOPS = "，,。.；;、：:其中及和"
_INEXACT = re.compile(r"约|近|余|多|左右|上下|以上|以下|来|几|若干|[~～?？]")


@dataclasses.dataclass(slots=True)
class Reading:
    """The numbers, the original's words around each, and what was not understood."""

    composition: Composition
    originals: dict[str, str]
    problems: list[Problem]


def looks_like_composition(text: str) -> bool:
    """Whether a cell holds one of the lines, for forms whose heading is gone."""
    return "人" in text and len({_NAME_OF[match[0]] for match in _WORD.finditer(compact(text))}) >= 3


def read_composition(text: str) -> Reading:
    """Read the lines, in any number of cells or paragraphs put together."""
    reading = Reading(Composition(), {}, [])
    words = re.sub(r"_+", "", compact(text))
    words = re.sub(r"\((人|岁)\)", r"\1", words)
    matches = list(_WORD.finditer(words))
    lead = (words[: matches[0].start()] if matches else words).strip(_STOPS)
    if not _LEAD.fullmatch(lead):
        reading.problems.append(Problem("composition", f"“成员构成情况”里的{quote(lead)}没认出来，请核对。"))
    seen: dict[str, str] = {}
    group_other = ""
    for match, following in zip(matches, [*matches, None][1:], strict=True):
        name = _NAME_OF[match[0]]
        if name == "other":
            name = group_other
        end = following.start() if following else len(words)
        after = words[match.end() : end].rstrip(_STOPS)
        group_other = _OTHER_OF.get(name) or group_other
        if not name:
            reading.problems.append(Problem("composition", f"{quote(match[0] + after)}不知道属于哪一行，没有读入。"))
        elif name in seen:
            _second(reading, name, seen[name], match[0] + after)
        else:
            seen[name] = match[0] + after
            if not _BLANK.fullmatch(after):
                reading.originals[name] = match[0] + after
            _take(reading, name, match[0], after)
    return reading


def _take(reading: Reading, name: str, word: str, after: str) -> None:
    label = LABELS[name]
    if _BLANK.fullmatch(after):
        return
    if _NONE.fullmatch(after):
        _set(reading, name, 0)
        return
    match = _VALUE.fullmatch(after)
    value = _number(match["number"]) if match else None
    rest = (match["rest"] if match else "").strip(_STOPS)
    remark = match["remark"] if match else ""
    said = f"“{label}”写的是{quote(word + after)}"
    whole = value is not None and (name == "average_age" or value == int(value))
    if match is None or value is None or not whole:
        reading.problems.append(Problem(f"composition.{name}", f"{said}，没认出数字，请您填上。"))
    elif _INEXACT.search(rest) or _INEXACT.search(remark or "") or "约" in after:
        reading.problems.append(Problem(f"composition.{name}", f"{said}，不是确数，请您填上。"))
    else:
        _set(reading, name, value)
        if rest or remark:
            extra = quote(rest or remark or "")
            reading.problems.append(
                Problem(f"composition.{name}", f"{said}，只读了 {value:g}；{extra}没有读入，请核对。")
            )


def _set(reading: Reading, name: str, value: float) -> None:
    setattr(reading.composition, name, int(value) if value == int(value) else value)


def _second(reading: Reading, name: str, first: str, again: str) -> None:
    if compact(first) != compact(again):
        message = f"“{LABELS[name]}”写了两处：{quote(first)}和{quote(again)}，取了前一处，请核对。"
        reading.problems.append(Problem(f"composition.{name}", message))


def _number(text: str) -> float | None:
    if re.fullmatch(r"\d+(\.\d+)?", text):
        return float(text) if len(text) <= 9 else None
    whole, _, part = text.partition("点")
    value, decimal = to_int(whole), to_int(part) if part else None
    if value is None or (part and decimal is None):
        return None
    return float(f"{value}.{decimal}") if part else float(value)
