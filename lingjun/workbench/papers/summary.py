"""汇总表 of cases: what a recommending union hands in beside the forms.

Left out until the product keeps the data: 级别, 类型, 场所面积, 年度单位经费, 补助, 累计成果, 专利, 操作法, 带徒,
培训场次/人次, 经济效益, 考核等次.
What the federation has decided and not published stands in no column for anybody else.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from django.db.models import F, Prefetch, QuerySet
from django.utils import timezone

from lingjun.cases.kinds import get as get_kind
from lingjun.cases.models import Case, Submission
from lingjun.core.codes import AREAS, HONOUR_LEVELS, INDUSTRY, highest
from lingjun.core.dates import month_of, to_dotted
from lingjun.core.masking import mask_birth, mask_phone
from lingjun.creation.content import Content
from lingjun.documents.excel import Column, write_table
from lingjun.notices.models import Round
from lingjun.studios.models import Plaque
from lingjun.studios.papers import dated
from lingjun.studios.rules import may_see_contact
from lingjun.workbench.queries.cases import federations_of
from lingjun.workbench.tables import state_label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from lingjun.accounts.models import User

CASES: Final = (
    Column("n", "序号", 6),
    Column("recommender", "推荐单位", 16),
    Column("number", "办件编号", 14),
    Column("plaque", "工作室编号", 12),
    Column("name", "工作室名称", 30),
    Column("state", "状态", 18),
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
    Column("projects", "项目数", 8),
    Column("contact", "联系人", 10),
    Column("phone", "电话", 16),
    Column("submitted", "最近提交", 18),
    Column("due", "期限", 18),
    Column("note", "备注", 20),
)
CHUNK: Final = 100


def kind_of_all(cases: QuerySet[Case], wanted: dict[str, Any]) -> str:
    """The kind all the filtered cases are of, "" for several: the asked one, or the round's. At most one query."""
    if wanted.get("kind"):
        return str(wanted["kind"])
    if wanted.get("round"):
        return str(Round.objects.values_list("kind", flat=True).filter(pk=wanted["round"]).first() or "")
    first = cases.order_by().values_list("kind", flat=True).distinct()[:2]
    found = list(first)
    return found[0] if len(found) == 1 else ""


def label(kind: str) -> str:
    """创建申报, 年度考核; 办件 for several kinds."""
    return get_kind(kind).label if kind else "办件"


def paper_of(kind: str) -> str:
    """What the printed forms are called."""
    return f"{get_kind(kind).label}{'表' if kind == 'creation' else ''}" if kind else "办件打印"


def write_cases(
    stream: IO[bytes],
    *,
    user: User,
    cases: QuerySet[Case],
    kind: str = "creation",
    on_row: Callable[[], None] | None = None,
) -> int:
    """The table as .xlsx; gives the number of rows. A kind may have a table of its own; several kinds share this one.

    Four queries for each 100 cases.
    """
    step = on_row or (lambda: None)
    own = get_kind(kind).write_summary(stream, user=user, cases=cases, on_row=step) if kind else None
    if own is not None:
        return own
    name = f"{label(kind)}汇总表"
    return write_table(
        stream, sheet=name.removeprefix("创建"), title=dated(f"劳模创新工作室{name}"),
        columns=CASES if kind == "creation" else (CASES[0], Column("kind", "种类", 12), *CASES[1:]),
        rows=_rows(user, cases, step),
    )  # fmt: skip


def _rows(user: User, cases: QuerySet[Case], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    """Rows in the order of the list, read in pieces: memory does not grow with the table."""
    ids = list(cases.values_list("pk", flat=True))
    federations = set(federations_of(user))
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        found = Case.objects.select_related("unit", "recommender", "round", "application", "studio").prefetch_related(
            Prefetch("studio__plaques", Plaque.objects.filter(recalled_on__isnull=True)),
            Prefetch("submissions", Submission.objects.filter(version=F("case__version"))),
        )
        by_id = found.in_bulk(piece)
        for place, pk in enumerate(piece, start=start + 1):
            if pk in by_id:
                case = by_id[pk]
                yield _row(user, case, place, held=case.is_held and case.federation_id in federations)
            on_row()


def _content(case: Case) -> Content:
    """What was last submitted; before that the draft."""
    if case.kind != "creation":
        return Content()
    submitted = next(iter(case.submissions.all()), None)
    if submitted is not None:
        return Content.from_dict(submitted.content["form"])
    application = getattr(case, "application", None)
    return Content.from_dict(application.content if application else {})


def _row(user: User, case: Case, place: int, *, held: bool) -> dict[str, Any]:
    unit, studio = case.unit, getattr(case, "studio", None)
    content = _content(case)
    leader, team = content.leader, content.composition()
    plain = may_see_contact(user, unit)
    named = bool(unit.contact_name and unit.contact_phone)
    contact, phone = (unit.contact_name, unit.contact_phone) if named else (leader.name, leader.phone)
    return {
        "n": place,
        "kind": case.kind_label,
        "recommender": case.recommender.name,
        "number": case.number,
        "plaque": "、".join(plaque.number for plaque in studio.plaques.all()) if studio else "",
        "name": case.subject_name,
        "state": case.state_label,
        "year": studio.named_year if studio else "",
        "decision": studio.decision_number if studio else "",
        "unit": unit.name,
        "credit_code": unit.credit_code or content.unit.credit_code,
        "nature": unit.get_nature_display() if unit.nature else "",
        "industry": INDUSTRY.label(unit.industry) or content.unit.industry,
        "area": AREAS.label(unit.area_code),
        "leader": leader.name,
        "gender": leader.gender,
        "birth": to_dotted(month_of(leader.birth)) if plain else mask_birth(leader.birth),
        "politics": leader.political_status,
        "education": leader.education,
        "title": leader.title,
        "honour": HONOUR_LEVELS.label(highest([row.level for row in leader.honours])),
        "members": team.total,
        "men": team.male,
        "women": team.female,
        "age": team.average_age,
        "projects": len([row for row in content.projects if row.title]),
        "contact": contact,
        "phone": phone if plain else mask_phone(phone),
        "submitted": timezone.localtime(case.submitted_at) if case.submitted_at else None,
        "due": timezone.localtime(case.due_at) if case.due_at and not case.is_final else None,
        "note": state_label(case, held=True) if held else "",
    }
