"""汇总表 of studios, in the columns a federation asks for.

Left out until the product keeps the data: 级别, 类型, 场所面积, 年度单位经费, 补助, 累计成果, 专利, 操作法, 带徒,
培训场次/人次, 经济效益, 考核等次.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO, TYPE_CHECKING, Any, Final

from django.db.models import Prefetch, QuerySet
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
from lingjun.core.masking import mask_birth, mask_phone
from lingjun.documents.excel import Column, write_table
from lingjun.studios.composition import compute
from lingjun.studios.models import Member, Plaque, StudioStatus
from lingjun.studios.rules import may_see_contact
from lingjun.studios.words import title_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from lingjun.accounts.models import User
    from lingjun.studios.models import Studio

SUMMARY: Final = (
    Column("n", "序号", 6),
    Column("recommender", "推荐单位", 16),
    Column("plaque", "工作室编号", 12),
    Column("name", "工作室名称", 30),
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
    Column("projects", "在研项目", 10),
    Column("contact", "联系人", 10),
    Column("phone", "电话", 16),
    Column("note", "备注", 16),
)
CHUNK: Final = 200
EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def file_name(title: str, suffix: str = "xlsx") -> str:
    """ "工作室汇总表 20130508.xlsx"."""
    return f"{title} {timezone.localdate():%Y%m%d}.{suffix}"


def dated(title: str) -> str:
    """The title row with the day it was made."""
    day = timezone.localdate()
    return f"{title}（{day.year}年{day.month}月{day.day}日）"


def write_summary(
    stream: IO[bytes], *, user: User, studios: QuerySet[Studio], on_row: Callable[[], None] | None = None
) -> int:
    """The table as .xlsx; gives the number of rows. Four queries for each 200 studios."""
    return write_table(
        stream, sheet="工作室汇总表", title=dated("劳模创新工作室汇总表"), columns=SUMMARY,
        rows=_rows(user, studios, on_row or (lambda: None)),
    )  # fmt: skip


def _rows(user: User, studios: QuerySet[Studio], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """Rows in the order of the list, read in pieces: memory does not grow with the table."""
    ids = list(studios.values_list("pk", flat=True))
    model = studios.model
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        found = model._default_manager.select_related("unit", "recommender", "leader").prefetch_related(
            Prefetch("plaques", Plaque.objects.filter(recalled_on__isnull=True)),
            Prefetch("members", Member.objects.filter(left_on__isnull=True).select_related("worker")),
            "projects",
        )
        by_id = found.in_bulk(piece)
        for place, pk in enumerate(piece, start=start + 1):
            if pk in by_id:
                yield _row(user, by_id[pk], place)
            on_row()


def _row(user: User, studio: Studio, place: int) -> dict[str, Any]:
    unit, leader = studio.unit, studio.leader
    plain = may_see_contact(user, unit)
    team = compute([member.worker for member in studio.members.all()], timezone.localdate())
    named = bool(unit.contact_name and unit.contact_phone)
    contact, phone = (unit.contact_name, unit.contact_phone) if named else (leader.name, leader.phone)
    return {
        "n": place,
        "recommender": studio.recommender.name,
        "plaque": "、".join(plaque.number for plaque in studio.plaques.all()),
        "name": studio.name,
        "year": studio.named_year,
        "decision": studio.decision_number,
        "unit": unit.name,
        "credit_code": unit.credit_code,
        "nature": unit.get_nature_display() if unit.nature else "",
        "industry": INDUSTRY.label(unit.industry),
        "area": AREAS.label(unit.area_code),
        "leader": leader.name,
        "gender": GENDER.label(leader.gender),
        "birth": to_dotted(month_of(leader.birth)) if plain else mask_birth(leader.birth),
        "politics": POLITICAL_STATUS.label(leader.political_status),
        "education": EDUCATION.label(leader.education),
        "title": title_of(leader),
        "honour": HONOUR_LEVELS.label(studio.leader_honour),
        "members": team.total,
        "men": team.counts["male"],
        "women": team.counts["female"],
        "age": team.average_age,
        "projects": sum(project.status == "under_way" for project in studio.projects.all()),
        "contact": contact,
        "phone": phone if plain else mask_phone(phone),
        "note": "已撤销" if studio.status == StudioStatus.REVOKED else "",
    }
