"""What the team registers when the program starts: tab, Excel list, verbs of the trail, files behind promotions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils import timezone

from lingjun.audit import verbs
from lingjun.core.codes import EDUCATION, GENDER, POLITICAL_STATUS, SKILL_GRADES, TITLES
from lingjun.core.dates import month_of
from lingjun.documents.excel import Column
from lingjun.studios import owners, roster, sheets, tabs
from lingjun.studios.actions import team as acting
from lingjun.studios.forms.team import MemberForm
from lingjun.studios.models import Member, Promotion, Studio, Worker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lingjun.accounts.models import User
    from lingjun.notices.schema.content import NoticeContent

COLUMNS = (
    Column("name", "姓名", 12, required=True),
    Column("role", "角色", 10, required=True, choices=("骨干", "成员", "联络员"), note="领衔人不在这里导入。"),
    Column("joined_on", "加入日期", 14, required=True, synonyms=("加入时间", "进入工作室时间"), note="如 2013-05-08。"),
    Column("gender", "性别", 8, choices=("男", "女")),
    Column("birth", "出生年月", 12, synonyms=("出生时间", "出生日期"), note="如 1985-06。"),
    Column("political_status", "政治面貌", 14, choices=tuple(POLITICAL_STATUS.labels)),
    Column("education", "文化程度", 14, choices=tuple(EDUCATION.labels), synonyms=("学历",)),
    Column("title", "职称", 18, note="如 工程师、高级工程师。"),
    Column("skill_grade", "技能等级", 14, choices=tuple(SKILL_GRADES.labels), synonyms=("技术等级", "职业技能等级")),
    Column("post", "岗位（工种）", 18, synonyms=("岗位", "工种", "职务")),
    Column("phone", "联系电话", 16, synonyms=("电话", "手机", "手机号码")),
    Column("employer", "工作单位", 26, note="外单位人员填写，本单位的不填。"),
)
VERBS = {
    "member.join": "加入团队",
    "member.role": "改任角色",
    "member.leave": "离开团队",
    "member.back": "恢复在队",
    "member.correct": "更正加入、离开日期",
    "member.strike": "移出误登的成员",
    "promotion.add": "登记成长",
    "promotion.change": "修改成长记录",
    "promotion.remove": "移除成长记录",
    "promotion.restore": "恢复成长记录",
    "worker.correct": "更正人员资料",
    "worker.merge": "合并人员记录",
    "worker.unmerge": "拆开合并的人员记录",
    "honour.add": "登记荣誉",
    "honour.change": "修改荣誉",
    "honour.remove": "移除荣誉",
    "studio.writer": "指定填写账号",
    "studio.unwriter": "撤下填写账号",
}


def start() -> None:
    """Called once by the app's `ready()`."""
    tabs.add(tabs.Tab("team", "团队", "studios:team", 60, "team"))
    owners.register(Promotion, "evidence")
    verbs.add(VERBS)
    sheets.register(
        sheets.ListSheet(
            key="members",
            label="成员名单",
            tab="team",
            back="studios:team",
            model=Member,  # type: ignore[arg-type]
            form=MemberForm,
            columns=lambda studio, content: COLUMNS,
            rows=_rows,
            sample={
                "name": "张三", "role": "成员", "joined_on": "2013-05-08", "gender": "男", "birth": "1985-06",
                "political_status": "群众", "education": "大学本科", "title": "工程师", "post": "电气维修",
            },
            save=_save,
            personal=True,
            notes=("本单位已有的人，按姓名和出生年月认，不会重复建档。",),
        )
    )  # fmt: skip


def _rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    """Today's team, in the words of the template."""
    for person in roster.Team(studio).on(timezone.localdate()):
        worker = person.worker
        yield {
            "name": worker.name,
            "role": person.member.get_role_display(),
            "joined_on": person.since,
            "gender": GENDER.label(worker.gender),
            "birth": month_of(worker.birth),
            "political_status": POLITICAL_STATUS.label(worker.political_status),
            "education": EDUCATION.label(worker.education),
            "title": TITLES.label(worker.title),
            "skill_grade": SKILL_GRADES.label(worker.skill_grade),
            "post": worker.post,
            "phone": worker.phone,
            "employer": worker.employer,
        }


def _save(*, actor: User, studio_id: int, values: dict[str, Any]) -> Member:
    """A row of the list: the record with the same name, birth and employer is the same person; nothing is guessed."""
    known = dict(values)
    role, joined_on = known.pop("role"), known.pop("joined_on")
    same: list[int] = []
    if known["birth"]:
        same = list(
            Worker.objects.filter(
                unit__studios=studio_id, name=known["name"], birth__startswith=known["birth"][:7],
                employer=known["employer"],
            ).values_list("pk", flat=True)[:2]
        )  # fmt: skip
    return acting.add_member(
        actor=actor, studio_id=studio_id, role=role, joined_on=joined_on, values=known,
        worker_id=same[0] if len(same) == 1 else None,
    )  # fmt: skip
