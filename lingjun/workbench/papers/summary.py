"""汇总表 of cases: what a recommending union hands in beside the forms.

What the federation has decided and not published stands in no column for anybody else.
"""

from __future__ import annotations

import datetime
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from django.db.models import F, QuerySet

from lingjun.cases.enums import FINAL_STATES
from lingjun.cases.kinds import get as get_kind
from lingjun.cases.models import Case, Submission
from lingjun.core.codes import AREAS, HONOUR_LEVELS, INDUSTRY, highest
from lingjun.core.dates import month_of, to_dotted
from lingjun.core.listed import Listed
from lingjun.core.masking import mask_birth, mask_phone
from lingjun.creation.content import Content
from lingjun.creation.models import Application
from lingjun.documents.excel import Column, write_table
from lingjun.notices.models import Round
from lingjun.studios.models import Plaque
from lingjun.studios.papers import dated
from lingjun.studios.papers.summary import CONTACT, FACTS, NATURES, contact_of
from lingjun.studios.rules import contact_seer
from lingjun.workbench.queries.cases import federations_of
from lingjun.workbench.tables import held_label

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from lingjun.accounts.models import User

CASES: Final = (
    Column("n", "序号", 6),
    Column("recommender", "推荐单位", 16),
    Column("number", "办件编号", 14),
    Column("plaque", "工作室编号", 12),
    Column("name", "工作室名称", 30),
    Column("state", "状态", 18),
    *FACTS,
    Column("projects", "项目数", 8),
    *CONTACT,
    Column("submitted", "最近提交", 18),
    Column("due", "期限", 18),
    Column("note", "备注", 20),
)
CHUNK: Final = 200


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

    At most four queries for each 200 cases.
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
    federations, sees = set(federations_of(user)), contact_seer(user)
    for start in range(0, len(ids), CHUNK):
        piece = ids[start : start + CHUNK]
        found = Case.objects.filter(Listed("pk", piece)).order_by()
        read = {row[0]: Read(*row) for row in found.values_list("pk", *READ)}
        forms, plaques = _forms(read.values()), _plaques(read.values())
        for place, pk in enumerate(piece, start=start + 1):
            if one := read.get(pk):
                yield {
                    "n": place,
                    "plaque": "、".join(plaques.get(one.studio_id or 0, ())),
                    "note": held_label(one.kind, one.held_verdict)
                    if one.is_held and one.federation_id in federations
                    else "",
                    **_of_case(one),
                    **_of_content(one, Content.from_dict(forms.pop(pk, {})), plain=sees(one.unit_id, one.path)),
                }
            on_row()


class Read(NamedTuple):
    """What one query reads for a row; the names are those of READ."""

    pk: int
    kind: str
    number: str
    name: str
    state: str
    state_label: str
    is_held: bool
    held_verdict: str
    federation_id: int
    submitted_at: datetime.datetime | None
    due_at: datetime.datetime | None
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
    studio_id: int | None
    year: int | None
    decision: str | None


READ: Final = (
    "kind", "number", "subject_name", "state", "state_label", "is_held", "held_verdict", "federation_id",
    "submitted_at", "due_at", "recommender__name", "unit_id", "unit__path", "unit__name", "unit__credit_code",
    "unit__nature", "unit__industry", "unit__area_code", "unit__contact_name", "unit__contact_phone", "studio__pk",
    "studio__named_year", "studio__decision_number",
)  # fmt: skip


def _forms(cases: Collection[Read]) -> dict[int, dict[str, Any]]:
    """What was last submitted; before that the draft. Other kinds than creation have no such form."""
    forms = [case.pk for case in cases if case.kind == "creation"]
    submitted = Submission.objects.filter(Listed("case", forms), version=F("case__version")).order_by()
    found: dict[int, dict[str, Any]] = dict(submitted.values_list("case_id", "content__form"))
    drafts = Application.objects.filter(pk__in=[pk for pk in forms if pk not in found])
    return found | dict(drafts.values_list("pk", "content"))


def _plaques(cases: Collection[Read]) -> dict[int, list[str]]:
    """Numbers of the plaques that hang, by studio."""
    found: dict[int, list[str]] = {}
    studios = [case.studio_id for case in cases if case.studio_id]
    hanging = Plaque.objects.filter(Listed("studio", studios), recalled_on__isnull=True).order_by("number")
    for studio, number in hanging.values_list("studio_id", "number"):
        found.setdefault(studio, []).append(number)
    return found


def _of_case(one: Read) -> dict[str, Any]:
    return {
        "kind": get_kind(one.kind).label,
        "recommender": one.recommender,
        "number": one.number,
        "name": one.name,
        "state": one.state_label,
        "year": one.year if one.studio_id else "",
        "decision": one.decision if one.studio_id else "",
        "unit": one.unit,
        "nature": NATURES.get(one.nature, one.nature),
        "area": AREAS.label(one.area),
        "submitted": one.submitted_at,
        "due": None if one.state in FINAL_STATES else one.due_at,
    }


def _of_content(one: Read, content: Content, *, plain: bool) -> dict[str, Any]:
    """What the form says, and what it adds to what is known of the unit; personal data only for who sees it."""
    leader, team = content.leader, content.first_line()
    contact, phone = contact_of(one.contact, one.contact_phone, leader.name, leader.phone)
    return {
        "credit_code": one.credit_code or content.unit.credit_code,
        "industry": INDUSTRY.label(one.industry) or content.unit.industry,
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
    }
