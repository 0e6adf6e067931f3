"""The roster as a table: template, export, and reading what people paste or upload, each wrong cell by its address."""

from __future__ import annotations

import dataclasses
from typing import IO, TYPE_CHECKING, Final

from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, SKILL_GRADES, TITLES, find_grade, find_title
from lingjun.core.dates import is_month_ambiguous, parse_loose, to_dotted
from lingjun.core.errors import Refused
from lingjun.core.text import compact
from lingjun.creation.content import LONGEST_ROSTER, Content, RosterRow, person_of_leader
from lingjun.creation.forms.filling import CELL_LIMIT, ROLES, ROSTER_LIMITS, dotted, roster_row
from lingjun.documents.excel import (
    Column,
    Headings,
    Record,
    Sheet,
    column_letters,
    match_headings,
    read_paste,
    read_rows,
    records,
    write_table,
    write_template,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

BLANK_IF_NONE: Final = "没有的空着。"
COLUMNS: Final = (
    Column(
        "name",
        "姓名",
        12,
        required=True,
        synonyms=("成员姓名", "名字", "人员姓名"),
        note="领衔人不用填，资料取自“劳模本人”。",
    ),
    Column("gender", "性别", 8, choices=("男", "女"), required=True),
    Column(
        "birth",
        "出生年月",
        12,
        required=True,
        synonyms=("出生日期", "出生时间", "生日", "出生"),
        note="如 1978.11、1978年11月。",
    ),
    Column("political_status", "政治面貌", 14, tuple(POLITICAL_STATUS.labels), ("党派", "政治身份"), required=True),
    Column("education", "文化程度", 14, tuple(EDUCATION.labels), ("学历", "最高学历", "学历学位"), required=True),
    Column(
        "title",
        "职称",
        18,
        tuple(TITLES.labels),
        ("专业技术职务", "专业技术职称", "专业职称", "技术职称"),
        note=BLANK_IF_NONE,
    ),
    Column(
        "skill_grade",
        "技能等级",
        14,
        tuple(SKILL_GRADES.labels),
        ("职业技能等级", "技术等级", "职业资格"),
        note=BLANK_IF_NONE,
    ),
    Column("role", "分工", 10, ROLES, ("角色", "工作室分工", "组内分工"), note="骨干、成员或联络员，空着算成员。"),
)
SAMPLE: Final = {
    "name": "林小满",
    "gender": "女",
    "birth": "1985.06",
    "political_status": "群众",
    "education": "大学本科",
    "title": "工程师",
    "skill_grade": "高级工",
    "role": "骨干",
}
REQUIRED: Final = {column.key: column.label for column in COLUMNS if column.required}
HINTS: Final = {
    "gender": "请填男或女",
    "political_status": "请填党员、团员、民主党派，或其他",
    "education": "请填大学本科、大专、高中等",
    "skill_grade": "请填高级技师、技师、高级工等",
}
SURE: Final = 0.6
"""Share of a column's cells that must be recognised before the column is told by its content."""


@dataclasses.dataclass(frozen=True, slots=True)
class CellRemark:
    """What is wrong with a cell (`bad`) or to be looked at (`warn`), by its address in the file."""

    key: str
    address: str
    message: str
    tone: str = "bad"


@dataclasses.dataclass(slots=True)
class TrialRow:
    """One row as it would be taken over. `number` is the row in the file."""

    number: int
    row: RosterRow
    remarks: list[CellRemark]

    @property
    def ok(self) -> bool:
        return all(remark.tone != "bad" for remark in self.remarks)


@dataclasses.dataclass(slots=True)
class Trial:
    """A dry run: nothing is saved by it. `told` says how the columns were recognised and what was left out."""

    rows: list[TrialRow]
    told: list[str]

    @property
    def good(self) -> list[RosterRow]:
        return [row.row for row in self.rows if row.ok]

    @property
    def bad(self) -> list[TrialRow]:
        return [row for row in self.rows if not row.ok]

    @property
    def words(self) -> str:
        """试读 48 行，45 行可以导入；3 行有问题，见 C7、F19、F20。"""
        text = f"试读 {len(self.rows)} 行，{len(self.good)} 行可以导入"
        if not self.bad:
            return f"{text}。"
        places = [remark.address for row in self.bad for remark in row.remarks if remark.tone == "bad"]
        shown = "、".join(places[:6]) + (" 等" if len(places) > 6 else "")
        return f"{text}；{len(self.bad)} 行有问题，见 {shown}。"


def template(stream: IO[bytes]) -> None:
    """The empty roster with drop-downs, a sample row and a sheet that says how to fill it in."""
    notes = (f"最多 {LONGEST_ROSTER} 人。身份证号不用填，系统不收。",)
    write_template(stream, sheet="成员名单", columns=COLUMNS, sample=SAMPLE, notes=notes)


def export(stream: IO[bytes], content: Content, *, title: str) -> None:
    """The roster as it stands, the leader first; it can be imported again."""
    rows = []
    if content.leader.name:
        leader = person_of_leader(content.leader)
        rows.append(
            {
                "name": leader.name,
                "gender": GENDER.label(leader.gender),
                "birth": to_dotted(leader.birth),
                "political_status": POLITICAL_STATUS.label(leader.political_status),
                "education": EDUCATION.label(leader.education),
                "title": TITLES.label(leader.title),
                "skill_grade": SKILL_GRADES.label(leader.skill_grade),
                "role": "领衔人",
            }
        )
    rows.extend(
        dataclasses.asdict(row) | {"birth": dotted(row.birth), "role": row.role or ROLES[0]} for row in content.roster
    )
    write_table(stream, sheet="成员名单", columns=COLUMNS, rows=rows, title=title)


def read_file(data: bytes, *, leader: str) -> Trial:
    """A dry run of an uploaded table. Raises Refused for what is no table, has no headings, or is too long."""
    sheet = read_rows(data, max_rows=LONGEST_ROSTER, spare=20)
    return _trial(sheet, match_headings(sheet, COLUMNS), leader=leader, told=[])


def read_text(text: str, *, leader: str) -> Trial:
    """A dry run of cells copied from a spreadsheet, with or without headings. Raises Refused when it is no table."""
    sheet = read_paste(text, max_rows=LONGEST_ROSTER, spare=20)
    if not any(any(row) for row in sheet.rows):
        raise Refused("没有粘贴到内容。请在 Excel 里选中名单，复制后再粘贴。")
    try:
        return _trial(sheet, match_headings(sheet, COLUMNS), leader=leader, told=[])
    except Refused:
        found = guess_columns(sheet)
    named = "、".join(
        f"{column_letters(place)} 列{column.label}"
        for column in COLUMNS
        if (place := found.get(column.key)) is not None
    )
    headings = Headings(row=-1, columns=found, missing=(), unknown={})
    return _trial(sheet, headings, leader=leader, told=[f"没有表头，按内容认作：{named}。请核对。"])


def guess_columns(sheet: Sheet) -> dict[str, int]:
    """Columns of a table without headings, told by what stands in them. Raises Refused when no names are found."""
    found: dict[str, int] = {}
    width = len(sheet.rows[0]) if sheet.rows else 0
    for place in range(width):
        cells = [compact(row[place]) for row in sheet.rows if row[place]]
        key = _kind_of(cells)
        if key:
            found.setdefault(key, place)
    if "name" not in found:
        raise Refused("没有认出姓名一列。请连表头一起复制，或按模板的次序排列。")
    return found


def _kind_of(cells: list[str]) -> str:
    if not cells:
        return ""
    tests = (
        ("gender", GENDER.find),
        ("birth", parse_loose),
        ("political_status", POLITICAL_STATUS.find),
        ("education", EDUCATION.find),
        ("skill_grade", find_grade),
        ("title", find_title),
        ("role", lambda text: text in ROLES),
        ("name", _looks_like_a_name),
    )
    scores = {key: sum(bool(test(cell)) for cell in cells) / len(cells) for key, test in tests}
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] >= SURE else ""


