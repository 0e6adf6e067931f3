"""What is typed on the pages of the form: each section from its request to its part of the document.

A draft takes half of everything: nothing is required here, wrong words are kept and pointed at by the checks. Only
what is far too long is refused, beside its field.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from django import forms

from lingjun.core import credit_code
from lingjun.core.codes import (
    EDUCATION,
    GENDER,
    HONOUR_LEVELS,
    INDUSTRY,
    POLITICAL_STATUS,
    SKILL_GRADES,
    TITLES,
    honour_level,
)
from lingjun.core.dates import parse_loose, to_chinese
from lingjun.core.text import compact
from lingjun.creation.content import HonourRow, LeaderPart, ProjectRow, RosterRow, UnitPart
from lingjun.creation.paper import Composition

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import QueryDict

    from lingjun.notices.schema import NoticeContent

Errors: TypeAlias = dict[str, str]
"""Field path to message; what is in it cannot be kept."""

ROLES: Final = ("成员", "骨干", "联络员")
ROSTER_FIELDS: Final = ("name", "gender", "birth", "political_status", "education", "title", "skill_grade", "role")
_CONTROL = re.compile("[\x00-\x1f\x7f\ud800-\udfff\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]")
_BLANKS = re.compile(r"\s+")


def line(text: str) -> str:
    """One line as it will print: no control characters, no runs of blanks; brackets and signs as they were typed."""
    return _BLANKS.sub(" ", _CONTROL.sub(" ", text)).strip()


def iso(text: str) -> str:
    """A date in any usual wording as ISO text; what is no date stays as it was typed."""
    return parse_loose(text) or line(text)


def dotted(written: str) -> str:
    """For a narrow column: 1978-11 as 1978.11; what is no date unchanged."""
    return written.replace("-", ".") if parse_loose(written) == written else written


class Line(forms.CharField):
    """One line of at most `limit` characters; longer words are refused, never cut."""

    def __init__(self, label: str, limit: int, **kwargs: Any) -> None:
        super().__init__(label=label, required=False, **kwargs)
        self.limit = limit

    def to_python(self, value: Any) -> str:
        text = line(str(value or ""))
        if len(text) > self.limit:
            raise forms.ValidationError(too_long(text, self.limit))
        return text


def too_long(text: str, limit: int) -> str:
    return f"最多 {limit} 字，现在 {len(text)} 字。"


def offered(labels: Iterable[str], current: str) -> list[tuple[str, str]]:
    """Choices of a select: blank, the usual words, and whatever stands there now."""
    words = list(labels)
    if current and current not in words:
        words.append(current)
    return [("", "请选"), *((word, word) for word in words)]


class PartForm(forms.Form):
    """Fields of one section; ids are the paths that findings link to (`id_unit.studio_name`)."""

    section = ""
    use_required_attribute = False
    selects: dict[str, list[str]] = {}
    lists: dict[str, str] = {}

    def __init__(self, data: Mapping[str, Any]) -> None:
        super().__init__(data, auto_id=f"id_{self.section}.%s")
        for name, labels in self.selects.items():
            self.fields[name].widget = forms.Select(choices=offered(labels, line(str(data.get(name) or ""))))
        for name, ident in self.lists.items():
            self.fields[name].widget.attrs["list"] = ident
        for name in self.fields:
            self.fields[name].widget.attrs.setdefault("autocomplete", "off")

    def refusals(self) -> Errors:
        """Errors by field path; empty when all of it can be kept."""
        return {f"{self.section}.{name}": "".join(map(str, errors)) for name, errors in self.errors.items()}


class UnitForm(PartForm):
    """Top of the form."""

    section = "unit"
    lists = {"industry": "industries"}
    unit_name = Line("单位全称", 100)
    credit_code = Line(
        "统一社会信用代码", 60, help_text="18 位，营业执照或法人证书上有。不印在申报表上，用来核对单位。"
    )
    industry = Line("所属行业", 60, help_text="可从列表里选，也可照单位的说法写。")
    studio_name = Line("劳模创新工作室名称", 100)
    chair_name = Line("单位工会主席姓名", 50)
    applied_on = Line("申报日期", 40, help_text="写成 2026年3月15日 或 2026-03-15 都可以。年龄算到这个月。")

    def part(self) -> UnitPart:
        """Call after `refusals` was empty."""
        data = self.cleaned_data
        return UnitPart(
            **data | {"credit_code": credit_code.normalise(data["credit_code"]), "applied_on": iso(data["applied_on"])}
        )

    @staticmethod
    def shown(part: UnitPart) -> dict[str, str]:
        return {name: getattr(part, name) for name in part.__slots__} | {"applied_on": to_chinese(part.applied_on)}


class LeaderForm(PartForm):
    """劳模本人基本情况 without the honours, which are rows."""

    section = "leader"
    selects = {
        "gender": GENDER.labels,
        "political_status": POLITICAL_STATUS.labels,
        "education": EDUCATION.labels,
    }
    lists = {"title": "titles"}
    name = Line("姓名", 50)
    gender = Line("性别", 10)
    birth = Line("出生时间", 40, help_text="年和月，如 1978年11月、1978.11。")
    political_status = Line("政治面貌", 40)
    education = Line("文化程度", 50)
    post = Line("岗位（工种）", 100)
    phone = Line("联系电话", 60, help_text="手机，或区号加号码。")
    title = Line("职称（技术等级）", 50, help_text="两样都有的一起写，如 高级工程师、高级技师。")

    def part(self, honours: list[HonourRow]) -> LeaderPart:
        """Call after `refusals` was empty."""
        return LeaderPart(**self.cleaned_data | {"birth": iso(self.cleaned_data["birth"])}, honours=honours)

    @staticmethod
    def shown(part: LeaderPart) -> dict[str, str]:
        names = [name for name in part.__slots__ if name not in {"honours", "honours_text"}]
        return {name: getattr(part, name) for name in names} | {"birth": to_chinese(part.birth)}


def _columns(data: QueryDict, prefix: str, names: Iterable[str]) -> list[tuple[str, ...]]:
    """Parallel lists of one table as rows; what a broken request leaves out is blank."""
    lists = [[line(value) for value in data.getlist(f"{prefix}.{name}")] for name in names]
    return list(zip_longest(*lists, fillvalue=""))


def _refuse_long(errors: Errors, path: str, text: str, limit: int) -> None:
    if len(text) > limit:
        errors[path] = too_long(text, limit)


def honour_rows(data: QueryDict) -> tuple[list[HonourRow], Errors]:
    """Rows with words, in order; a level nobody chose is told by the title."""
    errors: Errors = {}
    rows: list[HonourRow] = []
    for title, level, year, body in _columns(data, "honours", ("title", "level", "year", "awarding_body")):
        if not (title or year or body):
            continue
        path = f"leader.honours.{len(rows) + 1}"
        _refuse_long(errors, f"{path}.title", title, 190)
        _refuse_long(errors, f"{path}.year", year, 10)
        _refuse_long(errors, f"{path}.awarding_body", body, 100)
        rows.append(
            HonourRow(title, HONOUR_LEVELS.find(level) or honour_level(title), compact(year).removesuffix("年"), body)
        )
    return rows, errors


ROSTER_LIMITS: Final = {"name": 50, "title": 50}
CELL_LIMIT: Final = 40


def roster_row(cells: Mapping[str, str]) -> RosterRow:
    """One row as it is kept: dates as ISO text, 成员 is the role nobody writes."""
    values = {name: line(cells.get(name, "")) for name in ROSTER_FIELDS}
    values["birth"] = iso(values["birth"])
    values["role"] = values["role"] if values["role"] in ROLES[1:] else ""
    return RosterRow(**values)


def roster_rows(data: QueryDict) -> tuple[list[RosterRow], Errors]:
    """Rows that hold anything, in order."""
    errors: Errors = {}
    rows: list[RosterRow] = []
    for cells in _columns(data, "row", ROSTER_FIELDS):
        named = dict(zip(ROSTER_FIELDS, cells, strict=True))
        if not any(value for name, value in named.items() if name != "role"):
            continue
        rows.append(roster_row(named))
        for name in ROSTER_FIELDS:
            path = f"roster.{len(rows) + 1}.{name}"
            _refuse_long(errors, path, getattr(rows[-1], name), ROSTER_LIMITS.get(name, CELL_LIMIT))
    return rows, errors


def project_rows(data: QueryDict, notice: NoticeContent) -> tuple[list[ProjectRow], Errors]:
    """Rows with words, in order; an unknown direction is none."""
    known = {option.key for option in notice.directions}
    errors: Errors = {}
    rows: list[ProjectRow] = []
    for title, direction in _columns(data, "project", ("title", "direction")):
        if not title:
            continue
        _refuse_long(errors, f"projects.{len(rows) + 1}.title", title, 300)
        rows.append(ProjectRow(title, direction if direction in known else ""))
    return rows, errors


def typed_counts(data: QueryDict) -> tuple[Composition, Errors]:
    """The nineteen numbers typed from a paper; blanks and what is no number stay None."""
    counts: dict[str, Any] = {}
    errors: Errors = {}
    for name in Composition.__slots__:
        text = compact(data.get(f"typed.{name}", "")).removesuffix("人").removesuffix("岁")
        if not text:
            continue
        counts[name] = _number(text, decimals=name == "average_age")
        if counts[name] is None:
            errors[f"roster.typed.{name}"] = f"“{text[:20]}”不是数字。"
    return Composition(**counts), errors


def _number(text: str, *, decimals: bool) -> float | None:
    """A count, or a number with at most one decimal for the average age; None when it is neither."""
    if not re.fullmatch(r"[0-9]{1,5}(\.[0-9])?" if decimals else r"[0-9]{1,5}", text):
        return None
    return float(text) if decimals else int(text)


def datalists() -> dict[str, list[str]]:
    """Words offered while typing, by id of the list."""
    return {"industries": INDUSTRY.labels, "titles": TITLES.labels, "grades": SKILL_GRADES.labels}
