"""The one-page brief as PDF, for everybody who sees the studio."""

from __future__ import annotations

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_safe

from lingjun.accounts.views.request import SignedInRequest
from lingjun.core.errors import Refused
from lingjun.core.files import made_response
from lingjun.documents.printing.fonts import Unprintable
from lingjun.dossier import year
from lingjun.dossier.papers.brief import brief_pdf, cut, seven_of, span
from lingjun.dossier.queries.studio import File, file_of
from lingjun.dossier.queries.yearbook import years_of
from lingjun.ledger.models import ActivityKind
from lingjun.studios.criteria.words import day
from lingjun.studios.models import CriteriaSheet, Member, MemberRole, Studio
from lingjun.studios.queries import visible_to
from lingjun.studios.words import plaque_lines, title_of

KINDS: Final = dict(ActivityKind.choices)
PROJECTS, ACHIEVEMENTS, ACTIVITIES, MISSING, NAMES = 6, 8, 5, 6, 20


@require_safe
def brief(request: SignedInRequest, studio_id: int) -> HttpResponse:
    """Of this year (the last one of a revoked studio), from the kept sheet; made at once."""
    studio = get_object_or_404(visible_to(request.user), pk=studio_id)
    try:
        content = brief_pdf(_facts(studio))
    except Unprintable as refusal:
        raise Refused(refusal.message) from refusal
    return made_response(content, f"{studio.name}简介.pdf", shown=request.GET.get("download") != "1")


def _facts(studio: Studio) -> dict[str, Any]:
    """One query."""
    today = timezone.localdate()
    shown = years_of(studio)[0]
    file = file_of(studio, shown)
    hung = next((row for row in file.plaques if row.until is None), None)
    team = file.team
    backbone = sum(row.role == MemberRole.BACKBONE for row in team)
    title = title_of(studio.leader)
    leader = "，".join(
        filter(None, (f"{studio.leader.name}　{title}" if title else studio.leader.name, studio.leader.post))
    )
    facts = [
        ("领衔人", cut(leader, 40)),
        ("推荐工会", studio.recommender.name),
        ("所在单位", cut(studio.unit.name, 40)),
        ("命名", f"{day(studio.named_on)}，{studio.decision_number}"),
        ("团队", f"{len({row.worker_id for row in team})} 人，骨干 {backbone} 人"),
        ("牌匾", f"{hung.a}{f'，悬挂于{cut(hung.b, 18)}' if hung.b else ''}" if hung else "没有登记"),
    ]
    return {
        "name": studio.name,
        "honours": [cut(row.a, 24) for row in file.honours[:3]],
        "plaque": [
            [part for part in plaque_lines(studio) if part] if hung else [],
            f"编号 {hung.a}" if hung else "没有登记牌匾",
        ],
        "facts": facts,
        "team": _names(team),
        **_criteria(studio, today),
        **_year(file, shown),
        "footer": [f"{studio.federation.name}　劳模创新工作室", f"{day(today)}按工作室档案生成"],
    }


def _names(team: list[Member]) -> str:
    """The people besides the leader, as many as two lines bear."""
    names = list(dict.fromkeys(row.worker.name for row in team if row.role != MemberRole.LEADER))
    return "、".join(names[:NAMES]) + (f"等 {len(names)} 人" if len(names) > NAMES else "")


def _criteria(studio: Studio, today: Any) -> dict[str, Any]:
    sheet: CriteriaSheet | None = getattr(studio, "sheet", None)
    if sheet is None:
        return {"sum": "还没有计算", "computed": "", "seven": [], "missing": []}
    on = today if sheet.due_on and sheet.due_on > today else timezone.localdate(sheet.computed_at)
    missing = [text for one in sheet.detail for text, _ in one["missing"]]
    more = [f"等 {len(missing)} 项"] if len(missing) > MISSING else []
    return {
        "sum": f"达到 {sheet.met} 个",
        "computed": f"按 {day(on)}的档案计算",
        "seven": seven_of(sheet.detail),
        "missing": missing[:MISSING] + more,
    }


def _year(file: File, shown: int) -> dict[str, Any]:
    activities, projects, achievements = file.activities, file.projects, file.achievements
    today = timezone.localdate()
    figures = year.figures(
        activities=activities, projects=projects, on=year.counting_day(shown, today),
        achievements=len(achievements), items=file.items, money=[],
        mentorships=sum(not row["ended_on"] for row in file.mentorships), is_now=shown == today.year,
    )  # fmt: skip
    return {
        "year": shown,
        "figures": [[one.label, one.value, one.unit] for one in figures],
        "money": year.money_line(file.money),
        "benefits": [
            f"{basis} {amount}（{period}）" for basis, amount, period in year.benefit_lines(file.benefits)[:4]
        ],
        "projects": [
            [
                cut(row.title, 32),
                row.get_direction_display(),
                row.words,
                span(row.started_on, row.accepted_on or row.due_on),
            ]
            for row in projects[:PROJECTS]
        ],
        "projectnote": f"共 {len(projects)} 项" if len(projects) > PROJECTS else "",
        "achievements": [
            [
                cut(row.title, 32),
                row.get_kind_display(),
                f"推广 {row.adopters} 家" if row.adopters else row.status_words,  # type: ignore[attr-defined]
                f"{row.achieved_on:%Y.%m.%d}",
            ]
            for row in achievements[:ACHIEVEMENTS]
        ],
        "achievementnote": f"共 {len(achievements)} 项" if len(achievements) > ACHIEVEMENTS else "",
        "activities": [
            [
                f"{row['held_on']:%m.%d}",
                KINDS.get(row["kind"], ""),
                cut(row["title"] or row["words"], 36),
                f"{row['attendance'] + row['guests']} 人",
            ]
            for row in activities[:ACTIVITIES]
        ],
    }