def _looks_like_a_name(text: str) -> bool:
    return 2 <= len(text) <= 12 and all("\u3400" <= char <= "\u9fff" or char in "·•" for char in text)


def _trial(sheet: Sheet, headings: Headings, *, leader: str, told: list[str]) -> Trial:
    if "name" not in headings.columns:
        raise Refused("表头里没有“姓名”。请用模板填写，或把表头改成模板的写法。")
    told = [*told, *headings.merged]
    if headings.row >= 0:
        known = "、".join(column.label for column in COLUMNS if column.key in headings.columns)
        told.append(f"按表头认出：{known}。")
    if headings.missing:
        told.append(f"缺这几列：{'、'.join(column.label for column in headings.missing)}。")
    if headings.unknown:
        other = "、".join(f"{words[:12]}（{address}）" for address, words in list(headings.unknown.items())[:8])
        told.append(f"没有用到：{other}。")
    rows = []
    for record in records(sheet, COLUMNS, headings):
        if leader and compact(record.values["name"]) == compact(leader):
            told.append(f"第 {record.number} 行“{leader}”是领衔人，资料取自“劳模本人”，没有重复放进名单。")
            continue
        rows.append(_trial_row(record))
    if not rows:
        raise Refused("表头下面没有名单。请填好后再传。")
    _point_at_twins(rows)
    return Trial(rows, told)


def _trial_row(record: Record) -> TrialRow:
    return TrialRow(record.number, roster_row(record.values), list(_remarks(record)))


def _remarks(record: Record) -> Iterator[CellRemark]:
    values = record.values
    for key, label in REQUIRED.items():
        if not values[key]:
            yield CellRemark(key, record.address(key), f"{label}没有填。")
    birth = values["birth"]
    if birth and parse_loose(birth) is None:
        yield CellRemark("birth", record.address("birth"), f"“{birth[:20]}”认不出来，请写成 1978.11 或 1978年11月。")
    elif record.was_number("birth") and is_month_ambiguous(birth):
        message = f"“{birth}”按 {birth[:4]}年1月读；Excel 会丢掉末尾的 0，如是 10 月请改成 {birth}0。"
        yield CellRemark("birth", record.address("birth"), message, "warn")
    for key, known in (
        ("gender", GENDER.find),
        ("political_status", POLITICAL_STATUS.find),
        ("education", EDUCATION.find),
        ("skill_grade", find_grade),
    ):
        if values[key] and not known(values[key]):
            yield CellRemark(key, record.address(key), f"“{values[key][:20]}”认不出来，{HINTS[key]}。")
    if values["title"] and not find_title(values["title"]):
        message = f"“{values['title'][:20]}”不在职称表里，会照原样记下，计数时计入“其它”。"
        yield CellRemark("title", record.address("title"), message, "warn")
    for key, text in values.items():
        limit = ROSTER_LIMITS.get(key, CELL_LIMIT)
        if len(text) > limit:
            yield CellRemark(key, record.address(key), f"最多 {limit} 字，现在 {len(text)} 字。")


def _point_at_twins(rows: list[TrialRow]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        name = row.row.name
        if name and name in first:
            message = f"和第 {first[name]} 行都是“{name}”，请核对是不是同一人。"
            row.remarks.append(CellRemark("name", f"第 {row.number} 行", message, "warn"))
        first.setdefault(name, row.number)
