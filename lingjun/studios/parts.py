"""What this app puts on the pages of a studio file: tabs, lists for Excel, owners of files, words of the trail."""

from __future__ import annotations

from lingjun.audit import verbs
from lingjun.studios import holding_sheets, owners, tabs
from lingjun.studios.models import Charter, Equipment, Expense, Grant, GrantSource, Honour, Plaque, Premises, Regulation
from lingjun.studios.tabs import Tab

NOUNS = {
    "premises": "场所",
    "equipment": "设施",
    "regulation": "制度",
    "grant": "经费",
    "expense": "支出",
    "charter": "组织机构、目标、职责",
}
VERBS = {"add": "登记", "change": "修改", "remove": "移除", "restore": "恢复"}


def _is_first_fund(grant: Grant) -> bool:
    """The unit's own money of the year of naming or the next: what the form promised."""
    return grant.source == GrantSource.UNIT and grant.year <= grant.studio.named_year + 1


def register() -> None:
    """Called by `ready()`."""
    owners.register(Premises, "photo", tab="premises", awaits=lambda place: True, named_by=("address",))
    owners.register(Equipment, "evidence", tab="premises", whole=True, named_by=("name",))
    owners.register(Regulation, "regulation", tab="regulations", named_by=("title", "version"))
    owners.register(Grant, "evidence", tab="funds", awaits=_is_first_fund, whole=True, named_by=("year", "source"))
    owners.register(Expense, "evidence")
    owners.register(Plaque, "photo", tab="plaque", named_by=("number", "text"))
    owners.register(Charter, "evidence", tab="plaque", named_by=("since",))
    owners.register(Honour, "evidence", studio="worker__led_studios", tab="team", named_by=("text",))
    tabs.add(Tab("funds", "经费", "studios:funds", 70))
    tabs.add(Tab("regulations", "制度", "studios:regulations", 80, "regulations"))
    tabs.add(Tab("premises", "场所设施", "studios:premises", 90, "premises"))
    tabs.add(Tab("plaque", "牌匾与职责", "studios:plaque", 95))
    holding_sheets.register()
    verbs.add({f"{model}.{verb}": f"{words}{noun}" for model, noun in NOUNS.items() for verb, words in VERBS.items()})
    verbs.add(
        {
            "material.add": "上传材料",
            "material.remove": "移除材料",
            "material.restore": "恢复材料",
            "material.carry": "从申报表带入材料",
            "material.put": "材料归位",
            "sheet.export": "导出档案列表",
            "sheet.import": "从 Excel 导入档案列表",
            "plaque.hang": "登记牌匾悬挂",
            "plaque.register": "登记牌匾",
            "plaque.reissue": "补发牌匾",
        }
    )
