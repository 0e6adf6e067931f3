"""The dry run: every row checked against the others and against what the system knows; nothing is written.

A handful of queries for any number of rows: what the rows name is looked up at once.
"""

from __future__ import annotations

import dataclasses
import datetime
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.utils import timezone

from lingjun.core import credit_code, dates
from lingjun.core.codes import AREAS, INDUSTRY, UNIT_NATURE, parse_honours, split_title_and_grade
from lingjun.core.text import compact, squeeze, without_invisible
from lingjun.organizations.enums import UnitNature
from lingjun.organizations.models import Organization
from lingjun.studios import facts
from lingjun.studios.actions import NewHonour
from lingjun.studios.actions.importing import NewStudio
from lingjun.workbench.studio_import.known import Known, name_of
from lingjun.workbench.studio_import.mapping import Line

EARLIEST: Final = 1950
_DECISION = re.compile(r"[^\s/、,，;；]*?[〔\[(（【]?(?:19|20)\d{2}[〕\])）】]?\s*(?:第)?\d{1,4}\s*号")
_YEAR = re.compile(r"(?:19|20)\d{2}")
_COUNT = re.compile(r"^(?:约|共)?(\d{1,5})(?:\.0+)?(?:人|名|位)?$")
_AGE = re.compile(r"^(\d{1,3}(?:\.\d{1,2})?)岁?$")
_PROJECTS = re.compile(r"[;；\n]+")
_NUMBERING = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）、.．]|[①-⑳])\s*")
_NATURES: Final = {
    "state": UnitNature.STATE_ENTERPRISE, "private": UnitNature.PRIVATE_ENTERPRISE,
    "hkmt": UnitNature.FOREIGN_ENTERPRISE, "foreign": UnitNature.FOREIGN_ENTERPRISE,
    "institution": UnitNature.INSTITUTION, "government": UnitNature.GOVERNMENT,
}  # fmt: skip
SIZES: Final = {"name": 100, "unit": 100, "decision": 50, "plaque": 20}


@dataclasses.dataclass(slots=True)
class Outcome:
    """One row after the dry run. `errors` and `warnings`: column key to message; `new`: what would be made."""

    line: Line
    errors: dict[str, str] = dataclasses.field(default_factory=dict)
    warnings: dict[str, str] = dataclasses.field(default_factory=dict)
    new: NewStudio | None = None
    opens_unit: bool = False
    unknown_union: str = ""
    projects: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def error_lines(self) -> list[tuple[str, str]]:
        """(address, message) of every error."""
        return [(self.line.address(key), words) for key, words in self.errors.items()]

    @property
    def warning_lines(self) -> list[tuple[str, str]]:
        """(address, message) of every warning."""
        return [(self.line.address(key), words) for key, words in self.warnings.items()]

    def wrong(self, key: str, words: str) -> None:
        self.errors.setdefault(key, words)

    def warn(self, key: str, words: str) -> None:
        self.warnings[key] = f"{self.warnings[key]}{words}" if key in self.warnings else words


def check(federation: Organization, lines: Iterable[Line], said_unions: Mapping[str, int]) -> list[Outcome]:
    """Every row with its errors and warnings, as if all rows were run in order."""
    rows = list(lines)
    known = Known(federation, rows, said_unions)
    outcomes = [_check(Outcome(line), known) for line in rows]
    _doubles(outcomes, known)
    for outcome in outcomes:
        if outcome.errors:
            outcome.new = None
    return outcomes


def unknown_unions(outcomes: Iterable[Outcome]) -> list[str]:
    """Words for unions nobody knows, each once, in order of appearance; at most 50."""
    words = dict.fromkeys(outcome.unknown_union for outcome in outcomes)
    return [word for word in words if word][:50]


