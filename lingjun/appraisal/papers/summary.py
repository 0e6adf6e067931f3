"""考核汇总表 of a round: union, studio, figures, grade. What is not published stands for the federation only."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any, Final

from lingjun.accounts.enums import Role
from lingjun.accounts.queries import open_appointments
from lingjun.appraisal.figures import flat, sums
from lingjun.appraisal.models import Grade
from lingjun.cases.models import Case, Opinion
from lingjun.documents.excel import Column, write_table
from lingjun.ledger.models import BenefitBasis
from lingjun.studios.models import GrantSource
from lingjun.studios.papers import dated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db.models import QuerySet

    from lingjun.accounts.models import User

PRINTED: Final = (
    Column("n", "序号", 4.5),
    Column("union", "推荐工会", 9),
    Column("studio", "工作室名称", 15),
    Column("unit", "所在单位", 17),
    Column("leader", "领衔人", 7.5),
    Column("state", "状态", 8),
    Column("activities", "活动次数", 5),
    Column("attendance", "参加人次", 6),
    Column("projects", "项目", 5),
    Column("achievements", "成果", 5),
    Column("patents", "其中专利", 5),
    Column("benefits", "经济效益", 18),
    Column("adoptions", "推广应用", 5),
    Column("mentorships", "在带师徒（对）", 7),
    Column("graduated", "出师（人）", 7),
    Column("promotions", "成长（人次）", 7),
    Column("grants", "经费到账", 16),
    Column("spent", "支出（元）", 10),
    Column("team", "团队人数", 5),
    Column("grown", "比年初增减", 6),
    Column("met", "“七个有”达到", 7),
    Column("unit_opinion", "单位综合鉴定", 29),
    Column("grade", "等次", 6),
    Column("decision", "文号", 10),
    Column("note", "备注", 6),
)
"""What goes on paper: one A4 across, to be read without a glass."""
COLUMNS: Final = (
    *PRINTED,
    Column("year", "年度", 8),
    Column("number", "办件编号", 14),
    *(Column(f"benefit_{code}", f"{label}（元）", 16) for code, label in BenefitBasis.choices),
    *(Column(f"grant_{code}", f"{label}（元）", 18) for code, label in GrantSource.choices),
)
CHUNK: Final = 200
NOTE: Final = "经济效益口径不同，不相加；各口径、各来源的金额另列在右边，不打印。还没有提交的，没有全年数据。"


def write(stream: IO[bytes], *, user: User, cases: QuerySet[Case], on_row: Callable[[], None]) -> int:
    """The table as .xlsx; number of rows. Two queries for each 200 cases, memory that does not grow with them."""
    years = cases.order_by().values_list("appraisal__year", flat=True).distinct()[:2]
    year = f"{years[0]}" if len(years) == 1 else ""
    title = dated(f"劳模创新工作室{year}年度考核汇总表")
    rows = _rows(user, cases, on_row)
    return write_table(
        stream, sheet="年度考核汇总表", title=title, columns=COLUMNS, rows=rows, notes=[NOTE], printed=len(PRINTED)
    )


def _rows(user: User, cases: QuerySet[Case], on_row: Callable[[], None]) -> Iterator[dict[str, Any]]:
    ids = list(cases.values_list("pk", flat=True))
    sees = {post.organization_id for post in open_appointments(user) if post.role == Role.CITY_OFFICER}
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        by_id = Case.objects.select_related("unit", "recommender", "appraisal__studio__leader").in_bulk(piece)
        given = Opinion.objects.filter(case__in=piece, is_superseded=False, verdict="approve").order_by("id")
        opinions: dict[int, dict[str, Opinion]] = {}
        for opinion in given.select_related("step"):
            opinions.setdefault(opinion.case_id, {})[opinion.step.level] = opinion
        for place, pk in enumerate(piece, start=start + 1):
            if pk in by_id:
                yield _row(by_id[pk], place, opinions.get(pk, {}), sees=by_id[pk].federation_id in sees)
            on_row()


def _row(case: Case, place: int, opinions: dict[str, Opinion], *, sees: bool) -> dict[str, Any]:
    appraisal = case.appraisal
    grade, note = appraisal.grade, ""
    decided = opinions.get("federation")
    if not grade and sees and case.is_held and decided is not None:
        grade, note = decided.extra.get("grade", ""), "待公布"
    unit = opinions.get("unit")
    return {
        "n": place,
        "union": case.recommender.name,
        "studio": case.subject_name,
        "unit": case.unit.name,
        "leader": appraisal.studio.leader.name,
        "year": appraisal.year,
        "number": case.number,
        "state": case.state_label,
        **(_figures(appraisal.figures) if case.version else {}),
        "unit_opinion": unit.text if unit else "",
        "grade": Grade(grade).label if grade else "",
        "decision": appraisal.decision_number,
        "note": note,
    }


def _figures(figures: dict[str, Any]) -> dict[str, Any]:
    """Numbers by column, and the money in words for the paper."""
    if not figures:
        return {}
    words = {"benefits": sums(figures["benefits"], BenefitBasis), "grants": sums(figures["grants"], GrantSource)}
    return flat(figures) | words
