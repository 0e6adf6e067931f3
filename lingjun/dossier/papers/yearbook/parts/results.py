"""成果、效益、推广应用 of the year (clause 二.7). Amounts of different bases are never added."""

from __future__ import annotations

from collections import Counter, defaultdict
from decimal import Decimal

from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Part, Table, Text, facts
from lingjun.dossier.papers.yearbook.details import detail_rows
from lingjun.dossier.papers.yearbook.words import dash, day, dotted, listed, span, yuan
from lingjun.dossier.papers.yearbook.year import Year
from lingjun.ledger.achievement_kinds import rules
from lingjun.ledger.models import Achievement, AchievementKind, Adoption, Benefit, BenefitBasis


def achievements(year: Year) -> Part:
    """By kind, each with the fields of its kind."""
    rows = list(
        Achievement.standing.filter(**year.within("achieved_on"), studio=year.studio)
        .select_related("project")
        .order_by("achieved_on", "id")
    )
    if not rows:
        return Part("成果", (), f"{year.year} 年没有登记成果。")
    year.know_ids(pk for row in rows for pk in row.authors)
    counts = Counter(row.kind for row in rows)
    present = [kind for kind in AchievementKind if counts[kind.value]]
    blocks: list[Block] = [
        Text(f"共 {len(rows)} 项：{listed(f'{kind.label} {counts[kind.value]} 项' for kind in present)}。")
    ]
    for kind in present:
        blocks.append(Heading(f"{kind.label}（{counts[kind.value]} 项）"))
        for row in rows:
            if row.kind == kind.value:
                blocks += _achievement(year, row)
    return Part("成果", tuple(blocks))


def _achievement(year: Year, row: Achievement) -> list[Block]:
    line = year.line(row, "04", row.achieved_on, row.title)
    kind = rules(row.kind)
    return [
        Heading(f"{line.number}　{row.title}", level=3),
        facts(
            (kind.number or "编号", row.number),
            ("状态", f"{row.status_words}，{day(row.achieved_on)}"),
            (kind.first_author, row.first_author),
            ("其他完成人", row.co_authors),
            ("本工作室完成人", listed(year.names(row.authors))),
            *detail_rows(row),
            ("出自项目", row.project.title if row.project else ""),
            ("内容与作用", row.summary),
        ),
        *year.photos(row, most=8),
    ]


def benefits(year: Year) -> Part:
    """Benefits by basis with a sum for each basis, and where achievements were taken up."""
    blocks = [*_benefits(year), *_adoptions(year)]
    if not blocks:
        return Part("效益与推广应用", (), f"{year.year} 年没有登记经济效益和推广应用。")
    return Part("效益与推广应用", tuple(blocks), own_page=False)


def _benefits(year: Year) -> list[Block]:
    rows = list(
        Benefit.standing.filter(
            **year.within("period_to"), studio=year.studio, achievement__removed_at__isnull=True
        )
        .select_related("achievement")
        .order_by("basis", "period_to", "id")
    )  # fmt: skip
    if not rows:
        return []
    grouped: dict[str, list[Benefit]] = defaultdict(list)
    for row in rows:
        year.line(row, "05", row.period_to, f"{row.get_basis_display()} {row.achievement.title}")
        grouped[row.basis].append(row)
    columns = (
        Column("成果", 30), Column("期间", 24, "center"), Column("金额（元）", 16, "right"), Column("怎么算的", 30),
        Column("谁证明", 18),
    )  # fmt: skip
    blocks: list[Block] = [
        Heading("经济效益"),
        Text("各口径分开列，不相加。期间跨年的，记在期末所在的年度。", quiet=True),
    ]
    for basis in BenefitBasis:
        if found := grouped.get(basis.value):
            lines = tuple(
                (row.achievement.title, span(row.period_from, row.period_to), yuan(row.amount), row.method,
                 row.certifier)
                for row in found
            )  # fmt: skip
            total = sum((row.amount for row in found), Decimal())
            sums = ("合计", "", yuan(total), "", "")
            blocks += [Heading(basis.label, level=3), Table(columns, (*lines, sums), sums=1)]
    return blocks


def _adoptions(year: Year) -> list[Block]:
    rows = list(
        Adoption.standing.filter(year.in_force("since", "until"), studio=year.studio)
        .filter(achievement__removed_at__isnull=True)
        .select_related("achievement")
        .order_by("since", "id")
    )
    if not rows:
        return []
    for row in rows:
        year.line(row, "05", row.since, f"{row.adopter} {row.achievement.title}")
    table = tuple(
        (row.adopter, row.achievement.title, dotted(row.since), str(row.people) if row.people else "—",
         dash(row.effect))
        for row in rows
    )  # fmt: skip
    columns = (
        Column("应用单位", 24), Column("成果", 26), Column("自", 15, "center"), Column("受益人数", 10, "right"),
        Column("效果", 34),
    )  # fmt: skip
    return [Heading("推广应用"), Table(columns, table)]
