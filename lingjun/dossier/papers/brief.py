"""一页简介: one A4 page about a studio, to take to a meeting. No telephone, no birth date: it leaves the house."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from lingjun.documents.printing.fonts import HEI, SONG, TITLE_SONG, printable, shelf
from lingjun.documents.printing.typesetting import typeset

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

TEMPLATE: Final = Path(__file__).with_name("brief.typ")
LABELS: Final = (
    "一页简介劳模创新工作室领衔人所在单位推荐工会命名牌匾团队“七个有”达到个缺项年一览主要成果经济效益分口径列示不相加"
    "创新（攻关）项目最近活动还缺什么都已达到没有截至第页共生成据厦工号0123456789.,/〔〕：，。、；至"
)
STATES: Final = {2: "met", 1: "partial", 0: "missing", None: "idle"}


def brief_pdf(facts: dict[str, Any]) -> bytes:
    """The page. Raises fonts.Unprintable (a character no font holds) and fonts.FontsMissing."""
    return typeset(TEMPLATE, brief_data(facts))


def brief_data(facts: dict[str, Any]) -> dict[str, Any]:
    """What brief.typ reads: the same facts, cleaned and cut to what a page holds, with the families that hold them."""
    data: dict[str, Any] = _clean(facts)
    fonts = shelf()
    words = "".join(_texts(data)) + LABELS
    return data | {
        "titlefont": fonts.families_for(data["name"], TITLE_SONG),
        "bodyfont": fonts.families_for(words, SONG),
        "headfont": fonts.families_for(words, HEI),
    }


def seven_of(detail: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The kept criteria as the page shows them."""
    return [
        {
            "label": one["label"],
            "tone": STATES[one["standing"]],
            "state": one["state"],
            "words": "，".join(one["words"][:3]),
        }
        for one in detail
    ]


def cut(text: str, most: int) -> str:
    """No longer than a line bears."""
    return text if len(text) <= most else f"{text[: most - 1]}…"


def span(since: datetime.date | None, until: datetime.date | None) -> str:
    """2012.09 至 2013.10."""
    parts = [f"{day:%Y.%m}" if day else "" for day in (since, until)]
    return " 至 ".join(parts) if all(parts) else "".join((parts[0], " 起" if parts[0] else "", parts[1]))


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return printable(value)
    if isinstance(value, dict):
        return {key: _clean(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(one) for one in value]
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []
