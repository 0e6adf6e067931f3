"""经费 of the year: what came in, what was spent, statement by source and by use (clause 二.4)."""

from __future__ import annotations

from decimal import Decimal

from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Part, Table, Text
from lingjun.dossier.papers.yearbook.words import dash, day, dotted, yuan
from lingjun.dossier.papers.yearbook.year import Year
from lingjun.studios.models import Expense, Grant, Use
from lingjun.studios.money import Line as Balance
from lingjun.studios.money import account

ZERO = Decimal()


def money(year: Year) -> Part:
    """Grants of the year, expenses of the year, and the statement (决算)."""
    grants = list(
        Grant.standing.filter(studio=year.studio, year=year.year, received_on__lte=year.on).order_by(
            "received_on", "id"
        )
    )  # fmt: skip
    spent = list(
        Expense.standing.filter(**year.within("on"), studio=year.studio).select_related("grant").order_by("on", "id")
    )
    if not grants and not spent:
        return Part("经费", (), f"{year.year} 年没有登记经费和支出。")
    return Part("经费", (*_grants(year, grants), *_spent(year, spent), *_statement(year)))


def _grants(year: Year, grants: list[Grant]) -> list[Block]:
    if not grants:
        return [Heading("经费"), Text(f"{year.year} 年没有登记经费。", quiet=True)]
    for row in grants:
        year.line(row, "07", row.received_on, f"{row.get_source_display()}到账")
    rows = tuple(
        (dotted(row.received_on), row.get_source_display(), yuan(row.amount), dash(row.basis), _uses(row))
        for row in grants
    )
    columns = (
        Column("到账日期", 16, "center"), Column("来源", 19), Column("金额（元）", 17, "right"), Column("依据", 26),
        Column("可以用在", 24),
    )  # fmt: skip
    total = ("合计", "", yuan(_sum(grants)), "", "")
    return [Heading("经费"), Table(columns, (*rows, total), sums=1)]


def _uses(row: Grant) -> str:
    names = [Use(use).label for use in row.uses if use in Use.values]
    return "、".join(names) or "不限"


def _spent(year: Year, spent: list[Expense]) -> list[Block]:
    if not spent:
        return [Heading("支出"), Text(f"{year.year} 年没有登记支出。", quiet=True)]
    for row in spent:
        year.line(row, "07", row.on, row.what)
    rows = tuple(
        (dotted(row.on), row.what, row.get_use_display(), yuan(row.amount), dash(row.payee), dash(row.voucher),
         str(row.grant) if row.grant.year != year.year else row.grant.get_source_display())
        for row in spent
    )  # fmt: skip
    columns = (
        Column("日期", 15, "center"), Column("事项", 23), Column("用途", 12), Column("金额（元）", 16, "right"),
        Column("收款方", 14), Column("凭证号", 14), Column("从哪笔经费", 14),
    )  # fmt: skip
    blocks: list[Block] = [
        Heading("支出"),
        Table(columns, (*rows, ("合计", "", "", yuan(_sum(spent)), "", "", "")), sums=1),
    ]
    told = [f"{dotted(row.on)} {row.what}：{row.warning}" for row in spent if row.warning]
    if told:
        blocks.append(Text("登记时的提醒：\n" + "\n".join(told), quiet=True))
    return blocks


def _statement(year: Year) -> list[Block]:
    """The same figures as the studio's own 决算表: what earlier years left is carried over."""
    found = account(year.studio, year.year)
    rows = [(label, *map(yuan, _parts(line))) for label, line in found.shown]
    rows.append(("合计", *map(yuan, _parts(found.total))))
    columns = (
        Column("来源", 28), Column("上年结余（元）", 18, "right"), Column("收入（元）", 18, "right"),
        Column("支出（元）", 18, "right"), Column("结余（元）", 18, "right"),
    )  # fmt: skip
    blocks: list[Block] = [
        Heading("决算表"),
        Text(f"截至{day(year.on)}。各笔经费和支出按所在年度算，以前年度的结余结转。"),
        Table(columns, tuple(rows), sums=1),
    ]
    if found.uses:
        by_use = [(str(Use(use).label), yuan(sum(sources.values(), ZERO))) for use, sources in found.uses.items()]
        by_use.append(("合计", yuan(found.total.spent)))
        table = Table((Column("用途", 60), Column("支出（元）", 40, "right")), tuple(by_use), sums=1)
        blocks += [Heading("按用途", level=3), table]
    return blocks


def _parts(line: Balance) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return line.opening, line.income, line.spent, line.closing


def _sum(rows: list[Grant] | list[Expense]) -> Decimal:
    return sum((row.amount for row in rows), ZERO)
