"""汇总表 of studios, in the columns a federation asks for (field.md 2.4).

Grade and activities of a year stand in 考核汇总表; 级别 and 类型 in no table of many studios.
"""

from __future__ import annotations

import dataclasses
import datetime
from collections.abc import Callable, Iterator, Sequence
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from lingjun.core.codes import (
    AREAS,
    EDUCATION,
    GENDER,
    HONOUR_LEVELS,
    INDUSTRY,
    POLITICAL_STATUS,
)
from lingjun.core.dates import month_of, to_dotted
from lingjun.core.listed import Listed
from lingjun.core.masking import mask_birth, mask_phone
from lingjun.documents.excel import Column, write_table
from lingjun.organizations.enums import UnitNature
from lingjun.studios.composition import brief
from lingjun.studios.models import Member, Plaque, Studio, StudioStatus
from lingjun.studios.papers import figures
from lingjun.studios.rules import contact_seer
from lingjun.studios.words import title_in_words

if TYPE_CHECKING:
    from lingjun.accounts.models import User

FACTS: Final = (
    Column("year", "命名年度", 10),
    Column("decision", "文号", 18),
    Column("unit", "所在单位", 34),
    Column("credit_code", "统一社会信用代码", 22),
    Column("nature", "单位性质", 12),
    Column("industry", "行业门类", 26),
    Column("area", "所在区", 10),
    Column("leader", "领衔人", 10),
    Column("gender", "性别", 6),
    Column("birth", "出生年月", 10),
    Column("politics", "政治面貌", 12),
    Column("education", "学历", 12),
    Column("title", "职称/技能等级", 18),
    Column("honour", "最高荣誉", 16),
    Column("members", "成员数", 8),
    Column("men", "男", 6),
    Column("women", "女", 6),
    Column("age", "平均年龄", 10),
)
"""Naming, unit, leader and team: the same for studios and for cases."""
CONTACT: Final = (
    Column("contact", "联系人", 10),
    Column("phone", "电话", 16),
)
WIDTHS: Final = {
    "n": 4.5, "recommender": 9, "plaque": 9, "name": 16, "unit": 17, "leader": 7.5, "honour": 9, "year": 6,
    "members": 5, "premises": 8, "grants": 15, "projects": 5, "achievements": 5, "patents": 5, "method": 7,
    "mentorships": 7, "benefits": 17, "contact": 7.5, "phone": 13, "note": 7,
}  # fmt: skip
"""What goes on paper, in this order: one A4 across, to be read without a glass. All else stands to the right."""
CHUNK: Final = 200
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(title: str, suffix: str = "xlsx") -> str:
    """ "工作室汇总表 20130508.xlsx"."""
    return f"{title} {timezone.localdate():%Y%m%d}.{suffix}"


def dated(title: str) -> str:
    """The title row with the day it was made."""
    day = timezone.localdate()
    return f"{title}（{day.year}年{day.month}月{day.day}日）"


def contact_of(name: str, phone: str, leader: str, leader_phone: str) -> tuple[str, str]:
    """Whom to call: the unit's contact where name and telephone are known, else the leader."""
    return (name, phone) if name and phone else (leader, leader_phone)


def write_summary(
    stream: IO[bytes], *, user: User, studios: QuerySet[Studio], on_row: Callable[[], None] | None = None
) -> int:
    """The table as .xlsx; gives the number of rows. Nine queries for each 200 studios."""
    return write_table(
        stream, sheet="工作室汇总表", title=dated("劳模创新工作室汇总表"), columns=columns(timezone.localdate().year),
        rows=_rows(user, studios, on_row or (lambda: None)), printed=len(WIDTHS),
    )  # fmt: skip


def columns(year: int) -> tuple[Column, ...]:
    """All columns, with the figures of a year; those for paper first."""
    known = (
        Column("n", "序号"),
        Column("recommender", "推荐单位"),
        Column("plaque", "工作室编号"),
        Column("name", "工作室名称"),
        *FACTS,
        *figures.columns(year),
        Column("grants", f"{year}年经费"),
        Column("benefits", f"{year}年经济效益"),
        *CONTACT,
        Column("note", "备注"),
    )
    by_key = {column.key: column for column in known}
    printed = [dataclasses.replace(by_key[key], width=width) for key, width in WIDTHS.items() if key in by_key]
    return (*printed, *(column for column in known if column.key not in WIDTHS))