def _check(outcome: Outcome, known: Known) -> Outcome:
    values = outcome.line.values
    name, unit_name, leader_name = name_of(values["name"]), squeeze(values["unit"]), squeeze(values["leader"])
    for key, words, label in (
        ("name", name, "工作室名称"),
        ("unit", unit_name, "所在单位"),
        ("leader", leader_name, "领衔人"),
    ):
        if not words:
            outcome.wrong(key, f"请填{label}。")
    for key, most in SIZES.items():
        if len(squeeze(values[key])) > most:
            outcome.wrong(key, f"最多 {most} 个字。")
    if name and leader_name and compact(leader_name) not in compact(name):
        outcome.warn("name", f"名称里没有领衔人“{leader_name}”的姓名，请核对。")
    unit, recommender = _place(outcome, known, unit_name)
    named_on, decision = _named(outcome)
    leader = _leader(outcome, leader_name)
    if outcome.errors or named_on is None or recommender is None:
        return outcome
    outcome.opens_unit = unit is None
    outcome.projects = _projects(outcome)
    outcome.new = NewStudio(
        name=name,
        recommender_id=recommender.pk,
        unit_id=unit.pk if unit else None,
        unit_name=unit.name if unit else unit_name,
        unit_facts=_unit_facts(outcome, leader) if unit is None else {},
        named_on=named_on,
        decision_number=decision,
        plaque=_plaque(outcome, known),
        leader=leader,
        worker_id=_same_person(outcome, known, unit, leader),
        honours=_honours(outcome),
        composition=_composition(outcome),
    )
    return outcome


def _place(outcome: Outcome, known: Known, unit_name: str) -> tuple[Organization | None, Organization | None]:
    """(unit or None when it will be opened, union)."""
    values = outcome.line.values
    code = credit_code.normalise(values["credit_code"])
    if code and (reason := credit_code.problem(code)):
        outcome.wrong("credit_code", f"{reason}。")
        code = ""
    words = squeeze(values["recommender"])
    union = known.union(words) if words else None
    if words and union is None:
        outcome.unknown_union = words
        outcome.wrong("recommender", f"没有认出“{words[:30]}”是哪个区、产业工会，请在“对应推荐单位”里选。")
    found = known.unit(unit_name, code) if unit_name else []
    if len(found) > 1:
        outcome.wrong("unit", f"有 {len(found)} 个单位叫“{unit_name}”，请写全称或填信用代码。")
        return None, union
    if not found:
        if unit_name and union is None and not words:
            outcome.wrong("recommender", "系统里还没有这个单位，请填它的推荐单位。")
        elif unit_name and union is not None:
            outcome.warn("unit", f"系统里没有“{unit_name}”，会新设在{union.label}下面。")
        return None, union
    unit = found[0]
    own = known.recommender_of(unit)
    if own is None:
        outcome.wrong("unit", f"{unit.name}不在任何区、产业工会下面，请先调整隶属。")
    elif union is not None and own.pk != union.pk:
        outcome.warn("recommender", f"{unit.label}在系统里属于{own.label}，按{own.label}登记。")
    if compact(unit.name) != compact(unit_name):
        outcome.warn("unit", f"按系统里的“{unit.name}”登记。")
    return unit, own


def _named(outcome: Outcome) -> tuple[datetime.date | None, str]:
    """Day and number of the decision; a year alone, or both in one cell ("2013年/厦工〔2013〕30号"), are understood."""
    values = outcome.line.values
    key = "named_on" if values["named_on"] else "year"
    text, decision = squeeze(values[key]), squeeze(without_invisible(values["decision"]))
    if match := _DECISION.search(text):
        decision = decision or match[0].strip()
        text = (text[: match.start()] + text[match.end() :]).strip(" /、,，;；()（）") or _YEAR.findall(match[0])[0]
    if not text and decision and (years := _YEAR.findall(decision)):
        text = years[0]
        outcome.warn("named_on", f"没有命名日期，按文号取 {text} 年。")
    if not text:
        outcome.wrong("named_on", "请填命名日期或命名年度。")
        return None, decision
    iso = dates.parse_loose(re.sub(r"年度$", "年", text), year_alone=True)
    if iso is None:
        outcome.wrong(key, f"“{text[:20]}”认不出来，请写成 2013-05-08、2013.5 或 2013。")
        return None, decision
    day = datetime.date.fromisoformat((iso + "-01-01")[:10] if len(iso) != len("2013-05") else f"{iso}-01")
    if day.year < EARLIEST or day > timezone.localdate():
        outcome.wrong(key, f"命名日期 {iso} 不对，不能早于 {EARLIEST} 年，也不能晚于今天。")
        return None, decision
    if len(iso) < len("2013-05-08"):
        outcome.warn(key, f"只写到{'年' if len(iso) == len('2013') else '月'}，按 {day} 登记。")
    if key in outcome.line.numbers and dates.is_month_ambiguous(values[key]):
        outcome.warn(key, f"“{values[key]}”可能是 1 月，也可能是 10 月，按 1 月登记，请核对。")
    if not decision:
        outcome.warn("decision", "没有文号。")
    return day, decision


