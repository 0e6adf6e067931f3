"""What activities, achievements, benefits and adoptions put on the pages of a studio file. Called by `ready()`."""

from __future__ import annotations

from lingjun.audit import verbs
from lingjun.ledger.models import Achievement, Adoption, Benefit
from lingjun.ledger.tables import achievements, activities
from lingjun.studios import owners, sheets, tabs

NOUNS = {"activity": "活动", "achievement": "成果", "benefit": "经济效益", "adoption": "推广应用"}
VERBS = {"add": "登记", "change": "修改", "remove": "移除", "restore": "恢复"}


def register() -> None:
    """Tabs, Excel lists, owners of files, words of the trail. Photos of activities have pages of their own."""
    tabs.add(tabs.Tab("activities", "活动", "ledger:activities", 30, "activities", "本年"))
    tabs.add(tabs.Tab("achievements", "成果", "ledger:studio_achievements", 40, "achievements", "累计"))
    for sheet in (activities.SHEET, *achievements.SHEETS):
        sheets.register(sheet)
    owners.register(Achievement, "evidence", tab="achievements", named_by=("title",))
    for model in (Benefit, Adoption):
        owners.register(model, "evidence")
    verbs.add({f"{model}.{verb}": f"{words}{noun}" for model, noun in NOUNS.items() for verb, words in VERBS.items()})
    verbs.add({"achievement.export": "导出成果汇总表"})
