"""成员名册 of a day, as Word and Excel; birth in full or only the year."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS
from lingjun.core.dates import month_of, to_dotted
from lingjun.core.masking import mask_birth
from lingjun.documents.excel import Column, write_table
from lingjun.documents.printing import docx
from lingjun.studios.composition import LINES, format_average
from lingjun.studios.roster import Team
from lingjun.studios.words import title_in_words

if TYPE_CHECKING:
    from lingjun.studios.models import Studio
    from lingjun.studios.roster import PersonOn

COLUMNS: Final = (
    Column("n", "序号", 6),
    Column("name", "姓名", 10),
    Column("role", "角色", 8),
    Column("gender", "性别", 6),
    Column("birth", "出生年月", 10),
    Column("politics", "政治面貌", 12),
    Column("education", "文化程度", 12),
    Column("title", "职称（技术等级）", 20),
    Column("post", "岗位（工种）", 20),
    Column("employer", "工作单位", 24),
    Column("joined", "加入日期", 12),
)
PRINTED: Final = ("n", "name", "role", "gender", "birth", "politics", "education", "title", "post")
WIDTHS: Final = (10, 18, 15, 10, 18, 22, 20, 30, 31)
"""Millimetres of the printed columns: 174 on A4."""


def excel(studio: Studio, on: datetime.date, *, plain: bool) -> bytes:
    """One row per member, then the sums."""
    team = Team(studio)
    stream = io.BytesIO()
    write_table(
        stream, sheet="成员名册", title=_title(studio), columns=COLUMNS, rows=_rows(studio, team, on, plain=plain),
        notes=[_day(on), *_sums(team, on)],
    )  # fmt: skip
    return stream.getvalue()


def word(studio: Studio, on: datetime.date, *, plain: bool) -> bytes:
    """A4 upright, table headings in 黑体, sums at the foot."""
    team = Team(studio)
    widths = [docx.twips(width) for width in WIDTHS]
    labels = {column.key: column.label for column in COLUMNS}
    head = docx.row(
        *(_cell(labels[key], width, font=docx.HEITI) for key, width in zip(PRINTED, widths, strict=True)),
        height=docx.twips(9), whole=True, heading=True,
    )  # fmt: skip
    lines = [
        docx.row(
            *(_cell(str(row[key]), width) for key, width in zip(PRINTED, widths, strict=True)),
            height=docx.twips(8), whole=True,
        )
        for row in _rows(studio, team, on, plain=plain)
    ]  # fmt: skip
    body = docx.paragraph(docx.words(_title(studio), size=18, font=docx.TITLE_SONG), align="center", line=30, after=120)
    body += docx.paragraph(docx.words(f"{studio.unit.name}　{_day(on)}", font=docx.KAITI), align="center", after=160)
    body += docx.table(widths, head, *lines, side=60)
    body += "".join(docx.paragraph(docx.words(text, size=11), before=80 if not at else 0) for at, text in
                    enumerate(_sums(team, on)))  # fmt: skip
    footer = docx.paragraph(docx.field("PAGE"), align="center", line=12)
    return docx.document(
        body, page=docx.Page(top=1134, bottom=1134, sides=1021, footer=600), title=_title(studio), footer=footer
    )


def _title(studio: Studio) -> str:
    return f"{studio.name}成员名册"


def _day(on: datetime.date) -> str:
    return f"{on.year}年{on.month}月{on.day}日的名单"


def _cell(text: str, width: int, *, font: str = docx.FANGSONG) -> str:
    return docx.cell(docx.paragraph(docx.words(text, size=10.5, font=font), align="center", line=14), width=width)


def _rows(studio: Studio, team: Team, on: datetime.date, *, plain: bool) -> Iterator[dict[str, str | int]]:
    for number, person in enumerate(team.on(on), start=1):
        yield _row(studio, person, number, plain=plain)


def _row(studio: Studio, person: PersonOn, number: int, *, plain: bool) -> dict[str, str | int]:
    birth = person.birth
    return {
        "n": number,
        "name": person.name,
        "role": person.member.get_role_display(),
        "gender": GENDER.label(person.gender),
        "birth": to_dotted(month_of(birth)) if plain else mask_birth(birth),
        "politics": POLITICAL_STATUS.label(person.political_status),
        "education": EDUCATION.label(person.education),
        "title": title_in_words(person.title, person.skill_grade),
        "post": person.post,
        "employer": person.worker.employer or studio.unit.name,
        "joined": person.since.isoformat(),
    }


def _sums(team: Team, on: datetime.date) -> list[str]:
    """The form's composition in words: 共 14 人，平均年龄 38 岁。性别：男 11 人、女 3 人。…"""
    result = team.composition(on)
    average = format_average(result.average_age)
    first = f"共 {result.total} 人{f'，平均年龄 {average} 岁' if average else ''}。"
    lines = []
    for _, label, boxes in LINES:
        counted = [f"{words} {result.counts[box]} 人" for box, words in boxes.items() if result.counts[box]]
        if counted:
            lines.append(f"{label}：{'、'.join(counted)}。")
    return [first + "".join(lines[:2]), *lines[2:]]
