"""The line above the table: 申报单位（区、产业工会）：…（公章）  申报日期：  年   月   日."""

from __future__ import annotations

import dataclasses
import re

from .words import one_line, without_seal

_COLON = r"\s*[:：]?"
_UNIT = r"申\s*报\s*单\s*位\s*(?:[（(](?P<who>[^）)]*)[）)])?" + _COLON
_DATE = r"(?:申\s*报|填\s*报|填\s*表)\s*(?:日\s*期|时\s*间)" + _COLON
_ORGANIZATION = re.compile(rf"{_UNIT}(?P<value>.*?)(?={_DATE}|$)", re.DOTALL)
_APPLIED = re.compile(rf"{_DATE}(?P<value>.*?)(?=申\s*报\s*单\s*位|$)", re.DOTALL)
#: Passes over the other paragraphs of a long file at a glance.
_MAYBE = re.compile("申|填")
#: Characters of a paragraph that are looked at.
_LONGEST = 500
_BARE_SEAL = re.compile(r"\s*(?:盖|公)\s*章\s*[:：]?\s*$")


@dataclasses.dataclass(slots=True)
class Heading:
    """Words of the two blanks as printed. `sure` says that the label names the unions, as the attachment does."""

    organization: str | None = None
    applied_on: str | None = None
    sure: bool = False


def read_heading(text: str) -> Heading:
    """Find either blank in a paragraph or cell; None where the label does not occur."""
    heading = Heading()
    if not _MAYBE.search(text, 0, _LONGEST):
        return heading
    text = text[:_LONGEST]
    if match := _ORGANIZATION.search(text):
        heading.organization = _first_line(match["value"])
        heading.sure = "工会" in (match["who"] or "")
    if match := _APPLIED.search(text):
        heading.applied_on = _first_line(match["value"])
    return heading


def _first_line(text: str) -> str:
    return next((line.strip() for line in text.split("\n") if line.strip()), "")


def clean_organization(text: str) -> str:
    """Name of the union without （公章） and ruled blanks."""
    return one_line(_BARE_SEAL.sub("", without_seal(text))).strip("：:；;，, ")
