"""Activities as an Excel list."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from lingjun.documents.excel import Column
from lingjun.ledger import actions
from lingjun.ledger.forms.activities import ActivitySheetForm, PlanItemField
from lingjun.ledger.models import Activity, ActivityKind, PlanItem
from lingjun.ledger.queries import activities as queries
from lingjun.studios.models import Member
from lingjun.studios.sheets import ListSheet

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.notices.schema.content import NoticeContent
    from lingjun.studios.models import Studio


def _columns(studio: Studio, content: NoticeContent) -> list[Column]:
    del content
    projects = tuple(project.title for project in queries.projects(studio)[:100])
    return [
        Column("held_on", "日期", 12, required=True, synonyms=("活动日期", "时间", "活动时间")),
        Column("kind", "种类", 12, choices=tuple(ActivityKind.labels), required=True, synonyms=("活动种类", "类型")),
        Column("title", "名称", 24, synonyms=("活动名称", "主题", "活动主题")),
        Column("text", "做了什么", 50, required=True, synonyms=("内容", "活动内容")),
        Column("place", "地点", 18, synonyms=("活动地点",)),
        Column("attendees", "参加的人", 36, note="姓名用顿号隔开。", synonyms=("参加人员",)),
        Column("guests", "外单位人数", 10),
        Column("project", "项目", 30, choices=projects, synonyms=("属于哪个项目",)),
        Column("plan_item", "计划事项", 30, note="照导出的写法，如“2013 年 5 月：防摇复测”。"),
    ]


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    del content
    names = dict(Member.objects.filter(studio=studio).values_list("worker_id", "worker__name"))
    words = PlanItemField(PlanItem.objects.none()).label_from_instance
    kinds = {value: str(label) for value, label in ActivityKind.choices}
    rows = Activity.standing.filter(studio=studio).order_by("held_on", "id").values_list(*READ, "project__title")
    items = PlanItem.objects.filter(pk__in=Activity.standing.filter(studio=studio).values("plan_item"))
    planned = {item.pk: words(item) for item in items.select_related("plan")}
    for held_on, kind, title, text, place, guests, attendees, item, project in rows.iterator():
        yield {
            "held_on": held_on,
            "kind": kinds.get(kind, kind),
            "title": title,
            "text": text,
            "place": place,
            "attendees": "、".join([names[pk] for pk in attendees if pk in names]),
            "guests": guests,
            "project": project or "",
            "plan_item": planned.get(item, ""),
        }


READ: Final = ("held_on", "kind", "title", "text", "place", "guests", "attendees", "plan_item_id")


def _save(*, actor: User, studio_id: int, values: dict[str, Any]) -> Activity:
    return actions.record_activity(actor=actor, studio_id=studio_id, token=uuid.uuid4(), values=values)[0]


SHEET = ListSheet(
    key="activities", label="活动", tab="activities", back="ledger:activities", model=Activity, form=ActivitySheetForm,
    columns=_columns, rows=_rows, save=_save,
    sample={
        "held_on": "2013-05-08", "kind": "攻关例会", "text": "复核第 3 台岸桥防摇参数，定下周复测。",
        "place": "本工作室", "guests": "0",
    },
)  # fmt: skip
