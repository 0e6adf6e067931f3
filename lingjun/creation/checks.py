"""What is checked while the form is typed and before it is submitted. Each finding links to its field.

Findings of tone `bad` forbid submitting, `warn` ones are for a second look, `ok` ones say what holds. The rules
come from the attachment of the notice (rows of the form) and from the notice version of the round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lingjun.cases.kinds import Finding
from lingjun.core import credit_code, phones
from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, find_grade
from lingjun.core.dates import parse_loose, to_chinese
from lingjun.creation.content import LIMITS
from lingjun.studios.composition import check_sums

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from lingjun.creation.content import Content, RosterRow
    from lingjun.notices.schema import NoticeContent

YOUNGEST, OLDEST = 16, 100
REQUIRED_UNIT = {
    "unit_name": "单位全称",
    "industry": "所属行业",
    "studio_name": "工作室名称",
    "chair_name": "单位工会主席姓名",
}
REQUIRED_LEADER = {
    "name": "姓名",
    "gender": "性别",
    "birth": "出生时间",
    "political_status": "政治面貌",
    "education": "文化程度",
    "post": "岗位（工种）",
    "phone": "联系电话",
    "title": "职称（技术等级）",
}
ROW_LABELS = {
    "name": "姓名",
    "gender": "性别",
    "birth": "出生年月",
    "political_status": "政治面貌",
    "education": "文化程度",
}


def bad(section: str, field: str, message: str) -> Finding:
    return Finding("bad", message, section, f"{section}.{field}")


def warn(section: str, field: str, message: str, detail: str = "") -> Finding:
    return Finding("warn", message, section, f"{section}.{field}", detail)


def ok(section: str, message: str) -> Finding:
    return Finding("ok", message, section)


def check(content: Content, notice: NoticeContent, evidence: Mapping[str, int]) -> list[Finding]:
    """All findings in the order of the paper. `evidence` maps evidence keys to the number of files."""
    return [
        *_long(content),
        *_unit(content, notice),
        *_leader(content),
        *_roster(content),
        *_projects(content),
        *_evidence(notice, evidence),
    ]


def _long(content: Content) -> Iterator[Finding]:
    """What only a Word form can bring along: typed words are refused while they are typed."""
    rows: list[tuple[str, str, str, Any]] = [
        ("unit", "unit", "", content.unit),
        ("leader", "leader", "", content.leader),
    ]
    rows += [("honours", "leader", f"honours.{n}.", row) for n, row in enumerate(content.leader.honours, start=1)]
    rows += [("projects", "projects", f"{n}.", row) for n, row in enumerate(content.projects, start=1)]
    for kind, section, place, row in rows:
        for field, most in LIMITS[kind].items():
            if len(text := getattr(row, field)) > most:
                yield bad(section, f"{place}{field}", f"“{text[:20]}…”太长：最多 {most} 字，现在 {len(text)} 字。")


def _unit(content: Content, notice: NoticeContent) -> Iterator[Finding]:
    unit = content.unit
    for field, label in REQUIRED_UNIT.items():
        if not getattr(unit, field).strip():
            yield bad("unit", field, f"请填{label}。")
    if unit.credit_code and (problem := credit_code.problem(unit.credit_code)):
        yield bad("unit", "credit_code", f"统一社会信用代码：{problem}")
    leader, suffix = content.leader.name, notice.wording.name_suffix
    if unit.studio_name and leader:
        if leader not in unit.studio_name:
            yield bad("unit", "studio_name", f"工作室以劳模姓名命名（通知二.1），名称里要有“{leader}”。")
        elif unit.studio_name != f"{leader}{suffix}":
            yield bad("unit", "studio_name", f"按通知的写法，名称应是“{leader}{suffix}”。")
        else:
            yield ok("unit", f"名称合规：领衔人姓名 + “{suffix}”")
    yield from _day("unit", "applied_on", "申报日期", unit.applied_on, required=True)


def _day(section: str, field: str, label: str, iso: str, *, required: bool) -> Iterator[Finding]:
    if not iso:
        if required:
            yield bad(section, field, f"请填{label}。")
        return
    parsed = parse_loose(iso)
    if parsed is None:
        yield bad(section, field, f"{label}“{iso}”认不出来，请写成 2026-03-15 或 2026年3月15日。")
    elif parsed > timezone.localdate().isoformat():
        yield bad(section, field, f"{label}{to_chinese(parsed)}还没有到。")


def _leader(content: Content) -> Iterator[Finding]:
    leader = content.leader
    for field, label in REQUIRED_LEADER.items():
        if not getattr(leader, field).strip():
            yield bad("leader", field, f"请填劳模的{label}。")
    if leader.gender and not GENDER.find(leader.gender):
        yield bad("leader", "gender", "性别请填男或女。")
    if leader.birth:
        yield from _birth("leader", "birth", leader.name or "劳模", leader.birth)
    for field, label, codes in (
        ("political_status", "政治面貌", POLITICAL_STATUS),
        ("education", "文化程度", EDUCATION),
    ):
        words = getattr(leader, field)
        if words and not codes.find(words):
            yield warn("leader", field, f"{label}“{words}”不在代码表里，会照原样印出，但计数时请您核对。")
    if leader.phone and (problem := phones.problem(leader.phone)):
        yield bad("leader", "phone", f"联系电话：{problem}")
    if not leader.honours_printed.strip():
        yield bad("leader", "honours", "请填荣誉称号，至少一项劳模称号。")
    for position, row in enumerate(leader.honours, start=1):
        if row.year and not (row.year.isdecimal() and 1949 <= int(row.year) <= timezone.localdate().year):
            yield bad("leader", f"honours.{position}.year", f"第 {position} 项荣誉的年份“{row.year}”不对。")


def _birth(section: str, field: str, who: str, text: str) -> Iterator[Finding]:
    iso = parse_loose(text)
    if iso is None:
        yield bad(section, field, f"{who}的出生年月“{text}”认不出来，请写成 1978-11 或 1978年11月。")
        return
    age = timezone.localdate().year - int(iso[:4])
    if not YOUNGEST <= age <= OLDEST:
        yield bad(section, field, f"{who}的出生年月{to_chinese(iso)}不对，请核对。")


def _roster(content: Content) -> Iterator[Finding]:
    rows = [row for row in content.roster if not row.is_blank]
    if not rows:
        yield from _typed(content)
        return
    for number, row in enumerate(rows, start=2):
        yield from _row(number, row)
    names = [content.leader.name, *(row.name for row in rows)]
    for number, name in enumerate(names, start=1):
        if name and names.index(name) != number - 1:
            first = names.index(name) + 1
            yield warn("roster", f"{number}.name", f"第 {number} 行和第 {first} 行都是“{name}”，请核对是不是同一人。")
    result = content.computed()
    if result is None:
        return
    for line in result.lines:
        if not line.ok:
            yield warn("roster", line.key, f"{line.label}这一行{line.words}。")
    if result.complete:
        yield ok("roster", f"构成各行都合计 {result.total} 人，与名单一致")


def _row(number: int, row: RosterRow) -> Iterator[Finding]:
    for field, label in ROW_LABELS.items():
        if not getattr(row, field).strip():
            yield bad("roster", f"{number}.{field}", f"第 {number} 行：请填{row.name or '这一位'}的{label}。")
    if row.birth:
        yield from (
            bad("roster", f"{number}.birth", f"第 {number} 行：{finding.message}")
            for finding in _birth("roster", "birth", row.name, row.birth)
        )
    for field, codes, hint in (
        ("gender", GENDER, "男或女"),
        ("political_status", POLITICAL_STATUS, "党员、团员、民主党派，或其他"),
        ("education", EDUCATION, "大学本科、大专、高中等"),
    ):
        words = getattr(row, field)
        if words and not codes.find(words):
            message = f"第 {number} 行：{row.name}的{ROW_LABELS[field]}“{words}”没认出来（{hint}）。"
            yield bad("roster", f"{number}.{field}", message)
    if row.skill_grade and not find_grade(row.skill_grade):
        message = f"第 {number} 行：{row.name}的技能等级“{row.skill_grade}”没认出来。"
        yield bad("roster", f"{number}.skill_grade", message)


def _typed(content: Content) -> Iterator[Finding]:
    """Counts without a roster: every line must add up to the total."""
    counts = {name: getattr(content.typed, name) for name in content.typed.__slots__}
    if not content.typed.total:
        yield bad("roster", "total", "请填成员名单，人数和各项构成由系统算。")
        return
    lines = check_sums(counts)
    found = {line.key for line in lines}
    for key, label in (
        ("gender", "性别"),
        ("politics", "政治面貌"),
        ("education", "文化程度"),
        ("skill", "职称（技术等级）"),
    ):
        if key not in found:
            yield bad("roster", key, f"{label}这一行没有填。")
    for line in lines:
        if not line.ok:
            yield bad("roster", line.key, f"{line.label}这一行{line.words}，应与总人数 {line.total} 相同。")
    if content.typed.average_age is None:
        yield bad("roster", "average_age", "平均年龄没有填。")
    if len(found) == 4 and all(line.ok for line in lines):
        yield ok("roster", f"构成各行都合计 {content.typed.total} 人")
    yield warn("roster", "total", "只有人数，没有名单。", "补上名单后，构成由系统算出，命名后成员直接进入工作室档案。")


def _projects(content: Content) -> Iterator[Finding]:
    rows = [row for row in content.projects if row.title.strip()]
    if not rows:
        yield bad("projects", "1.title", "请填至少一项创新（攻关）项目。")
    for number, row in enumerate(content.projects, start=1):
        if row.title.strip() and not row.direction:
            yield warn("projects", f"{number}.direction", f"第 {number} 项还没有选方向（技术、管理或服务创新）。")
    if rows and all(row.direction for row in rows):
        yield ok("projects", f"{len(rows)} 项都有方向")


def _evidence(notice: NoticeContent, evidence: Mapping[str, int]) -> Iterator[Finding]:
    for criterion in notice.criteria:
        if not criterion.before_naming:
            continue
        missing = [rule for rule in criterion.evidence if not evidence.get(rule.key)]
        for rule in missing:
            make = bad if rule.required else warn
            yield make("evidence", rule.key, f"“{criterion.label}”缺{rule.label}。")
        if criterion.evidence and not missing:
            files = sum(evidence.get(rule.key, 0) for rule in criterion.evidence)
            yield ok("evidence", f"“{criterion.label}”材料 {files} 份，齐了")
