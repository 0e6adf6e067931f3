"""What plan, projects and mentorships put on the pages of a studio file. Called by `ready()`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from lingjun.audit import verbs
from lingjun.ledger.models import Mentorship, Plan, Project
from lingjun.ledger.queries import visible_to
from lingjun.ledger.tables import mentorships, plan, projects
from lingjun.studios import owners, people, sheets, tabs

if TYPE_CHECKING:
    from lingjun.accounts.models import User
    from lingjun.studios.models import Worker

NOUNS = {
    "plan": "工作计划",
    "planitem": "计划事项",
    "project": "项目",
    "milestone": "项目节点",
    "mentorship": "师徒协议",
    "stagecheck": "阶段考核",
}
MOST_LED = 20
VERBS = {"add": "登记", "change": "修改", "remove": "移除", "restore": "恢复"}
OWN_VERBS = {
    "plan.copy": "复制上年计划事项",
    "planitem.tick": "勾掉计划事项",
    "planitem.untick": "取消勾掉计划事项",
    "project.approve": "项目立项",
    "project.start": "项目开始",
    "project.trial": "项目试运行",
    "project.accept": "项目验收",
    "project.apply": "项目推广应用",
    "project.stop": "项目中止",
    "project.take_back": "项目退回上一步",
    "mentorship.conclude": "师徒出徒结论",
    "mentorship.reopen": "撤回出徒结论",
}


def _is_first_plan(plan: Plan) -> bool:
    """Of the year of naming or the next: what the form had."""
    return bool(plan.year <= plan.studio.named_year + 1)


def register() -> None:
    """Tabs, Excel lists, owners of files, words of the trail, projects on a person's page."""
    tabs.add(tabs.Tab("plan", "计划", "ledger:plan", 10, "plan", "本年事项"))
    tabs.add(tabs.Tab("projects", "项目", "ledger:projects", 20, "projects", "在研"))
    tabs.add(tabs.Tab("mentorships", "师带徒", "ledger:mentorships", 50, "mentorships", "在带"))
    for sheet in (plan.SHEET, projects.SHEET, mentorships.SHEET):
        sheets.register(sheet)
    owners.register(Plan, "evidence", tab="plan", awaits=_is_first_plan, whole=True, named_by=("year",))
    owners.register(Project, "evidence", tab="projects", named_by=("title",))
    owners.register(Mentorship, "evidence")
    verbs.add({f"{model}.{verb}": f"{words}{noun}" for model, noun in NOUNS.items() for verb, words in VERBS.items()})
    verbs.add(OWN_VERBS)
    people.add_section("projects", projects_led)


def projects_led(user: User, worker: Worker) -> people.Section | None:
    """Projects the person leads, newest first; one query."""
    found = visible_to(user, Project).filter(lead=worker).order_by("-started_on", "-id")[:MOST_LED]
    lines = tuple(
        (
            f"{line.started_on:%Y.%m}" if line.started_on else "",
            f"{line}（{line.words}）",
            reverse("ledger:project", args=[line.studio_id, line.pk]),
        )
        for line in found
    )
    return people.Section("负责的项目", lines)
