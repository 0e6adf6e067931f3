"""Achievements as they are called and numbered."""

from __future__ import annotations

from typing import Any, Final

from lingjun.seed.world import World

KINDS: Final = (
    ("utility",) * 20 + ("invention",) * 8 + ("software",) * 6 + ("paper",) * 8 + ("five_small",) * 16 + ("qc",) * 8
    + ("method",) * 8 + ("suggestion",) * 14 + ("renovation",) * 6 + ("standard",) * 2 + ("manual",) * 2 + ("award",) * 2
)  # fmt: skip
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
    if kind in _PATENT:
        return world.pick(("applied", "granted", "granted", "in_use", "in_use", "converted"))
    return world.pick(("granted", "in_use", "in_use", "in_use", "converted"))


def details(world: World, kind: str, day: str) -> dict[str, Any]:
    """The fields its kind needs."""
    del world, kind, day
    return {}


def keys(kind: str, number: str, title: str) -> tuple[str, str, str, str]:
    """What duplicates are looked for by."""
    del kind
    return number, title, title[:8], title[-8:]
