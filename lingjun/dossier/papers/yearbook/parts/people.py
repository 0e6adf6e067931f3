"""师带徒、成员进出、成长 of the year (clause 二.5)."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import Q

from lingjun.core.codes import EDUCATION, POLITICAL_STATUS, SKILL_GRADES, TITLES
from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Part, Table, Text, facts
from lingjun.dossier.papers.yearbook.words import dash, day, dotted, span, yuan
from lingjun.dossier.papers.yearbook.year import Year, labels
from lingjun.ledger.models import Mentorship, StageCheck
from lingjun.studios.models import Member, Promotion, PromotionKind

NAMES = {
    PromotionKind.SKILL: SKILL_GRADES,
    PromotionKind.TITLE: TITLES,
    PromotionKind.EDUCATION: EDUCATION,
    PromotionKind.POLITICAL: POLITICAL_STATUS,
}


def mentorships(year: Year) -> Part:
    """Agreements running at some time of the year, with the stage checks of the year."""
    rows = list(
        Mentorship.standing.filter(studio=year.studio, started_on__lte=year.on)
        .filter(Q(ended_on=None) | Q(ended_on__gte=year.first))
        .select_related("mentor", "apprentice")
        .order_by("started_on", "id")
    )
    if not rows:
        return Part("师带徒", (), f"{year.year} 年没有师带徒记录。")
    year.know(worker for row in rows for worker in (row.mentor, row.apprentice))
    checks: dict[int, list[StageCheck]] = defaultdict(list)
    for check in StageCheck.standing.filter(**year.within("on"), mentorship__in=rows):
        checks[check.mentorship_id].append(check)
    blocks: list[Block] = [Text(f"共 {len(rows)} 对。")]
    for row in rows:
        blocks += _mentorship(year, row, checks[row.pk])
    return Part("师带徒", tuple(blocks))


def _mentorship(year: Year, row: Mentorship, checks: list[StageCheck]) -> list[Block]:
    mentor, apprentice = year.person(row.mentor).name, year.person(row.apprentice).name
    line = year.line(row, "06", row.started_on, f"{mentor}带{apprentice}")
    ended = row.ended_on if row.ended_on and row.ended_on <= year.on else None
    outcome = "，".join(filter(None, (row.get_outcome_display(), day(ended), row.outcome_note))) if ended else ""
    blocks: list[Block] = [
        Heading(f"{line.number}　{mentor}带{apprentice}"),
        facts(
            ("协议编号", row.number),
            ("工种", row.trade),
            ("期限", span(row.started_on, row.due_on)),
            ("目标", row.goal),
            ("目标等级", SKILL_GRADES.label(row.target_grade)),
            ("津贴", f"每月 {yuan(row.allowance)} 元" if row.allowance is not None else ""),
            ("结论", outcome),
        ),
    ]
    if checks:
        columns = (Column("日期", 16, "center"), Column("考核内容", 40), Column("成绩", 12), Column("评语", 32))
        table = tuple(
            (dotted(check.on), check.content, check.get_mark_display(), dash(check.comment)) for check in checks
        )
        blocks.append(Table(columns, table))
        for check in checks:
            if year.files(check):
                year.line(check, "06", check.on, f"{mentor}带{apprentice} 阶段考核")
    return [*blocks, *year.photos(row, most=4)]


def people(year: Year) -> Part:
    """Who came, who left, who rose."""
    blocks = [*_moves(year), *_promotions(year)]
    if not blocks:
        return Part("人员变化与成长", (), f"{year.year} 年没有成员进出和成长记录。")
    return Part("人员变化与成长", tuple(blocks), own_page=False)


def _moves(year: Year) -> list[Block]:
    """A new role ends one row and begins another on the same day: that is told as a change of role."""
    rows = list(
        Member.objects.filter(studio=year.studio)
        .filter(Q(**year.within("joined_on")) | Q(**year.within("left_on")))
        .select_related("worker")
    )
    year.know(row.worker for row in rows)
    inside = {row.pk: (year.first <= row.joined_on, row.left_on and row.left_on <= year.on) for row in rows}
    moves = []
    for row in rows:
        came, left = inside[row.pk]
        if came and year.first <= row.joined_on <= year.on:
            before = _next(rows, row, ends=True)
            words = f"由{before.get_role_display()}改任{row.get_role_display()}" if before else "加入"
            moves.append((row.joined_on, year.person(row.worker).name, words, row.get_role_display(), ""))
        if left and row.left_on and row.left_on >= year.first and not _next(rows, row, ends=False):
            moves.append(
                (row.left_on, year.person(row.worker).name, "离开", row.get_role_display(), row.left_reason)
            )  # fmt: skip
    if not moves:
        return []
    table = tuple((dotted(on), name, what, role, dash(why)) for on, name, what, role, why in sorted(moves))
    columns = (
        Column("日期", 16, "center"), Column("姓名", 14), Column("变化", 26), Column("角色", 14), Column("缘由", 30),
    )  # fmt: skip
    return [Heading("成员进出"), Table(columns, table)]


def _next(rows: list[Member], row: Member, *, ends: bool) -> Member | None:
    """The row of the same person that ended (or began) on the day this one began (or ended)."""
    for other in rows:
        if other.worker_id == row.worker_id and other is not row:
            if ends and other.left_on == row.joined_on:
                return other
            if not ends and other.joined_on == row.left_on:
                return other
    return None


def _promotions(year: Year) -> list[Block]:
    rows = list(
        Promotion.standing.filter(**year.within("on"), studio=year.studio)
        .select_related("worker")
        .order_by("on", "id")
    )  # fmt: skip
    if not rows:
        return []
    growth = labels(year.content.growth)
    year.know(row.worker for row in rows)
    table = []
    for row in rows:
        name = year.person(row.worker).name
        kind = PromotionKind(row.kind)
        names = NAMES.get(kind)
        old, new = (names.label(row.old), names.label(row.new)) if names else (row.old, row.new)
        year.line(row, "06", row.on, f"{name} {kind.label}")
        table.append(
            (dotted(row.on), name, kind.label, dash(old or row.old), new or row.new,
             dash(growth.get(row.growth, "")), dash(row.note))
        )  # fmt: skip
    columns = (
        Column("日期", 15, "center"), Column("姓名", 11), Column("项目", 13), Column("原来", 14), Column("变为", 14),
        Column("成长方向", 12), Column("说明", 22),
    )  # fmt: skip
    return [Heading("成长记录"), Table(columns, tuple(table))]
