"""Pinyin keys for sorting and searching Chinese, with surnames read as surnames."""

from __future__ import annotations

import dataclasses
import re
from functools import lru_cache

from lingjun.core.text import squeeze


def _table(pairs: str) -> dict[str, str]:
    """Pairs such as "单:shan 曾:zeng" as a dictionary."""
    return dict(pair.split(":") for pair in pairs.split())


#: Characters whose reading as a surname differs from the everyday one.
SURNAMES: dict[str, str] = _table(
    "单:shan 曾:zeng 仇:qiu 解:xie 查:zha 区:ou 朴:piao 盖:ge 翟:zhai 乐:yue 员:yun 秘:bi 缪:miao 种:chong "
    "繁:po 折:she 黑:he 洗:xian 召:shao 佴:nai 隗:wei 郇:xun 覃:qin 卜:bu 祭:zhai 藏:zang 阚:kan 粘:nian 薄:bo "
    "颉:xie 乜:nie 都:du 句:gou "
)

#: Surnames of two characters; read whole, also where the name goes on.
COMPOUND_SURNAMES: dict[str, str] = _table(
    "欧阳:ou-yang 上官:shang-guan 司马:si-ma 诸葛:zhu-ge 尉迟:yu-chi 万俟:mo-qi 长孙:zhang-sun "
    "单于:chan-yu 澹台:tan-tai 皇甫:huang-fu 令狐:ling-hu 公孙:gong-sun 慕容:mu-rong 夏侯:xia-hou "
    "东方:dong-fang 独孤:du-gu 宇文:yu-wen 呼延:hu-yan 端木:duan-mu 司徒:si-tu 司空:si-kong 南宫:nan-gong 西门:xi-men "
    "轩辕:xuan-yuan 申屠:shen-tu 太史:tai-shi 淳于:chun-yu 濮阳:pu-yang "
    "钟离:zhong-li 闾丘:lv-qiu "
)


@dataclasses.dataclass(frozen=True, slots=True)
class PinyinKeys:
    """`initials` "chc" and `full` "chenhaichuan" for searching; `sort` orders by syllable, then by character."""

    initials: str
    full: str
    sort: str


@lru_cache(maxsize=20_000)
def keys(text: str, *, name: bool = False) -> PinyinKeys:
    """Keys of a text, lower case. With `name`, the beginning is read as a person's name (or a studio named so).

    Letters and digits keep their place; other signs are dropped. ü is written v.
    The first call loads the dictionary (0.2 s).
    """
    words = squeeze(text)
    syllables = _syllables(words, name=name)
    return PinyinKeys(
        initials="".join(initial for _, initial in syllables),
        full="".join(syllable for syllable, _ in syllables),
        sort=" ".join(syllable for syllable, _ in syllables) + "\t" + words,
    )


def initials(text: str, *, name: bool = False) -> str:
    """ "陈海川" -> "chc"."""
    return keys(text, name=name).initials


def full(text: str, *, name: bool = False) -> str:
    """ "陈海川" -> "chenhaichuan"."""
    return keys(text, name=name).full


def sort_key(text: str, *, name: bool = False) -> str:
    """Text to order by, the same on every database: syllables parted by blanks, the characters last."""
    return keys(text, name=name).sort


def search_text(*texts: str, name: bool = False) -> str:
    """One column to search in: every text with its initials and full pinyin, parted by blanks, lower case."""
    found = []
    for text in filter(None, texts):
        both = keys(text, name=name)
        found += [squeeze(text).lower(), both.initials, both.full]
    return " ".join(dict.fromkeys(found))


def _syllables(text: str, *, name: bool) -> list[tuple[str, str]]:
    """(full, initial) of each syllable; a run of letters and digits is its own initial."""
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - 0.2 s that most processes never need

    read: list[str] = []
    rest = text
    if name and text[:2] in COMPOUND_SURNAMES:
        read, rest = COMPOUND_SURNAMES[text[:2]].split("-"), text[2:]
    elif name and text[:1] in SURNAMES:
        read, rest = [SURNAMES[text[0]]], text[1:]
    syllables = [(syllable, syllable[0]) for syllable in read]
    for run in re.findall(r"[\u3007\u3400-\u9fff\U00020000-\U0003ffff]+|[A-Za-z0-9]+", rest):
        if run.isascii():
            syllables.append((run.lower(), run.lower()))
        else:
            syllables += [
                (syllable, syllable[0])
                for syllable in lazy_pinyin(run, style=Style.NORMAL, v_to_u=False, errors="ignore")
            ]
    return syllables
