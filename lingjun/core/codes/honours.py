"""Honour levels of model workers, and reading the form's box 荣誉称号."""

from __future__ import annotations

import dataclasses
import re

from lingjun.core.text import squeeze

from .base import Code, CodeList

#: Own codes, highest first. The register of a city knows the classes 全国劳模, 全国五一, 部级, 省劳模, 省五一, 市劳模.
HONOUR_LEVELS = CodeList(
    "HONOUR_LEVELS",
    "劳模荣誉等级；代码为本系统自编",
    [
        Code("national_model", "全国劳动模范", ("全国劳模", "全国先进工作者", "全国先进生产者"), "国家级"),
        Code("national_may1", "全国五一劳动奖章", ("全国五一", "全国五一奖章"), "国家级"),
        Code("national_craftsman", "大国工匠", (), "国家级"),
        Code("ministry_model", "部级劳动模范", ("部级劳模", "部劳模", "部级"), "省部级"),
        Code(
            "province_model",
            "省劳动模范",
            ("省劳模", "省级劳模", "福建省劳动模范", "福建省劳模", "省先进工作者", "福建省先进工作者"),
            "省部级",
        ),
        Code("province_may1", "省五一劳动奖章", ("省五一", "福建省五一劳动奖章", "福建省五一"), "省部级"),
        Code("province_craftsman", "省级工匠", ("八闽工匠", "福建工匠", "省工匠"), "省部级"),
        Code(
            "city_model",
            "市劳动模范",
            ("市劳模", "市级劳模", "厦门市劳动模范", "厦门市劳模", "市先进工作者", "厦门市先进工作者"),
            "市级",
        ),
        Code("city_may1", "市五一劳动奖章", ("市五一", "厦门市五一劳动奖章", "厦门市五一"), "市级"),
        Code("city_craftsman", "市级工匠", ("厦门工匠", "鹭岛工匠", "市工匠"), "市级"),
        Code("district_model", "区劳动模范", ("区劳模", "区先进工作者", "区级劳模"), "区级"),
        Code("other", "其他荣誉", ("其他",), "其他"),
    ],
)

_PERSON = "(?:劳动模范|劳模|先进工作者|先进生产者)"
_RULES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("national_may1", re.compile("全国.{0,6}五一")),
    ("national_craftsman", re.compile("大国工匠")),
    ("ministry_model", re.compile(f"部(?:级)?{_PERSON}|全国.{{2,12}}(?:系统|行业|战线){_PERSON}")),
    ("national_model", re.compile(f"全国.{{0,3}}{_PERSON}")),
    ("province_may1", re.compile("省.{0,4}五一|福建五一")),
    ("province_craftsman", re.compile("八闽工匠|福建工匠|省.{0,3}工匠")),
    ("province_model", re.compile(f"(?:省|自治区)(?:级)?.{{0,3}}{_PERSON}")),
    ("district_model", re.compile(f"(?:区|县)(?:级)?.{{0,3}}{_PERSON}")),
    ("city_may1", re.compile("市.{0,4}五一|厦门五一")),
    ("city_craftsman", re.compile("厦门工匠|鹭岛工匠|市.{0,3}工匠")),
    ("city_model", re.compile(f"(?:市(?:级)?|厦门).{{0,3}}{_PERSON}")),
)
_YEAR = re.compile(r"[(]?\s*((?:19|20)\d{2})\s*(?:年度|年)?\s*(?:获评|荣获|获得|获|被评为|授予)?\s*[)]?")
_NUMBERING = re.compile(
    r"(?:^|(?<=\s)|(?<=[；;。]))(?:[(（]?\d{1,2}[)）、.．]|[①-⑳])\s*(?=(?:19|20)\d{2}|\D)", re.MULTILINE
)


@dataclasses.dataclass(frozen=True, slots=True)
class Honour:
    """One honour: `year` is None when not written, `level` a code of HONOUR_LEVELS or "" when not recognised."""

    title: str
    year: int | None = None
    level: str = ""


def honour_level(title: str) -> str:
    """Level code of an honour's full name ("福建省五一劳动奖章" -> province_may1), "" when not recognised."""
    words = squeeze(title).replace("“", "").replace("”", "").replace('"', "")
    found = HONOUR_LEVELS.find(words)
    if found:
        return found
    return next((code for code, pattern in _RULES if pattern.search(words)), "")


def parse_honours(text: str) -> list[Honour]:
    """Read the box 荣誉称号: "2010年全国劳动模范；厦门市劳动模范（2011年）".

    Parted at ；、，, numbering and line ends; the year stands in front or behind.
    """
    honours = []
    for part in re.split(r"[；;、，,。\n]", _NUMBERING.sub("；", text)):
        words = squeeze(part)
        if not words:
            continue
        match = _YEAR.search(words)
        title = (words[: match.start()] + words[match.end() :]).strip(" :()") if match else words
        if title:
            honours.append(Honour(title, int(match[1]) if match else None, honour_level(title)))
    return honours


def highest(levels: list[str]) -> str:
    """The highest of several level codes, "" for none."""
    order = [code.code for code in HONOUR_LEVELS]
    return min((level for level in levels if level in order), key=order.index, default="")
