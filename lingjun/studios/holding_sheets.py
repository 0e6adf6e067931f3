"""Places, equipment and money as Excel lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lingjun.documents.excel import Column
from lingjun.notices.schema.content import NoticeContent
from lingjun.studios import actions, sheets
from lingjun.studios.forms.holdings import EquipmentForm, ExpenseForm, GrantForm, PremisesForm
from lingjun.studios.models import Equipment, Expense, Grant, GrantSource, Premises, Studio, Use

DAY = "年月日，如 2013-05-08 或 2013年5月8日。"


def premises_columns(studio: Studio, content: NoticeContent) -> tuple[Column, ...]:
    return (
        Column("address", "地址", 36, required=True, synonyms=("场所地址", "地点", "位置")),
        Column("use", "用途", 18, note="如：攻关、实训、会议。"),
        Column("area", "面积（平方米）", 14, required=True, synonyms=("面积", "建筑面积", "场所面积")),
        Column("is_fixed", "固定场所", 10, choices=("是", "否"), note="不填按“是”。"),
        Column("since", "启用", 14, required=True, synonyms=("启用日期", "开始使用"), note=DAY),
        Column("until", "停用", 14, synonyms=("停用日期",), note=f"还在用的不填。{DAY}"),
    )


def premises_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    names = ("address", "use", "area", "is_fixed", "since", "until")
    for row in Premises.standing.filter(studio=studio).values(*names).iterator():
        yield row | {"area": float(row["area"])}  # a Decimal is written as money


def equipment_columns(studio: Studio, content: NoticeContent) -> tuple[Column, ...]:
    kinds = tuple(option.label for option in content.facilities)
    return (
        Column("kind", "种类", 12, required=True, choices=kinds, synonyms=("类别", "设施种类", "分类")),
        Column("name", "名称", 24, required=True, synonyms=("设备名称", "设施名称", "品名")),
        Column("model", "型号", 18, synonyms=("规格型号", "规格")),
        Column("quantity", "数量", 8, synonyms=("台数", "件数", "台套数"), note="不填按 1。"),
        Column("value", "原值（元）", 14, synonyms=("原值", "金额", "价值"), note="全部件数合计。"),
        Column("since", "配备日期", 14, required=True, synonyms=("购置日期", "启用日期"), note=DAY),
        Column("location", "存放地点", 20, synonyms=("地点", "位置")),
        Column("keeper", "保管人", 10, synonyms=("责任人",)),
        Column("until", "停用日期", 14, synonyms=("报废日期",), note=f"还在用的不填。{DAY}"),
    )


def equipment_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    labels = {option.key: option.label for option in content.facilities}
    names = ("kind", "name", "model", "quantity", "value", "since", "location", "keeper", "until")
    for row in Equipment.standing.filter(studio=studio).values(*names).iterator():
        yield row | {"kind": labels.get(row["kind"], row["kind"])}


def grant_columns(studio: Studio, content: NoticeContent) -> tuple[Column, ...]:
    sources = tuple(map(str, GrantSource.labels))
    return (
        Column("year", "年度", 8, required=True, synonyms=("经费年度", "年份")),
        Column("source", "来源", 18, required=True, choices=sources, synonyms=("经费来源",)),
        Column("amount", "金额（元）", 14, required=True, synonyms=("金额", "拨款金额"), note="写“2万元”也认得。"),
        Column("received_on", "到账日期", 14, required=True, synonyms=("拨款日期", "日期"), note=DAY),
        Column("basis", "依据（文号或决定）", 24, synonyms=("依据", "文号")),
        Column(
            "uses", "允许的用途", 30,
            note=f"多项用“、”分开，不填表示没有限定。可以填：{'、'.join(map(str, Use.labels))}。",
        ),
        Column("note", "说明", 24, synonyms=("备注",)),
    )  # fmt: skip


def grant_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    names = ("year", "source", "amount", "received_on", "basis", "uses", "note")
    for row in Grant.standing.filter(studio=studio).values(*names).iterator():
        uses = "、".join(str(Use(one).label) for one in row["uses"] if one in Use.values)
        yield row | {"source": str(GrantSource(row["source"]).label), "uses": uses}


def expense_columns(studio: Studio, content: NoticeContent) -> tuple[Column, ...]:
    grants = tuple(grant.sheet_label for grant in Grant.standing.filter(studio=studio)[:100])
    return (
        Column("on", "日期", 14, required=True, synonyms=("支出日期", "时间"), note=DAY),
        Column("grant", "从哪笔经费", 34, required=True, choices=grants, synonyms=("经费", "经费来源", "资金来源")),
        Column("use", "用途", 14, required=True, choices=tuple(map(str, Use.labels)), synonyms=("支出用途", "类别")),
        Column("what", "事项", 30, required=True, synonyms=("摘要", "支出事项", "内容")),
        Column("amount", "金额（元）", 14, required=True, synonyms=("金额", "支出金额")),
        Column("payee", "收款方", 22, synonyms=("收款单位", "供应商")),
        Column("voucher", "凭证号", 16, synonyms=("发票号", "凭证", "票据号")),
    )


def expense_rows(studio: Studio, content: NoticeContent) -> Iterator[dict[str, Any]]:
    for line in Expense.standing.filter(studio=studio).select_related("grant").iterator(chunk_size=500):
        yield {
            "on": line.on, "grant": line.grant.sheet_label, "use": str(line.get_use_display()), "what": line.what,
            "amount": line.amount, "payee": line.payee, "voucher": line.voucher,
        }  # fmt: skip


def register() -> None:
    """Called by `ready()`."""
    sheets.register(
        sheets.ListSheet(
            key="premises", label="场所", tab="premises", back="studios:premises", model=Premises, form=PremisesForm,
            columns=premises_columns, rows=premises_rows,
            sample={
                "address": "厦门市东渡路1号维修楼一层", "use": "攻关、实训", "area": "86", "is_fixed": "是",
                "since": "2012-10-26",
            },
        )
    )  # fmt: skip
    sheets.register(
        sheets.ListSheet(
            key="equipment", label="设施", tab="premises", back="studios:premises", model=Equipment,
            form=EquipmentForm, columns=equipment_columns, rows=equipment_rows,
            sample={
                "kind": "办公电脑", "name": "绘图工作站", "model": "T3600", "quantity": "2", "value": "17600",
                "since": "2013-03-01", "location": "一层攻关室", "keeper": "张三",
            },
        )
    )  # fmt: skip
    sheets.register(
        sheets.ListSheet(
            key="grants", label="经费", tab="funds", back="studios:funds", model=Grant, form=GrantForm,
            columns=grant_columns, rows=grant_rows,
            sample={
                "year": "2013", "source": "单位专项经费", "amount": "200000", "received_on": "2013-02-20",
                "basis": "公司办〔2013〕6号", "uses": "设备采购、项目开发、培训研修",
            },
        )
    )  # fmt: skip
    sheets.register(
        sheets.ListSheet(
            key="expenses", label="支出", tab="funds", back="studios:funds", model=Expense, form=ExpenseForm,
            columns=expense_columns, rows=expense_rows, save=actions.add_expense,
            sample={
                "on": "2013-03-18", "grant": "2013 年单位专项经费", "use": "设备采购", "what": "振动测试仪 1 台",
                "amount": "12800", "payee": "厦门某仪器有限公司", "voucher": "记-0318",
            },
            notes=("超支、用途不在规定内的，照样可以导入，会在这一条上注明。",),
        )
    )  # fmt: skip
