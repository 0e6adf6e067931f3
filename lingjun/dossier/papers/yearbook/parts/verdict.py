"""七个有 at year's end and the yearly 综合鉴定 (clauses 二 and 二.3)."""

from __future__ import annotations

from lingjun.appraisal.figures import lines
from lingjun.appraisal.models import Appraisal
from lingjun.cases.models import Opinion as SignedOpinion
from lingjun.dossier.papers.yearbook.book import Block, Column, Heading, Opinion, Part, Table, Text, facts
from lingjun.dossier.papers.yearbook.words import dash, day
from lingjun.dossier.papers.yearbook.year import Year
from lingjun.studios.criteria import evaluate, subject_of
from lingjun.studios.models import Standing


def criteria(year: Year) -> Part:
    """The seven criteria as computed for the book's last day, with evidence and what is missing."""
    results = evaluate(subject_of(year.studio, year.on))
    table = tuple(
        (
            one.criterion.label,
            one.state,
            dash("；".join(line.words for line in one.lines if line.answer and line.answer.applies)),
            dash("；".join(piece.text for piece in one.missing)),
        )
        for one in results
    )
    met = sum(one.standing == Standing.MET for one in results)
    columns = (Column("七个有", 14), Column("结果", 14), Column("依据", 42), Column("还缺", 30))
    return Part("七个有", (Text(f"截至{day(year.on)}，{len(results)} 项中达到 {met} 项。"), Table(columns, table)))


def appraisal(year: Year) -> Part:
    """Figures, the leader's report, opinions and grade; a grade not yet published is not shown."""
    found = Appraisal.objects.filter(studio=year.studio, year=year.year).select_related("case").order_by("-id").first()
    if found is None:
        return Part("年度综合鉴定", (), f"{year.year} 年的综合鉴定还没有开展。")
    year.line(found, "09", found.graded_on, f"{year.year} 年综合鉴定")
    blocks: list[Block] = []
    if found.grade:
        blocks.append(
            facts(
                ("等次", found.get_grade_display()),
                ("评定日期", day(found.graded_on)),
                ("文号", found.decision_number),
            )
        )
    rows = tuple(lines(found.figures))
    if rows:
        blocks += [Heading("全年数据"), Table((Column("项目", 30), Column("数据", 70)), rows)]
    for title, text in (("领衔人自评", found.report), ("存在的问题", found.problems), ("下一年打算", found.next_year)):
        if text:
            blocks += [Heading(title), Text(text)]
    return Part("年度综合鉴定", (*blocks, *_opinions(found)))


def _opinions(found: Appraisal) -> list[Block]:
    """Published opinions that still hold: the unit's written one first, as the case went."""
    signed = SignedOpinion.objects.filter(case=found.case, is_superseded=False, is_published=True)
    blocks: list[Block] = [
        Opinion(row.step.title, row.text, f"{row.organization_name}　{row.signer_name}", day(row.dated_on))
        for row in signed.select_related("step").order_by("id")
    ]
    return [Heading("鉴定意见"), *blocks] if blocks else [Text("单位还没有写综合鉴定意见。", quiet=True)]


def unit_opinion(year: Year) -> Part:
    """Room for the unit's opinion on the book itself: signed and stamped on the printed page."""
    unit = year.tenure.unit_name if year.tenure else year.studio.unit.name
    return Part("单位意见", (Opinion("所在单位工会意见", "", f"{unit}工会（盖章）", ""),))