@dataclasses.dataclass(slots=True)
class Counted:
    """What a row counts: plaques that hang, people of today by sex and birth; figures by column."""

    plaques: list[str] = dataclasses.field(default_factory=list)
    people: list[tuple[str, str]] = dataclasses.field(default_factory=list)
    figures: dict[str, Any] = dataclasses.field(default_factory=dict)


def _rows(user: User, studios: QuerySet[Studio], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """Rows in the order of the list, read in pieces: memory does not grow with the table."""
    ids = list(studios.values_list("pk", flat=True))
    today, sees = timezone.localdate(), contact_seer(user)
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        read = {row[0]: row for row in Studio.objects.filter(Listed("pk", piece)).order_by().values_list("pk", *READ)}
        counted = _count(piece, today.year)
        for place, pk in enumerate(piece, start=start + 1):
            if pk in read:
                yield _row(Read(*read[pk][1:]), place, counted[pk], today, sees)
            on_row()


class Read(NamedTuple):
    """What one query reads for a row; the names are those of READ."""

    name: str
    year: int
    decision: str
    status: str
    honour: str
    recommender: str
    unit_id: int
    path: str
    unit: str
    credit_code: str
    nature: str
    industry: str
    area: str
    contact: str
    contact_phone: str
    leader: str
    gender: str
    birth: str
    politics: str
    education: str
    title: str
    skill_grade: str
    phone: str


READ: Final = (
    "name", "named_year", "decision_number", "status", "leader_honour", "recommender__name", "unit_id", "unit__path",
    "unit__name", "unit__credit_code", "unit__nature", "unit__industry", "unit__area_code", "unit__contact_name",
    "unit__contact_phone", "leader__name", "leader__gender", "leader__birth", "leader__political_status",
    "leader__education", "leader__title", "leader__skill_grade", "leader__phone",
)  # fmt: skip
NATURES: Final = {value: str(label) for value, label in UnitNature.choices}


def _count(studio_ids: Sequence[int], year: int) -> dict[int, Counted]:
    """Two queries and one for each set of figures, without objects: a row needs numbers, not people."""
    found = {pk: Counted(figures=values) for pk, values in figures.read(studio_ids, year).items()}
    plaques = Plaque.objects.filter(Listed("studio", studio_ids), recalled_on__isnull=True).order_by("number")
    for pk, number in plaques.values_list("studio_id", "number"):
        found[pk].plaques.append(number)
    members = Member.objects.filter(Listed("studio", studio_ids), left_on__isnull=True).order_by()
    for pk, gender, birth in members.values_list("studio_id", "worker__gender", "worker__birth"):
        found[pk].people.append((gender, birth))
    return found


def _row(
    one: Read, place: int, counted: Counted, today: datetime.date, sees: Callable[[int, str], bool]
) -> dict[str, Any]:
    plain = sees(one.unit_id, one.path)
    team = brief(counted.people, today)
    contact, phone = contact_of(one.contact, one.contact_phone, one.leader, one.phone)
    return {
        "n": place,
        "recommender": one.recommender,
        "plaque": "、".join(counted.plaques),
        "name": one.name,
        "year": one.year,
        "decision": one.decision,
        "unit": one.unit,
        "credit_code": one.credit_code,
        "nature": NATURES.get(one.nature, one.nature),
        "industry": INDUSTRY.label(one.industry),
        "area": AREAS.label(one.area),
        "leader": one.leader,
        "gender": GENDER.label(one.gender),
        "birth": to_dotted(month_of(one.birth)) if plain else mask_birth(one.birth),
        "politics": POLITICAL_STATUS.label(one.politics),
        "education": EDUCATION.label(one.education),
        "title": title_in_words(one.title, one.skill_grade),
        "honour": HONOUR_LEVELS.label(one.honour),
        "members": team.total,
        "men": team.men,
        "women": team.women,
        "age": team.average_age,
        **counted.figures,
        "contact": contact,
        "phone": phone if plain else mask_phone(phone),
        "note": "已撤销" if one.status == StudioStatus.REVOKED else "",
    }
