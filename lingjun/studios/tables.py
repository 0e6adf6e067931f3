"""The register of studios as a table."""

from __future__ import annotations

from typing import Final

from lingjun.core.listing import ListColumn

COLUMNS: Final = (
    ListColumn("honour", "领衔人荣誉", less=True),
    ListColumn("unit", "所在单位"),
    ListColumn("recommender", "推荐工会"),
    ListColumn("plaque", "牌匾编号", sort="plaque"),
    ListColumn("named", "命名日期", sort="named"),
    ListColumn("members", "成员人数", right=True),
    ListColumn("leader", "领衔人", default=False),
    ListColumn("decision", "命名文号", default=False),
    ListColumn("status", "状态", default=False),
)