def _leader(outcome: Outcome, name: str) -> dict[str, str]:
    values = outcome.line.values
    both = split_title_and_grade(values["title"])
    wanted = {
        "name": name, "gender": values["gender"], "birth": values["birth"], "political_status": values["politics"],
        "education": values["education"], "post": values["post"], "title": both.title or both.rest,
        "skill_grade": both.grade,
    }  # fmt: skip
    if both.title and both.rest:
        outcome.warn("title", f"“{both.rest[:30]}”没有认出，没有登记。")
    if _contact_is_leader(values, name):
        wanted["phone"] = values["phone"]
    cells = {"political_status": "politics", "name": "leader", "skill_grade": "title"}
    found: dict[str, str] = {}
    for field, text in wanted.items():
        try:
            found[field] = facts.clean(field, text)
        except ValueError as error:
            outcome.wrong(cells.get(field, field), str(error))
    if "birth" in outcome.line.numbers and dates.is_month_ambiguous(values["birth"]):
        outcome.warn("birth", f"“{values['birth']}”可能是 1 月，也可能是 10 月，按 1 月登记，请核对。")
    return found


def _contact_is_leader(values: Mapping[str, str], leader: str) -> bool:
    contact = squeeze(values["contact"])
    return bool(values["phone"]) and (not contact or compact(contact) == compact(leader))


def _unit_facts(outcome: Outcome, leader: Mapping[str, str]) -> dict[str, str]:
    """What a newly opened unit gets; what is not recognised is said and left empty."""
    values = outcome.line.values
    found: dict[str, str] = {"credit_code": credit_code.normalise(values["credit_code"])}
    if nature := squeeze(values["nature"]):
        by_label = {compact(label): value for value, label in UnitNature.choices}
        found["nature"] = by_label.get(compact(nature)) or str(_NATURES.get(UNIT_NATURE.find(nature) or "", ""))
    for key, field, codes in (("industry", "industry", INDUSTRY), ("area", "area_code", AREAS)):
        if text := squeeze(values[key]):
            found[field] = codes.find(text) or ""
    for key, field in (("nature", "nature"), ("industry", "industry"), ("area", "area_code")):
        if values[key] and not found.get(field):
            outcome.warn(key, f"“{values[key][:20]}”没有认出，单位的这一项先空着。")
    if "phone" not in leader and values["phone"]:
        try:
            found["contact_phone"] = facts.clean("phone", values["phone"])
            found["contact_name"] = squeeze(values["contact"])[:50]
        except ValueError as error:
            outcome.warn("phone", f"{error}没有登记。")
    return {key: value for key, value in found.items() if value}


def _plaque(outcome: Outcome, known: Known) -> str:
    number = squeeze(outcome.line.values["plaque"])
    if not number:
        outcome.warn("plaque", "没有编号，先不登记牌匾。")
    elif number in known.plaques:
        outcome.wrong("plaque", f"编号 {number} 已经登记过。")
    return number


