"""Achievements as they are called and numbered."""

from __future__ import annotations

import functools
from typing import Any, Final

from lingjun.core.text import compact
from lingjun.ledger.achievement_kinds import RULES
from lingjun.ledger.enums import AchievementStatus
from lingjun.ledger.titles import HEAD, title_key
from lingjun.seed.team import Place
from lingjun.seed.world import World

_FREQUENCY: Final = {
    "utility": 20, "invention": 8, "software": 6, "paper": 8, "five_small": 16, "qc": 8, "method": 8, "suggestion": 14,
    "renovation": 6, "standard": 2, "manual": 2, "award": 2,
}  # fmt: skip
KINDS: Final = tuple(kind for kind, times in _FREQUENCY.items() for _ in range(times))
NEIGHBOURS: Final = ("东江", "南山", "西湖", "北河", "中原", "海滨", "高新", "新城")
_WEIGHTS: Final = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_PATENT: Final = {"invention": "1", "utility": "2", "design": "3"}


def title(kind: str, thing: str, way: str, leader: str) -> str:
    """A name of the usual shape for its kind."""
    if kind == "method":
        return f"{leader}{thing}操作法"
    if kind in {"utility", "invention"}:
        return f"一种{thing}{way.removesuffix('研发').removesuffix('研制')}用装置"
    if kind == "software":
        return f"{thing}管理软件 V1.0"
    if kind == "paper":
        return f"浅谈{thing}{way}"
    if kind == "qc":
        return f"提高{thing}一次合格率"
    return f"{thing}{way}"


def number(world: World, kind: str, year: int) -> str:
    """A number that passes its check: patents by GB application numbers (mod 11), the rest as registers write them."""
    if kind in _PATENT:
        digits = f"{year}{_PATENT[kind]}{world.between(0, 9999999):07d}"
        rest = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11
        return f"ZL{digits}.{'X' if rest == 10 else rest}"
    if kind == "software":
        return f"{year}SR{world.between(0, 9999999):07d}"
    if kind == "standard":
        return f"Q/LJ {world.between(100, 999)}-{year}"
    return ""


def status(world: World, kind: str) -> str:
    """One that this kind knows; what is in use is more frequent than what is only applied for."""
    return world.pick(_STATUSES[kind])


_STATUSES: Final = {
    kind: tuple(value for value, words in zip(AchievementStatus.values, rule.statuses, strict=True) if words)[1:]
    or tuple(value for value, words in zip(AchievementStatus.values, rule.statuses, strict=True) if words)
    for kind, rule in RULES.items()
}


def details(world: World, kind: str, day: str, place: Place) -> dict[str, Any]:
    """The fields its kind requires."""
    found: dict[str, Any] = {}
    for field in RULES[kind].details:
        if field.required:
            words = _WORDS.get(field.key, place.name)
            found[field.key] = (
                world.pick(field.choices) if field.choices else day if field.type == "date" else words.format(y=day[:4])
            )
    return found


_WORDS: Final = {
    "journal": "行业技术通讯", "issue": "{y} 年第 3 期", "group": "攀登 QC 小组", "trade": "设备维修",
    "steps": "看铭牌，核参数\n听声音，判位置\n测数据，作记录", "adopted_by": "生产技术部", "equipment": "生产线主机",
    "what": "其他成果",
}  # fmt: skip


def keys(kind: str, number: str, title: str) -> tuple[str, str, str, str, str]:
    """Number as printed, and what duplicates are looked for by: as `Achievement.set_keys` computes them."""
    key = _title_key(title)
    if not number:
        return "", "", key, key[:HEAD], key[-HEAD:]
    rule = RULES[kind]
    printed, text = rule.check(number) if rule.check else (number, compact(number).upper())
    return printed, f"{rule.family or kind}:{text}"[:60], key, key[:HEAD], key[-HEAD:]


_title_key = functools.lru_cache(maxsize=100_000)(title_key)
