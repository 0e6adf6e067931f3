"""Achievements, benefits and adoptions as Excel lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lingjun.documents.excel import Column
from lingjun.ledger import actions
from lingjun.ledger.enums import AchievementKind, AchievementStatus
from lingjun.ledger.forms.achievements import AchievementSheetForm, AdoptionForm, BenefitForm, write_more
from lingjun.ledger.models import Achievement, Adoption, Benefit, BenefitBasis
from lingjun.ledger.queries import activities as activity_queries
from lingjun.studios.models import Member
from lingjun.studios.sheets import ListSheet

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio

BACK, TAB = "ledger:studio_achievements", "achievements"


def _columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    projects = tuple(project.title for project in activity_queries.projects(studio)[:100])
    return [
        Column("kind", "类型", 14, choices=tuple(AchievementKind.labels), required=True, synonyms=("成果类型", "类别")),
        Column("title", "名称", 40, required=True, synonyms=("成果名称",)),
        Column("number", "编号", 24, note="专利号、标准号、登记号等，会核对。", synonyms=("专利号", "授权号")),
        Column("status", "状态", 12, required=True, note=f"例：{'、'.join(AchievementStatus.labels)}。"),
        Column("achieved_on", "日期", 12, required=True, synonyms=("授权日期", "获得日期")),
        Column("first_author", "第一完成人", 12, synonyms=("首创人", "第一作者", "第一发明人")),
        Column("co_authors", "其他完成人", 24),
        Column("authors", "本工作室完成人", 24, note="姓名用顿号隔开，只写本工作室成员。"),
        Column("project", "出自哪个项目", 30, choices=projects),
        Column("more", "其他项目", 40, note="各类型要填的项目，写成“专利权人：…；授权公告日：2013-05-08”。"),
        Column("summary", "内容与作用", 50),
        Column("reason", "为什么不是同一项", 24, note="与别的成果很像时写理由。"),
    ]


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    names = dict(Member.objects.filter(studio=studio).values_list("worker_id", "worker__name"))
    rows = Achievement.standing.filter(studio=studio).select_related("project").order_by("achieved_on", "id")
    for row in rows.iterator():
        yield {
            "kind": row.get_kind_display(),
            "title": row.title,
            "number": row.number,
            "status": row.status_words,
            "achieved_on": row.achieved_on,
            "first_author": row.first_author,
            "co_authors": row.co_authors,
            "authors": "、".join(names[pk] for pk in row.authors if pk in names),
            "project": row.project.title if row.project else "",
            "more": write_more(row),
            "summary": row.summary,
            "reason": row.details.get("repeated", ""),
        }


def _save(*, actor: User, studio_id: int, values: dict[str, Any]) -> Achievement:
    values = dict(values)
    reason = values.pop("reason", "")
    return actions.record_achievement(actor=actor, studio_id=studio_id, values=values, reason=reason)


def _titles(studio: Studio) -> tuple[str, ...]:
    return tuple(Achievement.standing.filter(studio=studio).values_list("title", flat=True)[:200])


def _benefit_columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    return [
        Column("achievement", "哪项成果", 36, choices=_titles(studio), required=True, synonyms=("应用技术",)),
        Column("basis", "口径", 12, choices=tuple(BenefitBasis.labels), required=True),
        Column("amount", "金额（元）", 14, required=True),
        Column("period_from", "自", 12, required=True),
        Column("period_to", "至", 12, required=True),
        Column("method", "怎么算的", 40, required=True, synonyms=("计算依据",)),
        Column("certifier", "谁证明", 20, required=True),
        Column("certified_on", "证明日期", 12),
    ]


def _benefit_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    rows = Benefit.standing.filter(studio=studio, achievement__removed_at=None).select_related("achievement")
    for row in rows.order_by("period_from", "id").iterator():
        yield {
            "achievement": row.achievement.title, "basis": row.get_basis_display(), "amount": row.amount,
            "period_from": row.period_from, "period_to": row.period_to, "method": row.method,
            "certifier": row.certifier, "certified_on": row.certified_on,
        }  # fmt: skip


def _adoption_columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    return [
        Column("achievement", "哪项成果", 36, choices=_titles(studio), required=True, synonyms=("应用技术",)),
        Column("adopter", "应用单位", 30, required=True, synonyms=("应用单位名称",)),
        Column("since", "自", 12, required=True, synonyms=("开始日期",)),
        Column("until", "至", 12),
        Column("people", "受益人数", 10),
        Column("effect", "效果", 40, required=True),
        Column("contact", "联系人", 12),
    ]


def _adoption_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    rows = Adoption.standing.filter(studio=studio, achievement__removed_at=None).select_related("achievement")
    for row in rows.order_by("since", "id").iterator():
        yield {
            "achievement": row.achievement.title, "adopter": row.adopter, "since": row.since, "until": row.until,
            "people": row.people, "effect": row.effect, "contact": row.contact,
        }  # fmt: skip


SHEETS = (
    ListSheet(
        key="achievements", label="成果", tab=TAB, back=BACK, model=Achievement, form=AchievementSheetForm,
        columns=_columns, rows=_rows, save=_save,
        sample={
            "kind": "实用新型专利", "title": "岸桥吊具防摇装置", "number": "ZL201220123456.3", "status": "已授权",
            "achieved_on": "2013-03-20", "first_author": "陈海川", "more": "专利权人：厦门鹭港集装箱码头有限公司",
        },
    ),
    ListSheet(
        key="benefits", label="经济效益", tab=TAB, back=BACK, model=Benefit, form=BenefitForm,
        columns=_benefit_columns, rows=_benefit_rows,
        sample={
            "achievement": "岸桥吊具防摇装置", "basis": "节约成本", "amount": "125000", "period_from": "2013-01-01",
            "period_to": "2013-12-31", "method": "年作业 1,200 箱，每箱省 104 元。", "certifier": "本单位财务部",
        },
    ),
    ListSheet(
        key="adoptions", label="推广应用", tab=TAB, back=BACK, model=Adoption, form=AdoptionForm,
        columns=_adoption_columns, rows=_adoption_rows,
        sample={
            "achievement": "岸桥吊具防摇装置", "adopter": "厦门东渡码头有限公司", "since": "2013-06-01",
            "effect": "吊具回摆从 4 次降到 2 次。",
        },
    ),
)  # fmt: skip