def _same_person(
    outcome: Outcome, known: Known, unit: Organization | None, leader: Mapping[str, str]
) -> int | None:  # fmt: skip
    """The unit's record of the same person; several or other births stay apart."""
    if unit is None:
        return None
    birth = leader.get("birth", "")
    found = known.workers.get((unit.pk, leader.get("name", "")), [])
    same = [pk for pk, other in found if birth and other and birth[:7] == other[:7]]
    if not same and len(found) == 1 and not (birth and found[0][1]):
        same = [found[0][0]]
    if same:
        outcome.warn("leader", f"用{unit.label}已有的{leader['name']}的记录。")
        return same[0]
    return None


def _honours(outcome: Outcome) -> tuple[NewHonour, ...]:
    """Honours as written; a bare level (“市劳模”) is an honour too."""
    found = parse_honours(outcome.line.values["honour"])
    if outcome.line.values["honour"] and any(not honour.level for honour in found):
        names = "、".join(honour.title for honour in found if not honour.level)
        outcome.warn("honour", f"“{names[:40]}”没有认出级别。")
    return tuple(NewHonour(text=honour.title[:200], level=honour.level, year=honour.year) for honour in found)


def _projects(outcome: Outcome) -> tuple[str, ...]:
    text = outcome.line.values["projects"]
    if _COUNT.match(compact(text).removesuffix("项")):
        outcome.warn("projects", "这里是个数，不是名称，没有登记项目。")
        return ()
    titles = (squeeze(_NUMBERING.sub("", part)) for part in _PROJECTS.split(text))
    return tuple(title[:300] for title in titles if title)


def _composition(outcome: Outcome) -> dict[str, Any]:
    """The counts as they were noted; what is no number, or does not add up to the total, is said and left out."""
    found: dict[str, Any] = {}
    for key, box in (("members", "total"), ("men", "male"), ("women", "female")):
        text = compact(outcome.line.values[key])
        if not text:
            continue
        if match := _COUNT.match(re.sub(r"[(（].*$", "", text)):
            found[box] = int(match[1])
        else:
            outcome.warn(key, f"“{text[:20]}”不是人数，没有登记。")
    men, women = found.get("male"), found.get("female")
    if men is not None and women is not None and found.setdefault("total", men + women) != men + women:
        sum_ = f"男 {men} 加女 {women} 是 {men + women}"
        outcome.warn("members", f"{sum_}，不是成员数 {found['total']}，男、女没有登记。")
        del found["male"], found["female"]
    if text := compact(outcome.line.values["age"]):
        if match := _AGE.match(text):
            found["average_age"] = float(match[1])
        else:
            outcome.warn("age", f"“{text[:20]}”不是年龄，没有登记。")
    return found


def _doubles(outcomes: list[Outcome], known: Known) -> None:
    """The same studio twice, in the list or in the system."""
    standing = {(compact(name), unit_id) for name, unit_id, _ in known.studios}
    same_name = {compact(name): unit for name, _, unit in known.studios}
    same_unit: dict[int, str] = {unit_id: name for name, unit_id, _ in known.studios}
    plaques: dict[str, int] = {}
    rows: dict[tuple[str, str], int] = {}
    for outcome in outcomes:
        new = outcome.new
        if new is None:
            continue
        key, name = (compact(new.name), compact(new.unit_name)), compact(new.name)
        if (name, new.unit_id) in standing:
            outcome.wrong("name", f"{new.unit_name}的“{new.name}”已经登记过。")
        elif key in rows:
            outcome.wrong("name", f"和第 {rows[key]} 行重复。")
        elif name in same_name:
            outcome.warn("name", f"{same_name[name]}也有同名的工作室，请核对是不是同一个。")
        elif new.unit_id in same_unit:
            outcome.warn("unit", f"这个单位已有“{same_unit[new.unit_id]}”，请核对是不是同一个。")
        rows.setdefault(key, outcome.number)
        if new.plaque and new.plaque in plaques:
            outcome.wrong("plaque", f"和第 {plaques[new.plaque]} 行的编号重复。")
        elif new.plaque:
            plaques[new.plaque] = outcome.number
